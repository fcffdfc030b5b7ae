"""Days in a workbook: a date that Excel can show, or else text."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pandas as pd

from campaign.exports.xlsx.sheet_column import SheetColumn
from campaign.exports.xlsx.sheet_heading import SheetHeading
from campaign.exports.xlsx.typed_table import write_table
from campaign.exports.xlsx.workbook import Book

DAYS = [pd.Timestamp(day) for day in ("1700-01-01", "1899-12-31", "1900-01-01", "1900-01-02")]
SHOWN = ["1700-01-01", "1899-12-31", "1900-01-01", dt.datetime(1900, 1, 2)]


def test_a_day_that_excel_cannot_show_is_text_in_a_row_and_in_a_typed_table() -> None:
    book = Book("days")
    book.sheet("row").write_row(0, DAYS)
    table = write_table(
        book.sheet("table"), SheetHeading("Days"), [SheetColumn("Day", "date", DAYS)]
    )
    read = openpyxl.load_workbook(io.BytesIO(book.content()))
    assert [cell.value for cell in read["row"][1]] == SHOWN
    rows = range(table.first + 1, table.last + 2)
    assert [read["table"].cell(row, 1).value for row in rows] == SHOWN
