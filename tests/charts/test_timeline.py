"""The timeline as data: its values, states and texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from campaign.analysis import indicators
from campaign.charts import over_time, timeline
from campaign.charts.spec import Timeline
from campaign.domain.campaign import Campaign
from campaign.domain.totals import group_activities
from campaign.i18n.translator import LANGUAGES, Text
from tests.campaigns import view_of, with_edition
from tests.charts.day_charts import CALENDAR, MARKS, TEXT, timeline_of
from tests.charts.small_register import NOTHING, ROWS, SILENT, register


def finding(rows: pd.DataFrame, text: Text = TEXT) -> str:
    totals = group_activities(rows)
    return timeline.timeline_finding(indicators.by_day(totals, CALENDAR.first, CALENDAR.last), text)


def summary(rows: pd.DataFrame, text: Text = TEXT) -> str:
    totals = group_activities(rows)
    return timeline.timeline_summary(indicators.by_day(totals, CALENDAR.first, CALENDAR.last), text)


def test_columns_and_running_total_equal_the_register() -> None:
    spec = timeline_of(register())
    expected = sum(row[4] for row in ROWS if row[4])
    assert sum(part.value for day in spec.days for part in day.parts) == expected
    days, totals = zip(*spec.running_totals, strict=True)
    assert (days[0], days[-1]) == (CALENDAR.first, CALENDAR.last)
    assert totals[-1] == spec.total == expected and list(totals) == sorted(totals)
    assert spec.end_words == f"{expected}\u00a0people"
    assert spec.ticks[-1].at >= 250 and spec.total_ticks[-1].at >= expected


def test_the_running_total_has_a_point_where_it_changes() -> None:
    changed = [date(2017, 7, 31), date(2017, 8, 2), date(2017, 11, 20)]
    assert [day for day, _ in timeline_of(register()).running_totals] == changed
    assert timeline_of(NOTHING).running_totals == ((CALENDAR.first, 0), (CALENDAR.last, 0))


def test_the_label_of_the_total_has_room_above_its_lines() -> None:
    spec = timeline_of(register())
    ahead = replace(spec, plan=((CALENDAR.first, 0.0), (CALENDAR.last, 9 * spec.total)))
    for timeline_body, highest in ((spec, spec.total), (ahead, 9 * spec.total)):
        for room in (0.5, 0.55):
            assert timeline_body.total_end(room) == pytest.approx(highest / (1 - room))
        # Lines need at least 40% of the height, so the label has less room.
        assert timeline_body.total_end(0.9) == timeline_body.total_end(0.6)
    least = 1.12 * spec.total_ticks[-1].at
    assert spec.total_end(0.0) == replace(spec, end_words="").total_end(0.5) == least


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_overview_has_no_marks_above_the_days_and_the_same_days(
    campaign: Campaign, lang: str
) -> None:
    view = view_of(campaign, lang)
    full, brief = over_time.timeline(view).spec, over_time.overview_timeline(view)
    assert isinstance(full, Timeline) and isinstance(brief.spec, Timeline) and brief.compact
    days, brief_days = ([(day.day, day.tooltip) for day in b.days] for b in (full, brief.spec))
    assert days == brief_days and brief.spec.plan == full.plan
    assert full.marks and not brief.spec.marks and not brief.spec.events
    roles = {key.role for key in brief.spec.legend}
    omitted = [key.mark for key in full.legend if key.role not in roles]
    # The label of the total has its range.
    assert omitted == ["milestone", "event", "range"] and brief.sources == (view.source,)
    hollow = {key.label for key in brief.spec.legend if key.mark == "hollow"}
    assert view.text("not reported") in hollow


def test_days_distinguish_zero_and_not_reported() -> None:
    spec = timeline_of(register())
    states = {day.day.isoformat(): day.state for day in spec.days}
    assert states == {
        "2017-07-31": "value",
        "2017-08-02": "value",
        "2017-08-03": "not_reported",
        "2017-08-10": "not_reported",
        "2017-11-07": "zero",
        "2017-11-20": "value",
    }
    keys = {key.label: key.mark for key in spec.legend}
    assert keys["attendance not reported"] == "hollow" and keys["zero"] == "dot"
    assert [part.value for day in spec.days if day.state == "zero" for part in day.parts] == [0]
    assert not [day.parts for day in spec.days if day.state == "not_reported" and day.parts]


def test_the_legend_has_the_groups_in_their_order() -> None:
    roles = [key.role for key in timeline_of(register()).legend if key.mark == "area"]
    assert roles == ["group:awareness", "group:conference", "group:media"]


def test_days_have_the_code_of_their_range() -> None:
    day_selected = date(2017, 8, 2)
    spec = timeline_of(register(), selected_days=(day_selected, day_selected))
    assert spec.days[0].code == "from=2017-07-31&to=2017-07-31"
    assert [day.day for day in spec.days if day.selected] == [day_selected]


def test_days_that_are_not_chosen_fade() -> None:
    spec = timeline_of(register(), selected_days=(date(2017, 8, 1), date(2017, 8, 31)))
    assert {day.day.isoformat() for day in spec.days if day.faded} == {
        "2017-07-31",
        "2017-11-07",
        "2017-11-20",
    }
    assert spec.unselected_spans == (
        (date(2017, 7, 31), date(2017, 7, 31)),
        (date(2017, 9, 1), date(2017, 11, 20)),
    )
    assert spec.end_words == ""
    assert (
        timeline_of(register(), selected_days=(CALENDAR.first, CALENDAR.last)).unselected_spans
        == ()
    )


def test_events_outside_the_shown_days_are_only_in_the_list() -> None:
    spec = timeline_of(register())
    assert [(mark.kind, mark.day.isoformat()) for mark in spec.marks] == [
        ("milestone", "2017-07-31"),
        ("reported", "2017-10-06"),
    ]
    assert spec.events == MARKS
    assert spec.marks[0].tooltip == (
        "31\u00a0July 2017 · day 1",
        "Launch <i>",
        "Sources: example.org, b.org",
    )


def test_a_tooltip_has_the_values_of_the_day() -> None:
    days = {day.day.isoformat(): day.tooltip for day in timeline_of(register()).days}
    assert days["2017-07-31"] == (
        "31\u00a0July 2017 · day 1",
        "140\u00a0people · 2\u00a0activities",
        "Awareness: 100 · Conferences: 40",
        "Since the start: 140",
    )
    assert days["2017-08-03"][1] == "1\u00a0activity · attendance not reported"


def test_the_finding_has_the_peak_day_or_days() -> None:
    peak = "Peak day: 2\u00a0August 2017 (250\u00a0people); half of the total by 2\u00a0August"
    assert finding(register()) == peak
    assert summary(register()) == (
        "People reached in total: 402; attendance not reported for 2\u00a0activities."
    )
    tied = register([ROWS[0], (*("2017-08-05",), *ROWS[0][1:])])
    assert finding(tied).startswith(
        "Peak days: 31\u00a0July and 5\u00a0August (100\u00a0people each)"
    )
    assert finding(register([ROWS[0]])) == "All on one day: 31\u00a0July 2017 (100\u00a0people)"
    # Missing attendance may belong to another day.
    unknown = register([ROWS[0], ROWS[4]])
    assert finding(unknown) == "Peak day: 31\u00a0July 2017 (100\u00a0people)"
    zeros = register([(*ROWS[0][:4], 0, *ROWS[0][5:]), ROWS[4]])
    assert summary(zeros) == (
        "People reached in total: 0; attendance not reported for 1\u00a0activity."
    )
    assert finding(SILENT) == finding(NOTHING) == finding(register([ROWS[5]])) == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_note_says_that_totals_of_a_month_are_on_its_first_day(
    campaign: Campaign, lang: str
) -> None:
    activities = campaign.editions["2017"].activities
    assert activities is not None
    whole_month = activities.head(2).assign(
        date=pd.Timestamp("2017-08-01"), end_date=pd.Timestamp("2017-08-31"), oblast="KG-N"
    )
    rows = pd.concat([activities, whole_month], ignore_index=True)
    with_totals = with_edition(campaign, activities=rows)
    note = Text.of(lang).n(
        "{n} monthly or campaign total is shown on the first day of its period.",
        "{n} monthly or campaign totals are shown on the first day of their period.",
        2,
    )
    for chart in (over_time.timeline, over_time.small_multiples):
        assert note in chart(view_of(with_totals, lang)).summary
        assert note not in chart(view_of(campaign, lang)).summary
    assert note not in over_time.timeline(view_of(with_totals, lang, oblast="KG-B")).summary
