"""Plan and pace: registers made by hand with known results, and properties of every register."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.analysis.plan import (
    PartSums,
    Plan,
    choose_targets,
    plan_day,
    plan_of,
    plans_by_region,
    plans_by_type,
    read_targets,
)
from campaign.analysis.selection import Selection
from campaign.domain.campaign import Campaign
from campaign.domain.targets import Target
from tests.campaigns import REGIONS, view_of
from tests.examples import examples
from tests.planned_register import START, with_plan

ALL = Selection("2017")
LATER = date(2030, 1, 1)


def day(n: int, start: date = START) -> date:
    """The n-th day of the campaign."""
    return start + timedelta(days=n - 1)


def target_row(value: int, days: int = 113, **cells: str) -> dict[str, str]:
    return {"value": str(value), "due_date": day(days).isoformat(), **cells}


def plan_at(campaign: Campaign, n: int, selection: Selection = ALL, of: str = "reach") -> Plan:
    edition = campaign.editions["2017"]
    start = edition.start
    assert start is not None
    plan = plan_of(edition, selection, of, day(n, start))
    assert plan is not None
    return plan


def even(people: float, days: int, oblast: str = "KG-N") -> list[tuple[int, str, str, float]]:
    """An activity of `people` people on each of the first `days` days."""
    return [(n, oblast, "lecture", people) for n in range(1, days + 1)]


def test_an_even_plan_rises_by_the_same_number_every_day() -> None:
    target = Target("", "", "reach", 1130, day(113))
    assert target.planned(START, day(0)) == 0
    assert [target.planned(START, day(n)) for n in (1, 50, 113, 150)] == [
        pytest.approx(n) for n in (10, 500, 1130, 1130)
    ]


def test_weights_give_each_week_its_part() -> None:
    # 3 weeks and 2 days; a quarter in the first week, three quarters in the third, none later.
    target = Target("", "", "reach", 400, day(23), (1, 0, 3))
    steps = {0: 0, 7: 100, 10: 100, 14: 100, 21: 400, 22: 400, 23: 400}
    assert {n: target.planned(START, day(n)) for n in steps} == pytest.approx(steps)
    assert target.planned(START, day(15)) == pytest.approx(100 + 300 / 7)
    # The last week has two days; a week after the due day does not count.
    short = Target("", "", "reach", 400, day(9), (1, 1, 98))
    assert short.planned(START, day(8)) == pytest.approx(300)
    none = Target("", "", "reach", 90, day(9), (0, 0, 5))
    assert none.planned(START, day(3)) == pytest.approx(30)


@given(
    st.lists(st.floats(0, 9), max_size=20),
    st.integers(1, 120),
    st.integers(0, 100_000),
)
@examples(60)
def test_a_plan_never_falls_and_ends_at_its_target(
    weights: list[float], days: int, value: int
) -> None:
    target = Target("", "", "reach", value, day(days), tuple(weights))
    line = [target.planned(START, day(n)) for n in range(days + 3)]
    assert all(one <= other + 1e-6 for one, other in pairwise(line))
    assert line[0] == 0 and line[days] == line[-1] == value
    assert sum(b - a for a, b in pairwise(line)) == pytest.approx(value)


def test_a_campaign_is_behind_its_plan_in_people_and_in_days(campaign: Campaign) -> None:
    # 10 people a day are planned and 8 are reached: 400 on day 50, which the plan had on day 40.
    plan = plan_at(with_plan(campaign, even(8, 50), [target_row(1130)]), 50)
    assert (plan.actual, plan.planned) == (400, pytest.approx(500))
    assert plan.difference == pytest.approx(-100)
    assert plan.days_ahead == pytest.approx(-10)
    assert plan.share == pytest.approx(0.8)
    assert plan.remaining_days == 63
    assert plan.needed_per_day == pytest.approx(730 / 63)


def test_a_campaign_is_ahead_of_its_plan_on_plan_or_complete(campaign: Campaign) -> None:
    ahead = plan_at(with_plan(campaign, even(12, 50), [target_row(1130)]), 50)
    assert ahead.difference == pytest.approx(100) and ahead.days_ahead == pytest.approx(10)
    on_plan = plan_at(with_plan(campaign, even(10, 50), [target_row(1130)]), 50)
    assert on_plan.difference == pytest.approx(0) and on_plan.days_ahead == pytest.approx(0)
    complete = plan_at(with_plan(campaign, even(100, 50), [target_row(1130)]), 50)
    assert complete.days_ahead == 63 and complete.needed_per_day is None


def test_the_forecast_of_constant_reach_is_exact_and_has_no_range(campaign: Campaign) -> None:
    plan = plan_at(with_plan(campaign, even(8, 49), [target_row(1130)]), 49)
    first, last = plan.forecast[0], plan.forecast[-1]
    assert (first.day, first.value, first.low, first.high) == (day(49), 392, 392, 392)
    assert (last.day, last.low, last.high) == (day(113), pytest.approx(904), pytest.approx(904))
    assert last.value == pytest.approx(8 * 113)


def test_the_range_follows_from_the_weekly_sums(campaign: Campaign) -> None:
    # Weeks of 70, 140, 70, 140 people: mean 105, variance 4900 × 4 / 12.
    rows = [(7 * week + 1, "KG-N", "lecture", 70.0 + 70 * (week % 2)) for week in range(4)]
    plan = plan_at(with_plan(campaign, rows, [target_row(1000, 42)], days=42), 28)
    assert plan.weekly == [70, 140, 70, 140]
    last = plan.forecast[-1]
    assert last.value == pytest.approx(420 + 2 * 105)
    half = 1.2816 * math.sqrt(4900 / 3) * math.sqrt(2 + 4 / 4)
    assert last.high == pytest.approx(last.value + half)
    assert last.low == pytest.approx(last.value - half)
    assert all(f.low >= 420 for f in plan.forecast)


def test_no_range_before_three_weeks_and_no_forecast_before_one_or_after_the_end(
    campaign: Campaign,
) -> None:
    other = with_plan(campaign, even(8, 113), [target_row(1130)])
    assert plan_at(other, 6).forecast == ()
    two_weeks = plan_at(other, 20).forecast
    assert two_weeks and all(math.isnan(f.low) and math.isnan(f.high) for f in two_weeks)
    assert plan_at(other, 113).forecast == () and plan_at(other, 113).needed_per_day is None


def test_plans_by_region_have_five_states(campaign: Campaign) -> None:
    rows = [
        (1, "KG-B", "lecture", None),
        (2, "KG-N", "lecture", 0.0),
        (3, "KG-T", "lecture", 30.0),
        (4, "KG-GO", "lecture", 5.0),
    ]
    targets = [target_row(100, oblast=code) for code in ("KG-B", "KG-N", "KG-T", "KG-C")]
    edition = with_plan(campaign, rows, targets).editions["2017"]
    frame = plans_by_region(edition, ALL, REGIONS, "reach", day(113))
    assert dict(frame["state"]) == {
        "KG-C": "no_activity",
        "KG-N": "zero",
        "KG-T": "value",
        "KG-B": "not_reported",
        **dict.fromkeys(("KG-J", "KG-O", "KG-Y", "KG-GB", "KG-GO"), "no_target"),
    }
    # The lowest share is first; regions without a report come after those with a value.
    assert list(frame.index)[:4] == ["KG-C", "KG-N", "KG-T", "KG-B"]
    assert frame.loc["KG-T", "share"] == pytest.approx(0.3)
    assert math.isnan(frame.loc["KG-B", "actual"]) and frame.loc["KG-C", "actual"] == 0
    silent = plan_of(edition, replace(ALL, oblasts=("KG-B",)), "reach", day(50))
    assert silent is not None and math.isnan(silent.difference) and not silent.forecast
    assert math.isnan(silent.days_ahead)


def test_targets_of_parts_are_never_summed_with_that_of_the_whole() -> None:
    target_of = {
        key: Target(*key, "reach", value, day(113))
        for key, value in {
            ("", ""): 1000,
            ("KG-N", ""): 300,
            ("KG-T", ""): 200,
            ("", "lecture"): 500,
            ("KG-N", "lecture"): 90,
        }.items()
    }
    targets = list(target_of.values())
    assert choose_targets(targets, (), ()) == (target_of["", ""],)
    assert choose_targets(targets, ("KG-N",), ()) == (target_of["KG-N", ""],)
    assert choose_targets(targets, ("KG-N",), ("lecture",)) == (target_of["KG-N", "lecture"],)
    assert choose_targets(targets, ("KG-N", "KG-T"), ()) == (
        target_of["KG-N", ""],
        target_of["KG-T", ""],
    )
    assert choose_targets(targets, ("KG-N", "KG-B"), ()) == ()
    parts = [t for t in targets if t.oblast or t.type]
    assert choose_targets(parts, (), ()) == (target_of["KG-N", ""], target_of["KG-T", ""])
    assert PartSums.of(targets) == PartSums(1000, 500, 500)
    assert PartSums.of(parts) is None


def test_only_regions_with_a_target_count_if_the_country_has_none(campaign: Campaign) -> None:
    rows = [(1, "KG-N", "lecture", 50.0), (1, "KG-T", "lecture", 70.0), (1, "KG", "lecture", 9.0)]
    plan = plan_at(with_plan(campaign, rows, [target_row(100, oblast="KG-N")]), 113)
    assert (plan.actual, plan.value) == (50, 100)
    everything = plan_at(with_plan(campaign, rows, [target_row(100)]), 113)
    assert everything.actual == 129


def test_activities_have_a_separate_plan(campaign: Campaign) -> None:
    targets = [target_row(20, indicator="activities"), target_row(999)]
    plan = plan_at(with_plan(campaign, even(8, 10), targets), 113, of="activities")
    assert (plan.actual, plan.value) == (10, 20)


def test_the_day_is_the_last_activity_while_the_edition_runs(campaign: Campaign) -> None:
    edition = with_plan(campaign, even(8, 40), [target_row(1130)]).editions["2017"]
    assert plan_day(edition, None, day(45)) == day(40)
    assert plan_day(edition, None, day(30)) == day(30), "later activities are in the future"
    assert plan_day(edition, None, day(5)) == day(5), "most activities are in the future"
    assert plan_day(edition, None, day(-9)) == day(1), "the first day of the campaign"
    assert plan_day(edition, None, day(113)) == day(40)
    assert plan_day(edition, None, LATER) == day(113)
    assert plan_day(edition, day(20), LATER) == day(20)
    assert plan_day(edition, day(500), LATER) == day(113)


def test_a_target_without_a_due_day_is_due_at_the_end(campaign: Campaign) -> None:
    edition = with_plan(campaign, even(8, 40), [{"value": "70"}]).editions["2017"]
    assert [target.due for target in read_targets(edition, "reach")] == [day(113)]


def test_types_with_a_target_or_an_activity_have_a_row(campaign: Campaign) -> None:
    targets = [target_row(100, type="lecture"), target_row(50, type="training")]
    edition = with_plan(campaign, [*even(1, 30), (1, "KG-T", "live_tv", 4.0)], targets).editions[
        "2017"
    ]
    frame = plans_by_type(edition, ALL, campaign.type_codes, "reach", day(113))
    assert dict(frame["state"]) == {
        "training": "no_activity",
        "lecture": "value",
        "live_tv": "no_target",
    }


@pytest.mark.parametrize(
    ("start", "days"), [(date(2018, 9, 10), 92), (START, 113), (date(2025, 11, 20), 100)]
)
def test_plans_of_editions_of_any_length_also_across_years(
    campaign: Campaign, start: date, days: int
) -> None:
    targets = [{"value": str(10 * days), "due_date": day(days, start).isoformat()}]
    other = with_plan(campaign, even(8, 50), targets, days, start)
    plan = plan_at(other, 50)
    assert (plan.planned, plan.days_ahead) == (pytest.approx(500), pytest.approx(-10))
    assert plan.due == day(days, start) and plan.remaining_days == days - 50


@given(
    st.lists(
        st.tuples(st.integers(1, 100), st.sampled_from(REGIONS), st.none() | st.integers(0, 500)),
        max_size=15,
    ),
    st.integers(1, 100),
)
@examples(25)
def test_a_plan_agrees_with_the_rows_of_any_register(
    campaign: Campaign, rows: list[tuple[int, str, int | None]], n: int
) -> None:
    activities = [(d, code, "lecture", p) for d, code, p in rows]
    targets = [target_row(1000), *(target_row(100, oblast=code) for code in REGIONS)]
    edition = with_plan(campaign, activities, targets).editions["2017"]
    plan = plan_of(edition, ALL, "reach", day(n))
    assert plan is not None
    until = [p for d, _, p in rows if d <= n and p is not None]
    assert plan.daily.sum() == sum(until)
    frame = plans_by_region(edition, ALL, REGIONS, "reach", day(n))
    assert sorted(frame.index) == sorted(REGIONS)
    assert np.nansum(frame["actual"]) == sum(until)
    if not math.isnan(plan.actual):
        assert plan.difference == pytest.approx(plan.actual - plan.planned)
        # A plan that is behind in people is also behind in days.
        assert (plan.days_ahead > 1e-6) <= (plan.difference > -1e-6)
        assert (plan.days_ahead < -1e-6) <= (plan.difference < 1e-6)
    assert all(f.low <= f.value + 1e-9 for f in plan.forecast if f.low == f.low)


def test_the_share_of_the_plan_is_an_indicator_of_the_map(campaign: Campaign) -> None:
    rows = [(1, code, "lecture", 30.0 + n) for n, code in enumerate(REGIONS)]
    rows += [(60, "KG-N", "lecture", 500.0), (2, "KG", "lecture", 100.0)]
    targets = [target_row(1130), *(target_row(113, oblast=code) for code in REGIONS)]
    other = with_plan(campaign, rows, targets)
    view = view_of(other, indicator="plan", day=day(50).isoformat())
    assert view.indicator.code == "plan" and "plan" in view.indicator_codes
    # One person a day is planned in each region, ten in the country; day 60 is in the future.
    assert view.units["value"]["KG-B"] == pytest.approx(30 / 50)
    assert view.units["value"]["KG-N"] == pytest.approx((30 + REGIONS.index("KG-N")) / 50)
    assert set(view.units["planned"]) == {50}
    population = other.editions["2017"].population
    assert population is not None
    assert view.units["population"]["KG-N"] == population.by_unit["KG-N"]
    people = sum(range(30, 39)) + 100
    assert view.national == pytest.approx(people / 500)
    both = view_of(other, indicator="plan", day=day(50).isoformat(), oblast="KG-B,KG-C")
    assert both.region_rank(both.indicator).value == pytest.approx((30 + 31) / 100)


def test_without_a_target_for_every_region_the_map_shows_people(campaign: Campaign) -> None:
    some = with_plan(campaign, even(8, 9), [target_row(113, oblast=code) for code in REGIONS[1:]])
    view = view_of(some, indicator="plan")
    assert view.indicator.code == "reach" and "plan" not in view.indicator_codes
    parts = with_plan(campaign, even(8, 9), [target_row(113, oblast=code) for code in REGIONS])
    view = view_of(parts, indicator="plan")
    assert view.indicator.code == "plan"
    assert view.national is None, "the country has no target of its own"
    assert view_of(parts, **{"indicator": "plan", "from": "2017-08-05"}).indicator.code == "reach"
    assert view_of(parts, indicator="plan", type="lecture").indicator.code == "reach"
