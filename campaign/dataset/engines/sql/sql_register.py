"""A register in a database engine: each answer is one statement over its accepted rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import pandas as pd

from campaign.dataset.engines.engine import Engine
from campaign.dataset.engines.failures import FAILURES
from campaign.dataset.engines.sql.accepted_rows import AcceptedRows, is_outside, is_period_total
from campaign.dataset.engines.sql.columns import KEY, set_types
from campaign.dataset.engines.sql.likely_duplicates import count_likely_duplicates
from campaign.dataset.engines.sql.register_list import LINE, RegisterList, line_of
from campaign.dataset.engines.sql.source import Source
from campaign.dataset.engines.sql.statement import Statement
from campaign.domain.attendance import UsualAttendance
from campaign.domain.register import (
    EVERY_ROW,
    FIRST_PAGE,
    ComparisonValues,
    ListedRows,
    PagePlace,
    RegisterLine,
    RegisterQuery,
    RowFilter,
)
from campaign.domain.text_entries import EntryCounts
from campaign.domain.totals import complete_totals, sum_groups
from campaign.schema.region_codes import SHARES, join_regions, split_regions

_EVERY_TYPE = "''"
"""The code for all types together; no type has an empty code."""

_COUNTS = "count(*) AS activities, count(reached) AS reported"
_GROUPS = "oblast, date, type"
_TOTALS = ", ".join(
    [
        f"{_GROUPS}, {_COUNTS}, count(media_audience) AS media_reported",
        *(f"sum({name}) AS {name}" for name in ("reached", "materials", "media_audience")),
        *(
            f"sum(CASE WHEN reached IS NOT NULL THEN {name} END) AS {name}, "
            f"sum(CASE WHEN {name} IS NOT NULL THEN reached END) AS {name}_of"
            for name in ("women", "men", "youth")
        ),
    ]
)
"""The columns of the grouped table (`totals.group_activities`), as sums of rows."""


@dataclass(frozen=True, eq=False)
class SqlRegister:
    """The register (`register.Register`) of a table; rows are in the order of their keys.

    `source` has the codes that occur. `oblasts_by_city` has the cities that are counted in an
    oblast. Every method raises `EngineError`.
    """

    engine: Engine
    source: Source
    oblasts_by_city: Mapping[str, str] = field(default_factory=dict)
    _usual: dict[tuple[date | None, date | None], UsualAttendance] = field(
        default_factory=dict, init=False
    )

    @cached_property
    def _accepted(self) -> AcceptedRows:
        return AcceptedRows(self.engine, self.source, self.oblasts_by_city)

    @property
    def _list(self) -> RegisterList:
        return RegisterList(self._accepted)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the rows."""
        return self._accepted.columns

    @property
    def codes_of(self) -> Mapping[str, tuple[str, ...]]:
        """The codes of regions and types that occur in accepted rows, sorted."""
        return self._accepted.codes_of

    def totals(self, where: RowFilter = EVERY_ROW) -> pd.DataFrame:
        """See `Register`; cached if the filter has no limits."""
        groups = self._all_groups if where == EVERY_ROW else self._groups(where)
        with_shares = self._rows(("oblast", "date", "type", SHARES), where, f"{SHARES} <> ''")
        return complete_totals(groups, with_shares)

    def _groups(self, where: RowFilter) -> pd.DataFrame:
        return set_types(_select(self._accepted, _TOTALS, where, f"GROUP BY {_GROUPS}"))

    def rows(
        self, where: RowFilter = EVERY_ROW, columns: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """See `Register`."""
        return self._rows(columns or self.columns, where)

    def organisers(self) -> EntryCounts:
        """See `Register`."""
        return self._organisers

    def text_groups(self, columns: Sequence[str], where: RowFilter = EVERY_ROW) -> pd.DataFrame:
        """See `Register`."""
        keys = ", ".join(("oblast", *columns))
        select = f"{keys}, {_COUNTS}, sum(reached) AS reached, min({KEY}) AS first_key"
        more = f"GROUP BY {keys} ORDER BY first_key"
        groups = self._accepted.show(lambda rows: _select(rows, select, where, more))
        # Cells that SQL tells apart may be alike once they are tidy.
        return sum_groups(self._accepted.complete(groups.drop(columns="first_key")), columns)

    def spans(self, where: RowFilter = EVERY_ROW) -> pd.DataFrame:
        """See `Register`; cached if the filter has no limits."""
        return self._all_spans if where == EVERY_ROW else self._spans(where)

    def _spans(self, where: RowFilter) -> pd.DataFrame:
        keys = "oblast, date, end_date"
        more = f"GROUP BY {keys} ORDER BY {keys}"
        return set_types(_select(self._accepted, f"{keys}, {_COUNTS}", where, more))

    def usual_attendance(self, start: date | None, end: date | None) -> UsualAttendance:
        """See `Register`; queried only once."""
        if (start, end) not in self._usual:
            statement = Statement()
            sql = _attendance_sql(self.source, statement, start, end)
            self._usual[start, end] = usual_attendance(self._accepted.fetch(sql, statement))
        return self._usual[start, end]

    def count_period_totals(self, where: RowFilter, start: date | None, end: date | None) -> int:
        """See `Register`."""
        statement = Statement()
        parts = [
            *self._accepted.filter_conditions(where, statement),
            is_period_total(statement, start, end),
        ]
        return int(self._accepted.run("count(*) AS n", statement, parts)["n"].iloc[0])

    def comparison_values(
        self, media_types: Sequence[str], start: date | None, end: date | None
    ) -> ComparisonValues:
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
        row = self._accepted.run(sums, statement, ()).fillna(0).iloc[0]
        line = self._accepted.run(LINE, Statement(), ()).iloc[0]
        return ComparisonValues(
            line_of(line),
            float(row["young"]),
            float(row["young_of"]),
            self.codes_of["oblast"],
            int(row["outside"]),
            self.likely_duplicates,
            float(row["media_reached"]),
        )

    def count(self, rules: Iterable[str], statement: Statement) -> list[int]:
        """Return the number of accepted rows that meet each of these conditions."""
        counts = [f"count(*) FILTER ({rule}) AS c{at}" for at, rule in enumerate(rules)]
        row = self._accepted.run(", ".join(counts), statement, ()).iloc[0]
        return [int(row[f"c{at}"]) for at in range(len(counts))]

    def line(self, query: RegisterQuery) -> RegisterLine:
        """See `Register`."""
        return self._list.line(query)

    def list_rows(self, query: RegisterQuery) -> pd.DataFrame:
        """See `Register`."""
        return self._list.list_rows(query)

    def page(self, query: RegisterQuery, most: int, place: PagePlace = FIRST_PAGE) -> ListedRows:
        """See `Register`."""
        return self._list.page(query, most, place)

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
    def likely_duplicates(self) -> int:
        """The number of activities that may repeat another (`duplicates.find_likely`)."""
        with FAILURES.counted(self.engine):
            return count_likely_duplicates(self.engine, self.source)

    @cached_property
    def _all_groups(self) -> pd.DataFrame:
        return self._groups(EVERY_ROW)

    @cached_property
    def _all_spans(self) -> pd.DataFrame:
        return self._spans(EVERY_ROW)

    @cached_property
    def _organisers(self) -> EntryCounts:
        columns, group = "organiser, count(*) AS n", "GROUP BY organiser ORDER BY"
        entries = self._entries(columns, f"{group} organiser")
        if all(len(spellings) == 1 for spellings in entries.spellings.values()):
            return entries
        # The first of several spellings may depend on the order of the rows.
        return self._entries(f"{columns}, min({KEY}) AS first_key", f"{group} first_key")

    def _entries(self, select: str, more: str) -> EntryCounts:
        cells = self._accepted.show(lambda rows: rows.run(select, Statement(), (), more))
        cells = self._accepted.complete(cells)
        return EntryCounts.of_distinct(cells["organiser"], cells["n"])

    @cached_property
    def _has_shares(self) -> bool:
        return not self._accepted.run("1", Statement(), [f"{SHARES} <> ''"], "LIMIT 1").empty

    def _rows(self, columns: Sequence[str], where: RowFilter, *parts: str) -> pd.DataFrame:
        # If cities are merged, the shares of a row depend on its region.
        needed = dict.fromkeys((*columns, *(["oblast"] if SHARES in columns else [])))

        def select(rows: AcceptedRows) -> pd.DataFrame:
            return _select(rows, ", ".join(needed), where, f"ORDER BY {KEY}", *parts)

        return self._accepted.complete(self._accepted.show(select))[list(columns)]


def _select(
    rows: AcceptedRows, select: str, where: RowFilter, more: str, *parts: str
) -> pd.DataFrame:
    """Return a SELECT over the rows that meet the filter and the conditions `parts`."""
    statement = Statement()
    conditions = [*rows.filter_conditions(where, statement), *parts]
    return rows.run(select, statement, conditions, more)


def _attendance_sql(
    source: Source, statement: Statement, start: date | None, end: date | None
) -> str:
    """Return a SELECT of a row for each type that occurs, and one for all types."""
    total = is_period_total(statement, start, end)
    # A row without a last day is not a total; this test is faster.
    conditions = [f"end_date IS NULL OR NOT ({total})", "reached IS NOT NULL"]
    counts = source.select(
        "type, reached, count(*) AS n", statement, conditions, "GROUP BY type, reached"
    )
    return (
        f"WITH by_type AS ({counts}), counts AS (SELECT type, reached, n FROM by_type UNION ALL "
        f"SELECT {_EVERY_TYPE} AS type, reached, sum(n) AS n FROM by_type GROUP BY reached), "
        "places AS (SELECT type, reached, "
        "sum(n) OVER (PARTITION BY type ORDER BY reached) AS upto, "
        "sum(n) OVER (PARTITION BY type) AS reported FROM counts) "
        # The mean of both middle values, which are the same value for an odd number.
        "SELECT type, max(reported) AS reported, max(reached) AS maximum, "
        "(min(CASE WHEN 2 * upto >= reported THEN reached END) "
        "+ min(CASE WHEN 2 * upto > reported THEN reached END)) / 2 AS median "
        "FROM places GROUP BY type ORDER BY type"
    )


def usual_attendance(rows: pd.DataFrame) -> UsualAttendance:
    """Return the answer to `_attendance_sql` in the types of a register in memory."""
    types = {"median": "float64", "maximum": "float64", "reported": "int64"}
    frame = rows.set_index("type")[list(types)].astype(types)
    every_type = frame.index == ""
    overall = frame.loc[every_type]
    if overall.empty:
        return UsualAttendance(frame, float("nan"), float("nan"))
    median, maximum = overall.iloc[0][["median", "maximum"]]
    return UsualAttendance(frame.loc[~every_type], float(median), float(maximum))
