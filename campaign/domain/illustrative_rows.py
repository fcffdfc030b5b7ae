"""Rows that say of themselves that they are invented, as those of the illustrative register do."""

from __future__ import annotations

import pandas as pd

from campaign.i18n.translator import LANGUAGES, N_, Text

ILLUSTRATIVE = "illustrative"
"""The source of every invented row in the files of the dashboard."""
SOURCE_WORDS = N_("illustrative (invented)")
"""The same in exports for readers; their notes begin with it too."""


def find_illustrative(rows: pd.DataFrame) -> pd.Series:
    """Return True for each row whose source or note says that it is illustrative.

    In any language, as exports and templates write it; so does the column of that name in a data
    package. Columns that are missing say nothing.
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
