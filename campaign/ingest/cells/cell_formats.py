"""Formats of dates and numbers in a sheet: chosen by its owner, or detected."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from campaign.ingest.cells.automatic_corrections import correction
from campaign.ingest.options import DetectedOptions
from campaign.ingest.report import StepLog, log_corrections
from campaign.ingest.sheet import DATE_KINDS, NUMBER_KINDS, Sheet
from campaign.ingest.values import dates, numbers
from campaign.ingest.values.dates import Orders, guess_orders
from campaign.schema.tables import Column


@dataclass(frozen=True)
class CellFormats:
    """The decimal sign, and the order of day, month and year in numeric dates."""

    decimal: str
    date_order: str | Orders

    @property
    def main_order(self) -> str:
        """The order of most dates: "dmy", "mdy" or "ymd"."""
        return self.date_order if isinstance(self.date_order, str) else self.date_order.main


def detect_formats(entries: pd.DataFrame, sheet: Sheet) -> tuple[CellFormats, StepLog]:
    """Return the formats of the entries, and a correction if the order of dates is a guess.

    `entries` have positions as columns. A format that the owner requests is not changed.
    """
    cells = {column: entries[sheet.positions[column.name]] for column in sheet.columns}
    order: str | Orders | None = sheet.replies.value("date_order")
    log = StepLog()
    if not order:
        date_columns = [cells[column] for column in _columns_of_kinds(sheet, DATE_KINDS)]
        order = guess_orders(date_columns, sheet.today.year)
        if not order.certain:
            log = _log_assumption(order, sheet)
    number_columns = [
        cells[column][~sheet.stored_fractions(column.name, cells[column])]
        for column in _columns_of_kinds(sheet, NUMBER_KINDS)
    ]
    return CellFormats(
        sheet.replies.value("decimal") or numbers.guess_decimal(number_columns), order
    ), log


def detected_options(sheet: Sheet, formats: CellFormats) -> DetectedOptions:
    """Return the options in use, which the owner of the file can see and change.

    Columns that the file does not have (`HeaderRow.first_added`) are omitted.
    """
    header = sheet.header
    return DetectedOptions(
        encoding=sheet.raw.encoding,
        delimiter=sheet.raw.delimiter,
        decimal=formats.decimal,
        date_order=formats.main_order,
        sheet=sheet.raw.sheet,
        sheets=sheet.raw.sheets,
        header_row=header.row,
        headers=header.headers[: header.first_added],
        fields=header.fields[: header.first_added],
        sheet_options=sheet.options,
        body=header.body,
        parents={
            at: sheet.title_of(parent.sheet)
            for parent in sheet.raw.parents
            for at in parent.columns
        },
    )


def _columns_of_kinds(sheet: Sheet, kinds: tuple[str, ...]) -> list[Column]:
    columns = [column for column in sheet.columns if column.kind in kinds]
    return sorted(columns, key=lambda column: sheet.positions[column.name])


def _log_assumption(orders: Orders, sheet: Sheet) -> StepLog:
    """Return a correction with the order that is assumed and an example of each format."""
    header = sheet.header_of("date")
    if not orders.mixed:
        return log_corrections([correction(sheet, "date_order_guess", column=header)])
    cells = pd.Series(orders.examples, dtype="str")
    days = dates.parse_dates(cells, orders)[0].dt.strftime("%Y-%m-%d").fillna("?")
    examples = "; ".join(f"{cell} → {day}" for cell, day in zip(cells, days, strict=True))
    return log_corrections([correction(sheet, "date_order_mixed", column=header, read=examples)])
