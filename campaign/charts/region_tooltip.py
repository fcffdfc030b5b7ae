"""What is said of a region under the pointer, on the map and in the list beside it."""

from __future__ import annotations

import pandas as pd

from campaign.analysis.view import View
from campaign.charts.region_classes import STATE_NAMES, STATE_SIGNS


def tooltips(view: View) -> dict[str, tuple[str, ...]]:
    """{code: lines} of every unit, whichever is chosen.

    Name, value, rank, share of the total, activities, population and its year; the first three
    lines serve where the rest stands beside. Lines that do not hold for a unit are left out.
    """
    ranked = int(view.units["rank"].notna().sum())
    rows = view.units.iterrows()
    return {str(code): tuple(_lines(str(code), row, ranked, view)) for code, row in rows}


def _lines(code: str, row: pd.Series, ranked: int, view: View) -> list[str]:
    text, indicator, population = view.text, view.indicator, view.edition.population
    lines = [view.campaign.places.name(code, text)]
    state = str(row["state"])
    if state in STATE_SIGNS:
        lines.append(text(STATE_NAMES[state]))
    else:
        lines.append(f"{text(indicator.name)}: {indicator.format(row['value'], text)}")
        if indicator.code == "rate":
            lines.append(text("People reached: {n}", n=float(row["reached"])))
        lines.append(text("Rank: {rank} of {ranked}", rank=int(row["rank"]), ranked=ranked))
    if pd.notna(row["share"]):
        lines.append(f"{text('Share of the national total')}: {text.percent(row['share'], 1)}")
    if indicator.code != "activities" and row["activities"]:
        lines.append(text("Activities: {n}", n=int(row["activities"])))
    if population is not None:
        people = float(row["population"])
        lines.append(text("Population: {n} ({year:raw})", n=people, year=population.year))
    return lines
