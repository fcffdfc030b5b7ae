"""Duplicates and possible duplicates of rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from campaign.domain.value_states import MISSING_WORDS
from campaign.i18n.match_key import fold
from campaign.i18n.translator import N_
from campaign.schema.issues import Issue

WITH_TITLE = N_("Date, place, type and title")
WITHOUT_TITLE = N_("Date, place and type")


def find_exact(raw: pd.DataFrame, file: str) -> list[Issue]:
    """Return an error for each row that repeats an earlier one in every cell.

    `raw` is without the columns that only number the rows.
    """
    is_repeated = raw.duplicated(keep="first") & (raw != "").any(axis=1)
    if not is_repeated.any():
        return []
    keys = pd.util.hash_pandas_object(raw, index=False)
    first = pd.Series(raw.index, index=raw.index).groupby(keys.to_numpy()).transform("first")
    pairs = zip(raw.index[is_repeated], first[is_repeated], strict=True)
    return [Issue(file, "duplicate", int(row), params={"first": int(one)}) for row, one in pairs]


def find_likely(frame: pd.DataFrame) -> pd.Series:
    """Return, by row, the first row that a possible duplicate may repeat.

    A possible duplicate has the date, place and type of an earlier row; its numbers may differ. If
    the place is empty, the title must be equal too, and if both are empty, the attendance, because
    an oblast may have many activities of one type on one day.
    """
    place, places = _number_texts(frame["place"])
    title, titles = _number_texts(frame["title"])
    lacks_place = _is_blank(place, places)
    lacks_title = lacks_place & _is_blank(title, titles)
    keys = combine_keys(
        [
            pd.factorize(frame["date"])[0],
            pd.factorize(frame["oblast"])[0],
            _number_texts(frame["district"])[0],
            place,
            pd.factorize(frame["type"])[0],
            np.where(lacks_place, title, -1),
            pd.factorize(frame["reached"].where(lacks_title))[0],
        ]
    )
    is_repeated = pd.Series(keys).duplicated().to_numpy()
    # Only the few rows with a repeated key are compared further.
    positions = np.flatnonzero(pd.Series(keys).isin(keys[is_repeated]))
    groups, different = pd.factorize(keys[positions])
    first = np.full(len(different), len(frame))
    np.minimum.at(first, groups, positions)
    rows = frame.index.to_numpy()[first[groups]][is_repeated[positions]]
    return pd.Series(rows, index=frame.index[is_repeated], dtype="int64")


def find_likely_totals(frame: pd.DataFrame) -> pd.Series:
    """Return the result of `find_likely` for rows with a last day.

    If place and title are empty, the last day must be equal and the attendance may differ, because
    such rows are totals of a period.
    """
    totals = frame[frame["end_date"].notna()]
    return find_likely(totals.assign(reached=totals["end_date"]))


def describe_pair(frame: pd.DataFrame, row: int, first: int) -> dict[str, str | int]:
    """Return the parameters of an issue about two rows: the equal columns and both attendances.

    Words are message ids, "not reported" among them.
    """
    here, there = fold(str(frame.at[row, "title"])), fold(str(frame.at[first, "title"]))
    return {
        "what": WITH_TITLE if here and here == there else WITHOUT_TITLE,
        "here": _attendance(frame.at[row, "reached"]),
        "there": _attendance(frame.at[first, "reached"]),
    }


def combine_keys(keys: Sequence[np.ndarray]) -> np.ndarray:
    """Return a number for each row, equal for rows with equal keys; keys are numbers from -1."""
    combined = np.zeros(len(keys[0]), dtype="int64")
    most = 1
    for key in keys:
        if (key == key[:1]).all():
            continue  # the key is the same in every row
        size = int(key.max(initial=-1)) + 2
        if most * size > 2**62:
            # New numbers, so that the product stays within 64 bits.
            combined, different = pd.factorize(combined)
            most = len(different) + 1
        combined = combined * size + key + 1
        most *= size
    return combined


def _attendance(reached: Any) -> str | int:
    return MISSING_WORDS["not_reported"] if pd.isna(reached) else int(reached)


def _is_blank(codes: np.ndarray, texts: list[str]) -> np.ndarray:
    """Return True for each row whose text is empty."""
    is_empty = np.array([text == "" for text in texts], dtype=bool)
    return is_empty[codes] if len(is_empty) else np.zeros(len(codes), dtype=bool)


def _number_texts(cells: pd.Series) -> tuple[np.ndarray, list[str]]:
    """Return a number for the folded text of each cell, and the texts by number."""
    codes, different = pd.factorize(cells)
    folded_texts = [fold(str(text)) if text else "" for text in different]
    numbers, texts = pd.factorize(np.array(folded_texts, dtype=object))
    return numbers[codes], list(texts)
