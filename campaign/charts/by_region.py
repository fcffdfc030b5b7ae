"""Charts that answer where: the map and the ranked list beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from campaign.analysis.view import View
from campaign.charts import animation, ranking
from campaign.charts import choropleth as map_chart
from campaign.charts.body import Bars, Choropleth
from campaign.charts.chart import Chart, with_scope
from campaign.charts.region_summary import caution, summarize_chosen, summarize_country
from campaign.charts.region_table import to_table
from campaign.charts.region_tooltip import tooltips


def choropleth(view: View) -> Chart:
    """The map of the chosen indicator, with its animation day by day where it has one."""
    return mark_selection(base_map(view), view)


def overview_map(view: View) -> Chart:
    """The same map at rest, for a page that gives the answer at a glance."""
    return mark_selection(base_overview_map(view), view)


def region_ranking(view: View) -> Chart:
    """The units from high to low with the national figure."""
    return mark_selection(base_ranking(view), view)


def mark_selection(chart: Chart, view: View) -> Chart:
    """A map with the chosen units outlined, or a ranking with the others stepping back.

    Its words then speak of them; they stand also where the map cannot be drawn.
    """
    chosen = view.selection.oblasts
    if chosen:
        chart = _with_words_of_chosen(chart, view)
    chart = with_scope(chart, view, shown=("place",), named=("place",))
    if not chart.has_drawing or not chosen:
        return chart
    if isinstance(chart.body, Choropleth):
        return replace(chart, body=map_chart.select_regions(chart.body, chosen))
    assert isinstance(chart.body, Bars)
    names = {code: view.campaign.places.name(code, view.text) for code in chosen}
    return replace(chart, body=ranking.select_regions(chart.body, chosen, names))


def _with_words_of_chosen(chart: Chart, view: View) -> Chart:
    """The chart with summary and table of the chosen units."""
    summary = ranking.summary(view) if chart.key == "ranking" else summarize_chosen(view)
    return replace(chart, summary=summary, table=to_table(view, view.selection.oblasts))


def base_map(view: View) -> Chart:
    """The map whatever unit is chosen: they all stay in sight. Without boundaries its words."""
    return _region_map(view, animation.build_animation(view))


def base_overview_map(view: View) -> Chart:
    """The same without its animation."""
    return _region_map(view, {})


def _region_map(view: View, day_by_day: Mapping[str, Any]) -> Chart:
    return Chart(
        key="map",
        title=view.text("{indicator} by region", indicator=view.text(view.indicator.name)),
        summary=" ".join(filter(None, (summarize_country(view), caution(view)))),
        sources=(view.source, *population_source(view), boundaries_source(view)),
        table=to_table(view),
        body=map_chart.build_body(view, day_by_day),
        pick=True,
    )


def base_ranking(view: View) -> Chart:
    """The units from high to low whatever unit is chosen."""
    return Chart(
        key="ranking",
        title=view.text("From highest to lowest"),
        summary=ranking.summary(view),
        sources=(view.source, *population_source(view)),
        table=to_table(view),
        body=ranking.build(view, tooltips(view), animation.day_words(view)),
        pick=True,
    )


BASES: Mapping[Callable[[View], Chart], Callable[[View], Chart]] = {
    choropleth: base_map,
    overview_map: base_overview_map,
    region_ranking: base_ranking,
}
"""By chart the one that it is before `mark_selection`, the same for every choice of units."""


def population_source(view: View) -> tuple[str, ...]:
    """The year of the population, where the indicator rests on them."""
    population = view.edition.population
    if view.indicator.code != "rate" or population is None:
        return ()
    return (
        view.text(
            "population: estimates for {year:raw}, rounded (geo/population.csv)",
            year=population.year,
        ),
    )


def boundaries_source(view: View) -> str:
    """Where the drawn boundaries come from, for the line under a map."""
    own = view.campaign.boundaries_file
    return (
        view.text("boundaries: your own file, {file}", file=own)
        if own
        else view.text("boundaries: Natural Earth")
    )
