"""SQL of the grouped table (`totals.group_activities`)."""

from __future__ import annotations

from collections.abc import Iterable

from campaign.dataset.engines.sql.source import Source
from campaign.dataset.engines.sql.statement import Statement

_GROUPS = "oblast, date, type"
_REPORTED = ("reached", "women", "men", "youth")
_SUMS = ", ".join(f"sum({name}) AS {name}" for name in ("reached", "materials", "media_audience"))
_GROUP_SUMS = ", ".join(
    f"sum(CASE WHEN reached IS NOT NULL THEN {name} END) AS {name}, "
    f"sum(CASE WHEN {name} IS NOT NULL THEN reached END) AS {name}_of"
    for name in _REPORTED[1:]
)
_COUNTS = "count(*) AS activities, count(media_audience) AS media_reported"
_TOTALS = f"{_GROUPS}, {_COUNTS}, count(reached) AS reported, {_SUMS}, {_GROUP_SUMS}"
"""The columns of the grouped table, as sums of rows."""
_NUMBERS = ("reached", "materials", "media_audience", *_REPORTED[1:])
_PATTERN = " + ".join(
    f"CASE WHEN {name} IS NULL THEN {1 << bit} ELSE 0 END" for bit, name in enumerate(_REPORTED)
)
"""A bit for each number that a row does not report; a part of a group is its rows with equal bits.
"""
_TOTALS_OF_PARTS = (
    f"{_GROUPS}, CAST(sum(activities) AS BIGINT) AS activities, "
    "CAST(sum(media_reported) AS BIGINT) AS media_reported, "
    "CAST(sum(CASE WHEN reached IS NULL THEN 0 ELSE activities END) AS BIGINT) AS reported, "
    f"{_SUMS}, {_GROUP_SUMS}"
)


def totals_sql(
    source: Source, statement: Statement, conditions: Iterable[str], is_live: bool
) -> str:
    """Return a SELECT of a row for each group of accepted rows that meet the conditions."""
    if is_live:
        return source.select(_TOTALS, statement, conditions, f"GROUP BY {_GROUPS}")
    # Parts take half the time in DuckDB, but more in a database that reads rows one by one.
    parts = source.select(
        f"{_GROUPS}, {_part_sums(source)}", statement, conditions, f"GROUP BY {_GROUPS}, {_PATTERN}"
    )
    return f"SELECT {_TOTALS_OF_PARTS} FROM ({parts}) GROUP BY {_GROUPS}"


def _part_sums(source: Source) -> str:
    """Return the SQL of counts and sums; columns without any value are not read."""
    sums = ["count(*) AS activities"]
    has_media = "media_audience" in source.columns
    sums.append(f"{'count(media_audience)' if has_media else '0'} AS media_reported")
    for name in _NUMBERS:
        cells = f"sum({name})" if name in source.columns else "CAST(NULL AS DOUBLE)"
        sums.append(f"{cells} AS {name}")
    return ", ".join(sums)
