"""Text without the no-break spaces that keep a number and its noun on one line."""

from __future__ import annotations


def plain_spaces(words: str) -> str:
    """The text with plain spaces."""
    return words.replace("\u00a0", " ")
