"""The charts of the brief as `brief.typ` reads them: SVG, and words that say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.charts.body import Bars, Choropleth, Timeline
from campaign.charts.chart import Chart
from campaign.charts.regions.region_classes import STATE_NAMES, STATE_SIGNS
from campaign.charts.timeline.timeline_events import event_lists
from campaign.exports.pdf.typst_page import Svg, legible
from campaign.render.size import A4, Size
from campaign.render.svg.figure import draw
from campaign.theme.style import LIGHT

MAP = replace(A4, width=600)
TYPES = replace(A4, width=590)
TIMELINES = tuple(replace(A4, height=height) for height in (350, 330, 310, 290, 270, 250, 230))
"""From high to low: a page takes the first that it has room for."""


@dataclass(frozen=True)
class BriefMap:
    """The map of every region, one for all pages of a file; each page marks its own."""

    chart: Chart

    @classmethod
    def of(cls, view: View) -> BriefMap | None:
        """Return the map of this view; None where no region has anything to show."""
        if not view.has_register or view.totals(oblasts=False).empty:
            return None
        return cls(by_region.overview_map(view))

    def mark_selection(self, view: View) -> Chart:
        """Return the map with the regions of this view marked, and with what it says of them."""
        return by_region.mark_selection(self.chart, view)


def map_of(view: View, chart: Chart) -> dict[str, Any]:
    """Return the map and its values; `svg` is "" where the boundaries cannot be read.

    `heads` and `rows` are the table that then stands in its place.
    """
    rows = _values_in_words(view)
    return {
        "finding": chart.finding,
        "title": chart.title,
        "alt": _in_words(chart, rows),
        "svg": _svg(chart, MAP) if isinstance(chart.body, Choropleth) else "",
        "heads": [view.text("Region"), view.text(view.indicator.name)],
        "rows": rows,
    }


def timeline_of(view: View, chart: Chart) -> dict[str, Any]:
    """Return the timeline at several heights (points), and what the numbers of its marks mean."""
    body = chart.body
    assert isinstance(body, Timeline)
    names = event_lists(body, view.text)
    milestones = {mark.day for mark in body.marks if mark.kind == "milestone"}
    # A line whose day has a milestone is named by that, below the chart.
    lines = zip(body.calendar.rules, body.line_names, strict=True)
    names_above = tuple("" if line.day in milestones else name for line, name in lines)
    chart = replace(chart, body=replace(body, line_names=names_above))
    return {
        "finding": chart.finding,
        "title": chart.title,
        "alt": " ".join((chart.description, *names)),
        "svgs": [_svg(chart, size) for size in TIMELINES],
        "names": names,
    }


def types_of(chart: Chart, timeline: Chart | None) -> dict[str, Any]:
    """Return the leading types as bars; `svg` is "" where there is none.

    Above them the timeline explains the colours of the groups, which the bars then need not.
    """
    body = chart.body
    assert isinstance(body, Bars)
    if timeline is not None:
        states = tuple(key for key in body.legend if not key.role.startswith("group:"))
        chart = replace(chart, body=replace(body, legend=states))
    rows = [[datum.label, datum.words] for datum in body.data]
    return {
        "finding": chart.finding,
        "title": chart.title,
        "alt": _in_words(chart, rows),
        "svg": _svg(chart, TYPES) if rows else "",
    }


def section_of(name: str, chart: Chart, size: Size) -> dict[str, Any]:
    """Return a chart of the second page: what it is about, its words and its drawing."""
    return {
        "name": name,
        "finding": chart.finding,
        "title": chart.title,
        "alt": chart.description,
        "svg": _svg(chart, size),
        "summary": chart.summary,
    }


def _svg(chart: Chart, size: Size) -> Svg:
    return Svg(draw(chart, LIGHT, size, legible))


def _in_words(chart: Chart, rows: Sequence[Sequence[str]]) -> str:
    return f"{chart.title}. {'; '.join(': '.join(pair) for pair in rows)}."


def _values_in_words(view: View) -> list[list[str]]:
    """Name and value of every region in the official order; the reason where there is none.

    Below them those of activities of no single region.
    """
    text = view.text
    pairs = []
    rows = [*view.units.iterrows(), *view.wide.by_code(view.indicator).iterrows()]
    for code, row in rows:
        state = str(row["state"])
        missing = text(STATE_NAMES[state]) if state in STATE_SIGNS else ""
        words = missing or view.indicator.format(float(row["value"]), text)
        pairs.append([view.campaign.places.name(str(code), text), words])
    return pairs
