"""The lines above the table of a sheet: its title, its disclaimer and its notes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from campaign.exports.xlsx.excel_texts import clip_text, replace_illegal
from campaign.exports.xlsx.workbook import MOST_ROWS, BookSheet
from campaign.theme.style import LIGHT

READABLE = 110
"""The width of a line above a table, in characters; longer lines wrap."""

_LINE_POINTS, _TALLEST = 13.5, 400.0
_MOST_LINES = 6


@dataclass(frozen=True)
class SheetHeading:
    """The lines above a table: its title, its disclaimer, and others such as filter and notes."""

    title: str
    disclaimer: str = ""
    lines: tuple[str, ...] = ()


def room(heading: SheetHeading) -> int:
    """Return how many rows of data fit on a sheet below this heading."""
    return MOST_ROWS - header_row(heading) - 1


def header_row(heading: SheetHeading) -> int:
    """Return the row of the headers, from 0: below title, disclaimer, lines and an empty row."""
    return 1 + bool(heading.disclaimer) + len(heading.lines) + 1


def write_heading(sheet: BookSheet, heading: SheetHeading, widths: Sequence[int]) -> None:
    """Write the lines from the first row on, over columns of these widths."""
    book = sheet.book
    title = book.look(bold=True, font_size=14, text_wrap=True)
    disclaimer = book.look(
        bold=True, text_wrap=True, bg_color=LIGHT.mark_surface, font_color=LIGHT.mark_text
    )
    line = book.look(text_wrap=True, font_color=LIGHT.muted)
    last, reach = 0, widths[0]
    while last + 1 < len(widths) and reach < READABLE:
        last, reach = last + 1, reach + widths[last + 1]
    rows = [(heading.title, title, 1.45)]
    rows += [(heading.disclaimer, disclaimer, 1.0)] if heading.disclaimer else []
    rows += [(words, line, 1.0) for words in heading.lines]
    for row, (words, look, size) in enumerate(rows):
        across = int(reach / size)
        cell_words = clip_text(replace_illegal(words), int(_MOST_LINES / size) * across)
        sheet.xlsx.set_row(row, height_of(count_lines(cell_words, across)) * size)
        if last:
            sheet.xlsx.merge_range(row, 0, row, last, "", look)
        # Written separately: `merge_range` would write text in braces as a formula.
        sheet.xlsx.write_string(row, 0, cell_words, look)


def count_lines(words: str, width: float) -> int:
    """Return how many lines the text takes; the estimate is rather too high than too low."""
    return sum(max(1, math.ceil(len(line) * 1.08 / max(width, 1))) for line in words.split("\n"))


def height_of(lines: int) -> float:
    """Return the height of a row with this number of lines, in points."""
    return min(lines * _LINE_POINTS + 3, _TALLEST)
