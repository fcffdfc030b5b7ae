"""Rows that are marked as invented, as in the illustrative register."""

from __future__ import annotations

import pandas as pd

from campaign.i18n.translator import LANGUAGES, N_, Text

ILLUSTRATIVE = "illustrative"
"""The source of every invented row in the files of the dashboard."""
SOURCE_WORDS = N_("illustrative (invented)")
"""The source of invented rows in exports for readers; their notes begin with it too."""


def find_illustrative(rows: pd.DataFrame) -> pd.Series:
    """Return True for each row whose source or note marks it as illustrative.

    Exports and templates write the mark in any language; the column `illustrative` of a data
    package counts too. Missing columns are ignored.
    """
    words = tuple(Text.of(lang)(SOURCE_WORDS) for lang in LANGUAGES)
    is_invented = pd.Series(False, index=rows.index)
    for column in ("source", "note"):
        if column in rows:
            texts = rows[column].dropna().unique()
            marks = [text for text in texts if str(text).strip().startswith((*words, ILLUSTRATIVE))]
            is_invented |= rows[column].isin(marks)
    if ILLUSTRATIVE in rows:
        is_invented |= rows[ILLUSTRATIVE].astype("str").str.strip().str.lower() == "true"
    return is_invented
