"""Planned and actual since the start as lines over the days, with a forecast and its range."""

"""Lines of the people reached since the start, of two campaigns or of two regions."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import pandas as pd

from campaign.analysis.data_table import DataTable, TableColumn
from campaign.analysis.plan import ForecastDay, Plan
from campaign.charts.body import LegendKey, Line, Lines, NumberFormat, Point, Reference
from campaign.charts.calendar import Calendar, DayTicks, day_heading
from campaign.charts.ticks import Tick, number_ticks
from campaign.charts.wording import whole
from campaign.i18n.translator import Text
from campaign.theme.paint import line_role

_WEEK = timedelta(days=7)
_TICKS = 8  # days below the chart


def build(plan: Plan, calendar: Calendar, text: Text) -> Lines:
    """Return the actual running total as steps, the plan dashed, the forecast dotted.

    Places of the horizontal axis are days since the first day of `calendar`.
    """
    lines = [_actual(plan, calendar, text), _planned(plan, calendar, text)]
    if plan.forecast:
        lines.append(_forecast(plan, calendar, text))
    most = max(
        [0.0]
        + [
            value
            for line in lines
            for p in line.points
            for value in (p.value, p.high)
            if value == value
        ]
    )
    reference = Reference(_at(plan.day, calendar), text.date_short(plan.day))
    return Lines(
        lines=tuple(lines),
        legend=tuple(LegendKey(line.role, line.label, mark=line.dash) for line in lines),
        headings=("", _heading(plan, text)),
        ticks=_ticks(calendar, text),
        value_ticks=number_ticks(most, 4, text),
        format=NumberFormat(),
        nothing="",
        references=(reference,) if plan.remaining_days else (),
    )


def to_table(plan: Plan | None, calendar: Calendar | None, text: Text) -> DataTable:
    """Return a row for each day: planned and actual so far, and the forecast of later days."""
    columns = [
        TableColumn("date", text("Date"), "date"),
        TableColumn("number", text("Day of the campaign"), "number"),
        TableColumn("planned", text("Planned since the start"), "number"),
        TableColumn("actual", text("Actual since the start"), "number"),
    ]
    if plan is None or calendar is None:
        return DataTable(pd.DataFrame(columns=[c.key for c in columns]), tuple(columns))
    totals, expected = _totals(plan), {f.day: f for f in plan.forecast[1:]}
    if expected:
        columns += [
            TableColumn("forecast", text("Forecast"), "number"),
            TableColumn("low", text("Forecast, lower end of the range"), "number"),
            TableColumn("high", text("Forecast, upper end of the range"), "number"),
        ]
    rows = []
    for day in _days(calendar.first, calendar.last):
        at = expected.get(day)
        rows.append(
            {
                "date": pd.Timestamp(day),
                "number": calendar.number(day),
                "planned": whole(plan.planned_by(day)),
                "actual": whole(totals.get(day, math.nan)),
                "forecast": math.nan if at is None else whole(at.value),
                "low": math.nan if at is None else whole(at.low),
                "high": math.nan if at is None else whole(at.high),
            }
        )
    return DataTable(pd.DataFrame(rows), tuple(columns))


def _heading(plan: Plan, text: Text) -> str:
    if plan.indicator == "activities":
        return text("Activities held since the start")
    return text("People reached since the start")


def _actual(plan: Plan, calendar: Calendar, text: Text) -> Line:
    totals = _totals(plan)
    changes = [day for day in totals if plan.daily[pd.Timestamp(day)]]
    days = sorted({calendar.first, *changes, *_weekly(calendar.first, plan.day), plan.day})
    points = (
        [
            Point(
                _at(day, calendar),
                totals[day],
                tooltip=tuple(_lines(plan, day, totals, calendar, text)),
            )
            for day in days
        ]
        if not math.isnan(plan.actual)
        else []
    )
    words = "" if math.isnan(plan.actual) else text("Actual: {n}", n=plan.actual)
    return Line(line_role("actual"), text("Actual"), tuple(points), steps=True, end_words=words)


def _planned(plan: Plan, calendar: Calendar, text: Text) -> Line:
    dues = [target.due for target in plan.targets]
    # Weights change from week to week of the campaign: between these days the plan is straight.
    days = {calendar.first, *_weekly(plan.start - timedelta(days=1), calendar.last), *dues}
    days |= {calendar.last, plan.start}
    points = [
        Point(_at(day, calendar), plan.planned_by(day))
        for day in sorted(days)
        if calendar.first <= day <= calendar.last
    ]
    words = text("Plan: {n}", n=whole(plan.value))
    return Line(line_role("plan"), text("Plan"), tuple(points), dash="dashed", end_words=words)


def _forecast(plan: Plan, calendar: Calendar, text: Text) -> Line:
    weekly = set(_weekly(plan.day, plan.due)) | {plan.day, plan.due}
    points = tuple(
        Point(
            _at(f.day, calendar),
            f.value,
            f.low,
            f.high,
            () if f.day == plan.day else tuple(_forecast_lines(f, plan, calendar, text)),
        )
        for f in plan.forecast
        if f.day in weekly
    )
    words = text("Forecast: {n}", n=whole(plan.forecast[-1].value))
    return Line(line_role("forecast"), text("Forecast"), points, dash="dotted", end_words=words)


def _lines(
    plan: Plan, day: date, totals: dict[date, float], calendar: Calendar, text: Text
) -> Iterator[str]:
    yield day_heading(day, calendar, text)
    yield text("Actual since the start: {n}", n=whole(totals[day]))
    yield text("Planned since the start: {n}", n=whole(plan.planned_by(day)))


def _forecast_lines(
    forecast: ForecastDay, plan: Plan, calendar: Calendar, text: Text
) -> Iterator[str]:
    yield day_heading(forecast.day, calendar, text)
    yield text("Forecast: {n}", n=whole(forecast.value))
    if not math.isnan(forecast.low):
        low, high = whole(forecast.low), whole(forecast.high)
        yield text("range: {low}–{high}", low=low, high=high)
    yield text("Planned since the start: {n}", n=whole(plan.planned_by(forecast.day)))


def _ticks(calendar: Calendar, text: Text) -> tuple[Tick[float], ...]:
    """Return round days of the campaign, with the first and the last day of the calendar."""
    ticks = {tick.at: tick.words for tick in DayTicks.of(calendar, text, _TICKS).wide}
    for day in (calendar.first, calendar.last):
        number = calendar.number(day)
        of_campaign = "" if number is None or number < 1 else "\n" + text("day {n}", n=number)
        ticks.setdefault(day, text.date_short(day) + of_campaign)
    return tuple(Tick(_at(day, calendar), ticks[day]) for day in sorted(ticks))


def _totals(plan: Plan) -> dict[date, float]:
    sums = plan.daily.cumsum()
    return {pd.Timestamp(str(day)).date(): float(n) for day, n in sums.items()}


def _weekly(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _WEEK


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def _at(day: date, calendar: Calendar) -> float:
    return float((day - calendar.first).days)


from campaign.charts.ticks import value_ticks

ROLES = ("line:first", "line:second")
_SHARE_STEP = 0.25
Axis = Literal["day", "share"]


@dataclass(frozen=True, eq=False)
class Pace:
    """A name and the rows of `comparison.pace`, with `value` in the unit of the vertical axis."""

    name: str
    rows: pd.DataFrame


def build(
    paces: Sequence[Pace],
    axis: Axis,
    unit: str,
    text: Text,
    *,
    digits: int = 0,
    nothing: str = "",
) -> Lines:
    """Return a line for each pace over the days of the campaign, or over their share.

    `unit` names the values, which have `digits` decimals. `nothing` is the message without lines.
    """
    lines = tuple(
        _line(pace, axis, role, digits, text) for pace, role in zip(paces, ROLES, strict=False)
    )
    most = max((float(pace.rows["value"].iloc[-1]) for pace in paces), default=0.0)
    starts = [float(pace.rows[axis].iloc[0]) for pace in paces]
    ends = [float(pace.rows[axis].iloc[-1]) for pace in paces]
    return Lines(
        lines=lines,
        legend=tuple(LegendKey(line.role, line.label) for line in lines),
        headings=(_heading(axis, text), unit),
        ticks=_ticks(min(starts, default=0.0), max(ends, default=1.0), axis, text),
        value_ticks=tuple(Tick(at, text.number(at)) for at in value_ticks(most, 4)),
        format=NumberFormat(digits=digits),
        nothing=nothing,
    )


def to_table(paces: Sequence[Pace], column: str, unit: str, text: Text, digits: int) -> DataTable:
    """Return the days on which a number changes, of the first pace and then of the second.

    `column` names what the paces are of, `unit` their values.
    """
    frames = [pace.rows[_is_step(pace.rows)].assign(name=pace.name) for pace in paces]
    empty = pd.DataFrame({name: [] for name in ("name", "day", "share", "value")})
    return DataTable(
        pd.concat(frames, ignore_index=True) if frames else empty,
        (
            TableColumn("name", column),
            TableColumn("day", _heading("day", text), "number"),
            TableColumn("share", _heading("share", text), "percent", 0),
            TableColumn("value", unit, "number", digits),
        ),
    )


def _heading(axis: Axis, text: Text) -> str:
    if axis == "day":
        return text("Day of the campaign")
    return text("Share of the campaign’s days")


def _line(pace: Pace, axis: Axis, role: str, digits: int, text: Text) -> Line:
    points = tuple(
        Point(
            float(row[axis]),
            float(row["value"]),
            tooltip=(
                pace.name,
                f"{text('day {n}', n=int(row['day']))} · {text.percent(row['share'], 0)}",
                text.number(row["value"], digits),
            ),
        )
        for row in pace.rows[_is_step(pace.rows)].to_dict("records")
    )
    return Line(
        role, pace.name, points, steps=True, end_words=text.number(points[-1].value, digits)
    )


def _is_step(rows: pd.DataFrame) -> pd.Series:
    """Return whether each row is the first, the last, or changes the value."""
    is_step = rows["value"].diff().fillna(1) != 0
    is_step.iloc[-1] = True
    return is_step


def _ticks(start: float, end: float, axis: Axis, text: Text) -> tuple[Tick[float], ...]:
    """Return ticks of the days or shares that reach both ends; days before the start count too."""
    if axis == "share":
        low, high = math.floor(start / _SHARE_STEP), math.ceil(end / _SHARE_STEP)
        shares = [step * _SHARE_STEP for step in range(low, high + 1)]
        return tuple(Tick(share, text.percent(share, 0)) for share in shares)
    values = value_ticks(end, 7)
    step = values[1]
    before = [-step * n for n in range(math.ceil(-start / step), 0, -1)] if start < 0 else []
    return tuple(Tick(value, text.number(value)) for value in (*before, *values))
