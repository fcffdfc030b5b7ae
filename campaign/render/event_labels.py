"""The labels of milestones and reported events that have room beside their marks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from campaign.charts.spec import EventDay, Timeline
from campaign.charts.two_languages import both
from campaign.render.typography import width

GAP = 4
"""Px between a mark and its label, and between a label and the next element."""

_LEAST = 12
"""The least characters of a label that is cut; fewer would be unclear."""


@dataclass(frozen=True)
class EventLabel:
    """The label beside a mark, to its right or to its left; it ends with "…" if it is cut.

    A whole label may have two lines, with a line break between them. If the name has no room, the
    label is the number of the mark in the list of its kind.
    """

    words: str
    is_left: bool = False


def event_labels(
    spec: Timeline,
    place: Callable[[date], float],
    ends: tuple[float, float],
    size: float,
    mark: float,
    *,
    is_whole: bool = False,
) -> Mapping[EventDay, EventLabel]:
    """Return the labels that have room; `place` returns the position of a day between the `ends`.

    `mark` is the width of a mark, `size` the font size, all in one unit. Each kind is in its lane,
    from left to right; no label touches a mark, another label or a line of the calendar. A
    milestone at a line with a name has no label of its own. If there is a list, a mark whose name
    has no room has its number. The name in a second language follows the first one if both have
    room. With `is_whole` no label is cut, for readers without a pointer; it may have two lines.
    """
    labels: dict[EventDay, EventLabel] = {}
    numbers = spec.numbers if spec.has_list else {}
    lines = dict(zip((line.day for line in spec.calendar.rules), spec.line_names, strict=True))
    for kind in ("milestone", "reported"):
        days = [day for day in spec.marks if day.kind == kind]
        blocks = sorted({*(place(day.day) for day in days), *map(place, lines)})
        free = ends[0]
        for day in days:
            words = "" if kind == "milestone" and lines.get(day.day) else day.words
            x, beside = place(day.day), mark / 2 + 2 * GAP
            after = min([at - mark / 2 for at in blocks if at > x], default=ends[1])
            before = max([free, *(at + mark / 2 for at in blocks if at < x)])
            right, left = min(after, ends[1]) - x - beside, x - before - beside
            number = str(numbers.get(day, ""))
            second = day.second_words if words else ""
            choices = [both(words, second)] if second else []
            if is_whole:
                choices += [_in_two_lines(each) for each in choices]
                choices += [words, _in_two_lines(words)]
            label = next(filter(None, (_whole(each, right, left, size) for each in choices)), None)
            if label is None and not is_whole:
                label = _label(words, right, left, size)
            label = label or _label(number, right, left, size)
            if label is not None:
                labels[day] = label
                free = x if label.is_left else x + beside + _width(label.words, size)
    return labels


def _width(words: str, size: float) -> float:
    return max(width(line, size) for line in words.split("\n"))


def _in_two_lines(words: str) -> str:
    """Return the words with the line break that makes them narrowest."""
    parts = words.split(" ")
    halves = [(" ".join(parts[:at]), " ".join(parts[at:])) for at in range(1, len(parts))]
    return "\n".join(min(halves, key=lambda lines: _width("\n".join(lines), 1), default=(words,)))


def _whole(words: str, right: float, left: float, size: float) -> EventLabel | None:
    """Return the uncut label to the right, or to the left; None without words or room."""
    wide = _width(words, size)
    if not words or wide > max(right, left):
        return None
    return EventLabel(words, wide > right)


def _label(words: str, right: float, left: float, size: float) -> EventLabel | None:
    """Return the label to the right, to the left if only there is room, or cut.

    A label is cut on the side with more room; None if it has no room at all.
    """
    is_left = width(words, size) > right and left > right
    beginning = _cut(words, left if is_left else right, size)
    return EventLabel(beginning, is_left) if beginning else None


def _cut(words: str, room: float, size: float) -> str:
    """Return as many whole words as have room; "" if fewer than `_LEAST` characters are left."""
    if width(words, size) <= room:
        return words
    parts = words.split(" ")
    for count in range(len(parts) - 1, 0, -1):
        start = " ".join(parts[:count]).rstrip(",;:–-")
        if width(f"{start}…", size) <= room:
            return f"{start}…" if len(start) >= _LEAST else ""
    return ""
