"""Gaps between activities, compared with registers made by hand and with a count day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from campaign.analysis.completeness import (
    FEWEST_DAYS,
    FEWEST_WEEKS,
    ActivityGaps,
    Silence,
    gaps_of_view,
)
from campaign.domain.campaign import Campaign
from tests.campaigns import view_of, with_edition
from tests.examples import examples

MONDAY = date(2017, 7, 31)


def register(*spans: tuple[str, str | None]) -> pd.DataFrame:
    rows = pd.DataFrame(spans, columns=["date", "end_date"])
    return rows.astype("datetime64[ns]")


def days_of(*numbers: int) -> pd.DataFrame:
    """Activities of one day, counted from Monday 31 July 2017, which is 0."""
    dates = [(MONDAY + timedelta(days=n)).isoformat() for n in numbers]
    return register(*((day, None) for day in dates))


def test_the_longest_gap_is_between_two_activities() -> None:
    rows = register(("2017-08-11", None), ("2017-08-01", None), ("2017-08-21", None))
    gaps = ActivityGaps.of(rows)
    # Between 11 and 21 August are as many days.
    assert gaps.longest == Silence(date(2017, 8, 2), date(2017, 8, 10), periods=2)
    assert gaps.longest.days == 9


def test_an_activity_of_several_days_is_no_gap() -> None:
    rows = register(("2017-08-01", "2017-08-19"), ("2017-08-22", None))
    assert ActivityGaps.of(rows).longest == Silence(date(2017, 8, 20), date(2017, 8, 21))


def test_days_in_a_row_have_no_gap() -> None:
    assert ActivityGaps.of(days_of(0, 1, 2)).longest is None
    assert ActivityGaps.of(days_of(5, 5)).longest is None
    assert ActivityGaps.of(days_of()) == ActivityGaps()


def test_gaps_lie_between_the_first_and_the_last_of_the_given_days() -> None:
    rows = days_of(-30, 0, 3, 40)
    first, last = MONDAY, MONDAY + timedelta(days=10)
    assert ActivityGaps.of(rows).longest == Silence(MONDAY + timedelta(4), MONDAY + timedelta(39))
    inside = ActivityGaps.of(rows, first, last)
    assert inside.longest == Silence(MONDAY + timedelta(days=1), MONDAY + timedelta(days=2))


def test_a_gap_before_or_after_the_campaign_is_a_gap(campaign: Campaign) -> None:
    rows = campaign.editions["2017"].activities
    assert rows is not None
    near = rows.iloc[:2].assign(date=pd.to_datetime(["2017-03-10", "2018-04-10"]), end_date=pd.NaT)
    outside = with_edition(campaign, activities=pd.concat([rows, near], ignore_index=True))
    assert view_of(outside).days == (date(2017, 3, 10), date(2018, 4, 10))
    gap = gaps_of_view(view_of(outside)).longest
    assert gap == Silence(date(2017, 3, 11), date(2017, 7, 30))
    inside = gaps_of_view(view_of(outside, **{"from": "2017-07-31", "to": "2017-11-20"})).longest
    assert inside == gaps_of_view(view_of(campaign)).longest is not None
    far = rows.iloc[:1].assign(date=pd.to_datetime(["2026-08-01"]), end_date=pd.NaT)
    beyond = with_edition(campaign, activities=pd.concat([rows, far], ignore_index=True))
    assert gaps_of_view(view_of(beyond)).longest == inside


def test_whole_weeks_without_activity() -> None:
    # Tuesday of week 1, Wednesday of week 3, Sunday of week 5: weeks 2 to 5 are whole, 2, 4 empty.
    gaps = ActivityGaps.of(days_of(1, 2 * 7 + 2, 4 * 7 + 6))
    assert (gaps.weeks, gaps.empty_weeks) == (4, 2)
    # Without its Sunday the fifth week is not whole.
    gaps = ActivityGaps.of(days_of(0, 2 * 7 + 2, 4 * 7 + 5))
    assert (gaps.weeks, gaps.empty_weeks) == (4, 2)


def test_a_working_week_has_an_empty_weekend() -> None:
    weekdays = [7 * week + day for week in range(5) for day in range(5)]
    assert ActivityGaps.of(days_of(*weekdays)).empty_weekdays == (5, 6)
    # Three weekends are too few to say so, and so are nine days.
    short = [day for day in weekdays if day < 7 * FEWEST_WEEKS]
    assert ActivityGaps.of(days_of(*short)).empty_weekdays == ()
    few = [7 * week + day for week in range(FEWEST_DAYS - 1) for day in range(1)]
    assert ActivityGaps.of(days_of(*few)).empty_weekdays == ()
    assert ActivityGaps.of(days_of(*few, 63)).empty_weekdays == (1, 2, 3, 4, 5, 6)


@examples(100)
@given(st.lists(st.tuples(st.integers(0, 120), st.integers(0, 9)), min_size=1, max_size=40))
def test_gaps_equal_those_counted_day_by_day(spans: list[tuple[int, int]]) -> None:
    rows = register(
        *(
            (str(MONDAY + timedelta(days=n)), str(MONDAY + timedelta(days=n + length)))
            for n, length in spans
        )
    )
    active = {n + step for n, length in spans for step in range(length + 1)}
    every = range(min(active), max(active) + 1)
    longest = run = 0
    for day in every:
        run = 0 if day in active else run + 1
        longest = max(longest, run)
    gaps = ActivityGaps.of(rows)
    assert (gaps.longest.days if gaps.longest else 0) == longest
    weeks = [w for w in range(20) if 7 * w >= every[0] and 7 * w + 6 <= every[-1]]
    empty = [w for w in weeks if not active & set(range(7 * w, 7 * w + 7))]
    assert (gaps.weeks, gaps.empty_weeks) == (len(weeks), len(empty))
    for weekday in range(7):
        met = [day for day in every if day % 7 == weekday]
        is_empty = len(met) >= 4 and len(active) >= 10 and not active & set(met)
        assert (weekday in gaps.empty_weekdays) == is_empty


def test_the_shipped_register(campaign: Campaign) -> None:
    edition = campaign.editions["2017"]
    assert edition.activities is not None
    # 13 September is the next date after 24 August. 31 July and 20 November are Mondays.
    assert ActivityGaps.of(edition.activities, edition.start, edition.end) == ActivityGaps(
        Silence(date(2017, 8, 25), date(2017, 9, 12)), weeks=16, empty_weeks=2
    )
