"""The report on a sheet: of checked rows, or of rows that cannot be checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from campaign.ingest.options import DetectedOptions
from campaign.ingest.readers.header_delimiter import differing_signs
from campaign.ingest.report import ValidationReport, rejected_report
from campaign.ingest.row_checks import CheckedRows
from campaign.ingest.sheet import Sheet
from campaign.ingest.sheet_rows import SheetRows
from campaign.ingest.step_log import StepLog
from campaign.schema.issues import Issue

PREVIEW_ROWS = 12


@dataclass(frozen=True, eq=False)
class SheetReading:
    """A sheet, its rows by kind, and how it is read."""

    sheet: Sheet
    rows: SheetRows
    detected: DetectedOptions


def checked_report(reading: SheetReading, checked: CheckedRows, log: StepLog) -> ValidationReport:
    """The report on a sheet whose rows are checked; `log` has the corrections and questions."""
    sheet, rows = reading.sheet, reading.rows
    return ValidationReport(
        sheet.file,
        "problems" if checked.issues else "clean",
        reading.detected,
        checked.frame,
        checked.issues,
        log.corrections,
        {**checked.counts, **log.counts},
        rows=len(rows.entries) + rows.excluded,
        excluded=rows.excluded,
        rejected=checked.rejected,
        questions=log.questions,
        extra=checked.extra,
        preview=_preview(sheet),
        edition=checked.edition,
        table=sheet.table.name,
        notes=checked.notes,
    )


def unusable_report(reading: SheetReading, log: StepLog) -> ValidationReport | None:
    """The report on a sheet whose columns are not those of the table; None where they are."""
    sheet = reading.sheet
    signs = differing_signs(sheet.raw, sheet.header, reading.rows.entries, sheet.table.name)
    if signs is not None:
        row, header_sign, row_sign = signs
        params = {"header_sign": header_sign, "row_sign": row_sign}
        issue = Issue(sheet.file, "header_delimiter", row, params=params)
        # What the rows of such columns seem to be is not worth a correction each.
        return _without_rows(reading, [issue])
    required = [column.name for column in sheet.table.columns if column.present]
    missing = [name for name in required if name not in sheet.positions]
    if missing and not sheet.positions:
        issue = Issue(sheet.file, "no_head", params={"columns": ", ".join(required)})
        return replace(
            rejected_report(sheet.file, issue),
            detected=reading.detected,
            preview=sheet.raw.cells.iloc[:PREVIEW_ROWS],
        )
    if missing:
        issues = [
            Issue(sheet.file, "missing_column", column=name, params={"column": name})
            for name in missing
        ]
        report = _without_rows(reading, issues)
        excluded = reading.rows.excluded
        return replace(
            report,
            corrections=log.corrections,
            counts={**report.counts, **log.counts},
            excluded=excluded,
            rejected=report.rows - excluded,
        )
    return None


def _without_rows(reading: SheetReading, issues: Sequence[Issue]) -> ValidationReport:
    """The report on a sheet whose rows are all rejected for these reasons."""
    sheet, count = reading.sheet, len(reading.rows.entries) + reading.rows.excluded
    return ValidationReport(
        sheet.file,
        "problems",
        reading.detected,
        pd.DataFrame(),
        tuple(issues),
        counts={(issue.rule, issue.column): 1 for issue in issues},
        rows=count,
        rejected=count,
        preview=_preview(sheet),
        table=sheet.table.name,
    )


def _preview(sheet: Sheet) -> pd.DataFrame:
    return sheet.raw.cells.iloc[: sheet.header.row + PREVIEW_ROWS]
