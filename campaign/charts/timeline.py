"""The timeline: people reached per day and since the start, with milestones and reported events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Literal

import pandas as pd

from campaign.analysis.answers import half_day
from campaign.analysis.data_table import DataTable, TableColumn, in_selection
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.plan import Plan
from campaign.charts.bars import range_columns, with_high
from campaign.charts.calendar import Calendar, DayTicks, day_heading, days_code
from campaign.charts.plan_lines import planned_totals
from campaign.charts.spec import Day, DayPart, EventDay, LegendKey, Timeline
from campaign.charts.spec.days import EVENT_KINDS, EventKind, EventMark
from campaign.charts.ticks import number_ticks
from campaign.charts.wording import (
    GROUP_NAMES,
    cell_text,
    people,
    round_half_up,
    to_sentence,
    unreported_words,
)
from campaign.domain.campaign import Edition
from campaign.domain.source_sites import sites
from campaign.domain.value_states import reported_state
from campaign.i18n.translator import Text
from campaign.theme.roles import group_role, line_role, mark_role
from campaign.theme.style import GROUPS

_REACH = INDICATORS["reach"]
_MOST_PEAKS = 3
"""The most days in a headline; for more, the headline has their number."""
_FEWEST_DAYS = 14
"""With fewer days, the day by which half was reached adds little to the peak."""


def timeline_spec(data: TimelineData, events: Sequence[EventMark], text: Text) -> Timeline:
    """Return columns by day and group, marks above them, and the running total."""
    calendar, plan = data.calendar, data.plan
    days = build_days(data, text)
    marks = tuple(build_event_days(events, calendar, text))
    most = max((day.value for day in days if day.value == day.value), default=0.0)
    total = days[-1].cumulative if days else 0.0
    planned = () if plan is None else tuple(planned_totals(plan, calendar).items())
    keys = [*_legend(data.grouped, days, marks, text)]
    if planned:
        keys.append(LegendKey(line_role("plan"), text("Plan"), mark="dashed"))
    return Timeline(
        calendar=calendar,
        days=days,
        events=tuple(events),
        marks=marks,
        legend=tuple(keys),
        headings=(text("People reached per day"), text("People reached since the start")),
        ticks=number_ticks(most, 4, text),
        total_ticks=number_ticks(_highest(total, *(value for _, value in planned)), 3, text),
        day_ticks=DayTicks.of(calendar, text),
        line_names=calendar.line_names(text),
        end_words=_end_words(total, data.ranges, text) if not any(data.selected_days) else "",
        list_names=(text("Milestones"), text("Reported events")),
        selected_days=data.selected_days,
        plan=planned,
    )


def timeline_finding(daily: pd.DataFrame, text: Text) -> str:
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


def timeline_summary(daily: pd.DataFrame, text: Text) -> str:
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


def timeline_table(data: TimelineData, text: Text) -> DataTable:
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


def _end_words(total: float, ranges: pd.DataFrame | None, text: Text) -> str:
    """Return the total, and the total with missing attendance at the maxima; "" for zero."""
    high = total if ranges is None or ranges.empty else float(ranges["high"].iloc[-1])
    return with_high(people(total, text), total, high, _REACH, text) if total else ""


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


SelectedDays = tuple[date | None, date | None]
"""First and last selected day; None: no limit."""


@dataclass(frozen=True, eq=False)
class TimelineData:
    """The data of a timeline for all days of its calendar; days outside `selected_days` fade.

    `daily` and `grouped` are the results of `by_day` and `by_day_and_group` of `indicators`,
    `ranges` that of `uncertainty.running_ranges`. `plan` is the plan for the people in `daily`;
    None without one.
    """

    daily: pd.DataFrame
    grouped: pd.DataFrame
    calendar: Calendar
    selected_days: SelectedDays = (None, None)
    ranges: pd.DataFrame | None = None
    plan: Plan | None = None

    @cached_property
    def active_days(self) -> pd.DataFrame:
        """The days with activities, with `missing`, `middle` and `high` of the running total.

        Without ranges, `middle` and `high` are NaN and `missing` is 0.
        """
        rows = self.daily[self.daily["activities"] > 0]
        if self.ranges is None:
            return rows.assign(missing=0, middle=float("nan"), high=float("nan"))
        return rows.join(self.ranges[["missing", "middle", "high"]])


def build_days(data: TimelineData, text: Text) -> tuple[Day, ...]:
    """Return a column for each day with activities."""
    calendar, selected_days = data.calendar, data.selected_days
    parts, days = _parts(data.grouped, text), []
    for row in data.active_days.reset_index().to_dict("records"):
        day, reached = row["date"].date(), float(row["reached"])
        active = parts.get(day, ())
        days.append(
            Day(
                day=day,
                code=days_code(day),
                value=reached,
                state=reported_state(reached),
                cumulative=float(row["cumulative"]),
                parts=tuple(part for part in active if part.value == part.value),
                tooltip=(
                    day_heading(day, calendar, text),
                    *_day_lines(row, active, text),
                    _since_start(row, day, data.plan, text),
                ),
                selected=selected_days == (day, day),
                faded=not is_within(day, selected_days),
            )
        )
    return tuple(days)


def is_within(day: date, selected_days: SelectedDays) -> bool:
    """Return whether a day is one of the selected ones."""
    start, end = selected_days
    return (start is None or day >= start) and (end is None or day <= end)


def _parts(grouped: pd.DataFrame, text: Text) -> Mapping[date, tuple[DayPart, ...]]:
    """Return {day: its groups in the order of the theme}; NaN for a group that reported nothing."""
    order = {group: number for number, group in enumerate(GROUPS)}
    parts: dict[date, list[DayPart]] = {}
    for row in sorted(grouped.to_dict("records"), key=lambda row: order[row["group"]]):
        part = DayPart(group_role(row["group"]), text(GROUP_NAMES[row["group"]]), row["reached"])
        parts.setdefault(pd.Timestamp(row["date"]).date(), []).append(part)
    return {day: tuple(day_parts) for day, day_parts in parts.items()}


def _day_lines(row: Mapping[Any, Any], active: Sequence[DayPart], text: Text) -> Iterator[str]:
    activities = text.n("{n} activity", "{n} activities", int(row["activities"]))
    if pd.isna(row["reached"]):
        yield f"{activities} · {text('attendance not reported')}"
    else:
        yield f"{people(row['reached'], text)} · {activities}"
        if missing_note := unreported_words(int(row["activities"] - row["reported"]), text):
            yield missing_note
        elif len(active) > 1:
            yield " · ".join(f"{part.label}: {text.number(part.value)}" for part in active)


def _since_start(row: Mapping[Any, Any], day: date, plan: Plan | None, text: Text) -> str:
    """Return the running total, and the total that is planned by the day if there is a plan."""
    total, high = float(row["cumulative"]), float(row["high"])
    words = text("Since the start: {n}", n=int(total))
    words = with_high(words, total, high, INDICATORS["reach"], text)
    if plan is None:
        return words
    return f"{words} · {text('Plan: {n}', n=round_half_up(plan.planned_by(day)))}"


EVENT_SHAPES: Mapping[EventKind, Literal["milestone", "event"]] = {
    "milestone": "milestone",
    "reported": "event",
}
"""The mark in the legend for each kind of event."""


def build_event_days(
    events: Sequence[EventMark], calendar: Calendar, text: Text
) -> Iterator[EventDay]:
    """Yield the days of the calendar with milestones, then those with reported events."""
    for kind in EVENT_KINDS:
        for day in event_days(events, calendar, kind):
            of_day = tuple(event for event in events if (event.kind, event.date) == (kind, day))
            lines = [line for event in of_day for line in _event_lines(event, text)]
            yield EventDay(day, kind, of_day, (day_heading(day, calendar, text), *lines))


def event_keys(marks: Sequence[EventDay], text: Text) -> Iterator[LegendKey]:
    """Yield the legend's entry of each kind of event that has a mark."""
    for kind, name in EVENT_KINDS.items():
        if any(mark.kind == kind for mark in marks):
            yield LegendKey(mark_role(kind), text(name), mark=EVENT_SHAPES[kind])


