"""The room around lines on common axes, in px: margins, lines of the heading, end labels."""

from __future__ import annotations

import math
from collections.abc import Callable

from campaign.charts.body import Lines
from campaign.render.end_ranges import place_end_ranges, room_of_ranges
from campaign.render.end_words import room_beside
from campaign.render.plotly.legend import phone_legend_lines
from campaign.render.size import NARROW_ROOM, WIDE_ROOM
from campaign.render.text_width import LINE, width, wrap_text
from campaign.theme.style import Style

HEIGHT, NARROW_HEIGHT, NOTHING = 400, 380, 120
ROOM, PHONE_ROOM = 520, 200  # px of the narrowest plot on a page and on a phone
SLIDE_ROOM, _SLIDE_HEIGHT = 840, 290  # px of the plot on a slide, and of the figure
_LEGEND, _LEGEND_ROW, _LEGEND_SIGN = 34, 19, 46  # px


def margins(body: Lines, style: Style, room: float) -> tuple[int, int]:
    """Return the px above the plot for legend and headings, and below it for ticks and heading."""
    row = round(style.size * LINE)
    rows = max(len(tick.lines) for tick in body.ticks)
    # The legend of a slide is outside the figure.
    above = 0
    if room != SLIDE_ROOM:
        above = _LEGEND + _LEGEND_ROW * (_legend_rows(body, room, style) - 1)
    above += row * (len(heading_lines(body, style, room)) + bool(body.references)) + 8
    return above, (rows + bool(body.headings[0])) * row + 18


def heading_lines(body: Lines, style: Style, room: float) -> list[str]:
    """Return the lines of the heading over the vertical axis."""
    left = max(width(tick.words, style.size) for tick in body.value_ticks) + 10
    column = NARROW_ROOM if room == PHONE_ROOM else WIDE_ROOM
    return wrap_text(body.headings[1], column - left, style.size - 1)


def _legend_rows(body: Lines, room: float, style: Style) -> int:
    """Return the most lines that the legend has above a plot of this width.

    It is one row, or as many rows as in columns of the width of the longest entry.
    """
    if room == PHONE_ROOM:
        return phone_legend_lines(body.legend)
    lengths = [width(key.label, style.size) + _LEGEND_SIGN for key in body.legend]
    if sum(lengths) <= room:
        return 1
    columns = max(int(room / max(lengths)), 1)
    return math.ceil(len(lengths) / columns)


def room_at_right(body: Lines, room: float, style: Style) -> int:
    """Return the px to the right of a plot, for half of the last tick label and for end labels."""
    half_tick = max(width(line, style.size) for line in body.ticks[-1].lines) / 2
    ranges = place_end_ranges(body, PHONE_ROOM)
    beside = room_beside(body, room, style.size, width_of(style), ranges)
    return max(12, round(max(half_tick, beside, room_of_ranges(ranges, room))) + 2)


def width_of(style: Style) -> Callable[[str], float]:
    """Return the function that returns the width of an end label in px."""
    return lambda words: width(words, style.size, bold=True)


def plot_height(body: Lines, style: Style, room: float) -> float:
    """Return the height in px of a plot that is `room` px wide, without its margins."""
    heights: dict[float, int] = {PHONE_ROOM: NARROW_HEIGHT, SLIDE_ROOM: _SLIDE_HEIGHT}
    return heights.get(room, HEIGHT) - sum(margins(body, style, room))
