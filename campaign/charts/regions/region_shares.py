"""Shares of the people reached and of the population, by region."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from campaign.analysis.answers import Extreme, most_missing
from campaign.analysis.data_table import DataTable, TableColumn
from campaign.analysis.view import View
from campaign.charts.regions.region_pairs import (
    Columns,
    build_pair,
    build_table,
    missing_sentences,
    pair_legend,
    value_words,
    with_sign,
)
from campaign.charts.regions.region_rates import gap_words
from campaign.charts.spec import Dumbbell, NumberFormat, Pair
from campaign.charts.ticks import share_ticks
from campaign.charts.words.answer_words import MOST_ABOVE, MOST_MISSING, MOST_NAMES
from campaign.charts.words.denominator import Words
from campaign.charts.words.wording import end_sentence, join_sentences
from campaign.i18n.translator import N_, Text

REACH, POPULATION = N_("Share of the people reached"), N_("Share of the population")
_STEPS = 5  # approximate number of ticks
_LEAST = 0.05  # percentage points: a smaller difference is ignored


def build(frame: pd.DataFrame, view: View) -> Dumbbell:
    """Return the pairs of `coverage`; the region furthest below its population share is first.

    Regions that are not comparable come last.
    """
    rows, words = sorted_rows(frame), Words.of(view)
    nothing = view.text("No activities in this selection.")
    pairs = [_pair(str(c), row, view, words) for c, row in rows.to_dict("index").items()]
    return share_pairs(pairs, POPULATION, nothing, view.text)


def share_pairs(pairs: Sequence[Pair], second: str, nothing: str, text: Text) -> Dumbbell:
    """Return rows of the share of the people reached and another share, named `second`."""
    shares = [point.value for pair in pairs for point in pair.points]
    return Dumbbell(
        rows=tuple(pairs),
        legend=pair_legend(text(REACH), text(second)),
        headings=(text("Region"), text("Share of the country")),
        ticks=share_ticks(max(shares, default=math.nan), _STEPS, text),
        format=NumberFormat("percent", 1),
        nothing=nothing,
    )


def sorted_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `coverage` in the order of the chart."""
    return frame.sort_values("share_difference", na_position="last", kind="stable")


def finding(frame: pd.DataFrame, view: View) -> str:
    """Return the region with most people missing, in shares; "" if none is below the average.

    If one region is selected, it is this region with both shares.
    """
    codes = view.selection.oblasts
    if len(codes) == 1:
        return _shares(frame, codes[0], view)
    return _answer(MOST_MISSING, most_missing(frame["gap"], codes), frame, view)


def summary(frame: pd.DataFrame, view: View) -> str:
    """Return the selected regions, and those with most people missing and above the average.

    One selected region has its own gap instead. Regions that are not comparable follow.
    """
    codes = view.selection.oblasts
    parts = [_shares(frame, code, view) for code in codes]
    if len(codes) == 1:
        parts.append(_own_gap(float(frame["gap"][codes[0]]), codes[0], view))
    else:
        parts.append(finding(frame, view))
        parts.append(_answer(MOST_ABOVE, most_missing(-frame["gap"], codes), frame, view))
    differences = frame["share_difference"].abs().dropna() * 100
    if len(differences) and (differences < _LEAST).all():
        parts.append(
            view.text(
                "In every region the share of the people reached equals the share of "
                "the population."
            )
        )
    return join_sentences(*map(end_sentence, parts), *missing_sentences(frame, view))


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
    line: str = "",
) -> Pair:
    """Return the row of a region: `second` are the name and the column of the other share.

    `line` follows both shares in the tooltip; "": the people reached.
    """
    text, (name, column) = view.text, second

    def percent(value: float) -> str:
        return text.percent(value, 1)

    reach = value_words(float(row["reach_share"]), str(row["state"]), percent, text)
    other = value_words(float(row[column]), "value", percent, text)
    line = line or words.reached_line(row)
    lines = (f"{text(REACH)}: {reach}", f"{text(name)}: {other}", *filter(None, (line,)))
    return build_pair(code, row, view, Columns("reach_share", column, percent), lines, "")


def _pair(code: str, row: Mapping[Any, Any], view: View, words: Words) -> Pair:
    pair = share_pair(code, row, view, words, (POPULATION, "population_share"))
    difference = float(row["share_difference"])
    return pair if math.isnan(difference) else replace(pair, note=points(difference, view.text))


def _own_gap(gap: float, code: str, view: View) -> str:
    if math.isnan(gap):
        return ""
    return view.text(
        "Gap to the national average, {place}: {people}",
        place=view.campaign.places.name(code, view.text),
        people=gap_words(gap, view),
    )


def _answer(answer: str, extreme: Extreme | None, frame: pd.DataFrame, view: View) -> str:
    """Return the winners of an answer with both shares; "" if the shares show no difference."""
    codes = () if extreme is None else extreme.codes
    is_shown = frame["share_difference"].abs() * 100 >= _LEAST
    if not codes or len(codes) > MOST_NAMES or not is_shown[list(codes)].all():
        return ""
    shares = "; ".join(_shares(frame, code, view) for code in codes)
    return view.text("{place}: {value}", place=view.text(answer), value=shares)


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
