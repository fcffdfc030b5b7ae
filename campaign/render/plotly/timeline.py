"""The timeline as a Plotly figure: columns, marks above them, and the running total below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from campaign.charts.body import Timeline
from campaign.charts.chart import Chart
from campaign.charts.ticks import Tick
from campaign.charts.words.ranges import RANGE
from campaign.render.plotly import timeline_traces, timeline_words
from campaign.render.plotly.calendar import day_axis, day_layout, day_lines, narrow_dates, noon
from campaign.render.plotly.looks import tint
from campaign.render.plotly.ranges import range_key
from campaign.render.plotly.renderer import Highlight
from campaign.render.plotly.timeline_proportions import (
    NARROW_PLOT,
    PAGE,
    PROJECTOR,
    RIGHT,
    UNMARKED,
    Proportions,
    Range,
)
from campaign.render.plotly.words import tick_words
from campaign.render.size import Size
from campaign.theme.style import RANGE_END, RANGE_TICK, RANGE_WIDTH, Style

_SECOND_WORDS = 0.2
"""Share of the lowest panel for each line of the total's label in a second language."""


def draw(chart: Chart, style: Style, size: Size) -> dict[str, Any]:
    """Draw bars by group, marks, the running total, and an invisible column for each day."""
    body = _body(chart)
    data = [
        *timeline_traces.groups(body, style),
        *timeline_traces.day_marks(body, style),
        *timeline_traces.event_marks(body, style),
        timeline_traces.running_total(body, style),
        *timeline_traces.plan(body, style),
        *(range_key(key, style) for key in body.legend if key.role == RANGE),
        timeline_traces.day_columns(body),
    ]
    return {"data": data, "layout": _layout(body, style, _proportions(body, style, size))}


def narrow(chart: Chart, style: Style) -> dict[str, Any]:
    """Return the changes for a phone: fewer dates, a smaller legend, labels that have room."""
    body = _body(chart)
    first = len(timeline_words.panel_words(body, style, PAGE))
    end_words = {
        f"annotations[{first - 1}].{name}": value
        for words in timeline_words.end_words(body, style, replace(PAGE, plot=NARROW_PLOT))
        for name, value in words.items()
        if name in ("text", "x", "xshift")
    }
    headings = {
        f"annotations[{number}].xshift": timeline_words.heading_shift(
            heading, body, style, NARROW_PLOT
        )
        for number, heading in enumerate(body.headings)
    }
    labels = {
        f"annotations[{number}].{name}": value
        for number, label in enumerate(
            timeline_words.event_words(body, style, NARROW_PLOT), start=first
        )
        for name, value in label.items()
        if name in ("text", "xanchor", "xshift")
    }
    dates = narrow_dates(body.day_ticks)
    return {**dates, "legend.font.size": 12, **headings, **end_words, **labels}


def highlight(chart: Chart, style: Style) -> Highlight:
    """Return no change: selected days are part of the figure."""
    return Highlight()


def _proportions(body: Timeline, style: Style, size: Size) -> Proportions:
    if size.scale > 1:
        more = len(timeline_words.words_of_total(body, style, PROJECTOR).seconds) * _SECOND_WORDS
        return replace(PROJECTOR, words=PROJECTOR.words + more)
    return PAGE if body.marks else UNMARKED


def _body(chart: Chart) -> Timeline:
    assert isinstance(chart.body, Timeline)
    return chart.body


def _layout(body: Timeline, style: Style, proportions: Proportions) -> dict[str, Any]:
    layout = day_layout(body.day_ticks, style)
    layout["legend"]["traceorder"] = "normal"
    invisible = {"visible": False, "fixedrange": True}
    return layout | {
        "barmode": "stack",
        "xaxis": {
            **day_axis(body.calendar, body.day_ticks.wide),
            "anchor": "y2",
            # No grid, because the grid of the invisible columns would be drawn over the bars.
            "showgrid": False,
            "ticks": "outside",
            "tickcolor": style.outline,
            "linecolor": style.outline,
        },
        "yaxis": _value_axis(body.ticks, proportions.daily, body.ticks[-1].at * 1.02, style),
        "yaxis2": _value_axis(
            body.total_ticks,
            proportions.total,
            body.total_end(proportions.words),
            style,
            proportions.every,
        ),
        "yaxis3": {"domain": proportions.lane, "range": [-0.6, 1.6], **invisible},
        "yaxis4": {"domain": (0.0, proportions.daily[1]), "range": [0, 1], **invisible},
        "shapes": [
            *_unselected_days(body, proportions, style),
            *day_lines(body.calendar, style),
            *_range_lines(body, style),
        ],
        "annotations": [
            *timeline_words.panel_words(body, style, proportions),
            *timeline_words.event_words(body, style, proportions.plot),
        ],
    }


def _value_axis(
    ticks: Sequence[Tick[float]], domain: Range, end: float, style: Style, every: int = 1
) -> dict[str, Any]:
    """Return an axis of people from 0 to `end`; every `every`-th tick has a label."""
    return {
        "domain": domain,
        "range": [0, end],
        "fixedrange": True,
        "automargin": True,
        "zeroline": False,
        "gridcolor": style.line,
        "tickfont": {"color": style.muted},
        "tickvals": [tick.at for tick in ticks],
        "ticktext": [
            tick_words(tick) if number % every == 0 else "" for number, tick in enumerate(ticks)
        ],
    }


def _unselected_days(
    body: Timeline, proportions: Proportions, style: Style
) -> list[dict[str, Any]]:
    """Return a tinted background for the days that are not selected."""
    return [
        {
            "type": "rect",
            "layer": "below",
            "x0": noon(first, -1),
            "x1": noon(last),
            "yref": "paper",
            "y0": 0,
            "y1": proportions.lane[1],
            "fillcolor": tint(style.muted),
            "line": {"width": 0},
        }
        for first, last in body.unselected_spans
    ]


def _range_lines(body: Timeline, style: Style) -> list[dict[str, Any]]:
    """Return the range of the last total, to the right of the days: its line, tick and end."""
    if not body.has_range:
        return []
    parts = (
        (body.total, body.high, 0),
        (body.middle, body.middle, RANGE_TICK),
        (body.high, body.high, RANGE_END),
    )
    return [
        {
            "type": "line",
            "name": "range",
            "xref": "paper",
            "xanchor": 1,
            "xsizemode": "pixel",
            "x0": RIGHT / 2 - across / 2,
            "x1": RIGHT / 2 + across / 2,
            "yref": "y2",
            "y0": low,
            "y1": high,
            "line": {"color": style.text, "width": RANGE_WIDTH},
        }
        for low, high, across in parts
    ]
