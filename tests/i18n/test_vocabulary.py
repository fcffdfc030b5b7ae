"""Each concept has one term in each language: `vocabulary.toml` lists the words not to use."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from campaign.i18n.streamlit_words import STREAMLIT_WORDS
from campaign.i18n.translator import LANGUAGES, catalog
from tests.i18n.extracted import extracted

ROOT = Path(__file__).parents[2]
VOCABULARY = tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text(encoding="utf-8"))


def _forms(message: str | tuple[str, ...]) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else message


def _catalogue(lang: str) -> Iterator[str]:
    """Yield every form of every message; in English without the messages of Streamlit."""
    if lang == "en":
        for message in extracted():
            if message.id not in STREAMLIT_WORDS:
                yield from _forms(message.id)
    else:
        for message in catalog(lang):
            if message.id:
                yield from _forms(message.string)


def _shipped_texts(lang: str) -> Iterator[str]:
    """Yield the names and texts of slides, milestones, types and campaigns in a language."""
    for file in ("milestones", "activity_types", "campaigns"):
        with (ROOT / "data" / f"{file}.csv").open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                yield row[f"name_{lang}"]
    slides = tomllib.loads((ROOT / "data/2017/slides.toml").read_text(encoding="utf-8"))
    for slide in slides["slide"]:
        for part in ("title", "text", "notes"):
            yield slide.get(part, {}).get(lang, "")


def _forbidden_words(lang: str, sentence: str) -> list[str]:
    """The forbidden words of a sentence, each with the term to write."""
    words = re.sub(r"\{[^}]*\}", "…", sentence.replace("\xa0", " "))
    for pattern in VOCABULARY[lang]["allowed"]:
        words = re.sub(pattern, "…", words, flags=re.IGNORECASE)
    return [
        f"{match[0]!r}: write {term!r} in {sentence!r}"
        for pattern, term in VOCABULARY[lang]["instead"].items()
        if (match := re.search(rf"(?<!\w)(?:{pattern})(?!\w)", words, re.IGNORECASE))
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_messages_and_shipped_texts_use_the_words_of_the_vocabulary(lang: str) -> None:
    sentences = [*_catalogue(lang), *_shipped_texts(lang)]
    assert len(sentences) > 1000
    assert [line for sentence in sentences for line in _forbidden_words(lang, sentence)] == []


def test_forbidden_words_are_found() -> None:
    assert _forbidden_words("en", "Bring a register.") and _forbidden_words("en", "{n} figures")
    assert not _forbidden_words("en", "Published figures: {figures}")
    assert _forbidden_words("en", "Illustrative data") and not _forbidden_words(
        "en", "Illustrative (invented) data"
    )
    assert _forbidden_words("ru", "Файл не читается.") and _forbidden_words(
        "ky", "Бул тандоодо жок."
    )
