"""Why a figure is missing, in words beside it, in every table of the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from campaign.analysis.indicators import state_of
from campaign.exports.xlsx.typed_table import Field
from campaign.i18n.translator import N_, Text

STATES: Mapping[str, str] = {
    "value": N_("reported"),
    "zero": N_("zero"),
    "not_reported": N_("not reported"),
    "no_activity": N_("no activity"),
}
"""The states of `indicators.state_of` in words."""


def in_words(head: str, states: Iterable[str], text: Text) -> Field:
    """The column that says what became of the figure beside it."""
    words = {state: text(name) for state, name in STATES.items()}
    return Field(head, "text", [words[str(state)] for state in states])


def state_head(name: str, text: Text) -> str:
    """The head of that column for the figure that is named."""
    return text("State: {what}", what=name)


def is_reported(figures: pd.Series) -> pd.Series:
    """The state of the figures of activities that took place."""
    return state_of(pd.Series(1, index=figures.index), figures)
