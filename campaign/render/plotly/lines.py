"""Lines on common axes as a Plotly figure, with the ranges around them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from campaign.charts.body import LegendKey, Line, Lines
from campaign.charts.chart import Chart
from campaign.charts.ticks import Tick
from campaign.charts.words.ranges import RANGE
from campaign.render.end_ranges import place_end_ranges, room_of_ranges
from campaign.render.end_words import fit_end_words, place_end_words, room_beside
from campaign.render.height import LINES, phone_legend_lines
from campaign.render.line_shapes import axis_ticks, bands, corners, hit_areas, value_step
from campaign.render.plotly.legend import area_key, line_key
from campaign.render.plotly.looks import base_layout, dash_lengths, tint
from campaign.render.plotly.ranges import end_ranges, range_key
from campaign.render.plotly.renderer import Highlight
from campaign.render.plotly.words import (
    SECOND_SIZE,
    draw_nothing,
    escape,
    second_words,
    tick_labels,
    tick_words,
    tooltip,
)
from campaign.render.size import NARROW_ROOM, WIDE_ROOM, Size
from campaign.render.text_width import LINE, width, wrap_text
from campaign.theme.roles import paint
from campaign.theme.style import LINE_DASHES, LINE_END, NATIONAL, RULE_WIDTH, TOTAL_WIDTH, Style

ROOM, PHONE_ROOM = 520, 200  # px of the narrowest plot on a page and on a phone
_SLIDE_ROOM, _SLIDE_HEIGHT = 840, 290  # px of the plot on a slide, and of the figure
_LEGEND, _LEGEND_ROW, _LEGEND_SIGN = 34, 19, 46  # px

_ABOVE = 0.006  # share of the axis that is above its highest tick


def draw(chart: Chart, style: Style, size: Size) -> dict[str, Any]:
    """Draw ranges, lines, the marks at their ends, and an invisible column for each tooltip."""
    body = _body(chart)
    if not body.lines:
        return draw_nothing(body.nothing, style)
    data = [
        *(trace for line in body.lines for trace in _band_traces(line, style)),
        *(trace for line in reversed(body.lines) for trace in _line_and_marks(line, style)),
        *_tooltip_columns(body),
        *(_legend_entry(key, style) for key in body.legend),
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
    tall = _plot_height(body, style, PHONE_ROOM)
    return {
        "margin.t": top,
        "margin.r": _room_at_right(body, PHONE_ROOM, style),
        **{f"xaxis.{name}": value for name, value in ticks.items()},
        "legend.font.size": 12,
        "annotations": _line_annotations(body, style, PHONE_ROOM, tall),
    }


def highlight(chart: Chart, style: Style) -> Highlight:
    """Return no change: nothing can be selected."""
    return Highlight()


def _body(chart: Chart) -> Lines:
    assert isinstance(chart.body, Lines)
    return chart.body


def _layout(body: Lines, style: Style, size: Size) -> dict[str, Any]:
    layout, room = base_layout(style), _SLIDE_ROOM if size.scale > 1 else ROOM
    body = _fit_words(body, room, style)
    top, bottom = margins(body, style, room)
    layout["margin"] |= {"t": top, "b": bottom, "r": _room_at_right(body, room, style)}
    layout["legend"] |= {"y": 1, "yanchor": "top", "yref": "container", "traceorder": "normal"}
    tall = _plot_height(body, style, room)
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
        "annotations": _line_annotations(body, style, room, tall),
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


def _line_annotations(body: Lines, style: Style, room: float, tall: float) -> list[dict[str, Any]]:
    """Return the annotations of a plot that is `room` px wide and `tall` px high."""
    small = {"size": style.size - 1, "color": style.muted}
    row = round(style.size * LINE)
    above = 10 + (row if body.references else 0)
    corner = {"xref": "paper", "yref": "paper", "showarrow": False, "font": small}
    heading = {"x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom", "yshift": above}
    words = "<br>".join(map(escape, _heading_lines(body, style, room)))
    annotations = [{**corner, **heading, "align": "left", "text": words}]
    if body.headings[0]:
        below = margins(body, style, room)[1] - row - 2
        foot = {"x": 1, "xanchor": "right", "y": 0, "yanchor": "top", "yshift": -below}
        annotations.append({**corner, **foot, "text": escape(body.headings[0])})
    for reference in body.references:
        early = body.across(reference.value) < 0.5
        annotations.append(
            {
                "x": reference.value,
                "xanchor": "left" if early else "right",
                "yref": "paper",
                "y": 1,
                "yanchor": "bottom",
                "yshift": 2,
                "text": escape(reference.words),
                "showarrow": False,
                "font": small,
            }
        )
    return [*annotations, *_end_words(body, style, room, tall)]


def _end_lines(line: Line) -> str:
    """Return an end label, with a second language below it in smaller type."""
    second = f"<br>{second_words(line.second_end_words)}" if line.second_end_words else ""
    return f"<b>{escape(line.end_words)}</b>{second}"


def _end_words(body: Lines, style: Style, room: float, tall: float) -> list[dict[str, Any]]:
    beyond = _room_at_right(body, room, style)
    ranges = place_end_ranges(body, PHONE_ROOM)
    places = place_end_words(body, (room, tall), style.size, width_of(style), beyond, ranges)
    return [
        {
            "text": _end_lines(end.line),
            "align": "right" if end.anchor == "end" else "left",
            "xref": "paper",
            "x": end.x,
            "xanchor": "right" if end.anchor == "end" else "left",
            "xshift": round(end.apart),
            "yref": "paper",
            "y": 1 - end.line_y / tall,
            "yanchor": "middle",
            "yshift": round(end.line_y - end.y),
            "bgcolor": style.background,
            "borderpad": 0,
            "showarrow": False,
        }
        for end in places
    ]


def _band_traces(line: Line, style: Style) -> list[dict[str, Any]]:
    """Return two invisible edges for each range; the area between them is filled."""
    fill = {"fill": "tonexty", "fillcolor": tint(paint(line.role, style).fill)}
    edge = {"type": "scatter", "mode": "lines", "line": {"width": 0}}
    quiet = {"hoverinfo": "skip", "showlegend": False}
    traces: list[dict[str, Any]] = []
    for band in bands(line):
        places = [point.at for point in band]
        traces.append({**edge, "x": places, "y": [point.low for point in band], **quiet})
        traces.append({**edge, **fill, "x": places, "y": [point.high for point in band], **quiet})
    return traces


def _line_and_marks(line: Line, style: Style) -> list[dict[str, Any]]:
    """Return the line, with a gap for a missing value, and the marks at its end."""
    colour, parts = paint(line.role, style).fill, corners(line)
    xs: list[float | None] = []
    ys: list[float | None] = []
    for part in parts:
        xs += [*(at for at, _ in part), None]
        ys += [*(value for _, value in part), None]
    quiet = {"type": "scatter", "hoverinfo": "skip", "showlegend": False, "cliponaxis": False}
    traces = [{**quiet, "mode": "lines", "x": xs[:-1], "y": ys[:-1], "line": _look(line, colour)}]
    points = [part[0] for part in parts if len(part) == 1]
    end = line.end
    if line.end_words and end is not None:
        points.append((end.at, end.value))
    if points:
        marker = {"color": colour, "size": LINE_END}
        x, y = ([point[axis] for point in points] for axis in (0, 1))
        traces.append({**quiet, "mode": "markers", "x": x, "y": y, "marker": marker})
    return traces


def _look(line: Line | LegendKey, colour: str) -> dict[str, Any]:
    dash = LINE_DASHES[line.dash if isinstance(line, Line) else line.mark]
    pattern = {"dash": dash_lengths(dash)} if dash else {}
    return {"color": colour, "width": TOTAL_WIDTH, **pattern}


def _tooltip_columns(body: Lines) -> list[dict[str, Any]]:
    """Return the trace of invisible columns with the tooltips, for pointer, keyboard and touch."""
    areas = hit_areas(body)
    if not areas:
        return []
    return [
        {
            "type": "bar",
            "x": [(area.start + area.end) / 2 for area in areas],
            "y": [1] * len(areas),
            "width": [area.end - area.start for area in areas],
            "yaxis": "y2",
            "marker": {"color": "rgba(0,0,0,0)"},
            "hoverinfo": "text",
            "hovertext": [tooltip(area.tooltip) for area in areas],
            "meta": {"walk": True, "selected": []},
            "showlegend": False,
        }
    ]


def _legend_entry(key: LegendKey, style: Style) -> dict[str, Any]:
    if key.role == RANGE:
        return range_key(key, style)
    if key.mark not in LINE_DASHES:
        return area_key(key, style)
    return line_key(key, _look(key, paint(key.role, style).fill))


def margins(body: Lines, style: Style, room: float) -> tuple[int, int]:
    """Return the px above the plot for legend and headings, and below it for ticks and heading."""
    row = round(style.size * LINE)
    rows = max(len(tick.lines) for tick in body.ticks)
    # The legend of a slide is outside the figure.
    above = 0
    if room != _SLIDE_ROOM:
        above = _LEGEND + _LEGEND_ROW * (_legend_rows(body, room, style) - 1)
    above += row * (len(_heading_lines(body, style, room)) + bool(body.references)) + 8
    return above, (rows + bool(body.headings[0])) * row + 18


def _heading_lines(body: Lines, style: Style, room: float) -> list[str]:
    """Return the lines of the heading over the vertical axis."""
    left = max(width(tick.words, style.size) for tick in body.value_ticks) + 10
    column = NARROW_ROOM if room == PHONE_ROOM else WIDE_ROOM
    return wrap_text(body.headings[1], column - left, style.size - 1)


def _legend_rows(body: Lines, room: float, style: Style) -> int:
    """Return the most lines that the legend has above a plot of this width.

    It is one row, or as many rows as in columns of the width of the longest entry.
    """
    if room == PHONE_ROOM:
        return phone_legend_lines(body.legend)
    lengths = [width(key.label, style.size) + _LEGEND_SIGN for key in body.legend]
    if sum(lengths) <= room:
        return 1
    columns = max(int(room / max(lengths)), 1)
    return math.ceil(len(lengths) / columns)


def _room_at_right(body: Lines, room: float, style: Style) -> int:
    """Return the px to the right of a plot, for half of the last tick label and for end labels."""
    half_tick = max(width(line, style.size) for line in body.ticks[-1].lines) / 2
    ranges = place_end_ranges(body, PHONE_ROOM)
    beside = room_beside(body, room, style.size, width_of(style), ranges)
    return max(12, round(max(half_tick, beside, room_of_ranges(ranges, room))) + 2)


def width_of(style: Style) -> Callable[[str], float]:
    """Return the function that returns the width of an end label in px."""
    return lambda words: width(words, style.size, bold=True)


def _plot_height(body: Lines, style: Style, room: float) -> float:
    """Return the height in px of a plot that is `room` px wide, without its margins."""
    heights: dict[float, int] = {PHONE_ROOM: LINES.narrow, _SLIDE_ROOM: _SLIDE_HEIGHT}
    return heights.get(room, LINES.px) - sum(margins(body, style, room))
