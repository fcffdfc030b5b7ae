"""A native table on a slide, every cell with its own fill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import quoteattr

from campaign.render.pptx.box import Box, Point, emu
from campaign.render.pptx.looks import NO_FILL, NO_LINE, stroke
from campaign.render.pptx.shapes import NAMESPACES, Align, Canvas, Paragraph
from campaign.render.text_width import SMALLEST, FittedText, clean, fit_text

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
    body = "".join(
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
        f'<a:tbl><a:tblPr firstRow="1" firstCol="1"/><a:tblGrid>{grid}</a:tblGrid>{body}</a:tbl>'
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
