"""A register in a database engine: each answer is one statement over its accepted rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import pandas as pd

from campaign.dataset.engines.attendance_query import attendance_sql, usual_attendance
from campaign.dataset.engines.columns import CODES, COLUMNS, KEY, set_types
from campaign.dataset.engines.conditions import filter_conditions, is_outside, is_period_total
from campaign.dataset.engines.engine import Engine, EngineError
from campaign.dataset.engines.failures import FAILURES
from campaign.dataset.engines.likely_duplicates import count_likely_duplicates
from campaign.dataset.engines.list_query import ListSql, SortColumn, beside, order_by
from campaign.dataset.engines.statement import Source, Statement, all_of
from campaign.domain.attendance import UsualAttendance
from campaign.domain.merged_regions import merge_activities
from campaign.domain.register import (
    EVERY_ROW,
    FIRST_PAGE,
    ListedRows,
    PagePlace,
    RegisterFigures,
    RegisterLine,
    RegisterQuery,
    RowFilter,
)
from campaign.domain.text_entries import EntryCounts, has_entry
from campaign.domain.totals import complete_totals
from campaign.domain.translated_texts import TEXT_COLUMNS, translate_cells, translate_rows
from campaign.schema.reached_shares import COLUMN as SHARES
from campaign.schema.region_codes import join_regions, split_regions

LINE = "count(*) AS activities, sum(reached) AS reached, count(*) - count(reached) AS unreported"
_GROUP_SUMS = ", ".join(
    f"sum(CASE WHEN reached IS NOT NULL THEN {name} END) AS {name}, "
    f"sum(CASE WHEN {name} IS NOT NULL THEN reached END) AS {name}_of"
    for name in ("women", "men", "youth")
)


@dataclass(frozen=True, eq=False)
class SqlRegister:
    """The register (`register.Register`) of a table; rows are in the order of their keys.

    `source` knows the codes that occur. `oblasts_by_city` are the cities that are counted in an
    oblast. Every method raises `EngineError`.
    """

    engine: Engine
    source: Source
    oblasts_by_city: Mapping[str, str] = field(default_factory=dict)
    _usual: dict[tuple[date | None, date | None], UsualAttendance] = field(
        default_factory=dict, init=False
    )

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the rows have."""
        return (*COLUMNS, *self.source.marks)

    def totals(self, where: RowFilter = EVERY_ROW) -> pd.DataFrame:
        """See `Register`."""
        select = (
            "oblast, date, type, count(*) AS activities, count(reached) AS reported, "
            "count(media_audience) AS media_reported, sum(reached) AS reached, "
            f"sum(materials) AS materials, sum(media_audience) AS media_audience, {_GROUP_SUMS}"
        )
        groups = self._select(select, where, "GROUP BY oblast, date, type")
        with_shares = self._rows(("oblast", "date", "type", SHARES), where, f"{SHARES} <> ''")
        return complete_totals(set_types(groups), with_shares)

    def rows(
        self, where: RowFilter = EVERY_ROW, columns: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """See `Register`."""
        return self._rows(columns or self.columns, where)

    def organisers(self) -> EntryCounts:
        """See `Register`."""
        return self._organisers

    def spans(self, where: RowFilter = EVERY_ROW) -> pd.DataFrame:
        """See `Register`; queried only once if every row counts."""
        return self._all_spans if where == EVERY_ROW else self._spans(where)

    def _spans(self, where: RowFilter) -> pd.DataFrame:
        columns = "oblast, date, end_date"
        return set_types(self._select(f"DISTINCT {columns}", where, f"ORDER BY {columns}"))

    def usual_attendance(self, start: date | None, end: date | None) -> UsualAttendance:
        """See `Register`; queried only once."""
        if (start, end) not in self._usual:
            statement = Statement()
            sql = attendance_sql(self.source, statement, start, end)
            self._usual[start, end] = usual_attendance(self._fetch(sql, statement))
        return self._usual[start, end]

    def count_period_totals(self, where: RowFilter, start: date | None, end: date | None) -> int:
        """See `Register`."""
        statement = Statement()
        parts = [
            *filter_conditions(where, self._organiser_cells(where), statement),
            is_period_total(statement, start, end),
        ]
        return int(self._run("count(*) AS n", statement, parts)["n"].iloc[0])

    def figures(
        self, media_types: Sequence[str], start: date | None, end: date | None
    ) -> RegisterFigures:
        """See `Register`."""
        statement = Statement()
        both = "youth IS NOT NULL AND reached IS NOT NULL"
        media = statement.is_in("type", media_types)
        outside = is_outside(statement, (start, end))
        sums = (
            f"sum(CASE WHEN {both} THEN youth END) AS young, "
            f"sum(CASE WHEN {both} THEN reached END) AS young_of, "
            f"sum(CASE WHEN {outside} THEN 1 END) AS outside, "
            f"sum(CASE WHEN {media} THEN reached END) AS media_reached"
        )
        row = self._run(sums, statement, ()).fillna(0).iloc[0]
        line = self._run(LINE, Statement(), ()).iloc[0]
        return RegisterFigures(
            _line(line),
            float(row["young"]),
            float(row["young_of"]),
            self.codes_of["oblast"],
            int(row["outside"]),
            self.likely_duplicates,
            float(row["media_reached"]),
        )

    def count(self, rules: Iterable[str], statement: Statement) -> list[int]:
        """The number of accepted rows that meet each of these conditions of the statement."""
        counts = [f"count(*) FILTER ({rule}) AS c{at}" for at, rule in enumerate(rules)]
        row = self._run(", ".join(counts), statement, ()).iloc[0]
        return [int(row[f"c{at}"]) for at in range(len(counts))]

    def line(self, query: RegisterQuery) -> RegisterLine:
        """See `Register`."""
        terms = self._list_sql(query)
        return _line(self._run(LINE, terms.statement, self._list_conditions(terms)).iloc[0])

    def list_rows(self, query: RegisterQuery) -> pd.DataFrame:
        """See `Register`."""
        terms = self._list_sql(query)
        by = order_by(terms.sort_columns())
        rows = self._run_list(", ".join(self.columns), terms, [], f"ORDER BY {by}")
        return translate_rows(self._complete(rows), query.translations)

    def page(self, query: RegisterQuery, most: int, place: PagePlace = FIRST_PAGE) -> ListedRows:
        """See `Register`; the key of a row has the values by which it is sorted."""
        terms = self._list_sql(query)
        sorts = terms.sort_columns()
        is_beside = (
            [beside(sorts, place.key, place.backwards, terms.statement)] if place.key else []
        )
        names = [f"k{at}" for at in range(len(sorts))]
        keys = [f"{c.expression} AS {name}" for name, c in zip(names, sorts, strict=True)]
        by = order_by(
            [SortColumn(name, c.descending) for name, c in zip(names, sorts, strict=True)],
            place.backwards,
        )
        select = ", ".join((*self.columns, *keys))
        rows = self._run_list(select, terms, is_beside, f"ORDER BY {by} LIMIT {int(most)}")
        rows = rows.iloc[::-1] if place.backwards else rows
        ends = (
            [tuple(_plain(row[name]) for name in names) for _, row in rows.iloc[[0, -1]].iterrows()]
            if len(rows)
            else [(), ()]
        )
        page = self._complete(rows.drop(columns=names))
        return ListedRows(translate_rows(page, query.translations), ends[0], ends[-1])

    def merge_cities(self, oblasts_by_city: Mapping[str, str]) -> SqlRegister:
        """See `Register`."""
        codes = {
            code: join_regions(oblasts_by_city.get(part, part) for part in split_regions(code))
            for code in self.source.codes["oblast"].values()
        }
        if all(code == other for code, other in codes.items()) and not self._has_shares:
            return self
        cities = {**self.oblasts_by_city, **oblasts_by_city}
        return replace(self, source=self.source.with_codes(codes), oblasts_by_city=cities)

    @cached_property
    def codes_of(self) -> Mapping[str, tuple[str, ...]]:
        """The codes of regions and types that occur in accepted rows, sorted."""
        return {
            name: tuple(sorted(self._run(f"DISTINCT {name}", Statement(), ())[name]))
            for name in CODES
        }

    @cached_property
    def likely_duplicates(self) -> int:
        """How many activities may repeat another (`duplicates.find_likely`)."""
        return count_likely_duplicates(self.engine, self.source)

    @cached_property
    def _all_spans(self) -> pd.DataFrame:
        return self._spans(EVERY_ROW)

    @cached_property
    def _organisers(self) -> EntryCounts:
        columns = f"organiser, count(*) AS n, min({KEY}) AS first_key"
        cells = self._run(columns, Statement(), (), "GROUP BY organiser ORDER BY first_key")
        return EntryCounts.of_distinct(cells["organiser"], cells["n"])

    @cached_property
    def _has_shares(self) -> bool:
        return not self._run("1", Statement(), [f"{SHARES} <> ''"], "LIMIT 1").empty

    def _run(
        self, select: str, statement: Statement, parts: Iterable[str], more: str = ""
    ) -> pd.DataFrame:
        """Run a SELECT over the accepted rows for which the conditions hold."""
        sql = self.source.select(select, statement, parts, more)
        return self._fetch(sql, statement)

    def _run_list(
        self, select: str, terms: ListSql, parts: Iterable[str], more: str
    ) -> pd.DataFrame:
        """Run a SELECT over the rows of a list, with the columns by which they are sorted."""
        conditions = self._list_conditions(terms)
        rows = terms.with_sort_keys(self.source.select("*", terms.statement, conditions))
        sql = f"SELECT {select} FROM ({rows}) WHERE {all_of(parts)} {more}"
        return self._fetch(sql, terms.statement)

    def _fetch(self, sql: str, statement: Statement) -> pd.DataFrame:
        try:
            return self.engine.fetch(sql, statement.values)
        except EngineError:
            FAILURES.add()
            raise

    def _select(self, select: str, where: RowFilter, more: str) -> pd.DataFrame:
        statement = Statement()
        parts = filter_conditions(where, self._organiser_cells(where), statement)
        return self._run(select, statement, parts, more)

    def _rows(self, columns: Sequence[str], where: RowFilter, *parts: str) -> pd.DataFrame:
        statement = Statement()
        conditions = [*filter_conditions(where, self._organiser_cells(where), statement), *parts]
        # The shares of a row depend on its region where cities are merged.
        needed = dict.fromkeys((*columns, *(["oblast"] if SHARES in columns else [])))
        rows = self._run(", ".join(needed), statement, conditions, f"ORDER BY {KEY}")
        return self._complete(rows)[list(columns)]

    def _complete(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows with their types, and with shares by the regions that are counted."""
        rows = set_types(rows.reset_index(drop=True))
        is_merged = bool(self.oblasts_by_city) and SHARES in rows
        return merge_activities(rows, self.oblasts_by_city) if is_merged else rows

    def _organiser_cells(self, where: RowFilter) -> list[str]:
        """The cells that have one of the organizers of the filter."""
        if not where.organisers:
            return []
        cells = self._run("DISTINCT organiser", Statement(), ())["organiser"]
        return [str(cell) for cell in cells[has_entry(cells, where.organisers)]]

    def _list_sql(self, query: RegisterQuery) -> ListSql:
        return ListSql(query, self.codes_of, self._translations(query), Statement())

    def _list_conditions(self, terms: ListSql) -> list[str]:
        """The conditions on a row of a list."""
        where = terms.query.where
        parts = filter_conditions(where, self._organiser_cells(where), terms.statement)
        return [*parts, terms.search_condition()]

    def _translations(self, query: RegisterQuery) -> dict[str, dict[str, str]]:
        """{cell: translation} by column that the list needs, of the cells that have one."""
        if not query.translations:
            return {}
        by_column = {}
        columns = TEXT_COLUMNS if query.words else [query.sort] if query.sort == "title" else []
        for name in columns:
            statement = Statement()
            known = statement.is_in(name, query.translations)
            parts = [f"{known} OR contains({name}, ';')"]
            cells = self._run(f"DISTINCT {name}", statement, parts)[name].tolist()
            pairs = translate_cells(cells, query.translations).items()
            by_column[name] = {cell: words for cell, words in pairs if cell != words}
        return by_column


def _line(row: pd.Series) -> RegisterLine:
    reached = row["reached"]
    return RegisterLine(
        int(row["activities"]), None if pd.isna(reached) else float(reached), int(row["unreported"])
    )


def _plain(value: object) -> object:
    """A value of a row in a type that can be bound to a statement."""
    if isinstance(value, pd.Timestamp):
        return value.date()
    item = getattr(value, "item", None)
    return value if item is None else item()
