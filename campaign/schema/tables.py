"""The tables of the dashboard: columns, which `tables.toml` declares, limits, and rules of rows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from campaign.schema.region_codes import (
    OTHER_REGION,
    SHARES,
    shares_elsewhere,
    shares_exceed_reached,
)

Kind = Literal["text", "code", "whole", "number", "date", "period", "shares"]
"""A `period` is a date or a bare year, `shares` are people by region (`region_codes.SHARES`)."""

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

ESTIMATED = "estimated"
"""The column with the declared columns whose number is an estimate, separated by semicolons."""
TYPE_AS_WRITTEN = "type_as_written"
"""The column with the words of a type that its owner added to the type `OTHER_TYPE`."""
OBLAST_AS_WRITTEN = "oblast_as_written"
"""The column with the words of a region that its owner counts without a region."""
OTHER_TYPE = "other"
AS_WRITTEN: Mapping[str, tuple[str, str]] = {
    TYPE_AS_WRITTEN: ("type", OTHER_TYPE),
    OBLAST_AS_WRITTEN: ("oblast", OTHER_REGION),
}
"""{column of a mark: (column, code)}; the mark has the words that were read as this code."""
OTHER_CODES: Mapping[str, str] = dict(AS_WRITTEN.values())
"""The codes whose words as written are kept, by column."""


@dataclass(frozen=True)
class Column:
    """The description of a column, without the headers that offices use (`column_names.toml`).

    `label` is its name in templates and lists; a column without one is shown by `name`. `help`
    explains in one sentence what to write and what an empty cell means. Both are message ids.
    `example` is an invented value, "" if none is needed. `present` means that the header row must
    have the column, `filled` that no cell may be empty, `unique` that no value may occur twice.
    `code_list` names the list of codes of a code column; `choices` are the only values allowed.
    """

    name: str
    kind: Kind = "text"
    label: str = ""
    help: str = ""
    example: str = ""
    present: bool = False
    filled: bool = False
    unique: bool = False
    code_list: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class RowRule:
    """A rule that compares columns; `broken` returns True for each row that breaks it.

    `rule` is its code in the catalogue, `column` the column that an issue names, `params` the
    parameters of its message, `other` the column it is compared with unless `broken` states it.
    """

    rule: str
    column: str
    broken: Callable[[pd.DataFrame], pd.Series]
    params: Mapping[str, int] = field(default_factory=dict)
    other: str = ""

    @property
    def columns(self) -> frozenset[str]:
        """The columns whose cells may break the rule."""
        if isinstance(self.broken, Exceeds):
            return frozenset((*self.broken.columns, self.broken.limit))
        return frozenset(filter(None, (self.column, self.other)))


@dataclass(frozen=True)
class Table:
    """The declared columns and rules of one kind of file, and the path of that file.

    `may_be_empty` is False if a file without rows is an error. `marks` are text columns that the
    check writes by answers of the file's owner; people do not fill them in, and a file has one only
    if a row has a mark. `free_form` is True for a table that offices write in a form of their own,
    with titles, totals and other headers; the first row of any other table is its header row, and
    all others entries.
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


@dataclass(frozen=True)
class Exceeds:
    """The condition that the sum of some columns exceeds another one, for a frame and in SQL.

    A missing value in a sum of several columns counts as 0. A missing limit is not exceeded.
    """

    columns: tuple[str, ...]
    limit: str

    def __call__(self, frame: pd.DataFrame) -> pd.Series:
        """Return True for each row that meets the condition."""
        first, *others = self.columns
        values = frame[first]
        for name in others:
            values = values.fillna(0) + frame[name].fillna(0)
        return values > frame[self.limit]

    @property
    def sql(self) -> str:
        """The condition as SQL; NULL if a value is missing."""
        is_sum = len(self.columns) > 1
        parts = [f"coalesce({name}, 0)" if is_sum else name for name in self.columns]
        return f"{self.limit} < {' + '.join(parts)}"


def _lasts_too_long(frame: pd.DataFrame) -> pd.Series:
    return frame["end_date"] - frame["start_date"] >= pd.Timedelta(days=MOST_CAMPAIGN_DAYS)


