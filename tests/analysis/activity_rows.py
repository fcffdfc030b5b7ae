"""A register of a few activities, made from the few columns that a test needs."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

NUMBERS = ("women", "men", "youth", "materials", "media_audience")
WORDS = ("district", "place", "title", "organiser", "partners", "audience", "source", "note")

Row = tuple[str, str, str, float | None] | tuple[str, str, str, float | None, str]


def activities_of(rows: Sequence[Row], estimated: Sequence[str] | None = None) -> pd.DataFrame:
    """Activities (first day, region, type, people reached, and where it has one the last day).

    `estimated` marks the columns of each that hold an estimate.
    """
    full = [(*row, None)[:5] for row in rows]
    frame = pd.DataFrame(full, columns=["date", "oblast", "type", "reached", "end_date"])
    for column in ("date", "end_date"):
        frame[column] = pd.to_datetime(frame[column])
    frame["reached"] = frame["reached"].astype("float64")
    frame = frame.assign(**dict.fromkeys(NUMBERS, float("nan")), **dict.fromkeys(WORDS, ""))
    frame["activity_id"] = [f"a{number}" for number in range(len(frame))]
    frame["reached_by_oblast"] = ""
    return frame if estimated is None else frame.assign(estimated=list(estimated))
