"""The report on a sheet, with checked rows or with the reason why it has none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from campaign.ingest.cells.cell_corrections import open_cells
from campaign.ingest.columns.ambiguous_columns import ambiguous_issue, find_ambiguous_columns
from campaign.ingest.columns.missing_columns import find_missing_columns
from campaign.ingest.options import DetectedOptions
from campaign.ingest.parse.header_row import NO_HEADER_ROW
from campaign.ingest.parse.joined_headers import is_entry_cell
from campaign.ingest.report import MissingColumn, UnansweredRows, ValidationReport, rejected_report
from campaign.ingest.rows.row_checks import CheckedRows
from campaign.ingest.rows.sheet_rows import SheetRows
from campaign.ingest.sheet import Sheet
from campaign.ingest.sheets.header_delimiter import find_header_delimiter
from campaign.ingest.sheets.other_tables import find_other_table
from campaign.ingest.step_log import StepLog
from campaign.schema.issues import Issue
from campaign.schema.validate import MOST_ISSUES

PREVIEW_ROWS = 12


@dataclass(frozen=True, eq=False)
class ParsedSheet:
    """A sheet, its rows by kind, and its detected options."""

    sheet: Sheet
    rows: SheetRows
    detected: DetectedOptions


def checked_report(parsed: ParsedSheet, checked: CheckedRows, log: StepLog) -> ValidationReport:
    """Return the report on a sheet with checked rows; `log` has its corrections and questions."""
    sheet, rows = parsed.sheet, parsed.rows
    return ValidationReport(
        sheet.file,
        "issues" if checked.issues else "clean",
        parsed.detected,
        checked.frame,
        checked.issues,
        (*log.corrections, *checked.excluded[:MOST_ISSUES]),
        {**checked.counts, **log.counts, **Counter((c.rule, c.column) for c in checked.excluded)},
        rows=len(rows.entries) + rows.excluded,
        excluded=rows.excluded + len(checked.excluded),
        rejected=checked.rejected,
        questions=(*checked.questions, *log.questions),
        extra=checked.extra,
        preview=_preview(sheet),
        campaigns=checked.campaigns,
        table=sheet.table.name,
        open_cells=open_cells(checked.issues, sheet),
        notes=checked.notes,
        unanswered=checked.unanswered,
        file_values=sheet.file_values,
        note_rows=rows.note_rows,
    )


def unusable_report(parsed: ParsedSheet, log: StepLog) -> ValidationReport | None:
    """Return the report on a sheet that lacks columns of the table; None if it has them."""
    sheet = parsed.sheet
    signs = find_header_delimiter(sheet.raw, sheet.header, parsed.rows.entries, sheet.table.name)
    if signs is not None:
        row, header_sign, row_sign = signs
        params = {"header_sign": header_sign, "row_sign": row_sign}
        issue = Issue(sheet.file, "header_delimiter", row, params=params)
        # The rows of such a sheet are misread, so that corrections would not help.
        return _without_rows(parsed, [issue])
    required = [column.name for column in sheet.table.columns if column.present]
    ambiguous = find_ambiguous_columns(sheet)
    missing = find_missing_columns(parsed.rows.entries, sheet)
    reason = find_other_table(missing, parsed.rows.entries, sheet)
    is_unknown = bool(missing) and not (sheet.positions or ambiguous)
    if reason is None and is_unknown and not _may_be_mapped(missing, sheet):
        reason = Issue(sheet.file, "no_header_row", params={"fields": ", ".join(required)})
    if reason is not None:
        return replace(
            rejected_report(sheet.file, reason),
            detected=parsed.detected,
            preview=sheet.raw.cells.iloc[:PREVIEW_ROWS],
        )
    if missing or {column.name for column in ambiguous} & {*required}:
        unclear = [ambiguous_issue(column, sheet) for column in ambiguous]
        issues = [*_issues_of_missing(missing, sheet), *unclear]
        report = _without_rows(parsed, issues)
        excluded = parsed.rows.excluded
        rejected = report.rows - excluded
        return replace(
            report,
            missing_columns=(*ambiguous, *missing),
            file_values=sheet.file_values,
            unanswered=UnansweredRows(rejected),
            corrections=log.corrections,
            counts={**report.counts, **log.counts},
            excluded=excluded,
            rejected=rejected,
        )
    return None


def _issues_of_missing(missing: Sequence[MissingColumn], sheet: Sheet) -> list[Issue]:
    """Return an error for each missing column; one for all of a table without a header row."""
    if sheet.header.row == NO_HEADER_ROW and missing:
        fields = ", ".join(one.name for one in missing)
        return [Issue(sheet.file, "no_header_row", params={"fields": fields})]
    return [
        Issue(sheet.file, "missing_column", column=one.name, params={"fields": one.name})
        for one in missing
    ]


def _may_be_mapped(missing: Sequence[MissingColumn], sheet: Sheet) -> bool:
    """Return True if a sheet without any known header may be a register with other headers.

    In such a register, a header row has no dates and numbers, one column below has dates, and
    another one regions or types.
    """
    offered = {one.name for one in missing if one.offers}
    is_header = not any(map(is_entry_cell, sheet.header.headers))
    return is_header and "date" in offered and bool(offered & {"oblast", "type"})


def _without_rows(parsed: ParsedSheet, issues: Sequence[Issue]) -> ValidationReport:
    """Return the report on a sheet whose rows are all rejected because of these issues."""
    sheet, count = parsed.sheet, len(parsed.rows.entries) + parsed.rows.excluded
    return ValidationReport(
        sheet.file,
        "issues",
        parsed.detected,
        pd.DataFrame(),
        tuple(issues),
        counts={(issue.rule, issue.column): 1 for issue in issues},
        rows=count,
        rejected=count,
        preview=_preview(sheet),
        table=sheet.table.name,
    )


def _preview(sheet: Sheet) -> pd.DataFrame:
    return sheet.raw.cells.iloc[: sheet.header.body - 1 + PREVIEW_ROWS]
