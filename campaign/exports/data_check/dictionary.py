"""The data dictionary: every column of every file, in the reader's language."""

from __future__ import annotations

from typing import NamedTuple

from campaign.exports.xlsx.workbook import Book
from campaign.i18n.translator import Text
from campaign.schema.column_descriptions import describe_columns
from campaign.schema.tables import TABLES


class DictionaryEntry(NamedTuple):
    """One column of one file in the reader's words; `allowed` and `example` may be empty."""

    file: str
    column: str
    kind: str
    required: str
    meaning: str
    allowed: str
    example: str


def dictionary_rows(text: Text) -> list[DictionaryEntry]:
    """Every column of every table, in the order of the files' columns."""
    return [
        DictionaryEntry(table.file, *row)
        for table in TABLES
        for row in describe_columns(table, text)
    ]


def dictionary_heads(text: Text) -> list[str]:
    """The heads that go with `dictionary_rows`."""
    return [text("File"), *column_heads(text)]


def column_heads(text: Text) -> list[str]:
    """The heads that go with `describe_columns`."""
    return [
        text("Column"),
        text("Kind"),
        text("Required"),
        text("What to write"),
        text("Allowed values"),
        text("Example"),
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
