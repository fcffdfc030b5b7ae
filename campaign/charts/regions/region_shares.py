"""Shares of the people reached and of the population, by region."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from campaign.analysis.data_table import DataTable, TableColumn
from campaign.analysis.view import View
from campaign.charts.body import LegendKey, NumberFormat, Pair, Pairs
from campaign.charts.regions.region_pairs import (
    Columns,
    build_pair,
    build_table,
    missing_sentences,
    value_words,
    with_sign,
)
from campaign.charts.ticks import share_ticks
from campaign.charts.words.denominator import Words
from campaign.charts.words.wording import join_sentences
from campaign.i18n.translator import N_, Text
from campaign.theme.roles import FIRST, SECOND

REACH, POPULATION = N_("Share of the people reached"), N_("Share of the population")
_STEPS = 5  # approximate number of ticks
_LEAST = 0.05  # percentage points: a smaller difference is ignored


def build(frame: pd.DataFrame, view: View) -> Pairs:
    """Return the pairs of `coverage`; the region furthest below its population share is first.

    Regions that are not comparable come last.
    """
    rows, words = sorted_rows(frame), Words.of(view)
    nothing = view.text("No activities in this selection.")
    pairs = [_pair(str(c), row, view, words) for c, row in rows.to_dict("index").items()]
    return share_pairs(pairs, POPULATION, nothing, view.text)


def share_pairs(pairs: Sequence[Pair], second: str, nothing: str, text: Text) -> Pairs:
    """Return rows of the share of the people reached and another share, named `second`."""
    shares = [point.value for pair in pairs for point in pair.points]
    return Pairs(
        rows=tuple(pairs),
        legend=(
            LegendKey(FIRST, text(REACH), mark="dot"),
            LegendKey(SECOND, text(second), mark="hollow"),
        ),
        headings=(text("Region"), text("Share of the country")),
        ticks=share_ticks(max(shares, default=math.nan), _STEPS, text),
        format=NumberFormat("percent", 1),
        nothing=nothing,
    )


def sorted_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `coverage` in the order of the chart."""
    return frame.sort_values("share_difference", na_position="last", kind="stable")


def finding(frame: pd.DataFrame, view: View) -> str:
    """Return the region furthest below its share of the population; "" if none is below.

    If one region is selected, it is this region with both shares.
    """
    if len(view.selection.oblasts) == 1:
        return _shares(frame, view.selection.oblasts[0], view)
    low = _extreme(frame, view, lowest=True)
    words = N_("Furthest below its share of the population: {place}")
    return view.text(words, place=low) if low else ""


def summary(frame: pd.DataFrame, view: View) -> str:
    """Return the selected regions, and those furthest below and above their population share.

    Regions that are not comparable follow.
    """
    text = view.text
    selected = [_shares(frame, code, view) for code in view.selection.oblasts]
    parts = [f"{words}." for words in selected if words]
    for lowest, words in (
        (True, N_("Furthest below its share of the population: {place}.")),
        (False, N_("Furthest above: {place}.")),
    ):
        if place := _extreme(frame, view, lowest=lowest):
            parts.append(text(words, place=place))
    differences = frame["share_difference"].abs().dropna() * 100
    if len(differences) and (differences < _LEAST).all():
        parts.append(
            text(
                "In every region the share of the people reached equals the share of "
                "the population."
            )
        )
    return join_sentences(*parts, *missing_sentences(frame, view))


def to_table(frame: pd.DataFrame, view: View) -> DataTable:
    """Return the regions in the order of the chart, with the numbers behind the shares."""
    text, words = view.text, Words.of(view)
    rows = sorted_rows(frame)
    return build_table(
        rows.assign(points=rows["share_difference"] * 100),
        view,
        TableColumn("reached", words.people, "number", state="state"),
        TableColumn("reach_share", text(REACH), "percent", 1, state="state"),
        TableColumn("population", words.population, "number"),
        TableColumn("population_share", text(POPULATION), "percent", 1),
        TableColumn("points", text("Difference, percentage points"), "number", 1, "state"),
    )


def points(difference: float, text: Text) -> str:
    """Return a difference of two shares in percentage points, with its sign."""
    return text("{n} pp", n=with_sign(difference * 100, 1, text))


def share_pair(
    code: str,
    row: Mapping[Any, Any],
    view: View,
    words: Words,
    second: tuple[str, str],
    lines: Sequence[str] = (),
) -> Pair:
    """Return the row of a region: `second` are the name and the column of the other share.

    `lines` are added after both shares in the tooltip.
    """
    text, (name, column) = view.text, second

    def percent(value: float) -> str:
        return text.percent(value, 1)

    reach = value_words(float(row["reach_share"]), str(row["state"]), percent, text)
    other = value_words(float(row[column]), "value", percent, text)
    lines = (f"{text(REACH)}: {reach}", f"{text(name)}: {other}", *lines, *words.lines(row))
    return build_pair(code, row, view, Columns("reach_share", column, percent), lines, "")


def _pair(code: str, row: Mapping[Any, Any], view: View, words: Words) -> Pair:
    pair = share_pair(code, row, view, words, (POPULATION, "population_share"))
    difference = float(row["share_difference"])
    return pair if math.isnan(difference) else replace(pair, note=points(difference, view.text))


def _extreme(frame: pd.DataFrame, view: View, *, lowest: bool) -> str:
    """Return the region furthest below or above, with both shares; "" if there is none."""
    differences = frame["share_difference"].dropna()
    if differences.empty:
        return ""
    value = differences.min() if lowest else differences.max()
    if abs(value) * 100 < _LEAST or (value > 0) == lowest:
        return ""
    code = str(differences.index[differences == value][0])
    return _shares(frame, code, view)


def _shares(frame: pd.DataFrame, code: str, view: View) -> str:
    """Return a region with both shares; "" if it is not comparable."""
    reach, people = (float(frame[key][code]) for key in ("reach_share", "population_share"))
    if math.isnan(reach - people):
        return ""
    text = view.text
    return text(
        "{place} – {reach} of the people reached, {people} of the population",
        place=view.campaign.places.name(code, text),
        reach=text.percent(reach, 1),
        people=text.percent(people, 1),
    )
