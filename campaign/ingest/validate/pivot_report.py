"""The report on a pivot table, rejected or read as month sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import pandas as pd

from campaign.i18n.match_key import tidy_text
from campaign.ingest.cells.cell_formats import detect_formats, detected_options
from campaign.ingest.normalise.pivot_register import PivotRegister, can_be_totals, source_cell
from campaign.ingest.readers.raw_table import RawTable, letter_of
from campaign.ingest.report import ValidationReport, rejected_report
from campaign.ingest.sheet import Sheet
from campaign.ingest.understand.number_columns import row_number_columns
from campaign.ingest.understand.pivot import (
    LINE_FIELDS,
    PivotTable,
    is_total,
)
from campaign.ingest.validate.sheet_report import PREVIEW_ROWS
from campaign.ingest.validate.sheet_warnings import find_hidden
from campaign.ingest.values import numbers
from campaign.schema.issues import Issue, SourceCell
from campaign.schema.rules import EXCLUDED


def pivot_report(sheet: Sheet, pivot: PivotTable) -> ValidationReport:
    """Return the report on a pivot table without answers of its owner about the numbers."""
    rule = "wide_table" if can_be_totals(pivot) else "wide_activities_only"
    report = rejected_report(sheet.file, Issue(sheet.file, rule, pivot.header_row))
    formats, _ = detect_formats(sheet.raw.cells.iloc[:0], sheet)
    return replace(
        report,
        detected=replace(detected_options(sheet, formats), header_row=pivot.header_row),
        preview=_preview(sheet, pivot),
        pivot=pivot,
    )


def to_source(
    report: ValidationReport, register: PivotRegister, pivot: PivotTable, sheet: Sheet
) -> ValidationReport:
    """Return the report with cells of the table instead of rows of the register.

    A correction of a label, which all records of its row have, is listed once. Totals, numbers of
    activities and notes are added to the rows as excluded.
    """
    file = report.file
    warnings, notes = check_totals(sheet.raw, pivot, file)
    warnings += find_unread_columns(sheet.raw, pivot, file)
    warnings += find_hidden(sheet.raw, pivot, file)
    texts = sheet.raw.cells.loc[pivot.header_row]
    labels = {at: tidy_text(str(texts[at])) or letter_of(at) for at in pivot.labels.values()}
    headers = {column.at: column.header for column in pivot.columns} | labels
    fields = {at: name for name, at in pivot.labels.items() if name not in LINE_FIELDS}
    positions = range(sheet.raw.cells.shape[1])

    def locate(issue: Issue) -> Issue:
        return _locate(issue, register.sources, pivot, headers)

    corrections = _list_once(map(locate, report.corrections))
    excluded = [
        Issue(file, rule, label, letter_of(cell.at), source=cell)
        for label, (rule, cell) in register.excluded.items()
    ]
    issues = (*map(locate, report.issues), *warnings)
    if report.accepted:
        notes.append(Issue(file, "month_totals", params={"count": report.accepted}))
    listed = (*issues, *corrections, *excluded)
    counts = Counter((issue.rule, issue.cell.label or None) for issue in listed)
    assert report.detected is not None
    return replace(
        report,
        status="issues" if issues else "clean",
        issues=issues,
        corrections=(*corrections, *excluded),
        counts=dict(counts),
        rows=report.rows + len(excluded),
        excluded=report.excluded + len(excluded),
        detected=replace(
            report.detected,
            header_row=pivot.header_row,
            headers=tuple(labels.get(at, "") for at in positions),
            fields=tuple(fields.get(at) for at in positions),
        ),
        preview=_preview(sheet, pivot),
        open_cells=(),
        notes=(*report.notes, *notes),
        pivot=pivot,
        sources={**register.sources, **{i: cell for i, (_, cell) in register.excluded.items()}},
    )


def _locate(
    issue: Issue, sources: Mapping[int, SourceCell], pivot: PivotTable, headers: Mapping[int, str]
) -> Issue:
    """Return the issue with its cell in the table: a number, a label or a header."""
    source = sources.get(issue.row or 0)
    if source is None:
        return issue
    dimension = issue.column
    if issue.column in ("date", "end_date"):
        dimension = "week" if pivot.has("week") else "month"
    if dimension == pivot.columns_are:
        source = source_cell(pivot.header_row, source.at)
    elif dimension in pivot.labels:
        source = source_cell(source.row, pivot.labels[dimension])  # type: ignore[index]
    column = headers.get(source.at) or letter_of(source.at)
    return replace(issue, column=column, source=source)


def _list_once(corrections: Iterable[Issue]) -> list[Issue]:
    """Return the corrections, each correction of a label once for all records of its row."""
    by_cell: dict[tuple[str, int | str | None], Issue] = {}
    for correction in corrections:
        is_of_label = correction.source is not None and correction.rule not in EXCLUDED
        cell = correction.source.name if is_of_label and correction.source else correction.row
        by_cell.setdefault((correction.rule, cell), correction)
    return list(by_cell.values())


def _preview(sheet: Sheet, pivot: PivotTable) -> pd.DataFrame:
    return sheet.raw.cells.iloc[: pivot.header_row + PREVIEW_ROWS]


def check_totals(raw: RawTable, pivot: PivotTable, file: str) -> tuple[list[Issue], list[Issue]]:
    """Return a warning for each total that differs from its numbers, and a note if all agree.

    A column of totals is compared with the numbers of its row, a row of totals with those of its
    column; the number where both cross is compared with all numbers. Only numbers of the same
    measure are summed.
    """
    positions = [column.at for column in pivot.columns]
    values = _parse(raw, [*positions, *pivot.total_positions], [*pivot.rows, *pivot.total_rows])
    by_measure = {column.at: column.measure for column in pivot.columns}
    warnings, agreement_count = [], 0
    for row in (*pivot.rows, *pivot.total_rows):
        is_total_row = row in pivot.total_rows
        row_groups = _rows_of_total(pivot, row) if is_total_row else [[row]]
        columns = {at: [at] for at in positions} if is_total_row else {}
        for at, measure in pivot.total_positions.items():
            columns[at] = [p for p in positions if by_measure[p] == measure]
        for at, parts in columns.items():
            total = float(values[at][row])
            sums = [float(values.loc[rows, parts].sum().sum()) for rows in row_groups]
            if pd.isna(total) or not parts:
                continue
            if total in sums:
                agreement_count += 1
                continue
            params: dict[str, str | int] = {
                "cell": source_cell(row, at).name,
                "value": _exact(total),
                "summed": _exact(sums[0]),
                "difference": _exact(total - sums[0]),
            }
            warnings.append(Issue(file, "wide_total_differs", params=params))
    notes = [Issue(file, "wide_totals_agree", params={"count": agreement_count})]
    return warnings, notes if agreement_count and not warnings else []


def find_unread_columns(raw: RawTable, pivot: PivotTable, file: str) -> Iterator[Issue]:
    """Yield a warning for each column of numbers that is not a month, a week, an oblast or a total.

    It may be a misspelt month. Columns that number the rows have no warning.
    """
    rows, positions = [*pivot.rows], [*pivot.other_positions]
    counts = _parse(raw, positions, rows).notna().sum()
    for at in positions:
        name = tidy_text(str(raw.cells.at[pivot.header_row, at])) or letter_of(at)
        cells = raw.cells.loc[rows, [at]].set_axis([name], axis=1)
        if counts[at] and not (is_total(name) or row_number_columns(cells, ())):
            params: dict[str, str | int] = {"column": name, "count": int(counts[at])}
            cell = source_cell(pivot.header_row, at)
            yield Issue(file, "wide_column_not_read", column=name, params=params, source=cell)


def _rows_of_total(pivot: PivotTable, row: int) -> list[list[int]]:
    """Return the groups of rows that a row of totals may sum, the most likely first."""
    before = max((total for total in pivot.total_rows if total < row), default=0)
    since = [r for r in pivot.rows if before < r < row]
    above = [r for r in pivot.rows if r < row]
    is_last = row == max(pivot.total_rows)
    groups = [list(pivot.rows), above, since] if is_last else [since, above, list(pivot.rows)]
    return [group for group in groups if group]


def _exact(number: float) -> str:
    return str(int(number)) if number == int(number) else repr(number)


def _parse(raw: RawTable, positions: list[int], rows: list[int]) -> pd.DataFrame:
    """Return the numbers of these cells, NaN for any other cell."""
    cells = raw.cells.loc[rows, positions]
    decimal = numbers.guess_decimal([cells[at] for at in positions])
    parsed = {}
    for at in positions:
        is_stored = pd.Series(cells.index.isin(list(raw.fractions.get(at, ()))), index=cells.index)
        parsed[at] = numbers.parse_numbers(cells[at], decimal, is_stored)[0]
    return pd.DataFrame(parsed)
