"""Charts of the selected indicator by region: the map and the ranking."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from campaign.analysis.data_table import DataTable, TableColumn, in_selection
from campaign.analysis.provenance import source_of_population
from campaign.analysis.uncertainty import range_by_region, to_scale
from campaign.analysis.view import View
from campaign.analysis.view_numbers import once_in_country
from campaign.charts.bars import longest, range_columns
from campaign.charts.chart import Build, Chart, with_scope, with_wide_line
from campaign.charts.plan import targets_source
from campaign.charts.region_map import build_animation, map_spec, select_regions
from campaign.charts.region_text import (
    STATE_NAMES,
    STATE_SIGNS,
    caution,
    class_index,
    class_roles,
    map_finding,
    ranking_finding,
    summarize_country,
    summarize_selection,
    tooltips,
    value_sentence,
)
from campaign.charts.spec import Bars, Choropleth, Datum, NumberFormat, Reference
from campaign.charts.wording import join_sentences, value_column


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
        return replace(chart, spec=select_regions(chart.spec, codes))
    assert isinstance(chart.spec, Bars)
    return replace(chart, spec=select_bars(chart.spec, codes))


def _with_selection_words(chart: Chart, view: View) -> Chart:
    """Return the chart with finding, summary and table of the selected regions."""
    is_ranking = chart.key == "ranking"
    chart = replace(
        chart,
        finding=ranking_finding(view) if is_ranking else map_finding(view),
        summary=ranking_summary(view) if is_ranking else summarize_selection(view),
        table=to_table(view, view.selection.oblasts),
    )
    return with_wide_line(chart, view.wide_line)


def base_map(view: View) -> Chart:
    """Return the map without a selection; without boundaries it has only texts and table."""
    return _with_wide_line_of_all(_region_map(view, build_animation(view)), view)


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
        spec=map_spec(view, day_by_day),
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
        summary=ranking_summary(view),
        sources=(view.source, *base_source(view)),
        table=to_table(view),
        spec=ranking_spec(view, tooltips(view)),
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
    `indicators.by_unit`, with `code` and `name`; a missing value is shown as its `state`.
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


def ranking_spec(view: View, tooltips: Mapping[str, Sequence[str]]) -> Bars:
    """Return a bar for each region in the colours of the map; those without a value come last.

    `tooltips` are those of the map. No bar is selected; use `select_regions`.
    """
    text, indicator = view.text, view.indicator
    roles = class_roles(indicator.family, view.classes)
    # The same order as in the table.
    rows = view.units.sort_values("value", ascending=False, na_position="last", kind="stable")
    data = tuple(
        Datum(
            code=f"oblast={code}",
            label=view.campaign.places.short(str(code), text),
            value=float(row["value"]),
            state=str(row["state"]),
            role=roles[class_index(str(row["state"]), float(row["value"]), view.classes)],
            words=_words(row, view),
            tooltip=tuple(tooltips[str(code)]),
            name=view.campaign.places.name(str(code), text),
        )
        for code, row in rows.to_dict("index").items()
    )
    return Bars(
        data=data,
        legend=(),
        headings=(text("Region"), text(indicator.name)),
        format=NumberFormat("percent" if indicator.percent else "number", indicator.digits),
        end=longest(data),
        nothing=text("No activities in this selection."),
        reference=_reference(view),
        beside_map=True,
    )


def select_bars(spec: Bars, codes: Collection[str]) -> Bars:
    """Return the bars with these regions selected and the others faded."""
    selection = [datum.code.removeprefix("oblast=") in codes for datum in spec.data]
    return replace(
        spec,
        data=tuple(
            replace(datum, selected=is_selected, faded=not is_selected)
            for datum, is_selected in zip(spec.data, selection, strict=True)
        ),
    )


def ranking_summary(view: View) -> str:
    """Return the country's value in one sentence; "" if it is not known.

    If one region is selected, its value and share, which the headline does not have, come first.
    """
    text, indicator = view.text, view.indicator
    if view.selection.oblasts:
        return value_sentence(view.scope.place, view.region_rank(indicator), indicator, text)
    if view.national is None:
        return ""
    return text(
        "{indicator}, Kyrgyzstan: {value}.",
        indicator=text(indicator.name),
        value=indicator.format(view.national, text),
    )


def _words(row: Mapping[Any, Any], view: View) -> str:
    state = str(row["state"])
    if state in STATE_SIGNS:
        return view.text(STATE_NAMES[state])
    return view.indicator.format(row["value"], view.text)


def _reference(view: View) -> Reference | None:
    """Return the country's value, or the mean per region if the indicator adds up.

    The mean is used because the country's total is not on the regions' scale. None if not known.
    """
    text, indicator = view.text, view.indicator
    if view.national is None:
        return None
    if indicator.adds_up:
        # Without the activities of no single region.
        mean = view.units["value"].sum() / len(view.units)
        return Reference(mean, text("Mean per region: {value}", value=indicator.format(mean, text)))
    value = indicator.format(view.national, text)
    return Reference(view.national, text("Kyrgyzstan: {value}", value=value))
