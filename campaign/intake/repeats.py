"""Rows that may count something twice, and days outside the campaign."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from campaign.oblasts import fold
from campaign.problems import Problem


def exact(raw: pd.DataFrame, file: str) -> list[Problem]:
    """An error for each row that repeats an earlier one in every cell; the first one counts."""
    doubled = raw.duplicated(keep="first") & (raw != "").any(axis=1)
    if not doubled.any():
        return []
    keys = pd.util.hash_pandas_object(raw, index=False)
    first = pd.Series(raw.index, index=raw.index).groupby(keys.to_numpy()).transform("first")
    pairs = zip(raw.index[doubled], first[doubled], strict=True)
    return [Problem(file, "duplicate", int(row), params={"first": int(one)}) for row, one in pairs]


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
        Problem(file, "likely_duplicate", int(row), "date", "warning", {"first": int(one)})
        for row, one in zip(frame.index[again], first[again], strict=True)
    ]


def outside(
    days: pd.Series,
    period: tuple[date | None, date | None] | None,
    nominal_days: int | None = None,
) -> pd.Series:
    """True for each day before the first or after the last of the period; all False without one.

    A period whose end nobody published lasts its `nominal_days`, else to the end of the year it
    began in: no campaign here ran over a New Year, and later ones are not to fall into it.
    """
    beyond = pd.Series(False, index=days.index)
    if period is None:
        return beyond
    if period[0] is not None:
        beyond |= days < pd.Timestamp(period[0])
    end = _end(period, nominal_days)
    if end is not None:
        beyond |= days > pd.Timestamp(end)
    return beyond


def _end(period: tuple[date | None, date | None], nominal_days: int | None) -> date | None:
    start, end = period
    if end is not None or start is None:
        return end
    if nominal_days:
        return start + timedelta(days=nominal_days - 1)
    return date(start.year, 12, 31)


def _folded(words: object) -> str:
    return fold(str(words)) if words else ""
