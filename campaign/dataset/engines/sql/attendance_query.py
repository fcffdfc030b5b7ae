"""SQL of the median and maximum of the reported attendance.

Equal attendances are counted first, and the medians are computed from these counts, because
attendances have few distinct values, however many rows there are.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from campaign.dataset.engines.sql.conditions import is_period_total
from campaign.dataset.engines.sql.source import Source
from campaign.dataset.engines.sql.statement import Statement
from campaign.domain.attendance import UsualAttendance

_EVERY_TYPE = "''"
"""The code for all types together; no type has an empty code."""


def attendance_sql(
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
    """Return the answer to `attendance_sql` in the types of a register in memory."""
    types = {"median": "float64", "maximum": "float64", "reported": "int64"}
    frame = rows.set_index("type")[list(types)].astype(types)
    every_type = frame.index == ""
    overall = frame.loc[every_type]
    if overall.empty:
        return UsualAttendance(frame, float("nan"), float("nan"))
    median, maximum = overall.iloc[0][["median", "maximum"]]
    return UsualAttendance(frame.loc[~every_type], float(median), float(maximum))
