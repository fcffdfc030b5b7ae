"""Pairs of values of each region, and its rate, the compared rate and the gap in people."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from campaign.analysis.answers import most_missing, rate_answer
from campaign.analysis.coverage import PER, gaps, units_below
from campaign.analysis.data_table import DataTable, TableColumn, in_selection
from campaign.analysis.indicators import INDICATORS, none_if_missing
from campaign.analysis.provenance import group_name, population_warning
from campaign.analysis.view import View
from campaign.charts.answer_text import (
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
from campaign.charts.region_text import STATE_NAMES
from campaign.charts.spec import Datum, Dumbbell, LegendKey, NumberFormat, Pair
from campaign.charts.ticks import number_ticks
from campaign.charts.wording import end_sentence, join_sentences
from campaign.domain.places import Population
from campaign.domain.source_sites import sites
from campaign.i18n.translator import N_, Text
from campaign.theme.roles import FIRST, SECOND

Format = Callable[[float], str]


@dataclass(frozen=True)
class Columns:
    """The columns of `coverage` with the two values, and their number format.

    The state of a row refers to the first value. A missing second value is not comparable.
    """

    first: str
    second: str
    format: Format


def build_pair(
    code: str, row: Mapping[Any, Any], view: View, columns: Columns, lines: Sequence[str], note: str
) -> Pair:
    """Return the row of a region: `lines` follow its name in the tooltip."""
    text, places, selected = view.text, view.campaign.places, view.selection.oblasts
    name = places.name(code, text)

    def datum(value: float, state: str, role: str) -> Datum:
        return Datum(
            code=f"oblast={code}",
            label=places.short(code, text),
            value=value,
            state=state,
            role=role,
            words=value_words(value, state, columns.format, text),
            tooltip=(name, *lines),
            selected=code in selected,
            faded=bool(selected) and code not in selected,
            name=name,
        )

    return Pair(
        label=places.short(code, text),
        first=datum(float(row[columns.first]), str(row["state"]), FIRST),
        second=datum(float(row[columns.second]), "value", SECOND),
        note=note,
    )


def value_words(value: float, state: str, format_value: Format, text: Text) -> str:
    """Return a value or its state in words; “not comparable” if the population is not known."""
    if not math.isnan(value):
        return format_value(value)
    return text(STATE_NAMES[state]) if state in STATE_NAMES else text("not comparable")


def with_sign(value: float, digits: int, text: Text) -> str:
    """Return a number with its sign; a number that is rounded to zero has no sign."""
    number, zero = text.number(value, digits), text.number(0, digits)
    if abs(value) < 0.5 / 10**digits:
        return zero
    return f"+{number}" if value > 0 else number


def pair_legend(first: str, second: str) -> tuple[LegendKey, LegendKey]:
    """Return the legend of both values of pairs: their names at a dot and at a circle."""
    return LegendKey(FIRST, first, mark="dot"), LegendKey(SECOND, second, mark="hollow")


def missing_sentences(frame: pd.DataFrame, view: View) -> list[str]:
    """Return sentences about the regions that are not comparable, one for each reason."""
    text, reported = view.text, ~frame["state"].isin(["not_reported", "no_activity"])
    reasons = (
        (
            frame["state"] == "not_reported",
            N_("Not comparable, attendance not reported: {places}."),
        ),
        (frame["state"] == "no_activity", N_("No activity: {places}.")),
        (
            reported & frame["population"].isna(),
            N_("Not comparable, population not known: {places}."),
        ),
    )
    return [
        text(words, places=text.list(view.campaign.places.name(str(code), text) for code in codes))
        for is_missing, words in reasons
        if len(codes := frame.index[is_missing])
    ]


def build_table(frame: pd.DataFrame, view: View, *columns: TableColumn) -> DataTable:
    """Return a table of regions: full name, whether it is selected, then these columns."""
    rows, text = frame.copy(), view.text
    rows.insert(0, "name", [view.campaign.places.name(str(code), text) for code in rows.index])
    is_selected = [code in view.selection.oblasts for code in rows.index]
    first = TableColumn("name", text("Region"))
    return DataTable(rows, (first, *in_selection(rows, is_selected, text), *columns))


_PEOPLE = {
    "women": N_("Women reached"),
    "men": N_("Men reached"),
    "youth": N_("Young people reached"),
}


@dataclass(frozen=True)
class Denominator:
    """The names of the people counted (`people`) and of their denominator (`population`).

    `unit` is the unit of a rate, `group` the name of a group of the population, "" for everybody;
    `base` is the population, None if it is not known, `warning` that its year is far from the
    campaign.
    """

    people: str
    population: str
    unit: str
    group: str
    base: Population | None
    text: Text
    warning: str = ""

    @classmethod
    def of(cls, view: View) -> Denominator:
        """Return the texts for the denominator that is selected in a view."""
        basis, text = view.basis, view.text
        base = basis.population
        people = text(_PEOPLE.get(basis.numerator, N_("People reached")))
        warning = population_warning(base, view.edition, text)
        if not basis.group:
            unit = text("per 10,000 population")
            return cls(people, text("Population"), unit, "", base, text, warning)
        name = group_name(basis.group, text)
        population = text("Population: {group}", group=name)
        unit = text("per 10,000 ({group})", group=name)
        return cls(people, population, unit, name, base, text, warning)

    def rate(self, value: float) -> str:
        """Return a rate with its unit."""
        text, number = self.text, self.text.number(value, 1)
        if self.group:
            return text("{value} per 10,000 ({group})", value=number, group=self.group)
        return text("{value} per 10,000 population", value=number)

    def population_line(self) -> str:
        """Return the population of the country with its year, the sites of its sources, warnings.

        For a group it warns that the register may define the group differently.
        """
        text, base = self.text, self.base
        if base is None:
            return ""
        total = base.by_unit.sum(skipna=False)
        number = text.number(total) if total == total else text("incomplete")
        number = text("{value} ({year:raw})", value=number, year=base.year)
        origin = ", ".join(sites(base.sources))
        line = f"{self.population}: {'; '.join(filter(None, (number, origin)))}."
        caution = ""
        if self.group:
            caution = text("The register may define the group differently, for example by age.")
        return " ".join(filter(None, (line, self.warning, caution)))

    def reached_line(self, row: Mapping[Any, Any]) -> str:
        """Return the people reached in a region; "" if they are not known."""
        known = pd.notna(row["reached"])
        return f"{self.people}: {self.text.number(float(row['reached']))}" if known else ""


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
    words: Denominator

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


def rates_spec(comparison: RateComparison, view: View) -> Dumbbell:
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


def rates_finding(comparison: RateComparison, view: View) -> str:
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


def rates_summary(comparison: RateComparison, view: View) -> str:
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


def rates_table(comparison: RateComparison, view: View) -> DataTable:
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
