"""The parsed entries of a sheet checked against every rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from campaign.domain import duplicates
from campaign.ingest.column_parsers import ParsedColumns
from campaign.ingest.parse import code_lists
from campaign.ingest.parse.file_totals import FileTotal
from campaign.ingest.parse.row_numbers import row_number_columns
from campaign.ingest.plausibility import PlausibilityCheck, check_plausibility
from campaign.ingest.sex_notes import sex_notes
from campaign.ingest.sheet import Sheet
from campaign.ingest.stated_totals import total_notes, total_warnings
from campaign.schema import tables, validate
from campaign.schema.issues import Issue


@dataclass(frozen=True, eq=False)
class CheckedRows:
    """The accepted rows, and what is said of these and the rejected ones.

    `frame` is typed as `validate.check` types it; `rejected` counts the rows with an error.
    `issues` stand in the order of the sheet and name columns as the file does, as do `notes`;
    `counts` has every issue by (rule, column). `extra` are the columns that are not declared.
    `edition` is the one whose days the dates are compared with.
    """

    frame: pd.DataFrame
    rejected: int
    issues: tuple[Issue, ...]
    counts: Mapping[tuple[str, str | None], int]
    notes: tuple[Issue, ...]
    extra: tuple[str, ...]
    edition: str | None


def check_rows(
    entries: pd.DataFrame,
    columns: ParsedColumns,
    totals: Sequence[FileTotal],
    earlier: Sequence[Issue],
    sheet: Sheet,
) -> CheckedRows:
    """The entries, parsed cells by column, checked against every rule.

    `columns` has the cells as written, for issues to show; `earlier` are the issues of parsing.
    """
    checked = _check_rules(entries, columns, (*earlier, *_find_duplicates(entries, sheet)), sheet)
    plausibility = _check_plausibility(checked.frame, sheet)
    differing = total_warnings(totals, sheet.file)
    issues = [_show(issue, sheet) for issue in (*checked.issues, *plausibility.issues, *differing)]
    notes = tuple(_show(note, sheet) for note in total_notes(totals, sheet.file))
    if sheet.table is tables.ACTIVITIES:
        notes += sex_notes(checked.frame, sheet.file)
    counts: Counter[tuple[str, str | None]] = Counter()
    for (rule, column), count in (*checked.counts.items(), *plausibility.counts.items()):
        counts[rule, sheet.heading_of(column)] += count
    counts.update((issue.rule, sheet.heading_of(issue.column)) for issue in differing)
    return CheckedRows(
        checked.frame,
        checked.set_aside,
        tuple(sorted(issues, key=lambda issue: issue.cell.reading_order)),
        dict(counts),
        notes,
        tuple(str(name) for name in entries.columns if name not in sheet.positions),
        plausibility.edition,
    )


def _find_duplicates(entries: pd.DataFrame, sheet: Sheet) -> list[Issue]:
    """An error for each entry that repeats an earlier one, columns of row numbers aside."""
    numbering = row_number_columns(entries, sheet.positions)
    return duplicates.find_exact(entries.drop(columns=numbering), sheet.file)


def _check_rules(
    entries: pd.DataFrame, columns: ParsedColumns, earlier: Sequence[Issue], sheet: Sheet
) -> validate.CheckedTable:
    known = code_lists.folded_codes(sheet.reference.known)
    most = {column.name: sheet.reference.most(column.name) for column in sheet.table.columns}
    return validate.check(entries, sheet.table, sheet.file, known, earlier, columns.cells, most)


def _check_plausibility(frame: pd.DataFrame, sheet: Sheet) -> PlausibilityCheck:
    """Warnings on accepted activities; none for another table."""
    if sheet.table is not tables.ACTIVITIES or frame.empty:
        return PlausibilityCheck((), {}, sheet.reference.edition)
    return check_plausibility(frame, sheet.file, sheet.reference, sheet.today)


def _show(issue: Issue, sheet: Sheet) -> Issue:
    """The issue with its column as the file names it, and similar codes for an unknown spelling."""
    params = dict(issue.params)
    if issue.rule.startswith("unknown_") and issue.column in sheet.positions:
        known = sheet.reference.known.get(issue.rule.removeprefix("unknown_"))
        if known is not None:
            codes = code_lists.suggestions(str(params.get("value", "")), known)
            params |= {"offers": ", ".join(codes)} if codes else {}
    return replace(issue, column=sheet.heading_of(issue.column), params=params)
