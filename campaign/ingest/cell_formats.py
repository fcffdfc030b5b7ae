"""How dates and numbers are written in a sheet: requested by its owner, or detected."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from campaign.ingest.corrections import correction
from campaign.ingest.options import DetectedOptions
from campaign.ingest.parse import dates, numbers
from campaign.ingest.sheet import DATE_KINDS, NUMBER_KINDS, Sheet
from campaign.ingest.step_log import StepLog, log_corrections
from campaign.schema.columns import Column


@dataclass(frozen=True)
class CellFormats:
    """The decimal sign, and the order of day, month and year in dates written in figures."""

    decimal: str
    date_order: str | dates.Orders

    @property
    def main_order(self) -> str:
        """The order of most dates: "dmy", "mdy" or "ymd"."""
        return self.date_order if isinstance(self.date_order, str) else self.date_order.main


def detect_formats(entries: pd.DataFrame, sheet: Sheet) -> tuple[CellFormats, StepLog]:
    """The formats of the entries, with a correction where the order of dates is an assumption.

    `entries` have positions as columns. What is requested is not detected.
    """
    cells = {column: entries[sheet.positions[column.name]] for column in sheet.columns}
    order: str | dates.Orders | None = sheet.requested.date_order
    log = StepLog()
    if not order:
        dated = [cells[column] for column in _in_sheet_order(sheet, DATE_KINDS)]
        order = dates.guess_orders(dated, sheet.today.year)
        if not order.certain:
            log = _log_assumption(order, sheet)
    figures = [
        cells[column][~sheet.stored_fractions(column.name, cells[column])]
        for column in _in_sheet_order(sheet, NUMBER_KINDS)
    ]
    return CellFormats(sheet.requested.decimal or numbers.guess_decimal(figures), order), log


def detected_options(sheet: Sheet, formats: CellFormats) -> DetectedOptions:
    """How the sheet is read, for its owner to see and change."""
    return DetectedOptions(
        encoding=sheet.raw.encoding,
        delimiter=sheet.raw.delimiter,
        decimal=formats.decimal,
        date_order=formats.main_order,
        sheet=sheet.raw.sheet,
        sheets=sheet.raw.sheets,
        header_row=sheet.header.row,
        headers=sheet.header.headers,
        fields=sheet.header.fields,
    )


def _in_sheet_order(sheet: Sheet, kinds: tuple[str, ...]) -> list[Column]:
    columns = [column for column in sheet.columns if column.kind in kinds]
    return sorted(columns, key=lambda column: sheet.positions[column.name])


def _log_assumption(orders: dates.Orders, sheet: Sheet) -> StepLog:
    """What is assumed of the dates, by an example of each way of writing."""
    heading = sheet.heading_of("date")
    if not orders.mixed:
        return log_corrections([correction(sheet, "date_order_guess", column=heading)])
    cells = pd.Series(orders.doubtful, dtype="str")
    days = dates.parse_dates(cells, orders)[0].dt.strftime("%Y-%m-%d").fillna("?")
    read = "; ".join(f"{cell} → {day}" for cell, day in zip(cells, days, strict=True))
    return log_corrections([correction(sheet, "date_order_mixed", column=heading, read=read)])
