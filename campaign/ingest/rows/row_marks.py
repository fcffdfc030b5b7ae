"""The marks of the rows of a sheet, from the answers of the owner and from the sheet itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd

from campaign.i18n.match_key import map_cells
from campaign.ingest.cells.column_parsers import ParsedColumns
from campaign.ingest.parse.estimates import estimate_key, estimated_numbers
from campaign.ingest.replies import NOT_REPORTED
from campaign.ingest.sheet import Sheet
from campaign.schema.issues import Issue
from campaign.schema.tables import AS_WRITTEN, ESTIMATED, MARK_COLUMNS, MARKS


def mark_rows(
    columns: ParsedColumns, extra: Mapping[str, pd.Series], sheet: Sheet
) -> dict[str, pd.Series]:
    """Return the columns of marks, "" in rows without a mark; no column if no row has one.

    Marks in the file itself (`extra`) are kept, so that a downloaded register that is uploaded
    again has the same marks.
    """
    marks = {name: extra[name] for name in MARK_COLUMNS if name in extra}
    cells = columns.cells
    for mark, (subject, code) in AS_WRITTEN.items():
        if code in sheet.replies.of(subject).values() and subject in cells:
            words = _words_as_written(columns, subject, code, sheet)
            marks[mark] = words.where(words != "", marks.get(mark, ""))
    for column in sheet.columns:
        answers = sheet.replies.of(column.name) if column.kind == "whole" else {}
        if any(answer != NOT_REPORTED for answer in answers.values()):
            is_estimate = map_cells(cells[column.name], partial(_is_number, answers), bool)
            marks[ESTIMATED] = _add_name(marks.get(ESTIMATED), column.name, is_estimate)
    return {
        column.name: marks[column.name]
        for column in MARKS
        if column.name in marks and (marks[column.name] != "").any()
    }


def estimate_notes(frame: pd.DataFrame, file: str) -> tuple[Issue, ...]:
    """Return one note with the number of accepted rows that have an estimate; () for none."""
    rows = int((frame[ESTIMATED].fillna("") != "").sum()) if ESTIMATED in frame else 0
    return (Issue(file, "estimates", params={"rows": rows}),) if rows else ()


def _words_as_written(columns: ParsedColumns, subject: str, code: str, sheet: Sheet) -> pd.Series:
    """Return the cells of a column that have this code by an answer, "" elsewhere."""
    cells, code_list = columns.cells[subject], sheet.reference.codes[subject]
    is_unknown = map_cells(cells, lambda cell: code_list.match(cell).code is None, bool)
    return cells.where((columns.values[subject] == code) & is_unknown, "")


def _is_number(answers: Mapping[str, str], cell: str) -> bool:
    """Return True for an estimate whose answer is a number."""
    is_number = answers.get(estimate_key(cell), NOT_REPORTED) != NOT_REPORTED
    return is_number and bool(estimated_numbers(cell))


def _add_name(before: pd.Series | None, name: str, rows: pd.Series) -> pd.Series:
    """Return the marks with a name added in these rows, once in each."""
    marks = pd.Series("", index=rows.index, dtype="str") if before is None else before
    has_name = map_cells(marks, lambda mark: name in mark.split("; "), bool)
    names = marks.where(marks == "", marks + "; ") + name
    return marks.where(~rows | has_name, names)
