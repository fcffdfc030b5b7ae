"""The states of a value, and the words for a missing value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

import numpy as np
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
    """Return the `State` of each row, by its number of activities and its value (NaN if missing).

    Both series have the same index.
    """
    counts, numbers = (
        column.to_numpy(dtype="float64", na_value=np.nan) for column in (activities, values)
    )
    conditions = [counts == 0, np.isnan(numbers), numbers == 0]
    states = np.select(conditions, ["no_activity", "not_reported", "zero"], "value")
    return pd.Series(states.astype("object"), index=values.index, dtype="object")


def reported_state(value: float) -> str:
    """Return the state of a value with activities: `not_reported` for NaN, `zero` or `value`."""
    return "not_reported" if value != value else "value" if value else "zero"
