"""Messages are translated and reviewed with their placeholders; pages have no bare text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message

from campaign.i18n.messages import extract_ids, extract_toml_ids
from campaign.i18n.translator import Text, catalog
from campaign.schema.rules import SEVERITIES
from tests.i18n.extracted import extracted
from tests.source_trees import tree

ROOT = Path(__file__).resolve().parent.parent.parent
# The packages that write text or HTML of a page.
SCREEN = [
    *sorted((ROOT / "pages").glob("*.py")),
    *(
        path
        for name in ("ui", "site", "web", "presentation", "charts", "analysis")
        for path in sorted((ROOT / "campaign" / name).rglob("*.py"))
    ),
]
# Calls whose first string is shown to the user.
TEXT_CALLS = {"button", "toggle", "popover", "selectbox", "pills", "slider", "text_input", "title"}
TEXT_CALLS |= {"segmented_control", "download_button", "page_link", "write", "markdown", "caption"}
TEXT_CALLS |= {"header", "subheader", "info", "warning", "error", "success", "toast", "metric"}


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def names(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


@pytest.mark.parametrize("lang", ["ky", "ru"])
def test_every_message_is_translated(lang: str) -> None:
    translated = catalog(lang)
    missing, fuzzy, wrong = [], [], []
    for source in extracted():
        message = translated.get(source.id, source.context)
        if message is None or not all(forms(message)):
            missing.append(source.id)
            continue
        if message.fuzzy:
            fuzzy.append(source.id)
        first = source.id if isinstance(source.id, str) else source.id[1]
        if any(names(form) != names(first) for form in forms(message)):
            wrong.append(source.id)
    assert (missing, fuzzy, wrong) == ([], [], [])


@pytest.mark.parametrize("lang", ["ky", "ru"])
def test_no_translation_is_unused(lang: str) -> None:
    msgids = {message.id for message in extracted()}
    assert [m.id for m in catalog(lang) if m.id and m.id not in msgids] == []


@pytest.mark.parametrize("lang", ["ky", "ru"])
def test_letters_are_of_one_script(lang: str) -> None:
    mixed = re.compile(r"[A-Za-z][а-яёңөү]|[а-яёңөү][A-Za-z]", re.IGNORECASE)
    for message in catalog(lang):
        for form in forms(message) if message.id else []:
            assert not mixed.search(re.sub(r"\{[^}]*\}", "", form)), form


def test_calls_in_f_strings_are_extracted() -> None:
    source = 'f"<b>{text(\'inside\')}</b>"; t.n("{n} row", "{n} rows", 2); text.c("menu", "Play")'
    assert set(extract_ids(source)) == {
        ("inside", None),
        (("{n} row", "{n} rows"), None),
        ("Play", "menu"),
    }


def test_texts_of_nested_tables_are_extracted() -> None:
    table = {"title": "One", "code": "x", "columns": {"title": {"help": "Two", "example": "y"}}}
    assert list(extract_toml_ids(table)) == ["One", "Two"]


def untranslated(path: Path) -> Iterator[str]:
    """Yield the English text of a module that is not translated, in HTML or in a widget call."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for words in re.findall(r">([^<>{}]+)<", node.value):
                if re.search(r"[A-Za-z]{3,}", words):
                    yield words
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        is_log = isinstance(node.func.value, ast.Name) and node.func.value.id == "_log"
        if node.func.attr not in TEXT_CALLS or is_log or not node.args:
            continue
        first = node.args[0]
        if isinstance(first, ast.Constant) and re.search("[A-Za-z]{2}", str(first.value)):
            yield str(first.value)


def test_no_untranslated_words_reach_the_screen() -> None:
    words = {path.relative_to(ROOT).as_posix(): list(untranslated(path)) for path in SCREEN}
    assert len(words) > 100
    assert {name: found for name, found in words.items() if found} == {}


def test_a_rank_is_written_in_one_way_in_kyrgyz() -> None:
    ranks = [
        message.string
        for message in catalog("ky")
        if re.search(r"\{(rank|n)\}.*\{(ranked|total)\}", str(message.id))
        and ("rank" in str(message.id) or message.context == "rank")
    ]
    assert len(ranks) > 5
    for words in ranks:
        assert re.search(r"\{(ranked|total)\} \w+ ичинен \{(rank|n)\}-орун$", words), words


def test_note_and_warning_have_different_names_in_kyrgyz() -> None:
    text = Text.of("ky")
    assert text(SEVERITIES["note"]) == "маалымат үчүн"
    assert text(SEVERITIES["warning"]) == "эскертүү"


LONGEST_SENTENCE = 25


@pytest.mark.parametrize("lang", ["en", "ky", "ru"])
def test_no_sentence_has_more_than_25_words(lang: str) -> None:
    messages = extracted() if lang == "en" else catalog(lang)
    texts = [
        text
        for message in messages
        for text in (
            (message.id if isinstance(message.id, tuple) else [message.id])
            if lang == "en"
            else forms(message)
        )
    ]
    sentences = [part for text in texts for part in re.split(r"(?<=[.!?;])\s+|\n", text)]
    assert [part for part in sentences if len(part.split()) > LONGEST_SENTENCE] == []
