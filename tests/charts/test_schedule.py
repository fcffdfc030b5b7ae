"""The schedule as data: lanes, spans, and the limit of activities."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest

from campaign.analysis.data_table import csv_bytes, html
from campaign.charts.timeline import schedule
from campaign.i18n.translator import LANGUAGES, Text
from tests.charts.day_charts import REGISTERS, TEXT, spans_of
from tests.charts.small_register import NAMES, NOTHING, ROWS, SILENT, UNITS, register


def test_activities_of_one_row_do_not_overlap() -> None:
    rows = register([("2017-08-01", "2017-08-09", *ROWS[0][2:])] * 3 + [ROWS[0]] * 2)
    spans = spans_of(rows).spans
    for row in {span.row for span in spans}:
        in_row = [span for span in spans if span.row == row]
        assert all(later.first > span.last for span, later in pairwise(in_row))
    assert len(spans) == len(rows)


def test_a_span_has_its_days_its_lane_and_its_state() -> None:
    body = spans_of(register())
    assert len(body.spans) == len(ROWS)
    assert [lane.name for lane in body.lanes] == list(UNITS.values())
    assert body.rows == sum(lane.rows for lane in body.lanes)
    (longer,) = [span for span in body.spans if span.first != span.last]
    assert longer.datum.code == "from=2017-08-02&to=2017-08-04"
    hollow = [span for span in body.spans if span.datum.state == "not_reported"]
    assert len(hollow) == 2
    assert all(span.datum.words == "attendance not reported" for span in hollow)
    assert [(key.role, key.mark) for key in body.legend] == [
        ("group:awareness", "dot"),
        ("group:conference", "dot"),
        ("group:media", "dot"),
        ("mark:any", "hollow"),
    ]
    for span in body.spans:
        lane = next(lane for lane in body.lanes if lane.top <= span.row < lane.top + lane.rows)
        assert lane.name in span.datum.tooltip[3]


def test_the_tooltip_omits_a_type_that_is_in_the_title() -> None:
    rows = register(ROWS[:2])
    rows["title"] = ["Lecture & lesson at school", "Round table"]
    first, second = spans_of(rows).spans
    assert first.datum.tooltip[:2] == ("Lecture & lesson at school", "31\u00a0Jul 2017")
    assert second.datum.tooltip[:2] == ("Round table", "Conference")


def test_the_summary_says_that_activities_beyond_the_limit_are_omitted() -> None:
    rows = register([ROWS[0]] * (schedule.MOST_ACTIVITIES + 5))
    assert len(spans_of(rows).spans) == schedule.MOST_ACTIVITIES
    assert "the first 400\u00a0by date" in schedule.summary(rows, UNITS, TEXT)
    assert len(schedule.to_table(rows, UNITS, NAMES, TEXT).frame) == schedule.MOST_ACTIVITIES


@pytest.mark.parametrize("rows", REGISTERS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_summary_is_complete_for_every_register(rows: pd.DataFrame, lang: str) -> None:
    sentence = schedule.summary(rows, UNITS, Text.of(lang))
    assert sentence.endswith(".") and "{" not in sentence and "nan" not in sentence


@pytest.mark.parametrize("rows", [register(), SILENT, NOTHING])
def test_the_table_has_not_reported_in_place_of_missing_values(rows: pd.DataFrame) -> None:
    table = schedule.to_table(rows, UNITS, NAMES, TEXT)
    assert {column.key for column in table.columns} <= set(table.frame.columns)
    markup = html(table, TEXT, "caption")
    assert "nan" not in markup.lower() and csv_bytes(table, TEXT, "")
    assert ("not reported" in markup) == (rows is not NOTHING)
