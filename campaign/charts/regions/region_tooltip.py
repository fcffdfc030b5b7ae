"""The tooltip of a region, on the map and in the ranking."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from campaign.analysis.uncertainty import regions_of_indicator
from campaign.analysis.view import View
from campaign.charts.regions.region_classes import STATE_NAMES, STATE_SIGNS
from campaign.charts.words.ranges import range_lines
from campaign.charts.words.wording import round_half_up


def tooltips(view: View) -> dict[str, tuple[str, ...]]:
    """Return {code: lines} for every region; a selection does not change them.

    The lines are name, value, rank, share of the total, activities, population with its year, and
    the range of the value if attendance is missing, because a map cannot draw it. The ranking uses
    the first three lines. Lines without a value are left out.
    """
    ranked, ranges = int(view.units["rank"].notna().sum()), regions_of_indicator(view)
    return {
        str(code): (
            *_lines(str(code), row, ranked, view),
            *range_lines(ranges, code, view.indicator, view.text),
        )
        for code, row in view.units.to_dict("index").items()
    }


def _lines(code: str, row: Mapping[Any, Any], ranked: int, view: View) -> list[str]:
    text, indicator, population = view.text, view.indicator, view.edition.population
    lines = [view.campaign.places.name(code, text)]
    state = str(row["state"])
    if state in STATE_SIGNS:
        lines.append(text(STATE_NAMES[state]))
    else:
        lines.append(f"{text(indicator.name)}: {indicator.format(row['value'], text)}")
        if indicator.code in ("rate", "plan"):
            lines.append(text("People reached: {n}", n=float(row["reached"])))
        if indicator.code == "plan":
            planned = round_half_up(float(row["planned"]))
            lines.append(text("Planned by {date}: {n}", date=view.plan_day, n=planned))
        lines.append(text("Rank: {rank} of {ranked}", rank=int(row["rank"]), ranked=ranked))
    if pd.notna(row["share"]):
        lines.append(f"{text('Share of the national total')}: {text.percent(row['share'], 1)}")
    if indicator.code != "activities" and row["activities"]:
        lines.append(text("Activities: {n}", n=int(row["activities"])))
    if population is not None:
        people = float(row["population"])
        lines.append(text("Population: {n} ({year:raw})", n=people, year=population.year))
    return lines
