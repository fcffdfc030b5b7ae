"""People reached per day and since the start, on a calendar with the campaign's own days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

import pandas as pd

from campaign.analysis.data_table import DataTable, TableColumn, in_selection
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.plan import Plan
from campaign.analysis.weeks import half_day
from campaign.charts.body import Day, DayPart, EventDay, LegendKey, Timeline
from campaign.charts.calendar import (
    KINDS,
    Calendar,
    DayTicks,
    EventMark,
    Kind,
    day_heading,
    days_code,
    event_days,
)
from campaign.charts.plan_lines import planned_totals
from campaign.charts.ranges import RANGE, range_columns, range_entry, with_high
from campaign.charts.ticks import number_ticks
from campaign.charts.wording import (
    GROUP_NAMES,
    people,
    round_half_up,
    to_sentence,
    unreported_words,
)
from campaign.domain.source_sites import sites
from campaign.domain.value_states import reported_state
from campaign.i18n.translator import Text
from campaign.theme.paint import group_role, line_role, mark_role
from campaign.theme.style import GROUPS

_REACH = INDICATORS["reach"]
_MOST_PEAKS = 3
"""The most days in a headline; more are given as a number."""
_FEWEST_DAYS = 14
"""Below it the day by which half was reached says little beside the peak."""

EVENT_SHAPES: Mapping[Kind, Literal["milestone", "event"]] = {
    "milestone": "milestone",
    "reported": "event",
}
"""The mark of a legend's entry for each kind of event."""

Days = tuple[date | None, date | None]
"""First and last selected day; None: no limit."""


def build(
    daily: pd.DataFrame,
    grouped: pd.DataFrame,
    events: Sequence[EventMark],
    calendar: Calendar,
    text: Text,
    *,
    selected_days: Days = (None, None),
    ranges: pd.DataFrame | None = None,
    plan: Plan | None = None,
) -> Timeline:
    """Return columns per day by group, marks above them, and the running total, on one calendar.

    `daily` and `grouped` are `by_day` and `by_day_and_group` of `indicator_frames`, for all days of
    the calendar: days outside `selected_days` fade. `ranges` are those of
    `uncertainty.running_ranges`. `plan` is that of the people in `daily`; None without one.
    """
    active_days = daily[daily["activities"] > 0]
    parts = _parts(grouped, text)
    days = tuple(
        _day(pd.Timestamp(str(day)).date(), row, parts, calendar, text, selected_days, plan)
        for day, row in _with_ranges(active_days, ranges).iterrows()
    )
    marks = tuple(_event_days(events, calendar, text))
    most = max((day.value for day in days if day.value == day.value), default=0.0)
    total = days[-1].cumulative if days else 0.0
    planned = () if plan is None else tuple(planned_totals(plan, calendar).items())
    middle, high = _range_of(total, ranges)
    keys = [*_legend(grouped, days, marks, text)]
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
        end_words=_end_words(total, high, text) if not any(selected_days) else "",
        list_names=(text("Milestones"), text("Reported events")),
        selected_days=selected_days,
        plan=planned,
        middle=middle,
        high=high,
    )


def without_events(body: Timeline, text: Text) -> Timeline:
    """Return the timeline without event marks, and with the legend that it then needs."""
    gone = {RANGE, *map(mark_role, KINDS)}
    legend = tuple(
        replace(key, label=text("not reported")) if key.mark == "hollow" else key
        for key in body.legend
        if key.role not in gone
    )
    return replace(body, legend=legend, events=(), marks=())


def event_lists(body: Timeline, text: Text) -> tuple[str, ...]:
    """Return for each kind of mark what their numbers are, after its name; () without marks."""
    kinds = zip(KINDS, body.list_names, strict=True)
    names = ((heading, event_names(body, kind, text)) for kind, heading in kinds)
    return tuple(f"{heading}: {words}" for heading, words in names if words)


def event_names(body: Timeline, kind: Kind, text: Text) -> str:
    """Return what the numbers of the marks of a kind are: day and events of each; "" for none."""
    return " · ".join(
        f"{number}) {text.date_short(day.day)}: {'; '.join(mark.label for mark in day.marks)}"
        for day, number in body.numbers.items()
        if day.kind == kind
    )


def finding(daily: pd.DataFrame, text: Text) -> str:
    """Return the busiest day, and by when half of the people were reached; "" without people."""
    values = daily["reached"].dropna()
    half = half_day(daily)
    if half is None:
        return ""
    days = [pd.Timestamp(str(day)).date() for day in values.index[values == values.max()]]
    amount = people(values.max(), text)
    if (values > 0).sum() == 1:
        return text("All on one day: {date} ({amount})", date=days[0], amount=amount)
    if len(days) == 1:
        words = text("Peak day: {date} ({amount})", date=days[0], amount=amount)
    elif len(days) <= _MOST_PEAKS:
        dates = text.list(map(text.date_short, days))
        words = text("Peak days: {dates} ({amount} each)", dates=dates, amount=amount)
    else:
        words = text("Peak on {n} days ({amount} each)", n=len(days), amount=amount)
    if len(daily) < _FEWEST_DAYS:
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
    if values.max() == 0:
        return to_sentence(text("People reached: 0 on every day"), missing_note)
    total = text("People reached in total: {n}", n=float(values.sum()))
    return to_sentence(total, missing_note)


