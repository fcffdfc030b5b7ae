"""The timeline of the brief, as `brief.typ` reads it: shares of its axes, not lengths."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from campaign.analysis.view import View
from campaign.charts.body import Timeline
from campaign.charts.chart import Chart
from campaign.theme.paint import paint

SIGNS: Mapping[str, str] = {
    "hollow": "missing",
    "dot": "zero",
    "milestone": "milestone",
    "event": "reported",
}
"""{mark of a legend: its name in the template}."""

_MOST_MARKS = 9
_NEAR_MM, _TIMELINE_MM = 4.6, 168.0
_ABOVE = 1.12  # of the highest tick: room for the words at the end of the running total


def timeline_of(view: View, chart: Chart) -> dict[str, Any]:
    """Columns, running total, milestones and dates of the chart, and its words."""
    body = chart.body
    assert isinstance(body, Timeline)
    end, total_end = body.ticks[-1].at, body.total_ticks[-1].at * _ABOVE
    marks, names = _marks(body, view)
    return {
        "title": chart.title,
        "alt": " ".join(part for part in (chart.description, names) if part),
        "heads": list(body.headings),
        "columns": _columns(body, view),
        "bar": min(0.84 / body.calendar.days, 0.05),
        "signs": [
            [_x(body, day.day), "missing" if day.state == "not_reported" else "zero"]
            for day in body.days
            if day.state in ("not_reported", "zero")
        ],
        "sign_names": [[SIGNS[key.mark], key.label] for key in body.legend if key.mark in SIGNS],
        "line": _running_total(body, total_end),
        "end": body.end_words,
        "ticks": [
            [[tick.at / end, tick.words] for tick in body.ticks],
            [[tick.at / total_end, tick.words] for tick in body.total_ticks],
        ],
        "days": [
            [_x(body, tick.at), *(tick.words.split("\n") + [""])[:2]]
            for tick in body.day_ticks.wide
        ],
        "rules": _lines(body),
        "spans": _unchosen(body),
        "marks": marks,
        "names": names,
        "keys": [
            {"fill": paint(key.role, view.style).fill, "hatched": False, "label": key.label}
            for key in body.legend
            if key.mark == "area"
        ],
    }


def _x(body: Timeline, day: date) -> float:
    return round(body.calendar.middle(day), 5)


def _columns(body: Timeline, view: View) -> list[list[Any]]:
    """The pieces of the columns: where, from and to which height, the fill, whether chosen."""
    end, pieces = body.ticks[-1].at, []
    for day in body.days:
        below = 0.0
        for part in day.parts:
            if part.value > 0:
                heights = [round(value / end, 5) for value in (below, below + part.value)]
                fill = paint(part.role, view.style).fill
                pieces.append([_x(body, day.day), *heights, fill, not day.faded])
                below += part.value
    return pieces


def _running_total(body: Timeline, end: float) -> list[list[float]]:
    """The corners of the running total; [] without one."""
    if not body.total:
        return []
    corners: list[list[float]] = [[0, 0]]
    for day, total in body.running:
        at = _x(body, day)
        corners += [[at, corners[-1][1]], [at, round(total / end, 5)]]
    return [*corners, [1, corners[-1][1]]]


def _lines(body: Timeline) -> list[tuple[float, str, str]]:
    """The lines with their names, "" where a milestone of the day says what it is."""
    named = {event.date for event in body.events if event.kind == "milestone"}
    return [
        (_x(body, line.day), line.dash, "" if line.day in named else name)
        for line, name in zip(body.calendar.rules, body.line_names, strict=True)
    ]


def _unchosen(body: Timeline) -> list[list[float]]:
    """The days that are not chosen, as shares of the axis."""
    start, days = body.calendar.first, body.calendar.days
    return [
        [(first - start).days / days, ((last - start).days + 1) / days]
        for first, last in body.unchosen
    ]


def _marks(body: Timeline, view: View) -> tuple[list[dict[str, Any]], str]:
    """The milestones with a number each and the reported events; and what the numbers mean."""
    milestones = [mark for mark in body.marks if mark.kind == "milestone"][:_MOST_MARKS]
    marks: list[dict[str, Any]] = []
    names, last = [], -_NEAR_MM
    for number, mark in enumerate(milestones, 1):
        share = _x(body, mark.day)
        at = share * _TIMELINE_MM
        last = max(at, last + _NEAR_MM)
        shift = round(last - at, 2)
        marks.append({"x": share, "kind": "milestone", "number": number, "shift": shift})
        labels = "; ".join(event.label for event in mark.marks)
        names.append(f"{number} – {view.text.date_short(mark.day)}: {labels}")
    for mark in body.marks:
        if mark.kind == "reported":
            x = _x(body, mark.day)
            marks.append({"x": x, "kind": "reported", "number": 0, "shift": 0})
    return marks, " · ".join(names)
