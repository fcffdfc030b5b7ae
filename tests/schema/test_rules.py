"""Each rule of the catalogue is declared once, used, and translated into three languages."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from string import Formatter

import pytest

from campaign.dataset.engines.settings import MOST_SECONDS
from campaign.i18n.translator import LANGUAGES, Text, catalog
from campaign.schema import rules
from campaign.schema.data_dictionary import LISTS
from campaign.schema.issues import CellRef, Issue
from campaign.schema.rules import CAUSES, RULES, SEVERITIES, Example, Rule, severity_name
from campaign.schema.tables import MOST_CAMPAIGN_DAYS, MOST_WHOLE
from tests.plain_words import plain_spaces
from tests.source_trees import tree

PACKAGE = Path(rules.__file__).parents[1]
CATALOGUE = Path(rules.__file__).parent / "catalogue"
SOURCES = [path for path in sorted(PACKAGE.rglob("*.py")) if path != Path(rules.__file__)]
# Calls that name a rule, and the position of its code among the arguments.
CODE_POSITIONS = {"Issue": 1, "RowRule": 0, "UnsafeArchiveError": 0, "_StoppedError": 0}
CODE_POSITIONS |= {"correction": 1, "log_cells": 1, "log_rows": 1, "RawIssue": 0}


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def codes_of_calls(tree: ast.AST) -> set[str]:
    codes = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        function = node.func.attr if isinstance(node.func, ast.Attribute) else None
        function = node.func.id if isinstance(node.func, ast.Name) else function
        at = CODE_POSITIONS.get(function or "", len(node.args))
        for code in node.args[at : at + 1]:
            choices = [code.body, code.orelse] if isinstance(code, ast.IfExp) else [code]
            codes |= {c.value for c in choices if isinstance(c, ast.Constant)}
    return codes


def strings_in(tree: ast.AST) -> set[str]:
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {node.value for node in constants if isinstance(node.value, str)}


def test_each_code_is_declared_once_with_known_keys() -> None:
    files = [tomllib.loads(path.read_text("utf-8")) for path in CATALOGUE.glob("*.toml")]
    advice = next(file for file in files if "remedy" in file.get("correct", {}))
    declared = [item for file in files if file is not advice for item in file.items()]
    assert sorted(code for code, _ in declared) == sorted(RULES)
    fields = {*Rule.__dataclass_fields__, *Example.__dataclass_fields__, "advice", "like"}
    fields |= {"before_ky", "after_ky"}
    assert set().union(*(entry for _, entry in declared)) <= fields - {
        "code",
        "example",
        "remedy",
        "kyrgyz",
    }
    assert {rule.example.remedy for rule in RULES.values()} == {
        entry["remedy"] for entry in advice.values()
    }


def test_the_package_uses_every_rule_and_no_other() -> None:
    trees = [tree(path) for path in SOURCES]
    # The codes of these two end in the name of a list of codes.
    by_list = {f"{kind}_{of}" for kind in ("unknown", "ambiguous") for of in LISTS}
    codes = set().union(*map(codes_of_calls, trees))
    assert len(codes) > 60
    assert codes - set(RULES) == set()
    assert set(RULES) - set().union(*map(strings_in, trees)) - by_list == set()


def test_titles_are_short() -> None:
    titles = [rule.title for rule in RULES.values()]
    assert all(len(words) <= 40 and not words.endswith(".") for words in titles)


def test_every_rule_has_a_translated_remedy() -> None:
    for rule in RULES.values():
        for lang in ("ky", "ru"):
            assert Text.of(lang)(rule.example.remedy) != rule.example.remedy


def test_every_severity_and_cause_has_a_name_and_a_rule() -> None:
    assert {rule.severity for rule in RULES.values()} == set(SEVERITIES)
    assert {rule.cause for rule in RULES.values()} == set(CAUSES)


def test_the_cause_of_a_rule_says_what_the_owner_has_to_do() -> None:
    causes = {code: rule.cause for code, rule in RULES.items()}
    # Rules that change no value have another cause than rules that do.
    assert (causes["date_rewritten"], causes["letters"]) == ("reading", "correction")
    assert (causes["bishkek_within"], causes["osh_within"]) == ("reading", "reading")
    assert (causes["date"], causes["ambiguous_oblast"]) == ("error", "question")
    assert Issue("a.csv", "date").cause == "error"


def test_an_error_in_a_column_that_is_not_declared_is_a_warning() -> None:
    assert Issue("a.csv", "error_cell", 3, "Прочее", extra_column=True).cause == "warning"


def test_answers_of_the_user_are_not_called_corrected_automatically() -> None:
    by_hand = {code for code in RULES if "by hand" in severity_name(code, RULES[code].severity)}
    assert by_hand == {
        *("answered", "answered_by_place", "cell_corrected", "estimate", "estimate_not_reported"),
        *("row_counted", "row_excluded", "signature_excluded", "text_excluded", "without_region"),
        "campaign_excluded",
    }
    assert severity_name("total_row", "repair") == "corrected automatically"


@pytest.mark.parametrize("rule", ["blank_column", "decoded"])
def test_rules_about_reading_are_notes(rule: str) -> None:
    assert severity_name(rule, RULES[rule].severity) == "note"


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_has_title_and_message_in_every_language(rule: Rule) -> None:
    for lang in ("ky", "ru"):
        for words in (rule.title, rule.message):
            message = catalog(lang).get(words)
            assert message is not None and message.string, words
            assert placeholders(message.string) == placeholders(words)
    params = dict.fromkeys(placeholders(rule.message), "5")
    issue = Issue("data/x.csv", rule.code, 12, "date", params=params)
    for lang in LANGUAGES:
        sentence = issue.message(Text.of(lang))
        assert sentence and "{" not in sentence
        assert "12" in issue.cell.describe(Text.of(lang))


@pytest.mark.parametrize(
    ("rule", "value", "words"),
    [
        ("above_country", "10000000", "10,000,000\u00a0is more than"),
        ("negative", "-5", "below zero: −5."),
        ("too_many", "99999999999", "99,999,999,999"),
        ("negative", "-0,5", "below zero: -0,5."),
        ("too_many", "0" * 75 + "99999", "too large: " + "0" * 75),
    ],
)
def test_a_whole_number_has_groups_of_digits(rule: str, value: str, words: str) -> None:
    issue = Issue("a.csv", rule, 3, "reached", {"value": value, "most": 7_300_000})
    assert words in issue.message(Text.of("en"))


@pytest.mark.parametrize("rule", ["number_rewritten", "estimate"])
def test_a_parsed_number_has_the_decimal_sign_of_the_language(rule: str) -> None:
    for lang, read in (("ru", "12,5"), ("ky", "12,5"), ("en", "12.5")):
        words = Issue("a.csv", rule, 3, "reached", {"value": "x", "read": "12.5"})
        assert read in words.message(Text.of(lang))
    for read in ("1250", "50-60", "0.12345"):
        words = Issue("a.csv", rule, 3, "reached", {"value": "x", "read": read})
        assert read in words.message(Text.of("ru"))


def test_a_cell_of_another_sheet_names_the_sheet() -> None:
    text = Text.of("en")
    line = CellRef("a.xlsx", 3, sheet=2)
    assert line.describe(text) == "a.xlsx, sheet 2, row 3" and line.column_name(text) == "sheet 2"
    cell = CellRef("a.xlsx", 3, "A", sheet=0)
    assert cell.describe(text) == "a.xlsx, another sheet, row 3, column “A”"
    assert CellRef("a.xlsx", 3, "A").describe(text) == "a.xlsx, row 3, column “A”"


@pytest.mark.parametrize("rule", ["spelling", "answered", "answered_by_place"])
def test_an_example_has_the_value_in_the_chosen_language(rule: str) -> None:
    example = RULES[rule].example
    for lang in LANGUAGES:
        message = Issue("", rule, params=example.params).message(Text.of(lang))
        assert example.params[f"read_{lang}"] in message and example.after not in message


@pytest.mark.parametrize(("lang", "day"), [("ky", "2017-ж. 31-июль"), ("ru", "31 июля 2017 г.")])
def test_a_date_has_the_name_of_its_month(lang: str, day: str) -> None:
    """A numeric date would be as ambiguous as the cell whose order of day and month is unclear."""
    text = Text.of(lang)
    read = Issue("a.csv", "date_rewritten", 3, "date", {"value": "31/7/17", "read": "2017-07-31"})
    assert day in plain_spaces(read.message(text)) and "2017-07-31" not in read.message(text)
    late = Issue("a.csv", "implausible_date", 3, "date", {"value": "2017-07-31"})
    assert day in plain_spaces(late.message(text))
    days = Issue(
        "a.csv", "date_range", 3, "date", {"value": "31", "read": "2017-07-31 – 2017-99-99"}
    )
    assert f"{day} – 2017-99-99" in plain_spaces(days.message(text))
    assert "31\u00a0Jul 2017" in read.message(Text.of("en"))


def test_no_message_repeats_the_row_of_its_cell() -> None:
    assert [rule.code for rule in RULES.values() if "row" in placeholders(rule.message)] == []


def test_limits_in_examples_are_those_of_the_check() -> None:
    codes = ("too_many", "settings_seconds", "campaign_too_long")
    too_many, seconds, campaign = (RULES[code].example for code in codes)
    assert campaign.params["most"] == MOST_CAMPAIGN_DAYS
    assert too_many.params["most"] == MOST_WHOLE
    assert seconds.params["most"] == MOST_SECONDS
    issue = Issue("", "settings_seconds", params=seconds.params)
    assert "3\u00a0600" in issue.message(Text.of("ru"))
    assert "3\u00a0600гө\u00a0чейинки" in issue.message(Text.of("ky"))
    assert "3,600" in issue.message(Text.of("en"))
