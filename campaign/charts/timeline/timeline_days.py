"""The columns of the timeline: the days with activities, their groups and their tooltips."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from campaign.analysis.indicators import INDICATORS
from campaign.analysis.plan import Plan
from campaign.charts.calendar import Calendar, day_heading, days_code
from campaign.charts.spec import Day, DayPart
from campaign.charts.words.ranges import with_high
from campaign.charts.words.wording import GROUP_NAMES, people, round_half_up, unreported_words
from campaign.domain.value_states import reported_state
from campaign.i18n.translator import Text
from campaign.theme.roles import group_role
from campaign.theme.style import GROUPS

SelectedDays = tuple[date | None, date | None]
"""First and last selected day; None: no limit."""


@dataclass(frozen=True, eq=False)
class TimelineData:
    """The data of a timeline for all days of its calendar; days outside `selected_days` fade.

    `daily` and `grouped` are the results of `by_day` and `by_day_and_group` of `indicator_frames`,
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
