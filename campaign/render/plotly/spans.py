"""The schedule as a Plotly figure: a lane per region, a dot for a day, a bar for several days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from campaign.charts.body import Lane, LegendKey, Span, Spans
from campaign.charts.chart import Chart
from campaign.charts.timeline.schedule import MARGIN_DAYS
from campaign.render.plotly.calendar import (
    DAY_MS,
    day_axis,
    day_layout,
    day_lines,
    line_names,
    narrow_dates,
    noon,
)
from campaign.render.plotly.legend import mark_key
from campaign.render.plotly.renderer import Highlight
from campaign.render.plotly.row_names import row_names
from campaign.render.plotly.words import draw_nothing, tooltip
from campaign.render.size import Size
from campaign.theme.roles import paint
from campaign.theme.style import NARROW_SPAN_CORNER, SPAN_CORNER, Style

_LABEL = 12  # characters per line
_DOT, _BAR, _LINE = 9, 0.62, 1.75  # px, of a row, px
_NAME_ROWS, _LARGE_NAME_SHARE = 2.1, 0.13  # room for names of lines: rows; share of all rows
_LANES_HEIGHT = 600  # px: the height of all lanes on a projector


def draw(chart: Chart, style: Style, size: Size) -> dict[str, Any]:
    """Draw spans and dots, hollow if attendance is not reported, each with an invisible area."""
    body = _body(chart)
    if not body.spans:
        return draw_nothing(body.nothing, style)
    body = shorten(body, size.most_rows)
    long_spans = [span for span in body.spans if span.first != span.last]
    day_spans = [span for span in body.spans if span.first == span.last]
    data = [
        *([_bars(long_spans, style)] if long_spans else []),
        *([_dots(day_spans, _dot(body, size), style)] if day_spans else []),
        _areas(body.spans),
        *(_legend_entry(key, style) for key in body.legend),
    ]
    return {"data": data, "layout": _layout(body, style, size)}


def shorten(body: Spans, most_rows: int | None) -> Spans:
    """Return the body with its first `most_rows` lanes, all for None."""
    lanes = body.lanes[:most_rows]
    rows = lanes[-1].top + lanes[-1].rows
    return replace(body, lanes=lanes, spans=tuple(s for s in body.spans if s.row < rows))


def narrow(chart: Chart, style: Style) -> dict[str, Any]:
    """Return the changes for a phone: fewer dates, smaller names of lanes and groups."""
    body = _body(chart)
    dates = narrow_dates(body.day_ticks)
    changes = {**dates, "yaxis.tickfont.size": 12, "legend.font.size": 12}
    # If there are bars, they are the first trace.
    if any(span.first != span.last for span in body.spans):
        changes["data[0].marker.cornerradius"] = NARROW_SPAN_CORNER
    return changes


def highlight(chart: Chart, style: Style) -> Highlight:
    """Return no change: no activity can be selected."""
    return Highlight()


def _body(chart: Chart) -> Spans:
    assert isinstance(chart.body, Spans)
    return chart.body


def _layout(body: Spans, style: Style, size: Size) -> dict[str, Any]:
    layout = day_layout(body.day_ticks, style)
    rows_above = _NAME_ROWS if size.scale == 1 else max(_NAME_ROWS, _LARGE_NAME_SHARE * body.rows)
    return layout | {
        "barmode": "overlay",
        "xaxis": {
            **day_axis(body.calendar, body.day_ticks.wide),
            "gridcolor": style.line,
            "linecolor": style.outline,
        },
        "yaxis": {
            "range": [body.rows - 0.5, -0.5 - rows_above],
            "tickvals": [lane.top + (lane.rows - 1) / 2 for lane in body.lanes],
            "ticktext": row_names(
                [lane.name for lane in body.lanes],
                _LABEL,
                size,
                [lane.second_name for lane in body.lanes],
            ),
            "automargin": True,
            "ticklabelstandoff": 6,
            "fixedrange": True,
            "zeroline": False,
            "showgrid": False,
        },
        "shapes": [*_borders(body.lanes, style), *day_lines(body.calendar, style)],
        "annotations": line_names(body.calendar, body.line_names, style),
    }


def _borders(lanes: Sequence[Lane], style: Style) -> list[dict[str, Any]]:
    return [
        {
            "type": "line",
            "layer": "below",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": lane.top - 0.5,
            "y1": lane.top - 0.5,
            "line": {"color": style.line, "width": 1},
        }
        for lane in lanes
    ]


# The traces ---------------------------------------------------------------------------------


def _bars(spans: Sequence[Span], style: Style) -> dict[str, Any]:
    colours = [paint(span.datum.role, style).fill for span in spans]
    return {
        "type": "bar",
        "orientation": "h",
        "base": [noon(span.first, -1) for span in spans],
        "x": [_length(span) for span in spans],
        "y": [span.row for span in spans],
        "width": _BAR,
        "marker": {
            "color": [
                style.background if _is_hollow(span) else colour
                for span, colour in zip(spans, colours, strict=True)
            ],
            "line": {"color": colours, "width": _LINE},
            "cornerradius": SPAN_CORNER,
        },
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _dot(body: Spans, size: Size) -> float:
    """Return the diameter of a dot in px; on a projector at most 0.9 of the height of a row."""
    return _DOT if size.scale == 1 else min(_DOT, 0.9 * _LANES_HEIGHT / body.rows / size.scale)


def _dots(spans: Sequence[Span], dot: float, style: Style) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [span.first.isoformat() for span in spans],
        "y": [span.row for span in spans],
        "marker": {
            "size": dot,
            "color": [paint(span.datum.role, style).fill for span in spans],
            "symbol": [_symbol(_is_hollow(span)) for span in spans],
            "line": {"width": [_LINE if _is_hollow(span) else 0 for span in spans]},
        },
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _areas(spans: Sequence[Span]) -> dict[str, Any]:
    """Return invisible areas, wide enough for a finger, for pointer, keyboard and touch."""
    sorted_spans = sorted(spans, key=lambda span: (span.row, span.first))
    return {
        "type": "bar",
        "orientation": "h",
        "base": [(span.first - timedelta(days=MARGIN_DAYS)).isoformat() for span in sorted_spans],
        "x": [_length(span) + (2 * MARGIN_DAYS - 1) * DAY_MS for span in sorted_spans],
        "y": [span.row for span in sorted_spans],
        "width": 1,
        "marker": {"color": "rgba(0,0,0,0)"},
        "hoverinfo": "text",
        "hovertext": [tooltip(span.datum.tooltip) for span in sorted_spans],
        "customdata": [span.datum.code for span in sorted_spans],
        "meta": {"walk": True},
        "showlegend": False,
    }


def _legend_entry(key: LegendKey, style: Style) -> dict[str, Any]:
    is_hollow = key.mark == "hollow"
    marker = {
        "symbol": _symbol(is_hollow),
        "size": _DOT,
        "color": paint(key.role, style).fill,
        "line": {"width": _LINE if is_hollow else 0},
    }
    return mark_key(key, marker)


def _symbol(is_hollow: bool) -> str:
    return "circle-open" if is_hollow else "circle"


def _is_hollow(span: Span) -> bool:
    return span.datum.state == "not_reported"


def _length(span: Span) -> int:
    return ((span.last - span.first).days + 1) * DAY_MS
