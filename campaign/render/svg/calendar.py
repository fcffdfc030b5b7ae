"""The calendar axis of timeline, small charts and schedule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from campaign.charts.calendar import Calendar
from campaign.charts.ticks import At, Tick
from campaign.render.svg.drawing import Drawing, Point
from campaign.render.typography import LINE, PAGE_LETTERS, Anchor, TextStyle
from campaign.theme.style import RULE_WIDTH

_TICK = 5
_APART = 3  # px between two dates
_SIDE = 60  # px for the label of a date to either side of its day
SECOND = 0.9
"""The font size of a second language, as a share of that of the first."""


@dataclass(frozen=True)
class DayAxis:
    """The position of the days: from `left` to `right`, in px."""

    calendar: Calendar
    left: float
    right: float

    def x(self, day: date) -> float:
        """Return the x of the middle of a day."""
        return self.left + (self.right - self.left) * self.calendar.middle(day)

    @property
    def day(self) -> float:
        """The width of a day."""
        return (self.right - self.left) / self.calendar.days

    def start(self, day: date) -> float:
        """Return the x of the left edge of a day."""
        return self.x(day) - self.day / 2


def draw_dates(
    drawing: Drawing,
    axis: DayAxis,
    ticks: Sequence[Tick[date]],
    y: float,
    size: float = 0,
    *,
    is_alone: bool = True,
) -> None:
    """Draw a line with the dates below it; the outer dates stay inside the drawing.

    If the axis is not alone, no date begins to its left, because its neighbour's dates are there.
    """
    style, scale = drawing.style, drawing.scale
    size = size or drawing.size
    side = _SIDE * scale if is_alone else dates_width(ticks, drawing, size) / 2
    drawing.line((axis.left, y), (axis.right, y), style.outline, scale)
    places: list[tuple[Tick[date], float, Anchor]] = []
    for tick in ticks:
        x = axis.x(tick.at)
        anchor: Anchor = "middle"
        before = (x - axis.left) * drawing.room_share + (axis.left if is_alone else 0)
        if (drawing.width - x) * drawing.room_share < side:
            anchor, x = "end", drawing.width
        elif before < side / 2 or x < tick_width(tick, drawing, size) / 2:
            anchor, x = "start", axis.left
        places.append((tick, x, anchor))
    shown = _with_room(drawing, axis, places, size) if is_alone else ticks
    for tick, x, anchor in places:
        middle = axis.x(tick.at)
        drawing.line((middle, y), (middle, y + _TICK * scale), style.outline, scale)
        if tick in shown:
            draw_tick_words(drawing, tick, (x, y + (_TICK + 2) * scale), anchor, size)


def _with_room(
    drawing: Drawing, axis: DayAxis, places: Sequence[tuple[Tick[date], float, Anchor]], size: float
) -> list[Tick[date]]:
    """Return the dates that touch no other one in the narrowest drawing; first and last count most.

    The others are placed from the right.
    """
    letters = size * (PAGE_LETTERS if drawing.is_in_page else 1)
    end, apart = drawing.width * drawing.room_share, _APART * drawing.scale
    right = end - (drawing.width - axis.right)
    spans: dict[Tick[date], tuple[float, float]] = {}
    for tick, x, anchor in [*places[-1:], *places[:1], *places[-2:0:-1]]:
        share = (x - axis.left) / (axis.right - axis.left)
        at = end if anchor == "end" else axis.left + share * (right - axis.left)
        wide = tick_width(tick, drawing, letters)
        left = at - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        if all(left + wide + apart <= low or high + apart <= left for low, high in spans.values()):
            spans[tick] = left, left + wide
    return list(spans)


def draw_tick_words(
    drawing: Drawing, tick: Tick[At], at: Point, anchor: Anchor, size: float
) -> None:
    """Draw the label of a tick below a point; a second language is below it in smaller letters."""
    for row, (words, share) in enumerate(_tick_lines(tick)):
        looks = TextStyle(anchor=anchor, size=size * share, colour=drawing.style.muted)
        drawing.words(words, (at[0], at[1] + (row + 0.5) * size * LINE), looks)


def tick_width(tick: Tick[At], drawing: Drawing, size: float) -> float:
    """Return the width of the widest line of a label."""
    return max(drawing.text_width(words, size * share) for words, share in _tick_lines(tick))


def tick_rows(ticks: Sequence[Tick[At]]) -> int:
    """Return the most lines of a label."""
    return max((len(_tick_lines(tick)) for tick in ticks), default=1)


def _tick_lines(tick: Tick[At]) -> list[tuple[str, float]]:
    """Return the lines of a label, and the font size of each as a share of that of the label."""
    firsts = [(line, 1.0) for line in tick.words.split("\n")]
    return [*firsts, *((line, SECOND) for line in tick.second_words.split("\n") if line)]


def draw_day_area(drawing: Drawing, axis: DayAxis, top: float, bottom: float) -> None:
    """Draw the area in which a reader of a page can drag a range of days; it is not visible."""
    if drawing.is_in_page:
        days = {"data_first": axis.calendar.first.isoformat(), "data_days": str(axis.calendar.days)}
        width = axis.right - axis.left
        drawing.rect(axis.left, top, width, bottom - top, "transparent", **days)


def dates_width(ticks: Sequence[Tick[date]], drawing: Drawing, size: float) -> float:
    """Return the width of the widest line of the dates."""
    return max((tick_width(tick, drawing, size) for tick in ticks), default=0.0)


def draw_day_lines(
    drawing: Drawing, axis: DayAxis, names: Sequence[str], top: float, bottom: float
) -> None:
    """Draw the lines at the last nominal day and at the end, with names one above the other.

    A line without a name begins below the names of the others.
    """
    style, scale = drawing.style, drawing.scale
    small_size = drawing.size - scale
    row = day_lines_height(drawing, names)
    for line, name in zip(axis.calendar.rules, names, strict=True):
        x = axis.x(line.day)
        row -= small_size * LINE if name else 0
        height = top + (row if name else day_lines_height(drawing, names))
        early = x < drawing.width / 2
        with drawing.group(data_line=line.day.isoformat()):
            drawing.line(
                (x, height), (x, bottom), style.muted, RULE_WIDTH * scale, **drawing.dash(line.dash)
            )
            if name:
                drawing.words(
                    name,
                    (x + (4 if early else -4) * scale, height + small_size / 2),
                    TextStyle(
                        anchor="start" if early else "end", size=small_size, colour=style.muted
                    ),
                )


def day_lines_height(drawing: Drawing, names: Sequence[str]) -> float:
    """Return the height in px of the names of the lines at the top."""
    return len([name for name in names if name]) * (drawing.size - drawing.scale) * LINE


def dates_height(drawing: Drawing, ticks: Sequence[Tick[date]], size: float = 0) -> float:
    """Return the height in px of the dates below an axis."""
    return (_TICK + 6) * drawing.scale + tick_rows(ticks) * (size or drawing.size) * LINE
