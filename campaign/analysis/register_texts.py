"""The free texts of a register in the reader's language, where its owner has translated them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from campaign.analysis.view import View

TEXT_COLUMNS = ("district", "place", "title", "organiser", "partners", "audience", "note")
_SEPARATOR = "; "


def localize_texts(rows: pd.DataFrame, view: View) -> pd.DataFrame:
    """Activities with their texts in the reader's language; a text without a translation stays."""
    words = view.edition.translations.get(view.text.lang, {})
    if not words:
        return rows
    columns = [column for column in TEXT_COLUMNS if column in rows]
    return rows.assign(**{column: _localize(rows[column], words) for column in columns})


def _localize(cells: pd.Series, words: Mapping[str, str]) -> pd.Series:
    localized = {cell: _localize_cell(cell, words) for cell in cells.dropna().unique()}
    return cells.astype("object").map(localized, na_action="ignore").astype("str")


def _localize_cell(cell: str, words: Mapping[str, str]) -> str:
    """The cell as a whole, or else entry by entry where one of them is known."""
    entries = [entry.strip() for entry in cell.split(";")]
    if cell in words or not any(entry in words for entry in entries):
        return words.get(cell, cell)
    return _SEPARATOR.join(words.get(entry, entry) for entry in entries)
