"""Lines on common axes as a Plotly figure, with the ranges around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from campaign.charts.body import Line, Lines
from campaign.charts.chart import Chart
from campaign.charts.ticks import Tick
from campaign.render.end_ranges import place_end_ranges, room_of_ranges
from campaign.render.end_words import fit_end_words, place_end_words, room_beside
from campaign.render.line_shapes import axis_ticks, value_step
from campaign.render.plotly.escape import escape
from campaign.render.plotly.line_traces import (
    band_traces,
    legend_entry,
    line_and_marks,
    tooltip_columns,
)
from campaign.render.plotly.looks import base_layout, dash_lengths
from campaign.render.plotly.ranges import end_ranges
from campaign.render.plotly.renderer import Choice, Height
from campaign.render.plotly.words import SECOND_SIZE, draw_nothing, second_words, tick_words
from campaign.render.size import NARROW_ROOM, WIDE_ROOM, Size
from campaign.render.text_width import LINE, width, wrap_text
from campaign.theme.style import NATIONAL, RULE_WIDTH, Style

_HEIGHT, _NARROW_HEIGHT, _NOTHING = 400, 380, 120
_ROOM, _NARROW_ROOM = 520, 200  # px of the narrowest plot on a page and on a phone
_SLIDE_ROOM, _SLIDE_HEIGHT = 840, 290  # px of the plot on a slide, and of the figure
_LEGEND, _LEGEND_ROW, _LEGEND_SIGN = 34, 19, 46  # px
_ABOVE = 0.006  # of the axis above its highest tick


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
    """Return the changes for a phone: fewer ticks, a smaller legend, its own end words."""
    body = _body(chart)
    if not body.lines:
        return {}
    body = _fit_words(body, _NARROW_ROOM, style)
    ticks = _ticks(_ticks_with_room(body, _NARROW_ROOM, style))
    top, _ = _margins(body, style, _NARROW_ROOM)
    tall = _plot_height(body, style, _NARROW_ROOM)
    return {
        "margin.t": top,
        "margin.r": _right(body, _NARROW_ROOM, style),
        **{f"xaxis.{name}": value for name, value in ticks.items()},
        "legend.font.size": 12,
        "annotations": _annotations(body, style, _NARROW_ROOM, tall),
    }


def height(chart: Chart) -> Height:
    """Return a fixed height: the drawing that stands before it fits any width by CSS alone."""
    if not _body(chart).lines:
        return Height(narrow=_NOTHING, px=_NOTHING)
    return Height(narrow=_NARROW_HEIGHT, px=_HEIGHT)


def choice(chart: Chart, style: Style) -> Choice:
    """Return no change: nothing can be selected."""
    return Choice()


def _body(chart: Chart) -> Lines:
    assert isinstance(chart.body, Lines)
    return chart.body


def _layout(body: Lines, style: Style, size: Size) -> dict[str, Any]:
    layout, room = base_layout(style), _SLIDE_ROOM if size.scale > 1 else _ROOM
    body = _fit_words(body, room, style)
    top, bottom = _margins(body, style, room)
    layout["margin"] |= {"t": top, "b": bottom, "r": _right(body, room, style)}
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
            **_ticks(_ticks_with_room(body, room, style)),
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
            *end_ranges(place_end_ranges(body, _NARROW_ROOM), style),
        ],
        "annotations": _annotations(body, style, room, tall),
    }


def _value_range(body: Lines) -> tuple[float, float]:
    """Return the ends of the axis: a little above the highest tick, where Plotly draws its line."""
    first, last = body.value_ticks[0].at, body.value_ticks[-1].at
    return first, last + (last - first) * _ABOVE


def _margins(body: Lines, style: Style, room: float) -> tuple[int, int]:
    """Return px above the plot for legend and headings, and below it for ticks and heading."""
    row = round(style.size * LINE)
    rows = max(len(tick.lines) for tick in body.ticks)
    # The legend of a slide stands outside the figure.
    above = 0
    if room != _SLIDE_ROOM:
        above = _LEGEND + _LEGEND_ROW * (_legend_rows(body, room, style) - 1)
    above += row * (len(_heading(body, style, room)) + bool(body.references)) + 8
    return above, (rows + bool(body.headings[0])) * row + 18


def _heading(body: Lines, style: Style, room: float) -> list[str]:
    """Return the lines of the heading over the vertical axis."""
    left = max(width(tick.words, style.size) for tick in body.value_ticks) + 10
    column = NARROW_ROOM if room == _NARROW_ROOM else WIDE_ROOM
    return wrap_text(body.headings[1], column - left, style.size - 1)


def _legend_rows(body: Lines, room: float, style: Style) -> int:
    """Return how many rows the legend has beside a plot of this width."""
    x, rows = 0.0, 1
    for key in body.legend:
        length = width(key.label, style.size) + _LEGEND_SIGN
        if x and x + length > room:
            x, rows = 0.0, rows + 1
        x += length
    return rows


def _right(body: Lines, room: float, style: Style) -> int:
    """Return px to the right of a plot: for half of the last tick's words, and for end words."""
    half_tick = max(width(line, style.size) for line in body.ticks[-1].lines) / 2
    ranges = place_end_ranges(body, _NARROW_ROOM)
    beside = room_beside(body, room, style.size, _width_of(style), ranges)
    return max(12, round(max(half_tick, beside, room_of_ranges(ranges, room))) + 2)


