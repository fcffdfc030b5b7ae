"""The days of a campaign whose end is not published."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from campaign.domain.campaign_days import is_outside, last_day

PERIOD = (dt.date(2021, 7, 30), None)


def test_a_campaign_without_end_lasts_its_nominal_days_else_to_the_end_of_its_year() -> None:
    days = pd.Series(pd.to_datetime(["2021-11-06", "2021-11-07", "2021-12-31", "2022-01-01"]))
    assert is_outside(days, PERIOD).tolist() == [False, False, False, True]
    assert is_outside(days, PERIOD, 100).tolist() == [False, True, True, True]
    assert last_day(PERIOD, 100) == dt.date(2021, 11, 6)