def _has_too_many_days(frame: pd.DataFrame) -> pd.Series:
    return frame["nominal_days"] > MOST_CAMPAIGN_DAYS


def _has_wrong_weights(frame: pd.DataFrame) -> pd.Series:
    cells = frame["weights"].fillna("").astype(str).str.strip()
    return (cells != "") & ~cells.map(is_weights).astype(bool)


_LIMIT = {"most": MOST_CAMPAIGN_DAYS}
_ROW_RULES: Mapping[str, tuple[RowRule, ...]] = {
    "campaigns": (
        RowRule("end_before_start", "end_date", Exceeds(("start_date",), "end_date")),
        RowRule("campaign_too_long", "end_date", _lasts_too_long, _LIMIT),
        RowRule("campaign_too_long", "nominal_days", _has_too_many_days, _LIMIT),
    ),
    "activities": (
        RowRule("end_before_start", "end_date", Exceeds(("date",), "end_date")),
        RowRule("sexes_exceed_reached", "women", Exceeds(("women", "men"), "reached")),
        RowRule("youth_exceeds_reached", "youth", Exceeds(("youth",), "reached")),
        RowRule("shares_exceed_reached", SHARES, shares_exceed_reached, other="reached"),
        RowRule("shares_elsewhere", SHARES, shares_elsewhere, other="oblast"),
    ),
    "targets": (RowRule("weights", "weights", _has_wrong_weights),),
}

_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,6})?")
_MOST_WEEKS = 106  # two years


def is_weights(cell: str) -> bool:
    """Return True for numbers of 0 or more, not all 0, separated by semicolons."""
    parts = [part.strip() for part in cell.split(";")]
    if len(parts) > _MOST_WEEKS or not all(_NUMBER.fullmatch(part) for part in parts):
        return False
    return sum(split_weights(cell)) > 0


def split_weights(cell: str) -> tuple[float, ...]:
    """Return the numbers of a cell for which `is_weights` is true; () for an empty one."""
    return tuple(float(part.replace(",", ".")) for part in cell.split(";") if part.strip())


def _read_tables() -> Iterator[Table]:
    path = Path(__file__).with_name("tables.toml")
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    shared = tables.pop("shared")
    for name, entry in tables.items():
        columns, marks = (
            tuple(_column(column, keys, shared) for column, keys in entry.pop(part, {}).items())
            for part in ("columns", "marks")
        )
        yield Table(name, columns=columns, marks=marks, rules=_ROW_RULES.get(name, ()), **entry)


def _column(name: str, entry: Mapping[str, Any], shared: Mapping[str, Any]) -> Column:
    """Return a column of `tables.toml`; one that is shared has the keys declared for all tables.

    `required` is “column” if the header row must have the column, “cells” if they must also be
    filled in.
    """
    keys = dict(shared[name] if entry.get("shared") else entry)
    required, choices = keys.pop("required", ""), tuple(keys.pop("choices", ()))
    is_filled = required == "cells"
    return Column(name, **keys, choices=choices, present=required != "", filled=is_filled)


_TABLES = {table.name: table for table in _read_tables()}
TABLES = tuple(_TABLES.values())
"""All tables."""
CAMPAIGNS = _TABLES["campaigns"]
ACTIVITIES = _TABLES["activities"]
TRANSLATIONS = _TABLES["translations"]
TARGETS = _TABLES["targets"]
ACTIVITY_TYPES = _TABLES["activity_types"]
PUBLISHED = _TABLES["published"]
MILESTONES = _TABLES["milestones"]
REPORTED_EVENTS = _TABLES["reported_events"]
LABOUR_MIGRANTS = _TABLES["labour_migrants"]
PUBLIC_TEXTS = _TABLES["public_texts"]
OBLASTS = _TABLES["oblasts"]
POPULATION = _TABLES["population"]

MARKS = ACTIVITIES.marks
MARK_COLUMNS = frozenset(column.name for column in MARKS)


def present_marks(frame: pd.DataFrame) -> list[str]:
    """Return the columns of marks that any row of `frame` has, in their declared order."""
    return [
        column.name
        for column in MARKS
        if column.name in frame and (frame[column.name].fillna("") != "").any()
    ]
