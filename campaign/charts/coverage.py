"""Charts of coverage: where few people were reached, relative to the population."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from campaign.analysis.coverage import Concentration, Step, migrants_by_region
from campaign.analysis.data_table import DataTable, TableColumn
from campaign.analysis.provenance import population_source
from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.charts.chart import (
    Chart,
    Parts,
    Subject,
    build_chart,
    with_scope,
)
from campaign.charts.region_rates import (
    Denominator,
    RateComparison,
    missing_people,
    rates_finding,
    rates_spec,
    rates_summary,
    rates_table,
)
from campaign.charts.region_shares import (
    migrant_sources,
    migrants_finding,
    migrants_spec,
    migrants_summary,
    migrants_table,
    ranks_finding,
    ranks_spec,
    ranks_summary,
    ranks_table,
    shares_finding,
    shares_spec,
    shares_summary,
    shares_table,
)
from campaign.charts.spec import Dumbbell, LegendKey, Line, Lines, NumberFormat, Point
from campaign.charts.ticks import Tick
from campaign.charts.wording import end_sentence, join_sentences
from campaign.i18n.translator import N_
from campaign.theme.roles import line_role


def coverage_answer(view: View) -> str:
    """Return who is behind, where most people are missing, and how concentrated the reach is."""
    if not view.has_register or view.is_empty:
        return ""
    findings = (
        rates_finding(_rates(view), view),
        missing_people(_rates(view), view),
        curve_finding(_curve(view), view),
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
    title = view.text("Rank by people reached and per 10,000, by region: 1 is the highest")
    parts = Parts(ranks_spec, ranks_finding, ranks_summary, ranks_table)
    return _build("ranks", title, parts, view.coverage, view)


def rates(view: View) -> Chart:
    """Return the rate of each region with the national or the chosen rate."""
    comparison = _rates(view)
    title = N_("Rate of each region and the national average, with the gap in people")
    if comparison.benchmark is not None:
        title = N_("Rate of each region and the chosen rate, with the gap in people")
    parts = Parts(rates_spec, rates_finding, rates_summary, rates_table)
    return _build("rates", view.text(title), parts, comparison, view)


def shares(view: View) -> Chart:
    """Return the shares of the people reached and of the population, by region."""
    title = view.text(
        "Share of the people reached and share of the population, by region, with the difference "
        "in percentage points"
    )
    parts = Parts(shares_spec, shares_finding, shares_summary, shares_table)
    return _build("shares", title, parts, view.coverage, view)


def concentration(view: View) -> Chart:
    """Return the concentration curve of the people reached over the population."""
    title = view.text("Concentration curve: people reached against population, lowest rate first")
    parts = Parts(curve_spec, curve_finding, curve_summary, curve_table)
    return _build("concentration", title, parts, _curve(view), view)


def labour_migrants(view: View) -> Chart:
    """Return the shares of the people reached and of the labour migrants, where these are known."""
    text = view.text
    rows = migrants_by_region(view.campaign.labour_migrants, view.coverage)
    title = text("Share of the people reached and share of the labour migrants abroad, by region")
    parts = Parts(migrants_spec, migrants_finding, migrants_summary, migrants_table)
    chart = _build("migrants", title, parts, rows, view)
    sources = (view.source, *migrant_sources(rows, text))
    return replace(chart, sources=sources)


def _build(key: str, title: str, parts: Parts[Subject], subject: Subject, view: View) -> Chart:
    """Return a chart of all regions with the selected ones highlighted."""
    line, sources = view.wide.line(view.text), population_source(view)
    chart = build_chart(key, title, parts, subject, view, sources=sources, wide_line=line)
    chart = replace(chart, pick=isinstance(chart.spec, Dumbbell))
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


def _rates(view: View) -> RateComparison:
    return RateComparison(
        view.coverage, view.national_rate, view.selection.benchmark, Denominator.of(view)
    )


def _curve(view: View) -> Concentration | None:
    return Concentration.of(view.coverage)


def _map(view: View, indicator: str, key: str) -> Chart:
    selection = replace(view.selection, indicator=indicator)
    return replace(by_region.overview_map(replace(view, selection=selection)), key=key)


_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_HALF = 0.5
CURVE, EQUALITY = N_("People reached"), N_("Equal rates everywhere")


def curve_spec(concentration: Concentration | None, view: View) -> Lines:
    """Return the curve and the straight line of equal rates; no lines if nobody was reached.

    A selected region is marked at its end on the curve.
    """
    text = view.text
    ticks = tuple(Tick(share, text.percent(share, 0)) for share in _TICKS)
    roles = (line_role("actual"), line_role("plan"))
    lines: tuple[Line, ...] = ()
    if concentration is not None:
        start = Point(0.0, 0.0)
        points = [_point(step, view) for step in concentration.steps]
        lines = (
            Line(roles[0], text(CURVE), (start, *points)),
            Line(roles[1], text(EQUALITY), (start, Point(1.0, 1.0)), "dashed"),
            *(_mark(step, view) for step in _selected_steps(concentration, view)),
        )
    return Lines(
        lines=lines,
        legend=(
            LegendKey(roles[0], text(CURVE), mark="solid"),
            LegendKey(roles[1], text(EQUALITY), mark="dashed"),
        ),
        headings=(
            text("Share of the population"),
            text("Share of the people reached"),
        ),
        ticks=ticks,
        value_ticks=ticks,
        format=NumberFormat("percent"),
        nothing=text("No activities in this selection."),
    )


def curve_finding(concentration: Concentration | None, view: View) -> str:
    """Return the share of the people reached in the least covered half; "" without a curve."""
    if concentration is None:
        return ""
    return view.text(
        "Half of the population lives in the regions with the lowest rates: {share} of the "
        "people reached",
        share=view.text.percent(concentration.reached_by(_HALF), 0),
    )


def curve_summary(concentration: Concentration | None, view: View) -> str:
    """Return the selected regions' positions, the Gini coefficient, and excluded regions."""
    text = view.text
    if concentration is None:
        return text(
            "In this selection the number of people reached is zero or not reported, so the "
            "curve cannot be drawn."
        )
    parts = [
        *(_place_sentence(step, view) for step in _selected_steps(concentration, view)),
        text(
            "Gini coefficient: {gini} (0: the same rate in every region; close to 1: all people "
            "reached in one small region).",
            gini=text.number(concentration.gini, 2),
        ),
        f"{curve_finding(concentration, view)}.",
    ]
    if concentration.excluded:
        names = [view.campaign.places.name(code, text) for code in concentration.excluded]
        parts.append(text("Excluded because not comparable: {places}.", places=text.list(names)))
    return join_sentences(*parts)


