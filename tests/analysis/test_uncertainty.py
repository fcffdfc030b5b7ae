"""The range of a total with missing attendance, compared with sums calculated by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.analysis import uncertainty
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.kpi_words import kpi_values, reach_note
from campaign.domain.attendance import UsualAttendance
from campaign.domain.campaign import Campaign
from campaign.domain.totals import group_activities
from campaign.i18n.translator import Text
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.register import ingest_register
from campaign.ingest.replies import NOT_REPORTED, make_replies
from tests.analysis.activity_rows import Row, activities_of
from tests.campaigns import REGIONS, view_of, with_edition
from tests.examples import examples

ROWS: list[Row] = [
    # Lectures: 10, 20, 60 (median 20, maximum 60); conferences: 100, 200 (150, 200).
    ("2017-08-01", "KG-B", "lecture", 10),
    ("2017-08-01", "KG-O", "lecture", 20),
    ("2017-08-03", "KG-O", "lecture", 60),
    ("2017-08-03", "KG-N", "conference", 100),
    ("2017-08-09", "KG-N", "conference", 200),
    # Without an attendance: a lecture, a conference, and a type that never has one.
    ("2017-08-02", "KG-B", "lecture", None),
    ("2017-08-09", "KG-N", "conference", None),
    ("2017-08-20", "KG-Y", "flash_mob", None),
    # Of no single region.
    ("2017-08-05", "KG", "lecture", None),
    ("2017-08-05", "KG-B;KG-O", "conference", 0),
]
"""Of all types together: 0, 10, 20, 60, 100, 200, so that the median is 40 and the maximum 200."""


def campaign_of(campaign: Campaign, rows: list[Row], marks: list[str] | None = None) -> Campaign:
    return with_edition(campaign, activities=activities_of(rows, marks), rejected_rows=0)


def test_the_range_of_a_total_equals_one_calculated_by_hand(campaign: Campaign) -> None:
    total = uncertainty.total_range(view_of(campaign_of(campaign, ROWS)))
    assert (total.activities, total.missing, total.untyped) == (10, 4, 1)
    # Conferences: 0, 100, 200, so their median is 100.
    assert total.low == 390
    assert total.middle == 390 + 20 + 100 + 40 + 20
    assert total.high == 390 + 60 + 200 + 200 + 60
    assert total.missing_share == pytest.approx(0.4)
    assert total.is_open


def test_the_ranges_of_regions_and_types_equal_those_calculated_by_hand(campaign: Campaign) -> None:
    view = view_of(campaign_of(campaign, ROWS))
    regions = uncertainty.range_by_region(view)
    assert list(regions.index) == [*view.campaign.places.codes, "KG", "several"]
    values = {
        code: tuple(row)
        for code, row in regions[["activities", "missing", "low", "middle", "high"]].iterrows()
    }
    assert values["KG-B"] == (2, 1, 10, 30, 70)
    assert values["KG-N"] == (3, 1, 300, 400, 500)
    assert values["KG-O"] == (2, 0, 80, 80, 80)
    assert values["KG-Y"] == (1, 1, 0, 40, 200)
    assert values["KG-T"] == (0, 0, 0, 0, 0)
    assert values["KG"] == (1, 1, 0, 20, 60)
    assert values["several"] == (1, 0, 0, 0, 0)
    types = uncertainty.range_by_type(view)
    assert tuple(types.loc["lecture", ["missing", "low", "middle", "high"]]) == (2, 90, 130, 210)
    assert tuple(types.loc["flash_mob", ["missing", "untyped", "high"]]) == (1, 1, 200)


def test_the_range_of_the_running_total_grows_day_by_day(campaign: Campaign) -> None:
    days = uncertainty.running_ranges(view_of(campaign_of(campaign, ROWS)))
    rows = {
        f"{day:%Y-%m-%d}": tuple(row)
        for day, row in days[["missing", "low", "middle", "high"]].iterrows()
    }
    assert rows["2017-08-01"] == (0, 30, 30, 30)
    assert rows["2017-08-02"] == (1, 30, 50, 90)
    assert rows["2017-08-03"] == (1, 190, 210, 250)
    assert rows["2017-08-20"] == (4, 390, 570, 910)


def test_a_total_of_a_month_is_no_attendance_of_a_single_activity(campaign: Campaign) -> None:
    rows: list[Row] = [
        ("2017-08-01", "KG-B", "lecture", 9_000, "2017-08-31"),
        ("2017-08-02", "KG-B", "lecture", 30),
        ("2017-08-03", "KG-B", "lecture", None),
    ]
    total = uncertainty.total_range(view_of(campaign_of(campaign, rows)))
    assert (total.low, total.middle, total.high) == (9_030, 9_060, 9_060)


def test_without_any_attendance_there_is_no_range(campaign: Campaign) -> None:
    rows: list[Row] = [("2017-08-01", "KG-B", "lecture", None)]
    view = view_of(campaign_of(campaign, rows))
    total = uncertainty.total_range(view)
    assert (total.low, total.missing, total.is_open) == (0, 1, False)
    assert math.isnan(total.middle) and math.isnan(total.high)
    regions = uncertainty.range_by_region(view)
    assert math.isnan(regions.loc["KG-B", "high"]) and regions.loc["KG-O", "high"] == 0


def test_a_selection_without_activities_is_zero(campaign: Campaign) -> None:
    view = view_of(campaign_of(campaign, ROWS), oblast="KG-T")
    total = uncertainty.total_range(view)
    assert total == uncertainty.TotalRange(0, 0, 0.0, 0.0, 0.0)
    assert (total.missing_share, total.estimated_share) == (0, 0)


def test_a_filter_does_not_change_the_range_of_a_missing_attendance(campaign: Campaign) -> None:
    view = view_of(campaign_of(campaign, ROWS), oblast="KG-B")
    total = uncertainty.total_range(view)
    assert (total.activities, total.low, total.middle, total.high) == (2, 10, 30, 70)


def note_of(campaign: Campaign, *missing: str) -> str:
    """The note of lectures with 20 and 60 people and of activities without attendance."""
    rows: list[Row] = [("2017-08-01", "KG-B", "lecture", people) for people in (20, 60)]
    rows += [("2017-08-02", "KG-B", kind, None) for kind in missing]
    total = uncertainty.total_range(view_of(campaign_of(campaign, rows)))
    return reach_note(total, Text.of("en")).replace("\u00a0", " ")


def test_the_note_says_which_maximum_the_upper_end_uses(campaign: Campaign) -> None:
    assert note_of(campaign) == ""
    assert note_of(campaign, "lecture") == (
        "attendance not reported: 1 activity; up to 140 if included"
    )
    assert note_of(campaign, "flash_mob", "flash_mob").endswith(
        "2 activities; up to 200 if included (overall maximum)"
    )
    assert note_of(campaign, "lecture", "flash_mob").endswith(
        "up to 200 if included (type or overall maximum)"
    )


def test_estimates_are_counted_separately(campaign: Campaign) -> None:
    rows = ROWS[:5]
    marks = ["reached", "", "women; reached", "women", ""]
    view = view_of(campaign_of(campaign, rows, marks))
    total = uncertainty.total_range(view)
    assert (total.estimated, total.estimated_people, total.low) == (2, 70, 390)
    assert total.estimated_share == pytest.approx(70 / 390)
    regions = uncertainty.range_by_region(view)
    assert tuple(regions.loc["KG-B", ["estimated", "estimated_people"]]) == (1, 10)
    assert tuple(regions.loc["KG-O", ["estimated", "estimated_people"]]) == (1, 60)
    assert tuple(regions.loc["KG-N", ["estimated", "estimated_people"]]) == (0, 0)
    selected = uncertainty.total_range(view_of(view.campaign, type="conference"))
    assert (selected.estimated, selected.estimated_people) == (0, 0)


def test_an_answer_to_a_question_about_an_estimate_counts_as_an_estimate(
    campaign: Campaign,
) -> None:
    content = "date,oblast,type,title,reached,women\n" + "".join(
        f"2017-08-0{day},KG-N,lecture,{title},{reached},{women}\n"
        for day, title, reached, women in (
            (1, "a", "около 50", ""),
            (2, "b", "70", "около 30"),
            (3, "c", "около 20", ""),
        )
    )
    answers = {
        ("reached", "около 50"): "50",
        ("reached", "около 20"): NOT_REPORTED,
        ("women", "около 30"): "30",
    }
    report = ingest_register(
        content.encode(),
        "register.csv",
        replace(campaign_reference(campaign), today=date(2026, 1, 1)),
        replies=make_replies(answers),
    )
    assert report.accepted == 3
    total = uncertainty.total_range(view_of(with_edition(campaign, activities=report.frame)))
    assert (total.estimated, total.estimated_people) == (1, 50)
    assert (total.low, total.missing, total.high) == (120, 1, 190)


def test_a_register_without_marks_has_no_estimates(campaign: Campaign) -> None:
    total = uncertainty.total_range(view_of(campaign_of(campaign, ROWS)))
    assert (total.estimated, total.estimated_people) == (0, 0)


def test_a_rate_has_the_range_of_its_people(campaign: Campaign) -> None:
    view = view_of(campaign_of(campaign, ROWS))
    regions = uncertainty.range_by_region(view)
    population = pd.Series({"KG-B": 1_000.0, "KG-N": 2_000.0, "KG-O": 500.0})
    rates = uncertainty.of_indicator(regions, INDICATORS["rate"], population)
    assert tuple(rates.loc["KG-B"]) == pytest.approx((100, 300, 700))
    assert tuple(rates.loc["KG-N"]) == pytest.approx((1_500, 2_000, 2_500))
    assert rates.loc["KG-O"].isna().all(), "no attendance is missing"
    assert rates.loc["KG-Y"].isna().all(), "no population"
    assert uncertainty.of_indicator(regions, INDICATORS["rate"], None).isna().all(axis=None)


@pytest.mark.parametrize("code", sorted(set(INDICATORS) - set(uncertainty.RANGED)))
def test_an_indicator_that_is_no_sum_of_people_has_no_range(campaign: Campaign, code: str) -> None:
    regions = uncertainty.range_by_region(view_of(campaign_of(campaign, ROWS)))
    assert uncertainty.of_indicator(regions, INDICATORS[code], None).isna().all(axis=None)


def test_missing_attendances_are_counted_by_region_and_type(campaign: Campaign) -> None:
    frame = uncertainty.missing_by_region_and_type(view_of(campaign_of(campaign, ROWS)))
    counts = {(r["oblast"], r["type"]): r["missing"] for r in frame.to_dict("records")}
    assert counts["KG-B", "lecture"] == 1 and counts["KG-O", "lecture"] == 0
    assert counts["KG", "lecture"] == 1 and counts["several", "conference"] == 0
    assert ("KG-O", "conference") not in counts, "an activity of several regions belongs to none"
    assert sum(counts.values()) == 4


def test_the_reported_total_is_the_lower_end_of_the_shipped_register(campaign: Campaign) -> None:
    view = view_of(campaign)
    figures = kpi_values(view.totals(), list(REGIONS), None)
    total = uncertainty.total_range(view)
    assert (total.low, total.missing) == (figures.reached, figures.not_reported)
    assert (total.low, total.middle, total.high) == (10_173, 10_737.5, 10_766)


ACTIVITY = st.tuples(
    st.sampled_from(("2017-08-01", "2017-08-02", "2017-09-10")),
    st.sampled_from(("KG-B", "KG-O", "KG", "KG-N;KG-Y")),
    st.sampled_from(("lecture", "conference", "live_tv")),
    st.one_of(st.none(), st.integers(0, 500)),
)


@given(st.lists(ACTIVITY, min_size=1, max_size=20))
@examples(100)
def test_the_ends_of_every_range_are_in_order_and_add_up(rows: list[Row]) -> None:
    activities = activities_of(rows)
    usual = UsualAttendance.of(activities)
    totals = group_activities(activities)
    total = uncertainty.ranges(totals.assign(all=0), usual, ["all"]).iloc[0]
    for key in ("oblast", "type", "date"):
        parts = uncertainty.ranges(totals, usual, [key])
        known = parts.dropna()
        assert (known["low"] <= known["middle"]).all() and (known["middle"] <= known["high"]).all()
        points = parts[parts["missing"] == 0]
        assert (points["low"] == points["high"]).all() and (points["low"] == points["middle"]).all()
        for name in ("activities", "missing", "low"):
            assert parts[name].sum() == total[name]
        if usual.maximum == usual.maximum:
            assert parts["high"].sum() == pytest.approx(total["high"])
            assert parts["middle"].sum() == pytest.approx(total["middle"])


@given(st.lists(ACTIVITY, min_size=1, max_size=12), st.data())
@examples(60)
def test_the_total_with_late_reports_lies_within_the_range(
    rows: list[Row], data: st.DataObject
) -> None:
    """Missing attendances are reported later, each up to the maximum of its type."""
    activities = activities_of(rows)
    usual = UsualAttendance.of(activities)
    totals = group_activities(activities)
    before = uncertainty.ranges(totals.assign(all=0), usual, ["all"]).iloc[0]
    missing = activities["reached"].isna()
    if usual.maximum != usual.maximum or not missing.any():
        return
    highest = usual.maxima(activities.loc[missing, "type"])
    activities.loc[missing, "reached"] = [
        float(data.draw(st.integers(0, int(most)))) for most in highest
    ]
    assert before["low"] <= activities["reached"].sum() <= before["high"]
