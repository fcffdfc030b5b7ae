"""An empty register to fill in, as CSV or a workbook with lists and checks, and the dictionary."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from campaign.domain.illustrative_rows import SOURCE_WORDS
from campaign.domain.places import Places
from campaign.exports.xlsx.workbook import (
    LONGEST_MESSAGE,
    LONGEST_TITLE,
    Book,
    BookSheet,
    clip_text,
)
from campaign.i18n.translator import N_, Text
from campaign.schema import tables
from campaign.schema.data_dictionary import column_label, describe_columns
from campaign.schema.region_codes import COUNTRY
from campaign.schema.tables import FIRST_DAY, LAST_DAY, TABLES, Column, Table


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


ROWS = 2_000
"""How many rows of the workbook have drop-downs and checks; more may be written."""

_LETTERS = {"oblast": "A", "type": "D"}
"""The column on the sheet of lists that has the names of each list."""

REGISTER = N_("Register")
EXAMPLE = N_("Example")
COLUMNS = N_("Columns")
LISTS = N_("Lists")
MARK = N_("Illustrative (invented) example: write your own rows on the first sheet.")


def template_csv(text: Text, table: Table = tables.ACTIVITIES) -> bytes:
    """Return one header row in the reader's language: UTF-8 with BOM, so that Excel reads Cyrillic.

    The separator is a comma for English; for Kyrgyz and Russian, with decimal commas, Excel
    expects a semicolon.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="," if text.lang == "en" else ";", lineterminator="\r\n")
    writer.writerow(_headers(text, table))
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def template_xlsx(
    text: Text, places: Places, types: pd.DataFrame, example_year: int = 2017
) -> bytes:
    """Return a workbook of four sheets: the empty register, an example, the columns, the lists.

    `types` is indexed by `code`, with names in three languages. The dates of the example lie in
    `example_year`. Comments on the headers say what to write.
    """
    names = {
        "oblast": [(places.name(code, text), code) for code in (*places.codes, COUNTRY)],
        "type": [(str(types.at[code, f"name_{text.lang}"]), str(code)) for code in types.index],
    }
    book = Book(text("Register of activities"))
    register = book.sheet(text(REGISTER))
    example = book.sheet(text(EXAMPLE))
    columns = book.sheet(text(COLUMNS))
    lists = book.sheet(text(LISTS))
    _fill_register(
        register, text, lists.name, {list_name: len(rows) for list_name, rows in names.items()}
    )
    _fill_example(example, text, names, example_year)
    _fill_columns(columns, text)
    _fill_lists(lists, text, names)
    register.xlsx.activate()
    return book.content()


def _headers(text: Text, table: Table = tables.ACTIVITIES) -> list[str]:
    return [text(column.label) for column in table.columns]


def _fill_header(sheet: BookSheet, text: Text, row: int) -> None:
    columns = tables.ACTIVITIES.columns
    sheet.write_header(_headers(text), row, [column.present for column in columns])
    for at, column in enumerate(columns):
        sheet.add_comment(row, at, text(column.help))


def _fill_register(sheet: BookSheet, text: Text, lists: str, lengths: dict[str, int]) -> None:
    _fill_header(sheet, text, 0)
    looks = []
    for at, column in enumerate(tables.ACTIVITIES.columns):
        looks.append(_look(sheet.book, column))
        check = _check(column, text, lists, lengths)
        if check is not None:
            sheet.xlsx.data_validation(1, at, ROWS, at, check)
    sheet.set_widths(looks)


def _look(book: Book, column: Column) -> Any:
    return {"date": book.date, "whole": book.whole}.get(column.kind, book.text)


