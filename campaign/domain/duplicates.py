"""Rows that may count something twice, and days outside the campaign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from campaign.domain.value_states import STATES
from campaign.i18n.match_key import fold
from campaign.i18n.translator import N_
from campaign.schema.issues import Issue

WITH_TITLE = N_("Date, place, type and title")
WITHOUT_TITLE = N_("Date, place and type")


def exact(raw: pd.DataFrame, file: str) -> list[Issue]:
    """An error for each row that repeats an earlier one in every cell; the first one counts.

    `raw` is without the columns that only number the rows.
    """
    doubled = raw.duplicated(keep="first") & (raw != "").any(axis=1)
    if not doubled.any():
        return []
    keys = pd.util.hash_pandas_object(raw, index=False)
    first = pd.Series(raw.index, index=raw.index).groupby(keys.to_numpy()).transform("first")
    pairs = zip(raw.index[doubled], first[doubled], strict=True)
    return [Issue(file, "duplicate", int(row), params={"first": int(one)}) for row, one in pairs]


def likely(frame: pd.DataFrame) -> pd.Series:
    """By row of each possible duplicate, the first row that it may repeat; whatever the figures.

    Alike are rows with the date, place and type of an earlier one. Where the place is empty the
    title must be the same too, and where both are empty the attendance: many activities of one
    kind may be held in an oblast on one day.
    """
    place, places = _folded(frame["place"])
    title, titles = _folded(frame["title"])
    unplaced = _blank(place, places)
    unnamed = unplaced & _blank(title, titles)
    together = combine_keys(
        [
            pd.factorize(frame["date"])[0],
            pd.factorize(frame["oblast"])[0],
            _folded(frame["district"])[0],
            place,
            pd.factorize(frame["type"])[0],
            np.where(unplaced, title, -1),
            pd.factorize(frame["reached"].where(unnamed))[0],
        ]
    )
    again = pd.Series(together).duplicated().to_numpy()
    # Only rows of which there are several are looked at: of a million, a few.
    several = np.flatnonzero(pd.Series(together).isin(together[again]))
    same, different = pd.factorize(together[several])
    first = np.full(len(different), len(frame))
    np.minimum.at(first, same, several)
    rows = frame.index.to_numpy()
    return pd.Series(rows[first[same]][again[several]], index=frame.index[again], dtype="int64")


def likeness(frame: pd.DataFrame, row: int, first: int) -> dict[str, str | int]:
    """What a message says of two rows by `likely`: what is the same, and both attendances.

    Words are message ids, "not reported" among them.
    """
    here, there = fold(str(frame.at[row, "title"])), fold(str(frame.at[first, "title"]))
    return {
        "what": WITH_TITLE if here and here == there else WITHOUT_TITLE,
        "here": _attendance(frame.at[row, "reached"]),
        "there": _attendance(frame.at[first, "reached"]),
    }


def combine_keys(keys: Sequence[np.ndarray]) -> np.ndarray:
    """One number a row: the same where every key is; keys are numbers from -1."""
    together = np.zeros(len(keys[0]), dtype="int64")
    most = 1
    for key in keys:
        if (key == key[:1]).all():
            continue  # the same in every row, it tells none from another
        size = int(key.max(initial=-1)) + 2
        if most * size > 2**62:
            # Numbered anew, so that the product never grows past 64 bits.
            together, different = pd.factorize(together)
            most = len(different) + 1
        together = together * size + key + 1
        most *= size
    return together


def _attendance(reached: Any) -> str | int:
    return STATES["not_reported"] if pd.isna(reached) else int(reached)


def _blank(codes: np.ndarray, words: list[str]) -> np.ndarray:
    """True for each row without words there."""
    empty = np.array([word == "" for word in words], dtype=bool)
    return empty[codes] if len(empty) else np.zeros(len(codes), dtype=bool)


def _folded(cells: pd.Series) -> tuple[np.ndarray, list[str]]:
    """For each cell the number of its words as `fold` has them, and those words."""
    codes, different = pd.factorize(cells)
    folded = [fold(str(words)) if words else "" for words in different]
    numbers, words = pd.factorize(np.array(folded, dtype=object))
    return numbers[codes], list(words)


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
