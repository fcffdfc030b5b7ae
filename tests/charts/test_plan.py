"""The charts of a plan as data: their texts, states and numbers."""

from __future__ import annotations

import math
import re
from datetime import date

import pytest

from campaign.analysis.data_table import rows_in_words
from campaign.analysis.plan import plan_of
from campaign.analysis.view import View
from campaign.charts import over_time, plan
from campaign.charts.spec import Bars, Lines, Timeline
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, NBSP, Text
from tests.campaigns import view_of, with_edition
from tests.plain_words import plain_spaces
from tests.planned_register import with_plan

WHOLE = {"value": "1130", "due_date": "2017-11-20"}


def even(people: float, days: int) -> list[tuple[int, str, str, float | None]]:
    return [(n, "KG-N", "lecture", people) for n in range(1, days + 1)]


def view_at(campaign: Campaign, day: str, lang: str = "en", **query: str) -> View:
    return view_of(campaign, lang, day=day, **query)


def test_the_finding_has_people_and_days_in_every_language(campaign: Campaign) -> None:
    behind = with_plan(campaign, even(8, 50), [WHOLE])
    findings = {
        lang: plain_spaces(plan.pace(view_at(behind, "2017-09-18", lang)).finding)
        for lang in LANGUAGES
    }
    assert findings == {
        "en": "Behind plan by 100 people (10 days)",
        "ru": "Отставание от плана: 100 человек (10 дней)",
        "ky": "Пландан артта калуу: 100 адам (10 күн)",
    }
    ahead = with_plan(campaign, even(12, 50), [WHOLE])
    assert plain_spaces(plan.pace(view_at(ahead, "2017-09-18")).finding) == (
        "Ahead of plan by 100 people (10 days)"
    )
    on_plan = with_plan(campaign, even(10, 50), [WHOLE])
    assert plan.pace(view_at(on_plan, "2017-09-18")).finding == "On plan"


def test_the_summary_has_the_numbers_of_the_plan(campaign: Campaign) -> None:
    chart = plan.pace(view_at(with_plan(campaign, even(8, 49), [WHOLE]), "2017-09-17"))
    assert plain_spaces(chart.summary) == (
        "Planned by 17 September 2017: 490 people; actual: 392 people. Target: 1,130 people by "
        "20 November 2017; needed on each remaining day: 11.5. "
        "Forecast at the pace so far: 904 people; range 904–904."
    )


def test_the_summary_on_the_due_date_has_no_separate_target(campaign: Campaign) -> None:
    chart = plan.pace(view_at(with_plan(campaign, even(8, 113), [WHOLE]), "2017-11-20"))
    assert plain_spaces(chart.summary) == (
        "Planned by 20 November 2017: 1,130 people; actual: 904 people."
    )


def test_lines_have_the_values_of_the_plan(campaign: Campaign) -> None:
    view = view_at(with_plan(campaign, even(8, 49), [WHOLE]), "2017-09-17")
    chart = plan.pace(view)
    assert isinstance(chart.spec, Lines)
    actual, line, forecast = chart.spec.lines
    assert (actual.points[-1].at, actual.points[-1].value) == (48, 392)
    assert [plain_spaces(one.end_words) for one in chart.spec.lines] == [
        "Actual: 392",
        "Plan: 1,130",
        "Forecast: 904",
    ]
    assert (line.points[0].at, line.points[0].value) == (0, pytest.approx(10))
    assert (line.points[-1].at, line.points[-1].value) == (112, 1130)
    assert forecast.points[0].value == 392 and forecast.points[-1].at == 112
    assert [reference.value for reference in chart.spec.references] == [48]
    assert chart.spec.ticks[0].at == 0 and chart.spec.ticks[-1].at == 112
    table = chart.table.frame
    assert list(table.loc[48, ["number", "planned", "actual"]]) == [49, 490, 392]
    assert math.isnan(table.loc[49, "actual"]) and table.loc[112, "forecast"] == 904


def test_there_is_no_forecast_after_the_end(campaign: Campaign) -> None:
    chart = plan.pace(view_of(with_plan(campaign, even(8, 113), [WHOLE])))
    assert isinstance(chart.spec, Lines)
    assert len(chart.spec.lines) == 2 and not chart.spec.references
    assert "forecast" not in [column.key for column in chart.table.columns]
    assert "Forecast" not in chart.summary


def test_missing_attendance_is_not_behind_plan(campaign: Campaign) -> None:
    view = view_of(with_plan(campaign, [(1, "KG-N", "lecture", None)], [WHOLE]))
    chart = plan.pace(view)
    assert chart.finding == "Attendance not reported: not comparable with the plan"
    assert "attendance not reported" in chart.summary
    assert isinstance(chart.spec, Lines) and not chart.spec.lines[0].points
    assert chart.table.frame["actual"].isna().all(), "not reported is no zero"


