"""Charts of the selected indicator by region: the map and the ranking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from campaign.analysis.population_source import source_of_population
from campaign.analysis.view import View
from campaign.charts.body import Bars, Choropleth
from campaign.charts.chart import Build, Chart, with_scope, with_wide_line
from campaign.charts.plan import targets_source
from campaign.charts.regions import animation, ranking
from campaign.charts.regions import choropleth as map_chart
from campaign.charts.regions.region_finding import map_finding, ranking_finding
from campaign.charts.regions.region_summary import caution, summarize_country, summarize_selection
from campaign.charts.regions.region_table import to_table
from campaign.charts.regions.region_tooltip import tooltips
from campaign.charts.words.wording import join_sentences


def choropleth(view: View) -> Chart:
    """Return the map of the indicator, with its animation by day if it has one."""
    return mark_selection(base_map(view), view)


def overview_map(view: View) -> Chart:
    """Return the map without its animation, for the overview page."""
    return mark_selection(base_overview_map(view), view)


def region_ranking(view: View) -> Chart:
    """Return the regions from high to low with the national value."""
    return mark_selection(base_ranking(view), view)


def mark_selection(chart: Chart, view: View) -> Chart:
    """Return a map with the selected regions outlined, or a ranking with the others faded.

    Its texts are about the selected regions, also if the map cannot be drawn.
    """
    codes = view.selection.oblasts
    if codes:
        chart = _with_selection_words(chart, view)
    mentions = ("place",) if chart.key == "ranking" or len(codes) > 1 else ()
    chart = with_scope(chart, view, highlights=("place",), mentions=mentions)
    if not chart.has_drawing or not codes:
        return chart
    if isinstance(chart.body, Choropleth):
        return replace(chart, body=map_chart.select_regions(chart.body, codes))
    assert isinstance(chart.body, Bars)
    names = {code: view.campaign.places.name(code, view.text) for code in codes}
    return replace(chart, body=ranking.select_regions(chart.body, codes, names))


def _with_selection_words(chart: Chart, view: View) -> Chart:
    """Return the chart with finding, summary and table of the selected regions."""
    is_ranking = chart.key == "ranking"
    chart = replace(
        chart,
        finding=ranking_finding(view) if is_ranking else map_finding(view),
        summary=ranking.summary(view) if is_ranking else summarize_selection(view),
        table=to_table(view, view.selection.oblasts),
    )
    return with_wide_line(chart, view.wide_line)


def base_map(view: View) -> Chart:
    """Return the map without a selection; without boundaries it has only texts and table."""
    return _with_wide_line_of_all(_region_map(view, animation.build_animation(view)), view)


def base_overview_map(view: View) -> Chart:
    """Return the map with less height, without a selection and without animation."""
    return replace(_with_wide_line_of_all(_region_map(view, {}), view), compact=True)


def _region_map(view: View, day_by_day: Mapping[str, Any]) -> Chart:
    return Chart(
        key="map",
        title=view.text("{indicator}, by region", indicator=view.text(view.indicator.name)),
        finding=map_finding(view),
        summary=join_sentences(summarize_country(view), caution(view)),
        sources=(view.source, *base_source(view), boundaries_source(view)),
        table=to_table(view),
        body=map_chart.build_body(view, day_by_day),
        pick=True,
    )


def _with_wide_line_of_all(chart: Chart, view: View) -> Chart:
    """Return the chart with its `wide_line`, the same for every selection of regions."""
    return with_wide_line(chart, view.wide.line(view.text))


def base_ranking(view: View) -> Chart:
    """Return the regions from high to low without a selection."""
    chart = Chart(
        key="ranking",
        title=view.text(
            "{indicator}: regions from highest to lowest",
            indicator=view.text(view.indicator.name),
        ),
        finding=ranking_finding(view),
        summary=ranking.summary(view),
        sources=(view.source, *base_source(view)),
        table=to_table(view),
        body=ranking.build(view, tooltips(view), animation.day_words(view)),
        pick=True,
    )
    return _with_wide_line_of_all(chart, view)


BASES: Mapping[Build, Build] = {
    choropleth: base_map,
    overview_map: base_overview_map,
    region_ranking: base_ranking,
}
"""For each chart, the chart before `mark_selection`, which no selection of regions changes."""


def base_source(view: View) -> tuple[str, ...]:
    """Return the source of the indicator's denominator; () if that is the register."""
    if view.indicator.code == "plan":
        return (targets_source(view),)
    return population_source(view)


def population_source(view: View) -> tuple[str, ...]:
    """Return the source of the population if the indicator is a rate; else ()."""
    if view.indicator.code != "rate":
        return ()
    return source_of_population(view.edition.population, view.edition, view.text)


def boundaries_source(view: View) -> str:
    """Return the source of the boundaries, for the line under a map."""
    file = view.campaign.boundaries_file
    return (
        view.text("boundaries: your own file, {file}", file=file)
        if file
        else view.text("boundaries: Natural Earth")
    )
