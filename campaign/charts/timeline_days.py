"""The columns of the timeline: the days with activities, their groups and their tooltips."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import pandas as pd

from campaign.analysis.indicators import INDICATORS
from campaign.analysis.plan import Plan
from campaign.charts.body import Day, DayPart
from campaign.charts.calendar import Calendar, day_heading, days_code
from campaign.charts.ranges import with_high
from campaign.charts.wording import GROUP_NAMES, people, round_half_up, unreported_words
from campaign.domain.value_states import reported_state
from campaign.i18n.translator import Text
from campaign.theme.paint import group_role
from campaign.theme.style import GROUPS

SelectedDays = tuple[date | None, date | None]
"""First and last selected day; None: no limit."""


def build_days(
    rows: pd.DataFrame,
    grouped: pd.DataFrame,
    calendar: Calendar,
    text: Text,
    *,
    selected_days: SelectedDays,
    plan: Plan | None,
) -> tuple[Day, ...]:
    """Return a column for each of the rows, which are days with activities.

    The rows are those of `indicator_frames.by_day` with `high`, the highest running total where
    attendance is missing (NaN where none is). `grouped`, `selected_days` and `plan` are those of
    `timeline.build`.
    """
    parts, days = _parts(grouped, text), []
    for at, row in rows.iterrows():
        day, reached = pd.Timestamp(str(at)).date(), float(row["reached"])
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
                    *_planned_line(day, plan, text),
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
    """Return {day: its groups in the order of the theme}, NaN where none of a group reported."""
    order = {group: number for number, group in enumerate(GROUPS)}
    parts: dict[date, list[DayPart]] = {}
    for row in sorted(grouped.to_dict("records"), key=lambda row: order[row["group"]]):
        part = DayPart(group_role(row["group"]), text(GROUP_NAMES[row["group"]]), row["reached"])
        parts.setdefault(pd.Timestamp(row["date"]).date(), []).append(part)
    return {day: tuple(day_parts) for day, day_parts in parts.items()}


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
    yield with_high(since, float(row["cumulative"]), float(row["high"]), INDICATORS["reach"], text)


def _planned_line(day: date, plan: Plan | None, text: Text) -> tuple[str, ...]:
    if plan is None:
        return ()
    return (text("Planned since the start: {n}", n=round_half_up(plan.planned_by(day))),)