def test_a_filter_by_days_and_a_part_without_a_target_have_a_message(campaign: Campaign) -> None:
    other = with_plan(campaign, even(8, 50), [WHOLE])
    filtered = {"from": "2017-08-05"}
    for build in (plan.pace, plan.by_region, plan.by_type):
        chart = build(view_of(other, **filtered))
        assert "remove the filters" in chart.summary and chart.finding == ""
        assert chart.table.frame.empty and chart.spec is not None
        assert "remove the filters" in getattr(chart.spec, "nothing", "")
    assert plan.pace(view_of(other, oblast="KG-N")).summary == (
        "There is no target for this selection."
    )
    assert plan.by_region(view_of(other)).summary == "There is no target for this selection."


def test_the_message_on_a_missing_target_is_either_below_or_in_the_drawing(
    campaign: Campaign,
) -> None:
    other = with_plan(campaign, even(8, 50), [WHOLE])
    empty = plan.by_type(view_of(other, oblast="KG-N"))
    assert empty.summary == getattr(empty.spec, "nothing", "") and empty.caption == ""
    assert empty.sentence and empty.sentence in empty.description
    pace = plan.pace(view_of(other))
    assert pace.caption == pace.sentence != ""


def test_the_summary_compares_the_sums_of_parts_with_the_whole(campaign: Campaign) -> None:
    targets = [WHOLE, {**WHOLE, "oblast": "KG-N", "value": "700"}]
    targets.append({**WHOLE, "type": "lecture", "value": "90"})
    chart = plan.pace(view_of(with_plan(campaign, even(8, 50), targets)))
    assert plain_spaces(chart.summary).endswith(
        "Sum of the regional targets: 700 people; national target: 1,130 people. "
        "Sum of the targets by type: 90 people; target for all types: 1,130 people."
    )


def test_a_sentence_on_all_regions_does_not_seem_to_be_on_the_selected_one(
    campaign: Campaign,
) -> None:
    view = view_of(campaign, "ru", oblast="KG-GB")
    regions, types = plan.by_region(view), plan.by_type(view)
    assert regions.sentence.startswith("Выделено: город Бишкек. Сопоставлено с целевым")
    assert types.sentence.startswith("Город Бишкек. Для выбранных данных нет")


def test_bars_begin_with_the_lowest_share_and_have_states(campaign: Campaign) -> None:
    rows: list[tuple[int, str, str, float | None]] = [
        (1, "KG-B", "lecture", None),
        (2, "KG-N", "lecture", 0.0),
        (3, "KG-T", "lecture", 30.0),
        (4, "KG-O", "lecture", 120.0),
    ]
    codes = ("KG-B", "KG-N", "KG-T", "KG-C", "KG-O")
    targets = [{**WHOLE, "oblast": code, "value": "100"} for code in codes]
    chart = plan.by_region(view_of(with_plan(campaign, rows, targets)))
    assert isinstance(chart.spec, Bars)
    bars = {d.code.removeprefix("oblast="): (d.state, d.words) for d in chart.spec.data}
    assert list(bars)[:5] == ["KG-C", "KG-N", "KG-T", "KG-O", "KG-B"]
    assert bars["KG-C"] == ("no_activity", "no activity")
    assert bars["KG-N"] == ("zero", "0%")
    assert bars["KG-T"] == ("value", "30%")
    assert bars["KG-B"] == ("not_reported", "not reported")
    assert bars["KG-Y"] == ("no_target", "no target")
    assert chart.finding == "Furthest behind plan: Chui oblast – no activity"
    assert chart.summary == (
        "Compared with a target: 4; of these, behind plan: 3. Attendance not reported: "
        "Batken oblast. No target: 4."
    )
    assert chart.spec.reference is not None and chart.spec.reference.value == 1


def test_a_row_without_a_target_has_no_target_in_place_of_numbers(campaign: Campaign) -> None:
    targets = [{**WHOLE, "oblast": "KG-N", "value": "10"}]
    table = plan.by_region(view_of(with_plan(campaign, even(8, 50), targets))).table
    row = next(row for row in rows_in_words(table, Text.of("en")) if row[0] == "Talas oblast")
    assert row[1:] == ["no target", "no target", "–", "no target", "no target"]


def test_the_finding_names_all_regions_that_are_furthest_behind(campaign: Campaign) -> None:
    def finding(*rows: tuple[int, str, str, float | None]) -> str:
        codes = ("KG-B", "KG-C", "KG-J", "KG-N")
        targets = [{**WHOLE, "oblast": code, "value": "100"} for code in codes]
        chart = plan.by_region(view_of(with_plan(campaign, [*rows], targets)))
        return plain_spaces(chart.finding)

    behind = "Furthest behind plan: {} – 30% of the plan achieved"
    ahead = (2, "KG-N", "lecture", 400.0)
    two = [(1, code, "lecture", 30.0) for code in ("KG-C", "KG-B")]
    assert finding(*two, ahead, (3, "KG-J", "lecture", 40.0)) == behind.format(
        "Batken oblast and Chui oblast"
    )
    assert finding(*two, ahead, (3, "KG-J", "lecture", 30.0)) == behind.format("3 regions")
    assert (
        finding(two[0], ahead)
        == "Furthest behind plan: Batken oblast and Jalal-Abad oblast – no activity"
    )


