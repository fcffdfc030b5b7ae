"""Word lists that a translator edits: TOML files, loaded once and checked as they are loaded."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from campaign.i18n.match_key import tidy_text

Lists = Mapping[str, tuple[str, ...]]
_ESCAPE = re.compile(r"\\.")


class VocabularyError(Exception):
    """A word list cannot be used; the message names the file, the list and the word."""


class Vocabulary:
    """The lists of one file by key; a list in a section has the key "section.list"."""

    def __init__(self, name: str, lists: Lists) -> None:
        self.name = name
        self.lists = lists

    def words(self, key: str) -> tuple[str, ...]:
        """The words of a list, in the order of the file; VocabularyError where it is missing."""
        if key not in self.lists:
            raise VocabularyError(f"{self.name}: the list “{key}” is missing")
        return self.lists[key]

    def section(self, name: str) -> dict[str, tuple[str, ...]]:
        """The lists of a section by their names in it; VocabularyError where it has none."""
        found = {
            key.removeprefix(f"{name}."): words
            for key, words in self.lists.items()
            if key.startswith(f"{name}.")
        }
        if not found:
            raise VocabularyError(f"{self.name}: the section “{name}” is missing")
        return found

    def pattern(self, key: str) -> str:
        """The words of a list as the alternatives of a regular expression.

        VocabularyError where one of them is none.
        """
        for word in self.words(key):
            try:
                re.compile(word)
            except re.error as broken:
                raise VocabularyError(f"{self.name}: {key}: “{word}”: {broken}") from broken
        return "|".join(self.words(key))


@cache
def load_vocabulary(package: str, name: str) -> Vocabulary:
    """The word lists in `vocabulary/<name>.toml` of a package of `campaign/ingest/`.

    Raises VocabularyError as `read_vocabulary` does.
    """
    return read_vocabulary(Path(__file__).parent / package / "vocabulary" / f"{name}.toml")


def read_vocabulary(path: Path) -> Vocabulary:
    """The word lists of a file.

    A value is a list of words, or the key of another list that holds the same ones. Raises
    VocabularyError for a file that is no TOML, an empty list, a word that stands twice in a list
    or is not written in composed characters, single spaces and small letters; only a list whose
    key ends in “as_written” may have capitals.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as broken:
        raise VocabularyError(f"{path.name}: {broken}") from broken
    lists: dict[str, tuple[str, ...]] = {}
    references: dict[str, str] = {}
    for key, value in _flat(values):
        if isinstance(value, str):
            references[key] = value
        else:
            lists[key] = _checked(path.name, key, value)
    for key, of in references.items():
        if of not in lists:
            raise VocabularyError(f"{path.name}: {key}: there is no list “{of}”")
    order = [key for key, _ in _flat(values)]
    return Vocabulary(path.name, {key: lists[references.get(key, key)] for key in order})


def _flat(values: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def _checked(file: str, key: str, words: Any) -> tuple[str, ...]:
    if not isinstance(words, list) or not words:
        raise VocabularyError(f"{file}: {key}: a list of words is needed")
    for at, word in enumerate(words):
        if not isinstance(word, str) or not word:
            raise VocabularyError(f"{file}: {key}: “{word}” is no word")
        if word != tidy_text(word):
            raise VocabularyError(f"{file}: {key}: “{word}” holds stray spaces or characters")
        # A class such as \W is no capital letter.
        bare = _ESCAPE.sub("", word)
        if bare != bare.lower() and not key.endswith("as_written"):
            raise VocabularyError(f"{file}: {key}: “{word}” has capital letters")
        if word in words[:at]:
            raise VocabularyError(f"{file}: {key}: “{word}” stands twice")
    return tuple(words)
