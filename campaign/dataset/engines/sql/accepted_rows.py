"""The rows of a table that break no rule, the base of every answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import pandas as pd

from campaign.dataset.engines.engine import Engine, EngineError
from campaign.dataset.engines.failures import FAILURES
from campaign.dataset.engines.sql.columns import CODES, COLUMNS, KEY, MARKS, TEXTS, set_types
from campaign.dataset.engines.sql.source import Source
from campaign.dataset.engines.sql.statement import Statement
from campaign.domain import campaign_days
from campaign.domain.merged_regions import merge_activities
from campaign.domain.register import RowFilter
from campaign.domain.text_entries import has_entry
from campaign.i18n.match_key import tidy
from campaign.ingest.privacy.possible_names import find_private
from campaign.ingest.privacy.scan import may_have_bare_names
from campaign.schema.region_codes import SHARES
from campaign.schema.tables import ESTIMATED

MOST_TRIES = 10
"""The most times that rows are queried to hide texts."""


@dataclass(frozen=True, eq=False)
class AcceptedRows:
    """The accepted rows of a table; see `SqlRegister`. Every method raises `EngineError`."""

    engine: Engine
    source: Source
    oblasts_by_city: Mapping[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the rows."""
        return (*COLUMNS, *self.source.marks)

    @cached_property
    def codes_of(self) -> Mapping[str, tuple[str, ...]]:
        """The codes of regions and types that occur in accepted rows, sorted."""
        if self.source.is_clean:
            return {name: tuple(sorted({*self.source.codes[name].values()})) for name in CODES}
        rows = self.run(f"DISTINCT {', '.join(CODES)}", Statement(), ())
        return {name: tuple(sorted(rows[name].unique())) for name in CODES}

    def run(
        self, select: str, statement: Statement, parts: Iterable[str], more: str = ""
    ) -> pd.DataFrame:
        """Run a SELECT over the accepted rows that meet the conditions."""
        sql = self.source.select(select, statement, parts, more)
        return self.fetch(sql, statement)

    def fetch(self, sql: str, statement: Statement) -> pd.DataFrame:
        """Return the answer to a statement; a failure is counted in `FAILURES`."""
        with FAILURES.counted(self.engine):
            return self.engine.fetch(sql, statement.values)

    def show(self, select: Callable[[AcceptedRows], pd.DataFrame]) -> pd.DataFrame:
        """Return the answer of `select` without personal data in any text.

        Rows on a server may be newer than the check. A text with personal data is then treated as
        empty, and the rows are queried again, because they may be sorted by it.
        """
        accepted = self
        for _ in range(MOST_TRIES):
            rows = select(accepted)
            is_live, public_texts = self.engine.is_live, self.source.public_texts
            texts = _find_late_texts(rows, public_texts) if is_live else {}
            if not texts:
                return rows
            accepted = replace(accepted, source=accepted.source.with_hidden(texts))
        FAILURES.add(self.engine)
        raise EngineError("personal data in every answer")

    def filter_conditions(self, where: RowFilter, statement: Statement) -> list[str]:
        """Return the conditions of a filter on rows."""
        cells = self._organiser_cells(where)
        return filter_conditions(where, cells, self.source.filtered_date, statement)

    def complete(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the rows with their types, with tidy texts (`match_key.tidy`), and with shares of
        the regions that are counted.
        """
        rows = set_types(rows.reset_index(drop=True))
        untidy = [name for name in self.source.untidy if name in rows]
        rows = rows.assign(**{name: tidy(rows[name])[0] for name in untidy})
        is_merged = bool(self.oblasts_by_city) and SHARES in rows
        return merge_activities(rows, self.oblasts_by_city) if is_merged else rows

    def _organiser_cells(self, where: RowFilter) -> list[str]:
        """Return the cells that contain an organizer of the filter."""
        if not where.organisers:
            return []
        cells = self.run("DISTINCT organiser", Statement(), ())["organiser"]
        return [str(cell) for cell in cells[has_entry(cells, where.organisers)]]


def _find_late_texts(
    rows: pd.DataFrame, public_texts: Collection[str]
) -> Mapping[str, tuple[str, ...]]:
    """Return, by column, the texts of an answer that must not be shown.

    `public_texts` are the keys (`text_key`) of texts that may name a person.
    """
    texts_by_column = {}
    for name in (name for name in (*TEXTS, *MARKS) if name in rows):
        texts = [str(text) for text in rows[name].unique() if text]
        private = find_private(texts, name != KEY, public_texts, may_have_bare_names(name))
        texts_by_column[name] = tuple(texts[at] for at in private)
    return {name: texts for name, texts in texts_by_column.items() if texts}


def filter_conditions(
    where: RowFilter, organiser_cells: Iterable[str], date_column: str, statement: Statement
) -> list[str]:
    """Return the conditions of a filter.

    `organiser_cells` are the cells with its organizers.
    """
    parts = []
    for name, codes in (("oblast", where.oblasts), ("type", where.types)):
        if codes:
            parts.append(statement.is_in(name, codes))
    if where.organisers:
        parts.append(statement.is_in("organiser", organiser_cells))
    if where.start:
        parts.append(f"{date_column} >= {statement.bind(where.start)}")
    if where.end:
        parts.append(f"{date_column} <= {statement.bind(where.end)}")
    if where.unreported:
        parts.append("reached IS NULL")
    if where.estimated:
        parts.append(f"{ESTIMATED} <> ''")
    return parts


def is_outside(
    statement: Statement, period: tuple[date | None, date | None], nominal_days: int | None = None
) -> str:
    """Return the condition that the days of a row lie outside a period."""
    parts = []
    if period[0] is not None:
        parts.append(f"date < {statement.bind(period[0])}")
    last = campaign_days.last_day(period, nominal_days)
    if last is not None:
        parts.append(f"date > {statement.bind(last)}")
    return " OR ".join(parts) or "FALSE"


def is_period_total(statement: Statement, start: date | None, end: date | None) -> str:
    """Return the condition that a row is a total (`period_totals.is_period_total`)."""
    month = (
        "date = date_trunc('month', date) AND end_date = last_day(end_date) "
        "AND last_day(date) = end_date"
    )
    if start is None or end is None or start == end:
        return f"coalesce({month}, FALSE)"
    campaign = f"date = {statement.bind(start)} AND end_date = {statement.bind(end)}"
    return f"coalesce(({month}) OR ({campaign}), FALSE)"