def test_a_region_without_attendance_has_not_met_its_target(campaign: Campaign) -> None:
    rows = [(1, "KG-B", "lecture", 120.0), (2, "KG-N", "lecture", None)]
    targets = [{**WHOLE, "oblast": code, "value": "100"} for code in ("KG-B", "KG-N")]
    chart = plan.by_region(view_of(with_plan(campaign, rows, targets)))
    assert (
        chart.finding
        == "All targets to date are met or exceeded in the regions with attendance reported"
    )


def test_a_share_slightly_below_the_target_is_not_rounded_up(campaign: Campaign) -> None:
    rows = [(1, "KG-B", "lecture", 997.0), (2, "KG-N", "lecture", 2000.0)]
    targets = [{**WHOLE, "oblast": code, "value": "1000"} for code in ("KG-B", "KG-N")]
    chart = plan.by_region(view_of(with_plan(campaign, rows, targets)))
    words = "Furthest behind plan: Batken oblast – 99.7% of the plan achieved"
    assert plain_spaces(chart.finding) == words


def test_the_finding_says_that_every_target_is_met(campaign: Campaign) -> None:
    targets = [{**WHOLE, "oblast": "KG-N", "value": "10"}]
    chart = plan.by_region(view_of(with_plan(campaign, even(8, 50), targets)))
    assert chart.finding == "Every regional target to date is met or exceeded"
    targets = [{**WHOLE, "type": "lecture", "value": "10"}]
    chart = plan.by_type(view_of(with_plan(campaign, even(8, 50), targets)))
    assert chart.finding == "Every target by type to date is met or exceeded"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("day", ["2017-08-20", "2017-10-01", "2017-11-20"])
def test_numbers_of_the_shipped_plan_equal_a_recount(
    campaign: Campaign, lang: str, day: str
) -> None:
    view = view_at(campaign, day, lang)
    edition = campaign.editions["2017"]
    assert edition.activities is not None and edition.targets is not None
    rows = edition.activities[edition.activities["date"] <= day]
    people = rows["reached"].sum()
    elapsed = (date.fromisoformat(day) - date(2017, 7, 31)).days + 1
    planned_by = math.floor(12_000 * elapsed / 113 + 0.5)
    chart = plan.pace(view)
    digits = re.sub(rf"(?<=\d)[{NBSP} ,](?=\d{{3}})", "", chart.finding)
    assert str(int(abs(people - planned_by))) in digits
    exact = plan_of(edition, view.selection, "reach", date.fromisoformat(day))
    assert exact is not None and exact.actual == people
    days = math.floor(abs(exact.days_ahead) + 0.5)
    assert f"({days}" in digits
    # The day on which the plan has the actual value, minus the current day.
    days_ahead = 113 * min(people / 12_000, 1) - min(elapsed, 113)
    assert exact.days_ahead == pytest.approx(days_ahead)


def test_without_targets_there_is_no_plan(campaign: Campaign) -> None:
    view = view_of(with_edition(campaign, targets=None))
    assert not plan.has_plan(view) and plan.plan_answer(view) == ""
    assert plan.has_plan(view_of(campaign)) and plan.plan_answer(view_of(campaign)).startswith(
        "Behind"
    )


def test_the_timeline_has_the_plan_of_the_selection(campaign: Campaign) -> None:
    targets = [WHOLE, {**WHOLE, "oblast": "KG-N", "value": "226"}]
    other = with_plan(campaign, even(8, 50), targets)
    spec = over_time.timeline(view_of(other)).spec
    assert isinstance(spec, Timeline)
    totals = dict(spec.plan)
    assert totals[date(2017, 7, 31)] == pytest.approx(10) and totals[date(2017, 11, 20)] == 1130
    assert spec.total_ticks[-1].at >= 1130
    assert spec.legend[-1].label == "Plan" and spec.legend[-1].mark == "dashed"
    assert spec.days[0].tooltip[-1].endswith(" · Plan: 10")
    naryn = over_time.timeline(view_of(other, oblast="KG-N")).spec
    assert isinstance(naryn, Timeline) and naryn.plan[-1][1] == 226
    for query in ({"oblast": "KG-T"}, {"from": "2017-08-05"}):
        without = over_time.timeline(view_of(other, **query)).spec
        assert isinstance(without, Timeline) and not without.plan


def test_with_organizers_selected_a_plan_is_not_comparable(campaign: Campaign) -> None:
    organiser = sorted(campaign.editions["2017"].organiser_codes)[0]
    view = view_of(campaign, organiser=organiser, indicator="plan")
    assert view.selection.organisers and view.planned_people is None
    assert view.indicator.code == "reach"
    assert "remove the filters" in plan.pace(view).summary and plan.plan_answer(view) == ""
    spec = over_time.timeline(view).spec
    assert isinstance(spec, Timeline) and not spec.plan
