"""The required columns that a sheet lacks, and the columns that may be the missing ones."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pandas as pd

from campaign.i18n.match_key import map_cells
from campaign.ingest.cells.place_regions import count_named_regions
from campaign.ingest.parse import dates, numbers
from campaign.ingest.parse.column_names import is_plan, names_group
from campaign.ingest.parse.form_columns import is_form_time
from campaign.ingest.parse.header_row import NO_HEADER_ROW
from campaign.ingest.parse.row_numbers import row_number_columns
from campaign.ingest.parse.total_columns import is_bare_total
from campaign.ingest.report import MissingColumn
from campaign.ingest.sheet import DATE_KINDS, NUMBER_KINDS, Sheet
from campaign.schema import tables
from campaign.schema.tables import Column

LEAST_SHARE = 0.5
"""A column is offered if at least this share of its filled cells fits."""


def find_missing_columns(entries: pd.DataFrame, sheet: Sheet) -> tuple[MissingColumn, ...]:
    """Return the required columns that the sheet lacks; `entries` have positions as columns.

    Only columns of a register have offers. Ambiguous columns are not missing.
    """
    known = {*sheet.positions, *sheet.header.ambiguous}
    missing = [c for c in sheet.table.columns if c.present and c.name not in known]
    if sheet.table is not tables.ACTIVITIES:
        return tuple(MissingColumn(column.name) for column in missing)
    return tuple(_find_missing(column, entries, sheet) for column in missing)


def _find_missing(column: Column, entries: pd.DataFrame, sheet: Sheet) -> MissingColumn:
    """Return a column that a register lacks, with its offers.

    Times of form software are offered only if no other column has days, and then never suggested.
    Of several columns of numbers, or of one next to a number of women, men or youth, only the one
    that is the sum of two others is suggested: the others are its parts.
    """
    offers, groups = _find_offers(column, entries, sheet)
    places = count_named_regions(entries, sheet) if column.code_list == "oblast" else 0
    if column.kind in DATE_KINDS:
        headers = sheet.header.headers
        days = [at for at in offers if not is_form_time(headers[at], entries[at])]
        return MissingColumn(
            column.name, tuple(days or offers), open_choice=bool(offers) and not days
        )
    if len(offers) + len(groups) < 2:
        return MissingColumn(column.name, tuple(offers), places)
    is_number = column.kind in NUMBER_KINDS
    # One row is enough evidence for a single offer.
    least = min(len(offers), 2)
    sums = _find_sums(entries[[*offers, *groups]], least) if is_number else []
    sums = [at for at in sums if at in offers]
    if len(sums) == 1:
        return MissingColumn(column.name, tuple(sums), places)
    return MissingColumn(column.name, tuple(offers), places, open_choice=True)


def _find_sums(entries: pd.DataFrame, least: int) -> list[int]:
    """Return the columns that are the sum of two others in all filled rows, at least `least`."""
    counts = {int(str(at)): cells for at, cells in numbers.parse_columns(entries).items()}
    sums = []
    for at, total in counts.items():
        parts = [part for other, part in counts.items() if other != at]
        for one, two in combinations(parts, 2):
            is_filled = total.notna() & one.notna() & two.notna() & (one > 0) & (two > 0)
            if is_filled.sum() >= least and (one + two)[is_filled].eq(total[is_filled]).all():
                sums.append(at)
                break
    return sums


def _find_offers(
    column: Column, entries: pd.DataFrame, sheet: Sheet
) -> tuple[list[int], list[int]]:
    """Return the undeclared columns that may be this one, the best first, and columns of groups.

    Columns of groups have numbers and a header such as «женщин»; they are not offered. Among other
    numbers, a column such as «Всего» is the best.
    """
    shares = {at: _share(column, entries[at], sheet) for at in _free_columns(entries, sheet)}
    positions = [at for at, share in shares.items() if share >= LEAST_SHARE]
    positions.sort(key=lambda at: -shares[at])
    if column.kind in NUMBER_KINDS:
        positions.sort(key=lambda at: not is_bare_total(sheet.header.headers[at]))
    groups = []
    if column.kind in NUMBER_KINDS and sheet.header.row != NO_HEADER_ROW:
        # «Пришло, женщин» counts a part of the people, although «пришло» alone is not known.
        groups = [at for at in positions if names_group(sheet.header.headers[at])]
    return [at for at in positions if at not in groups], groups


def _free_columns(entries: pd.DataFrame, sheet: Sheet) -> Iterator[int]:
    """Yield the positions of undeclared columns with a header, except row numbers and plans."""
    header = sheet.header
    names = {at: name for at, name in enumerate(header.headers) if name}
    asked = {at for positions in header.ambiguous.values() for at in positions}
    free = [at for at in names if header.fields[at] is None and at in entries and at not in asked]
    columns = entries[free].set_axis([names[at] for at in free], axis=1)
    row_numbers = set(row_number_columns(columns.loc[:, ~columns.columns.duplicated()], ()))
    for at in free:
        if names[at] not in row_numbers and not is_plan(names[at]):
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
        values = numbers.parse_numbers(filled, decimal, is_stored=False)[0]
        return float((values.notna() & ~_are_dates(filled, sheet)).mean())
    code_list = sheet.reference.codes[str(column.code_list)]

    def has_code(cell: str) -> bool:
        match = code_list.match(cell)
        return match.code is not None or bool(match.candidates)

    return float(map_cells(filled, has_code, bool).mean())


def _are_dates(cells: pd.Series, sheet: Sheet) -> pd.Series:
    """Return True for dates with separators or words: a whole number may be a count."""
    orders = ("dmy", "mdy")
    days = [dates.parse_dates(cells, order, sheet.raw.from_1904)[0].notna() for order in orders]
    return (days[0] | days[1]) & ~cells.str.fullmatch(r"\s*\d+\s*")
