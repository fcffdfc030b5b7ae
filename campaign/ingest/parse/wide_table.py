"""A table with months, weeks or oblasts as columns: its columns, labels and rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from campaign.ingest.parse.periods import Month, Week

Dimension = Literal["month", "week", "oblast", "type"]
Key = Month | Week | str
"""The month, week or oblast of a column."""


@dataclass(frozen=True)
class ValueColumn:
    """A column of numbers: its position, its month, week or oblast, and its measure.

    `measure` is a declared column of counts, "activities", or None if no header names it.
    """

    at: int
    header: str
    key: Key
    measure: str | None


@dataclass(frozen=True)
class WideTable:
    """A table with months, weeks or oblasts as columns.

    `header_row` is the row with these, `body` the first row below the headers. `labels` has the
    positions of the columns that name the month, week, oblast or type of a row.
    `total_positions` has the measure of each column of totals, `other_positions` are all other
    columns. `rows` are the rows with numbers, `total_rows` the rows of totals, `note_rows` rows of
    text. `measure` applies to columns whose header does not name one; `has_years` is False if
    months or weeks have no year. `last_week` is the greatest number of a week without days, 0
    without any. `year`, `month` and `oblast` are from the lines above the table or the name of the
    sheet.
    """

    header_row: int
    body: int
    columns_are: Dimension
    columns: tuple[ValueColumn, ...]
    labels: Mapping[Dimension, int]
    total_positions: Mapping[int, str | None]
    other_positions: tuple[int, ...]
    rows: tuple[int, ...]
    total_rows: tuple[int, ...]
    note_rows: tuple[int, ...]
    measure: str | None = None
    has_years: bool = True
    last_week: int = 0
    year: int | None = None
    month: Month | None = None
    oblast: str | None = None

    def has(self, dimension: Dimension) -> bool:
        """Return True if the table has the month, week, oblast or type of each number."""
        return dimension == self.columns_are or dimension in self.labels

    @property
    def has_periods(self) -> bool:
        """True if the table has the month or the week of each number."""
        return self.has("month") or self.has("week")
