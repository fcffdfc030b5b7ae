"""The position of the label of a running total, so that no line of the calendar crosses it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from campaign.charts.spec import Timeline

GAP = 6
"""Px between the label and the line, or the end of the days, to its right."""

_CLEAR = 3  # px between the label and any line of the calendar


@dataclass(frozen=True)
class TotalWords:
    """The lines of the label, and the day of the line to its right (None: the end of the days)."""

    lines: tuple[str, ...]
    before: date | None = None


def total_words(
    spec: Timeline,
    place: Callable[[date], float],
    ends: tuple[float, float],
    width_of: Callable[[str], float],
    gap: float = GAP,
) -> TotalWords:
    """Return the label at the end of the running total at a position where it has room.

    `place` returns the position of a day between the two `ends`. The label is as far to the right
    as possible: on one line, else in two lines with a break before the bracket, else in three.
    """
    choices = _line_breaks(spec.end_words, width_of)
    rules = {rule.day: place(rule.day) for rule in spec.calendar.rules}
    for lines in choices:
        room = max(map(width_of, lines))
        for before, right in _ends(rules, ends[1], gap):
            left = right - room
            is_crossed = any(left - _CLEAR < x < right + _CLEAR for x in rules.values())
            if left >= ends[0] and not is_crossed:
                return TotalWords(lines, before)
    return TotalWords(choices[-1])


def _line_breaks(words: str, width_of: Callable[[str], float]) -> list[tuple[str, ...]]:
    """Return the text in one, two and three lines, if it can be broken."""
    choices: list[tuple[str, ...]] = [(words,)]
    start, bracket, rest = words.rpartition(" (")
    if bracket:
        choices.append((start, f"({rest}"))
        parts = f"({rest}".split(" ")
        halves = [(" ".join(parts[:at]), " ".join(parts[at:])) for at in range(1, len(parts))]
        if halves:
            narrowest = min(halves, key=lambda lines: max(map(width_of, lines)))
            choices.append((start, *narrowest))
    return choices


def _ends(rules: dict[date, float], last: float, gap: float) -> Iterator[tuple[date | None, float]]:
    """Yield the possible right ends of the label, from the right, each with the day of its line."""
    yield None, last - gap
    for day in sorted(rules, reverse=True):
        yield day, rules[day] - gap
