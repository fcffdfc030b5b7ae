"""Every issue has a cause, and every rule that is listed for a cause exists."""

from __future__ import annotations

from campaign.schema.causes import (
    CAUSES,
    DUPLICATES,
    EXCLUDED,
    QUESTIONS,
    READING,
    cause_of,
    severity_name,
)
from campaign.schema.issues import Issue
from campaign.schema.rules import RULES

SETS = (DUPLICATES, EXCLUDED, QUESTIONS, READING)


def test_each_listed_rule_exists_and_has_one_cause() -> None:
    assert set().union(*SETS) <= set(RULES)
    assert sum(map(len, SETS)) == len(set().union(*SETS))


def test_every_rule_has_a_cause_with_a_title() -> None:
    causes = {code: cause_of(Issue("a.csv", code)) for code in RULES}
    assert set(causes.values()) == set(CAUSES)
    # Rules that change no value have another cause than rules that do.
    assert (causes["date_rewritten"], causes["letters"]) == ("reading", "correction")
    assert (causes["bishkek_within"], causes["osh_within"]) == ("reading", "reading")
    assert (causes["date"], causes["ambiguous_oblast"]) == ("error", "question")


def test_an_error_in_a_column_that_is_not_declared_is_a_warning() -> None:
    assert cause_of(Issue("a.csv", "error_cell", 3, "Прочее", extra_column=True)) == "warning"


def test_answers_of_the_user_are_not_called_corrected_automatically() -> None:
    by_hand = {code for code in RULES if "by hand" in severity_name(code, RULES[code].severity)}
    assert by_hand == {
        *("answered", "answered_by_place", "cell_corrected", "estimate", "estimate_not_reported"),
        *("row_counted", "row_excluded", "signature_excluded", "text_excluded", "without_region"),
        "campaign_excluded",
    }
    assert severity_name("total_row", "repair") == "corrected automatically"


def test_rules_about_reading_are_notes() -> None:
    assert severity_name("blank_column", RULES["blank_column"].severity) == "note"
    assert severity_name("decoded", RULES["decoded"].severity) == "note"
