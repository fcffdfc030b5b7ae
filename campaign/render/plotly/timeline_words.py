"""The texts of a timeline: headings, names of lines, the total, and labels of marks."""

from __future__ import annotations

from typing import Any

from campaign.charts.body import Timeline
from campaign.render.event_labels import GAP, EventLabel, event_labels
from campaign.render.plotly.calendar import line_names
from campaign.render.plotly.looks import halo
from campaign.render.plotly.timeline_proportions import LEFT, RIGHT, Proportions
from campaign.render.plotly.words import escape, second_words
from campaign.render.text_width import PAGE_LETTERS, width
from campaign.render.total_words import GAP as TOTAL_GAP
from campaign.render.total_words import TotalWords, total_words
from campaign.theme.style import LANE_MARK, Style


def panel_words(body: Timeline, style: Style, proportions: Proportions) -> list[dict[str, Any]]:
    """Return all texts of the chart except the labels of marks."""
    return [
        _heading(0, body, proportions, style),
        _heading(1, body, proportions, style),
        *line_names(body.calendar, body.line_names, style, proportions.apart),
        *end_words(body, style, proportions),
    ]


def event_words(body: Timeline, style: Style, plot: float) -> list[dict[str, Any]]:
    """Return the label of each mark, "" if it has no room in a plot `plot` px wide."""
    size = style.size - 1
    labels = event_labels(
        body,
        lambda day: body.calendar.middle(day) * plot,
        (-LEFT, plot + RIGHT),
        size * PAGE_LETTERS,
        LANE_MARK,
    )
    words = []
    for mark in body.marks:
        label = labels.get(mark, EventLabel(""))
        apart = LANE_MARK / 2 + GAP
        words.append(
            {
                "name": f"{mark.kind}:{mark.day.isoformat()}",
                "text": escape(label.words),
                "x": mark.day.isoformat(),
                "xanchor": "right" if label.is_left else "left",
                "xshift": -apart if label.is_left else apart,
                "yref": "y3",
                "y": 1 if mark.kind == "milestone" else 0,
                "yanchor": "middle",
                "showarrow": False,
                "borderpad": 0,
                "font": {"size": size, "color": style.text},
            }
        )
    return words


def heading_shift(words: str, body: Timeline, style: Style, plot: float) -> float:
    """Return the distance in px from the axis to a heading above a plot `plot` px wide.

    It is negative for a heading too long for the plot, which begins above the axis labels.
    """
    if width(words, style.size) * PAGE_LETTERS <= plot + RIGHT:
        return 0
    ticks = [*body.ticks, *body.total_ticks]
    values = max((width(tick.words, style.size) * PAGE_LETTERS for tick in ticks), default=0)
    return -min(LEFT, round(values))


def _heading(number: int, body: Timeline, proportions: Proportions, style: Style) -> dict[str, Any]:
    words, panel = body.headings[number], (proportions.daily, proportions.total)[number]
    return {
        "text": escape(words),
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yref": "paper",
        "y": panel[1],
        "yanchor": "bottom",
        "xshift": heading_shift(words, body, style, proportions.plot),
        "yshift": proportions.above,
        "showarrow": False,
        # In a narrow chart the heading interrupts a line of the calendar.
        "font": {
            "color": style.muted,
            "size": style.size - 1,
            "shadow": halo(style.background),
        },
    }


def words_of_total(body: Timeline, style: Style, proportions: Proportions) -> TotalWords:
    plot = proportions.plot
    return total_words(
        body,
        lambda day: body.calendar.middle(day) * plot,
        (0.0, plot),
        lambda line: width(line, style.size, bold=True) * PAGE_LETTERS,
    )


def end_words(body: Timeline, style: Style, proportions: Proportions) -> list[dict[str, Any]]:
    """Return the label of the total, above the lines of the total and of the plan."""
    if not body.end_words:
        return []
    words = words_of_total(body, style, proportions)
    return [
        {
            "text": "<br>".join(
                [
                    *(f"<b>{escape(line)}</b>" for line in words.lines),
                    *map(second_words, words.seconds),
                ]
            ),
            "x": (words.before or body.calendar.last).isoformat(),
            "xanchor": "right",
            "align": "right",
            "yref": "y2",
            "y": body.total_end(proportions.words),
            "yanchor": "top",
            "xshift": -TOTAL_GAP,
            "borderpad": 1,
            "showarrow": False,
            "font": {"shadow": halo(style.background)},
        }
    ]
