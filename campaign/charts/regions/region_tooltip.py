"""The tooltip of a region, on the map and in the ranking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from campaign.analysis.uncertainty import regions_of_indicator
from campaign.analysis.view import View
from campaign.charts.regions.region_classes import STATE_NAMES, STATE_SIGNS
from campaign.charts.words.ranges import with_high_of
from campaign.charts.words.wording import amount, round_half_up


def tooltips(view: View) -> dict[str, tuple[str, ...]]:
    """Return {code: lines} for every region; a selection does not change them.

    The lines are name, value with its end if attendance is missing, rank with the numbers behind
    the value or its share of the total, and activities. Lines without a value are left out.
    """
    ranked, ranges = int(view.units["rank"].notna().sum()), regions_of_indicator(view)
    lines = {}
    for code, row in view.units.to_dict("index").items():
        value = with_high_of(_value(row, view), ranges, code, view.indicator, view.text)
        more = filter(None, (" · ".join(_context(row, ranked, view)), _activities(row, view)))
        lines[str(code)] = (view.campaign.places.name(str(code), view.text), value, *more)
    return lines


def _value(row: Mapping[Any, Any], view: View) -> str:
    text, indicator, state = view.text, view.indicator, str(row["state"])
    if state in STATE_SIGNS:
        return text(STATE_NAMES[state])
    words = amount(row["value"], indicator, text)
    return f"{text(indicator.name)}: {words}" if indicator.percent else words


def _context(row: Mapping[Any, Any], ranked: int, view: View) -> Iterator[str]:
    text, indicator = view.text, view.indicator
    if str(row["state"]) in STATE_SIGNS:
        return
    yield text("Rank: {rank} of {ranked}", rank=int(row["rank"]), ranked=ranked)
    if indicator.code in ("rate", "plan"):
        yield text("People reached: {n}", n=float(row["reached"]))
    if pd.notna(row["share"]):
        yield f"{text('Share of the national total')}: {text.percent(row['share'], 1)}"


def _activities(row: Mapping[Any, Any], view: View) -> str:
    """Return the planned people for the share of a plan, else the number of activities."""
    text, indicator = view.text, view.indicator
    if indicator.code == "plan" and str(row["state"]) not in STATE_SIGNS:
        planned = round_half_up(float(row["planned"]))
        return text("Planned by {date}: {n}", date=view.plan_day, n=planned)
    if indicator.code == "activities" or not row["activities"]:
        return ""
    return text("Activities: {n}", n=int(row["activities"]))
