"""The data dictionary: every column of every file, in the reader's language."""

from __future__ import annotations

from typing import NamedTuple

from campaign.exports.xlsx.workbook import Book
from campaign.i18n.translator import Text
from campaign.schema.data_dictionary import describe_columns
from campaign.schema.tables import TABLES


class DictionaryEntry(NamedTuple):
    """One column of one file in the reader's language; `allowed` and `example` may be ""."""

    file: str
    column: str
    kind: str
    required: str
    meaning: str
    allowed: str
    example: str


def dictionary_rows(text: Text) -> list[DictionaryEntry]:
    """Return every column of every table, in the order of the files' columns."""
    return [
        DictionaryEntry(table.file, *row)
        for table in TABLES
        for row in describe_columns(table, text, marks=True)
    ]


def dictionary_headers(text: Text) -> list[str]:
    """Return the headers of `dictionary_rows`."""
    return [text("File"), *column_headers(text)]


def column_headers(text: Text) -> list[str]:
    """Return the headers of `describe_columns`."""
    return [
        text("Column"),
        text("Data type"),
        text("Required"),
        text("What to write"),
        text("Allowed values"),
        text("Example"),
    ]


def dictionary_xlsx(text: Text) -> bytes:
    """Return the dictionary as a workbook of one sheet, with a filter on every header."""
    book = Book(text("Data dictionary"))
    sheet = book.sheet(text("Data dictionary"))
    headers, rows = dictionary_headers(text), dictionary_rows(text)
    sheet.write_header(headers)
    for row, entry in enumerate(rows, start=1):
        sheet.write_row(row, entry, book.wrapped)
    sheet.add_filter(len(rows), len(headers))
    sheet.set_widths()
    return book.content()
