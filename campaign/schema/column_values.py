"""The values of a column in its type, and the cells that break a rule of the type."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from functools import cache

import numpy as np
import pandas as pd

from campaign.i18n.match_key import fold
from campaign.schema.columns import Column
from campaign.schema.reached_shares import is_shares

Codes = Mapping[str, Mapping[str, str]]
"""{list of codes: {folded spelling: code}} (`match_key.fold`)."""
MOST_WHOLE = 999_999_999
"""The largest whole number of any table: nine digits, so that the sum over the longest register
is exact, both as a 64-bit integer and as a 64-bit float."""
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2050, 12, 31)
"""The first and the last day of any table: a day outside of them is a misspelling.

The seven oblasts have population figures since about 1990, the campaign began in 2017, and no plan
reaches beyond 2050. The limits do not move with the clock, so a file that is accepted today is
accepted tomorrow, in memory and in every engine.
"""
MOST_CAMPAIGN_DAYS = 366
"""The most days of a campaign: a longer one has an error in a year."""
UNPARSED = "? "
"""The prefix of a cell that could not be parsed; such a cell is always an error."""
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_DTYPES = {
    "date": "datetime64[ns]",
    "period": "datetime64[ns]",
    "whole": "float64",
    "number": "float64",
}


def empty_column(column: Column, index: pd.Index) -> pd.Series:
    """Return a column of the declared type with only missing values."""
    if index.empty:
        return parse_cells(pd.Series("", index=index), column, {})[0]
    cell = _empty_cell(column)
    return pd.Series(cell.array.take(np.zeros(len(index), dtype="intp")), index=index)


@cache
def _empty_cell(column: Column) -> pd.Series:
    return parse_cells(pd.Series([""]), column, {})[0]


def parse_cells(
    cells: pd.Series, column: Column, codes: Codes, most: int = MOST_WHOLE
) -> tuple[pd.Series, dict[str, pd.Series]]:
    """Return the column in its type, and for each rule the mask of cells that break it.

    `cells` are stripped texts. The value of an empty cell, or one that breaks a rule, is missing;
    `most` is the largest allowed number.
    """
    if cells.empty:
        # There is nothing to parse, but the column needs its type.
        return pd.Series(index=cells.index, dtype=_DTYPES.get(column.kind, "object")), {}
    is_empty = cells == ""
    masks: dict[str, pd.Series] = {}
    values: pd.Series = cells
    if column.kind in ("date", "period"):
        days = cells
        if column.kind == "period":
            days = cells.where(cells.str.len() != 4, cells + "-01-01")
        values = pd.to_datetime(days.mask(is_empty), format="%Y-%m-%d", errors="coerce")
        values = values.where(values.between(str(FIRST_DAY), str(LAST_DAY)))
        masks["date"] = values.isna() & ~is_empty
    elif column.kind in ("whole", "number"):
        values, masks = _parse_numbers(cells, column.kind == "whole", most)
    elif column.kind == "code" and column.code_list is not None:
        code_of = {cell: codes.get(column.code_list, {}).get(fold(cell)) for cell in cells.unique()}
        values = cells.map(code_of).astype("object")
        masks[f"unknown_{column.code_list}"] = values.isna() & ~is_empty
    elif column.kind == "shares":
        shares = [cell for cell in cells.unique() if is_shares(cell)]
        masks["shares"] = ~cells.isin(shares) & ~is_empty
    if column.choices:
        masks["unknown_choice"] = ~cells.isin(column.choices) & ~is_empty
    if column.filled:
        masks["required"] = is_empty
    if column.unique:
        masks["unique"] = cells.duplicated(keep=False) & ~is_empty
    return values, masks


def _parse_numbers(
    cells: pd.Series, whole: bool, most: int
) -> tuple[pd.Series, dict[str, pd.Series]]:
    """Return the numbers, NaN where a rule is broken, and the mask of each rule."""
    distinct = cells.unique()
    numbers = cells.map({cell: _number(cell) for cell in distinct}).astype("float64")
    if list(distinct) == [""]:
        return numbers, {}
    values = numbers.to_numpy()
    is_negative = values < 0
    invalid = np.isinf(values) | (np.isnan(values) & (cells != "").to_numpy())
    if not whole:
        masks = {"number": invalid, "negative": is_negative}
    else:
        is_finite = np.isfinite(values)
        invalid |= np.mod(values, 1, where=is_finite, out=np.zeros(len(values))) != 0
        masks = {
            "whole": invalid,
            "negative": is_negative,
            "too_many": (values > MOST_WHOLE) & ~invalid,
            "above_country": (values > most) & (values <= MOST_WHOLE) & ~invalid,
        }
        invalid = invalid | (values > most)
    by_rule = {rule: pd.Series(mask, index=cells.index) for rule, mask in masks.items()}
    return numbers.mask(invalid | is_negative), by_rule


def _number(cell: str) -> float:
    """Return the number; NaN for other forms, some of which `pd.to_numeric` would accept."""
    return float(cell) if _NUMBER.fullmatch(cell) else math.nan
