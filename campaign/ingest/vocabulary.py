"""Word lists that a translator edits: TOML files, checked when they are loaded."""

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
    """A word list is invalid; the message names the file, the list and the word."""


class Vocabulary:
    """The lists of one file by key; a list in a section has the key "section.list"."""

    def __init__(self, name: str, lists: Lists) -> None:
        self.name = name
        self.lists = lists

    def words(self, key: str) -> tuple[str, ...]:
        """Return the words of a list, in the order of the file.

        Raises VocabularyError if it is missing.
        """
        if key not in self.lists:
            raise VocabularyError(f"{self.name}: the list “{key}” is missing")
        return self.lists[key]

    def section(self, name: str) -> dict[str, tuple[str, ...]]:
        """Return the lists of a section by name; raises VocabularyError if it has none."""
        lists = {
            key.removeprefix(f"{name}."): words
            for key, words in self.lists.items()
            if key.startswith(f"{name}.")
        }
        if not lists:
            raise VocabularyError(f"{self.name}: the section “{name}” is missing")
        return lists

    def pattern(self, key: str) -> str:
        """Return a regular expression that matches any word of a list.

        Raises VocabularyError if a word is not a valid expression.
        """
        for word in self.words(key):
            try:
                re.compile(word)
            except re.error as error:
                raise VocabularyError(f"{self.name}: {key}: “{word}”: {error}") from error
        return "|".join(self.words(key))


@cache
def load_vocabulary(package: str, name: str) -> Vocabulary:
    """Return the word lists in `vocabulary/<name>.toml` of a package of `campaign/ingest/`.

    Raises the errors of `read_vocabulary`.
    """
    return read_vocabulary(Path(__file__).parent / package / "vocabulary" / f"{name}.toml")


def read_vocabulary(path: Path) -> Vocabulary:
    """Return the word lists of a file.

    A value is a list of words, or the key of another list with the same words. Raises
    VocabularyError for a file that is not TOML, an empty list, a repeated word, and a word that is
    not written in composed characters, single spaces and lower case; only lists whose key ends in
    “as_written” may have capital letters.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise VocabularyError(f"{path.name}: {error}") from error
    lists: dict[str, tuple[str, ...]] = {}
    references: dict[str, str] = {}
    for key, value in _flatten(values):
        if isinstance(value, str):
            references[key] = value
        else:
            lists[key] = _check_words(path.name, key, value)
    for key, reference in references.items():
        if reference not in lists:
            raise VocabularyError(f"{path.name}: {key}: there is no list “{reference}”")
    order = [key for key, _ in _flatten(values)]
    return Vocabulary(path.name, {key: lists[references.get(key, key)] for key in order})


def _flatten(values: Mapping[str, Any], section: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{section}{key}.")
        else:
            yield f"{section}{key}", value


def _check_words(file: str, key: str, words: Any) -> tuple[str, ...]:
    if not isinstance(words, list) or not words:
        raise VocabularyError(f"{file}: {key}: a list of words is needed")
    for at, word in enumerate(words):
        if not isinstance(word, str) or not word:
            raise VocabularyError(f"{file}: {key}: “{word}” is no word")
        if word != tidy_text(word):
            raise VocabularyError(f"{file}: {key}: “{word}” holds stray spaces or characters")
        # A character class such as \W is not a capital letter.
        bare = _ESCAPE.sub("", word)
        if bare != bare.lower() and not key.endswith("as_written"):
            raise VocabularyError(f"{file}: {key}: “{word}” has capital letters")
        if word in words[:at]:
            raise VocabularyError(f"{file}: {key}: “{word}” stands twice")
    return tuple(words)
