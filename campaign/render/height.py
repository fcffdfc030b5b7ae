"""The height of a chart in a page, for the server's drawing and for all others beside it."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from campaign.charts.chart import Chart
from campaign.charts.spec import (
    Bars,
    Choropleth,
    Dumbbell,
    Gantt,
    Heatmap,
    LegendKey,
    Lines,
    Pair,
    SmallMultiples,
    Timeline,
)
from campaign.render.size import NARROW_ROOM, WIDE_ROOM, Size
from campaign.render.text_width import width, wrap_text
from campaign.theme.roles import mark_role

NARROW = 600
"""Px: a narrower column is treated as a phone."""
UPRIGHT = 12  # px: the font size of the headers of a grid on a phone
PANEL, PANEL_NAME = 104, 46  # px: the bars of a small chart, the name above them
PANELS_TOP, PANELS_DATES = 4, 66  # px above all small charts, and of the dates below them
WIDE_COLUMNS, NARROW_COLUMNS = 3, 2
"""The columns of small charts in a wide column of a page and on a phone."""

_SIGN, _GAP, _LETTERS = 22, 18, 14  # px: before a label of a legend, between entries, font size
_COLUMN_SIGN = 40  # px: before a label in a column of entries
_LEGEND_LINE = 22  # px
_ROW, _SPAN_ROW = 34, 17  # px
_NOTHING = 120  # px: the height of a chart without rows or lines


@dataclass(frozen=True)
class Height:
    """The height of a figure: `px`, or `ratio` of its width between `least` and `most` px.

    `narrow` is the height in px on a phone, `tall` that in a large window, or 0.
    """

    narrow: int
    px: int = 0
    ratio: float = 0.0
    least: int = 0
    most: int = 0
    tall: int = 0

    def at(self, width: float) -> float:
        """Return the height in px in a column of this width, computed as in the browser."""
        if width < NARROW:
            return self.narrow
        if not self.ratio:
            return self.px
        return round(min(self.most, max(self.least, width * self.ratio)))

    @property
    def css(self) -> str:
        """The height of a figure that is not narrow as a CSS length, by the width of its column."""
        if not self.ratio:
            return f"{self.px}px"
        return f"clamp({self.least}px,{self.ratio * 100:.0f}cqw,{self.most}px)"


COMPACT: Mapping[type, Height] = {
    Choropleth: Height(narrow=400, ratio=0.54, least=320, most=432, tall=760),
    Timeline: Height(narrow=450, px=340, tall=668),
}
"""The heights of compact charts, whose parts share the height."""
MAP = Height(narrow=440, ratio=0.54, least=320, most=900)
TIMELINE = Height(narrow=700, px=520)
LINES = Height(narrow=380, px=400)
_SHARES, _RANKING = Height(narrow=264, px=250), Height(narrow=380, px=400)


def height(chart: Chart) -> Height:
    """Return the height of a chart's figure in a page. Raises KeyError without a spec."""
    match chart.spec:
        case spec if chart.compact:
            return COMPACT[type(spec)]
        case Choropleth():
            return MAP
        case Timeline():
            return TIMELINE
        case Lines(lines=lines):
            return LINES if lines else Height(narrow=_NOTHING, px=_NOTHING)
        case Bars() as spec:
            return _of_bars(spec)
        case Heatmap() as spec:
            return _of_grid(spec)
        case Dumbbell() as spec:
            return _of_pairs(spec)
        case SmallMultiples() as spec:
            return _of_panels(spec)
        case Gantt() as spec:
            px = (spec.rows or 4) * _SPAN_ROW + 92
            wide, narrow = legend_lines(spec.legend, WIDE_ROOM), phone_legend_lines(spec.legend)
            return Height(narrow=px + _LEGEND_LINE * narrow, px=px + _LEGEND_LINE * wide)
    raise KeyError(type(chart.spec))


