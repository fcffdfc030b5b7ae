"""Marks cells in a user's workbook with openpyxl, in a child process (`sandbox.run_sandboxed`).

With some workbooks, such as one with a merged cell over the whole sheet, openpyxl never ends; then
only the child process is stopped. This module imports no messages: they are in the payload.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from campaign.exports.xlsx.workbook import COLOURS, FONT, LINK, SIZE, comment_size, sheet_name


def existing_cells(sheet: Any) -> Iterable[Any]:
    """Return the cells that a sheet stores, in no particular order.

    The range that openpyxl iterates over may be the whole sheet.
    """
    cells: Iterable[Any] = sheet._cells.values()
    return cells


MODULE = __name__
SECONDS, MEGABYTES = 40.0, 1024
_FILLS = {severity: colour.lstrip("#") for severity, colour in COLOURS.items()}


class CellMark(NamedTuple):
    """A cell to colour, with its comment; row from 1, position from 0."""

    row: int
    at: int
    severity: str
    words: str


class NoteLine(NamedTuple):
    """A line of the sheet of marks; `severity` sets its colour, "" for none.

    `link` is the address that the line opens, "" for none.
    """

    words: str
    severity: str
    link: str = ""


@dataclass(frozen=True)
class MarkingTask:
    """What to mark. `authors` and `titles` identify the marks of an earlier copy, in any language.

    `name` is the name of the sheet of marks, whose title is the first of `notes`. `author` is the
    author of the comments. `blank_rows` are rows to empty, each as (number of the sheet, row); the
    number is None for `sheet`.
    """

    sheet: str
    name: str
    author: str
    authors: Sequence[str]
    titles: Sequence[str]
    marks: Sequence[CellMark]
    notes: Sequence[NoteLine]
    blank_rows: Sequence[tuple[int | None, int]] = ()


def payload(task: MarkingTask, content: bytes) -> bytes:
    """Return the task and the workbook as the bytes that `answer` expects."""
    return json.dumps(asdict(task)).encode() + b"\n" + content


def answer(message: bytes) -> bytes:
    """Return the workbook with its marks.

    Raises the exceptions of openpyxl for a workbook that it cannot read.
    """
    task_line, content = message.split(b"\n", 1)
    fields: Mapping[str, Any] = json.loads(task_line)
    marks = [CellMark(*mark) for mark in fields["marks"]]
    notes = [NoteLine(*note) for note in fields["notes"]]
    return _mark_cells(content, MarkingTask(**{**fields, "marks": marks, "notes": notes}))


def _mark_cells(content: bytes, task: MarkingTask) -> bytes:
    import openpyxl
    from openpyxl.styles import PatternFill

    fills = {name: PatternFill("solid", fgColor=colour) for name, colour in _FILLS.items()}
    workbook = openpyxl.load_workbook(io.BytesIO(content), keep_vba=False, rich_text=True)
    _remove_marks(workbook, task)
    _empty_rows(workbook, task)
    sheet = workbook[task.sheet]
    top_cells = _cells_under_merges(sheet)
    # The least severe first, so that the severest gives a merged cell its colour.
    order = [*reversed(_FILLS)]
    for mark in sorted(task.marks, key=lambda mark: order.index(mark.severity)):
        cell = sheet.cell(*top_cells.get((mark.row, mark.at + 1), (mark.row, mark.at + 1)))
        cell.fill = fills[mark.severity]
        cell.comment = _comment(cell.comment, mark.words, task.author)
    _add_notes(workbook, task, fills)
    # openpyxl does not save results of formulas: the program that opens the copy computes them.
    workbook.calculation.fullCalcOnLoad = True
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _empty_rows(workbook: Any, task: MarkingTask) -> None:
    """Remove the values, comments and links of rows; sheets are numbered from 1."""
    from openpyxl.cell.cell import MergedCell

    for number, row in task.blank_rows:
        in_sheet = workbook[task.sheet]
        if number is not None:
            in_sheet = workbook[workbook.sheetnames[number - 1]]
        for cell in existing_cells(in_sheet):
            if cell.row == row and not isinstance(cell, MergedCell):
                cell.value = cell.comment = cell.hyperlink = None


def _cells_under_merges(sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """Return {cell of a merged range: its top left cell}, as (row, column) from 1."""
    return {
        cell: (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for cell in area.cells
    }


def _comment(before: Any, words: str, author: str) -> Any:
    """Return a comment with `words` below the text of the comment that the cell already has."""
    from openpyxl.comments import Comment

    if before is not None:
        words, author = f"{before.text}\n\n{words}", before.author
    width, height = comment_size(words)
    return Comment(words, author, height=height, width=width)


def _remove_marks(workbook: Any, task: MarkingTask) -> None:
    """Remove the marks of an earlier copy that was corrected and uploaded again."""
    from openpyxl.styles import PatternFill

    for sheet in workbook.worksheets:
        if sheet.title != task.sheet and sheet["A1"].value in task.titles:
            workbook.remove(sheet)
            continue
        for cell in existing_cells(sheet):
            if cell.comment is not None and cell.comment.author in task.authors:
                cell.comment = None
                if str(cell.fill.fgColor.rgb)[2:] in _FILLS.values():
                    cell.fill = PatternFill()


def _add_notes(workbook: Any, task: MarkingTask, fills: Mapping[str, Any]) -> None:
    from openpyxl.styles import Alignment, Font

    sheet = workbook.create_sheet(sheet_name(task.name, workbook.sheetnames))
    sheet.column_dimensions["A"].width = 100
    for row, note in enumerate(task.notes, start=1):
        cell = sheet.cell(row, 1, note.words)
        # A message may begin with a character from the file, such as "="; it is never a formula.
        cell.data_type = "s"
        cell.font = Font(name=FONT, size=SIZE)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if note.severity:
            cell.fill = fills[note.severity]
        if note.link:
            cell.hyperlink = note.link
            cell.font = Font(name=FONT, size=SIZE, color=LINK.lstrip("#"), underline="single")
