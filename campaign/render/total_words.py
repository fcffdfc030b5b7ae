"""Where the words of a running total stand, so that no line of the calendar runs through them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from campaign.charts.body import Timeline
from campaign.charts.two_languages import both

GAP = 6
"""Px between the words and the line, or the end of the days, before which they stand."""

_CLEAR = 3  # px between the words and a line that stands behind them


@dataclass(frozen=True)
class TotalWords:
    """The lines of the words, and the day before whose line they end; None for the last day.

    `seconds` are the lines below them, in a second language.
    """

    lines: tuple[str, ...]
    before: date | None = None
    seconds: tuple[str, ...] = ()


def total_words(
    body: Timeline,
    place: Callable[[date], float],
    ends: tuple[float, float],
    width_of: Callable[[str], float],
    gap: float = GAP,
) -> TotalWords:
    """Return where the words at the end of the running total have room.

    `place` is where a day is, between two `ends`. The words stand as far to the right as they can:
    in one line, with those in a second language if there are some, else broken before their
    bracket, else there too.
    """
    choices = _choices(body.end_words, body.second_end_words, width_of)
    rules = {rule.day: place(rule.day) for rule in body.calendar.rules}
    for lines, seconds in choices:
        room = max(map(width_of, (*lines, *seconds)))
        for before, right in _ends(rules, ends[1], gap):
            left = right - room
            is_crossed = any(left - _CLEAR < x < right + _CLEAR for x in rules.values())
            if left >= ends[0] and not is_crossed:
                return TotalWords(lines, before, seconds)
    lines, seconds = choices[-1]
    return TotalWords(lines, None, seconds)


Lines = tuple[str, ...]


def _choices(
    words: str, second: str, width_of: Callable[[str], float]
) -> list[tuple[Lines, Lines]]:
    """Return the lines of the words and of those in a second language, from wide to narrow.

    Both stand on one line where they have room.
    """
    firsts = _line_breaks(words, width_of)
    if not second:
        return [(lines, ()) for lines in firsts]
    return [
        ((both(words, second),), ()),
        *zip(firsts, _line_breaks(second, width_of), strict=False),
    ]


def _line_breaks(words: str, width_of: Callable[[str], float]) -> list[tuple[str, ...]]:
    """Return the words in one, two and three lines, as far as they can be broken."""
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
    """Yield where the words may end, from the right."""
    yield None, last - gap
    for day in sorted(rules, reverse=True):
        yield day, rules[day] - gap
