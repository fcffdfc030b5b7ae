"""The data table of a chart: the frame that it draws, with header words and states in words."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

import pandas as pd

from campaign.domain.value_states import STATES
from campaign.i18n.translator import Text

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

TableKind = Literal["text", "number", "percent", "date"]


@dataclass(frozen=True)
class TableColumn:
    """A column of a table: its key in the frame, its head in the reader's language, its kind.

    `state` names the column that says why a number is missing. A missing number without a state
    is shown as a dash.
    """

    key: str
    head: str
    kind: TableKind = "text"
    digits: int = 0
    state: str | None = None


@dataclass(frozen=True, eq=False)
class DataTable:
    """Rows in the order they are drawn, and the columns that are shown of them."""

    frame: pd.DataFrame
    columns: tuple[TableColumn, ...]

    def records(self) -> list[dict[str, Any]]:
        """The rows as plain dicts, the index left out."""
        return [
            {str(key): value for key, value in row.items()} for row in self.frame.to_dict("records")
        ]


def in_selection(rows: pd.DataFrame, inside: Sequence[bool], text: Text) -> tuple[TableColumn, ...]:
    """A column that says of each row whether it is chosen, put into `rows`; none where none is."""
    if not any(inside):
        return ()
    rows["in_selection"] = [text("yes") if here else text("no") for here in inside]
    return (TableColumn("in_selection", text("In the selection")),)


def html(table: DataTable, text: Text, caption: str, *, stacked: bool = False) -> str:
    """The table as HTML with a caption and column heads; every value escaped.

    `stacked`: on a phone its rows become small paragraphs, each cell after the head of its column.
    """
    heads = "".join(
        f'<th scope="col"{_kind_class(column)}>{escape(column.head)}</th>'
        for column in table.columns
    )

    def label(column: TableColumn) -> str:
        return f' data-label="{escape(column.head)}"' if stacked and column.head else ""

    rows = "".join(
        "<tr>"
        + "".join(
            f"<td{_kind_class(column)}{label(column)}>{escape(_shown(row, column, text))}</td>"
            for column in table.columns
        )
        + "</tr>"
        for row in table.records()
    )
    kind = "data-table stacked" if stacked else "data-table"
    return (
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="{kind}"><caption class="sr-only">{escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def csv_bytes(table: DataTable, text: Text, mark: str) -> bytes:
    """The table as CSV: UTF-8 with BOM (Excel then reads Cyrillic), comma, plain numbers.

    Dates are ISO, shares are shares of 1. A missing number is written as its state in words, so
    that *not reported* never becomes an empty or a zero cell. `mark`, where not empty, stands in
    a last column of every row. Text that a spreadsheet would take for a formula is neutralised.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    heads = [column.head for column in table.columns]
    writer.writerow([*heads, text("Status of the data")] if mark else heads)
    for row in table.records():
        cells = [_stored(row, column, text) for column in table.columns]
        writer.writerow([*cells, mark] if mark else cells)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def neutral(cell: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would run it as a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def _kind_class(column: TableColumn) -> str:
    kinds = {"number": "number", "percent": "number", "date": "date"}
    return f' class="{kinds[column.kind]}"' if column.kind in kinds else ""


def _missing(row: dict[str, Any], column: TableColumn, text: Text) -> str:
    state = str(row.get(column.state or "", ""))
    return text(STATES[state]) if state in STATES else "–"


def _shown(row: dict[str, Any], column: TableColumn, text: Text) -> str:
    value = row[column.key]
    if pd.isna(value):
        return _missing(row, column, text) if column.kind != "text" else ""
    if column.kind == "number":
        return text.number(value, column.digits)
    if column.kind == "percent":
        return text.percent(value, column.digits)
    if column.kind == "date":
        return text.date(value, "short")
    return str(value)


def _stored(row: dict[str, Any], column: TableColumn, text: Text) -> Any:
    value = row[column.key]
    if pd.isna(value):
        return _missing(row, column, text) if column.kind != "text" else ""
    if column.kind == "number":
        rounded = round(float(value), max(column.digits, 4))
        return int(rounded) if rounded.is_integer() else rounded
    if column.kind == "percent":
        return round(float(value), 6)
    if column.kind == "date":
        return pd.Timestamp(value).date().isoformat()
    return neutral(str(value))
