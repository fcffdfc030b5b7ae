"""The charts over the days of a small register."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from campaign.analysis import indicators
from campaign.charts import schedule, timeline
from campaign.charts.calendar import Calendar
from campaign.charts.spec import Gantt, Timeline
from campaign.charts.spec.days import EventMark
from campaign.charts.timeline import TimelineData
from campaign.domain.totals import group_activities
from campaign.i18n.translator import Text
from tests.charts.small_register import TYPES, UNITS

TEXT = Text.of("en")
CALENDAR = Calendar(
    date(2017, 7, 31), date(2017, 11, 20), date(2017, 7, 31), date(2017, 11, 20), 100
)
MARKS = (
    EventMark(
        date(2017, 7, 31), "Launch <i>", "milestone", "https://www.example.org/a;https://b.org/"
    ),
    EventMark(date(2017, 10, 6), "Forum theatre", "reported", "https://news.example.org/x"),
    EventMark(date(2018, 1, 12), "Closing conference", "milestone", ""),
)


def timeline_data(rows: pd.DataFrame, **extras: Any) -> TimelineData:
    """The data of the timeline of a register; `extras` are passed on."""
    totals = group_activities(rows)
    daily = indicators.by_day(totals, CALENDAR.first, CALENDAR.last)
    return TimelineData(daily, indicators.by_day_and_group(totals, TYPES), CALENDAR, **extras)


def timeline_of(rows: pd.DataFrame, text: Text = TEXT, **extras: Any) -> Timeline:
    """The timeline of a register; `extras` are passed on."""
    return timeline.timeline_spec(timeline_data(rows, **extras), MARKS, text)


def spans_of(rows: pd.DataFrame, text: Text = TEXT) -> Gantt:
    """The schedule of a register."""
    return schedule.schedule_spec(rows, UNITS, TYPES, CALENDAR, text)
