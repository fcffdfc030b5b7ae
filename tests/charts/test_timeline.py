"""The timeline: days, ticks, marks of events and their numbers, gaps."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from campaign.analysis import indicators
from campaign.analysis.completeness import ActivityGaps, Silence
from campaign.charts import over_time, timeline
from campaign.charts.calendar import DayTicks, day_ticks
from campaign.charts.over_time import gap_summary
from campaign.charts.spec import Timeline
from campaign.charts.ticks import Tick, share_ticks, thin_out, value_ticks
from campaign.charts.timeline import event_lists, event_names
from campaign.domain.campaign import Campaign
from campaign.domain.totals import group_activities
from campaign.exports.pdf import charts as brief
from campaign.i18n.translator import LANGUAGES, Text
from campaign.render.size import A4
from campaign.render.svg import figure as svg
from campaign.site import published
from campaign.site.figure import file_drawing
from campaign.theme.style import LIGHT
from tests import svg_marks
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
    assert omitted == ["milestone", "event"] and brief.sources == (view.source,)
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


def test_there_are_lines_at_the_hundredth_day_and_at_the_end() -> None:
    assert [line.day for line in CALENDAR.rules] == [date(2017, 11, 7), date(2017, 11, 20)]
    assert CALENDAR.line_names(TEXT) == ("Day 100", "Campaign end")
    assert len(replace(CALENDAR, nominal_days=None).rules) == 1


def test_ticks_have_the_date_and_the_day_of_the_campaign() -> None:
    ticks = DayTicks.of(CALENDAR, TEXT)
    days, words = [tick.at for tick in ticks.wide], [tick.words for tick in ticks.wide]
    assert days[0] == date(2017, 7, 31) and days[-1] == date(2017, 11, 7)
    assert words[0].endswith("\nday 1") and words[-1].endswith("\nday 100")
    assert len(ticks.wide) <= 7 and len(ticks.narrow) <= 4
    for length in range(1, 400):
        last = date.fromordinal(CALENDAR.first.toordinal() + length - 1)
        few = [tick.at for tick in day_ticks(replace(CALENDAR, last=last), TEXT, 7)]
        assert 1 <= len(few) <= 7 and few == sorted(set(few))


NAN = float("nan")


@pytest.mark.parametrize(
    ("most", "count", "values"),
    [
        (0, 4, [0, 1]),
        (4, 4, [0, 1, 2, 3, 4]),
        (7, 4, [0, 2, 4, 6, 8]),
        (10, 4, [0, 5, 10]),
        (100, 4, [0, 50, 100]),
        (1_130, 5, [0, 500, 1_000, 1_500]),
        (3, 0, [0, 5]),
    ],
)
def test_steps_are_round_and_whole(most: float, count: int, values: list[float]) -> None:
    assert value_ticks(most, count) == values


def test_ticks_of_shares_are_percentages_also_without_a_known_share() -> None:
    words = [[tick.words for tick in share_ticks(most, 4, Text.of("en"))] for most in (0.4, NAN)]
    assert words == [["0%", "10%", "20%", "30%", "40%"], ["0%", "1%"]]


def test_thinned_ticks_have_equal_distances() -> None:
    ticks = [Tick(at, "") for at in range(10)]
    assert [[tick.at for tick in thin_out(ticks, most)] for most in (4, 5, 10, 99)] == [
        [0, 3, 6, 9],
        [0, 2, 4, 6, 8],
        [*range(10)],
        [*range(10)],
    ]


BADGE = re.compile(
    r'<li><span class="when">'
    r'(?:<b class="event-mark (\w+)">(\d+)</b><span class="sr-only">\. </span>)?(.*?)</span>'
)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("edition", ["2017", "2018"])
def test_the_lists_have_the_numbers_of_the_marks(
    campaign: Campaign, lang: str, edition: str
) -> None:
    view = view_of(campaign, lang, edition=edition)
    expected: set[tuple[str, str, str]] = set()
    if view.has_register:
        spec = over_time.listed_timeline(view).spec
        assert isinstance(spec, Timeline) and len(spec.numbers) == 5
        expected = {
            (mark.kind, str(number), view.text.date(mark.day, "short"))
            for mark, number in spec.numbers.items()
        }
    items = BADGE.findall(published.milestones(view) + published.reported_events(view))
    assert {item for item in items if item[0]} == expected
    rows = len(view.edition.milestones) + len(view.edition.reported)
    assert len(items) == rows > len(expected)


def test_events_of_one_day_have_one_number(campaign: Campaign) -> None:
    rows = campaign.editions["2017"].reported
    first = rows[rows["date_start"] == "2017-07-31"]
    twice = rows.loc[[*first.index, *rows.index]].reset_index(drop=True)
    edition = replace(campaign.editions["2017"], reported=twice)
    view = view_of(replace(campaign, editions={**campaign.editions, "2017": edition}))
    spec = over_time.listed_timeline(view).spec
    assert isinstance(spec, Timeline)
    assert [n for mark, n in spec.numbers.items() if mark.kind == "reported"] == [1, 2]
    items = BADGE.findall(published.reported_events(view))
    assert sorted(number for _, number, _ in items if number) == ["1", "1", "2"]
    names = event_names(spec, "reported", view.text)
    assert names.startswith("1) 31\u00a0July – ") and names.count(first["title_en"].iloc[0]) == 2


def test_marks_without_labels_have_numbers_only_beside_a_list(campaign: Campaign) -> None:
    view = view_of(campaign)
    chart = over_time.listed_timeline(view)
    spec = chart.spec
    assert isinstance(spec, Timeline)
    numbers = {
        f"{mark.kind}:{mark.day.isoformat()}": str(number) for mark, number in spec.numbers.items()
    }

    def digits(words: dict[str, str]) -> dict[str, str]:
        return {name: label for name, label in words.items() if label.isdigit()}

    words = svg_marks.event_words(svg.draw(chart, LIGHT))
    assert all(words.values()) and digits(words).items() <= numbers.items()
    # The two marks at the named lines of the calendar.
    assert {"milestone:2017-11-07", "milestone:2017-11-20"} <= digits(words).keys()
    alone = (over_time.timeline(view), over_time.overview_timeline(view))
    for picture in (*(svg.draw(one, LIGHT) for one in alone), file_drawing(chart, LIGHT).to_svg()):
        assert not digits(svg_marks.event_words(picture))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_paper_every_mark_has_its_number_and_the_lists_their_names(
    campaign: Campaign, lang: str
) -> None:
    view = view_of(campaign, lang)
    chart = over_time.timeline(view)
    spec = chart.spec
    assert isinstance(spec, Timeline)
    assert svg_marks.event_words(svg.draw(chart, LIGHT, A4)) == {
        f"{mark.kind}:{mark.day.isoformat()}": str(number) for mark, number in spec.numbers.items()
    }
    lines = brief.timeline_of(view, chart)["names"]
    dash = "–" if lang == "en" else "—"
    assert lines == event_lists(spec, view.text)
    for line, kind, heading in zip(
        lines, ("milestone", "reported"), ("Milestones", "Reported events"), strict=True
    ):
        assert line.startswith(f"{view.text(heading)}: 1) ")
        names = [
            f"{n}) {view.text.date_short(mark.day)} {dash} {mark.marks[0].label}"
            for mark, n in spec.numbers.items()
            if mark.kind == kind
        ]
        assert names and all(name in line for name in names)


GAP = Silence(date(2017, 8, 25), date(2017, 9, 12))


def test_the_sentence_has_the_empty_days_weeks_and_weekdays() -> None:
    sentence = gap_summary(ActivityGaps(GAP, 16, 2, (5, 6)), Text.of("en"))
    assert sentence.replace("\u00a0", " ") == (
        "Longest period without activities: 25 Aug – 12 Sept 2017 (19 days). "
        "Complete weeks without activities, from first to last activity: 2 of 16. "
        "Days of the week without activities: Saturday and Sunday."
    )
    assert gap_summary(ActivityGaps(None, 4, 0, (6,)), Text.of("ru")) == (
        "День недели без мероприятий: воскресенье."
    )


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "25 Aug – 12 Sept 2017 (19 days), the first of 2 periods of this length."),
        ("ru", "(19 дней), первый из 2 периодов такой длины."),
        ("ky", "(19 күн), ушундай узактыктагы 2 мезгилдин биринчиси."),
    ],
)
def test_the_sentence_says_that_there_are_several_equal_gaps(lang: str, words: str) -> None:
    sentence = gap_summary(ActivityGaps(replace(GAP, periods=2), 16, 0), Text.of(lang))
    assert sentence.replace("\u00a0", " ").endswith(words)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentence_omits_short_gaps_and_zero_counts(lang: str) -> None:
    text = Text.of(lang)
    assert gap_summary(ActivityGaps(), text) == ""
    two_days = Silence(date(2017, 8, 2), date(2017, 8, 3))
    assert gap_summary(ActivityGaps(two_days, 4, 0), text) == ""
    sentence = gap_summary(ActivityGaps(GAP, 16, 0), text)
    assert "19" in sentence and "16" not in sentence and sentence[0].isupper()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_timeline_names_the_gap_of_its_selection(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang)
    sentence = gap_summary(ActivityGaps(GAP, 16, 2), view.text)
    assert sentence in over_time.timeline(view).summary
    # 12 October is the next date after 5 October; no whole week is empty.
    days = {"from": "2017-09-13", "to": "2017-10-18"}
    selected = over_time.timeline(view_of(campaign, lang, **days)).summary
    gap = Silence(date(2017, 10, 6), date(2017, 10, 11))
    assert gap_summary(ActivityGaps(gap, 3, 0), view.text) in selected
    assert sentence not in selected
