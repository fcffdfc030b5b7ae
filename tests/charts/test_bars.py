"""Bars by type, of the media audience and of women, men and young people, as data."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from campaign.analysis import indicator_frames
from campaign.analysis.data_table import csv_bytes, html
from campaign.analysis.indicators import INDICATORS
from campaign.charts.bars import audience, breakdown, media
from campaign.charts.spec import Bars
from campaign.domain.totals import group_activities, overall
from campaign.i18n.translator import NBSP, Text
from tests.charts.small_register import NAMES, NOTHING, ROWS, SILENT, TYPES, register

TEXT = Text.of("en")
REACH = INDICATORS["reach"]


def by_type(rows: pd.DataFrame, code: str = "reach") -> pd.DataFrame:
    return indicator_frames.by_type(group_activities(rows), INDICATORS[code], TYPES)


def bodies(rows: pd.DataFrame, text: Text = TEXT) -> dict[str, Bars]:
    totals = group_activities(rows)
    return {
        "breakdown": breakdown.build(by_type(rows), REACH, NAMES, text),
        "audience": audience.build(overall(totals), text),
        "media": media.build(media.by_type(totals, TYPES), TYPES, text),
    }


@pytest.mark.parametrize("rows", [register(), register(ROWS[:1]), SILENT, NOTHING])
@pytest.mark.parametrize("lang", ["ky", "ru", "en"])
def test_bars_and_summaries_are_complete_for_every_register(rows: pd.DataFrame, lang: str) -> None:
    text = Text.of(lang)
    for name, spec in bodies(rows, text).items():
        assert spec.end > 0 and spec.nothing and all(spec.headings), name
        for datum in spec.data:
            datum_words = (datum.label, datum.words, *datum.tooltip)
            assert all(datum_words) and not any("nan" in words.lower() for words in datum_words), (
                name
            )
            assert math.isnan(datum.value) == (datum.state == "not_reported"), name
            assert datum.state == "not_reported" or 0 <= datum.value <= spec.end, name
            assert (datum.role == "state:not_reported") == (datum.state == "not_reported"), name
    totals = group_activities(rows)
    for sentence in (
        breakdown.summary(by_type(rows), REACH, text),
        audience.summary(overall(totals), text),
        media.summary(media.by_type(totals, TYPES), text),
    ):
        assert sentence.endswith(".") and "{" not in sentence and "nan" not in sentence


def test_bars_by_type_distinguish_missing_attendance() -> None:
    rows = register([*ROWS[:3], ROWS[3], (*ROWS[5][:3], "conference", 0, 0, 0, 0, None)])
    spec = breakdown.build(by_type(rows), REACH, NAMES, TEXT, selected_types=["lecture"])
    assert [datum.words for datum in spec.data] == ["350", "40", "not reported"]
    assert [datum.state for datum in spec.data] == ["value", "value", "not_reported"]
    codes = ["type=lecture", "type=conference", "type=live_tv"]
    assert [datum.code for datum in spec.data] == codes
    assert [datum.role for datum in spec.data] == [
        "group:awareness",
        "group:conference",
        "state:not_reported",
    ]
    assert [datum.selected for datum in spec.data] == [True, False, False]
    assert [datum.faded for datum in spec.data] == [False, True, True]
    assert [key.label for key in spec.legend] == [
        "Awareness",
        "Conferences",
        "Media",
        "not reported",
    ]
    assert [words.replace(NBSP, " ") for words in spec.data[0].tooltip] == [
        "Lecture & lesson",
        "350 people",
        "2 activities",
    ]


def test_no_bar_is_selected_or_faded_without_a_filter() -> None:
    for spec in bodies(register()).values():
        assert not any(datum.selected or datum.faded for datum in spec.data)


@pytest.mark.parametrize("code", ["reach", "activities", "materials", "mean", "youth"])
def test_bars_can_show_every_indicator_of_a_type(code: str) -> None:
    indicator, frame = INDICATORS[code], by_type(register(), code)
    spec = breakdown.build(frame, indicator, NAMES, TEXT)
    values = list(frame["value"].dropna())
    assert [d.value for d in spec.data][: len(values)] == pytest.approx(values)
    assert spec.end == max([value for value in values if value > 0], default=1)
    assert spec.format.kind == ("percent" if indicator.percent else "number")
    assert breakdown.summary(frame, indicator, TEXT)
    assert len(breakdown.to_table(frame, indicator, NAMES, TEXT).frame) == len(frame)


def test_the_media_audience_is_separate_from_people_reached() -> None:
    frame = media.by_type(group_activities(register()), TYPES)
    spec = media.build(frame, TYPES, TEXT)
    assert [datum.value for datum in spec.data] == [90_000] and spec.legend == ()
    assert {datum.role for datum in spec.data} == {"group:media"}
    summary = media.summary(frame, TEXT)
    assert summary.startswith(
        "The media audience is not part of the people reached; media audience not reported for 1"
    )
    assert "reached" not in frame.columns


def test_women_men_and_youth_are_shares_of_their_own_base() -> None:
    sums = overall(group_activities(register()))
    shares = audience.shares(sums)
    assert shares.loc["women"].tolist()[:3] == [160, 350, pytest.approx(160 / 350)]
    assert shares.loc["youth"].tolist()[:3] == [90, 140, pytest.approx(90 / 140)]
    spec = audience.build(sums, TEXT)
    assert spec.has_tracks and spec.end == 1
    assert [datum.value for datum in spec.data] == pytest.approx(shares["share"].tolist())
    women = spec.data[0]
    assert (women.label, women.words) == ("Women", "45.7%")
    assert women.note.replace(NBSP, " ") == "160 of 350 people reached"
    assert women.tooltip == ("Women: 45.7%", women.note)
    silent = audience.build(overall(group_activities(SILENT)), TEXT)
    assert [datum.words for datum in silent.data] == ["not reported"] * 3
    assert audience.build(overall(group_activities(NOTHING)), TEXT).data == ()


@pytest.mark.parametrize("rows", [register(), SILENT, NOTHING])
def test_every_table_has_not_reported_in_place_of_missing_values(rows: pd.DataFrame) -> None:
    totals = group_activities(rows)
    tables = [
        breakdown.to_table(by_type(rows), REACH, NAMES, TEXT),
        audience.to_table(overall(totals), TEXT),
        media.to_table(media.by_type(totals, TYPES), TYPES, TEXT),
    ]
    for table in tables:
        assert {column.key for column in table.columns} <= set(table.frame.columns)
        markup = html(table, TEXT, "caption")
        assert "nan" not in markup.lower() and csv_bytes(table, TEXT, "")
    silent = by_type(register(ROWS[3:5]))
    assert "not reported" in html(breakdown.to_table(silent, REACH, NAMES, TEXT), TEXT, "c")


def test_the_finding_names_all_types_with_the_highest_value() -> None:
    rows = register([ROWS[0], (*ROWS[1][:4], 100, None, None, None, None), ROWS[6]])
    assert breakdown.finding(by_type(rows), REACH, NAMES, TEXT) == (
        f"Most people in total: “Conference” and “Lecture & lesson” – 100{NBSP}people each"
    )
    # People per activity are compared among types with three activities or more.
    assert breakdown.finding(by_type(rows, "mean"), INDICATORS["mean"], NAMES, TEXT) == ""
