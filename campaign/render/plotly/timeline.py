"""The timeline as a Plotly figure: columns, marks above them, and the running total below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from campaign.charts.body import Timeline
from campaign.charts.chart import Chart
from campaign.charts.ranges import RANGE
from campaign.charts.ticks import Tick
from campaign.render.event_labels import GAP, EventLabel, event_labels
from campaign.render.plotly import timeline_traces
from campaign.render.plotly.calendar import (
    LINE_NAME_GAP,
    day_axis,
    day_layout,
    day_lines,
    line_names,
    narrow_dates,
    noon,
)
from campaign.render.plotly.escape import escape
from campaign.render.plotly.looks import halo, tint
from campaign.render.plotly.ranges import range_key
from campaign.render.plotly.renderer import Choice, Height
from campaign.render.plotly.words import second_words, tick_words
from campaign.render.size import Size
from campaign.render.text_width import PAGE_LETTERS, width
from campaign.render.total_words import GAP as TOTAL_GAP
from campaign.render.total_words import TotalWords, total_words
from campaign.theme.style import (
    LANE_MARK,
    RANGE_END,
    RANGE_TICK,
    RANGE_WIDTH,
    Style,
)

Range = tuple[float, float]


_PLOT, _NARROW_PLOT = 530.0, 225.0  # px of the days in the narrowest columns of a page
_SLIDE_PLOT = 800.0  # px of the days on a slide


@dataclass(frozen=True)
class Proportions:
    """The extents of the panels: shares of the height, from the bottom.

    `words` is the share of the lowest panel that the words of the total take; `apart` are px from
    a line of the calendar to its name, `above` px from a panel to its heading. `plot` are the px
    of the days for which it is decided which words have room. One of `every` so many ticks of the
    lowest panel has words.
    """

    total: Range
    daily: Range
    lane: Range
    words: float = 0.29
    apart: float = LINE_NAME_GAP
    above: float = 6
    plot: float = _PLOT
    every: int = 1


_PAGE = Proportions((0.0, 0.3), (0.4, 0.75), (0.81, 0.9))
_UNMARKED = Proportions((0.0, 0.33), (0.43, 0.8), (0.81, 0.9))
"""Without event marks, where words of the calendar's lines are above the columns."""
# Less height for larger words: the panels are further apart, and away from the marks.
# The names of lines are as high as the marks of milestones there, and left of them.
_PROJECTOR = Proportions(
    (0.0, 0.245), (0.365, 0.675), (0.775, 0.93), 0.37, LANE_MARK / 2 + GAP, 2, _SLIDE_PLOT, 2
)
_SECOND_WORDS = 0.2
"""Share of the lowest panel for a line of the words of the total in a second language."""
_MARGIN, _RIGHT = 50, 12  # px beside the days


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
    """Return the changes for a phone: fewer dates below the axis, a smaller legend."""
    body = _body(chart)
    first = len(_annotations(body, style, _PAGE))
    end_words = {
        f"annotations[{first - 1}].{name}": value
        for words in _end_words(body, style, replace(_PAGE, plot=_NARROW_PLOT))
        for name, value in words.items()
        if name in ("text", "x", "xshift")
    }
    labels = {
        f"annotations[{number}].{name}": value
        for number, label in enumerate(_event_labels(body, style, _NARROW_PLOT), start=first)
        for name, value in label.items()
        if name in ("text", "xanchor", "xshift")
    }
    return {**narrow_dates(body.day_ticks), "legend.font.size": 12, **end_words, **labels}


def height(chart: Chart) -> Height:
    """Return a fixed height: the drawing that stands before it fits any width by CSS alone."""
    return Height(narrow=600, px=520)


def choice(chart: Chart, style: Style) -> Choice:
    """Return no change: selected days are part of the figure."""
    return Choice()


def _proportions(body: Timeline, style: Style, size: Size) -> Proportions:
    if size.scale > 1:
        more = len(_total_words(body, style, _PROJECTOR).seconds) * _SECOND_WORDS
        return replace(_PROJECTOR, words=_PROJECTOR.words + more)
    return _PAGE if body.marks else _UNMARKED


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
            # No grid: that of the invisible columns would be drawn over the bars.
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
            *_annotations(body, style, proportions),
            *_event_labels(body, style, proportions.plot),
        ],
    }


def _annotations(body: Timeline, style: Style, proportions: Proportions) -> list[dict[str, Any]]:
    """Return the words of the chart but those beside the marks."""
    return [
        _heading(body.headings[0], proportions.daily[1], proportions.above, style),
        _heading(body.headings[1], proportions.total[1], proportions.above, style),
        *line_names(body.calendar, body.line_names, style, proportions.apart),
        *_end_words(body, style, proportions),
    ]


def _value_axis(
    ticks: Sequence[Tick[float]], domain: Range, end: float, style: Style, every: int = 1
) -> dict[str, Any]:
    """Return an axis of people from 0 to `end`; one of `every` so many ticks has words."""
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


# Shapes and annotations ---------------------------------------------------------------------


def _unselected_days(
    body: Timeline, proportions: Proportions, style: Style
) -> list[dict[str, Any]]:
    """Return a tinted background under the days that are not selected."""
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
    """Return the range of the last total beside the days: its line, its tick, its end."""
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
            "x0": _RIGHT / 2 - across / 2,
            "x1": _RIGHT / 2 + across / 2,
            "yref": "y2",
            "y0": low,
            "y1": high,
            "line": {"color": style.text, "width": RANGE_WIDTH},
        }
        for low, high, across in parts
    ]


def _event_labels(body: Timeline, style: Style, plot: float) -> list[dict[str, Any]]:
    """Return the words beside each mark, "" where they have no room in so many px of a plot."""
    size = style.size - 1
    labels = event_labels(
        body,
        lambda day: body.calendar.middle(day) * plot,
        (-_MARGIN, plot + _RIGHT),
        size * PAGE_LETTERS,
        LANE_MARK,
    )
    annotations = []
    for mark in body.marks:
        label = labels.get(mark, EventLabel(""))
        apart = LANE_MARK / 2 + GAP
        annotations.append(
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
    return annotations


def _heading(words: str, top: float, above: float, style: Style) -> dict[str, Any]:
    return {
        "text": escape(words),
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yref": "paper",
        "y": top,
        "yanchor": "bottom",
        "yshift": above,
        "showarrow": False,
        # A line of the calendar is interrupted where a narrow chart has a heading there.
        "font": {
            "color": style.muted,
            "size": style.size - 1,
            "shadow": halo(style.background),
        },
    }


def _total_words(body: Timeline, style: Style, proportions: Proportions) -> TotalWords:
    plot = proportions.plot
    return total_words(
        body,
        lambda day: body.calendar.middle(day) * plot,
        (0.0, plot),
        lambda line: width(line, style.size, bold=True) * PAGE_LETTERS,
    )


def _end_words(body: Timeline, style: Style, proportions: Proportions) -> list[dict[str, Any]]:
    """Return the total above its line and that of the plan."""
    if not body.end_words:
        return []
    words = _total_words(body, style, proportions)
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
