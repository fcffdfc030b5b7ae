"""Native tables on a slide, every cell with its own fill; the grid of types by regions."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import quoteattr

from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.charts.spec import Datum, Heading, Heatmap
from campaign.charts.two_languages import both
from campaign.i18n.number_format import NBSP
from campaign.render.pptx.drawing_shapes import OMITTED, draw_keys, draw_omitted_count
from campaign.render.pptx.shapes import (
    NAMESPACES,
    NO_FILL,
    NO_LINE,
    Align,
    Box,
    Canvas,
    Look,
    Paragraph,
    Point,
    emu,
    fill_of,
    stroke,
)
from campaign.render.typography import LINE, SMALLEST, FittedText, clean, fit_text, label_room
from campaign.theme.roles import paint
from campaign.theme.style import SLIDE_POINT

TABLE = '<p:ph type="tbl" idx="15"/>'
"""The placeholder of the slide that a table fills, as XML."""

_MARGIN = 3  # points to the left and right of the text


@dataclass(frozen=True)
class Cell:
    """A cell: its text, the colour and alignment of the text, its fill as XML.

    With `is_upright` the text is vertical. `paragraphs` replace `words`. `short` is a shorter
    text if `words` have no room, "" if there is none.
    """

    words: str
    colour: str
    fill: str = NO_FILL
    bold: bool = False
    align: Align = "ctr"
    is_upright: bool = False
    short: str = ""
    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def in_short(self) -> Cell:
        """The cell with its shorter text, if it has one."""
        return replace(self, words=self.short or self.words)


@dataclass(frozen=True)
class SlideTable:
    """Rows of cells, the header row first, with the widths of columns and the heights of rows.

    `size` is the largest font size. All are in points. `line` is the colour of the borders,
    `sides` are the sides of a cell that have one.
    """

    rows: Sequence[Sequence[Cell]]
    widths: Sequence[float]
    heights: Sequence[float]
    size: float
    line: str
    sides: Sequence[str] = ("lnL", "lnR", "lnT", "lnB")

    def box_of(self, row: int, column: int, corner: Point) -> Box:
        """Return the box of a cell if `corner` is the upper left corner of the table."""
        left, top = corner[0] + sum(self.widths[:column]), corner[1] + sum(self.heights[:row])
        return Box(left, top, self.widths[column], self.heights[row])


def draw_table(
    canvas: Canvas, name: str, descr: str, corner: Point, table: SlideTable, placeholder: str = ""
) -> None:
    """Draw a table with its upper left corner at the point; text is cut to fit its cell.

    All headers have the same font size, the largest at which all have room. Either all or none of
    them have their shorter text.
    """
    grid = "".join(f'<a:gridCol w="{emu(w)}"/>' for w in table.widths)
    size = table.size
    header, high = table.rows[0], table.heights[0]
    fits = [_fit(c, w, high, size) for c, w in zip(header, table.widths, strict=True)]
    if any(fitted.cut for fitted in fits):
        header = [cell.in_short for cell in header]
        fits = [_fit(c, w, high, size) for c, w in zip(header, table.widths, strict=True)]
    sizes = [min(fitted.size for fitted in fits), *[size] * (len(table.rows) - 1)]
    spec = "".join(
        f'<a:tr h="{emu(h)}">'
        + "".join(
            _cell(canvas, c, w, h, most, table) for c, w in zip(row, table.widths, strict=True)
        )
        + "</a:tr>"
        for row, h, most in zip([header, *table.rows[1:]], table.heights, sizes, strict=True)
    )
    canvas.append(
        f"<p:graphicFrame {NAMESPACES}><p:nvGraphicFramePr>"
        f'<p:cNvPr id="{canvas.next_id()}" name={quoteattr(clean(name))} '
        f"descr={quoteattr(clean(descr))}/>"
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr>'
        f"{placeholder}</p:nvPr></p:nvGraphicFramePr>"
        f'<p:xfrm><a:off x="{emu(corner[0])}" y="{emu(corner[1])}"/>'
        f'<a:ext cx="{emu(sum(table.widths))}" cy="{emu(sum(table.heights))}"/></p:xfrm>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
        f'<a:tbl><a:tblPr firstRow="1" firstCol="1"/><a:tblGrid>{grid}</a:tblGrid>{spec}</a:tbl>'
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )


def _fit(cell: Cell, wide: float, tall: float, size: float) -> FittedText:
    along, across = (tall, wide) if cell.is_upright else (wide, tall)
    largest = SMALLEST if cell.is_upright else size
    return fit_text(cell.words, along - 2 * _MARGIN, across, largest, SMALLEST, cell.bold)


def _cell(
    canvas: Canvas, cell: Cell, wide: float, tall: float, size: float, table: SlideTable
) -> str:
    fitted = _fit(cell, wide, tall, size)
    if fitted.cut:
        fitted = _fit(cell.in_short, wide, tall, size)
    if cell.paragraphs:
        paragraph = "".join(map(canvas.paragraph, cell.paragraphs))
    elif fitted.words:
        words = Paragraph(fitted.words, fitted.size, cell.colour, cell.bold, align=cell.align)
        paragraph = canvas.paragraph(words)
    else:
        # An empty cell has a small font size, because the default would make its row taller.
        paragraph = f'<a:p><a:endParaRPr lang="en-GB" sz="{round(size * 100)}"/></a:p>'
    turn = 'vert="vert270" ' if cell.is_upright else ""
    line = stroke(table.line, 0.75)
    edges = "".join(
        (line if side in table.sides else NO_LINE)
        .replace("<a:ln", f"<a:{side}", 1)
        .replace("</a:ln>", f"</a:{side}>")
        for side in ("lnL", "lnR", "lnT", "lnB")
    )
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{paragraph}</a:txBody>"
        f'<a:tcPr marL="{emu(_MARGIN)}" marR="{emu(_MARGIN)}" marT="0" marB="0" '
        f'{turn}anchor="ctr">'
        f"{edges}{cell.fill}</a:tcPr></a:tc>"
    )


_HEADER, _HIGH_HEADER = 30, 50  # points: two lines of the name of a region, four in two languages
_HIGHEST_HEADER, _HIGHEST_ROW = 90, 26  # points
_LARGE = 12  # points: the font size if there is room
_GUTTER = 16  # points between two halves
_GRID_MARGIN = 4  # points on either side of the names
_NAMES, _NAMES_OF_TWO = (0.24, 0.3), (0.29, 0.45)  # width of names: share in one or two halves
_LEAST_ROW = SMALLEST * LINE


@dataclass(frozen=True)
class Halves:
    """The layout of the rows of a grid in their box: if there are many, in two halves side by side.

    Each of the `count` halves has `rows` rows below a header row of the height `header`. In two
    halves the text of the headers is vertical. Sizes are in points.
    """

    count: int
    rows: int
    header: float
    width: float
    row: float
    names: float
    column: float

    @classmethod
    def of(cls, spec: Heatmap, rows: Sequence[Heading], box: Box) -> Halves:
        """Return one half if all rows fit, else two."""
        count, header = _halves(spec, box)
        each = math.ceil(len(rows) / count)
        wide = (box.w - _GUTTER * (count - 1)) / count
        is_in_two = any(row.second_name for row in rows)
        shares = _NAMES_OF_TWO if is_in_two else _NAMES
        most = wide * shares[count - 1]
        headings = [both(row.name, row.second_name) for row in rows]
        names = min(most, label_room([spec.headings[0], *headings], _LARGE) + 2 * _GRID_MARGIN)
        column = (wide - names) / max(len(spec.columns), 1)
        row = min((box.h - header) / max(each, 1), _HIGHEST_ROW)
        return cls(count, each, header, wide, row, names, column)


def draw(canvas: Canvas, box: Box, view: View, chart: Chart) -> None:
    """Draw the grid as a native table; a long grid has two halves with vertical headers."""
    spec = chart.spec
    assert isinstance(spec, Heatmap)
    box = box.below(draw_keys(canvas, box, spec.legend, view))
    count, header = _halves(spec, box)
    most = count * math.floor((box.h - header) / _LEAST_ROW)
    if len(spec.rows) > most:
        most = count * math.floor((box.h - OMITTED - header) / _LEAST_ROW)
        box = draw_omitted_count(canvas, box, len(spec.rows) - most, view)
    halves = Halves.of(spec, spec.rows[:most], box)
    size = max(min(_LARGE, halves.row / LINE - 0.5), SMALLEST)
    widths = [halves.names, *[halves.column] * len(spec.columns)]
    for number in range(halves.count):
        rows = range(number * halves.rows, min((number + 1) * halves.rows, most, len(spec.rows)))
        heights = [halves.header, *[halves.row] * len(rows)]
        left = box.x + number * (halves.width + _GUTTER)
        cells = _cells(spec, rows, view, is_upright=halves.count > 1)
        table = SlideTable(cells, widths, heights, size, view.style.line)
        draw_table(
            canvas,
            chart.title,
            chart.description,
            (left, box.y),
            table,
            TABLE if number == 0 else "",
        )
        _outline_selected(canvas, (left, box.y), spec, rows, table, view)


def _halves(spec: Heatmap, box: Box) -> tuple[int, float]:
    """Return the number of halves, and the height of their header rows in points."""
    is_in_two = any(column.second_name for column in spec.columns)
    spare = box.h - len(spec.rows) * _LEAST_ROW
    if spare >= (2 * SMALLEST * LINE if is_in_two else _HEADER):
        return 1, min(spare, _HIGH_HEADER) if is_in_two else _HEADER
    upright = label_room([column.name for column in spec.columns], SMALLEST) + 8
    return 2, min(upright, _HIGHEST_HEADER)


def _cells(spec: Heatmap, rows: range, view: View, *, is_upright: bool) -> list[list[Cell]]:
    """Return the header row and a row for each type."""
    text_color, data = view.style.text, _data_at(spec)
    headers = (
        # A vertical name has one line.
        Cell(
            # A date may wrap if the column is narrower than it.
            column.name if is_upright else _breakable(both(column.name, column.second_name)),
            text_color,
            bold=True,
            is_upright=is_upright,
            short=_breakable(column.name),
        )
        for column in spec.columns
    )
    table_rows = [[Cell(spec.headings[0], text_color, bold=True, align="l"), *headers]]
    for row in rows:
        heading = spec.rows[row]
        words = both(heading.name, heading.second_name)
        name = Cell(words, text_color, align="l", short=heading.name)
        values = (data.get((row, column)) for column in range(len(spec.columns)))
        table_rows.append([name, *(_grid_cell(datum, view) for datum in values)])
    return table_rows


def _breakable(words: str) -> str:
    return words.replace(NBSP, " ")


def _data_at(spec: Heatmap) -> Mapping[tuple[int, int], Datum]:
    return {(cell.row, cell.column): cell.datum for cell in spec.cells}


def _grid_cell(datum: Datum | None, view: View) -> Cell:
    style = view.style
    if datum is None:
        return Cell("", style.text)
    look = paint(datum.role, style, faded=datum.faded)
    return Cell(datum.words, look.text_color, fill_of(look, style), bold=look.hatched)


def _outline_selected(
    canvas: Canvas, corner: Point, spec: Heatmap, rows: range, table: SlideTable, view: View
) -> None:
    """Draw a frame around each cell of a selected region and a selected type."""
    for cell in spec.cells:
        if cell.datum.selected and cell.row in rows:
            frame = table.box_of(cell.row - rows.start + 1, cell.column + 1, corner)
            name = view.text("{place}: selected", place=cell.datum.label)
            canvas.shape(name, frame, Look(NO_FILL, stroke(view.style.text, 2 * SLIDE_POINT)))
