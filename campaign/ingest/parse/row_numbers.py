"""Columns that only number the rows: they tell no two activities apart."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from campaign.i18n.match_key import plain
from campaign.ingest.vocabulary import load_vocabulary

FEWEST_ROWS = 5
"""Under a head of another sense 1, 2, 3 in fewer rows may as well be classes, groups or shifts."""
_WORDS = load_vocabulary("parse", "header_words")
_HEADS = frozenset(map(plain, _WORDS.words("row_numbers")))
_NUMBER = r"\d{1,7}[.)]?"


def row_number_columns(raw: pd.DataFrame, declared: Collection[str]) -> list[str]:
    """The columns of `raw` that number its rows; never one of the `declared`.

    A head such as «№ п/п» says so. Under any other head the cells do, where they count upwards
    from 0 or 1, with gaps of some rows at most.
    """
    others = [str(name) for name in raw.columns if name not in declared]
    return [name for name in others if _numbers_rows(name, raw[name])]


def _numbers_rows(name: str, cells: pd.Series) -> bool:
    if plain(name) in _HEADS:
        filled = cells[cells != ""]
        return bool(2 * filled.str.match(r"\W*\d").sum() >= len(filled))
    # A column without a head is named by its letter.
    fewest = 2 if len(name) == 1 else FEWEST_ROWS
    return len(cells) >= fewest and are_row_numbers(cells)


def are_row_numbers(cells: pd.Series) -> bool:
    """True where every cell is a whole number and they count upwards from 0 or 1."""
    words = cells.astype("str")
    if words.empty or not words.str.fullmatch(_NUMBER).all():
        return False
    numbers = words.str.rstrip(".)").astype("int64")
    rising = numbers.is_monotonic_increasing and numbers.is_unique
    return bool(rising and numbers.iloc[0] in (0, 1) and numbers.iloc[-1] <= 2 * len(numbers))
