"""Charts of the certainty of the total and of the reports by week: values, texts and tables."""

from __future__ import annotations

import math
import re
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.analysis.completeness import Completeness, Silence, completeness, report_requests
from campaign.analysis.data_table import csv_bytes, html
from campaign.analysis.kpi_words import kpi_words
from campaign.analysis.uncertainty import total_range
from campaign.analysis.view import View
from campaign.charts import by_evidence, by_region, by_type, over_time, reporting
from campaign.charts.chart import Chart
from campaign.charts.spec import Bars, Choropleth, Heatmap, Timeline
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, NBSP, Text
from tests.analysis.activity_rows import Row, activities_of
from tests.campaigns import REGIONS, view_of, with_edition
from tests.examples import examples
from tests.plain_words import plain_spaces

ROWS: list[Row] = [
    # Three weeks from Monday 7 August; lectures have a median of 20 and a maximum of 60.
    ("2017-08-07", "KG-B", "lecture", 10),
    ("2017-08-08", "KG-O", "lecture", 20),
    ("2017-08-15", "KG-O", "lecture", 60),
    ("2017-08-16", "KG-B", "lecture", None),
    ("2017-08-09", "KG-N", "lecture", None),
    ("2017-08-22", "KG-T", "lecture", 0),
    ("2017-08-10", "KG", "lecture", None),
]
FIRST, LAST = date(2017, 8, 7), date(2017, 8, 27)
EVIDENCE = (
    by_evidence.certainty,
    by_evidence.missing,
    by_evidence.reports,
    by_evidence.report_shares,
)


def small_view(campaign: Campaign, lang: str = "en", rows: list[Row] = ROWS, **query: str) -> View:
    changed = with_edition(
        campaign, activities=activities_of(rows), start=FIRST, end=LAST, rejected_rows=0
    )
    return view_of(changed, lang, **query)


# Certainty of the total ----------------------------------------------------------------------


def test_bars_have_the_ranges_of_missing_attendance(campaign: Campaign) -> None:
    spec = by_evidence.certainty(small_view(campaign)).spec
    assert isinstance(spec, Bars)
    data = {datum.name: datum for datum in spec.data}
    assert [datum.value for datum in spec.data[:3]] == [80, 10, 0]
    batken, naryn, osh = data["Batken oblast"], data["Naryn oblast"], data["Osh oblast"]
    # All lectures: 0, 10, 20, 60, so that the median is 15.
    assert (batken.low, batken.middle, batken.high) == (10, 25, 70)
    assert (naryn.state, naryn.low, naryn.high) == ("not_reported", 0, 60)
    assert math.isnan(naryn.value) and not osh.has_range
    assert data["Nationwide"].code == "" and data["Nationwide"].high == 60
    assert spec.end == 80
    assert "Jalal-Abad oblast" not in data
    assert [key.mark for key in spec.legend] == ["area", "area", "range"]


def test_the_texts_have_the_range_and_its_basis(campaign: Campaign) -> None:
    chart = by_evidence.certainty(small_view(campaign))
    assert plain_spaces(chart.finding) == (
        "People reached: 90 reported, up to 270 if missing attendance equals the maximum for the "
        "type of activity"
    )
    assert plain_spaces(chart.summary) == (
        "Attendance is not reported for 3 of 7 activities (42.9%). People reached: 90 if nobody "
        "attended these activities; 135 if attendance at each equals the median for its type of "
        "activity; 270 if attendance at each equals the maximum for its type. No attendance is "
        "marked as an estimate."
    )


def test_the_texts_mention_types_without_attendance_and_estimates(campaign: Campaign) -> None:
    rows = [*ROWS, ("2017-08-11", "KG-B", "flash_mob", None)]
    activities = activities_of(rows, ["reached", *[""] * 7])
    view = view_of(with_edition(campaign, activities=activities, start=FIRST, end=LAST))
    summary = plain_spaces(by_evidence.certainty(view).summary)
    assert (
        "The median and the maximum of all types are used for 1 activity of a type without "
        "any reported attendance." in summary
    )
    assert (
        "Of the people reached, 10 (11.1%) are from 1 activity with an estimated attendance."
        in summary
    )
    note = plain_spaces(kpi_words(view)[0].note)
    assert note.endswith("estimated attendance: 1 activity; people reached: 10")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_chart_of_a_complete_register_has_a_range(campaign: Campaign, lang: str) -> None:
    view = small_view(campaign, lang, ROWS[:3])
    chart = by_evidence.certainty(view)
    assert isinstance(chart.spec, Bars) and not any(d.has_range for d in chart.spec.data)
    assert kpi_words(view)[0].note == ""
    missing = by_evidence.missing(view)
    assert isinstance(missing.spec, Heatmap) and not missing.spec.cells and missing.spec.nothing
    assert not missing.table.records
    for other in (by_region.region_ranking(view), by_type.breakdown(view)):
        assert isinstance(other.spec, Bars)
        assert not any(key.mark == "range" for key in other.spec.legend)
        assert "missing" not in [column.key for column in other.table.columns]


