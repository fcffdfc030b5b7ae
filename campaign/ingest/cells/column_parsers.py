"""The cells of a declared column parsed by its kind: dates, numbers, codes and choices.

A parser takes the tidied cells of a column and returns them as the rules of the table expect them:
days as 2017-07-31, plain numbers, codes. A cell that it cannot parse is unchanged, so that the
issue can show it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from campaign.i18n import match_key
from campaign.ingest.cells.automatic_corrections import log_cells
from campaign.ingest.cells.cell_formats import CellFormats
from campaign.ingest.cells.code_cells import match_code_cells
from campaign.ingest.options import LONGEST_CELL
from campaign.ingest.replies import NOT_REPORTED
from campaign.ingest.report import StepLog, ask_once, join_logs
from campaign.ingest.sheet import Sheet
from campaign.ingest.values import dates, numbers
from campaign.ingest.values.numbers import estimate_key, estimated_numbers
from campaign.ingest.values.regions import read_shares
from campaign.schema.issues import Issue
from campaign.schema.tables import Column, Kind
from campaign.schema.validate import UNPARSED

Parser = Callable[
    [pd.Series, Column, Sheet, CellFormats],
    tuple[pd.Series, StepLog],
]


@dataclass(frozen=True, eq=False)
class ParsedColumns:
    """Declared columns by name: `values` are parsed, `cells` only tidied."""

    values: Mapping[str, pd.Series]
    cells: Mapping[str, pd.Series]


def parse_columns(
    entries: pd.DataFrame, sheet: Sheet, formats: CellFormats
) -> tuple[ParsedColumns, StepLog]:
    """Parse every declared column that the sheet has; `entries` have positions as columns."""
    values: dict[str, pd.Series] = {}
    cells_by_column: dict[str, pd.Series] = {}
    logs: list[StepLog] = []
    for column in sheet.columns:
        cells, log = tidy_cells(entries[sheet.positions[column.name]], column, sheet)
        cells_by_column[column.name] = cells
        logs.append(log)
        parse = _BY_KIND.get(column.kind) or (match_code_cells if column.code_list else None)
        if parse is not None:
            cells, log = parse(cells, column, sheet, formats)
            logs.append(log)
        values[column.name] = cells.str.lower() if column.choices else cells
    return ParsedColumns(values, cells_by_column), join_logs(logs)


def tidy_cells(cells: pd.Series, column: Column, sheet: Sheet) -> tuple[pd.Series, StepLog]:
    """Return the cells without stray spaces.

    Spaces inside a text of the dashboard's own tables, such as no-break spaces in a name, stay.
    """
    if not sheet.table.free_form and column.kind == "text":
        return match_key.drop_invisible(cells).str.strip(), StepLog()
    texts, is_corrected = match_key.tidy(cells)
    return texts, log_cells(sheet, "spaces", column.name, is_corrected, cells, texts)


def parse_date_cells(
    cells: pd.Series, column: Column, sheet: Sheet, formats: CellFormats
) -> tuple[pd.Series, StepLog]:
    """Return days as 2017-07-31; in a column of periods a bare year is unchanged."""
    years = cells.str.fullmatch(r"\d{4}") & (column.kind == "period")
    days, rewritten = dates.parse_dates(cells, formats.date_order, sheet.raw.from_1904)
    values = days.dt.strftime("%Y-%m-%d")
    log = log_cells(sheet, "date_rewritten", column.name, rewritten & ~years, cells, values)
    return cells.where(days.isna() | years, values), log


def parse_number_cells(
    cells: pd.Series, column: Column, sheet: Sheet, formats: CellFormats
) -> tuple[pd.Series, StepLog]:
    """Return plain numbers: "" for a word such as «н/д»; other text has the prefix `UNPARSED`.

    An estimate such as «около 50» becomes a number only by an answer of the owner.
    """
    is_fraction = sheet.stored_fractions(column.name, cells)
    parsed, is_rewritten = numbers.parse_numbers(cells, formats.decimal, is_fraction)
    values = parsed.map(_plain_number)
    is_not_reported = is_rewritten & parsed.isna()
    is_unparsed = parsed.isna() & ~is_not_reported & (cells != "")
    answered_rows, answers, estimate_log = _answer_estimates(cells[is_unparsed], column, sheet)
    log = join_logs(
        (
            log_cells(
                sheet, "number_rewritten", column.name, is_rewritten & parsed.notna(), cells, values
            ),
            log_cells(sheet, "not_reported_word", column.name, is_not_reported, cells),
            estimate_log,
        )
    )
    values = cells.where(parsed.isna() & ~is_not_reported, values)
    values = values.mask(is_unparsed, UNPARSED + cells)
    values[answered_rows] = answers
    return values, log


def _answer_estimates(
    cells: pd.Series, column: Column, sheet: Sheet
) -> tuple[pd.Index, pd.Series, StepLog]:
    """Return the rows whose estimate has an answer, the answers, and questions about others."""
    if column.kind != "whole" or cells.empty:
        return cells.index[:0], cells[:0], StepLog()
    answers = sheet.replies.of(column.name)
    keys = match_key.map_cells(cells, estimate_key)
    numbers_of = {str(cell): estimated_numbers(str(cell)) for cell in cells.unique()}
    is_asked = match_key.map_cells(cells, lambda cell: bool(numbers_of[cell]), bool)
    is_answered = is_asked & match_key.map_cells(keys, lambda key: key in answers, bool)
    answered_cells = cells[is_answered]
    values = keys[is_answered].map(answers).astype("str")
    open_cells = cells[is_asked & ~is_answered]
    issues = [
        Issue(sheet.file, "estimated_number", row, column.name, {"value": cell[:LONGEST_CELL]})
        for row, cell in zip(open_cells.index.tolist(), open_cells.tolist(), strict=True)
    ]
    is_number = values != NOT_REPORTED
    log = join_logs(
        (
            log_cells(sheet, "estimate", column.name, is_number, answered_cells, values),
            log_cells(sheet, "estimate_not_reported", column.name, ~is_number, answered_cells),
            StepLog(
                tuple(issues),
                questions=ask_once(
                    column.name,
                    open_cells,
                    estimate_key,
                    lambda cell: tuple(map(str, numbers_of[cell])),
                ),
            ),
        )
    )
    return answered_cells.index, values, log


def read_share_cells(
    cells: pd.Series, column: Column, sheet: Sheet, formats: CellFormats
) -> tuple[pd.Series, StepLog]:
    """Return people by region as `region_codes.join_shares` writes them.

    Any other text has the prefix `UNPARSED`, also shares of an unknown region.
    """
    code_list = sheet.reference.codes["oblast"]
    shares = match_key.map_cells(cells, lambda cell: read_shares(cell, code_list) or "")
    shares = shares.astype("str")
    log = log_cells(
        sheet, "spelling", column.name, (shares != "") & (shares != cells), cells, shares
    )
    values = shares.where((shares != "") | (cells == ""), UNPARSED + cells)
    return values, log


_BY_KIND: Mapping[Kind, Parser] = {
    "shares": read_share_cells,
    "date": parse_date_cells,
    "period": parse_date_cells,
    "whole": parse_number_cells,
    "number": parse_number_cells,
}


def _plain_number(value: float) -> str:
    """Return a number in plain digits; "" for NaN."""
    if pd.isna(value):
        return ""
    return str(int(value)) if value == int(value) else repr(float(value))
