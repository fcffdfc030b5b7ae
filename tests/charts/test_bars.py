"""Bars by type, of the media audience and of women, men and young people, as data."""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd
import pytest

from campaign.analysis.data_table import html
from campaign.analysis.view import View
from campaign.charts import by_type
from campaign.charts.chart import Chart
from campaign.charts.spec import Bars
from campaign.domain.campaign import Campaign
from campaign.domain.totals import group_activities, overall
from campaign.i18n.translator import NBSP, Text
from tests.campaigns import view_of, with_edition
from tests.charts.small_register import NOTHING, ROWS, SILENT, TYPES, register
from tests.plain_words import plain_spaces

BUILDS = (by_type.breakdown, by_type.audience, by_type.media)


def view_with(campaign: Campaign, rows: pd.DataFrame, lang: str = "en", **query: str) -> View:
    return view_of(with_edition(campaign, activities=rows), lang, **query)


def bars(chart: Chart) -> Bars:
    assert isinstance(chart.spec, Bars)
    return chart.spec


@pytest.mark.parametrize("rows", [register(), register(ROWS[:1]), SILENT, NOTHING])
@pytest.mark.parametrize("lang", ["ky", "ru", "en"])
@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.__name__)
def test_bars_are_complete_for_every_register(
    campaign: Campaign, rows: pd.DataFrame, lang: str, build: Callable[[View], Chart]
) -> None:
    spec = bars(build(view_with(campaign, rows, lang)))
    assert spec.end > 0 and spec.nothing and all(spec.headings)
    for datum in spec.data:
        datum_words = (datum.label, datum.words, *datum.tooltip)
        assert all(datum_words) and not any("nan" in words.lower() for words in datum_words)
        assert math.isnan(datum.value) == (datum.state == "not_reported")
        assert datum.state == "not_reported" or 0 <= datum.value <= spec.end
        assert (datum.role == "state:not_reported") == (datum.state == "not_reported")
        assert not datum.selected and not datum.faded


def test_bars_by_type_distinguish_missing_attendance(campaign: Campaign) -> None:
    rows = register([*ROWS[:3], ROWS[3], (*ROWS[5][:3], "conference", 0, 0, 0, 0, None)])
    chart = by_type.breakdown(view_with(campaign, rows, type="lecture"))
    spec = bars(chart)
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
    assert [key.label for key in spec.legend][:4] == [
        "Awareness",
        "Conferences",
        "Media",
        "not reported",
    ]
    tooltip = [plain_spaces(words) for words in spec.data[0].tooltip]
    assert tooltip == ["Lecture or lesson", "350 people", "2 activities"]
    assert "not reported" in html(chart.table, Text.of("en"), "caption")


def test_bars_can_show_the_number_of_activities(campaign: Campaign) -> None:
    spec = bars(by_type.breakdown(view_with(campaign, register(), indicator="activities")))
    assert sorted(datum.value for datum in spec.data) == [2, 2, 3] and spec.end == 3


def test_the_media_audience_is_separate_from_people_reached(campaign: Campaign) -> None:
    chart = by_type.media(view_with(campaign, register()))
    spec = bars(chart)
    assert [datum.value for datum in spec.data] == [90_000] and spec.legend == ()
    assert {datum.role for datum in spec.data} == {"group:media"}
    assert chart.summary.startswith(
        "The media audience is not part of the people reached; media audience not reported for 1"
    )
    assert "reached" not in by_type.media_by_type(group_activities(register()), TYPES).columns


def test_women_men_and_youth_are_shares_of_their_own_base(campaign: Campaign) -> None:
    shares = by_type.shares(overall(group_activities(register())))
    assert shares.loc["women"].tolist()[:3] == [160, 350, pytest.approx(160 / 350)]
    assert shares.loc["youth"].tolist()[:3] == [90, 140, pytest.approx(90 / 140)]
    spec = bars(by_type.audience(view_with(campaign, register())))
    assert spec.has_tracks and spec.end == 1
    assert [datum.value for datum in spec.data] == pytest.approx(shares["share"].tolist())
    women = spec.data[0]
    assert (women.label, women.words) == ("Women", "45.7%")
    assert plain_spaces(women.note) == "160 of 350 people reached"
    assert women.tooltip == ("Women: 45.7%", women.note)
    silent = bars(by_type.audience(view_with(campaign, SILENT)))
    assert [datum.words for datum in silent.data] == ["not reported"] * 3
    assert bars(by_type.audience(view_with(campaign, NOTHING))).data == ()


def test_the_finding_names_all_types_with_the_highest_value(campaign: Campaign) -> None:
    rows = register([ROWS[0], (*ROWS[1][:4], 100, None, None, None, None), ROWS[6]])
    assert by_type.breakdown(view_with(campaign, rows)).finding == (
        f"Most people in total: “Conference” and “Lecture or lesson” – 100{NBSP}people each"
    )