def _of_bars(spec: Bars) -> Height:
    if spec.has_tracks:
        return _SHARES
    if spec.beside_map:
        return _RANKING
    rows, legend = len(spec.data) or 2, 32 if spec.legend else 0
    other = 16 + (22 if spec.reference else 0)
    return Height(px=rows * _ROW + other + legend, narrow=rows * 50 + other + legend * 2)


def _of_grid(spec: Heatmap) -> Height:
    rows = len(spec.rows)
    if not rows:
        return Height(px=_NOTHING, narrow=_NOTHING)
    upright = math.ceil(max(width(column.name, UPRIGHT) for column in spec.columns))
    legend = _LEGEND_LINE * legend_lines(spec.legend, NARROW_ROOM)
    return Height(px=rows * _ROW + 106, narrow=rows * 52 + upright + legend + 40)


def _of_pairs(spec: Dumbbell) -> Height:
    rows, around, letters = spec.rows, 40, 18
    count = len(rows) or 3
    lines = max((len(textwrap.wrap(pair.label, 26)) for pair in rows), default=1)
    names = max(map(len, narrow_names(rows)), default=1)
    wide, narrow = (_LEGEND_LINE * legend_lines(spec.legend, r) for r in (WIDE_ROOM, NARROW_ROOM))
    return Height(
        px=count * max(_ROW, lines * letters + 4) + around + wide,
        narrow=count * (54 + (names - 1) * letters) + around + narrow,
    )


def narrow_names(rows: Sequence[Pair]) -> list[list[str]]:
    """Return the lines of each name on a phone, which leave room for the note of its row."""
    return [textwrap.wrap(pair.label, max(34 - len(pair.end_words), 16)) or [""] for pair in rows]


def _of_panels(spec: SmallMultiples) -> Height:
    count = len(spec.panels)
    keys = [LegendKey(mark_role("day"), spec.hollow_words)] if spec.hollow_words else []
    more_lines = max(legend_lines(keys, NARROW_ROOM) - 1, 0)
    narrow = panels_height(count, NARROW_COLUMNS) + more_lines * _LEGEND_LINE
    return Height(narrow=narrow, px=panels_height(count, WIDE_COLUMNS))


def panels_height(count: int, columns: int) -> int:
    """Return the height in px of this number of small charts in columns."""
    rows = max(math.ceil(count / columns), 1)
    return rows * (PANEL + PANEL_NAME) + PANELS_TOP + PANELS_DATES


def legend_lines(keys: Sequence[LegendKey], room: float) -> int:
    """Return how many lines a legend takes in a width of `room` px."""
    lines, used = 0, room
    for key in keys:
        wide = _SIGN + width(key.label, _LETTERS)
        if used + wide > room:
            lines, used = lines + len(wrap_text(key.label, room - _SIGN, _LETTERS)), 0
        used += wide + _GAP
    return lines


def phone_legend_lines(keys: Sequence[LegendKey]) -> int:
    """Return the most lines of a phone's legend, in rows or in columns of its widest entry.

    If there are labels at the ends of lines, the legend is narrower than the chart.
    """
    if not keys:
        return 0
    widest = _COLUMN_SIGN + max(width(key.label, _LETTERS) for key in keys)
    columns = max(int(NARROW_ROOM / widest), 1)
    lines = [len(wrap_text(key.label, NARROW_ROOM - _COLUMN_SIGN, _LETTERS)) for key in keys]
    rows = (max(lines[at : at + columns]) for at in range(0, len(keys), columns))
    return max(legend_lines(keys, NARROW_ROOM), sum(rows))


def omitted_rows(chart: Chart, size: Size) -> int:
    """Return how many rows of bars, cells or lanes are omitted because they have no room."""
    match chart.spec:
        case Bars(data=rows) | Heatmap(rows=rows) | Dumbbell(rows=rows) | Gantt(lanes=rows):
            return max(0, len(rows) - (size.most_rows or len(rows)))
    return 0
