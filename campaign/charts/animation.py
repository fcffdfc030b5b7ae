"""The unfolding map: what changes on each day, and the words that then speak of that day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from campaign.analysis.class_breaks import Classes
from campaign.analysis.indicators import Indicator
from campaign.charts.choropleth import (
    NO_ACTIVITY,
    STATE_NAMES,
    STATE_SIGNS,
    STATE_SLOTS,
    label,
    legend_head,
    narrow_title,
    slot,
)
from campaign.domain.places import Places
from campaign.i18n.translator import N_, Text

SERIES = ("units", "country", "highest")
"""The parts of the payload that are as long as the register; the others are words and sizes."""


def unfold(
    changes: pd.DataFrame,
    country: pd.DataFrame,
    indicator: Indicator,
    classes: Classes,
    places: Places,
    text: Text,
) -> dict[str, Any]:
    """What is shown from which day on, for every unit, the country and the highest of the units.

    `changes` is `indicators.unfolding` and `country` `indicators.unfolding_country` over the same
    days. The classes are those of the map at rest, so a colour means the same on every day. A
    point of a unit is its day, colour slot, value in words, value (None where there is none), and
    for a rate the people reached; of the country its day, value in words, value on the scale of
    the units, and that in words.
    """
    units: dict[str, list[list[Any]]] = {
        code: [[0, NO_ACTIVITY, STATE_SIGNS["no_activity"], None, ""]] for code in places.codes
    }
    for _, row in changes.iterrows():
        state, value = str(row["state"]), float(row["value"])
        count = ""
        if indicator.code == "rate" and row["reached"] == row["reached"]:
            count = f"({text.number(float(row['reached']))})"
        known = round(value, indicator.digits + 2) if value == value else None
        point = [int(row["day"]), slot(row, classes), label(state, value, indicator, text)]
        _add(units[str(row["oblast"])], [*point, known, count])
    return {
        "units": units,
        "country": _country(country, indicator, len(places.codes), text),
        "highest": _highest(changes, indicator, places, text),
    }


def day_words(
    indicator: Indicator,
    classes: Classes,
    average: float | None,
    days: pd.DatetimeIndex,
    first_day: date,
    text: Text,
) -> dict[str, Any]:
    """The days, and every phrase that the browser fills with what is known of the day shown.

    `first_day` is day 1 of the edition, `average` the national one of the map at rest.
    """
    name = text(indicator.name)
    title = legend_head(f"{name} · {{number}}", text)
    if average is not None and classes.average_at is not None:
        limit = indicator.format(average, text)
        words = N_("National average: {value}; class limit: {limit}, that of the last day")
        title += "<br>" + text(words, value="{value}", limit=limit)
    elif average is not None:
        title += "<br>" + text("National average: {value}")
    mark = text("Mean per region: {value}") if indicator.adds_up else text("Kyrgyzstan: {value}")
    return {
        "start": days[0].date().isoformat(),
        "days": len(days),
        "first": (days[0].date() - first_day).days + 1,
        "day": text("Day {n}"),
        "months": text.day_template(days[0].date(), days[-1].date()),
        "period": text(
            "{indicator}: {day}, counted from {start:abl}",
            indicator=name,
            day="{day}",
            start=days[0].date(),
        ),
        "finding": text("Kyrgyzstan: {value}. Highest: {top}.", value="{value}", top="{top}"),
        "nowhere": text("Kyrgyzstan: {value}.", value="{value}"),
        "legend": title,
        "legend_narrow": narrow_title(title),
        "value": f"{name}: {{value}}",
        "count": text("People reached: {n}"),
        "mark": mark,
        "states": {
            str(STATE_SLOTS[state]): text(STATE_NAMES[STATE_SLOTS[state]]) for state in STATE_SIGNS
        },
        "ms": 90,
    }


def class_indices(payload: Mapping[str, Any]) -> frozenset[int]:
    """Every colour slot that some unit has on some day."""
    return frozenset(point[1] for points in payload["units"].values() for point in points)


def _country(rows: pd.DataFrame, indicator: Indicator, units: int, text: Text) -> list[list[Any]]:
    points: list[list[Any]] = [[0, STATE_SIGNS["no_activity"], None, ""]]
    for day, value in zip(rows["day"].tolist(), rows["value"].tolist(), strict=True):
        if value != value:
            _add(points, [day, text("not reported"), None, ""])
            continue
        # A total is on another scale than its parts: there the mark is the mean per region.
        at = value / units if indicator.adds_up else value
        words = indicator.format(value, text)
        _add(points, [day, words, round(at, 4), indicator.format(at, text)])
    return points


def _highest(
    changes: pd.DataFrame, indicator: Indicator, places: Places, text: Text
) -> list[list[Any]]:
    points: list[list[Any]] = []
    values: dict[str, float] = {}
    for day, rows in changes.groupby("day", sort=True):
        reported = rows[rows["value"].notna()]
        values |= dict(zip(reported["oblast"], reported["value"], strict=True))
        most = max(values.values(), default=0.0)
        if most > 0:
            tied = [places.name(code, text) for code in places.codes if values.get(code) == most]
            _add(points, [int(str(day)), f"{text.list(tied)}, {indicator.format(most, text)}"])
    return points


def _add(points: list[list[Any]], point: list[Any]) -> None:
    """Add a change; of one day the last counts, and what says nothing new is left out."""
    if points and points[-1][0] == point[0]:
        points[-1] = point
    elif not points or points[-1][1:] != point[1:]:
        points.append(point)