def test_every_total_states_its_range_in_words(campaign: Campaign) -> None:
    view = small_view(campaign, indicator="reach")
    ranking, types = by_region.region_ranking(view), by_type.breakdown(view)
    assert isinstance(ranking.spec, Bars) and isinstance(types.spec, Bars)
    batken = next(datum for datum in ranking.spec.data if datum.code == "oblast=KG-B")
    assert not batken.has_range and not ranking.spec.legend
    words = plain_spaces(batken.tooltip[1])
    assert words == "10 people (with missing attendance up to 70)"
    (lecture,) = types.spec.data
    assert lecture.value == types.spec.end == 90 and not lecture.has_range
    assert plain_spaces(lecture.tooltip[1]) == "90 people (with missing attendance up to 270)"
    timeline = over_time.timeline(view)
    assert isinstance(timeline.spec, Timeline)
    assert plain_spaces(timeline.spec.end_words) == "90 people (with missing attendance up to 270)"
    lines = [[plain_spaces(line) for line in day.tooltip] for day in timeline.spec.days]
    assert lines[0][-1].startswith("Since the start: 10 · Plan: ")
    assert lines[2][-1].startswith("Since the start: 30 (with missing attendance up to 90)")
    rows = {row["name"]: row for row in ranking.table.records}
    assert (rows["Batken oblast"]["missing"], rows["Batken oblast"]["high"]) == (1, 70)
    assert (rows["Osh oblast"]["missing"], rows["Osh oblast"]["high"]) == (0, 80)


def test_missing_attendances_are_counted_by_type_and_region(campaign: Campaign) -> None:
    chart = by_evidence.missing(small_view(campaign))
    assert isinstance(chart.spec, Heatmap)
    words = {cell.datum.code: cell.datum.words for cell in chart.spec.cells}
    assert words == {
        "oblast=KG-B&type=lecture": "1",
        "oblast=KG-N&type=lecture": "1",
        "oblast=KG-O&type=lecture": "0",
        "oblast=KG-T&type=lecture": "0",
    }
    assert plain_spaces(chart.summary) == (
        "Activities with attendance not reported, by region: Batken oblast – 1, Naryn oblast – 1, "
        "Nationwide – 1."
    )
    assert plain_spaces(chart.finding).endswith("(activities: 3 of 7)")
    (row,) = chart.table.records
    assert (row["activities"], row["missing"], row["based_on"]) == (7, 3, 4)
    assert (row["median"], row["maximum"], row["KG"]) == (15, 60, 1)


# Reports by week -----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_type_has_one_pair_of_quotation_marks(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang, oblast="KG-B")
    name = view.text.quote(view.campaign.type_name("radio_phone_in", view.text))
    finding = by_evidence.missing(view).finding
    assert name in finding and finding.count(name[0]) == 1


def test_the_grid_has_the_states_of_weeks(campaign: Campaign) -> None:
    chart = by_evidence.reports(small_view(campaign))
    assert isinstance(chart.spec, Heatmap)
    assert [column.name for column in chart.spec.columns] == [
        f"7{NBSP}Aug",
        f"14{NBSP}Aug",
        f"21{NBSP}Aug",
    ]
    rows = [heading.code for heading in chart.spec.rows]
    assert rows == list(REGIONS)
    states = {(rows[cell.row], cell.column): cell.datum.state for cell in chart.spec.cells}
    assert states == {
        ("KG-B", 0): "value",
        ("KG-B", 1): "not_reported",
        ("KG-N", 0): "not_reported",
        ("KG-O", 0): "value",
        ("KG-O", 1): "value",
        ("KG-T", 2): "zero",
    }
    # Of the nine regions with three weeks each, four have an attendance; 21 weeks have nothing.
    # The nationwide activity is in no week of a region, and the summary mentions it.
    assert plain_spaces(chart.summary) == (
        "Region-weeks with attendance reported: 4 of 27 (15%). "
        "Weeks without activities: 21 (78%). Most weeks without activities: Chui oblast, "
        "Jalal-Abad oblast, Issyk-Kul oblast, "
        "Bishkek and Osh city – 3 of 3. "
        "Activities counted in the national total only, not in any region – nationwide: 1 activity."
    )
    assert plain_spaces(chart.finding) == (
        "Longest period without activities in one region: 5 regions, 7–27 Aug 2017 (21 days)"
    )
    two = by_evidence.reports(small_view(campaign, oblast="KG-C,KG-J"))
    assert plain_spaces(two.finding) == (
        "Longest period without activities in one region: Chui oblast and Jalal-Abad oblast, "
        "7–27 Aug 2017 (21 days)"
    )


