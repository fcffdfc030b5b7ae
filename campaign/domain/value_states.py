"""The states of a value, and the words instead of one that is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

import pandas as pd

from campaign.i18n.translator import N_

State = Literal["value", "zero", "not_reported", "no_activity"]
STATES: tuple[State, ...] = get_args(State)

MISSING_WORDS: Mapping[str, str] = {
    "not_reported": N_("not reported"),
    "no_activity": N_("no activity"),
    "ongoing": N_("an earlier activity continues"),
    "no_target": N_("no target"),
}


def state_of(activities: pd.Series, values: pd.Series) -> pd.Series:
    """The `State` of each row: of its number of activities, and of its value, NaN without one."""
    states = pd.Series("value", index=values.index, dtype="object")
    states = states.mask(values == 0, "zero")
    states = states.mask(values.isna(), "not_reported")
    return states.mask(activities == 0, "no_activity")


def reported_state(value: float) -> str:
    """`not_reported` for NaN, `zero` or `value`: the state of a number that some activity has."""
    return "not_reported" if value != value else "value" if value else "zero"
