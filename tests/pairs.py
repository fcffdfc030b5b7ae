"""Two lists crossed, with a language in turn: every pair of all three is met, not every triple."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from campaign.i18n.translator import LANGUAGES

First = TypeVar("First")
Second = TypeVar("Second")


def with_languages(
    first: Sequence[First], second: Sequence[Second]
) -> list[tuple[First, Second, str]]:
    """(one, other, language): each with each, and both in each language; three or more of each."""
    assert len(first) >= len(LANGUAGES) <= len(second)
    return [
        (one, other, LANGUAGES[(row + column) % len(LANGUAGES)])
        for row, one in enumerate(first)
        for column, other in enumerate(second)
    ]