def test_equal_silences_on_different_days_are_described_by_length(campaign: Campaign) -> None:
    silences: dict[str, Silence | None] = {
        "KG-B": Silence(date(2017, 8, 7), date(2017, 8, 9)),
        "KG-C": Silence(date(2017, 8, 8), date(2017, 8, 10)),
        "KG-J": Silence(date(2017, 8, 8), date(2017, 8, 9)),
        "KG-N": None,
    }
    completeness = Completeness((), pd.DataFrame(), silences)
    view = view_of(campaign, oblast=",".join(silences))
    assert plain_spaces(reporting.weeks_finding(completeness, view)) == (
        "Longest period without activities in one region: Batken oblast and Chui oblast, "
        "3 days each"
    )


def test_the_finding_covers_the_shown_regions_only(campaign: Campaign) -> None:
    silences: dict[str, Silence | None] = {
        "KG-B": None,
        "KG-C": Silence(date(2017, 8, 8), date(2017, 8, 10)),
    }
    completeness = Completeness((), pd.DataFrame(), silences)
    words = reporting.weeks_finding(completeness, view_of(campaign, oblast="KG-B"))
    assert words == "No days without activities"


def test_the_map_has_the_share_of_weeks(campaign: Campaign) -> None:
    chart = by_evidence.report_shares(small_view(campaign))
    assert isinstance(chart.spec, Choropleth)
    regions = chart.spec.by_code
    assert (regions["KG-O"].words, regions["KG-B"].words) == ("67%", "33%")
    assert regions["KG-N"].state == "not_reported" and regions["KG-C"].state == "no_activity"
    assert "Weeks without activities: 1 of 3" in map(plain_spaces, regions["KG-B"].tooltip)
    assert plain_spaces(chart.summary).startswith(
        "Most weeks with attendance reported: Osh oblast – 2 of 3."
    )


def test_one_region_is_not_compared_with_itself(campaign: Campaign) -> None:
    view = small_view(campaign, oblast="KG-B")
    shares = by_evidence.report_shares(view)
    assert plain_spaces(shares.finding) == "Weeks with attendance reported, Batken oblast: 1 of 3"
    assert "Most weeks" not in shares.summary
    words = plain_spaces(by_evidence.reports(view).summary)
    assert (
        "Weeks with attendance reported: 1 of 3 (33%). Weeks without activities: 1 (33%)" in words
    )
    assert "Most weeks" not in words and "all regions" not in words


def test_equal_regions_are_described_together(campaign: Campaign) -> None:
    equal = small_view(campaign, oblast="KG-C,KG-J,KG-Y,KG-GB")
    finding = plain_spaces(by_evidence.report_shares(equal).finding)
    assert finding == "Weeks with attendance reported, each of the selected regions: 0 of 3"
    words = plain_spaces(by_evidence.reports(equal).summary)
    assert words.startswith(
        "Weeks with attendance reported, each selected region counted separately: 0 of 12 (0%)."
    )


def test_the_longest_silence_is_that_of_the_selected_region(campaign: Campaign) -> None:
    chart = by_evidence.reports(small_view(campaign, oblast="KG-B"))
    assert plain_spaces(chart.finding) == (
        "Longest period without activities in one region: Batken oblast, 17–27 Aug 2017 (11 days)"
    )
    assert isinstance(chart.spec, Heatmap)
    assert all(cell.datum.faded != (cell.row == 0) for cell in chart.spec.cells)


# Data requests to regions -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real(campaign: Campaign) -> Campaign:
    """The campaign as one with a real register: nobody is asked about invented data."""
    return with_edition(campaign, status="register")


def test_a_message_asks_for_activities_of_the_silence_and_for_missing_attendance(
    real: Campaign,
) -> None:
    view = small_view(real)
    requests = {request.code: request for request in report_requests(view)}
    message = plain_spaces(requests["KG-B"].message(view, Text.of("en")))
    # 17 to 27 August.
    assert message == (
        "Batken oblast. The register has no activity for 17 to 27 August 2017 (11 days). Please "
        "send a list of the activities held on these days, with date, place, type and attendance, "
        "or confirm that there were none. Please provide the attendance at 1 activity: "
        "16 Aug 2017 – “Lecture or lesson”."
    )
    assert set(requests) == set(REGIONS)


