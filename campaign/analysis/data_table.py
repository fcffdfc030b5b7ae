"""The data table of a chart: its frame, with column headers and states as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any, Literal

import numpy as np
import pandas as pd

from campaign.domain.value_states import MISSING_WORDS
from campaign.i18n.translator import Text

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_PART_ROWS = 10_000
_KIND_CLASSES = {"number": "number", "percent": "number", "date": "date"}

TableKind = Literal["text", "number", "percent", "date"]


@dataclass(frozen=True)
class TableColumn:
    """A column of a table: its key in the frame, its header in the reader's language, its kind.

    `state` is the key of the column with the state of a missing number. A missing number without a
    state is shown as a dash. `link` is the key of the column with the address of a cell's link in
    HTML; a cell with an empty address has no link.
    """

    key: str
    header: str
    kind: TableKind = "text"
    digits: int = 0
    state: str | None = None
    link: str | None = None


@dataclass(frozen=True, eq=False)
class DataTable:
    """Rows in the order of the chart, and the columns to show."""

    frame: pd.DataFrame
    columns: tuple[TableColumn, ...]

    @cached_property
    def records(self) -> list[dict[str, Any]]:
        """The rows as dicts without the index; do not change them."""
        names = [str(key) for key in self.frame.columns]
        cells = [_cells(column) for _, column in self.frame.items()]
        return [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]


def _records_in_parts(table: DataTable) -> Iterator[dict[str, Any]]:
    """Yield the rows as `records`; of a long table they are not all in memory at once."""
    if len(table.frame) <= _PART_ROWS:
        yield from table.records
        return
    for start in range(0, len(table.frame), _PART_ROWS):
        yield from DataTable(table.frame.iloc[start : start + _PART_ROWS], table.columns).records


def _cells(column: pd.Series) -> list[Any]:
    """Return the cells of a column as Python values, the same as `to_dict` returns."""
    cells = column.tolist()
    if column.dtype == object:
        return [cell.item() if isinstance(cell, np.generic) else cell for cell in cells]
    return [None if cell is pd.NA else cell for cell in cells]


def in_selection(
    rows: pd.DataFrame, is_selected: Sequence[bool], text: Text
) -> tuple[TableColumn, ...]:
    """Add a column to `rows` that says whether each row is selected; return it, () if none is."""
    if not any(is_selected):
        return ()
    rows["in_selection"] = [text("yes") if flag else text("no") for flag in is_selected]
    return (TableColumn("in_selection", text("In the selection")),)


def named_table(
    rows: pd.DataFrame,
    heading: str,
    names: Mapping[str, str],
    text: Text,
    *columns: TableColumn,
    selected: Collection[str] = (),
) -> DataTable:
    """Return rows indexed by code as a table: name, whether it is selected, then these columns.

    `heading` is the header of the names. The column of the selection is left out if no row is
    selected.
    """
    codes = [str(code) for code in rows.index]
    rows = rows.assign(name=[names[code] for code in codes])
    in_column = in_selection(rows, [code in selected for code in codes], text)
    return DataTable(rows, (TableColumn("name", heading), *in_column, *columns))


def html(
    table: DataTable, text: Text, caption: str, *, stacked: bool = False, cards: bool = False
) -> str:
    """Return the table as HTML with a caption and column headers; every value is escaped.

    With `stacked`, rows become small paragraphs on a phone, with a column header before each cell.
    With `cards`, each row becomes a card on the page of activities; CSS positions a cell by the
    column key in its attribute `data-column`, and hides a missing number without a state.
    """
    columns = [(column, _kind_class(column), escape(column.header)) for column in table.columns]
    headers = "".join(f'<th scope="col"{kind}>{header}</th>' for _, kind, header in columns)

    def label(row: dict[str, Any], column: TableColumn, header: str) -> str:
        name = f' data-column="{escape(column.key)}"' if cards else ""
        is_shown = stacked or (cards and (column.state or not pd.isna(row[column.key])))
        return f'{name} data-label="{header}"' if is_shown and header else name

    has_labels = stacked or cards
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td{kind}{label(row, column, header) if has_labels else ''}>"
            f"{_html_cell(row, column, text)}</td>"
            for column, kind, header in columns
        )
        + "</tr>"
        for row in table.records
    )
    kind = "data-table stacked" if stacked else "data-table"
    kind += " activity-cards" if cards else ""
    return (
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="{kind}"><caption class="sr-only">{escape(caption)}</caption>'
        f"<thead><tr>{headers}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _html_cell(row: dict[str, Any], column: TableColumn, text: Text) -> str:
    words = _format_cell(row, column, text)
    cell = escape(words)
    address = row.get(column.link) if column.link else ""
    return f'<a href="{escape(address)}">{cell}</a>' if address else cell


def words_of(table: DataTable, text: Text, caption: str) -> dict[str, Any]:
    """Return the words of `html` for a script: caption, headers, rows, and a class by column."""
    return {
        "caption": caption,
        "headers": [column.header for column in table.columns],
        "kinds": [_KIND_CLASSES.get(column.kind, "") for column in table.columns],
        "rows": rows_in_words(table, text),
    }


def rows_in_words(table: DataTable, text: Text, dash: str = "") -> list[list[str]]:
    """Return the cells of each row as text: numbers, dates and states in the reader's format.

    A missing number with the state `dash` becomes a dash; a sentence beside the table explains it.
    """

    def cell(row: dict[str, Any], column: TableColumn) -> str:
        if dash and row.get(column.state or "") == dash and pd.isna(row[column.key]):
            return "–"
        return _format_cell(row, column, text)

    return [[cell(row, column) for column in table.columns] for row in table.records]


def has_missing(table: DataTable, state: str) -> bool:
    """Return True if any number is missing with this state."""
    return any(
        bool((table.frame[column.state] == state).any()) for column in table.columns if column.state
    )


def csv_bytes(table: DataTable, text: Text, disclaimer: str) -> bytes:
    """Return the table as CSV: UTF-8 with BOM (Excel then reads Cyrillic), comma, plain numbers.

    Dates are ISO, shares are between 0 and 1. A missing number becomes its state as text, so that
    *not reported* is never an empty or a zero cell. A `disclaimer` fills an additional last column.
    Text that a spreadsheet would run as a formula begins with an apostrophe.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    headers = [column.header for column in table.columns]
    writer.writerow([*headers, text("Status of the data")] if disclaimer else headers)
    for row in _records_in_parts(table):
        cells = [_plain_cell(row, column, text) for column in table.columns]
        writer.writerow([*cells, disclaimer] if disclaimer else cells)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def neutralize(cell: str) -> str:
    """Return the text, with an apostrophe before it if a spreadsheet would run it as a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def _kind_class(column: TableColumn) -> str:
    kind = _KIND_CLASSES.get(column.kind)
    return f' class="{kind}"' if kind else ""


def _missing_state(row: dict[str, Any], column: TableColumn, text: Text) -> str:
    state = str(row.get(column.state or "", ""))
    return text(MISSING_WORDS[state]) if state in MISSING_WORDS else "–"


def _format_cell(row: dict[str, Any], column: TableColumn, text: Text) -> str:
    value = row[column.key]
    if pd.isna(value):
        return _missing_state(row, column, text) if column.kind != "text" else ""
    if column.kind == "number":
        return text.number(value, column.digits)
    if column.kind == "percent":
        return text.percent(value, column.digits)
    if column.kind == "date":
        return text.date(value, "short")
    return str(value)


def _plain_cell(row: dict[str, Any], column: TableColumn, text: Text) -> Any:
    value = row[column.key]
    if pd.isna(value):
        return _missing_state(row, column, text) if column.kind != "text" else ""
    if column.kind == "number":
        rounded = round(float(value), max(column.digits, 4))
        return int(rounded) if rounded.is_integer() else rounded
    if column.kind == "percent":
        return round(float(value), 6)
    if column.kind == "date":
        return pd.Timestamp(value).date().isoformat()
    return neutralize(str(value))
