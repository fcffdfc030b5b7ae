"""Marks of a row beside its declared columns: estimated numbers, and a type as it was written."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd

from campaign.i18n.match_key import map_cells, plain
from campaign.ingest.options import NOT_REPORTED
from campaign.ingest.parse.estimates import estimate_key, estimated_numbers
from campaign.ingest.sheet import Sheet
from campaign.schema.issues import Issue

ESTIMATED = "estimated"
"""The column with the declared columns whose number is an estimate, separated by semicolons."""
TYPE_AS_WRITTEN = "type_as_written"
"""The column with the words of a type that its owner added to the type `OTHER_TYPE`."""
MARK_COLUMNS = frozenset((ESTIMATED, TYPE_AS_WRITTEN))
OTHER_TYPE = "other"


def mark_rows(
    cells: Mapping[str, pd.Series], extra: Mapping[str, pd.Series], sheet: Sheet
) -> dict[str, pd.Series]:
    """Return the columns of marks, "" in rows without; none where no row has any.

    `cells` are the tidied cells of declared columns. Marks of the file itself, in `extra`, stay: a
    register that was downloaded and is uploaded again keeps them.
    """
    marks = {name: extra[name] for name in MARK_COLUMNS if name in extra}
    if OTHER_TYPE in sheet.requested.answers_about("type").values() and "type" in cells:
        others = _other_types(cells["type"], sheet)
        marks[TYPE_AS_WRITTEN] = others.where(others != "", marks.get(TYPE_AS_WRITTEN, ""))
    for column in sheet.columns:
        answers = sheet.requested.estimates_of(column.name) if column.kind == "whole" else {}
        if any(answer != NOT_REPORTED for answer in answers.values()):
            is_estimate = map_cells(cells[column.name], partial(_is_number, answers), bool)
            marks[ESTIMATED] = _add_name(marks.get(ESTIMATED), column.name, is_estimate)
    return {name: column for name, column in marks.items() if (column != "").any()}


def estimate_notes(frame: pd.DataFrame, file: str) -> tuple[Issue, ...]:
    """Return one note with the number of accepted rows that have an estimate; () for none."""
    rows = int((frame[ESTIMATED].fillna("") != "").sum()) if ESTIMATED in frame else 0
    return (Issue(file, "estimates", params={"rows": rows}),) if rows else ()


def _other_types(cells: pd.Series, sheet: Sheet) -> pd.Series:
    """Return the cells that an answer adds to the other types, "" elsewhere."""
    code_list = sheet.reference.codes["type"]
    answers = sheet.requested.answers_about("type")

    def is_other(cell: str) -> bool:
        is_answered = answers.get(plain(cell)) == OTHER_TYPE and OTHER_TYPE in code_list.all_codes
        return is_answered and code_list.match(cell).code is None

    return cells.where(map_cells(cells, is_other, bool), "")


def _is_number(answers: Mapping[str, str], cell: str) -> bool:
    """Return True for an estimate whose answer is a number."""
    is_number = answers.get(estimate_key(cell), NOT_REPORTED) != NOT_REPORTED
    return is_number and bool(estimated_numbers(cell))


def _add_name(before: pd.Series | None, name: str, rows: pd.Series) -> pd.Series:
    """Return the marks with a name added in these rows, once in each."""
    marks = pd.Series("", index=rows.index, dtype="str") if before is None else before
    has_name = map_cells(marks, lambda mark: name in mark.split("; "), bool)
    added = marks.where(marks == "", marks + "; ") + name
    return marks.where(~rows | has_name, added)
