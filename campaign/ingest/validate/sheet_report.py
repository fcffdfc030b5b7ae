"""The report on a sheet, with checked rows or with the reason why it has none; rows by state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from campaign.ingest.cells.cell_corrections import open_cells
from campaign.ingest.normalise.sheet_rows import SheetRows
from campaign.ingest.normalise.unclear_columns import (
    ambiguous_issue,
    find_ambiguous_columns,
    find_missing_columns,
)
from campaign.ingest.options import DetectedOptions
from campaign.ingest.report import (
    MissingColumn,
    StepLog,
    UnansweredRows,
    ValidationReport,
    rejected_report,
)
from campaign.ingest.sheet import Sheet
from campaign.ingest.understand.column_names import is_plan, is_population
from campaign.ingest.understand.layout import NO_HEADER_ROW
from campaign.ingest.validate.row_checks import CheckedRows
from campaign.ingest.validate.sheet_warnings import find_header_delimiter
from campaign.ingest.values import dates, numbers
from campaign.ingest.values.dates import is_entry_cell
from campaign.schema import tables
from campaign.schema.issues import Issue
from campaign.schema.rules import EXCLUDED_ROWS
from campaign.schema.tables import Table
from campaign.schema.validate import MOST_ISSUES

_LEAST_PEOPLE = 20_000
"""Half of the numbers of a population file are this large, unlike numbers of people reached.
"""
_REGISTER_COLUMNS = frozenset({"reached", "title", "organiser", "audience"})

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
    reason = _find_other_table(missing, parsed.rows.entries, sheet)
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


def _find_other_table(
    missing: Sequence[MissingColumn], entries: pd.DataFrame, sheet: Sheet
) -> Issue | None:
    """Return the issue of a sheet that looks like another table than a register; None for none.

    `missing` are the columns of a register that it lacks; `entries` have positions as columns. The
    owner's choices of columns have priority over this detection.
    """
    replies = sheet.replies
    if sheet.table is not tables.ACTIVITIES or replies.of("column") or replies.of("file_value"):
        return None
    missing_by_name = {one.name: one for one in missing}
    if "reached" not in missing_by_name or not _REGISTER_COLUMNS.isdisjoint(sheet.positions):
        return None
    if _looks_like_plan(missing_by_name, entries, sheet):
        return _issue("plan_columns", tables.TARGETS, sheet)
    if _looks_like_population(missing_by_name, entries, sheet):
        return _issue("population_columns", tables.POPULATION, sheet)
    return None


def _looks_like_plan(
    missing_by_name: dict[str, MissingColumn], entries: pd.DataFrame, sheet: Sheet
) -> bool:
    """Return True for planned numbers by region or type, without reported numbers and days."""
    if (
        "date" not in missing_by_name
        or missing_by_name["date"].offers
        or missing_by_name["reached"].offers
    ):
        return False
    plan_columns = [at for at, header in enumerate(sheet.header.headers) if is_plan(header)]
    # «Цель мероприятия» is the header of texts.
    return bool(numbers.parse_columns(entries[plan_columns]).notna().any(axis=None))


def _looks_like_population(
    missing_by_name: dict[str, MissingColumn], entries: pd.DataFrame, sheet: Sheet
) -> bool:
    """Return True for numbers of inhabitants by region, without any type of activity."""
    if (
        "type" not in missing_by_name
        or missing_by_name["type"].offers
        or _lists_activities(entries, sheet)
    ):
        return False
    region = missing_by_name.get("oblast")
    if region is not None and not (region.offers or region.place_rows):
        return False
    offers = list(missing_by_name["reached"].offers)
    if any(is_population(sheet.header.headers[at]) for at in offers):
        return True
    return bool((numbers.parse_columns(entries[offers]).median() >= _LEAST_PEOPLE).any())


def _lists_activities(entries: pd.DataFrame, sheet: Sheet) -> bool:
    """Return True for rows with a region and a place in it, or with several days in one month."""
    if "oblast" in sheet.positions and not {"district", "place"}.isdisjoint(sheet.positions):
        return True
    if "date" not in sheet.positions:
        return False
    days = dates.parse_dates(entries[sheet.positions["date"]], "dmy", sheet.raw.from_1904)[0]
    distinct_days = days.dropna().drop_duplicates()
    return bool(distinct_days.dt.to_period("M").duplicated().any())


def _issue(rule: str, table: Table, sheet: Sheet) -> Issue:
    fields = ", ".join(column.name for column in table.columns if column.present)
    return Issue(sheet.file, rule, params={"fields": fields})


RowState = Literal["accepted", "rejected", "excluded"]


@dataclass(frozen=True, eq=False)
class RowStates:
    """The rows of a report by state, and the issues and corrections of each row.

    `rows` has the listed rows of each state, as they are numbered in the source; `counts` counts
    all of them. Not all rows are listed if more than `validate.MOST_ISSUES` rows break a rule, or
    if a table is rejected as a whole.
    """

    rows: Mapping[RowState, pd.Index]
    counts: Mapping[RowState, int]
    issues: Mapping[int, tuple[Issue, ...]]


def row_states(report: ValidationReport) -> RowStates:
    """Return the rows of a report by state."""
    issues_by_row: dict[int, list[Issue]] = {}
    for issue in (*report.issues, *report.corrections):
        if issue.row is not None and issue.sheet is None:
            issues_by_row.setdefault(issue.row, []).append(issue)
    others: dict[RowState, list[int]] = {"rejected": [], "excluded": []}
    for row in sorted(set(issues_by_row).difference(report.frame.index)):
        issues = issues_by_row[row]
        if any(issue.rule in EXCLUDED_ROWS for issue in issues):
            others["excluded"].append(row)
        elif any(issue.severity == "error" for issue in issues):
            others["rejected"].append(row)
    return RowStates(
        {
            "accepted": report.frame.index,
            **{state: pd.Index(rows, dtype="int64") for state, rows in others.items()},
        },
        {
            "accepted": report.accepted,
            "rejected": report.rejected,
            "excluded": report.excluded,
        },
        {row: tuple(issues) for row, issues in issues_by_row.items()},
    )
