"""The list of the accepted rows of a table: its totals, its rows, and its pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from campaign.dataset.engines.sql.accepted_rows import AcceptedRows
from campaign.dataset.engines.sql.list_query import ListSql, SortColumn, after_key, order_by
from campaign.dataset.engines.sql.statement import Statement, all_of
from campaign.domain.register import (
    FIRST_PAGE,
    ListedRows,
    PagePlace,
    RegisterLine,
    RegisterQuery,
)
from campaign.domain.translated_texts import TEXT_COLUMNS, translate_cells, translate_rows

LINE = "count(*) AS activities, sum(reached) AS reached, count(*) - count(reached) AS unreported"


@dataclass(frozen=True, eq=False)
class RegisterList:
    """The list of these rows, as a reader searches and sorts it. Methods raise `EngineError`."""

    rows: AcceptedRows

    def line(self, query: RegisterQuery) -> RegisterLine:
        """See `Register`."""
        terms = self._terms(query)
        return line_of(self.rows.run(LINE, terms.statement, self._conditions(terms)).iloc[0])

    def list_rows(self, query: RegisterQuery) -> pd.DataFrame:
        """See `Register`."""
        rows = self.rows.show(lambda rows: RegisterList(rows)._select_list(query))
        return translate_rows(self.rows.complete(rows), query.translations)

    def page(self, query: RegisterQuery, most: int, place: PagePlace = FIRST_PAGE) -> ListedRows:
        """See `Register`; the key of a row has the values by which it is sorted."""
        rows = self.rows.show(lambda rows: RegisterList(rows)._select_page(query, most, place))
        rows = rows.iloc[::-1] if place.backwards else rows
        names = [name for name in map(str, rows) if name not in self.rows.columns]
        ends = (
            [tuple(_plain(row[name]) for name in names) for _, row in rows.iloc[[0, -1]].iterrows()]
            if len(rows)
            else [(), ()]
        )
        page = self.rows.complete(rows.drop(columns=names))
        return ListedRows(translate_rows(page, query.translations), ends[0], ends[-1])

    def _select_list(self, query: RegisterQuery) -> pd.DataFrame:
        terms = self._terms(query)
        by = order_by(terms.sort_columns())
        return self._run(", ".join(self.rows.columns), terms, [], f"ORDER BY {by}")

    def _select_page(self, query: RegisterQuery, most: int, place: PagePlace) -> pd.DataFrame:
        """Return the rows of a page, backwards if `place` is, and the columns of their keys."""
        terms = self._terms(query)
        sorts = terms.sort_columns()
        is_beside = (
            [after_key(sorts, place.key, place.backwards, terms.statement)] if place.key else []
        )
        names = [f"k{at}" for at in range(len(sorts))]
        keys = [f"{c.expression} AS {name}" for name, c in zip(names, sorts, strict=True)]
        by = order_by(
            [SortColumn(name, c.descending) for name, c in zip(names, sorts, strict=True)],
            place.backwards,
        )
        select = ", ".join((*self.rows.columns, *keys))
        return self._run(select, terms, is_beside, f"ORDER BY {by} LIMIT {int(most)}")

    def _run(self, select: str, terms: ListSql, parts: Iterable[str], more: str) -> pd.DataFrame:
        """Run a SELECT over the rows of a list, with the columns for sorting."""
        conditions = self._conditions(terms)
        rows = self.rows.source.select("*", terms.statement, conditions)
        rows = terms.with_sort_keys(rows)
        sql = f"SELECT {select} FROM ({rows}) WHERE {all_of(parts)} {more}"
        return self.rows.fetch(sql, terms.statement)

    def _terms(self, query: RegisterQuery) -> ListSql:
        return ListSql(query, self.rows.codes_of, self._translations(query), Statement())

    def _conditions(self, terms: ListSql) -> list[str]:
        """Return the conditions on a row of a list."""
        where = terms.query.where
        parts = self.rows.filter_conditions(where, terms.statement)
        return [*parts, terms.search_condition()]

    def _translations(self, query: RegisterQuery) -> dict[str, dict[str, str]]:
        """Return {cell: translation} by column that the list needs."""
        if not query.translations:
            return {}
        by_column = {}
        columns = TEXT_COLUMNS if query.words else [query.sort] if query.sort == "title" else []
        for name in columns:
            statement = Statement()
            has_translation = statement.is_in(name, query.translations)
            parts = [f"{has_translation} OR contains({name}, ';')"]
            cells = self.rows.run(f"DISTINCT {name}", statement, parts)[name].tolist()
            pairs = translate_cells(cells, query.translations).items()
            by_column[name] = {cell: words for cell, words in pairs if cell != words}
        return by_column


def line_of(row: pd.Series) -> RegisterLine:
    """Return the answer to a SELECT of `LINE`."""
    reached = row["reached"]
    return RegisterLine(
        int(row["activities"]), None if pd.isna(reached) else float(reached), int(row["unreported"])
    )


def _plain(value: object) -> object:
    """Return a value of a row in a type that can be bound to a statement."""
    if isinstance(value, pd.Timestamp):
        return value.date()
    item = getattr(value, "item", None)
    return value if item is None else item()