def _check(
    column: Column, text: Text, lists: str, lengths: dict[str, int]
) -> dict[str, Any] | None:
    """Return the validation of a column in Excel with the message for an invalid value, or None."""
    check: dict[str, Any]
    if column.kind == "code":
        letter = _LETTERS[str(column.code_list)]
        quoted = lists.replace("'", "''")
        last = lengths[str(column.code_list)] + 1
        check = {"validate": "list", "source": f"='{quoted}'!${letter}$2:${letter}${last}"}
        words = text("Choose from the list.")
        if column.code_list == "oblast":
            # Excel accepts one entry of a list; with a warning a user can enter several.
            check["error_type"] = "warning"
            words = text("Choose from the list, or write several regions separated by semicolons.")
    elif column.kind == "date":
        check = {
            "validate": "date",
            "criteria": "between",
            "minimum": FIRST_DAY,
            "maximum": LAST_DAY,
        }
        words = text("Write a date, such as 31.07.2017.")
    elif column.kind == "whole":
        check = {"validate": "integer", "criteria": ">=", "value": 0}
        words = text(
            "Write a whole number, 0 or more. Leave the cell empty if the number is not reported."
        )
    else:
        return None
    return {
        **check,
        "error_title": clip_text(text(column.label), LONGEST_TITLE),
        "error_message": clip_text(words, LONGEST_MESSAGE),
    }


def _fill_example(
    sheet: BookSheet, text: Text, names: dict[str, list[tuple[str, str]]], year: int
) -> None:
    sheet.write_words(0, 0, text(MARK), sheet.book.note)
    _fill_header(sheet, text, 1)
    names_by_code = {
        list_name: {code: name for name, code in rows} for list_name, rows in names.items()
    }
    order = [column.name for column in tables.ACTIVITIES.columns]
    for row, cells in enumerate(_examples(text, year), start=2):
        for list_name in ("oblast", "type"):
            # If a list does not have this code, the example has its first entry.
            cells[list_name] = names_by_code[list_name].get(
                str(cells[list_name]), names[list_name][0][0]
            )
        sheet.write_row(row, [cells.get(name) for name in order])
    sheet.set_widths([_look(sheet.book, column) for column in tables.ACTIVITIES.columns])


def _examples(text: Text, year: int) -> list[dict[str, str | int | dt.date]]:
    """Return five invented rows that show each state: a value, zero, and not reported."""
    rows: list[dict[str, str | int | dt.date]] = [
        {
            "date": dt.date(year, 9, 4),
            "oblast": "KG-N",
            "type": "lecture",
            "place": text("school"),
            "audience": text("pupils"),
            "reached": 60,
            "women": 34,
            "men": 26,
            "youth": 55,
            "materials": 60,
        },
        {
            "date": dt.date(year, 9, 8),
            "end_date": dt.date(year, 9, 10),
            "oblast": "KG-T",
            "type": "training",
            "place": text("town hall"),
            "reached": 25,
            "note": text("Three days: first and last day are given."),
        },
        {
            "date": dt.date(year, 9, 15),
            "oblast": "KG-GO",
            "type": "forum_theatre",
            "place": text("main square"),
            "note": text("The number of participants was not reported: the cell stays empty."),
        },
        {
            "date": dt.date(year, 9, 20),
            "oblast": "KG-B",
            "type": "film_screening",
            "place": text("library"),
            "reached": 0,
            "note": text("The activity took place, but nobody came: 0."),
        },
        {
            "date": dt.date(year, 9, 27),
            "oblast": "KG-GB",
            "type": "radio_phone_in",
            "reached": 3,
            "media_audience": 5000,
            "note": text("Three people in the studio; listeners are counted in a separate column."),
        },
    ]
    for number, row in enumerate(rows, start=1):
        row |= {"activity_id": f"{year}-{number:03}", "source": text(SOURCE_WORDS)}
    return rows


def _fill_columns(sheet: BookSheet, text: Text) -> None:
    sheet.write_header(column_headers(text))
    for row, column in enumerate(describe_columns(tables.ACTIVITIES, text), start=1):
        sheet.write_row(row, [column_label(column.column, text), *column[1:]], sheet.book.wrapped)
    sheet.set_widths()


def _fill_lists(sheet: BookSheet, text: Text, names: dict[str, list[tuple[str, str]]]) -> None:
    code = text("Code")
    sheet.write_header([column_label("oblast", text), code, "", column_label("type", text), code])
    for list_name, letter in _LETTERS.items():
        _fill_list(sheet, ord(letter) - ord("A"), names[list_name])
    sheet.set_widths()


def _fill_list(sheet: BookSheet, first: int, rows: Sequence[tuple[str, str]]) -> None:
    for row, cells in enumerate(rows, start=1):
        for at, cell in enumerate(cells, start=first):
            sheet.write_words(row, at, cell)
