"""Which milestones and reported events have room for their words beside their marks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from campaign.charts.body import EventDay, Timeline
from campaign.render.text_width import width

GAP = 4
"""Px between a mark and its words, and between words and whatever is next."""

_LEAST = 12
"""Letters of words that are cut: fewer would say too little."""


@dataclass(frozen=True)
class EventLabel:
    """The words beside a mark, to its right or to its left; they end in "…" where they are cut."""

    words: str
    is_left: bool = False


def event_labels(
    body: Timeline,
    place: Callable[[date], float],
    ends: tuple[float, float],
    size: float,
    mark: float,
    *,
    milestones: bool = True,
) -> Mapping[EventDay, EventLabel]:
    """Return the labels that have room; `place` is where a day is, between two `ends`.

    `mark` is the width of a mark, `size` that of the letters, all in one unit. Each kind has a lane
    of its own, from left to right; no words touch a mark, other words or a line of the calendar. A
    milestone at a line with a name is named by it. Without `milestones` these have other names.
    """
    labels: dict[EventDay, EventLabel] = {}
    lines = dict(zip((line.day for line in body.calendar.rules), body.line_names, strict=True))
    for kind in ("milestone", "reported"):
        days = [day for day in body.marks if day.kind == kind]
        blocks = sorted({*(place(day.day) for day in days), *map(place, lines)})
        free = ends[0]
        for day in days:
            if kind == "milestone" and (not milestones or lines.get(day.day)):
                continue
            x, beside = place(day.day), mark / 2 + 2 * GAP
            after = min([at - mark / 2 for at in blocks if at > x], default=ends[1])
            before = max([free, *(at + mark / 2 for at in blocks if at < x)])
            right, left = min(after, ends[1]) - x - beside, x - before - beside
            # To the right, or where only there is room to the left, or cut where there is more.
            is_left = width(day.words, size) > right and left > right
            words = _cut(day.words, left if is_left else right, size)
            if words:
                labels[day] = EventLabel(words, is_left)
                free = x if is_left else x + beside + width(words, size)
    return labels


def _cut(words: str, room: float, size: float) -> str:
    """Return as many whole words as have room, "" where these would say too little."""
    if width(words, size) <= room:
        return words
    parts = words.split(" ")
    for count in range(len(parts) - 1, 0, -1):
        start = " ".join(parts[:count]).rstrip(",;:–-")
        if width(f"{start}…", size) <= room:
            return f"{start}…" if len(start) >= _LEAST else ""
    return ""
