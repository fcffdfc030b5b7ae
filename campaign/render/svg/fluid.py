"""A drawing for any width: what drawings of two widths share, and the numbers that they differ in.

A browser knows how wide a chart stands only when it shows it; it then works the numbers out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from campaign.charts.body import Bars, Choropleth, Spans, Timeline
from campaign.charts.chart import Chart
from campaign.render.size import Size
from campaign.render.svg.choropleth import outline_paths
from campaign.render.svg.figure import draw_silently
from campaign.theme.style import Style

_PATH = re.compile(r'(?<= d=")[^"]*')
# An outline is named by its number between two characters that no drawing has.
_ITEM = re.compile("\0\\d+\0|-?\\d+(?:\\.\\d+)?")

_TALLER = 100  # px
_ABOVE_RANKING = 40  # px: words above the bars, and the room around them


@dataclass(frozen=True)
class Band:
    """Columns of a page from `start` px on: drawn at `widths`, with words for one of `room` px."""

    name: str
    start: int
    widths: tuple[int, int]
    room: int


_NARROW = Band("phone", 0, (290, 480), 270)
_MIDDLE = Band("screen", 600, (660, 960), 590)
_COLUMN = Band("screen", 600, (760, 1320), 660)
_WIDE = Band("screen", 1000, (1080, 1500), 980)

Part = str | int | tuple[float, ...]


@dataclass(frozen=True)
class FluidDrawing:
    """An SVG in parts: text, the number of an outline, or what a number is in each of the `sizes`.

    Between and beyond the sizes a number changes evenly. The second size is wider than the first; a
    third has the width of the first and another height. With one size the drawing is of that alone.
    It is for columns from `start` px on.
    """

    sizes: tuple[Size, ...]
    parts: tuple[Part, ...]
    start: int = 0

    def to_json(self) -> dict[str, Any]:
        """The drawing as the browser takes it."""
        return {
            "from": self.start,
            "widths": [size.width for size in self.sizes[:2]],
            "heights": [size.height for size in self.sizes[::2]] if len(self.sizes) > 2 else None,
            "parts": self.parts,
        }


def draw_for_page(
    chart: Chart, style: Style, height: Callable[[float], float]
) -> tuple[FluidDrawing, ...]:
    """The chart for columns of a page, narrow ones first.

    `height` gives the px that the chart is high in a page at a width.
    """
    # A long legend takes one row where there is room for it.
    is_long = isinstance(chart.body, Timeline | Spans)
    bands = (_NARROW, _MIDDLE, _WIDE) if is_long else (_NARROW, _COLUMN)
    return tuple(
        replace(draw_fluid(chart, style, _sizes(chart, band, height)), start=band.start)
        for band in bands
    )


def _sizes(chart: Chart, band: Band, height: Callable[[float], float]) -> list[Size]:
    sizes = [Size(band.name, width, fit_width=band.room) for width in band.widths]
    match chart.body:
        case Choropleth():
            return [replace(size, height=height(size.width)) for size in sizes]
        case Bars(beside_map=True, data=data):
            rows = max(len(data), 1)
            return [replace(s, row=(height(s.width) - _ABOVE_RANKING) / rows) for s in sizes]
        case Timeline():
            least = height(band.widths[0])
            sizes = [replace(size, height=least) for size in sizes]
            if height(band.widths[1]) != least:
                # Its width and its height change each on its own.
                sizes.append(replace(sizes[0], height=least + _TALLER))
    return sizes


def draw_fluid(chart: Chart, style: Style, sizes: Sequence[Size]) -> FluidDrawing:
    """The chart without its tooltips, in parts.

    It is drawn at the first size alone where another breaks its words or legend differently.
    """
    outlines = outlines_of(chart)
    drawings = [_name_outlines(draw_silently(chart, style, size), outlines) for size in sizes]
    if len({tuple(_ITEM.split(drawing)) for drawing in drawings}) > 1:
        drawings, sizes = drawings[:1], sizes[:1]
    return FluidDrawing(tuple(sizes), tuple(_parts(drawings)))


def outlines_of(chart: Chart) -> tuple[str, ...]:
    """The path data that all drawings of a map share; () for other charts."""
    return outline_paths(chart.body.places) if isinstance(chart.body, Choropleth) else ()


def _name_outlines(drawing: str, outlines: Sequence[str]) -> str:
    numbers = {path: number for number, path in enumerate(outlines)}
    if not numbers:
        return drawing

    def name(match: re.Match[str]) -> str:
        number = numbers.get(match[0])
        return match[0] if number is None else f"\0{number}\0"

    return _PATH.sub(name, drawing)


def _parts(drawings: Sequence[str]) -> list[Part]:
    parts: list[Part] = []
    texts = _ITEM.split(drawings[0])
    items = zip(*(_ITEM.findall(drawing) for drawing in drawings), strict=True)
    for text, item in zip(texts, [*items, ("",)], strict=True):
        parts.append(text)
        if item[0].startswith("\0"):
            parts.append(int(item[0].strip("\0")))
        elif len(set(item)) == 1:
            parts.append(item[0])
        else:
            parts.append(tuple(_shorten(item)))
    return _join(parts)


def _shorten(item: Sequence[str]) -> list[float]:
    """The number in each size; the third is left out where it is the first again."""
    numbers = [float(number) for number in item]
    return numbers[:2] if len(numbers) == 3 and numbers[0] == numbers[2] else numbers


def _join(parts: Sequence[Part]) -> list[Part]:
    """Return the parts with neighbouring texts as one."""
    pieces: list[Part] = []
    for is_text, group in groupby(parts, lambda part: isinstance(part, str)):
        run = list(group)
        pieces += ["".join(map(str, run))] if is_text else run
    return pieces