def without_events(spec: Timeline, text: Text) -> Timeline:
    """Return the timeline without event marks, and with the legend of what remains."""
    left_roles = set(map(mark_role, EVENT_KINDS))
    legend = tuple(
        replace(key, label=text("not reported")) if key.mark == "hollow" else key
        for key in spec.legend
        if key.role not in left_roles
    )
    return replace(spec, legend=legend, events=(), marks=())


def event_lists(spec: Timeline, text: Text) -> tuple[str, ...]:
    """Return, for each kind of mark, its name and the meaning of its numbers; () without marks."""
    kinds = zip(EVENT_KINDS, spec.list_names, strict=True)
    names = ((heading, event_names(spec, kind, text)) for kind, heading in kinds)
    return tuple(f"{heading}: {words}" for heading, words in names if words)


def event_names(spec: Timeline, kind: EventKind, text: Text) -> str:
    """Return the meaning of the numbers of a kind of marks: day and events; "" for none."""
    return " · ".join(
        f"{number}) {_day_and_events(day, text)}"
        for day, number in spec.numbers.items()
        if day.kind == kind
    )


def _day_and_events(day: EventDay, text: Text) -> str:
    events = "; ".join(mark.label for mark in day.marks)
    return text("{name} – {value}", name=text.date_short(day.day), value=events)


def _event_lines(event: EventMark, text: Text) -> Iterator[str]:
    yield event.label
    if site_names := sites([event.source]):
        yield text.n(
            "Source: {sources}",
            "Sources: {sources}",
            len(site_names),
            sources=", ".join(site_names),
        )


def event_marks(edition: Edition, text: Text) -> tuple[EventMark, ...]:
    """Return milestones, then reported events, each by date; those without a date are excluded."""
    milestones = [
        EventMark(
            row["date"].date(), cell_text(row, f"name_{text.lang}"), "milestone", str(row["source"])
        )
        for row in edition.milestones.to_dict("records")
        if not pd.isna(row["date"])
    ]
    reported = [
        EventMark(
            row["date_start"].date(),
            cell_text(row, f"title_{text.lang}") or cell_text(row, "title"),
            "reported",
            cell_text(row, "source_url"),
        )
        for row in edition.reported.to_dict("records")
        if not pd.isna(row["date_start"])
    ]
    return (*milestones, *reported)


def event_days(
    events: Sequence[EventMark], calendar: Calendar, kind: EventKind
) -> tuple[date, ...]:
    """Return the days of the calendar with events of a kind, by date; these days have a mark."""
    days = {event.date for event in events if event.kind == kind}
    return tuple(sorted(day for day in days if calendar.first <= day <= calendar.last))
