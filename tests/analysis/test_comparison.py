"""Two campaigns are compared, by their registers and by their published values."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.analysis.answers import region_pair
from campaign.analysis.comparison import (
    Comparison,
    Side,
    are_unlike,
    default_other,
    only_in_one,
    pace,
    published_mean,
    unlike_published,
    value_at,
)
from campaign.analysis.indicators import INDICATORS
from campaign.domain.campaign import Campaign, Edition
from campaign.domain.frame_register import FrameRegister
from campaign.domain.totals import group_activities
from tests.campaigns import view_of, with_second_register
from tests.charts.small_register import register
from tests.examples import examples


def side(edition: Edition, rows: list[tuple[object, ...]], **changes: object) -> Side:
    activities = register([(*row, None, None, None, None) for row in rows])
    totals = group_activities(activities)
    changed = replace(edition, register=FrameRegister(activities), totals=totals, **changes)  # type: ignore[arg-type]
    return Side(changed, totals, totals)


def of_days(edition: Edition, first: date, last: date, *reached: tuple[str, float | None]) -> Side:
    rows = [(day, None, "KG-B", "lecture", people) for day, people in reached]
    return side(edition, rows, start=first, end=last)


@pytest.mark.parametrize(
    ("first", "last", "length"),
    [
        (date(2017, 7, 31), date(2017, 11, 20), 113),
        (date(2018, 9, 10), date(2018, 12, 10), 92),
        (date(2018, 11, 15), date(2019, 2, 22), 100),
    ],
)
def test_pace_counts_days_and_their_share(
    edition: Edition, first: date, last: date, length: int
) -> None:
    tenth = (pd.Timestamp(first) + pd.Timedelta(days=9)).date().isoformat()
    rows = pace(of_days(edition, first, last, (first.isoformat(), 30), (tenth, 70), (tenth, None)))
    assert (rows["day"].iloc[0], rows["day"].iloc[-1]) == (0, length)
    assert rows["share"].iloc[-1] == 1
    by_day = dict(zip(rows["day"], rows["reached"], strict=True))
    assert [by_day[day] for day in (0, 1, 9, 10, length)] == [0, 30, 30, 100, 100]


def test_activities_outside_the_dates_are_counted(edition: Edition) -> None:
    rows = pace(
        of_days(
            edition,
            date(2017, 8, 1),
            date(2017, 8, 10),
            ("2017-07-30", 5),
            ("2017-08-01", 10),
            ("2017-08-12", 7),
        )
    )
    assert list(rows["day"]) == list(range(-2, 13))
    assert value_at(rows, "day", -2) == 0
    assert [value_at(rows, "day", day) for day in (-1, 1, 11, 12, 40)] == [5, 15, 15, 22, 22]
    assert rows["share"].iloc[-1] == 1.2


def test_missing_attendance_gives_the_pace_a_range(edition: Edition) -> None:
    days = ("2017-08-01", 10), ("2017-08-02", 30), ("2017-08-03", None), ("2017-08-05", 50)
    rows = pace(of_days(edition, date(2017, 8, 1), date(2017, 8, 6), *days)).set_index("day")
    assert rows["missing"].tolist() == [0, 0, 0, 1, 1, 1, 1]
    assert rows["reached"].tolist() == [0, 10, 40, 40, 40, 90, 90]
    # The median of 10, 30 and 50 is 30, their maximum 50.
    assert rows["middle"].tolist() == [0, 10, 40, 70, 70, 120, 120]
    assert rows["high"].tolist() == [0, 10, 40, 90, 90, 140, 140]
    silent = pace(of_days(edition, date(2017, 8, 1), date(2017, 8, 2), ("2017-08-01", None)))
    assert silent["missing"].iloc[-1] == 1 and silent["high"].isna().iloc[-1]


def test_a_running_campaign_ends_at_its_last_activity(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaign.domain.clock.today", lambda: date(2017, 8, 20))
    running = of_days(edition, date(2017, 8, 1), date(2017, 11, 8), ("2017-08-15", 5))
    ended = of_days(edition, date(2016, 8, 1), date(2016, 8, 10), ("2016-08-02", 9))
    assert pace(running)["day"].iloc[-1] == 15
    assert Comparison(running, ended).common_end("day") == 10
    assert Comparison(running, ended).common_end("share") == 0.15


def test_rows_of_a_comparison_distinguish_the_three_states(edition: Edition) -> None:
    first = side(
        edition,
        [
            ("2017-08-01", None, "KG-B", "lecture", 100),
            ("2017-08-01", None, "KG-N", "lecture", None),
            ("2017-08-01", None, "KG-O", "live_tv", 0),
        ],
    )
    second = side(
        edition,
        [
            ("2017-08-01", None, "KG-B", "lecture", 40),
            ("2017-08-01", None, "KG-C", "conference", 8),
        ],
    )
    comparison = Comparison(first, second)
    rows = comparison.by_unit(INDICATORS["reach"], ["KG-B", "KG-C", "KG-N", "KG-O", "KG-T"])
    assert list(rows["first_state"]) == [
        "value",
        "no_activity",
        "not_reported",
        "zero",
        "no_activity",
    ]
    assert list(rows["second_state"]) == ["value", "value", *["no_activity"] * 3]
    assert rows["change"]["KG-B"] == 60
    assert rows["change"].drop("KG-B").isna().all()
    assert only_in_one(rows) == (["KG-N", "KG-O"], ["KG-C"])
    types = comparison.by_type(INDICATORS["reach"], ["conference", "lecture", "live_tv", "concert"])
    assert list(types.index) == ["conference", "lecture", "live_tv"]
    assert only_in_one(types) == (["live_tv"], ["conference"])
    assert types["change"]["lecture"] == 60


def test_means_that_differ_by_a_factor_of_four_are_unlike() -> None:
    assert are_unlike(130, 16) and are_unlike(16, 130) and are_unlike(40, 10)
    assert not are_unlike(39.9, 10)
    assert not are_unlike(None, 10) and not are_unlike(0, 10)


def test_a_pair_has_two_selected_regions_or_the_extremes(campaign: Campaign) -> None:
    assert region_pair(view_of(campaign, oblast="KG-N,KG-B")) == ("KG-B", "KG-N")
    view = view_of(campaign)
    values = view.units["value"]
    assert region_pair(view) == (values.idxmax(), values.idxmin())
    assert region_pair(view_of(campaign, oblast="KG-N")) == ("KG-N", values.idxmax())
    second = values.drop(values.idxmax()).idxmax()
    highest_alone = view_of(campaign, oblast=str(values.idxmax()))
    assert region_pair(highest_alone) == (values.idxmax(), second)
    of_three = values[["KG-N", "KG-B", "KG-T"]]
    several = view_of(campaign, oblast="KG-N,KG-B,KG-T")
    assert region_pair(several) == (of_three.idxmax(), of_three.idxmin())


people = st.one_of(st.none(), st.integers(0, 500))
activity = st.tuples(
    st.dates(date(2017, 7, 1), date(2017, 12, 31)), st.sampled_from(["KG-B", "KG-N"]), people
)


@examples(100)
@given(st.lists(activity, min_size=1, max_size=12))
def test_the_last_day_has_the_sum_of_all(
    edition: Edition, rows: list[tuple[date, str, float]]
) -> None:
    given_side = side(edition, [(day, None, code, "lecture", n) for day, code, n in rows])
    reached = pace(given_side)["reached"]
    assert reached.iloc[-1] == sum(n or 0 for _, _, n in rows)
    assert reached.is_monotonic_increasing
    compared = Comparison(given_side, given_side)
    changes = compared.by_unit(INDICATORS["reach"], ["KG-B", "KG-N"])["change"].dropna()
    assert (changes == 0).all()


def test_the_default_is_the_newest_other_register(campaign: Campaign) -> None:
    assert default_other("2017", campaign) == ""
    both = with_second_register(campaign)
    assert (default_other("2017", both), default_other("2018", both)) == ("2018", "2017")
    own = replace(
        both, editions={**both.editions, "own-2017": replace(both.editions["2017"], own=True)}
    )
    assert default_other("2017", own) == "2018"


def test_published_means_of_2017_and_2019_are_unlike(campaign: Campaign) -> None:
    pairs = unlike_published(campaign)
    assert [(a.campaign_id, b.campaign_id) for a, b in pairs] == [("2017", "2019")]
    assert [round(published_mean(e) or 0) for e in pairs[0]] == [130, 16]
    assert published_mean(campaign.editions["2018"]) is None
