"""Which region reported in which week, and when nothing took place."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.analysis.completeness import (
    FEWEST_DAYS,
    FEWEST_WEEKS,
    ActivityGaps,
    Completeness,
    Silence,
    Week,
    completeness,
    gaps_of_view,
    longest_silence,
    reporting_days,
    split_weeks,
)
from campaign.domain.campaign import Campaign, Edition
from tests.analysis.activity_rows import Row, activities_of
from tests.campaigns import REGIONS, view_of, with_edition
from tests.examples import examples

LATER = date(2030, 1, 1)
CODES = ("KG-B", "KG-O")


def edition_of(
    campaign: Campaign, rows: list[Row], start: date | None, end: date | None
) -> Edition:
    changed = with_edition(campaign, activities=activities_of(rows), start=start, end=end)
    return changed.editions["2017"]


def completeness_of(campaign: Campaign, rows: list[Row], start: date, end: date) -> Completeness:
    edition = edition_of(campaign, rows, start, end)
    days = reporting_days(edition, LATER)
    assert days is not None and edition.activities is not None and edition.totals is not None
    return Completeness.of(edition.totals, edition.activities, CODES, days)


def states_of(weeks: Completeness, code: str) -> list[str]:
    rows = weeks.states
    return list(rows.loc[rows["oblast"] == code, "state"])


def test_weeks_run_from_monday_to_sunday_within_the_campaign() -> None:
    # 31 July and 20 November 2017 are Mondays: the 113 days end with a week of one day.
    weeks = split_weeks(date(2017, 7, 31), date(2017, 11, 20))
    assert len(weeks) == 17
    assert weeks[0] == Week(date(2017, 7, 31), date(2017, 8, 6))
    assert weeks[-1] == Week(date(2017, 11, 20), date(2017, 11, 20))


def test_a_week_may_cross_the_end_of_a_year() -> None:
    weeks = split_weeks(date(2024, 12, 15), date(2025, 1, 8))
    assert weeks == (
        Week(date(2024, 12, 15), date(2024, 12, 15)),
        Week(date(2024, 12, 16), date(2024, 12, 22)),
        Week(date(2024, 12, 23), date(2024, 12, 29)),
        Week(date(2024, 12, 30), date(2025, 1, 5)),
        Week(date(2025, 1, 6), date(2025, 1, 8)),
    )


@given(st.dates(date(2010, 1, 1), date(2040, 1, 1)), st.integers(0, 200))
@examples(100)
def test_every_day_is_in_one_week(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    weeks = split_weeks(first, last)
    days = [w.first + timedelta(days=n) for w in weeks for n in range((w.last - w.first).days + 1)]
    assert days == [first + timedelta(days=n) for n in range(length + 1)]
    assert len({week.first.isocalendar()[:2] for week in weeks}) == len(weeks)
    assert all(week.first.isocalendar()[:2] == week.last.isocalendar()[:2] for week in weeks)


ROWS: list[Row] = [
    # Three weeks of Monday 7 to Sunday 27 August 2017.
    ("2017-08-07", "KG-B", "lecture", 30),
    ("2017-08-08", "KG-B", "lecture", None),
    ("2017-08-22", "KG-B", "lecture", 0),
    ("2017-08-12", "KG-O", "lecture", None, "2017-08-16"),
    ("2017-08-25", "KG", "lecture", 500),
]
MONDAY, SUNDAY = date(2017, 8, 7), date(2017, 8, 27)


def test_weeks_have_five_states(campaign: Campaign) -> None:
    weeks = completeness_of(campaign, ROWS, MONDAY, SUNDAY)
    assert states_of(weeks, "KG-B") == ["value", "no_activity", "zero"]
    assert states_of(weeks, "KG-O") == ["not_reported", "ongoing", "no_activity"]
    first = weeks.states.iloc[0]
    assert (first["reached"], first["activities"], first["reported"]) == (30, 2, 1)


def test_a_region_has_its_number_of_weeks_by_state(campaign: Campaign) -> None:
    frame = completeness_of(campaign, ROWS, MONDAY, SUNDAY).by_region
    columns = ["reporting", "not_reported", "ongoing", "silent", "silence"]
    assert tuple(frame.loc["KG-B", columns]) == (2, 0, 0, 1, 13)
    assert tuple(frame.loc["KG-O", columns]) == (0, 1, 1, 1, 11)
    assert frame.loc["KG-B", "share"] == pytest.approx(2 / 3)
    assert (frame[columns[:4]].sum(axis=1) == 3).all()


def test_the_longest_silence_has_a_first_and_a_last_day(campaign: Campaign) -> None:
    silences = completeness_of(campaign, ROWS, MONDAY, SUNDAY).silences
    assert silences["KG-B"] == Silence(date(2017, 8, 9), date(2017, 8, 21))
    assert silences["KG-O"] == Silence(date(2017, 8, 17), date(2017, 8, 27))


def test_an_activity_of_several_regions_counts_as_a_report_of_each(campaign: Campaign) -> None:
    rows: list[Row] = [("2017-08-10", "KG-B;KG-O", "lecture", 80)]
    weeks = completeness_of(campaign, rows, MONDAY, SUNDAY)
    # Its people belong to no single region, so neither region has an attendance.
    assert states_of(weeks, "KG-B") == ["not_reported", "no_activity", "no_activity"]
    assert weeks.silences["KG-O"] == Silence(date(2017, 8, 11), date(2017, 8, 27))


def test_a_region_without_activities_is_silent_all_the_time(campaign: Campaign) -> None:
    weeks = completeness_of(campaign, ROWS[:1], MONDAY, SUNDAY)
    assert weeks.silences["KG-O"] == Silence(MONDAY, SUNDAY)
    assert weeks.by_region.loc["KG-O", "silent"] == 3


def test_activities_on_every_day_leave_no_silence(campaign: Campaign) -> None:
    rows: list[Row] = [("2017-08-01", "KG-B", "lecture", 5, "2017-09-30")]
    weeks = completeness_of(campaign, rows, MONDAY, SUNDAY)
    assert weeks.silences["KG-B"] is None
    assert weeks.by_region.loc["KG-B", "silence"] == 0
    assert states_of(weeks, "KG-B") == ["ongoing"] * 3


def test_activities_outside_the_campaign_belong_to_no_week(campaign: Campaign) -> None:
    rows: list[Row] = [
        ("2017-08-01", "KG-B", "lecture", 5),
        ("2017-08-28", "KG-B", "lecture", 5),
        ("2017-08-14", "KG-B", "lecture", 5),
    ]
    weeks = completeness_of(campaign, rows, MONDAY, SUNDAY)
    assert states_of(weeks, "KG-B") == ["no_activity", "value", "no_activity"]
    assert weeks.silences["KG-B"] == Silence(date(2017, 8, 15), date(2017, 8, 27))


def test_reporting_days_of_a_running_campaign_end_with_the_last_activity(
    campaign: Campaign,
) -> None:
    edition = edition_of(campaign, ROWS, MONDAY, date(2017, 10, 1))
    assert reporting_days(edition, date(2017, 9, 3)) == (MONDAY, date(2017, 8, 25))
    assert reporting_days(edition, date(2017, 10, 1)) == (MONDAY, date(2017, 8, 25))
    assert reporting_days(edition, date(2017, 10, 2)) == (MONDAY, date(2017, 10, 1))
    open_edition = edition_of(campaign, ROWS, None, None)
    assert reporting_days(open_edition, LATER) == (date(2017, 8, 7), date(2017, 8, 25))


def test_reporting_days_are_those_of_early_activities_or_none_without_activities(
    campaign: Campaign,
) -> None:
    assert reporting_days(edition_of(campaign, [], MONDAY, SUNDAY), LATER) is None
    early = edition_of(campaign, [("2017-08-01", "KG-B", "lecture", 5)], MONDAY, SUNDAY)
    assert reporting_days(early, date(2017, 8, 8)) == (date(2017, 8, 1), date(2017, 8, 1))


def test_the_first_of_equal_silences_counts() -> None:
    days = np.array([False, False, True, False, False])
    assert longest_silence(days, MONDAY) == Silence(date(2017, 8, 7), date(2017, 8, 8), periods=2)


@given(st.lists(st.booleans(), min_size=1, max_size=60))
@examples(100)
def test_the_longest_silence_is_the_longest_run_of_days_without_activity(days: list[bool]) -> None:
    silence = longest_silence(np.array(days), MONDAY)
    runs = "".join("x" if day else "." for day in days).split("x")
    assert (silence.days if silence else 0) == max(map(len, runs))


def test_the_shipped_register_has_as_many_weeks_as_the_campaign(campaign: Campaign) -> None:
    view = view_of(campaign)
    weeks = completeness(view)
    assert len(weeks.weeks) == 17 and set(weeks.silences) == set(REGIONS)
    totals = view.totals()
    own = totals[totals["oblast"].isin(REGIONS)]
    assert weeks.states["activities"].sum() == own["activities"].sum()
    assert weeks.states["reached"].sum() == own["reached"].sum()


def test_a_selection_has_its_own_weeks(campaign: Campaign) -> None:
    changed = with_edition(campaign, activities=activities_of(ROWS), start=MONDAY, end=SUNDAY)
    weeks = completeness(view_of(changed, **{"from": "2017-08-10", "to": "2017-08-22"}))
    assert (weeks.weeks[0].first, weeks.weeks[-1].last) == (date(2017, 8, 10), date(2017, 8, 22))
    # The activity of 12 to 16 August in Osh oblast goes on in the second week.
    assert states_of(weeks, "KG-O") == ["not_reported", "ongoing", "no_activity"]
    assert states_of(weeks, "KG-B") == ["no_activity", "no_activity", "zero"]
    later = completeness(view_of(changed, **{"from": "2017-08-14"}))
    assert states_of(later, "KG-O")[0] == "ongoing", "the activity began before the selected days"
    of_type = completeness(view_of(changed, type="conference"))
    assert set(of_type.states["state"]) == {"no_activity"}


def test_an_edition_without_a_register_has_no_completeness(campaign: Campaign) -> None:
    with pytest.raises(ValueError, match="no register"):
        completeness(view_of(campaign, edition="2020"))


FIRST_DAY = date(2017, 7, 31)


def register(*spans: tuple[str, str | None]) -> pd.DataFrame:
    rows = pd.DataFrame(spans, columns=["date", "end_date"])
    return rows.astype("datetime64[ns]")


def days_of(*numbers: int) -> pd.DataFrame:
    """Activities of one day, counted from Monday 31 July 2017, which is 0."""
    dates = [(FIRST_DAY + timedelta(days=n)).isoformat() for n in numbers]
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
    first, last = FIRST_DAY, FIRST_DAY + timedelta(days=10)
    assert ActivityGaps.of(rows).longest == Silence(
        FIRST_DAY + timedelta(4), FIRST_DAY + timedelta(39)
    )
    inside = ActivityGaps.of(rows, first, last)
    assert inside.longest == Silence(FIRST_DAY + timedelta(days=1), FIRST_DAY + timedelta(days=2))


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
            (
                str(FIRST_DAY + timedelta(days=n)),
                str(FIRST_DAY + timedelta(days=n + length)),
            )
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
