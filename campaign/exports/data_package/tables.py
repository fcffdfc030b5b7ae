"""A table of the open data with its fields, keys and sources, as CSV and JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal
from urllib.parse import urlsplit

import numpy as np
import pandas as pd

from campaign.analysis.data_table import neutralize
from campaign.domain.value_states import STATES
from campaign.i18n.translator import N_, Text
from campaign.schema.tables import Kind, Table

FieldType = Literal["string", "integer", "number", "date", "boolean"]

_TYPES: Mapping[Kind, FieldType] = {
    "text": "string",
    "code": "string",
    "whole": "integer",
    "number": "number",
    "date": "date",
    "period": "string",
    "shares": "string",
}


@dataclass(frozen=True)
class Field:
    """`label` and `help` are message ids. `filled`: no cell is empty; `choices`: all values."""

    name: str
    type: FieldType
    help: str
    label: str = ""
    filled: bool = False
    choices: tuple[str, ...] = ()

    def describe(self, text: Text) -> dict[str, Any]:
        """Return the field as Table Schema describes it, in the reader's language."""
        constraints: dict[str, Any] = {"required": True} if self.filled else {}
        if self.type in ("integer", "number"):
            constraints["minimum"] = 0
        if self.choices:
            constraints["enum"] = list(self.choices)
        return {
            "name": self.name,
            "type": self.type,
            **({"title": text(self.label)} if self.label else {}),
            "description": text(self.help),
            **({"constraints": constraints} if constraints else {}),
        }


def schema_field(table: Table, name: str) -> Field:
    """Return the field of a column or mark that the schema declares.

    Raises KeyError for an unknown column.
    """
    column = {column.name: column for column in (*table.columns, *table.marks)}[name]
    return Field(
        column.name, _TYPES[column.kind], column.help, column.label, column.filled, column.choices
    )


def table_fields(*parts: Field | tuple[Table, tuple[str, ...]]) -> tuple[Field, ...]:
    """Return the fields in the order of `parts`: a field, or a table and names of its columns."""
    fields: list[Field] = []
    for part in parts:
        if isinstance(part, Field):
            fields.append(part)
        else:
            table, names = part
            fields += [schema_field(table, name) for name in names]
    return tuple(fields)


def state_field(name: str) -> Field:
    """Return the field that says why a number is missing."""
    return Field(
        name,
        "string",
        N_(
            "The state of the number: value; zero, reported as 0; not_reported, the activity took "
            "place but no number was given, so the cell is empty; no_activity, no such activity "
            "took place, so the cell is empty."
        ),
        filled=True,
        choices=STATES,
    )


ILLUSTRATIVE = Field(
    "illustrative",
    "boolean",
    N_(
        "True where the row comes from an illustrative (invented) register and is not an "
        "actual campaign result."
    ),
    filled=True,
)
INDICATOR = Field(
    "indicator",
    "string",
    N_("The code of the indicator, from the table of indicators."),
    N_("Indicator"),
    filled=True,
)
VALUE = Field(
    "value",
    "number",
    N_(
        "The value of the indicator; a share is a fraction of 1. Empty where the state is "
        "not_reported or no_activity."
    ),
)
NUMERATOR = Field(
    "numerator",
    "number",
    N_("The numerator; empty where it is not reported or the indicator is not a ratio."),
)
DENOMINATOR = Field(
    "denominator",
    "number",
    N_("The denominator; empty where it is not reported or the indicator is not a ratio."),
)


def split_sources(sources: Iterable[object]) -> tuple[str, ...]:
    """Return the parts of texts, which are separated by semicolons; each part once."""
    parts = (part.strip() for source in sources for part in str(source).split(";"))
    return tuple(dict.fromkeys(filter(None, parts)))


def is_web_address(words: str) -> bool:
    """Return whether a text is a web address (http or https)."""
    return urlsplit(words).scheme in ("http", "https") and " " not in words


def describe_source(source: str) -> dict[str, str]:
    """Return the source as Data Package describes it; the title of an address is its host."""
    if not is_web_address(source):
        return {"title": source}
    host = (urlsplit(source).hostname or source).removeprefix("www.")
    return {"title": host, "path": source}


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