def to_table(
    daily: pd.DataFrame,
    grouped: pd.DataFrame,
    calendar: Calendar,
    text: Text,
    *,
    selected_days: Days = (None, None),
    ranges: pd.DataFrame | None = None,
) -> DataTable:
    """Return a row for each day with an activity: people by group, on the day and since the start.

    A column marks the `selected_days`. With `ranges`, as in `build`, there are columns for them
    where attendance is missing.
    """
    rows = _with_ranges(daily[daily["activities"] > 0], ranges)
    rows["date"] = rows.index
    rows["number"] = [calendar.number(day.date()) for day in rows.index]
    rows["state"] = "not_reported"
    is_selected = [
        any(selected_days) and _is_within(day.date(), selected_days) for day in rows.index
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
        group_rows = grouped[grouped["group"] == group].set_index("date")
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
    """Return the total, and how many it may be where attendance is missing; "" for zero."""
    return with_high(people(total, text), total, high, _REACH, text) if total else ""


def _range_of(total: float, ranges: pd.DataFrame | None) -> tuple[float, float]:
    """Return the last total with missing attendance at the median and at the maximum.

    Both are NaN for zero, and where no attendance is missing.
    """
    if not total or ranges is None or ranges.empty:
        return float("nan"), float("nan")
    middle, high = (float(ranges[end].iloc[-1]) for end in ("middle", "high"))
    return (middle, high) if high > total else (float("nan"), float("nan"))


def _highest(*values: float) -> float:
    """Return the highest of the values that are not NaN, at least zero."""
    return max((value for value in values if value == value), default=0.0)


def _with_ranges(rows: pd.DataFrame, ranges: pd.DataFrame | None) -> pd.DataFrame:
    """Return the days with `missing`, `middle` and `high` of the running total, NaN without any."""
    if ranges is None:
        return rows.assign(missing=0, middle=float("nan"), high=float("nan"))
    return rows.join(ranges[["missing", "middle", "high"]])


# The parts of the body ----------------------------------------------------------------------


def _parts(grouped: pd.DataFrame, text: Text) -> Mapping[date, tuple[DayPart, ...]]:
    """Return {day: its groups in the order of the theme}, NaN where none of a group reported."""
    order = {group: number for number, group in enumerate(GROUPS)}
    parts: dict[date, list[DayPart]] = {}
    for row in sorted(grouped.to_dict("records"), key=lambda row: order[row["group"]]):
        part = DayPart(group_role(row["group"]), text(GROUP_NAMES[row["group"]]), row["reached"])
        parts.setdefault(pd.Timestamp(row["date"]).date(), []).append(part)
    return {day: tuple(day_parts) for day, day_parts in parts.items()}


def _day(
    day: date,
    row: pd.Series,
    parts: Mapping[date, tuple[DayPart, ...]],
    calendar: Calendar,
    text: Text,
    selected_days: Days,
    plan: Plan | None,
) -> Day:
    reached = float(row["reached"])
    active = parts.get(day, ())
    return Day(
        day=day,
        code=days_code(day),
        value=reached,
        state=reported_state(reached),
        cumulative=float(row["cumulative"]),
        parts=tuple(part for part in active if part.value == part.value),
        tooltip=(
            day_heading(day, calendar, text),
            *_day_lines(row, active, text),
            *_planned_line(day, plan, text),
        ),
        selected=selected_days == (day, day),
        faded=not _is_within(day, selected_days),
    )


def _day_lines(row: pd.Series, active: Sequence[DayPart], text: Text) -> Iterator[str]:
    activities = text.n("{n} activity", "{n} activities", int(row["activities"]))
    if pd.isna(row["reached"]):
        yield f"{activities} · {text('attendance not reported')}"
    else:
        yield f"{people(row['reached'], text)} · {activities}"
        if missing_note := unreported_words(int(row["activities"] - row["reported"]), text):
            yield missing_note
        if len(active) > 1:
            reported_parts = [part for part in active if part.value == part.value]
            yield from (f"{part.label}: {text.number(part.value)}" for part in reported_parts)
    since = text("Since the start: {n}", n=int(row["cumulative"]))
    yield with_high(since, float(row["cumulative"]), float(row["high"]), _REACH, text)


def _planned_line(day: date, plan: Plan | None, text: Text) -> tuple[str, ...]:
    if plan is None:
        return ()
    return (text("Planned since the start: {n}", n=round_half_up(plan.planned_by(day))),)


def _event_days(events: Sequence[EventMark], calendar: Calendar, text: Text) -> Iterator[EventDay]:
    """Yield the days of the calendar with milestones, then those with reported events."""
    for kind in KINDS:
        for day in event_days(events, calendar, kind):
            of_day = tuple(event for event in events if (event.kind, event.date) == (kind, day))
            lines = [line for event in of_day for line in _event_lines(event, text)]
            yield EventDay(day, kind, of_day, (day_heading(day, calendar, text), *lines))


def _event_lines(event: EventMark, text: Text) -> Iterator[str]:
    yield event.label
    if site_names := sites([event.source]):
        yield text("Source: {source}", source=", ".join(site_names))


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
    for kind, name in KINDS.items():
        if any(mark.kind == kind for mark in marks):
            yield LegendKey(mark_role(kind), text(name), mark=EVENT_SHAPES[kind])


def _is_within(day: date, selected_days: Days) -> bool:
    start, end = selected_days
    return (start is None or day >= start) and (end is None or day <= end)
