"""The calendar axis of timeline, small charts and schedule: days, dates and lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from campaign.charts.calendar import Calendar, DayTicks
from campaign.charts.ticks import Tick
from campaign.render.plotly.looks import base_layout, dash_lengths
from campaign.render.plotly.words import SECOND_SIZE, date_words
from campaign.render.text_width import LINE
from campaign.theme.style import END, NOMINAL_END, RULE_WIDTH, Dash, Style

DAY_MS = 86_400_000
_DATES = 3.2  # font sizes: the height of two lines of dates below an axis
LINE_NAME_GAP = 3
"""Px from a line of the calendar to its name."""


def noon(day: date, shift: int = 0) -> str:
    """Return noon of the day `shift` days later; a bar is centred on midnight and ends at noon."""
    return f"{(day + timedelta(days=shift)).isoformat()} 12:00"


def day_layout(ticks: DayTicks, style: Style) -> dict[str, Any]:
    """Return the layout of a chart over days: room for dates below it, the legend above."""
    layout = base_layout(style)
    has_second = any(tick.second_words for tick in ticks.wide)
    below = _DATES + has_second * SECOND_SIZE * LINE
    layout["margin"] |= {"r": 12, "b": round(style.size * below)}
    layout["legend"] |= {"y": 1.01, "yanchor": "bottom"}
    return layout | {"hovermode": "closest", "dragmode": False}


def day_axis(calendar: Calendar, ticks: Sequence[Tick[date]]) -> dict[str, Any]:
    """Return a date axis over the calendar with these dates below it."""
    return {
        "type": "date",
        "range": [noon(calendar.first, -1), noon(calendar.last)],
        **_dates(ticks),
        "tickangle": 0,
        "fixedrange": True,
        "zeroline": False,
    }


def narrow_dates(ticks: DayTicks) -> dict[str, Any]:
    """Return the changes of the axis for a phone: fewer dates."""
    return {f"xaxis.{name}": value for name, value in _dates(ticks.narrow).items()}


def day_lines(calendar: Calendar, style: Style) -> list[dict[str, Any]]:
    """Return vertical lines over the plot at the last nominal day and at the end."""
    # The first line ends below the name of the second, which extends over it on a phone.
    heights: Mapping[Dash, float] = {NOMINAL_END: 0.95, END: 1}
    return [
        {
            "type": "line",
            "layer": "below",
            "x0": line.day.isoformat(),
            "x1": line.day.isoformat(),
            "yref": "paper",
            "y0": 0,
            "y1": heights[line.dash],
            "line": {"color": style.muted, "width": RULE_WIDTH, "dash": dash_lengths(line.dash)},
        }
        for line in calendar.rules
    ]


def line_names(
    calendar: Calendar, names: Sequence[str], style: Style, apart: float = LINE_NAME_GAP
) -> list[dict[str, Any]]:
    """Return the names of the lines, one above the other, so that they do not meet at any width.

    A name is `apart` px from its line.
    """
    annotations = []
    for line, name in zip(calendar.rules, names, strict=True):
        is_early = (line.day - calendar.first).days < calendar.days / 2
        annotations.append(
            {
                "x": line.day.isoformat(),
                "xanchor": "left" if is_early else "right",
                "xshift": apart if is_early else -apart,
                "yref": "paper",
                "y": 1,
                "yanchor": "top",
                "yshift": 4 - (0 if line.dash == END else style.size + 2),
                "text": name,
                "showarrow": False,
                "font": {"size": style.size - 1, "color": style.muted},
            }
        )
    return annotations


def _dates(ticks: Sequence[Tick[date]]) -> dict[str, Any]:
    return {
        "tickvals": [tick.at.isoformat() for tick in ticks],
        "ticktext": [date_words(tick) for tick in ticks],
    }
