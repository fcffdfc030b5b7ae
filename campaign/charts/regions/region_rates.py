"""The rate of each region, the national or a chosen rate, and the gap in people."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from campaign.analysis.answers import most_missing, rate_answer
from campaign.analysis.coverage import PER, gaps, units_below
from campaign.analysis.data_table import DataTable, TableColumn
from campaign.analysis.indicator_frames import none_if_missing
from campaign.analysis.indicators import INDICATORS
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
from campaign.charts.spec import Dumbbell, NumberFormat, Pair
from campaign.charts.ticks import number_ticks
from campaign.charts.words.answer_words import (
    AMONG,
    LOWEST,
    MOST_MISSING,
    MOST_MISSING_TO_RATE,
    absent_words,
    answer_words,
    beside_average,
    lowest_words,
    most_missing_words,
    region_names,
)
from campaign.charts.words.denominator import Words
from campaign.charts.words.wording import end_sentence, join_sentences
from campaign.i18n.translator import N_

_STEPS = 5  # approximate number of ticks


@dataclass(frozen=True, eq=False)
class RateComparison:
    """The rows of `coverage` with a rate to compare with: `benchmark`, else `national`.

    In `rows`, `gap` is the number of people reached minus the number at this rate. NaN if the
    national rate is not known.
    """

    frame: pd.DataFrame
    national: float
    benchmark: float | None
    words: Words

    @property
    def rate(self) -> float:
        """The chosen rate, else the national one."""
        return self.national if self.benchmark is None else self.benchmark

    @property
    def rows(self) -> pd.DataFrame:
        """The rows with `gap` and `benchmark`; the rows with most missing people are first."""
        rows = self.frame.assign(benchmark=self.rate, gap=gaps(self.frame, self.rate))
        # A region without a known population cannot be compared.
        rows["benchmark"] = rows["benchmark"].where(rows["population"].notna())
        return rows.sort_values("gap", na_position="last", kind="stable")

    def benchmark_name(self) -> str:
        """Return the rate that regions are compared with, in words."""
        text = self.words.text
        name = N_("National average") if self.benchmark is None else N_("Chosen rate")
        return text("{name}, {unit}", name=text(name), unit=self.words.unit)


def build(comparison: RateComparison, view: View) -> Dumbbell:
    """Return a row for each region: its rate, the rate compared with, the gap in people."""
    text, rows = view.text, comparison.rows
    most = rows[["rate", "benchmark"]].max().max()
    unit = comparison.words.unit
    return Dumbbell(
        rows=tuple(
            _pair(str(code), row, view, comparison) for code, row in rows.to_dict("index").items()
        ),
        legend=pair_legend(
            text("Rate of the region, {unit}", unit=unit), comparison.benchmark_name()
        ),
        headings=(text("Region"), unit),
        ticks=number_ticks(most if most == most else 1, _STEPS, text),
        format=NumberFormat("number", 1),
        nothing=text("No activities in this selection."),
    )


def finding(comparison: RateComparison, view: View) -> str:
    """Return who is behind, after the regions without an activity; for one region its rate.

    "" if no two regions can be compared.
    """
    text, rate, codes = view.text, INDICATORS["rate"], view.selection.oblasts
    if len(codes) == 1:
        value = float(comparison.frame["rate"][codes[0]])
        if math.isnan(value):
            return ""
        place = view.campaign.places.name(codes[0], text)
        words = text("{place}: {value}", place=place, value=comparison.words.rate(value))
        return beside_average(words, value, none_if_missing(comparison.national), rate, text)
    ends = rate_answer(view)
    if ends is None:
        return ""
    absent = "" if codes else absent_words(ends, view)
    words = lowest_words(ends, rate, view)
    if comparison.words.group:
        names, low = region_names(ends.lowest.codes, view), comparison.words.rate(ends.lowest.value)
        scope = "" if ends.among == "all" else text(AMONG[ends.among])
        words = answer_words(LOWEST["rate"], names, low, text, scope)
    return ". ".join(filter(None, (absent, words)))


def missing_people(comparison: RateComparison, view: View) -> str:
    """Return the region with most people missing to the rate; for one selected region its gap.

    "" if no region is below the rate.
    """
    codes, gap = view.selection.oblasts, comparison.rows["gap"]
    if len(codes) == 1:
        return own_gap(float(gap[codes[0]]), view)
    most = most_missing(gap, codes)
    if most is None:
        return ""
    answer = MOST_MISSING if comparison.benchmark is None else MOST_MISSING_TO_RATE
    return most_missing_words(most, view, answer)


def summary(comparison: RateComparison, view: View) -> str:
    """Return the most missing people, the average, the regions below half of it, all missing."""
    text, rows = view.text, comparison.rows
    rate_words = comparison.words.rate
    parts = [end_sentence(missing_people(comparison, view))]
    if not math.isnan(comparison.national):
        parts.append(text("National average: {rate}.", rate=rate_words(comparison.national)))
        low = units_below(comparison.frame, comparison.national / 2)
        names = _with_rates(low, comparison, view) if low else text("none")
        parts.append(text("Below half the national average: {places}.", places=names))
    if comparison.benchmark is not None:
        parts.append(text("Chosen rate: {rate}.", rate=rate_words(comparison.benchmark)))
    short = rows.loc[rows["gap"] < 0, "gap"]
    if len(short):
        words = N_("Combined shortfall of the regions below the national average, in people: {n}.")
        if comparison.benchmark is not None:
            words = N_("Combined shortfall of the regions below the chosen rate, in people: {n}.")
        parts.append(text(words, n=text.number(-float(short.sum()))))
    if view.wide.codes and comparison.benchmark is None:
        parts.append(
            text("The national average also includes activities not assigned to a single region.")
        )
    parts += [*missing_sentences(comparison.frame, view), comparison.words.population_line()]
    return join_sentences(*parts)


def to_table(comparison: RateComparison, view: View) -> DataTable:
    """Return a row for each region, in the order of the chart."""
    text, words = view.text, comparison.words
    rows = comparison.rows
    return build_table(
        rows.assign(expected=rows["population"] * comparison.rate / PER),
        view,
        TableColumn("reached", words.people, "number", state="state"),
        TableColumn("population", words.population, "number"),
        TableColumn("rate", text("Rate, {unit}", unit=words.unit), "number", 1, "state"),
        TableColumn("benchmark", comparison.benchmark_name(), "number", 1),
        TableColumn("expected", text("People reached at the comparison rate"), "number"),
        TableColumn("gap", text("Gap, people"), "number", 0, "state"),
    )


def _pair(code: str, row: Mapping[Any, Any], view: View, comparison: RateComparison) -> Pair:
    text, words = view.text, comparison.words

    def number(value: float) -> str:
        return text.number(value, 1)

    rate, gap = float(row["rate"]), float(row["gap"])
    lines = [value_words(rate, str(row["state"]), words.rate, text)]
    note = "" if math.isnan(gap) else gap_words(gap, view)
    lines += filter(None, (words.reached_line(row), own_gap(gap, view)))
    return build_pair(code, row, view, Columns("rate", "benchmark", number), lines, note)


def gap_words(gap: float, view: View) -> str:
    """Return a gap in people with its sign, as “−312 people”."""
    text = view.text
    people = round(abs(gap))
    return text.n("{signed} person", "{signed} people", people, signed=with_sign(gap, 0, text))


def own_gap(gap: float, view: View) -> str:
    """Return the gap of a region in people; "" if it is not known."""
    return "" if math.isnan(gap) else view.text("Gap: {people}", people=gap_words(gap, view))


def _with_rates(codes: list[str], comparison: RateComparison, view: View) -> str:
    """Return the names of regions with their rates."""
    text, places = view.text, view.campaign.places
    return text.list(
        f"{places.name(code, text)} ({text.number(float(comparison.frame['rate'][code]), 1)})"
        for code in codes
    )
