"""A table: its columns, its file, and the rules across its columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from campaign.schema.columns import Column, Kind


@dataclass(frozen=True)
class RowRule:
    """A rule across columns: `broken` gives True for each row that breaks it.

    `rule` is its code in the catalogue, `column` the one that an issue names.
    """

    rule: str
    column: str
    broken: Callable[[pd.DataFrame], pd.Series]


@dataclass(frozen=True)
class Table:
    """The declared columns and rules of one kind of file, and where that file lies."""

    name: str
    file: str
    columns: tuple[Column, ...]
    rules: tuple[RowRule, ...] = ()
    may_be_empty: bool = False

    @property
    def kinds(self) -> dict[str, Kind]:
        """The kind of each column, by its name."""
        return {column.name: column.kind for column in self.columns}


def ends_before_start(start: str, end: str) -> Callable[[pd.DataFrame], pd.Series]:
    """The mask of rows whose last day comes before the first, from the names of both columns."""
    return lambda frame: frame[end] < frame[start]
