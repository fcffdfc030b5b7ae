"""The days of a chart, its lines at certain days, and its ticks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from campaign.charts.calendar import DayTicks, day_ticks
from tests.charts.day_charts import CALENDAR, TEXT


def test_there_are_lines_at_the_hundredth_day_and_at_the_end() -> None:
    assert [line.day for line in CALENDAR.rules] == [date(2017, 11, 7), date(2017, 11, 20)]
    assert CALENDAR.line_names(TEXT) == ("Day 100", "Campaign end")
    assert len(replace(CALENDAR, nominal_days=None).rules) == 1


def test_ticks_have_the_date_and_the_day_of_the_campaign() -> None:
    ticks = DayTicks.of(CALENDAR, TEXT)
    days, words = [tick.at for tick in ticks.wide], [tick.words for tick in ticks.wide]
    assert days[0] == date(2017, 7, 31) and days[-1] == date(2017, 11, 7)
    assert words[0].endswith("\nday 1") and words[-1].endswith("\nday 100")
    assert len(ticks.wide) <= 7 and len(ticks.narrow) <= 4
    for length in range(1, 400):
        last = date.fromordinal(CALENDAR.first.toordinal() + length - 1)
        few = [tick.at for tick in day_ticks(replace(CALENDAR, last=last), TEXT, 7)]
        assert 1 <= len(few) <= 7 and few == sorted(set(few))
