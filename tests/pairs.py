"""Pairwise combinations of two lists and the languages: every pair of values, not every triple."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from campaign.i18n.translator import LANGUAGES

First = TypeVar("First")
Second = TypeVar("Second")


def with_languages(
    first: Sequence[First], second: Sequence[Second]
) -> list[tuple[First, Second, str]]:
    """Every (one, other) with one language; each value has every language.

    Both lists have at least as many values as there are languages.
    """
    assert len(first) >= len(LANGUAGES) <= len(second)
    return [
        (one, other, LANGUAGES[(row + column) % len(LANGUAGES)])
        for row, one in enumerate(first)
        for column, other in enumerate(second)
    ]
