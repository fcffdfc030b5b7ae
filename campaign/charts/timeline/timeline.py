"""People reached per day and since the start, on the campaign's calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from campaign.analysis.data_table import DataTable, TableColumn, in_selection
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.weeks import half_day
from campaign.charts.calendar import DayTicks
from campaign.charts.spec import Day, EventDay, LegendKey, Timeline
from campaign.charts.spec.timeline import EventMark
from campaign.charts.ticks import number_ticks
from campaign.charts.timeline.plan_lines import planned_totals
from campaign.charts.timeline.timeline_days import TimelineData, build_days, is_within
from campaign.charts.timeline.timeline_events import build_event_days, event_keys
from campaign.charts.words.ranges import range_columns, range_entry, with_high
from campaign.charts.words.wording import (
    GROUP_NAMES,
    people,
    to_sentence,
    unreported_words,
)
from campaign.i18n.translator import Text
from campaign.theme.roles import group_role, line_role, mark_role
from campaign.theme.style import GROUPS

_REACH = INDICATORS["reach"]
_MOST_PEAKS = 3
"""The most days in a headline; for more, the headline has their number."""
_FEWEST_DAYS = 14
"""With fewer days, the day by which half was reached adds little to the peak."""


def build(data: TimelineData, events: Sequence[EventMark], text: Text) -> Timeline:
    """Return columns by day and group, marks above them, and the running total."""
    calendar, plan = data.calendar, data.plan
    days = build_days(data, text)
    marks = tuple(build_event_days(events, calendar, text))
    most = max((day.value for day in days if day.value == day.value), default=0.0)
    total = days[-1].cumulative if days else 0.0
    planned = () if plan is None else tuple(planned_totals(plan, calendar).items())
    middle, high = _range_of(total, data.ranges)
    keys = [*_legend(data.grouped, days, marks, text)]
    if planned:
        keys.append(LegendKey(line_role("plan"), text("Plan"), mark="dashed"))
    if high > total:
        keys.append(range_entry(text))
    return Timeline(
        calendar=calendar,
        days=days,
        events=tuple(events),
        marks=marks,
        legend=tuple(keys),
        headings=(text("People reached per day"), text("People reached since the start")),
        ticks=number_ticks(most, 4, text),
        total_ticks=number_ticks(_highest(total, high, *(value for _, value in planned)), 3, text),
        day_ticks=DayTicks.of(calendar, text),
        line_names=calendar.line_names(text),
        end_words=_end_words(total, high, text) if not any(data.selected_days) else "",
        list_names=(text("Milestones"), text("Reported events")),
        selected_days=data.selected_days,
        plan=planned,
        middle=middle,
        high=high,
    )


def finding(daily: pd.DataFrame, text: Text) -> str:
    """Return the peak day, and the day by which half was reached, in words; "" without people."""
    values = daily["reached"].dropna()
    half = half_day(daily)
    if half is None:
        return ""
    days = [pd.Timestamp(str(day)).date() for day in values.index[values == values.max()]]
    amount, is_one_day = people(values.max(), text), (values > 0).sum() == 1
    missing = daily["activities"] - daily["reported"]
    if is_one_day and not missing.drop(values.index[values > 0]).any():
        return text("All on one day: {date} ({amount})", date=days[0], amount=amount)
    if len(days) == 1:
        words = text("Peak day: {date} ({amount})", date=days[0], amount=amount)
    elif len(days) <= _MOST_PEAKS:
        dates = text.list(map(text.date_short, days))
        words = text("Peak days: {dates} ({amount} each)", dates=dates, amount=amount)
    else:
        words = text("Peak on {n} days ({amount} each)", n=len(days), amount=amount)
    if len(daily) < _FEWEST_DAYS or is_one_day:
        return words
    return text("{words}; half of the total by {half:day}", words=words, half=half)


def summary(daily: pd.DataFrame, text: Text) -> str:
    """Return the total and what was not reported, in a sentence."""
    active_days = daily[daily["activities"] > 0]
    if active_days.empty:
        return text("No activities in this selection.")
    missing_note = unreported_words(
        int((active_days["activities"] - active_days["reported"]).sum()), text
    )
    values = active_days["reached"].dropna()
    if values.empty:
        return to_sentence(text("People reached: not reported"), missing_note)
    if values.max() == 0 and not missing_note:
        return to_sentence(text("People reached: 0 on every day"))
    total = text("People reached in total: {n}", n=float(values.sum()))
    return to_sentence(total, missing_note)


def to_table(data: TimelineData, text: Text) -> DataTable:
    """Return a row for each day with an activity: people by group, total of the day, running total.

    A column marks the selected days; if attendance is missing, further columns have the ranges.
    """
    rows, selected_days = data.active_days.copy(), data.selected_days
    rows["date"] = rows.index
    rows["number"] = [data.calendar.number(day.date()) for day in rows.index]
    rows["state"] = "not_reported"
    is_selected = [
        any(selected_days) and is_within(day.date(), selected_days) for day in rows.index
    ]
    columns = [
        TableColumn("date", text("Date"), "date"),
        *in_selection(rows, is_selected, text),
        TableColumn("number", text("Day of the campaign"), "number"),
        TableColumn("activities", text("Activities"), "number"),
        TableColumn("reported", text("Activities that reported attendance"), "number"),
        TableColumn("reached", text("People reached"), "number", state="state"),
    ]
    for group in GROUPS:
        group_rows = data.grouped[data.grouped["group"] == group].set_index("date")
        if group_rows.empty:
            continue
        rows[group] = group_rows["reached"].reindex(rows.index)
        active = rows.index.isin(group_rows.index)
        rows[f"{group}_state"] = ["not_reported" if a else "no_activity" for a in active]
        header = text("People reached: {group}", group=text(GROUP_NAMES[group]))
        columns.append(TableColumn(group, header, "number", state=f"{group}_state"))
    columns.append(TableColumn("cumulative", text("People reached since the start"), "number"))
    columns += range_columns(rows, _REACH, text)
    return DataTable(rows.reset_index(drop=True), tuple(columns))


def _end_words(total: float, high: float, text: Text) -> str:
    """Return the total, and the total with missing attendance at the maxima; "" for zero."""
    return with_high(people(total, text), total, high, _REACH, text) if total else ""


def _range_of(total: float, ranges: pd.DataFrame | None) -> tuple[float, float]:
    """Return the last total with missing attendance at the median and at the maximum.

    Both are NaN for zero, and if no attendance is missing.
    """
    if not total or ranges is None or ranges.empty:
        return float("nan"), float("nan")
    middle, high = (float(ranges[end].iloc[-1]) for end in ("middle", "high"))
    return (middle, high) if high > total else (float("nan"), float("nan"))


def _highest(*values: float) -> float:
    """Return the highest of the values that are not NaN, at least zero."""
    return max((value for value in values if value == value), default=0.0)


def _legend(
    grouped: pd.DataFrame, days: Sequence[Day], marks: Sequence[EventDay], text: Text
) -> Iterator[LegendKey]:
    active = set(grouped["group"])
    for group in GROUPS:
        if group in active:
            yield LegendKey(group_role(group), text(GROUP_NAMES[group]))
    states = {day.state for day in days}
    if "not_reported" in states:
        yield LegendKey(mark_role("day"), text("attendance not reported"), mark="hollow")
    if "zero" in states:
        yield LegendKey(mark_role("day"), text("zero"), mark="dot")
    yield from event_keys(marks, text)
