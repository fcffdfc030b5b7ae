"""The schedule as data: lanes, spans, and the limit of activities."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd

from campaign.charts import over_time, schedule
from campaign.charts.spec import Gantt
from campaign.domain.campaign import Campaign
from tests.campaigns import activities_of, view_of, with_edition
from tests.charts.day_charts import spans_of
from tests.charts.small_register import ROWS, UNITS, register
from tests.plain_words import plain_spaces


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
