"""A table: its columns, its file, and the rules that compare its columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from campaign.schema.columns import Column, Kind


@dataclass(frozen=True)
class RowRule:
    """A rule that compares columns; `broken` returns True for each row that breaks it.

    `rule` is its code in the catalogue, `column` the column that an issue names, `params` the
    parameters of its message.
    """

    rule: str
    column: str
    broken: Callable[[pd.DataFrame], pd.Series]
    params: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """The declared columns and rules of one kind of file, and the path of that file.

    `may_be_empty` is False if a file without rows is an error. `marks` are text columns that the
    check writes; people do not fill them in, and a file has one only if a row has a mark.
    `free_form` is True for a table that offices write in a form of their own, with titles, totals
    and other headers; the first row of any other table is its header row, and all others entries.
    """

    name: str
    file: str
    columns: tuple[Column, ...]
    rules: tuple[RowRule, ...] = ()
    may_be_empty: bool = False
    marks: tuple[Column, ...] = ()
    free_form: bool = False

    @property
    def kinds(self) -> dict[str, Kind]:
        """The kind of each column, by its name."""
        return {column.name: column.kind for column in self.columns}


def ends_before_start(start: str, end: str) -> Callable[[pd.DataFrame], pd.Series]:
    """Return the rule that the day in column `end` is not before the one in `start`."""
    return lambda frame: frame[end] < frame[start]
