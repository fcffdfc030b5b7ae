"""Columns that only number the rows and do not identify activities."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from campaign.i18n.match_key import plain
from campaign.ingest.vocabulary import load_vocabulary

FEWEST_ROWS = 5
"""In fewer rows, 1, 2, 3 below any other header may be classes, groups or shifts."""
_WORDS = load_vocabulary("parse", "header_words")
_HEADERS = frozenset(map(plain, _WORDS.words("row_numbers")))
_NUMBER = r"\d{1,7}[.)]?"


def row_number_columns(raw: pd.DataFrame, column_names: Collection[str]) -> list[str]:
    """Return the columns of `raw` that number its rows, except those in `column_names`.

    Either they have a header such as «№ п/п», or their cells count upwards from 0 or 1, with few
    gaps.
    """
    others = [str(name) for name in raw.columns if name not in column_names]
    return [name for name in others if _numbers_rows(name, raw[name])]


def _numbers_rows(name: str, cells: pd.Series) -> bool:
    if plain(name) in _HEADERS:
        filled = cells[cells != ""]
        return bool(2 * filled.str.match(r"\W*\d").sum() >= len(filled))
    # A column without a header is named by its letter.
    fewest = 2 if len(name) == 1 else FEWEST_ROWS
    return len(cells) >= fewest and are_row_numbers(cells)


def are_row_numbers(cells: pd.Series) -> bool:
    """Return True if all cells are whole numbers that count upwards from 0 or 1."""
    texts = cells.astype("str")
    if texts.empty or not texts.str.fullmatch(_NUMBER).all():
        return False
    numbers = texts.str.rstrip(".)").astype("int64")
    is_ascending = numbers.is_monotonic_increasing and numbers.is_unique
    return bool(is_ascending and numbers.iloc[0] in (0, 1) and numbers.iloc[-1] <= 2 * len(numbers))
