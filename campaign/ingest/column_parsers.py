"""The cells of a declared column parsed by its kind: dates, numbers, codes and choices.

A parser takes the tidied cells of a column and gives them as the rules of the table want them:
days as 2017-07-31, plain figures, codes. What it cannot parse stays as it is written, for the rule
to name it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from campaign.i18n import match_key
from campaign.ingest.cell_formats import CellFormats
from campaign.ingest.corrections import log_cells
from campaign.ingest.parse import code_lists, dates, numbers
from campaign.ingest.report import Question
from campaign.ingest.sheet import Sheet
from campaign.ingest.step_log import StepLog, join_logs
from campaign.schema import validate
from campaign.schema.columns import Column, Kind
from campaign.schema.issues import Issue

Parser = Callable[
    [pd.Series, Column, Sheet, CellFormats],
    tuple[pd.Series, StepLog],
]


@dataclass(frozen=True, eq=False)
class ParsedColumns:
    """Declared columns by name: `values` as parsed, `cells` as written, tidied only."""

    values: Mapping[str, pd.Series]
    cells: Mapping[str, pd.Series]


def parse_columns(
    entries: pd.DataFrame, sheet: Sheet, formats: CellFormats
) -> tuple[ParsedColumns, StepLog]:
    """Every declared column that the sheet has; `entries` have positions as columns."""
    values: dict[str, pd.Series] = {}
    tidied: dict[str, pd.Series] = {}
    logs: list[StepLog] = []
    for column in sheet.columns:
        cells, log = tidy_cells(entries[sheet.positions[column.name]], column, sheet)
        tidied[column.name] = cells
        logs.append(log)
        values[column.name], log = _parser_of(column)(cells, column, sheet, formats)
        logs.append(log)
    return ParsedColumns(values, tidied), join_logs(logs)


def tidy_cells(cells: pd.Series, column: Column, sheet: Sheet) -> tuple[pd.Series, StepLog]:
    """The cells without stray spaces."""
    tidied, stray = match_key.tidy(cells)
    return tidied, log_cells(sheet, "spaces", column.name, stray, tidied)


def parse_date_cells(
    cells: pd.Series, column: Column, sheet: Sheet, formats: CellFormats
) -> tuple[pd.Series, StepLog]:
    """Days as 2017-07-31; in a column of periods a bare year stays one."""
    years = cells.str.fullmatch(r"\d{4}") & (column.kind == "period")
    days, rewritten = dates.parse_dates(cells, formats.date_order, sheet.raw.from_1904)
    values = days.dt.strftime("%Y-%m-%d")
    log = log_cells(sheet, "date_rewritten", column.name, rewritten & ~years, cells, values)
    return cells.where(days.isna() | years, values), log


def parse_number_cells(
    cells: pd.Series, column: Column, sheet: Sheet, formats: CellFormats
) -> tuple[pd.Series, StepLog]:
    """Plain figures; "" for a word such as «н/д», `validate.UNREAD` before what is no number."""
    stored = sheet.stored_fractions(column.name, cells)
    figures, rewritten = numbers.parse_numbers(cells, formats.decimal, stored)
    values = figures.map(_plain_figure)
    not_reported = rewritten & figures.isna()
    unread = figures.isna() & ~not_reported & (cells != "")
    log = join_logs(
        (
            log_cells(
                sheet, "number_rewritten", column.name, rewritten & figures.notna(), cells, values
            ),
            log_cells(sheet, "not_reported_word", column.name, not_reported, cells),
        )
    )
    parsed = cells.where(figures.isna() & ~not_reported, values)
    return parsed.mask(unread, validate.UNREAD + cells), log


def match_code_cells(
    cells: pd.Series, column: Column, sheet: Sheet, formats: CellFormats
) -> tuple[pd.Series, StepLog]:
    """Codes; a spelling that is ambiguous or unknown stays, and its owner is asked about it."""
    code_list = str(column.of)
    known = sheet.reference.known[code_list]
    cells, mixed = match_key.unmix(cells)
    letters = log_cells(sheet, "letters", column.name, mixed, cells)
    answers = {
        spelling: code
        for (asked, spelling), code in sheet.requested.codes.items()
        if asked == code_list
    }
    matches = code_lists.match_column(cells, known, answers)
    log = StepLog(
        issues=tuple(
            _ambiguous_code(sheet, column, int(row), str(cells[row]))
            for row in cells.index[matches.ambiguous]
        ),
        questions=tuple(
            Question(
                code_list,
                str(spelling),
                match_key.plain(str(spelling)),
                code_lists.possible_codes(str(spelling), known),
                int(count),
            )
            for spelling, count in cells[matches.ambiguous | matches.unknown]
            .value_counts()
            .head(validate.MOST_ISSUES)
            .items()
            if spelling
        ),
    )
    spelling_log = log_cells(
        sheet, "spelling", column.name, matches.rewritten, cells, matches.codes
    )
    values = cells.where(matches.codes.isna(), matches.codes.astype("object"))
    return values, join_logs((letters, spelling_log, log))


def lower_choice_cells(
    cells: pd.Series, column: Column, sheet: Sheet, formats: CellFormats
) -> tuple[pd.Series, StepLog]:
    """One of a few words in small letters."""
    return cells.str.lower(), StepLog()


def keep_text_cells(
    cells: pd.Series, column: Column, sheet: Sheet, formats: CellFormats
) -> tuple[pd.Series, StepLog]:
    """Text as it is."""
    return cells, StepLog()


_BY_KIND: Mapping[Kind, Parser] = {
    "date": parse_date_cells,
    "period": parse_date_cells,
    "whole": parse_number_cells,
    "number": parse_number_cells,
}


def _parser_of(column: Column) -> Parser:
    if column.kind in _BY_KIND:
        return _BY_KIND[column.kind]
    if column.of:
        return match_code_cells
    return lower_choice_cells if column.choices else keep_text_cells


def _ambiguous_code(sheet: Sheet, column: Column, row: int, spelling: str) -> Issue:
    known = sheet.reference.known[str(column.of)]
    codes = code_lists.possible_codes(spelling, known)
    params = {"value": spelling[:80], "offers": ", ".join(codes)}
    return Issue(sheet.file, f"ambiguous_{column.of}", row, column.name, params=params)


def _plain_figure(value: float) -> str:
    """A number in plain figures; "" for a missing one."""
    if pd.isna(value):
        return ""
    return str(int(value)) if value == int(value) else repr(float(value))
