"""Columns that are not read because another column is read as the same declared column."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from campaign.i18n.match_key import fold
from campaign.ingest.cells.cell_formats import CellFormats
from campaign.ingest.parse import dates, numbers
from campaign.ingest.parse.column_names import field_of
from campaign.ingest.parse.form_columns import field_behind_groups
from campaign.ingest.readers.raw_table import letter_of
from campaign.ingest.sheet import DATE_KINDS, NUMBER_KINDS, Sheet
from campaign.ingest.step_log import StepLog
from campaign.schema.columns import Column
from campaign.schema.issues import Issue


def warn_second_columns(entries: pd.DataFrame, sheet: Sheet, formats: CellFormats) -> StepLog:
    """Return a warning for each column that is not read because another column has its name.

    Only columns of days, codes and numbers are compared. There is a warning only if a cell differs
    from that of the column that is read, for example a number in a row where that column is empty,
    or a cell of a second table to the right. `entries` have positions as columns. A column that the
    owner chose has no warning. Programs number columns with the same name: reached_001, reached.1.
    """
    return StepLog(tuple(_find_second_columns(entries, sheet, formats)))


_NUMBER = re.compile(r"[ _.]*(?:\(\d{1,3}\)|(?<!\d)\d{1,3})$")


def _field_of(header: str, table: str) -> str | None:
    return field_of(header, table) or field_behind_groups(header, table)


def _find_second_columns(
    entries: pd.DataFrame, sheet: Sheet, formats: CellFormats
) -> Iterator[Issue]:
    columns = {column.name: column for column in sheet.columns}
    for at, header in enumerate(sheet.header.headers):
        if not header or sheet.header.fields[at] is not None or at in sheet.requested.columns:
            continue
        table = sheet.table.name
        field = _field_of(header, table) or _field_of(_NUMBER.sub("", header), table)
        if field not in columns:
            # One of the columns of numbers below «Участники» is read as people reached.
            field = next((name for name in columns if sheet.header_of(name) == header), None)
        column = None if field is None else columns.get(field)
        if column is None or not (column.code_list or column.kind in (*NUMBER_KINDS, *DATE_KINDS)):
            continue
        first = sheet.positions[column.name]
        cells = entries[at]
        if column.code_list is None and not cells.str.contains(r"\d").any():
            continue  # Words about the values, such as “not reported”.
        is_other = (cells.str.strip() != "") & (
            _values(cells, column, sheet, formats)
            != _values(entries[first], column, sheet, formats)
        )
        rows = is_other.index[is_other]
        if len(rows):
            params: dict[str, str | int] = {
                "column": f"{header} ({letter_of(at)})",
                "other": f"{sheet.header.headers[first] or column.name} ({letter_of(first)})",
                "count": len(rows),
                "first": int(rows[0]),
            }
            yield Issue(sheet.file, "second_column", sheet.header.row or None, params=params)


def _values(cells: pd.Series, column: Column, sheet: Sheet, formats: CellFormats) -> pd.Series:
    """Return a text for each cell that is equal for all spellings of one value."""
    values = cells.map(lambda cell: fold(str(cell)))
    if column.code_list is not None:
        code_list = sheet.reference.codes[column.code_list]
        codes = {cell: code_list.match(str(cell)).code for cell in cells.unique()}
        return cells.map(codes).fillna(values)
    if column.kind in DATE_KINDS:
        days = dates.parse_dates(cells, formats.date_order, sheet.raw.from_1904)[0]
        return days.dt.strftime("%Y-%m-%d").fillna(values)
    parsed, is_rewritten = numbers.parse_numbers(cells, formats.decimal, sheet.raw.has_types)
    return parsed.map(str).where(parsed.notna(), values.mask(is_rewritten, ""))
