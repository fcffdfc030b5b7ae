"""Columns with the states of values in words, for every table of the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from campaign.domain.value_states import state_of
from campaign.exports.xlsx.sheet_column import SheetColumn
from campaign.i18n.translator import N_, Text

_WORDS: Mapping[str, str] = {
    "value": N_("reported"),
    "zero": N_("zero"),
    "not_reported": N_("not reported"),
    "no_activity": N_("no activity"),
}
"""The states of `value_states.state_of` in words."""


def in_words(header: str, states: Iterable[str], text: Text) -> SheetColumn:
    """Return a column with the states of values in words."""
    words = {state: text(name) for state, name in _WORDS.items()}
    return SheetColumn(header, "text", [words[str(state)] for state in states])


def state_header(name: str, text: Text) -> str:
    """Return the header of the column of states for a value with this name."""
    return text("State: {what}", what=name)


def reported_states(numbers: pd.Series) -> pd.Series:
    """Return the state of each number of an activity: `value`, `zero` or `not_reported`."""
    return state_of(pd.Series(1, index=numbers.index), numbers)
