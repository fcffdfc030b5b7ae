"""A pivot table, with months, weeks or oblasts as columns: its search, columns, labels and rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from campaign.i18n.match_key import plain, tidy_text
from campaign.ingest.readers.raw_table import RawTable
from campaign.ingest.understand.column_names import field_of
from campaign.ingest.understand.row_words import TOTAL_WORDS
from campaign.ingest.values.codes import CodeList
from campaign.ingest.values.periods import Month, Week, parse_month, parse_week
from campaign.ingest.vocabulary import load_vocabulary

_WORDS = load_vocabulary("understand", "wide_words")
_COUNTRY_TOTALS = frozenset(map(plain, _WORDS.words("country_totals")))
_STEMS: Mapping[str, tuple[str, ...]] = {
    "reached": _WORDS.words("reached"),
    "media_audience": _WORDS.words("media_audience"),
    "materials": _WORDS.words("materials"),
    "activities": _WORDS.words("activities"),
}


def is_total(cell: str) -> bool:
    """Return True for the label of a total: «Итого по области», «Жалпы», «Республика»."""
    key = plain(cell[:60])
    return key.split(" ")[0] in TOTAL_WORDS or key in _COUNTRY_TOTALS


def measure_of(words: str) -> str | None:
    """Return the declared column of counts that the words name, or "activities"; else None."""
    field = field_of(words, "activities") if words else None
    if field in ("reached", "women", "men", "youth", "materials", "media_audience"):
        return field
    key = f" {plain(words)}"
    for measure, stems in _STEMS.items():
        if any(f" {plain(stem)}" in key for stem in stems):
            return measure
    return None


Dimension = Literal["month", "week", "oblast", "type"]
Key = Month | Week | str
"""The month, week or oblast of a column."""


LINE_FIELDS = {"month": "date", "week": "date"}
"""The declared columns of labels with another name."""


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
class PivotTable:
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


SCANNED_ROWS = 30
_FEWEST: Mapping[str, int] = {"month": 2, "week": 2, "oblast": 3}
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def find_pivot_table(raw: RawTable, codes: Mapping[str, CodeList]) -> PivotTable | None:
    """Return the table with months, weeks or oblasts as columns; None if the sheet has none.

    The header row of such a table has two months, two weeks or three oblasts, and the rows below
    name oblasts, types, months or weeks.
    """
    if raw.cells.empty or not {"oblast", "type"} <= codes.keys():
        return None
    return _PivotSearch(raw, codes).find()


class _PivotSearch:
    """The search for a pivot table in one sheet."""

    def __init__(self, raw: RawTable, codes: Mapping[str, CodeList]) -> None:
        self.raw, self.codes = raw, codes
        self.width = raw.cells.shape[1]

    def find(self) -> PivotTable | None:
        """Return the pivot table of the sheet, None without one."""
        candidates = []
        for row in self.raw.cells.index[:SCANNED_ROWS]:
            for dimension, fewest in _FEWEST.items():
                keys = self._keys(int(row), dimension)  # type: ignore[arg-type]
                if len(set(keys.values())) >= fewest and not _restarts(keys):
                    candidates.append((len(set(keys.values())), -int(row), dimension, keys))
        if not candidates:
            return None
        count, row, dimension, keys = max(candidates, key=lambda candidate: candidate[:2])
        return self._table(-row, dimension, keys)  # type: ignore[arg-type]

    def _row(self, row: int) -> list[str]:
        """Return the cells of a row, merged cells filled in; blank cells outside the sheet."""
        if row not in self.raw.cells.index:
            return [""] * self.width
        cells = [tidy_text(str(cell)) for cell in self.raw.cells.loc[row]]
        for top, left, bottom, right in self.raw.merged:
            if top <= row <= bottom and left < self.width:
                value = tidy_text(str(self.raw.cells.at[top, left]))
                for at in range(left, min(right, self.width - 1) + 1):
                    cells[at] = cells[at] or value
        return cells

    def _keys(self, row: int, dimension: Dimension) -> dict[int, Key]:
        """Return {position: month, week or oblast} of the cells of a row that name one."""
        cells = {at: self._split(cell, dimension)[0] for at, cell in enumerate(self._row(row))}
        return {at: key for at, key in cells.items() if key is not None}

    def _split(self, cell: str, dimension: Dimension) -> tuple[Key | None, str | None]:
        """Return the key of a header and the measure beside it: «31.07–06.08, охват»."""
        key = self._match(cell, dimension)
        words = cell.split() if key is None and dimension in ("month", "week") else []
        for at in range(1, len(words)):
            for period, rest in ((words[:at], words[at:]), (words[at:], words[:at])):
                measure = measure_of(" ".join(rest))
                if measure and (key := self._match(" ".join(period).strip(" ,:;"), dimension)):
                    return key, measure
        return key, None

    def _match(self, cell: str, dimension: Dimension) -> Key | None:
        if not cell:
            return None
        if dimension == "month":
            return parse_month(cell)
        if dimension == "week":
            return parse_week(cell)
        match = self.codes[dimension].match(cell)
        # «Ош» may be the city or the oblast: the spelling is returned, and the owner is asked.
        return match.code or (cell if match.candidates else None)

    def _table(self, row: int, dimension: Dimension, keys: dict[int, Key]) -> PivotTable | None:
        upper, headers, lower = self._row(row - 1), self._row(row), self._row(row + 1)
        first = min(keys)
        words = [lower[at] for at in keys if lower[at]]
        has_measures = bool(words) and all(map(measure_of, words))
        if has_measures:
            keys = self._spread(keys, headers, lower)
        body = row + (2 if has_measures else 1)
        keys = {at: self._with_year(key, upper, at) for at, key in keys.items()}
        above = self._lines_above(row)
        measures = {
            at: measure_of(lower[at]) if has_measures else self._split(headers[at], dimension)[1]
            for at in keys
        }
        columns = tuple(
            ValueColumn(
                at, _join(headers[at], lower[at] if has_measures else ""), key, measures[at]
            )
            for at, key in sorted(keys.items())
        )
        others = [at for at in range(self.width) if at not in keys]
        totals = self._totals(others, first, headers, lower if has_measures else None)
        others = [at for at in others if at not in totals]
        labels = self._labels(others, body, dimension)
        if not labels:
            return None
        rows, total_rows, note_rows = self._body_rows(body, labels, [c.at for c in columns], others)
        if not rows:
            return None
        years = {match for line in above for match in _YEAR.findall(line)}
        periods = {key for key in keys.values() if not isinstance(key, str)}
        for name in ("month", "week"):
            if name in labels:
                cells = (self._row(label_row)[labels[name]] for label_row in rows)
                periods = {p for cell in cells if (p := parse_month(cell) or parse_week(cell))}
        return PivotTable(
            row,
            body,
            dimension,
            columns,
            labels,
            totals,
            tuple(at for at in others if at not in labels.values()),
            rows,
            total_rows,
            note_rows,
            measure=self._measure(headers[:first], above),
            has_years=not any(map(_lacks_year, periods)),
            last_week=max((w.number or 0 for w in periods if isinstance(w, Week)), default=0),
            year=int(min(years)) if len(years) == 1 else None,
            month=self._only(above, "month"),  # type: ignore[arg-type]
            oblast=self._only(above, "oblast"),  # type: ignore[arg-type]
        )

    def _spread(self, keys: dict[int, Key], headers: list[str], lower: list[str]) -> dict[int, Key]:
        """Return the keys, also for the blank headers to the right of each."""
        spread = dict(keys)
        for at in range(min(keys), self.width):
            if at not in spread and not headers[at] and lower[at] and at - 1 in spread:
                spread[at] = spread[at - 1]
        return spread

    def _with_year(self, key: Key, upper: list[str], at: int) -> Key:
        """Return a month or week with the year of the header above it or to the left of that."""
        if not _lacks_year(key):
            return key
        above = next((cell for cell in reversed(upper[: at + 1]) if cell), "")
        years = _YEAR.findall(above)
        if len(above) > 12 or len(years) != 1:
            return key
        year = int(years[0])
        return replace(key, year=year) if isinstance(key, Week) else (year, int(key[1]))

    def _lines_above(self, row: int) -> list[str]:
        """Return the texts above the header row, the nearest first, then the name of the sheet."""
        lines = [
            " ".join(dict.fromkeys(filter(None, self._row(above))))
            for above in range(row - 1, 0, -1)
        ]
        return [*filter(None, lines), self.raw.sheet or ""]

    def _totals(
        self, others: list[int], first: int, headers: list[str], lower: list[str] | None
    ) -> dict[int, str | None]:
        totals: dict[int, str | None] = {}
        for at in others:
            is_continued = lower is not None and not headers[at] and bool(lower[at])
            if at > first and (is_total(headers[at]) or (is_continued and at - 1 in totals)):
                totals[at] = measure_of(lower[at]) if lower is not None else None
        return totals

    def _labels(self, others: list[int], body: int, columns_are: Dimension) -> dict[Dimension, int]:
        labels: dict[Dimension, int] = {}
        for at in others:
            cells = [tidy_text(str(cell)) for cell in self.raw.cells.loc[body:, at]]
            words = [cell for cell in cells if cell and not is_total(cell)]
            for dimension in ("oblast", "type", "month", "week"):
                matches = sum(self._match(word, dimension) is not None for word in words)
                is_label = matches * 2 >= len(words) and matches > 0
                if is_label and dimension != columns_are and dimension not in labels:
                    labels[dimension] = at
                    break
        return labels

    def _body_rows(
        self, body: int, labels: Mapping[Dimension, int], values: list[int], others: list[int]
    ) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
        """Return the rows with numbers, the rows of totals, and the rows with only text."""
        rows, total_rows, note_rows = [], [], []
        for index in self.raw.cells.loc[body:].index:
            row = int(index)
            cells = self._row(row)
            filled = [cell for cell in cells if cell]
            words = [cells[at] for at in others if cells[at]]
            if not filled or filled == [str(n) for n in range(1, len(filled) + 1)]:
                continue
            if any(is_total(word) for word in words):
                total_rows.append(row)
            elif any(cells[at] for at in values):
                rows.append(row)
            elif all(self._match(cells[at], of) is None for of, at in labels.items()):
                note_rows.append(row)
        return tuple(rows), tuple(total_rows), tuple(note_rows)

    def _measure(self, corner: list[str], above: list[str]) -> str | None:
        """Return the measure that the lines above the table, or its corner, name; None for none.

        «Вид мероприятия» in the corner is the header of the labels below it.
        """
        measures = [m for m in map(measure_of, corner) if m != "activities"]
        return next(filter(None, [*measures, *map(measure_of, above)]), None)

    def _only(self, lines: list[str], dimension: Dimension) -> Key | None:
        """Return the only month or oblast that the lines name; None for none or several."""
        keys = set(self._named(lines, dimension))
        return keys.pop() if len(keys) == 1 else None

    def _named(self, lines: list[str], dimension: Dimension) -> Iterator[Key]:
        for line in lines:
            words = re.split(r"[\s,;:()«»\"]+", line)
            for start in range(len(words)):
                for length in (3, 2, 1):
                    key = self._match(" ".join(words[start : start + length]), dimension)
                    if isinstance(key, tuple) or key in self.codes["oblast"].all_codes:
                        assert key is not None
                        yield key
                        break


def _lacks_year(key: Key) -> bool:
    """Return True for a month or a week with days whose year is not written."""
    if isinstance(key, Week):
        return key.number is None and key.year is None
    return isinstance(key, tuple) and key[0] is None


def _restarts(keys: Mapping[int, Key]) -> bool:
    """Return True if a week occurs again after another one: weeks of each month, not of the year.

    Their days are not known.
    """
    in_order = [key for _, key in sorted(keys.items()) if isinstance(key, Week)]
    starts = [key for before, key in pairwise([None, *in_order]) if key != before]
    return len(starts) > len(set(starts))


def _join(upper: str, lower: str) -> str:
    return " ".join(dict.fromkeys(filter(None, (upper, lower))))
