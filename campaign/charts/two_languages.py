"""A chart in two languages, for a slide that a room of both reads: its names and its legend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from campaign.charts.body import (
    Bars,
    Choropleth,
    Datum,
    Grid,
    Heading,
    Lines,
    Pair,
    Pairs,
    Panels,
    Spans,
    Timeline,
)
from campaign.charts.body.datum import other_words
from campaign.charts.chart import Chart


def with_second_names(chart: Chart, second: Chart | None) -> Chart:
    """Return the chart whose regions, types and axes are named in both languages.

    `second` is the same chart in the other language, None without one. A name that is the same in
    both stands once. Numbers, dates and the words of events stay in the first.
    """
    body, other = chart.body, None if second is None else second.body
    changes: dict[str, Any] = {}
    if isinstance(body, Bars | Choropleth) and isinstance(other, Bars | Choropleth):
        changes["data"] = tuple(_in_both_languages(body.data, other.data))
    elif isinstance(body, Pairs) and isinstance(other, Pairs):
        changes["rows"] = tuple(map(_pair_in_both_languages, body.rows, other.rows))
    elif isinstance(body, Grid) and isinstance(other, Grid):
        changes["rows"] = tuple(_headings(body.rows, other.rows))
        changes["columns"] = tuple(_headings(body.columns, other.columns))
        changes["headings"] = (both(body.headings[0], other.headings[0]), body.headings[1])
    elif isinstance(body, Panels) and isinstance(other, Panels):
        data, others = ([panel.datum for panel in each.panels] for each in (body, other))
        panels = zip(body.panels, _in_both_languages(data, others), strict=True)
        changes["panels"] = tuple(replace(panel, datum=datum) for panel, datum in panels)
    elif isinstance(body, Spans) and isinstance(other, Spans):
        lanes = zip(body.lanes, other.lanes, strict=True)
        changes["lanes"] = tuple(
            replace(lane, second_name=other_words(lane.name, same.name)) for lane, same in lanes
        )
    elif isinstance(body, Lines | Timeline) and isinstance(other, Lines | Timeline):
        changes["headings"] = tuple(map(both, body.headings, other.headings))
    return replace(chart, body=replace(body, **changes)) if body and changes else chart


def with_second_legend(chart: Chart, second: Chart | None) -> Chart:
    """Return the chart with each entry of its legend in both languages, as “women / аялдар”.

    `second` is the same chart in the other language, None without one. Entries that are the same in
    both, as the limits of classes, stand once. Of a timeline, whose legend is long, only the
    colours are named in both.
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
    """Return words in both languages, once where they are the same or the second are ""."""
    return f"{first} / {second}" if other_words(first, second) else first


def _pair_in_both_languages(pair: Pair, other: Pair) -> Pair:
    first, second = _in_both_languages(pair.data, other.data)
    return replace(pair, first=first, second=second, translation=other)


def _in_both_languages(data: Sequence[Datum], others: Sequence[Datum]) -> Iterator[Datum]:
    for datum, other in zip(data, others, strict=True):
        yield replace(datum, translation=other)


def _headings(headings: tuple[Heading, ...], others: tuple[Heading, ...]) -> Iterator[Heading]:
    for heading, other in zip(headings, others, strict=True):
        yield replace(heading, second_name=other_words(heading.name, other.name))
