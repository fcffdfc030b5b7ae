"""Charts that answer where too few were reached, measured against the population."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

import pandas as pd

from campaign.analysis.concentration import Concentration
from campaign.analysis.data_table import DataTable
from campaign.analysis.labour_migrants import migrants_by_region
from campaign.analysis.view import View
from campaign.charts import (
    by_region,
    concentration_curve,
    region_ranks,
    region_rates,
    region_shares,
)
from campaign.charts import labour_migrants as migrants_chart
from campaign.charts.body import Pairs
from campaign.charts.chart import Chart, with_scope, with_wide_line
from campaign.charts.denominator import Words, population_source
from campaign.charts.wording import end_sentence
from campaign.domain.source_sites import sites


def coverage_answer(view: View) -> str:
    """Return which regions are far below the rate, and how concentrated the reach is."""
    if not view.has_register or view.is_empty:
        return ""
    findings = (
        region_rates.finding(_rates(view), view),
        concentration_curve.finding(_curve(view), view),
    )
    return " ".join(end_sentence(finding) for finding in findings if finding)


def count_map(view: View) -> Chart:
    """Return the map of the number of people reached."""
    return _map(view, "reach", "count_map")


def rate_map(view: View) -> Chart:
    """Return the map of the people reached per 10,000 population."""
    return _map(view, "rate", "rate_map")


def ranks(view: View) -> Chart:
    """Return the rank of each region by number and by rate."""
    return _of_coverage(
        view,
        "ranks",
        view.text("Rank by number and by rate, by region: 1 is the highest"),
        region_ranks,
    )


def rates(view: View) -> Chart:
    """Return the rate of each region beside the national or the chosen rate."""
    text, comparison = view.text, _rates(view)
    title = (
        text("Rate of each region and the national rate, with the gap in people")
        if comparison.chosen is None
        else text("Rate of each region and the chosen rate, with the gap in people")
    )
    return _of_regions(
        Chart(
            key="rates",
            title=title,
            body=region_rates.build(comparison, view),
            summary=region_rates.summary(comparison, view),
            sources=(view.source, *population_source(view)),
            table=region_rates.to_table(comparison, view),
            pick=True,
            finding=region_rates.finding(comparison, view),
        ),
        view,
    )


def shares(view: View) -> Chart:
    """Return the share of the people reached beside the share of the population, by region."""
    return _of_coverage(
        view,
        "shares",
        view.text("Share of the people reached and share of the population, by region"),
        region_shares,
    )


def concentration(view: View) -> Chart:
    """Return the concentration curve of the people reached over the population."""
    text, curve = view.text, _curve(view)
    return _of_regions(
        Chart(
            key="concentration",
            title=text("Concentration curve: people reached against population, lowest rate first"),
            body=concentration_curve.build(curve, view),
            summary=concentration_curve.summary(curve, view),
            sources=(view.source, *population_source(view)),
            table=concentration_curve.to_table(curve, view),
            finding=concentration_curve.finding(curve, view),
        ),
        view,
    )


def labour_migrants(view: View) -> Chart:
    """Return the share of the people reached beside that of the labour migrants, where known."""
    text, words = view.text, Words.of(view.basis, view.text)
    rows = migrants_by_region(view.campaign.labour_migrants, view.coverage(view.basis))
    sources = [view.source]
    if len(rows):
        year, site = int(rows["year"].iloc[0]), ", ".join(sites(rows["source"]))
        sources.append(
            text(
                "labour migrants: {source}, {year:raw} (data/labour_migrants.csv)",
                source=site,
                year=year,
            )
        )
    return _of_regions(
        Chart(
            key="migrants",
            title=text(
                "Share of the people reached and share of the labour migrants abroad, by region"
            ),
            body=migrants_chart.build(rows, view, words),
            summary=migrants_chart.summary(rows, view),
            sources=tuple(sources),
            table=migrants_chart.to_table(rows, view, words),
            pick=True,
            finding=migrants_chart.finding(rows, view),
        ),
        view,
    )


class _Rows(Protocol):
    """A module that draws the rows of `coverage` and says what they show."""

    def build(self, frame: pd.DataFrame, view: View, words: Words) -> Pairs: ...

    def summary(self, frame: pd.DataFrame, view: View) -> str: ...

    def to_table(self, frame: pd.DataFrame, view: View, words: Words) -> DataTable: ...

    def finding(self, frame: pd.DataFrame, view: View) -> str: ...


def _of_coverage(view: View, key: str, title: str, rows: _Rows) -> Chart:
    """Return a chart of the rows of `coverage`."""
    frame, words = view.coverage(view.basis), Words.of(view.basis, view.text)
    return _of_regions(
        Chart(
            key=key,
            title=title,
            body=rows.build(frame, view, words),
            summary=rows.summary(frame, view),
            sources=(view.source, *population_source(view)),
            table=rows.to_table(frame, view, words),
            pick=True,
            finding=rows.finding(frame, view),
        ),
        view,
    )


def _rates(view: View) -> region_rates.Comparison:
    basis = view.basis
    return region_rates.Comparison(
        view.coverage(basis),
        view.national_rate(basis),
        view.selection.benchmark,
        Words.of(basis, view.text),
    )


def _curve(view: View) -> Concentration | None:
    return Concentration.of(view.coverage(view.basis))


def _map(view: View, indicator: str, key: str) -> Chart:
    selection = replace(view.selection, indicator=indicator)
    return replace(by_region.overview_map(replace(view, selection=selection)), key=key)


def _of_regions(chart: Chart, view: View) -> Chart:
    """Return a chart of all regions with the selected ones highlighted."""
    chart = with_wide_line(chart, view.wide.line(view.text))
    return with_scope(chart, view, highlights=("place",), is_of_all=True)
