"""The timeline of the brief, as `brief.typ` reads it: shares of its axes, not lengths."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from campaign.analysis.view import View
from campaign.charts import timeline as timeline_figure
from campaign.charts import wording
from campaign.charts.calendar import KINDS, Calendar, marks_of
from campaign.charts.chart import Chart
from campaign.charts.ticks import value_ticks
from campaign.charts.wording import GROUP_NAMES
from campaign.i18n.translator import N_
from campaign.theme.style import GROUPS

SIGNS: Mapping[str, str] = {
    "missing": N_("attendance not reported"),
    "zero": N_("zero"),
    "milestone": KINDS["milestone"],
    "reported": KINDS["reported"],
}
"""What a mark on the timeline means."""

_MOST_MARKS = 9
_NEAR_MM, _TIMELINE_MM = 4.6, 168.0


def timeline_of(view: View, picture: Chart) -> dict[str, Any]:
    """Columns, running total, milestones and dates of the picture, and its words."""
    text, style = view.text, view.style
    calendar = Calendar.of(view.edition)
    assert calendar is not None
    rows = picture.table.frame
    present = [group for group in GROUPS if group in rows]
    most = float(rows["reached"].max()) if rows["reached"].notna().any() else 0.0
    total = float(rows["cumulative"].iloc[-1]) if len(rows) else 0.0
    ticks, total_ticks = value_ticks(most, 4), value_ticks(total, 3)
    upper, total_upper = ticks[-1], total_ticks[-1] * 1.12

    def x(day: Any) -> float:
        return round(calendar.middle(pd.Timestamp(day).date()), 5)

    columns: list[list[Any]] = []
    signs: list[list[Any]] = []
    line: list[list[float]] = [[0, 0]]
    start, end = view.selection.start, view.selection.end
    for row in rows.to_dict("records"):
        day, at = row["date"].date(), x(row["date"])
        within = (start is None or day >= start) and (end is None or day <= end)
        below = 0.0
        for group in present:
            value = row[group]
            if value > 0:
                columns.append(
                    [
                        at,
                        round(below / upper, 5),
                        round((below + value) / upper, 5),
                        style.groups[group],
                        within,
                    ]
                )
                below += value
        if pd.isna(row["reached"]) or row["reached"] == 0:
            signs.append([at, "missing" if pd.isna(row["reached"]) else "zero"])
        height = round(row["cumulative"] / total_upper, 5)
        line += [[at, line[-1][1]], [at, height]]
    line.append([1, line[-1][1]])
    marks, names = _marks(view, calendar, x)
    keys = [
        {"fill": style.groups[group], "hatched": False, "label": text(GROUP_NAMES[group])}
        for group in present
    ]
    days, words = timeline_figure.day_ticks(calendar, text, 6)
    return {
        "title": picture.title,
        "alt": " ".join(part for part in (picture.description, names) if part),
        "heads": [text("People reached per day"), text("People reached since the start")],
        "columns": columns,
        "bar": min(0.84 / calendar.days, 0.05),
        "signs": signs,
        "sign_names": [
            [sign, text(name)]
            for sign, name in SIGNS.items()
            if sign in {*(sign for _, sign in signs), *(mark["kind"] for mark in marks)}
        ],
        "line": line if total else [],
        "end": "" if start or end or not total else wording.people(total, text),
        "ticks": [
            [[tick / upper, text.number(tick)] for tick in ticks],
            [[tick / total_upper, text.number(tick)] for tick in total_ticks],
        ],
        "days": [
            [x(day), *(said.split("<br>") + [""])[:2]]
            for day, said in zip(days, words, strict=True)
        ],
        "rules": _rules(view, calendar, x),
        "spans": _spans(start, end, calendar),
        "marks": marks,
        "names": names,
        "keys": keys,
    }


def _rules(
    view: View, calendar: Calendar, x: Callable[[Any], float]
) -> list[tuple[float, str, str]]:
    """The rules with their names, "" where a milestone of the day says what it is."""
    named = {mark.date for mark in marks_of(view.edition, view.text) if mark.kind == "milestone"}
    return [
        (x(rule.day), rule.dash, "" if rule.day in named else rule.name(view.text))
        for rule in calendar.rules
    ]


def _spans(start: date | None, end: date | None, calendar: Calendar) -> list[list[float]]:
    """The days that are not chosen, as shares of the axis."""
    found = []
    if start is not None:
        found.append([0.0, (start - calendar.first).days / calendar.days])
    if end is not None:
        found.append([((end - calendar.first).days + 1) / calendar.days, 1.0])
    return [span for span in found if span[1] > span[0]]


def _marks(
    view: View, calendar: Calendar, x: Callable[[Any], float]
) -> tuple[list[dict[str, Any]], str]:
    """The milestones with a number each and the reported events; and what the numbers mean."""
    text = view.text
    known = [
        mark
        for mark in marks_of(view.edition, text)
        if calendar.first <= mark.date <= calendar.last
    ]
    by_day: dict[date, list[str]] = {}
    for mark in known:
        if mark.kind == "milestone":
            by_day.setdefault(mark.date, []).append(mark.label)
    marks: list[dict[str, Any]] = []
    names, last = [], -_NEAR_MM
    for number, day in enumerate(sorted(by_day)[:_MOST_MARKS], 1):
        at = x(day) * _TIMELINE_MM
        placed = max(at, last + _NEAR_MM)
        marks.append(
            {"x": x(day), "kind": "milestone", "number": number, "shift": round(placed - at, 2)}
        )
        last = placed
        names.append(f"{number} – {text.date_short(day)}: {'; '.join(by_day[day])}")
    for day in sorted({mark.date for mark in known if mark.kind == "reported"}):
        marks.append({"x": x(day), "kind": "reported", "number": 0, "shift": 0})
    return marks, " · ".join(names)
