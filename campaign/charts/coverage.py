"""Charts of coverage: where few people were reached, relative to the population."""

from __future__ import annotations

from dataclasses import replace

from campaign.analysis.concentration import Concentration
from campaign.analysis.coverage import migrants_by_region
from campaign.analysis.population_source import population_source
from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.charts.chart import (
    Chart,
    ChartModule,
    Subject,
    build_chart,
    with_scope,
    with_wide_line,
)
from campaign.charts.regions import concentration_curve, region_ranks, region_rates, region_shares
from campaign.charts.regions import labour_migrants as migrants_chart
from campaign.charts.spec import Dumbbell
from campaign.charts.words.denominator import Words
from campaign.charts.words.wording import end_sentence
from campaign.i18n.translator import N_


def coverage_answer(view: View) -> str:
    """Return who is behind, where most people are missing, and how concentrated the reach is."""
    if not view.has_register or view.is_empty:
        return ""
    findings = (
        region_rates.finding(_rates(view), view),
        region_rates.missing_people(_rates(view), view),
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
    """Return the rank of each region by number of people and by rate."""
    title = view.text("Rank by number and by rate, by region: 1 is the highest")
    return _build("ranks", title, region_ranks, view.coverage, view)


def rates(view: View) -> Chart:
    """Return the rate of each region with the national or the chosen rate."""
    comparison = _rates(view)
    title = N_("Rate of each region and the national average, with the gap in people")
    if comparison.benchmark is not None:
        title = N_("Rate of each region and the chosen rate, with the gap in people")
    return _build("rates", view.text(title), region_rates, comparison, view)


def shares(view: View) -> Chart:
    """Return the shares of the people reached and of the population, by region."""
    title = view.text(
        "Share of the people reached and share of the population, by region, with the difference "
        "in percentage points"
    )
    return _build("shares", title, region_shares, view.coverage, view)


def concentration(view: View) -> Chart:
    """Return the concentration curve of the people reached over the population."""
    title = view.text("Concentration curve: people reached against population, lowest rate first")
    return _build("concentration", title, concentration_curve, _curve(view), view)


def labour_migrants(view: View) -> Chart:
    """Return the shares of the people reached and of the labour migrants, where these are known."""
    text = view.text
    rows = migrants_by_region(view.campaign.labour_migrants, view.coverage)
    title = text("Share of the people reached and share of the labour migrants abroad, by region")
    chart = _build("migrants", title, migrants_chart, rows, view)
    sources = (view.source, *migrants_chart.migrant_sources(rows, text))
    return replace(chart, sources=sources)


def _build(
    key: str, title: str, module: ChartModule[Subject], subject: Subject, view: View
) -> Chart:
    """Return a chart of all regions with the selected ones highlighted."""
    sources = population_source(view)
    chart = build_chart(key, title, module, subject, view, sources=sources)
    chart = replace(chart, pick=isinstance(chart.spec, Dumbbell))
    chart = with_wide_line(chart, view.wide.line(view.text))
    if _begins_with_selection(chart.summary, view):
        return with_scope(chart, view, highlights=("place",), mentions=("place",))
    return with_scope(chart, view, highlights=("place",), is_of_all=True)


def _begins_with_selection(words: str, view: View) -> bool:
    """Return whether the words begin with the name of the one selected region."""
    codes = view.selection.oblasts
    if len(codes) != 1:
        return False
    name = view.campaign.places.name(codes[0], view.text)
    return words.casefold().startswith(name.casefold())


def _rates(view: View) -> region_rates.RateComparison:
    return region_rates.RateComparison(
        view.coverage, view.national_rate, view.selection.benchmark, Words.of(view)
    )


def _curve(view: View) -> Concentration | None:
    return Concentration.of(view.coverage)


def _map(view: View, indicator: str, key: str) -> Chart:
    selection = replace(view.selection, indicator=indicator)
    return replace(by_region.overview_map(replace(view, selection=selection)), key=key)
