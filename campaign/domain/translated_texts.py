"""The free texts of activities in a reader's language, if the file's owner has translated them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

TEXT_COLUMNS = ("district", "place", "title", "organiser", "partners", "audience", "note")
_SEPARATOR = "; "


def translate_rows(rows: pd.DataFrame, words: Mapping[str, str]) -> pd.DataFrame:
    """Return the activities with their texts translated; a text without a translation stays."""
    if not words:
        return rows
    columns = [column for column in TEXT_COLUMNS if column in rows]
    return rows.assign(**{column: _translate(rows[column], words) for column in columns})


def translate_cells(cells: Iterable[str], words: Mapping[str, str]) -> dict[str, str]:
    """Return {cell: translation} of distinct cells, translated as a whole or else by entry."""
    return {cell: _translate_cell(cell, words) for cell in cells}


def _translate(cells: pd.Series, words: Mapping[str, str]) -> pd.Series:
    numbers, different = pd.factorize(cells)
    # A missing cell has the number -1, the last position.
    translated = np.array([*(_translate_cell(cell, words) for cell in different), None], "object")
    return pd.Series(translated[numbers], cells.index, dtype="str")


def _translate_cell(cell: str, words: Mapping[str, str]) -> str:
    """Return the translation of the whole cell, or else of each entry that has one."""
    entries = [entry.strip() for entry in cell.split(";")]
    if cell in words or not any(entry in words for entry in entries):
        return words.get(cell, cell)
    return _SEPARATOR.join(words.get(entry, entry) for entry in entries)
