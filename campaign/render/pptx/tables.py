"""A native table on a slide, every cell with its own fill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import quoteattr

from campaign.render.pptx.box import Box, Point, emu
from campaign.render.pptx.looks import NO_FILL, stroke
from campaign.render.pptx.shapes import NAMESPACES, Align, Canvas, Paragraph
from campaign.render.text_width import SMALLEST, FittedText, clean, fit_text

_MARGIN = 3  # points to the left and right of the words


@dataclass(frozen=True)
class Cell:
    """A cell: its words, their colour and alignment, its fill as XML; `is_upright` ones
    are turned by a quarter.

    `short` are its words where `words` have no room, "" for none.
    """

    words: str
    colour: str
    fill: str = NO_FILL
    bold: bool = False
    align: Align = "ctr"
    is_upright: bool = False
    short: str = ""

    @property
    def in_short(self) -> Cell:
        """The cell with its short words, if it has some."""
        return replace(self, words=self.short or self.words)


@dataclass(frozen=True)
class Table:
    """Rows of cells, the header row first, with the widths of columns and heights of rows.

    `size` is the largest of the letters; all in points. `line` is the colour between cells.
    """

    rows: Sequence[Sequence[Cell]]
    widths: Sequence[float]
    heights: Sequence[float]
    size: float
    line: str

    def box_of(self, row: int, column: int, corner: Point) -> Box:
        """Return the box of a cell of the table whose upper left corner is given."""
        left, top = corner[0] + sum(self.widths[:column]), corner[1] + sum(self.heights[:row])
        return Box(left, top, self.widths[column], self.heights[row])


def draw_table(canvas: Canvas, name: str, descr: str, corner: Point, table: Table) -> None:
    """Draw a table with its upper left corner at the point; words are cut to their cell.

    The letters of the header row have one size: the largest with which all of its cells have room.
    Its cells are all in short, or none.
    """
    grid = "".join(f'<a:gridCol w="{emu(w)}"/>' for w in table.widths)
    size, line = table.size, table.line
    header, high = table.rows[0], table.heights[0]
    fits = [_fit(c, w, high, size) for c, w in zip(header, table.widths, strict=True)]
    if any(fitted.cut for fitted in fits):
        header = [cell.in_short for cell in header]
        fits = [_fit(c, w, high, size) for c, w in zip(header, table.widths, strict=True)]
    sizes = [min(fitted.size for fitted in fits), *[size] * (len(table.rows) - 1)]
    body = "".join(
        f'<a:tr h="{emu(h)}">'
        + "".join(
            _cell(canvas, c, w, h, most, line) for c, w in zip(row, table.widths, strict=True)
        )
        + "</a:tr>"
        for row, h, most in zip([header, *table.rows[1:]], table.heights, sizes, strict=True)
    )
    canvas.append(
        f"<p:graphicFrame {NAMESPACES}><p:nvGraphicFramePr>"
        f'<p:cNvPr id="{canvas.next_id()}" name={quoteattr(clean(name))} '
        f"descr={quoteattr(clean(descr))}/>"
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/>'
        f'</p:nvGraphicFramePr><p:xfrm><a:off x="{emu(corner[0])}" y="{emu(corner[1])}"/>'
        f'<a:ext cx="{emu(sum(table.widths))}" cy="{emu(sum(table.heights))}"/></p:xfrm>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
        f'<a:tbl><a:tblPr firstRow="1" firstCol="1"/><a:tblGrid>{grid}</a:tblGrid>{body}</a:tbl>'
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )


def _fit(cell: Cell, wide: float, tall: float, size: float) -> FittedText:
    along, across = (tall, wide) if cell.is_upright else (wide, tall)
    largest = SMALLEST if cell.is_upright else size
    return fit_text(cell.words, along - 2 * _MARGIN, across, largest, SMALLEST, cell.bold)


def _cell(canvas: Canvas, cell: Cell, wide: float, tall: float, size: float, line: str) -> str:
    fitted = _fit(cell, wide, tall, size)
    if fitted.cut:
        fitted = _fit(cell.in_short, wide, tall, size)
    if fitted.words:
        words = Paragraph(fitted.words, fitted.size, cell.colour, cell.bold, align=cell.align)
        paragraph = canvas.paragraph(words)
    else:
        # An empty cell keeps a small size, or it would make its row taller.
        paragraph = f'<a:p><a:endParaRPr lang="en-GB" sz="{round(size * 100)}"/></a:p>'
    turn = 'vert="vert270" ' if cell.is_upright else ""
    edges = "".join(
        stroke(line, 0.75).replace("<a:ln ", f"<a:{side} ").replace("</a:ln>", f"</a:{side}>")
        for side in ("lnL", "lnR", "lnT", "lnB")
    )
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{paragraph}</a:txBody>"
        f'<a:tcPr marL="{emu(_MARGIN)}" marR="{emu(_MARGIN)}" marT="0" marB="0" '
        f'{turn}anchor="ctr">'
        f"{edges}{cell.fill}</a:tcPr></a:tc>"
    )
