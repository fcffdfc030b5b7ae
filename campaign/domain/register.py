"""The interface of a register: grouped table, pages of its list, values for comparison.

Implementations keep the rows in memory or in a database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

import numpy as np
import pandas as pd

from campaign.domain.attendance import UsualAttendance
from campaign.domain.text_entries import EntryCounts, has_entry
from campaign.schema.tables import ESTIMATED

SEARCH_COLUMNS = (
    *("activity_id", "oblast", "district", "place", "type", "title"),
    *("organiser", "partners", "audience"),
)
"""The columns in which words are searched; regions and types are searched by name."""


@dataclass(frozen=True)
class RowFilter:
    """A filter of activities; empty tuples and missing days are no limit.

    `unreported` selects only activities without attendance, `estimated` only those with a mark of
    an estimated number.
    """

    oblasts: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    organisers: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    unreported: bool = False
    estimated: bool = False

    def apply(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of a register or a grouped table (`oblast`, `type`, `date`) that pass.

        Raises KeyError for organizers or estimates of a table without them.
        """
        is_selected = np.ones(len(rows), dtype="bool")
        if self.oblasts:
            is_selected &= rows["oblast"].isin(self.oblasts).to_numpy()
        if self.types:
            is_selected &= rows["type"].isin(self.types).to_numpy()
        if self.organisers:
            is_selected &= has_entry(rows["organiser"], self.organisers)
        if self.start:
            is_selected &= (rows["date"] >= pd.Timestamp(self.start)).to_numpy()
        if self.end:
            is_selected &= (rows["date"] <= pd.Timestamp(self.end)).to_numpy()
        if self.unreported:
            is_selected &= rows["reached"].isna().to_numpy()
        if self.estimated:
            is_selected &= (rows[ESTIMATED].fillna("") != "").to_numpy()
        return rows if is_selected.all() else rows[is_selected]


EVERY_ROW = RowFilter()


@dataclass(frozen=True, eq=False)
class RegisterQuery:
    """A reader's list of activities: a filter, words to find, a column to sort by.

    `words` are folded (`fold_case`). `name` returns the name of a code of `oblast` or `type` in the
    reader's language `lang`, `sort_key` a text that sorts as its argument does in that language.
    `translations` has the texts of the register in that language, by text as written.
    """

    where: RowFilter
    words: tuple[str, ...]
    sort: str
    descending: bool
    lang: str
    name: Callable[[str, str], str]
    sort_key: Callable[[str], str]
    translations: Mapping[str, str] = field(default_factory=dict)


RowKey = tuple[object, ...]
"""The key of a row in a list, which only the register that returned it can interpret."""


@dataclass(frozen=True)
class PagePlace:
    """The position of a page: after the row with `key` or, if `backwards`, before it.

    Without a key it is the first page or, if `backwards`, the last one.
    """

    key: RowKey = ()
    backwards: bool = False


FIRST_PAGE = PagePlace()


@dataclass(frozen=True, eq=False)
class ListedRows:
    """A page of a list: its rows in the order of the list, and the keys of the first and last."""

    rows: pd.DataFrame
    first: RowKey
    last: RowKey


@dataclass(frozen=True)
class RegisterLine:
    """The totals of activities; `reached` is None if not reported, `unreported` lack attendance."""

    activities: int
    reached: float | None
    unreported: int

    @classmethod
    def of(cls, rows: pd.DataFrame) -> RegisterLine:
        """Return the totals of activities in memory."""
        reached = rows["reached"].sum(min_count=1)
        people = None if pd.isna(reached) else float(reached)
        return cls(len(rows), people, int(rows["reached"].isna().sum()))


@dataclass(frozen=True)
class ComparisonValues:
    """The values of a register that published values are compared with.

    `young` are the young people of activities that report young people and attendance, `young_of`
    the people reached by these activities; `oblasts` are the codes that occur, also codes of
    several regions; `outside` counts the activities on days outside the campaign,
    `likely_duplicates` those that may repeat another; `media_reached` are the people reached by
    media activities.
    """

    line: RegisterLine
    young: float
    young_of: float
    oblasts: tuple[str, ...]
    outside: int
    likely_duplicates: int
    media_reached: float


class RegisterAwayError(Exception):
    """The database or the files of the register cannot be reached at present."""


class Register(Protocol):
    """The accepted activities of an edition, in the columns of `tables.ACTIVITIES`.

    Missing texts are "", codes None, numbers NaN, days NaT.
    """

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the rows: those of the table, and marks of the source."""

    def totals(self, where: RowFilter = EVERY_ROW) -> pd.DataFrame:
        """Return the grouped table of these activities (`totals.group_activities`)."""

    def rows(
        self, where: RowFilter = EVERY_ROW, columns: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """Return these activities in the order of the register, with `columns` or all columns."""

    def organisers(self) -> EntryCounts:
        """Return the organizers of all activities."""

    def text_groups(self, columns: Sequence[str], where: RowFilter = EVERY_ROW) -> pd.DataFrame:
        """Return these activities grouped by region and by their cells in `columns` of texts.

        Columns `oblast`, `columns`, `activities`, `reported` (attendance given), `reached` (people;
        NaN: not reported). In the order of the first activity of each group.
        """

    def spans(self, where: RowFilter = EVERY_ROW) -> pd.DataFrame:
        """Return these activities by `oblast`, `date` and `end_date`.

        Further columns: `activities`, their number; `reported`, how many report attendance.
        """

    def usual_attendance(self, start: date | None, end: date | None) -> UsualAttendance:
        """Return the usual attendance of each type; `start` and `end` are those of the campaign."""

    def count_period_totals(self, where: RowFilter, start: date | None, end: date | None) -> int:
        """Return how many of these are totals of a month, or of the campaign (`start` to `end`)."""

    def comparison_values(
        self, media_types: Sequence[str], start: date | None, end: date | None
    ) -> ComparisonValues:
        """Return the values to compare with published ones; the campaign is `start` to `end`."""

    def line(self, query: RegisterQuery) -> RegisterLine:
        """Return the totals of the activities in the list."""

    def list_rows(self, query: RegisterQuery) -> pd.DataFrame:
        """Return all activities of the list in its order, with translated texts."""

    def page(self, query: RegisterQuery, most: int, place: PagePlace = FIRST_PAGE) -> ListedRows:
        """Return at most `most` activities of the list in its order, with translated texts.

        Rows with equal entries are in the order of the register, in ascending and descending lists;
        rows without an entry come last.
        """

    def merge_cities(self, oblasts_by_city: Mapping[str, str]) -> Register:
        """Return the register with the activities of each city in its oblast."""


def fold_case(words: str) -> str:
    """Return the words in lower case and with е for ё, because a search ignores both."""
    return words.lower().replace("ё", "е")
