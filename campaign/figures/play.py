"""The unfolding map: what changes on each day, small enough to send with every filter."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from campaign.breaks import Classes
from campaign.figures.map import NO_ACTIVITY, STATE_SIGNS, label, slot
from campaign.measures import Measure
from campaign.text import Text


def unfold(
    changes: pd.DataFrame,
    measure: Measure,
    classes: Classes,
    days: pd.DatetimeIndex,
    first_day: date,
    codes: list[str],
    ink: list[str],
    text: Text,
) -> dict[str, Any]:
    """The payload the figure component plays (days, day labels, change points of every unit).

    `changes` is `measures.unfolding` over the same days. `first_day` is day 1 of the edition. The
    classes are those of the map at rest, so a colour means the same on every day. `ink` is the
    colour of the words on each slot.
    """
    units: dict[str, list[list[Any]]] = {
        code: [[0, NO_ACTIVITY, STATE_SIGNS["no_activity"]]] for code in codes
    }
    for _, row in changes.iterrows():
        state, value = str(row["state"]), float(row["value"])
        point = [int(row["day"]), slot(row, classes), label(state, value, measure, text)]
        points = units[str(row["oblast"])]
        if points[-1][0] == point[0]:
            points[-1] = point
        elif points[-1][1:] != point[1:]:
            points.append(point)
    return {
        "start": days[0].date().isoformat(),
        "days": len(days),
        "first": (days[0].date() - first_day).days + 1,
        "day": text("Day {n}"),
        "months": text.day_template(days[0].date(), days[-1].date()),
        "units": units,
        "ink": ink,
        "ms": 90,
    }


def slots_met(payload: dict[str, Any]) -> frozenset[int]:
    """Every colour slot that some unit has on some day."""
    return frozenset(point[1] for points in payload["units"].values() for point in points)