def _fit_words(body: Lines, room: float, style: Style) -> Lines:
    ranges = place_end_ranges(body, _NARROW_ROOM)
    return fit_end_words(body, room, style.size, _width_of(style), ranges)


def _width_of(style: Style) -> Callable[[str], float]:
    return lambda words: width(words, style.size, bold=True)


def _plot_height(body: Lines, style: Style, room: float) -> float:
    heights: dict[float, int] = {_NARROW_ROOM: _NARROW_HEIGHT, _SLIDE_ROOM: _SLIDE_HEIGHT}
    return heights.get(room, _HEIGHT) - sum(_margins(body, style, room))


def _ticks_with_room(body: Lines, room: float, style: Style) -> Sequence[Tick[float]]:
    return axis_ticks(body, room, lambda words: width(words, style.size), SECOND_SIZE)


def _ticks(ticks: Sequence[Tick[float]]) -> dict[str, Any]:
    return {
        "tickvals": [tick.at for tick in ticks],
        "ticktext": [tick_words(tick) for tick in ticks],
    }


def _reference(value: float, style: Style) -> dict[str, Any]:
    look = {"color": style.muted, "width": RULE_WIDTH, "dash": dash_lengths(NATIONAL)}
    ends = {"x0": value, "x1": value, "yref": "paper", "y0": 0, "y1": 1}
    return {"type": "line", "layer": "below", **ends, "line": look}


def _annotations(body: Lines, style: Style, room: float, tall: float) -> list[dict[str, Any]]:
    small = {"size": style.size - 1, "color": style.muted}
    row = round(style.size * LINE)
    above = 10 + (row if body.references else 0)
    corner = {"xref": "paper", "yref": "paper", "showarrow": False, "font": small}
    heading = {"x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom", "yshift": above}
    words = "<br>".join(map(escape, _heading(body, style, room)))
    annotations = [{**corner, **heading, "align": "left", "text": words}]
    if body.headings[0]:
        below = _margins(body, style, room)[1] - row - 2
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
    """Return the words of an end, below them those in a second language in smaller letters."""
    second = f"<br>{second_words(line.second_end_words)}" if line.second_end_words else ""
    return f"<b>{escape(line.end_words)}</b>{second}"


def _end_words(body: Lines, style: Style, room: float, tall: float) -> list[dict[str, Any]]:
    beyond = _right(body, room, style)
    ranges = place_end_ranges(body, _NARROW_ROOM)
    places = place_end_words(body, (room, tall), style.size, _width_of(style), beyond, ranges)
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
