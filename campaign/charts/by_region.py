"""Charts of the selected indicator by region: the map and the ranking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from campaign.analysis.data_table import DataTable, TableColumn, in_selection
from campaign.analysis.population_source import source_of_population
from campaign.analysis.shared_numbers import once_in_country
from campaign.analysis.uncertainty import range_by_region, to_scale
from campaign.analysis.view import View
from campaign.charts.chart import Build, Chart, with_scope, with_wide_line
from campaign.charts.plan import targets_source
from campaign.charts.regions import animation, ranking
from campaign.charts.regions import choropleth as map_chart
from campaign.charts.regions.region_finding import map_finding, ranking_finding
from campaign.charts.regions.region_summary import caution, summarize_country, summarize_selection
from campaign.charts.regions.region_tooltip import tooltips
from campaign.charts.spec import Bars, Choropleth
from campaign.charts.words.ranges import range_columns
from campaign.charts.words.wording import join_sentences, value_column


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
    if isinstance(chart.spec, Choropleth):
        return replace(chart, spec=map_chart.select_regions(chart.spec, codes))
    assert isinstance(chart.spec, Bars)
    return replace(chart, spec=ranking.select_regions(chart.spec, codes))


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
        spec=map_chart.build_spec(view, day_by_day),
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
        spec=ranking.build(view, tooltips(view)),
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


def to_table(view: View, selected_regions: Sequence[str] = ()) -> DataTable:
    """Return every region with its value and denominator, highest first, and a selection column.

    Activities of no single region have separate rows at the end. Columns as in
    `indicator_frames.by_unit`, with `code` and `name`; a missing value is shown as its `state`.
    """
    text, indicator, places = view.text, view.indicator, view.campaign.places
    rows = _rows(view).copy()
    rows.insert(0, "name", [places.name(str(code), text) for code in rows.index])
    rows.insert(0, "code", [str(code) for code in rows.index])
    columns = [
        TableColumn("code", text("Code")),
        TableColumn("name", text("Region")),
        *in_selection(rows, [code in selected_regions for code in rows["code"]], text),
        value_column(indicator, text),
        *range_columns(rows, indicator, text),
        TableColumn("rank", text("Rank"), "number"),
    ]
    if indicator.adds_up:
        columns.append(TableColumn("share", text("Share of the national total"), "percent", 1))
    if indicator.code != "activities":
        columns.append(TableColumn("activities", text("Activities"), "number"))
    columns.append(TableColumn("reported", text("Activities that reported attendance"), "number"))
    if indicator.code == "plan":
        columns.append(TableColumn("planned", text("Planned to date"), "number"))
    if indicator.code in ("rate", "plan"):
        columns.append(TableColumn("reached", text("People reached"), "number", state="state"))
    columns.append(TableColumn("population", text("Population"), "number"))
    return DataTable(rows, tuple(columns))


@once_in_country
def _rows(view: View) -> pd.DataFrame:
    """Return the rows of `to_table` with the range of each value, without names."""
    population, ranges = view.edition.population, range_by_region(view)
    rows = view.units.sort_values("value", ascending=False, na_position="last", kind="stable")
    if view.wide.codes:
        rows = pd.concat([rows, view.wide.by_code(view.indicator)])
    scaled = to_scale(ranges, view.indicator, None if population is None else population.by_unit)
    rows[["middle", "high"]] = scaled[["middle", "high"]].reindex(rows.index)
    rows["missing"] = ranges["missing"].reindex(rows.index)
    return rows
