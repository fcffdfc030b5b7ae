"""Planned and actual totals since the start as lines, with a forecast and its range."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from campaign.analysis.data_table import DataTable, TableColumn
from campaign.analysis.plan import ForecastDay, Plan
from campaign.charts.calendar import Calendar, DayTicks, day_heading
from campaign.charts.spec import LegendKey, Line, Lines, NumberFormat, Point, Reference
from campaign.charts.ticks import Tick, number_ticks
from campaign.charts.wording import round_half_up
from campaign.i18n.translator import Text
from campaign.theme.roles import line_role

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_TICKS = 8  # the number of days below the chart


def lines_spec(plan: Plan, calendar: Calendar, text: Text) -> Lines:
    """Return the actual running total as steps, the plan dashed, the forecast dotted.

    Positions on the horizontal axis are days since the first day of `calendar`.
    """
    lines = [_actual_line(plan, calendar, text), _plan_line(plan, calendar, text)]
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


def no_lines(words: str) -> Lines:
    """Return a spec without lines, with a message instead."""
    ticks = (Tick(0.0, ""), Tick(1.0, ""))
    return Lines((), (), ("", ""), ticks, ticks, NumberFormat(), words)


def lines_table(plan: Plan | None, calendar: Calendar | None, text: Text) -> DataTable:
    """Return a row for each day: planned and actual total, and the forecast for later days."""
    columns = [
        TableColumn("date", text("Date"), "date"),
        TableColumn("number", text("Day of the campaign"), "number"),
        TableColumn("planned", text("Planned since the start"), "number"),
        TableColumn("actual", text("Actual since the start"), "number"),
    ]
    if plan is None or calendar is None:
        return DataTable(pd.DataFrame(columns=[c.key for c in columns]), tuple(columns))
    # A total that nobody reported is not zero.
    totals = {} if math.isnan(plan.actual) else _totals(plan)
    expected = {f.day: f for f in plan.forecast[1:]}
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
                "planned": round_half_up(plan.planned_by(day)),
                "actual": round_half_up(totals.get(day, math.nan)),
                "forecast": math.nan if at is None else round_half_up(at.value),
                "low": math.nan if at is None else round_half_up(at.low),
                "high": math.nan if at is None else round_half_up(at.high),
            }
        )
    return DataTable(pd.DataFrame(rows), tuple(columns))


def _heading(plan: Plan, text: Text) -> str:
    if plan.indicator == "activities":
        return text("Activities held since the start")
    return text("People reached since the start")


def _actual_line(plan: Plan, calendar: Calendar, text: Text) -> Line:
    totals = _totals(plan)
    changes = [day for day in totals if plan.daily[pd.Timestamp(day)]]
    days = sorted({calendar.first, *changes, *_days(calendar.first, plan.day, _WEEK), plan.day})
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
    line = Line(line_role("actual"), text("Actual"), tuple(points), steps=True)
    if math.isnan(plan.actual):
        return line
    return _with_end(line, text("Actual: {n}", n=plan.actual), plan.actual, text)


def _with_end(line: Line, words: str, value: float, text: Text) -> Line:
    return replace(line, end_words=words, end_number=text.number(value))


def planned_totals(plan: Plan, calendar: Calendar) -> dict[date, float]:
    """Return {day: planned total} for the days between which the plan is a straight line."""
    # Weights may change with each week of the campaign.
    weeks = _days(plan.start - _DAY, calendar.last, _WEEK)
    dues = (target.due for target in plan.targets)
    days = {calendar.first, calendar.last, plan.start, *weeks, *dues}
    inside = sorted(day for day in days if calendar.first <= day <= calendar.last)
    return {day: plan.planned_by(day) for day in inside}


def _plan_line(plan: Plan, calendar: Calendar, text: Text) -> Line:
    totals = planned_totals(plan, calendar)
    points = tuple(Point(_at(day, calendar), total) for day, total in totals.items())
    value = round_half_up(plan.planned_by(calendar.last))
    line = Line(line_role("plan"), text("Plan"), points, dash="dashed")
    return _with_end(line, text("Plan: {n}", n=value), value, text)


def _forecast(plan: Plan, calendar: Calendar, text: Text) -> Line:
    days = [f for f in plan.forecast if f.day <= calendar.last]
    weekly = {*_days(plan.day, days[-1].day, _WEEK), days[-1].day}
    points = tuple(
        Point(
            _at(f.day, calendar),
            f.value,
            f.low,
            f.high,
            () if f.day == plan.day else tuple(_forecast_lines(f, plan, calendar, text)),
        )
        for f in days
        if f.day in weekly
    )
    value = round_half_up(days[-1].value)
    line = Line(line_role("forecast"), text("Forecast"), points, dash="dotted")
    return _with_end(line, text("Forecast: {n}", n=value), value, text)


def _lines(
    plan: Plan, day: date, totals: dict[date, float], calendar: Calendar, text: Text
) -> Iterator[str]:
    yield day_heading(day, calendar, text)
    yield text("Actual since the start: {n}", n=round_half_up(totals[day]))
    yield text("Planned since the start: {n}", n=round_half_up(plan.planned_by(day)))


def _forecast_lines(
    forecast: ForecastDay, plan: Plan, calendar: Calendar, text: Text
) -> Iterator[str]:
    yield day_heading(forecast.day, calendar, text)
    yield text("Forecast: {n}", n=round_half_up(forecast.value))
    if not math.isnan(forecast.low):
        low, high = round_half_up(forecast.low), round_half_up(forecast.high)
        yield text("range: {low}–{high}", low=low, high=high)
    yield text("Planned since the start: {n}", n=round_half_up(plan.planned_by(forecast.day)))


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


def _days(first: date, last: date, step: timedelta = _DAY) -> Iterator[date]:
    while first <= last:
        yield first
        first += step


def _at(day: date, calendar: Calendar) -> float:
    return float((day - calendar.first).days)
