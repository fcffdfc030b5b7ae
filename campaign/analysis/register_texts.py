"""The free texts of a register in the reader's language, if its owner has translated them."""

from __future__ import annotations

import pandas as pd

from campaign.analysis.view import View
from campaign.domain.translated_texts import translate_rows


def localize_texts(rows: pd.DataFrame, view: View) -> pd.DataFrame:
    """Return the activities with translated texts; a text without a translation is unchanged."""
    return translate_rows(rows, view.edition.translations.get(view.text.lang, {}))
