"""A grid as SVG: a row for each type, a column for each region."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from campaign.charts.chart import Chart
from campaign.charts.spec import Cell, Heading, Heatmap
from campaign.render.size import Size
from campaign.render.svg.drawing import Drawing, draw_nothing, faded, number
from campaign.render.svg.legend import draw_legend, legend_height
from campaign.render.typography import LINE, TextStyle
from campaign.theme.roles import paint
from campaign.theme.style import Style

_TALL_ROW = 52
_MOST_LABEL, _LEAST_LABEL = 0.34, 0.17  # of the width
_INSIDE = 0.96  # of a column
_SMALL, _LEAST = 12, 10  # px of a heading


def draw(chart: Chart, style: Style, size: Size) -> Drawing:
    """Draw the cells in reading order.

    In a narrow drawing, names of types are above their cells.
    """
    spec, scale, names_above = chart.spec, size.scale, size.narrow
    assert isinstance(spec, Heatmap)
    rows = spec.rows[: size.most_rows or len(spec.rows)]
    if not rows:
        return draw_nothing(chart.key, size, style, spec.nothing)
    sketch = Drawing(chart.key, size, 0, style)
    left = 0.0 if names_above else _names_width(sketch, spec, rows, size)
    column = (size.width - left) / len(spec.columns)
    room = (size.width * size.room_share - left) / len(spec.columns)
    top = _headings_height(sketch, spec, room, names_above=names_above)
    row_height = (_TALL_ROW if names_above else size.row) * scale
    legend_top = top + row_height * len(rows) + 10 * scale
    height = legend_top + legend_height(sketch, spec.legend, size.width)
    drawing = Drawing(chart.key, size, height, style)
    _draw_headings(drawing, spec, (left, column, room), top, names_above=names_above)
    letters = _names_size(drawing, rows, left - 10 * scale)
    for number_of, row in enumerate(rows):
        y = top + number_of * row_height
        drawing.line((0, y), (size.width, y), style.line, scale)
        if names_above:
            drawing.words(row.name, (0, y + 12 * scale), TextStyle(size=drawing.size - scale))
        else:
            lines = drawing.fit(row.name, left - 10 * scale, 2, letters)
            at = (left - 8 * scale, y + row_height / 2)
            drawing.lines(lines, at, TextStyle(anchor="end", size=letters))
    name = 22 * scale if names_above else 0
    for number_of, cells in groupby(spec.cells, key=lambda cell: cell.row):
        if number_of < len(rows):
            with drawing.row(top + number_of * row_height):
                for cell in cells:
                    box = (left + cell.column * column, name, column, row_height - name)
                    _draw_cell(drawing, cell, box)
    draw_legend(drawing, spec.legend, (0, legend_top), size.width)
    return drawing


def _names_width(sketch: Drawing, spec: Heatmap, rows: Sequence[Heading], size: Size) -> float:
    """Return the width of the names of rows, which can wrap; words of headings cannot."""
    width, scale = size.width * size.room_share, size.scale
    widest = max(sketch.text_width(row.name) for row in rows) + 10 * scale
    words = max(sketch.text_width(word, _LEAST * scale) for word in _heading_words(spec))
    beside = width - words * len(spec.columns)
    return min(widest, width * _MOST_LABEL, max(beside, width * _LEAST_LABEL))


def _names_size(drawing: Drawing, rows: Sequence[Heading], room: float) -> float:
    """Return the largest font size at which no word of a row's name is broken, or the least."""
    words = [word for row in rows for word in row.name.split()]
    size, least = drawing.size, _LEAST * drawing.scale
    while size > least and max(drawing.text_width(word, size) for word in words) > room:
        size -= drawing.scale
    return size


def _draw_cell(drawing: Drawing, cell: Cell, box: tuple[float, float, float, float]) -> None:
    x, y, width, height = box
    datum, scale = cell.datum, drawing.scale
    looks = paint(datum.role, drawing.style, faded=datum.faded)
    more = faded(looks)
    if datum.selected:
        more |= {"stroke": drawing.style.text, "stroke_width": number(2 * scale)}
    inner = width * _INSIDE
    with drawing.mark(datum):
        drawing.rect(
            x + (width - inner) / 2,
            y + scale,
            inner,
            height - 2 * scale,
            drawing.fill(looks),
            **more,
        )
        background = drawing.style.not_reported if looks.hatched else None
        size = drawing.size
        while (
            drawing.text_width(datum.words, size) > inner * drawing.room_share and size > 8 * scale
        ):
            size -= scale
        drawing.words(
            datum.words,
            (x + width / 2, y + height / 2),
            TextStyle(
                anchor="middle",
                size=size,
                colour=looks.text_color,
                background=background,
                bold=looks.hatched,
            ),
        )


def _headings(drawing: Drawing, spec: Heatmap, room: float) -> tuple[float, list[list[str]]]:
    """Return the font size at which each word of the headings fits its column, and their lines."""
    size, least = drawing.size, _LEAST * drawing.scale
    words = _heading_words(spec)
    while size > least and max(drawing.text_width(word, size) for word in words) > room:
        size -= drawing.scale
    names = [(h.name, h.second_name) if h.second_name else (h.name,) for h in spec.columns]
    lines = [
        [line for name in both for line in drawing.wrap(_breakable(name), room, size)]
        for both in names
    ]
    return size, [[line.replace("- ", "-") for line in of_one] for of_one in lines]


def _heading_words(spec: Heatmap) -> list[str]:
    """Return the parts of the headings that cannot be broken."""
    names = (f"{heading.name} {heading.second_name}".strip() for heading in spec.columns)
    return [word for name in names for word in _breakable(name).split(" ")]


def _breakable(name: str) -> str:
    """Return a name or date that may wrap after its hyphen and between its words."""
    return name.replace("-", "- ").replace("\N{NO-BREAK SPACE}", " ")


def _headings_height(drawing: Drawing, spec: Heatmap, room: float, *, names_above: bool) -> float:
    if names_above:
        return max(drawing.text_width(c.name, _SMALL * drawing.scale) for c in spec.columns) + 8
    size, lines = _headings(drawing, spec, room)
    return max(map(len, lines)) * size * LINE + 8 * drawing.scale


def _draw_headings(
    drawing: Drawing,
    spec: Heatmap,
    at: tuple[float, float, float],
    top: float,
    *,
    names_above: bool,
) -> None:
    """Draw the headings; `at` is left end of the first column, column width, room for text."""
    left, column, room = at
    size, heading_lines = _headings(drawing, spec, room)
    for position, (heading, lines) in enumerate(zip(spec.columns, heading_lines, strict=True)):
        x = left + (position + 0.5) * column
        if names_above:
            turn = f"rotate(-90 {number(x)} {number(top - 6)})"
            with drawing.group(transform=turn):
                drawing.words(heading.name, (x, top - 6), TextStyle(size=_SMALL * drawing.scale))
            continue
        height = top - 4 * drawing.scale - len(lines) * size * LINE / 2
        drawing.lines(lines, (x, height), TextStyle(anchor="middle", size=size))
