"""Lines on common axes as a Plotly figure, with the ranges around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from campaign.charts.body import Lines
from campaign.charts.chart import Chart
from campaign.charts.ticks import Tick
from campaign.render.end_ranges import place_end_ranges
from campaign.render.end_words import fit_end_words
from campaign.render.line_shapes import axis_ticks, value_step
from campaign.render.plotly.line_room import (
    HEIGHT,
    NARROW_HEIGHT,
    NOTHING,
    PHONE_ROOM,
    ROOM,
    SLIDE_ROOM,
    margins,
    plot_height,
    room_at_right,
    width_of,
)
from campaign.render.plotly.line_traces import (
    band_traces,
    legend_entry,
    line_and_marks,
    tooltip_columns,
)
from campaign.render.plotly.line_words import line_annotations
from campaign.render.plotly.looks import base_layout, dash_lengths
from campaign.render.plotly.ranges import end_ranges
from campaign.render.plotly.renderer import Height, Highlight
from campaign.render.plotly.words import SECOND_SIZE, draw_nothing, tick_labels, tick_words
from campaign.render.size import Size
from campaign.render.text_width import LINE, width
from campaign.theme.style import NATIONAL, RULE_WIDTH, Style

_ABOVE = 0.006  # share of the axis that is above its highest tick


def draw(chart: Chart, style: Style, size: Size) -> dict[str, Any]:
    """Draw ranges, lines, the marks at their ends, and an invisible column for each tooltip."""
    body = _body(chart)
    if not body.lines:
        return draw_nothing(body.nothing, style)
    data = [
        *(trace for line in body.lines for trace in band_traces(line, style)),
        *(trace for line in reversed(body.lines) for trace in line_and_marks(line, style)),
        *tooltip_columns(body),
        *(legend_entry(key, style) for key in body.legend),
    ]
    return {"data": data, "layout": _layout(body, style, size)}


def narrow(chart: Chart, style: Style) -> dict[str, Any]:
    """Return the changes for a phone: fewer ticks, a smaller legend, other end labels."""
    body = _body(chart)
    if not body.lines:
        return {}
    body = _fit_words(body, PHONE_ROOM, style)
    ticks = tick_labels(_ticks_with_room(body, PHONE_ROOM, style))
    top, _ = margins(body, style, PHONE_ROOM)
    tall = plot_height(body, style, PHONE_ROOM)
    return {
        "margin.t": top,
        "margin.r": room_at_right(body, PHONE_ROOM, style),
        **{f"xaxis.{name}": value for name, value in ticks.items()},
        "legend.font.size": 12,
        "annotations": line_annotations(body, style, PHONE_ROOM, tall),
    }


def height(chart: Chart) -> Height:
    """Return a fixed height, because CSS fits the preview drawing to any width without a script."""
    if not _body(chart).lines:
        return Height(narrow=NOTHING, px=NOTHING)
    return Height(narrow=NARROW_HEIGHT, px=HEIGHT)


def highlight(chart: Chart, style: Style) -> Highlight:
    """Return no change: nothing can be selected."""
    return Highlight()


def _body(chart: Chart) -> Lines:
    assert isinstance(chart.body, Lines)
    return chart.body


def _layout(body: Lines, style: Style, size: Size) -> dict[str, Any]:
    layout, room = base_layout(style), SLIDE_ROOM if size.scale > 1 else ROOM
    body = _fit_words(body, room, style)
    top, bottom = margins(body, style, room)
    layout["margin"] |= {"t": top, "b": bottom, "r": room_at_right(body, room, style)}
    layout["legend"] |= {"y": 1, "yanchor": "top", "yref": "container", "traceorder": "normal"}
    tall = plot_height(body, style, room)
    every = value_step(body, tall, style.size * LINE)
    return layout | {
        "hovermode": "closest",
        "dragmode": False,
        "bargap": 0,
        "barmode": "overlay",
        "xaxis": {
            "range": [body.ticks[0].at, body.ticks[-1].at],
            **tick_labels(_ticks_with_room(body, room, style)),
            "tickangle": 0,
            "ticks": "outside",
            "tickcolor": style.outline,
            "tickfont": {"color": style.muted},
            "linecolor": style.outline,
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
        "yaxis": {
            "range": _value_range(body),
            "tickvals": [tick.at for tick in body.value_ticks],
            "ticktext": [
                tick_words(tick) if number % every == 0 else ""
                for number, tick in enumerate(body.value_ticks)
            ],
            "tickfont": {"color": style.muted},
            "gridcolor": style.line,
            "zeroline": False,
            "automargin": True,
            "fixedrange": True,
        },
        "yaxis2": {"overlaying": "y", "range": [0, 1], "visible": False, "fixedrange": True},
        "shapes": [
            *(_reference(reference.value, style) for reference in body.references),
            *end_ranges(place_end_ranges(body, PHONE_ROOM), style),
        ],
        "annotations": line_annotations(body, style, room, tall),
    }


def _value_range(body: Lines) -> tuple[float, float]:
    """Return the ends of the axis, slightly above the highest tick, so that its line is drawn."""
    first, last = body.value_ticks[0].at, body.value_ticks[-1].at
    return first, last + (last - first) * _ABOVE


def _fit_words(body: Lines, room: float, style: Style) -> Lines:
    ranges = place_end_ranges(body, PHONE_ROOM)
    return fit_end_words(body, room, style.size, width_of(style), ranges)


def _ticks_with_room(body: Lines, room: float, style: Style) -> Sequence[Tick[float]]:
    return axis_ticks(body, room, lambda words: width(words, style.size), SECOND_SIZE)


def _reference(value: float, style: Style) -> dict[str, Any]:
    look = {"color": style.muted, "width": RULE_WIDTH, "dash": dash_lengths(NATIONAL)}
    ends = {"x0": value, "x1": value, "yref": "paper", "y0": 0, "y1": 1}
    return {"type": "line", "layer": "below", **ends, "line": look}
