"""A field of a table: its name, type, meaning and allowed values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

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
