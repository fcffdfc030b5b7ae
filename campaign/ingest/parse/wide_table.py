"""A table with months or oblasts as columns, and what each of its numbers is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from campaign.ingest.parse.months import Month

Dimension = Literal["month", "oblast", "type"]


@dataclass(frozen=True)
class ValueColumn:
    """A column of numbers: its position, its month or oblast, and what it counts.

    `measure` is a declared column of counts, "activities", or None where no header says so.
    """

    at: int
    header: str
    key: Month | str
    measure: str | None


@dataclass(frozen=True)
class WideTable:
    """A table with months or oblasts as columns.

    `header_row` is the row that names them, `body` the first row below the headers. `labels` are
    the positions of the columns that name the month, oblast or type of a row. `total_positions`
    are columns of totals by what they count, `other_positions` the columns that are none of these.
    `rows` are the rows with numbers, `total_rows` those of totals, `note_rows` rows of text.
    `measure` is what the numbers count where no header of a column says so; `has_years` is False
    where months stand without their year. `year`, `month` and `oblast` are those that the lines
    above the table or the sheet's name tell.
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
    year: int | None = None
    month: Month | None = None
    oblast: str | None = None

    def has(self, dimension: Dimension) -> bool:
        """Return whether the table itself tells the month, oblast or type of each number."""
        return dimension == self.columns_are or dimension in self.labels
