"""The columns of a register in an engine, by their kind."""

from __future__ import annotations

import pandas as pd

from campaign.schema import tables

TABLE = tables.ACTIVITIES
KEY = "activity_id"
TEXTS = tuple(c.name for c in TABLE.columns if c.kind in ("text", "shares"))
NUMBERS = tuple(c.name for c in TABLE.columns if c.kind == "whole")
DAYS = tuple(c.name for c in TABLE.columns if c.kind == "date")
CODES = tuple(c.name for c in TABLE.columns if c.kind == "code")
COLUMNS = tuple(c.name for c in TABLE.columns)
MARKS = tuple(c.name for c in TABLE.marks)
"""Columns of text that a table may have in addition to the declared ones."""


def set_types(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows from an engine with the column types of a register in memory."""
    types: dict[str, str] = {}
    for name in map(str, rows):
        if name in DAYS:
            types[name] = "datetime64[us]"
        elif name in CODES:
            types[name] = "object"
        elif name in NUMBERS or name.removesuffix("_of") in NUMBERS:
            types[name] = "float64"
        elif name in (*COLUMNS, *MARKS):
            types[name] = "str"
    return rows.astype(types)
