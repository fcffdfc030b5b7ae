"""A register in memory: the rows of a checked file as a frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from campaign.domain import campaign_days, duplicates
from campaign.domain.attendance import UsualAttendance
from campaign.domain.merged_regions import merge_activities
from campaign.domain.period_totals import is_period_total
from campaign.domain.register import (
    EVERY_ROW,
    FIRST_PAGE,
    SEARCH_COLUMNS,
    ComparisonValues,
    ListedRows,
    PagePlace,
    RegisterLine,
    RegisterQuery,
    RowFilter,
    fold_case,
)
from campaign.domain.text_entries import EntryCounts
from campaign.domain.totals import group_activities, group_by_columns
from campaign.domain.translated_texts import translate_rows


@dataclass(frozen=True, eq=False)
class FrameRegister:
    """The register (`register.Register`) of the accepted rows of a file, in their order."""

    frame: pd.DataFrame

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the rows have."""
        return tuple(map(str, self.frame.columns))

    def totals(self, where: RowFilter = EVERY_ROW) -> pd.DataFrame:
        """See `Register`."""
        return group_activities(where.apply(self.frame))

    def rows(
        self, where: RowFilter = EVERY_ROW, columns: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """See `Register`; the index is the row in the source."""
        rows = where.apply(self.frame)
        return rows if columns is None else rows[list(columns)]

    def organisers(self) -> EntryCounts:
        """See `Register`."""
        return EntryCounts.of(self.frame["organiser"])

    def text_groups(self, columns: Sequence[str], where: RowFilter = EVERY_ROW) -> pd.DataFrame:
        """See `Register`."""
        return group_by_columns(where.apply(self.frame), columns)

    def spans(self, where: RowFilter = EVERY_ROW) -> pd.DataFrame:
        """See `Register`."""
        return self.text_groups(("date", "end_date"), where).drop(columns="reached")

    def usual_attendance(self, start: date | None, end: date | None) -> UsualAttendance:
        """See `Register`."""
        return UsualAttendance.of(self.frame, start, end)

    def count_period_totals(self, where: RowFilter, start: date | None, end: date | None) -> int:
        """See `Register`."""
        return len(where.apply(self.frame[is_period_total(self.frame, start, end)]))

    def comparison_values(
        self, media_types: Sequence[str], start: date | None, end: date | None
    ) -> ComparisonValues:
        """See `Register`."""
        rows = self.frame
        has_both = rows["youth"].notna() & rows["reached"].notna()
        return ComparisonValues(
            RegisterLine.of(rows),
            float(rows.loc[has_both, "youth"].sum()),
            float(rows.loc[has_both, "reached"].sum()),
            tuple(sorted(map(str, rows["oblast"].dropna().unique()))),
            int(campaign_days.is_outside(rows["date"], (start, end)).sum()),
            len(duplicates.find_likely(rows)),
            float(rows.loc[rows["type"].isin(list(media_types)), "reached"].sum()),
        )

    def line(self, query: RegisterQuery) -> RegisterLine:
        """See `Register`."""
        return RegisterLine.of(self._matches(query))

    def list_rows(self, query: RegisterQuery) -> pd.DataFrame:
        """See `Register`."""
        rows = self._matches(query)
        return translate_rows(rows.iloc[_positions(rows, query)], query.translations)

    def page(self, query: RegisterQuery, most: int, place: PagePlace = FIRST_PAGE) -> ListedRows:
        """See `Register`; the key of a row is its position in the whole list."""
        rows = self._matches(query)
        order = _positions(rows, query)
        if not place.key:
            start = max(0, len(order) - most) if place.backwards else 0
            end = start + most
        else:
            at = int(str(place.key[0]))
            start, end = (max(0, at - most), at) if place.backwards else (at + 1, at + 1 + most)
        page = translate_rows(rows.iloc[order[start:end]], query.translations)
        return ListedRows(page, (start,), (start + len(page) - 1,))

    def merge_cities(self, oblasts_by_city: Mapping[str, str]) -> FrameRegister:
        """See `Register`; the same register if no city has an activity."""
        frame = merge_activities(self.frame, oblasts_by_city)
        return self if frame is self.frame else replace(self, frame=frame)

    def _matches(self, query: RegisterQuery) -> pd.DataFrame:
        """Return the activities with all words of the query, in register order, as written."""
        rows = query.where.apply(self.frame)
        if not query.words:
            return rows
        # A reader may search for the words of the file too.
        matches = _has_words(rows, query)
        if query.translations:
            matches |= _has_words(translate_rows(rows, query.translations), query)
        return rows[matches]


def _has_words(rows: pd.DataFrame, query: RegisterQuery) -> np.ndarray:
    """Return True for rows with all words; letter case and ё for е are ignored."""
    columns = []
    for field in SEARCH_COLUMNS:
        codes, different = pd.factorize(rows[field])
        # Each distinct cell is searched once; a missing cell has the code -1, the last position.
        cells = [fold_case(_entry(field, cell, query)) for cell in different]
        columns.append((codes, [*cells, ""]))
    matches = np.ones(len(rows), dtype=bool)
    for word in query.words:
        in_any_column = np.zeros(len(rows), dtype=bool)
        for codes, cells in columns:
            in_any_column |= np.array([word in cell for cell in cells])[codes]
        matches &= in_any_column
    return matches


def _positions(rows: pd.DataFrame, query: RegisterQuery) -> np.ndarray:
    """Return the positions of the rows in list order; texts are sorted by the reader's alphabet."""
    key = query.sort
    codes, different = pd.factorize(translate_rows(rows[[key]], query.translations)[key])
    if key in ("oblast", "type", "title"):
        entries = [query.sort_key(_entry(key, cell, query)) for cell in different]
    else:
        entries = list(different)
    ranks = np.empty(len(entries) + 1, dtype="int64")
    for rank, at in enumerate(sorted(range(len(entries)), key=entries.__getitem__)):
        ranks[at] = -rank if query.descending else rank
    ranks[-1] = len(entries)
    return np.argsort(ranks[codes], kind="stable")


def _entry(column: str, cell: object, query: RegisterQuery) -> str:
    """Return the text of a cell; for a code, its name."""
    return query.name(column, str(cell)) if column in ("oblast", "type") else str(cell)
