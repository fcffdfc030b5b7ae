"""A table of the package: its frame, its fields, and its bytes as CSV and JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from campaign.analysis.data_table import neutralize
from campaign.exports.data_package.fields import Field

DIGITS = 6
"""Decimals of a quotient."""


@dataclass(frozen=True)
class ForeignKey:
    """The values of `field` are those of `to_field` in the table `to_table`."""

    field: str
    to_table: str
    to_field: str


TO_EDITION = ForeignKey("campaign_id", "editions", "campaign_id")


@dataclass(frozen=True, eq=False)
class PackageTable:
    """A table of the package; `title` and `help` are message ids, `sources` addresses or text.

    No two rows have the same values in the fields of `key`. `frame` has a column for each field; an
    empty text in it is a missing value.
    """

    name: str
    title: str
    help: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    frame: pd.DataFrame
    sources: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    illustrative: bool = False

    def to_csv(self) -> bytes:
        """Return UTF-8 without a byte order mark, with commas, LF, ISO dates, `true` and `false`.

        A missing value is an empty cell. Text that a spreadsheet would run as a formula gets an
        apostrophe in front.
        """
        columns = {
            field.name: _csv_cells(self._columns[field.name], field) for field in self.fields
        }
        return pd.DataFrame(columns).to_csv(index=False, lineterminator="\n").encode("utf-8")

    def to_json(self) -> bytes:
        """Return the rows as a list of records, one per line; a missing value is `null`."""
        columns = {
            field.name: _json_cells(self._columns[field.name], field) for field in self.fields
        }
        frame = pd.DataFrame(columns)
        lines = frame.to_json(orient="records", lines=True, force_ascii=False).split("\n")
        records = ",\n".join(line for line in lines if line)
        # pandas escapes the slashes of addresses.
        return f"[\n{records}\n]\n".replace("\\/", "/").encode("utf-8")

    @cached_property
    def _columns(self) -> Mapping[str, pd.Series]:
        """{name of a field: its values in the type that both formats write}."""
        return {field.name: self._column(field) for field in self.fields}

    def _column(self, field: Field) -> pd.Series:
        """Return the values of a field in the type that both formats write."""
        cells = self.frame[field.name].reset_index(drop=True)
        if field.type == "date":
            return pd.to_datetime(cells).dt.strftime("%Y-%m-%d")
        if field.type == "string":
            words = cells.astype("string")
            return words.where(words != "")
        if field.type == "number":
            return cells.astype("float64").round(DIGITS)
        return cells.astype("Int64" if field.type == "integer" else "boolean")


def _csv_cells(cells: pd.Series, field: Field) -> pd.Series:
    if field.type == "boolean":
        return cells.map({True: "true", False: "false"})
    if field.type == "number":
        return map_values(cells, lambda number: f"{number:.{DIGITS}f}".rstrip("0").rstrip("."))
    return map_values(cells, neutralize) if field.type == "string" else cells


def _json_cells(cells: pd.Series, field: Field) -> pd.Series:
    """Return the cells; in a field of type number, whole numbers are written without decimals."""
    if field.type != "number":
        return cells
    return map_values(cells, lambda number: int(number) if number.is_integer() else number)


def map_values(cells: pd.Series, write: Callable[[Any], object]) -> pd.Series:
    """Return `write` of each cell, called once for equal cells; None for a missing cell."""
    codes, different = pd.factorize(cells)
    words = np.empty(len(different) + 1, dtype="object")
    words[:-1] = [write(cell) for cell in different]
    # A missing cell has the code -1, which is the index of the last element: None.
    return pd.Series(words[codes], index=cells.index)