def test_a_region_that_reported_every_week_is_not_asked(real: Campaign) -> None:
    rows: list[Row] = [
        (day, code, "lecture", 5)
        for code in REGIONS
        for day in ("2017-08-07", "2017-08-13", "2017-08-20", "2017-08-26")
        if code != "KG-B"
    ]
    assert [request.code for request in report_requests(small_view(real, rows=rows))] == ["KG-B"]


def test_a_message_names_the_first_activities_without_attendance(real: Campaign) -> None:
    days = [f"2017-08-{day:02}" for day in (9, 7, 8, 7, 7, 10, 11)]
    rows: list[Row] = [(day, "KG-B", "lecture", None) for day in days]
    (request, *_) = report_requests(small_view(real, rows=rows))
    assert request.missing == 7
    assert [(day.day, kind) for day, kind in request.named] == [
        (day, "lecture") for day in (7, 7, 7, 8, 9)
    ]
    assert request.message(small_view(real), Text.of("en")).count("…") == 1


def test_filters_do_not_change_the_messages(real: Campaign) -> None:
    view = small_view(real)
    filtered = small_view(real, type="flash_mob", **{"from": "2017-08-20"})
    text = Text.of("ky")
    assert [r.message(view, text) for r in report_requests(view)] == [
        r.message(filtered, text) for r in report_requests(filtered)
    ]
    assert [r.code for r in report_requests(small_view(real, oblast="KG-N"))] == ["KG-N"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_message_has_the_region_the_days_and_their_number(real: Campaign, lang: str) -> None:
    view, text = view_of(real), Text.of(lang)
    assert report_requests(view)
    for request in report_requests(view):
        assert request.silence is not None
        message = request.message(view, text)
        assert message.startswith(f"{view.campaign.places.heading(request.code, text)}. ")
        assert text.date_range(request.silence.first, request.silence.last) in message
        assert f"({request.silence.days}{NBSP}" in message


# Properties of every register ----------------------------------------------------------------

ACTIVITY = st.tuples(
    st.dates(FIRST, LAST).map(str),
    st.sampled_from([*REGIONS, "KG", "KG-B;KG-O"]),
    st.sampled_from(("lecture", "conference", "live_tv", "flash_mob")),
    st.one_of(st.none(), st.integers(0, 900)),
)


def words_of(chart: Chart, text: Text) -> str:
    rows = html(chart.table, text, chart.title) + csv_bytes(chart.table, text, "").decode()
    return " ".join((chart.finding, chart.summary, rows))


@given(st.lists(ACTIVITY, min_size=1, max_size=25), st.sampled_from(LANGUAGES))
@examples(100)
def test_texts_and_numbers_agree_for_any_register(
    campaign: Campaign, rows: list[Row], lang: str
) -> None:
    view = small_view(campaign, lang, rows)
    text, total, weeks = view.text, total_range(view), completeness(view)
    charts = {build.__name__: build(view) for build in EVIDENCE}
    for chart in charts.values():
        words = words_of(chart, text)
        # If nothing is missing, the grid itself has the message.
        is_open = chart.key != "missing" or total.missing > 0
        assert bool(chart.finding) == bool(is_open) and not re.search(
            r"\bnan\b|[{}]", words, re.IGNORECASE
        ), chart.key
    certainty = charts["certainty"]
    if total.is_open:
        for value in (total.low, total.middle, total.high):
            assert text.number(value) in certainty.summary
        assert text.number(total.high) in certainty.finding
    of_none = text("Attendance is not reported for any activity in this selection")
    missing = of_none if total.missing == total.activities else text.number(total.missing)
    assert missing in certainty.summary or not total.missing or certainty.finding == of_none
    assert isinstance(certainty.spec, Bars)
    low = sum(datum.value for datum in certainty.spec.data if datum.value == datum.value)
    assert low == total.low, "the bars add up to the total"
    grid = charts["missing"].spec
    assert isinstance(grid, Heatmap)
    of_regions = sum(cell.datum.value for cell in grid.cells)
    wide = sum(1 for row in rows if row[3] is None and row[1] not in REGIONS)
    assert of_regions + wide == total.missing
    frame = weeks.by_region
    silent = text.number(float(frame["silent"].sum()))
    assert silent in charts["reports"].summary
    longest = max((s.days for s in weeks.silences.values() if s is not None), default=0)
    assert text.number(longest) in charts["reports"].finding or not longest
