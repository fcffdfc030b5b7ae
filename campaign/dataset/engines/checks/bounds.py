"""The least and the greatest value of each column, which prove that no row breaks some rules.

DuckDB answers from the statistics of Parquet files, without reading a row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from campaign.dataset.engines.engine import Engine
from campaign.dataset.engines.sql.columns import DAYS, NUMBERS
from campaign.dataset.engines.sql.source import Source
from campaign.schema.tables import FIRST_DAY, LAST_DAY


@dataclass(frozen=True)
class Bounds:
    """Least and greatest value by column; None for a column without any value.

    Columns of text, columns whose cells can change, and columns with days that Python cannot
    represent are missing. `odd_days` are the columns that have, or may get, a day outside the years
    that dates of a file may have.
    """

    by_column: Mapping[str, tuple[Any, Any] | None] = field(default_factory=dict)
    odd_days: Collection[str] = ()

    def are_within(self, name: str, least: object, greatest: object) -> bool:
        """Return True if every value is known to be in a range; None means no limit."""
        if name not in self.by_column:
            return False
        values = self.by_column[name]
        if values is None:
            return True
        low, high = values
        return bool((least is None or low >= least) and (greatest is None or high <= greatest))

    def without_empty(self, columns: Iterable[str]) -> Collection[str]:
        """Return the columns except those that are known to be empty in every row."""
        return [name for name in columns if self.by_column.get(name, ()) is not None]

    def valid_numbers(self, most: Mapping[str, int]) -> Collection[str]:
        """Return the columns of numbers in which no number is negative or too large."""
        return [name for name in NUMBERS if self.are_within(name, 0, most[name])]


def read_bounds(engine: Engine, source: Source) -> Bounds:
    """Return the bounds of days and numbers of files. Raises `EngineError`."""
    if engine.is_text:
        return Bounds()
    if engine.is_live:
        return Bounds(odd_days=DAYS)
    bounds: dict[str, tuple[Any, Any] | None] = dict.fromkeys((*DAYS, *NUMBERS))
    for name in [name for name in bounds if name in source.columns]:
        # One query per column, because an empty column without statistics would make DuckDB read
        # all others.
        sql = f"SELECT min({name}) AS low, max({name}) AS high FROM register"
        row = engine.fetch(sql, {}).iloc[0]
        try:
            bounds[name] = _pair(row["low"], row["high"])
        except (NotImplementedError, OverflowError, ValueError):
            del bounds[name]
    of_days = Bounds(bounds)
    odd = [name for name in DAYS if not of_days.are_within(name, FIRST_DAY, LAST_DAY)]
    return Bounds(bounds, odd)


def _pair(low: Any, high: Any) -> tuple[Any, Any] | None:
    if pd.isna(low):
        return None
    if isinstance(low, date):
        return pd.Timestamp(low).date(), pd.Timestamp(high).date()
    return int(low), int(high)
