"""Charts by type of activity: types, types by unit, audience, media audience."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from campaign.analysis.indicator_frames import by_type, by_unit_and_type
from campaign.analysis.indicators import Indicator
from campaign.analysis.shared_numbers import once, once_in_country
from campaign.analysis.uncertainty import range_by_type
from campaign.analysis.view import View
from campaign.analysis.wide_activities import WideActivities
from campaign.charts.bars import audience as audience_chart
from campaign.charts.bars import breakdown as breakdown_chart
from campaign.charts.bars import media as media_chart
from campaign.charts.chart import Chart, with_scope, with_wide_line
from campaign.charts.grids import heatmap as heatmap_chart
from campaign.charts.grids.heatmap import Axes
from campaign.charts.words.names import full_names, short_names, type_names, wide_names
from campaign.domain.totals import overall
from campaign.theme.style import GROUPS

LEADING = 8


def breakdown(view: View) -> Chart:
    """Return all types, sorted, by people or by activities."""
    return _bars(view, len(view.campaign.types), view.text("{indicator} by type of activity"))


def leading_types(view: View, most: int = LEADING) -> Chart:
    """Return the `most` types with the highest values."""
    return _bars(view, most, view.text("{indicator}: leading types of activity"))


def heatmap(view: View) -> Chart:
    """Return types by unit; a click on a cell selects both."""
    text, indicator, selection = view.text, view.count_indicator, view.selection
    wide, frame = _all_types_of_regions(view), _pairs(view, indicator)
    of_regions = frame[frame["oblast"].isin(view.campaign.places.codes)]
    axes = Axes(short_names(view), _names_by_group(view), selection.oblasts, selection.types)
    full_axes = replace(axes, units=full_names(view))
    table_axes = replace(axes, units={**full_axes.units, **wide_names(view, wide)})
    chart = Chart(
        key="heatmap",
        title=text("{indicator} by type of activity and region", indicator=text(indicator.name)),
        finding=heatmap_chart.finding(of_regions, indicator, full_axes, text),
        spec=heatmap_chart.build(of_regions, indicator, axes, text),
        summary=heatmap_chart.summary(of_regions, indicator, full_axes, text),
        sources=(view.source,),
        table=heatmap_chart.to_table(frame, indicator, table_axes, text),
        pick=True,
    )
    chart = with_wide_line(chart, view.wide_line)
    return with_scope(chart, view, highlights=("place", "types"))


def audience(view: View) -> Chart:
    """Return women, men and young people among the people reached, each with its own base."""
    text, sums = view.text, overall(view.totals())
    chart = Chart(
        key="audience",
        title=text("Women, men and young people among the people reached"),
        finding=audience_chart.finding(sums, text),
        spec=audience_chart.build(sums, text),
        summary=audience_chart.summary(sums, text),
        sources=(view.source,),
        table=audience_chart.to_table(sums, text),
    )
    return with_scope(chart, view)


def media(view: View) -> Chart:
    """Return the media audience by type; it is never added to the people reached."""
    text, types, selected_types = view.text, view.campaign.types, view.selection.types
    frame = _media_by_type(view)
    chart = Chart(
        key="media",
        title=text("Media audience by type of activity"),
        spec=media_chart.build(frame, types, text, selected_types=selected_types),
        finding=media_chart.finding(frame, types, text, selected_types=selected_types),
        summary=media_chart.summary(frame, text, selected_types=selected_types),
        sources=(view.source,),
        notes=(text("direct reach and media audience are not summed"),),
        table=media_chart.to_table(frame, types, text, selected_types=selected_types),
        pick=True,
    )
    return with_scope(chart, view, highlights=("types",))


def _bars(view: View, most: int, title: str) -> Chart:
    text, indicator, names = view.text, view.count_indicator, type_names(view)
    selected_types = view.selection.types
    all_types = _all_types(view, indicator)
    # A selected type is always among the leading ones.
    leading_codes = sorted(all_types.index, key=lambda code: code not in selected_types)[:most]
    frame = all_types[all_types.index.isin(leading_codes)]
    ranges = range_by_type(view)
    chart = Chart(
        key="breakdown",
        title=title.replace("{indicator}", text(indicator.name)),
        spec=breakdown_chart.build(
            frame, indicator, names, text, selected_types=selected_types, ranges=ranges
        ),
        # The finding is about all types, so that shares refer to the whole.
        finding=breakdown_chart.finding(
            all_types, indicator, names, text, selected_types=selected_types
        ),
        summary=breakdown_chart.summary(all_types, indicator, text, selected_types=selected_types),
        sources=(view.source,),
        table=breakdown_chart.to_table(
            frame, indicator, names, text, selected_types=selected_types, ranges=ranges
        ),
        pick=True,
    )
    return with_scope(chart, view, highlights=("types",))


@once_in_country
def _all_types_of_regions(view: View) -> WideActivities:
    """Return the totals of every type, also of activities of no single region."""
    return WideActivities.of(view.totals(oblasts=False, types=False))


@once_in_country
def _pairs(view: View, indicator: Indicator) -> pd.DataFrame:
    """Return an indicator of each region and type, as `indicator_frames.by_unit_and_type`."""
    return by_unit_and_type(_all_types_of_regions(view).totals, indicator)


@once
def _all_types(view: View, indicator: Indicator) -> pd.DataFrame:
    """Return an indicator of every type, as `indicator_frames.by_type`, for any selected types."""
    return by_type(view.totals(types=False), indicator, view.campaign.types)


@once
def _media_by_type(view: View) -> pd.DataFrame:
    """Return the media audience of every type, for any selected types."""
    return media_chart.by_type(view.totals(types=False), view.campaign.types)


def _names_by_group(view: View) -> Mapping[str, str]:
    """Return the types' names, in the order of the groups in the legends."""
    groups, names = view.campaign.types["group"], type_names(view)
    codes = sorted(names, key=lambda code: GROUPS.index(groups[code]))
    return {code: names[code] for code in codes}
