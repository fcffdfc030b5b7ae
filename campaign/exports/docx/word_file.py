"""A Word document with headings, native tables and pictures with alternative texts."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from docx import Document
from docx.blkcntnr import BlockItemContainer
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table

from campaign.exports.deterministic_zip import rezip
from campaign.exports.docx.docx_compat import (
    add_page_number,
    end_spacing,
    keep_hyphens,
    keep_row_whole,
    repeat_row,
    set_cell_margins,
    set_description,
    set_font,
    set_language,
    set_row_lines,
    shade_cell,
    shade_paragraph,
)
from campaign.i18n.date_format import HYPHENATED_NUMBER
from campaign.render.typography import width
from campaign.theme.style import LIGHT

SIZES = (9.0, 8.5, 8.0, 7.5, 7.0)
"""Font sizes in points: a table has the largest size that breaks none of its words."""

CELL_MARGIN = 2.5
"""Points between the text of a cell and its borders, on both sides."""

_BORDERS = 2 * CELL_MARGIN + 0.5  # with a line between two cells
_HEADER_LINES = 3  # a longer header widens its column

TAGS = {"ky": "ky-KG", "ru": "ru-RU", "en": "en-GB"}
"""The language tag of each language for office programs."""
_FONT = "Arial"  # has Ң, Ө and Ү in every office
_PAGE = (Cm(21), Cm(29.7))
_MARGIN = Cm(2)
_ROW_MARGIN = 1.5  # points above and below the text of a cell
TEXT_WIDTH = Cm(17)
_TOGETHER = 12
"""The most rows of a table that is kept on one page; a longer table has no page with one row."""


class WordFile:
    """A document on A4 in one language, filled from top to bottom."""

    def __init__(self, title: str, subject: str, lang: str) -> None:
        self._document = Document()
        properties = self._document.core_properties
        properties.title, properties.subject, properties.language = title, subject, TAGS[lang]
        properties.author = properties.last_modified_by = properties.comments = ""
        section = self._document.sections[0]
        section.page_width, section.page_height = _PAGE
        section.left_margin = section.right_margin = _MARGIN
        section.top_margin = section.bottom_margin = _MARGIN
        self._set_styles(TAGS[lang])

    def heading(self, words: str, level: int) -> None:
        """Add a heading; level 0 is the title of the document."""
        self._document.add_heading(words, level)

    def paragraph(
        self, words: str, *, muted: bool = False, bold: bool = False, leads: bool = False
    ) -> None:
        """Add a paragraph; nothing for "". With `leads` it is kept on the page of the next one."""
        if not words:
            return
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = leads
        run = paragraph.add_run(words)
        run.bold = bold
        if muted:
            run.font.size = Pt(8.5)
            run.font.color.rgb = _colour(LIGHT.muted)

    def item(self, words: str) -> None:
        """Add an item of a list."""
        self._document.add_paragraph(words, style="List Bullet")

    def disclaimer(self, words: str) -> None:
        """Add the disclaimer to the header of every page, and below the title; both shaded."""
        if not words:
            return
        header = self._document.sections[0].header.paragraphs[0]
        for paragraph in (header, self._document.add_paragraph()):
            run = paragraph.add_run(words)
            run.bold = True
            run.font.color.rgb = _colour(LIGHT.mark_text)
            shade_paragraph(paragraph, LIGHT.mark_surface)

    def footer(self, words: str) -> None:
        """Add a line and the page number to the footer of every page."""
        paragraph = self._document.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(f"{words} · ")
        add_page_number(paragraph.add_run())

    def table(
        self, headers: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[bool]
    ) -> None:
        """Add a table whose header row repeats on each page; `numbers`: columns to align right."""
        table = self._document.add_table(rows=1, cols=len(headers), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        widths, size = fit_columns(headers, rows, TEXT_WIDTH.pt)
        _fill_row(table.rows[0].cells, headers, numbers, size, bold=True)
        for words in rows:
            _fill_row(table.add_row().cells, words, numbers, size)
        _set_widths(table, widths)
        set_row_lines(table, LIGHT.line)
        set_cell_margins(table, Pt(CELL_MARGIN), Pt(_ROW_MARGIN))
        _keep_together(table)
        repeat_row(table.rows[0])
        for cell in table.rows[0].cells:
            shade_cell(cell, LIGHT.surface)
        self._document.add_paragraph().paragraph_format.space_after = Pt(2)

    def picture(self, png: bytes, name: str, description: str) -> None:
        """Add a picture as wide as the text, with its alternative text.

        The picture is kept on the page of the paragraph below it.
        """
        picture = self._document.add_picture(io.BytesIO(png), width=TEXT_WIDTH)
        set_description(picture, name, description)
        end_spacing(picture)
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True

    def page_break(self) -> None:
        """Begin a new page."""
        self._document.add_page_break()

    def to_bytes(self) -> bytes:
        """Return the file; the same content gives the same bytes."""
        keep_hyphens(self._document, HYPHENATED_NUMBER)
        out = io.BytesIO()
        self._document.save(out)
        return rezip(out.getvalue())

    def _set_styles(self, tag: str) -> None:
        styles = self._document.styles
        for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"):
            style = styles[name]
            style.font.name = _FONT
            style.font.color.rgb = _colour(LIGHT.text)
            set_font(style, _FONT)
        styles["Normal"].font.size = Pt(10)
        styles["Title"].font.size = Pt(20)
        styles["Heading 1"].font.size = Pt(15)
        styles["Heading 2"].font.size = Pt(12)
        styles["Footer"].font.size = Pt(8)
        set_language(styles["Normal"], tag)


def _colour(hexadecimal: str) -> RGBColor:
    return RGBColor.from_string(hexadecimal.removeprefix("#").upper())


def _fill_row(
    cells: Iterable[BlockItemContainer],
    words: Sequence[str],
    numbers: Sequence[bool],
    size: float,
    *,
    bold: bool = False,
) -> None:
    for cell, text, is_number in zip(cells, words, numbers, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(text)
        run.bold = bold
        run.font.size = Pt(size)
        if is_number:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _set_widths(table: Table, widths: Sequence[float]) -> None:
    """Set the widths of the columns, in points."""
    table.autofit = False
    columns = list(table.columns)
    for column, points in zip(columns, widths, strict=True):
        column.width = Pt(points)
    # Set by row: for the cells of each column python-docx goes through the whole table.
    lengths = [column.width for column in columns]
    for row in table.rows:
        for cell, length in zip(row.cells, lengths, strict=True):
            cell.width = length


def _keep_together(table: Table) -> None:
    """Keep a short table on one page; of a long one keep the first and the last rows together."""
    rows = list(table.rows)
    is_short = len(rows) <= _TOGETHER
    for at, row in enumerate(rows):
        keep_row_whole(row)
        if at < len(rows) - 1 and (is_short or at < 3 or at >= len(rows) - 3):
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True


def fit_columns(
    headers: Sequence[str], rows: Sequence[Sequence[str]], room: float
) -> tuple[list[float], float]:
    """Return the column widths and the font size, all in points.

    The sum of the widths is `room`. A column is at least as wide as its longest word. The remaining
    width goes to columns with cells of several lines, and then in equal shares to all. Words are
    broken only if the smallest size is too large; the widths are then in proportion to them.
    """
    columns = list(zip(headers, *rows, strict=True))
    size = next((size for size in SIZES if sum(_least(columns, size)) <= room), SIZES[-1])
    least = _least(columns, size)
    if sum(least) > room:
        return [room * each / sum(least) for each in least], size
    wishes = [max(0.0, _wish(c, size) - each) for c, each in zip(columns, least, strict=True)]
    spare, wished = room - sum(least), sum(wishes)
    granted = min(1.0, spare / wished) if wished else 0.0
    share = (spare - granted * wished) / len(columns)
    return [each + granted * wish + share for each, wish in zip(least, wishes, strict=True)], size


def _least(columns: Sequence[Sequence[str]], size: float) -> list[float]:
    """Return for each column the width of its longest word."""
    return [
        max(
            width(word, size, bold=at == 0)
            for at, words in enumerate(column)
            for word in words.split(" ")
        )
        + _BORDERS
        for column in columns
    ]


def _wish(column: Sequence[str], size: float) -> float:
    """Return the width at which each cell fits on one line and the header on `_HEADER_LINES`."""
    header, *cells = column
    widest = max((width(words, size) for words in cells), default=0.0)
    return max(widest, width(header, size, bold=True) / _HEADER_LINES) + _BORDERS
