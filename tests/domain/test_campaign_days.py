"""The days of a campaign whose end is not published."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from campaign.domain.campaign_days import first_year, is_outside, last_day

PERIOD = (dt.date(2021, 7, 30), None)


def test_a_campaign_without_end_lasts_its_nominal_days_or_to_the_end_of_its_year() -> None:
    days = pd.Series(pd.to_datetime(["2021-11-06", "2021-11-07", "2021-12-31", "2022-01-01"]))
    assert is_outside(days, PERIOD).tolist() == [False, False, False, True]
    assert is_outside(days, PERIOD, 100).tolist() == [False, True, True, True]
    assert last_day(PERIOD, 100) == dt.date(2021, 11, 6)


def test_a_period_includes_its_first_and_last_day() -> None:
    start, end = dt.date(2021, 7, 30), dt.date(2021, 8, 2)
    days = pd.Series(pd.to_datetime(["2021-07-29", "2021-07-30", "2021-08-02", "2021-08-03"]))
    assert is_outside(days, (start, end)).tolist() == [True, False, False, True]
    assert is_outside(days, (None, end), 100).tolist() == [False, False, False, True]
    assert not is_outside(days, (None, None), 100).any() and not is_outside(days, None).any()


def test_the_year_is_that_of_the_first_day_else_of_the_id() -> None:
    assert first_year(dt.date(2021, 7, 30), "2022") == 2021
    assert [first_year(None, name) for name in ("2022", "own")] == [2022, 0]
