"""The data dictionary: every column of every file, in the reader's language."""

from __future__ import annotations

from typing import NamedTuple

from campaign.exports.xlsx.workbook import Book
from campaign.i18n.translator import Text
from campaign.schema import tables
from campaign.schema.columns import FILES, describe_columns


class DictionaryEntry(NamedTuple):
    """One column of one file in the reader's words; `allowed` may be empty."""

    file: str
    column: str
    kind: str
    required: str
    meaning: str
    allowed: str


def dictionary_rows(text: Text) -> list[DictionaryEntry]:
    """Every column of every table, in the order of the files' columns."""
    return [
        DictionaryEntry(FILES[table.name], *row)
        for table in tables.TABLES
        for row in describe_columns(table, text)
    ]


def dictionary_heads(text: Text) -> list[str]:
    """The heads that go with `dictionary_rows`."""
    return [text("File"), *column_heads(text)]


def column_heads(text: Text) -> list[str]:
    """The heads that go with `columns.describe_columns`."""
    return [
        text("Column"),
        text("Kind"),
        text("Required"),
        text("What to write"),
        text("Allowed values"),
    ]


def dictionary_xlsx(text: Text) -> bytes:
    """The dictionary as a workbook of one sheet, with a filter on every head."""
    book = Book(text("Data dictionary"))
    sheet = book.sheet(text("Data dictionary"))
    heads, rows = dictionary_heads(text), dictionary_rows(text)
    sheet.head(heads)
    for row, entry in enumerate(rows, start=1):
        sheet.row(row, entry, book.wrapped)
    sheet.filtered(len(rows), len(heads))
    sheet.widths()
    return book.content()
