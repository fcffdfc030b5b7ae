"""A chart whose legend is in two languages, for a slide that a room of both reads."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from campaign.charts.body import Choropleth, Panels, Timeline
from campaign.charts.chart import Chart


def with_second_legend(chart: Chart, second: Chart | None) -> Chart:
    """Return the chart with each entry of its legend in both languages, as “women / аялдар”.

    `second` is the same chart in the other language, None without one. Entries that are the same in
    both, as the limits of classes, stand once. Names of regions and types stay in the first
    language, and of a timeline, whose legend is long, all but the colours.
    """
    body, other = chart.body, None if second is None else second.body
    if body is None or other is None or isinstance(body, Panels) or isinstance(other, Panels):
        return chart
    legend = tuple(
        replace(key, label=both(key.label, second.label))
        if key.mark == "area" or not isinstance(body, Timeline)
        else key
        for key, second in zip(body.legend, other.legend, strict=True)
    )
    changes: dict[str, Any] = {"legend": legend}
    if isinstance(body, Choropleth) and isinstance(other, Choropleth):
        changes["legend_title"] = both(body.legend_title, other.legend_title)
    return replace(chart, body=replace(body, **changes))


def both(first: str, second: str) -> str:
    """Return words in both languages, once where they are the same."""
    return first if first == second else f"{first} / {second}"
