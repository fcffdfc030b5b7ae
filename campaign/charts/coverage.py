"""Charts that answer where too few were reached, measured against the population."""

from __future__ import annotations

from dataclasses import replace

from campaign.analysis.concentration import Concentration
from campaign.analysis.coverage import Basis
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
from campaign.charts.chart import Chart, with_scope, with_wide_line
from campaign.charts.denominator import Words, population_source
from campaign.charts.wording import end_sentence
from campaign.domain.source_sites import sites


def coverage_answer(view: View) -> str:
    """Return which regions are far below the rate, and how concentrated the reach is."""
    if not view.has_register or view.is_empty:
        return ""
    findings = (rates(view).finding, concentration(view).finding)
    return " ".join(end_sentence(finding) for finding in findings if finding)


def count_map(view: View) -> Chart:
    """Return the map of the number of people reached."""
    return _map(view, "reach", "count_map")


def rate_map(view: View) -> Chart:
    """Return the map of the people reached per 10,000 population."""
    return _map(view, "rate", "rate_map")


def ranks(view: View) -> Chart:
    """Return the rank of each region by number and by rate."""
    text, basis = view.text, Basis.of(view)
    frame, words = basis.frame(view), Words.of(basis, text)
    return _of_regions(
        Chart(
            key="ranks",
            title=text("Rank by number and by rate, by region: 1 is the highest"),
            body=region_ranks.build(frame, view, words),
            summary=region_ranks.summary(frame, view),
            sources=(view.source, *population_source(view, basis)),
            table=region_ranks.to_table(frame, view, words),
            pick=True,
            finding=region_ranks.finding(frame, view),
        ),
        view,
    )


def rates(view: View) -> Chart:
    """Return the rate of each region beside the national or the chosen rate."""
    text, basis = view.text, Basis.of(view)
    words = Words.of(basis, text)
    comparison = region_rates.Comparison(
        basis.frame(view), basis.national_rate(view), view.selection.benchmark, words
    )
    title = (
        text("Rate of each region and the national average, with the gap in people")
        if comparison.chosen is None
        else text("Rate of each region and the chosen rate, with the gap in people")
    )
    return _of_regions(
        Chart(
            key="rates",
            title=title,
            body=region_rates.build(comparison, view),
            summary=region_rates.summary(comparison, view),
            sources=(view.source, *population_source(view, basis)),
            table=region_rates.to_table(comparison, view),
            pick=True,
            finding=region_rates.finding(comparison, view),
        ),
        view,
    )


def shares(view: View) -> Chart:
    """Return the share of the people reached beside the share of the population, by region."""
    text, basis = view.text, Basis.of(view)
    frame, words = basis.frame(view), Words.of(basis, text)
    return _of_regions(
        Chart(
            key="shares",
            title=text("Share of the people reached and share of the population, by region"),
            body=region_shares.build(frame, view, words),
            summary=region_shares.summary(frame, view),
            sources=(view.source, *population_source(view, basis)),
            table=region_shares.to_table(frame, view, words),
            pick=True,
            finding=region_shares.finding(frame, view),
        ),
        view,
    )


def concentration(view: View) -> Chart:
    """Return the concentration curve of the people reached over the population."""
    text, basis = view.text, Basis.of(view)
    curve = Concentration.of(basis.frame(view))
    chart = Chart(
        key="concentration",
        title=text("Concentration curve: people reached against population, lowest rate first"),
        body=concentration_curve.build(curve, view),
        summary=concentration_curve.summary(curve, view),
        sources=(view.source, *population_source(view, basis)),
        table=concentration_curve.to_table(curve, view),
        finding=concentration_curve.finding(curve, view),
    )
    chart = with_wide_line(chart, view.wide.line(text))
    return with_scope(chart, view, highlights=("place",), is_of_all=True)


def labour_migrants(view: View) -> Chart:
    """Return the share of the people reached beside that of the labour migrants, where known."""
    text, basis = view.text, Basis.of(view)
    frame, words = basis.frame(view), Words.of(basis, text)
    rows = migrants_by_region(view.campaign.labour_migrants, frame)
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


def _map(view: View, indicator: str, key: str) -> Chart:
    selection = replace(view.selection, indicator=indicator)
    return replace(by_region.overview_map(replace(view, selection=selection)), key=key)


def _of_regions(chart: Chart, view: View) -> Chart:
    """Return a chart of all regions with the selected ones highlighted."""
    chart = with_wide_line(chart, view.wide.line(view.text))
    return with_scope(chart, view, highlights=("place",), is_of_all=True)
