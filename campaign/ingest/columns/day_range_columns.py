"""First and last day of an activity in one cell, separated into two columns."""

from __future__ import annotations

from dataclasses import replace

from campaign.ingest.cells.automatic_corrections import log_cells
from campaign.ingest.cells.cell_formats import CellFormats
from campaign.ingest.cells.column_parsers import ParsedColumns
from campaign.ingest.parse import day_ranges
from campaign.ingest.sheet import Sheet
from campaign.ingest.step_log import StepLog
from campaign.schema import tables

FIRST, LAST = "date", "end_date"


def split_day_ranges(
    columns: ParsedColumns, sheet: Sheet, formats: CellFormats
) -> tuple[ParsedColumns, StepLog]:
    """Return the columns with the last day of each range of days in the column of last days.

    A cell that is not a range, or whose row has a last day, is unchanged. The column of last days
    is created if any cell is a range; a range of one day has no last day.
    """
    values = columns.values
    if sheet.table is not tables.ACTIVITIES or FIRST not in values:
        return columns, StepLog()
    cells = values[FIRST]
    is_open = ~cells.str.fullmatch(r"\d{4}-\d{2}-\d{2}|")
    if LAST in values:
        is_open &= values[LAST] == ""
    if not is_open.any():
        return columns, StepLog()
    first, last = (
        days.dropna().dt.strftime("%Y-%m-%d")
        for days in day_ranges.parse_day_ranges(
            cells[is_open], formats.date_order, sheet.raw.from_1904
        )
    )
    if first.empty:
        return columns, StepLog()
    is_range = cells.index.to_series().isin(first.index)
    is_long = last != first
    days = first.where(~is_long, first + " – " + last)
    log = log_cells(sheet, "date_range", FIRST, is_range, cells, days)
    last = last[is_long]
    split = {FIRST: first.reindex(cells.index).fillna(cells)}
    before = values.get(LAST, cells.where(cells == "", ""))
    split[LAST] = last.reindex(cells.index).fillna(before)
    order = [column.name for column in sheet.table.columns]
    all_values = {**values, **split}
    sorted_values = {name: all_values[name] for name in sorted(all_values, key=order.index)}
    return replace(columns, values=sorted_values), log
