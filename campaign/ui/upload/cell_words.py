"""A cell of an uploaded table in the reader's language."""

from __future__ import annotations

from typing import Any

import pandas as pd

from campaign.analysis.view import View
from campaign.domain.value_states import MISSING_WORDS
from campaign.schema.columns import Kind


def cell_words(value: Any, column: str, kind: Kind, view: View) -> str:
    """Return a typed cell in words: codes by their names, "" for an empty cell.

    An empty number of people reached is *not reported*.
    """
    text = view.text
    if pd.isna(value) or value == "":
        return text(MISSING_WORDS["not_reported"]) if column == "reached" else ""
    if kind in ("date", "period"):
        return text.date(value, "short")
    if kind == "whole":
        return text.number(float(value))
    if column in ("oblast", "iso_code"):
        return view.campaign.places.name(str(value), text)
    return view.campaign.type_name(str(value), text) if column == "type" else str(value)
