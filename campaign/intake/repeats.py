"""Rows that may count something twice, and days outside the campaign."""

from __future__ import annotations

from datetime import date

import pandas as pd

from campaign import schema
from campaign.oblasts import fold
from campaign.problems import Problem


def exact(raw: pd.DataFrame, file: str) -> list[Problem]:
    """An error for each row that repeats an earlier one in every cell; the first one counts."""
    doubled = raw.duplicated(keep="first") & (raw != "").any(axis=1)
    if not doubled.any():
        return []
    keys = pd.util.hash_pandas_object(raw, index=False)
    first = pd.Series(raw.index, index=raw.index).groupby(keys.to_numpy()).transform("first")
    return [
        Problem(file, "duplicate", int(row), params={"first": int(first[row])})
        for row in raw.index[doubled]
    ]


def likely(frame: pd.DataFrame, file: str) -> list[Problem]:
    """A warning for each accepted row with the date, place and type of an earlier one.

    Where the place is empty the title and the attendance must be the same too: many activities of
    one kind may be held in an oblast on one day.
    """
    place = frame["place"].map(_folded)
    unplaced = place == ""
    title = frame["title"].map(_folded).where(unplaced, "")
    reached = frame["reached"].where(unplaced)
    keys = pd.DataFrame(
        {
            "date": frame["date"],
            "oblast": frame["oblast"],
            "district": frame["district"].map(_folded),
            "place": place,
            "type": frame["type"],
            "title": title,
            "reached": reached,
        }
    )
    again = keys.duplicated(keep="first")
    if not again.any():
        return []
    rows = pd.Series(frame.index, index=frame.index)
    first = rows.groupby([keys[name] for name in keys], dropna=False).transform("first")
    return [
        Problem(file, "likely_duplicate", int(row), "date", "warning", {"first": int(first[row])})
        for row in frame.index[again][: schema.MOST_PROBLEMS]
    ]


def outside(days: pd.Series, period: tuple[date | None, date | None] | None) -> pd.Series:
    """True for each day before the first or after the last of the period; all False without one."""
    beyond = pd.Series(False, index=days.index)
    if period is None:
        return beyond
    if period[0] is not None:
        beyond |= days < pd.Timestamp(period[0])
    if period[1] is not None:
        beyond |= days > pd.Timestamp(period[1])
    return beyond


def _folded(words: object) -> str:
    return fold(str(words)) if words else ""
