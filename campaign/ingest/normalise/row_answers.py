"""What the owner's answers change in the rows: excluded rows, and marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pandas as pd

from campaign.i18n.match_key import map_cells, plain, tidy_text
from campaign.ingest.cells.automatic_corrections import correction
from campaign.ingest.cells.column_parsers import ParsedColumns
from campaign.ingest.cells.place_regions import choose_place_regions, find_place_regions
from campaign.ingest.normalise.sheet_rows import SheetRows
from campaign.ingest.options import LONGEST_CELL
from campaign.ingest.replies import EXCLUDE, NOT_REPORTED
from campaign.ingest.report import StepLog
from campaign.ingest.sheet import Sheet
from campaign.ingest.values.numbers import estimate_key, estimated_numbers
from campaign.schema import validate
from campaign.schema.issues import Issue
from campaign.schema.tables import AS_WRITTEN, ESTIMATED, MARK_COLUMNS, MARKS


def find_excluded_rows(entries: pd.DataFrame, sheet: Sheet) -> tuple[pd.Index, StepLog]:
    """Return the rows to exclude, each with one correction; `entries` have positions as columns.

    A row is not excluded if the cell is a code or a known name, or has the region of its place by
    an answer.
    """
    corrections_by_row: dict[int, Issue] = {}
    for column in sheet.columns:
        answers = sheet.replies.of(column.code_list) if column.code_list else {}
        spellings = {spelling for spelling, answer in answers.items() if answer == EXCLUDE}
        if not spellings or column.code_list is None:
            continue
        code_list, cells = (
            sheet.reference.codes[column.code_list],
            entries[sheet.positions[column.name]],
        )
        excluded = {
            str(cell)
            for cell in cells.unique()
            if plain(str(cell)) in spellings and code_list.match(str(cell)).code is None
        }
        excluded_cells = cells[cells.isin(excluded)]
        regions = find_place_regions(excluded_cells, column.code_list, sheet)
        by_place = choose_place_regions(regions, excluded_cells, sheet)
        for row in excluded_cells.index.difference(by_place.index):
            value = tidy_text(str(cells[row]))[:LONGEST_CELL]
            header = sheet.header_of(column.name)
            corrections_by_row.setdefault(
                int(row), correction(sheet, "row_excluded", int(row), header, value=value)
            )
    corrections = tuple(corrections_by_row.values())
    counts = Counter((one.rule, one.column) for one in corrections)
    log = StepLog(corrections=corrections[: validate.MOST_ISSUES], counts=counts)
    return pd.Index(corrections_by_row, dtype=entries.index.dtype), log


def exclude_rows(
    excluded: pd.Index, rows: SheetRows, columns: ParsedColumns, log: StepLog
) -> tuple[SheetRows, ParsedColumns, StepLog]:
    """Return rows, columns and log without the rows `excluded`, which are counted.

    The log keeps the corrections of these rows.
    """
    if excluded.empty:
        return rows, columns, log
    others = replace(
        rows, entries=rows.entries.drop(index=excluded), excluded=rows.excluded + len(excluded)
    )
    values = {name: column.drop(excluded) for name, column in columns.values.items()}
    cells = {name: column.drop(excluded) for name, column in columns.cells.items()}
    issues = tuple(issue for issue in log.issues if issue.row not in excluded)
    return others, ParsedColumns(values, cells), replace(log, issues=issues)


def exclude_campaigns(frame: pd.DataFrame, sheet: Sheet) -> tuple[pd.DataFrame, tuple[Issue, ...]]:
    """Return the accepted rows without those of excluded campaigns, and a correction for each.

    Nothing is excluded if no row would be left.
    """
    answers = sheet.replies.of("date")
    if EXCLUDE not in answers.values() or "date" not in frame.columns:
        return frame, ()
    campaigns = sheet.reference.campaigns_of(frame["date"])
    is_excluded = campaigns.map(answers) == EXCLUDE
    if is_excluded.all():
        return frame, ()
    header = sheet.header_of("date")
    corrections = tuple(
        correction(sheet, "campaign_excluded", row, header, value=name)
        for row, name in zip(frame.index[is_excluded].tolist(), campaigns[is_excluded], strict=True)
    )
    return frame[~is_excluded], corrections


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
