"""The texts of a line chart as annotations: headings, references and end labels."""

from __future__ import annotations

from typing import Any

from campaign.charts.body import Line, Lines
from campaign.render.end_ranges import place_end_ranges
from campaign.render.end_words import place_end_words
from campaign.render.plotly.line_room import (
    PHONE_ROOM,
    heading_lines,
    margins,
    room_at_right,
    width_of,
)
from campaign.render.plotly.words import escape, second_words
from campaign.render.text_width import LINE
from campaign.theme.style import Style


def line_annotations(body: Lines, style: Style, room: float, tall: float) -> list[dict[str, Any]]:
    """Return the annotations of a plot that is `room` px wide and `tall` px high."""
    small = {"size": style.size - 1, "color": style.muted}
    row = round(style.size * LINE)
    above = 10 + (row if body.references else 0)
    corner = {"xref": "paper", "yref": "paper", "showarrow": False, "font": small}
    heading = {"x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom", "yshift": above}
    words = "<br>".join(map(escape, heading_lines(body, style, room)))
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
    beyond = room_at_right(body, room, style)
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
