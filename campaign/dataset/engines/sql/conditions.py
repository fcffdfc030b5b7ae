"""SQL of conditions on a row: filters, days of a campaign, totals of a period."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from campaign.dataset.engines.sql.statement import Statement
from campaign.domain import campaign_days
from campaign.domain.register import RowFilter
from campaign.schema.row_marks import ESTIMATED


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
