"""Issues of a sheet beyond single cells: hidden rows, broken rows, two delimiters, thousands."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from campaign.i18n.match_key import tidy_text
from campaign.i18n.translator import N_
from campaign.ingest.cells.cell_formats import CellFormats
from campaign.ingest.cells.place_regions import warn_differing_regions
from campaign.ingest.normalise.sheet_rows import SheetRows, warn_merged_numbers
from campaign.ingest.normalise.unclear_columns import warn_second_columns
from campaign.ingest.readers.csv import MOST_CHARACTERS
from campaign.ingest.readers.raw_table import RawIssue, RawTable, letter_of
from campaign.ingest.report import StepLog, join_logs
from campaign.ingest.sheet import DATE_KINDS, NUMBER_KINDS, Sheet
from campaign.ingest.understand.column_names import COUNTS, field_of
from campaign.ingest.understand.layout import Layout
from campaign.ingest.understand.pivot import PivotTable
from campaign.ingest.values.dates import is_entry_cell
from campaign.ingest.values.numbers import is_number_cell
from campaign.ingest.vocabulary import load_vocabulary
from campaign.schema.issues import Issue

_WORDS = load_vocabulary("understand", "header_words").pattern("thousands")
_IN_THOUSANDS = re.compile(rf"(?<!\w)(?<!\d[ \u00a0])(?:{_WORDS})", re.IGNORECASE)


def find_warnings(rows: SheetRows, sheet: Sheet, formats: CellFormats) -> StepLog:
    """Return the issues of a sheet that no rule of a single cell has."""
    return join_logs(
        (
            warn_merged_numbers(rows, sheet),
            warn_differing_regions(rows.entries, sheet),
            warn_second_columns(rows.entries, sheet, formats),
            find_broken_rows(rows.entries, sheet),
            warn_hidden(rows, sheet),
            _warn_thousands(sheet),
        )
    )


def locate_cell_issues(rows: pd.Index, sheet: Sheet) -> StepLog:
    """Return the issues of these rows; an issue names its declared column, else its header.

    Text that is partly struck out or superscript is an issue only in columns of numbers and days.
    """
    kinds = (*NUMBER_KINDS, *DATE_KINDS)
    exact = {sheet.positions[column.name] for column in sheet.columns if column.kind in kinds}
    issues = (
        issue
        for issue in sheet.raw.issues
        if issue.row in rows and (issue.rule != "partly_struck" or issue.at in exact)
    )
    return StepLog(tuple(_locate(issue, sheet) for issue in issues))


def _locate(issue: RawIssue, sheet: Sheet) -> Issue:
    fields, headers = sheet.header.fields, sheet.header.headers
    field = fields[issue.at] if issue.at < len(fields) else None
    header = headers[issue.at] if issue.at < len(headers) else ""
    column = field or header or None
    return Issue(
        sheet.file, issue.rule, issue.row, column, issue.params, extra_column=field is None
    )


def _warn_thousands(sheet: Sheet) -> StepLog:
    """Return a warning for each cell above the header row with such words.

    Words after a number are an amount and have no warning.
    """
    cells = sheet.raw.cells
    texts = (
        (row, tidy_text(str(cell)))
        for row in sheet.header.titles
        if row in cells.index
        for cell in cells.loc[row]
    )
    return StepLog(
        tuple(
            Issue(sheet.file, "in_thousands", int(row), params={"value": text})
            for row, text in texts
            if _IN_THOUSANDS.search(text)
        )
    )


def warn_hidden(rows: SheetRows, sheet: Sheet) -> StepLog:
    """Return a warning if hidden or struck-out rows are entries, and one for hidden columns.

    Undeclared and empty columns are ignored. A pivot table has the warnings of `find_hidden`.
    """
    if sheet.are_totals:
        return StepLog()
    entries, header = rows.entries, sheet.header
    columns = {
        at: header.headers[at]
        for at in sheet.positions.values()
        if at in entries.columns and (entries[at] != "").any()
    }
    return StepLog(tuple(_warnings(sheet.raw, entries.index, columns, sheet.file)))


def find_hidden(raw: RawTable, pivot: PivotTable, file: str) -> Iterator[Issue]:
    """Yield the same warnings for the rows and columns of numbers in a pivot table."""
    columns = {
        column.at: tidy_text(str(raw.cells.at[pivot.header_row, column.at]))
        for column in pivot.columns
        if (raw.cells.loc[[*pivot.rows], column.at] != "").any()
    }
    return _warnings(raw, pivot.rows, columns, file)


def _warnings(
    raw: RawTable, rows: Sequence[int] | pd.Index, columns: Mapping[int, str], file: str
) -> Iterator[Issue]:
    """Yield the warnings for these rows and columns; `columns` has headers by position."""
    cells = raw.cells
    struck_rows = {
        row for row, at in raw.struck if at in columns and row in cells.index and cells.at[row, at]
    }
    for rule, found in (("hidden_rows", raw.hidden_rows), ("struck_rows", struck_rows)):
        if at_rows := [int(row) for row in rows if row in found]:
            yield Issue(file, rule, params={"count": len(at_rows), "first": at_rows[0]})
    hidden = [
        f"{name} ({letter_of(at)})".strip()
        for at, name in sorted(columns.items())
        if at in raw.hidden_columns
    ]
    if hidden:
        yield Issue(file, "hidden_columns", params={"columns": ", ".join(hidden)})


def find_broken_rows(entries: pd.DataFrame, sheet: Sheet) -> StepLog:
    """Return an error for each row whose numbers are in the next row, after a line break.

    The first part alone would be an activity without people reached. `entries` have positions as
    columns. The two parts are adjacent rows, and together they have the cells of one row.
    """
    if sheet.raw.delimiter is None:
        return StepLog()
    pairs = _find_pairs(entries, sheet)
    issues = (Issue(sheet.file, "broken_row", row, params={"next": row + 1}) for row in pairs)
    return StepLog(tuple(issues))


def _find_pairs(entries: pd.DataFrame, sheet: Sheet) -> Iterator[int]:
    own = {name: at for name, at in sheet.positions.items() if not sheet.is_added(at)}
    counts = [at for name, at in own.items() if name in COUNTS]
    if not counts or "date" not in own:
        return
    date = own["date"]
    cells = entries[[at for at in entries.columns if not sheet.is_added(int(at))]]
    behind = [at for at in map(int, cells.columns) if at >= min(counts)]
    is_short = (cells[behind] == "").all(axis=1)
    dated = [cell for cell in cells[date].unique() if is_entry_cell(str(cell).strip())]
    has_date = cells[date].isin(dated)
    # A row with a date that ends before the first number, above a row without a date.
    first_parts = is_short & has_date & ~has_date.shift(-1, fill_value=True)
    for row in cells.index[first_parts]:
        if row + 1 not in cells.index:
            continue
        first, second = (_filled(cells.loc[one].tolist()) for one in (row, row + 1))
        row_cells = [*first, *second[1:]]
        has_number = any(is_number_cell(row_cells[at]) for at in counts if at < len(row_cells))
        if len(second) > 1 and has_number:
            yield int(row)


def _filled(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


SIGNS = {",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab"), "|": N_("vertical bar")}
_MOST_ROWS = 200
_LEAST_SHARE = 0.8


def find_header_delimiter(
    raw: RawTable, header: Layout, entries: pd.DataFrame, table: str
) -> tuple[int, str, str] | None:
    """Return the header row, the name of its delimiter and that of the delimiter of the rows.

    Names are message ids; None if both are equal, or if the file is not delimited text.
    """
    sign = raw.delimiter
    if sign is None:
        return None
    fields = {field for field in header.fields if field is not None}
    others = [other for other in SIGNS if other != sign]
    last = header.row or header.body - 1
    for row in raw.cells.index[raw.cells.index <= last]:
        line = sign.join(raw.cells.loc[row]).rstrip(sign)
        for other in others:
            candidates = {field_of(cell.strip(), table) for cell in _cells(line, other)} - {None}
            if len(candidates) > max(1, len(fields)):
                return int(row), SIGNS[other], SIGNS[sign]
    # The detected delimiter may apply to the header row only; then every row is one long cell.
    rows = entries.head(_MOST_ROWS)
    is_single_cell = (rows.iloc[:, 1:] == "").all(axis=1) if rows.shape[1] > 1 else None
    if len(fields) < 2 or is_single_cell is None or rows.empty or not is_single_cell.all():
        return None
    for other in others:
        widths = [len(_cells(cell, other)) for cell in rows.iloc[:, 0]]
        if sum(width >= len(fields) for width in widths) >= _LEAST_SHARE * len(widths):
            return header.row, SIGNS[sign], SIGNS[other]
    return None


def _cells(line: str, sign: str) -> list[str]:
    """Return the cells of a row that has this delimiter, without line breaks."""
    words = " ".join(line.splitlines())[:MOST_CHARACTERS]
    return next(csv.reader([words], delimiter=sign), [])
