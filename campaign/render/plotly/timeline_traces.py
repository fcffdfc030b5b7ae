"""The traces of a timeline: columns by group, marks, the running total, the plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from campaign.charts.body import Day, LegendKey, Timeline
from campaign.charts.calendar import days_code
from campaign.charts.timeline.timeline_events import EVENT_SHAPES
from campaign.render.plotly.calendar import DAY_MS
from campaign.render.plotly.legend import area_key
from campaign.render.plotly.looks import dash_lengths, tint
from campaign.render.plotly.words import tooltip
from campaign.theme.roles import ACCENT, line_role, mark_role, paint
from campaign.theme.style import DAY_MARK, LANE_MARK, TOTAL_WIDTH, Style

_SYMBOLS = {"hollow": "circle-open", "dot": "circle", "milestone": "diamond", "event": "circle"}
_COLUMN = 0.84  # the width of a column as a share of a day


def groups(body: Timeline, style: Style) -> list[dict[str, Any]]:
    """Return the bars of each group, and the group's entry in the legend."""
    traces: list[dict[str, Any]] = []
    for key in body.legend:
        if key.mark != "area":
            continue
        colour = paint(key.role, style).fill
        bars = [
            (day, part.value)
            for day in body.days
            for part in day.parts
            if part.role == key.role and part.value > 0
        ]
        marker: dict[str, Any] = {"color": colour}
        if any(body.selected_days):
            marker["opacity"] = [paint(key.role, style, faded=day.faded).opacity for day, _ in bars]
        traces.append(
            {
                "type": "bar",
                "name": key.label,
                "x": [day.day.isoformat() for day, _ in bars],
                "y": [int(value) for _, value in bars],
                "width": DAY_MS * _COLUMN,
                "marker": marker,
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
        # A separate entry, because the entry of the trace has the opacity of its first bar.
        traces.append(area_key(key, style))
    return traces


def day_marks(body: Timeline, style: Style) -> list[dict[str, Any]]:
    """Return hollow marks for days with attendance not reported, filled marks for zero."""
    states = {"hollow": "not_reported", "dot": "zero"}
    traces = []
    for key in body.legend:
        if key.mark in states:
            days = [day for day in body.days if day.state == states[key.mark]]
            traces.append(
                {
                    **_marks(key, DAY_MARK, style),
                    "x": [day.day.isoformat() for day in days],
                    "y": [0] * len(days),
                    "hoverinfo": "skip",
                }
            )
    return traces


def event_marks(body: Timeline, style: Style) -> list[dict[str, Any]]:
    """Return milestones, and below them days with reported events, in their own lane."""
    traces = []
    keys = {key.role: key for key in body.legend}
    for kind, shape in EVENT_SHAPES.items():
        role = mark_role(kind)
        key = keys.get(role, LegendKey(role, "", mark=shape))
        days = [mark for mark in body.marks if mark.kind == kind]
        if days:
            traces.append(
                {
                    **_marks(key, LANE_MARK, style),
                    "showlegend": role in keys,
                    "x": [mark.day.isoformat() for mark in days],
                    "y": [1 if kind == "milestone" else 0] * len(days),
                    "yaxis": "y3",
                    "hoverinfo": "text",
                    "hovertext": [tooltip(mark.tooltip) for mark in days],
                }
            )
    return traces


def _marks(key: LegendKey, size: float, style: Style) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": key.label,
        "mode": "markers",
        "marker": {
            "symbol": _SYMBOLS[key.mark],
            "size": size,
            "color": paint(key.role, style).fill,
        },
        "cliponaxis": False,
    }


def running_total(body: Timeline, style: Style) -> dict[str, Any]:
    """Return the line of the people reached since the start."""
    colour = paint(ACCENT, style).fill
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [day.isoformat() for day, _ in body.running_totals],
        "y": [int(total) for _, total in body.running_totals],
        "yaxis": "y2",
        "line": {"color": colour, "width": TOTAL_WIDTH, "shape": "hv"},
        "fill": "tozeroy",
        "fillcolor": tint(colour),
        "hoverinfo": "skip",
        "showlegend": False,
    }


def plan(body: Timeline, style: Style) -> list[dict[str, Any]]:
    """Return the planned total as a dashed line with its legend entry; [] if there is no plan."""
    names = [key.label for key in body.legend if key.role == line_role("plan")]
    return [
        {
            "type": "scatter",
            "name": name,
            "mode": "lines",
            "x": [day.isoformat() for day, _ in body.plan],
            "y": [round(total) for _, total in body.plan],
            "yaxis": "y2",
            "line": {
                "color": paint(line_role("plan"), style).fill,
                "width": TOTAL_WIDTH,
                "dash": dash_lengths("dash"),
            },
            "hoverinfo": "skip",
        }
        for name in names
    ]


def day_columns(body: Timeline) -> dict[str, Any]:
    """Return invisible columns, one per day over both panels, for pointer, keyboard and touch."""
    days: Sequence[Day] = body.days
    return {
        "type": "bar",
        "x": [day.day.isoformat() for day in days],
        "y": [1] * len(days),
        "base": 0,
        "width": DAY_MS,
        "yaxis": "y4",
        "marker": {"color": "rgba(0,0,0,0)"},
        "hoverinfo": "text",
        "hovertext": [tooltip(day.tooltip) for day in days],
        "customdata": [day.code for day in days],
        "meta": {
            "walk": True,
            "selected": [days_code(body.selected_day)] if body.selected_day is not None else [],
        },
        "showlegend": False,
    }
