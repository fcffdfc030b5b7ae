"""The required columns that a sheet lacks, and what may stand in their place."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from campaign.i18n.match_key import map_cells
from campaign.ingest.parse import dates, numbers
from campaign.ingest.parse.column_names import is_plan
from campaign.ingest.parse.row_numbers import row_number_columns
from campaign.ingest.place_regions import count_named_regions
from campaign.ingest.report import MissingColumn
from campaign.ingest.sheet import DATE_KINDS, NUMBER_KINDS, Sheet
from campaign.schema import tables
from campaign.schema.columns import Column

LEAST_SHARE = 0.5
"""A column is offered where at least this share of its filled cells fits."""


def find_missing_columns(entries: pd.DataFrame, sheet: Sheet) -> tuple[MissingColumn, ...]:
    """Return the required columns that the sheet lacks; `entries` have positions as columns.

    Only those of a register have offers.
    """
    is_register = sheet.table is tables.ACTIVITIES
    return tuple(
        MissingColumn(
            column.name,
            tuple(_find_offers(column, entries, sheet)) if is_register else (),
            count_named_regions(entries, sheet) if is_register and column.of == "oblast" else 0,
        )
        for column in sheet.table.columns
        if column.present and column.name not in sheet.positions
    )


def _find_offers(column: Column, entries: pd.DataFrame, sheet: Sheet) -> list[int]:
    """Return the columns without a declared name whose cells are of this kind, the best first."""
    shares = {at: _share(column, entries[at], sheet) for at in _free_columns(entries, sheet)}
    fitting = [at for at, share in shares.items() if share >= LEAST_SHARE]
    return sorted(fitting, key=lambda at: -shares[at])


def _free_columns(entries: pd.DataFrame, sheet: Sheet) -> Iterator[int]:
    """Yield the positions of columns with a header that is not declared; no row numbers."""
    header = sheet.header
    names = {at: name for at, name in enumerate(header.headers) if name}
    free = [at for at in names if header.fields[at] is None and at in entries]
    named = entries[free].set_axis([names[at] for at in free], axis=1)
    numbering = set(row_number_columns(named.loc[:, ~named.columns.duplicated()], ()))
    for at in free:
        if names[at] not in numbering and not is_plan(names[at]):
            yield at


def _share(column: Column, cells: pd.Series, sheet: Sheet) -> float:
    """Return the share of the filled cells that are dates, numbers or names of this column."""
    filled = cells[map_cells(cells, lambda cell: cell.strip() != "", bool)]
    if filled.empty:
        return 0.0
    if column.kind in DATE_KINDS:
        return float(_are_dates(filled, sheet).mean())
    if column.kind in NUMBER_KINDS:
        decimal = numbers.guess_decimal([filled])
        values = numbers.parse_numbers(filled, decimal, typed=False)[0]
        return float((values.notna() & ~_are_dates(filled, sheet)).mean())
    code_list = sheet.reference.codes[str(column.of)]

    def has_code(cell: str) -> bool:
        match = code_list.match(cell)
        return match.code is not None or bool(match.candidates)

    return float(map_cells(filled, has_code, bool).mean())


def _are_dates(cells: pd.Series, sheet: Sheet) -> pd.Series:
    """Return True for days that are written as such: a large count may be a serial day."""
    orders = ("dmy", "mdy")
    days = [dates.parse_dates(cells, order, sheet.raw.from_1904)[0].notna() for order in orders]
    return (days[0] | days[1]) & ~cells.str.fullmatch(r"\s*\d+\s*")
