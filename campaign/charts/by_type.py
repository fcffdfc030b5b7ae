"""Charts by type of activity: types, types by unit, audience, media audience."""

from __future__ import annotations

import pandas as pd

from campaign.analysis.indicator_frames import by_type, by_unit_and_type
from campaign.analysis.indicators import Indicator
from campaign.analysis.shared_numbers import once, once_in_country
from campaign.analysis.view import View
from campaign.analysis.wide_activities import WideActivities
from campaign.charts.bars import audience as audience_chart
from campaign.charts.bars import breakdown as breakdown_chart
from campaign.charts.bars import media as media_chart
from campaign.charts.bars.breakdown import Types
from campaign.charts.chart import Chart, build_chart, with_scope, with_wide_line
from campaign.charts.grids import heatmap as heatmap_chart
from campaign.domain.totals import overall

LEADING = 8


def breakdown(view: View) -> Chart:
    """Return all types, sorted, by people or by activities."""
    return _bars(view, len(view.campaign.types), view.text("{indicator} by type of activity"))


def leading_types(view: View, most: int = LEADING) -> Chart:
    """Return the `most` types with the highest values."""
    return _bars(view, most, view.text("{indicator}: leading types of activity"))


def heatmap(view: View) -> Chart:
    """Return types by unit; a click on a cell selects both."""
    text, indicator = view.text, view.count_indicator
    title = text("{indicator} by type of activity and region", indicator=text(indicator.name))
    chart = build_chart("heatmap", title, heatmap_chart, _pairs(view, indicator), view)
    chart = with_wide_line(chart, view.wide_line)
    return with_scope(chart, view, highlights=("place", "types"))


def audience(view: View) -> Chart:
    """Return women, men and young people among the people reached, each with its own base."""
    title = view.text("Women, men and young people among the people reached")
    sums = overall(view.totals())
    chart = build_chart("audience", title, audience_chart, sums, view, pick=False)
    return with_scope(chart, view)


def media(view: View) -> Chart:
    """Return the media audience by type; it is never added to the people reached."""
    title = view.text("Media audience by type of activity")
    notes = (view.text("direct reach and media audience are not summed"),)
    chart = build_chart("media", title, media_chart, _media_by_type(view), view, notes=notes)
    return with_scope(chart, view, highlights=("types",))


def _bars(view: View, most: int, title: str) -> Chart:
    indicator, selected_types = view.count_indicator, view.selection.types
    every = _all_types(view, indicator)
    # A selected type is always among the leading ones.
    leading_codes = sorted(every.index, key=lambda code: code not in selected_types)[:most]
    types = Types(every, every[every.index.isin(leading_codes)])
    title = title.replace("{indicator}", view.text(indicator.name))
    chart = build_chart("breakdown", title, breakdown_chart, types, view)
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