def curve_table(concentration: Concentration | None, view: View) -> DataTable:
    """Return the regions from the lowest rate up, with the cumulative shares."""
    text = view.text
    steps = () if concentration is None else concentration.steps
    rows = pd.DataFrame(
        {
            "name": [view.campaign.places.name(step.code, text) for step in steps],
            "population": [step.population for step in steps],
            "reached": [step.reached for step in steps],
        }
    )
    return DataTable(
        rows,
        (
            TableColumn("name", text("Region, lowest rate first")),
            TableColumn("population", text("Cumulative share of the population"), "percent", 1),
            TableColumn("reached", text("Cumulative share of the people reached"), "percent", 1),
        ),
    )


def _selected_steps(concentration: Concentration, view: View) -> list[Step]:
    codes = view.selection.oblasts
    return [step for step in concentration.steps if step.code in codes]


def _mark(step: Step, view: View) -> Line:
    name = view.campaign.places.name(step.code, view.text)
    point = Point(step.population, step.reached)
    return Line(line_role("actual"), name, (point,), end_words=name)


def _place_sentence(step: Step, view: View) -> str:
    text = view.text
    return text(
        "Up to and including {place}: {population} of the population, {reached} of the people "
        "reached.",
        place=view.campaign.places.name(step.code, text),
        population=text.percent(step.population, 1),
        reached=text.percent(step.reached, 1),
    )


def _point(step: Step, view: View) -> Point:
    text = view.text
    name = view.campaign.places.name(step.code, text)
    lines = (
        text("Up to and including {place}", place=name),
        text("Share of the population: {share}", share=text.percent(step.population, 1)),
        text("Share of the people reached: {share}", share=text.percent(step.reached, 1)),
    )
    return Point(step.population, step.reached, tooltip=lines)
