"""Columns described in the reader's language: labels, and the rows of the data dictionary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from campaign.i18n.translator import N_, Text
from campaign.schema.tables import TABLES, Column, Kind, Table

KIND_NAMES: Mapping[Kind, str] = {
    "text": N_("text"),
    "code": N_("code or name"),
    "whole": N_("whole number"),
    "number": N_("number"),
    "date": N_("date"),
    "period": N_("date or year"),
    "shares": N_("people reached by oblast"),
}

LISTS: Mapping[str, str] = {
    "oblast": N_("a code such as KG-N, or a name from the list of regions"),
    "unit": N_("a code such as KG-N, a name from the list of regions, or KG for the whole country"),
    "type": N_("a code or name from the list of types"),
}

_LABELS: Mapping[str, str] = {
    column.name: column.label for table in TABLES for column in table.columns if column.label
}


class ColumnDescription(NamedTuple):
    """One column in the reader's language.

    `column` is its name; `allowed` and `example` may be "".
    """

    column: str
    kind: str
    required: str
    help: str
    allowed: str
    example: str


def describe_columns(table: Table, text: Text, *, marks: bool = False) -> list[ColumnDescription]:
    """Return a description of every column of a table, in its declared order.

    `marks` adds the columns of marks that the check writes.
    """
    return [
        ColumnDescription(
            column.name,
            text(KIND_NAMES[column.kind]),
            _requirement(column, text),
            text(column.help),
            _allowed_values(column, text),
            column.example,
        )
        for column in (*table.columns, *(table.marks if marks else ()))
    ]


def column_label(name: str, text: Text) -> str:
    """Return the label of a column in the reader's language; its name if it has no label.

    Columns of the same name have the same label in all tables.
    """
    return text(_LABELS[name]) if name in _LABELS else name


def _requirement(column: Column, text: Text) -> str:
    if column.filled:
        return text("must be filled in")
    if column.present:
        return text("the column is required; cells may be empty")
    return text("optional")


def _allowed_values(column: Column, text: Text) -> str:
    """Return the allowed values of a cell; "" if all values of its kind are allowed."""
    parts = []
    if column.choices:
        parts.append(", ".join(column.choices))
    if column.code_list is not None:
        parts.append(text(LISTS[column.code_list]))
    if column.kind in ("date", "period"):
        parts.append(text("written as 2017-07-31"))
    if column.kind == "period":
        parts.append(text("or as a year, 2017"))
    if column.kind in ("whole", "number"):
        parts.append(text("0 or more"))
    if column.unique:
        parts.append(text("each value only once"))
    return "; ".join(parts)
