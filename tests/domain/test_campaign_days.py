"""The days of a campaign, and the campaign of a day."""

from __future__ import annotations

import datetime as dt
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.domain.campaign_days import campaigns_of, first_year, is_outside, last_day
from tests.examples import examples

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


PERIODS = {
    "2017": (date(2017, 7, 31), date(2017, 11, 20)),
    "2018": (date(2018, 9, 10), date(2018, 12, 10)),
    "2019": (None, None),
    "2021": (date(2021, 7, 30), None),
}


@pytest.mark.parametrize(
    ("days", "campaigns"),
    [
        (["2017-08-01", "2017-09-01"], ["2017", "2017"]),
        # A closing event in the next year, a preparation before the first day.
        (["2017-06-20", "2017-11-20", "2018-01-12"], ["2017"] * 3),
        (["2026-08-01", "2017-08-01"], ["2026", "2017"]),
        (["2017-11-20", "2018-09-10"], ["2017", "2018"]),
        # Without a break between two known campaigns, the nearer one.
        (["2017-11-20", "2018-03-01", "2018-07-01", "2018-09-10"], ["2017"] * 2 + ["2018"] * 2),
        (["2018-08-01", "2017-08-01"], ["2018", "2017"]),
        # A campaign of no known period, over the turn of a year.
        (["2025-11-01", "2025-12-10", "2026-02-01"], ["2025"] * 3),
        (["2019-02-01", "2019-07-01", "2019-11-01"], ["2019"] * 3),
        # Work without a break is divided by year.
        ([f"{y}-{m:02}-15" for y in (2023, 2024) for m in (1, 6, 11)], ["2023"] * 3 + ["2024"] * 3),
        (["2021-08-01", "2022-01-01", "2022-06-01", "2022-11-01"], ["2021"] * 2 + ["2022"] * 2),
        (["2017-08-01", None], ["2017", "2017"]),
        ([None], [""]),
        ([], []),
    ],
)
def test_the_campaign_of_each_day(days: list[str | None], campaigns: list[str]) -> None:
    series = pd.Series(pd.to_datetime(days, format="%Y-%m-%d"), dtype="datetime64[ns]")
    assert campaigns_of(series, PERIODS, {"2021": 100}).tolist() == campaigns


@given(st.lists(st.dates(date(2000, 1, 1), date(2035, 1, 1)), min_size=1, max_size=40))
@examples(100)
def test_no_campaign_extends_over_years(days: list[date]) -> None:
    series = pd.Series(days).astype("datetime64[ns]")
    campaigns = campaigns_of(series, PERIODS, {"2021": 100})
    for name, own in series.groupby(campaigns):
        assert name and own.max() - own.min() <= pd.Timedelta(days=2 * 366)
