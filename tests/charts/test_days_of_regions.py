"""Small charts by region, and the schedule of activities."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pandas as pd

from campaign.charts import over_time, schedule, small_multiples
from campaign.charts.chart import Chart
from campaign.charts.spec import Gantt, Panel, SmallMultiples
from campaign.domain.campaign import Campaign
from tests.campaigns import REGIONS, activities_of, view_of, with_edition
from tests.charts.day_charts import CALENDAR, spans_of
from tests.charts.small_register import NOTHING, ROWS, SILENT, UNITS, register
from tests.plain_words import plain_spaces


def chart_of(campaign: Campaign, rows: pd.DataFrame, **query: str) -> Chart:
    return over_time.small_multiples(view_of(with_edition(campaign, activities=rows), **query))


def spec_of(chart: Chart) -> SmallMultiples:
    assert isinstance(chart.spec, SmallMultiples)
    return chart.spec


def panel_of(chart: Chart, region: str) -> Panel:
    return spec_of(chart).panels[REGIONS.index(region)]


def test_panels_have_their_region_and_the_sum_of_its_bins(campaign: Campaign) -> None:
    chart = chart_of(campaign, register(), oblast="KG-N")
    data = [panel.datum for panel in spec_of(chart).panels]
    assert [datum.code for datum in data] == [f"oblast={code}" for code in REGIONS]
    for code, people in {"KG-B": 140, "KG-N": 250, "KG-GO": 12}.items():
        panel = panel_of(chart, code)
        assert panel.datum.value == people
        assert sum(item.value for item in panel.bins if item.state == "value") == people
    assert [datum.code for datum in data if not datum.faded] == ["oblast=KG-N"]
    assert [datum.code for datum in data if datum.selected] == ["oblast=KG-N"]
    assert spec_of(chart).ticks[-1].at >= 250


def test_bins_distinguish_zero_and_not_reported(campaign: Campaign) -> None:
    chart = chart_of(campaign, register())
    states = {code: [item.state for item in panel_of(chart, code).bins] for code in REGIONS}
    # In Naryn one of two activities of the first week has an attendance, and none of the next.
    expected = {"KG-B": ["value"], "KG-N": ["value", "not_reported"], "KG-GO": ["zero", "value"]}
    assert {code: found for code, found in states.items() if found} == expected
    assert spec_of(chart).hollow_words == "attendance not reported"
    assert spec_of(chart_of(campaign, NOTHING)).hollow_words == ""


def test_a_region_without_a_value_has_its_state(campaign: Campaign) -> None:
    panel = panel_of(chart_of(campaign, NOTHING), "KG-B")
    assert (panel.datum.state, panel.datum.words) == ("no_activity", "no activity")
    silent = panel_of(chart_of(campaign, SILENT), "KG-B")
    assert (silent.datum.state, silent.datum.words) == ("not_reported", "not reported")
    assert silent.datum.tooltip[0] == "Batken"
    assert silent.datum.tooltip[1].startswith("not reported · ")


def test_a_bin_is_a_week_or_a_day_if_there_are_few_days() -> None:
    assert small_multiples.bin_days(CALENDAR) == 7
    assert small_multiples.bin_days(replace(CALENDAR, last=date(2017, 8, 31))) == 1


def test_a_week_at_the_end_of_the_selection_has_its_selected_days(campaign: Campaign) -> None:
    query = {"from": "2017-08-02", "to": "2017-09-20"}
    chart = over_time.small_multiples(view_of(campaign, **query))
    # On 31 July and 1 August, which are not selected, Bishkek had more.
    assert (
        plain_spaces(chart.finding)
        == "Peak in one region: Batken oblast, 2–6 Aug 2017 (577 people)"
    )
    days = chart.table.frame[["counted_first", "counted_last"]]
    assert (days.min().iloc[0], days.max().iloc[1]) == tuple(map(pd.Timestamp, query.values()))
    assert isinstance(chart.spec, SmallMultiples)
    assert "Peak: 2–6 Aug 2017 (577 people)" in map(
        plain_spaces, chart.spec.panels[0].datum.tooltip
    )
    assert chart.spec.panels[0].bins[0].first == date(2017, 7, 31)


def test_the_summary_says_zero_in_every_region_only_if_everything_is_reported(
    campaign: Campaign,
) -> None:
    zero = (*ROWS[0][:4], 0, *ROWS[0][5:])
    everywhere = [(*zero[:2], code, *zero[3:]) for code in REGIONS]
    words = "Regions in which people were reached: 0 of 9"
    for rows, sentence in (
        (everywhere, "People reached: 0 in every region."),
        (everywhere[:2], f"{words}."),
        ([*everywhere, ROWS[4]], f"{words}; attendance not reported for 1 activity."),
    ):
        assert plain_spaces(chart_of(campaign, register(rows)).summary) == sentence


def test_activities_of_one_row_do_not_overlap() -> None:
    rows = register([("2017-08-01", "2017-08-09", *ROWS[0][2:])] * 3 + [ROWS[0]] * 2)
    spans = spans_of(rows).spans
    for row in {span.row for span in spans}:
        in_row = [span for span in spans if span.row == row]
        assert all(later.first > span.last for span, later in pairwise(in_row))
    assert len(spans) == len(rows)


def test_a_span_has_its_days_its_lane_and_its_state() -> None:
    spec = spans_of(register())
    assert len(spec.spans) == len(ROWS)
    assert [lane.name for lane in spec.lanes] == list(UNITS.values())
    assert spec.rows == sum(lane.rows for lane in spec.lanes)
    (longer,) = [span for span in spec.spans if span.first != span.last]
    assert longer.datum.code == "from=2017-08-02&to=2017-08-04"
    hollow = [span for span in spec.spans if span.datum.state == "not_reported"]
    assert len(hollow) == 2
    assert all(span.datum.words == "attendance not reported" for span in hollow)
    assert [(key.role, key.mark) for key in spec.legend] == [
        ("group:awareness", "dot"),
        ("group:conference", "dot"),
        ("group:media", "dot"),
        ("mark:any", "hollow"),
    ]
    for span in spec.spans:
        lane = next(lane for lane in spec.lanes if lane.top <= span.row < lane.top + lane.rows)
        assert lane.name in span.datum.tooltip[2]


def test_the_tooltip_omits_a_type_that_is_in_the_title() -> None:
    rows = register(ROWS[:2])
    rows["title"] = ["Lecture & lesson at school", "Round table"]
    first, second = spans_of(rows).spans
    assert first.datum.tooltip[:2] == ("Lecture & lesson at school", "31\u00a0Jul 2017")
    assert second.datum.tooltip[:2] == ("Round table", "Conference · 31\u00a0Jul 2017")


def test_the_first_activities_by_date_are_drawn_and_all_are_counted(campaign: Campaign) -> None:
    row = activities_of(campaign).iloc[:1].assign(oblast="KG-B", reached=float("nan"))
    late = pd.concat([row.assign(date=pd.Timestamp("2017-11-01"), end_date=pd.NaT)] * 20)
    long = pd.concat(
        [row.assign(date=pd.Timestamp("2017-09-01"), end_date=pd.Timestamp("2017-09-03"))]
        * (schedule.MOST_ACTIVITIES - 5)
    )
    rows = pd.concat([late.assign(oblast="KG-O"), long], ignore_index=True)
    chart = over_time.schedule(view_of(with_edition(campaign, activities=rows)))
    frame = chart.table.frame
    assert len(frame) == schedule.MOST_ACTIVITIES and frame["date"].is_monotonic_increasing
    assert isinstance(chart.spec, Gantt) and len(chart.spec.spans) == len(frame)
    assert "the first 400\u00a0by date" in chart.summary
    assert "415" in chart.summary and "lasting several days: 395" in plain_spaces(chart.summary)
    assert "395 of 415 activities" in plain_spaces(chart.finding)
