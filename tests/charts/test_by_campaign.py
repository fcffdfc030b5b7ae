"""Charts that compare two campaigns or two regions: numbers and sentences in three languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from campaign.analysis.uncertainty import regions_of_indicator, total_range
from campaign.analysis.view import View
from campaign.charts import by_campaign, two_regions
from campaign.charts.chart import Chart
from campaign.charts.spec import Dumbbell, Lines
from campaign.domain.campaign import Campaign
from campaign.domain.frame_register import FrameRegister
from campaign.domain.totals import group_activities
from campaign.i18n.translator import LANGUAGES
from campaign.site.compare import organiser_changes
from campaign.site.notices import away_words
from campaign.site.page_list import PAGES
from campaign.site.published import unlike_totals
from tests.campaigns import (
    activities_of,
    view_of,
    with_edition,
    with_every_state,
    with_register_away,
    with_second_register,
)
from tests.plain_words import plain_spaces

CHARTS = (
    by_campaign.pace_by_day,
    by_campaign.pace_by_share,
    by_campaign.map_of_first,
    by_campaign.map_of_second,
    by_campaign.regions_of_both,
    by_campaign.types_of_both,
)


def both(campaign: Campaign, lang: str = "en", **query: str) -> View:
    """The view of 2018 (that of 2017 without Talas) beside 2017."""
    query = {"edition": "2018", "with": "2017", **query}
    return view_of(with_second_register(campaign), lang, **query)


def test_lines_end_at_the_totals_of_both_campaigns(campaign: Campaign) -> None:
    view = both(campaign)
    chart = by_campaign.pace_by_day(view)
    assert isinstance(chart.spec, Lines)
    ends = [line.points[-1].value for line in chart.spec.lines]
    comparison = view.comparison
    assert comparison is not None
    assert ends == [comparison.first.sums["reached"], comparison.second.sums["reached"]]
    talas = view.campaign.editions["2017"].activities
    assert talas is not None
    assert ends[1] - ends[0] == talas.loc[talas["oblast"] == "KG-T", "reached"].sum()
    assert chart.spec.ticks[-1].at >= 113
    share = by_campaign.pace_by_share(view).spec
    assert isinstance(share, Lines)
    assert [tick.words for tick in share.ticks][:2] == ["0%", "25%"]
    assert chart.table.frame["value"].max() == max(ends)


@pytest.mark.parametrize("build", [by_campaign.pace_by_day, by_campaign.pace_by_share])
def test_the_words_of_each_line_have_the_range_of_its_campaign(
    campaign: Campaign, build: Callable[[View], Chart]
) -> None:
    view = both(campaign)
    assert view.other is not None
    chart = build(view)
    assert isinstance(chart.spec, Lines)
    totals = [total_range(view), total_range(view.other)]
    assert [plain_spaces(line.end_words) for line in chart.spec.lines] == [
        f"{total.low:,.0f} (with missing attendance up to {total.high:,.0f})" for total in totals
    ]
    assert [key.mark for key in chart.spec.legend] == ["solid", "solid"]
    last = chart.table.frame.groupby("name", sort=False).last()
    assert last["high"].tolist() == [total.high for total in totals]
    assert [column.key for column in chart.table.columns][-3:] == ["missing", "middle", "high"]
    for line, total in zip(chart.spec.lines, totals, strict=True):
        assert plain_spaces(line.points[-1].tooltip[-1]).endswith(
            f"(with missing attendance up to {total.high:,.0f})"
        )


def test_a_campaign_with_every_attendance_has_no_range(campaign: Campaign) -> None:
    second = with_second_register(campaign)
    rows = second.editions["2018"].activities
    assert rows is not None
    known = rows[rows["reached"].notna()]
    edition = replace(
        second.editions["2018"], register=FrameRegister(known), totals=group_activities(known)
    )
    changed = replace(second, editions={**second.editions, "2018": edition})
    chart = by_campaign.pace_by_day(view_of(changed, edition="2018", **{"with": "2017"}))
    assert isinstance(chart.spec, Lines)
    assert ["missing" in line.end_words for line in chart.spec.lines] == [False, True]


def test_the_finding_names_the_campaign_ahead_on_the_last_common_day(campaign: Campaign) -> None:
    chart = by_campaign.pace_by_day(both(campaign))
    comparison = both(campaign).comparison
    assert comparison is not None and comparison.common_end("day") is not None
    first, second = (
        rows.loc[rows["day"] == comparison.common_end("day"), "reached"].item()
        for rows in comparison.paces
    )
    assert plain_spaces(chart.finding) == (
        f"Day {comparison.common_end('day')}: 2017 campaign ahead by {second - first:,.0f} people"
    )


def test_a_campaign_within_a_sentence_has_a_small_letter(campaign: Campaign) -> None:
    view = both(campaign, "ru", edition="2017", **{"with": "2018"})
    pace = plain_spaces(by_campaign.pace_by_day(view).finding)
    assert ": больший охват — кампания 2017 года, разница — " in pace
    types = by_campaign.types_of_both(view)
    start = "Кампания 2017 года (для сравнения: кампания 2018 года): видов мероприятий"
    assert plain_spaces(types.finding).startswith(start)


def test_types_of_only_one_campaign_are_in_quotation_marks(campaign: Campaign) -> None:
    query = {"edition": "2017", "with": "2018", "oblast": "KG-T"}
    summary = by_campaign.types_of_both(both(campaign, "ru", **query)).summary
    assert "«Открытие кампании в регионе», «Лекция или урок» и «Раздача листовок»." in summary


def test_the_summary_names_regions_of_only_one_campaign(campaign: Campaign) -> None:
    lost = by_campaign.regions_of_both(both(campaign))
    assert "Only in “2017\u00a0campaign”: Talas oblast." in lost.summary
    gained = by_campaign.regions_of_both(both(campaign, edition="2017", **{"with": "2018"}))
    assert "Only in “2017\u00a0campaign”: Talas oblast." in gained.summary
    assert isinstance(lost.spec, Dumbbell)
    talas = next(row for row in lost.spec.rows if row.label == "Talas")
    assert (talas.first.words, talas.note) == ("no activity", "")
    others = [row for row in lost.spec.rows if row is not talas]
    assert {row.note for row in others} == {"0.0"}


def test_maps_of_both_have_the_same_classes(campaign: Campaign) -> None:
    view = both(campaign, indicator="reach")
    assert view.other is not None
    assert [(c.low, c.high) for c in view.classes.classes] == [
        (c.low, c.high) for c in view.other.classes.classes
    ]
    counts = [sum(c.units for c in v.classes.classes) for v in (view, view.other)]
    assert counts == [int((v.units["value"] > 0).sum()) for v in (view, view.other)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_illustrative_register_is_marked_beside_a_real_one(
    campaign: Campaign, lang: str
) -> None:
    view = both(campaign, lang)
    assert not view.edition.illustrative and view.disclaimer
    for build in CHARTS:
        assert view.source in build(view).sources or view.other is not None
    sources = by_campaign.pace_by_day(view).sources
    assert view.text("illustrative (invented) register made for this dashboard") in sources
    labels = [key.label for key in by_campaign.pace_by_day(view).spec.legend]  # type: ignore[union-attr]
    assert view.text("{campaign}, illustrative (invented) data", campaign="X")[2:] in labels[1]
    alone = replace(view, selection=PAGES["map"].selection_shown(view.selection, view.campaign))
    assert not alone.disclaimer


@pytest.mark.parametrize("lang", LANGUAGES)
def test_unlike_campaigns_are_not_compared_and_the_summary_says_why(
    campaign: Campaign, lang: str
) -> None:
    second = with_second_register(campaign).editions["2018"].activities
    assert second is not None
    rows = second.assign(reached=(second["reached"] / 8).round())
    other = with_second_register(campaign)
    edition = replace(
        other.editions["2018"], register=FrameRegister(rows), totals=group_activities(rows)
    )
    campaign = replace(other, editions={**other.editions, "2018": edition})
    view = view_of(campaign, lang, edition="2017", **{"with": "2018"})
    comparison = view.comparison
    assert comparison is not None and comparison.is_unlike
    words = by_campaign.comparison_absence(view)
    for mean in (comparison.first.mean, comparison.second.mean):
        assert mean is not None and view.text.number(mean, 1) in words
    for build in CHARTS:
        chart = build(view)
        assert chart.summary == words and not chart.finding


@pytest.mark.parametrize("lang", LANGUAGES)
def test_published_totals_of_2019_are_not_compared(campaign: Campaign, lang: str) -> None:
    (sentence,) = unlike_totals(view_of(campaign, lang))
    assert all(number in sentence for number in ("2017", "2019", "130", "16"))


def test_charts_without_another_register_have_a_message(campaign: Campaign) -> None:
    view = view_of(campaign)
    assert PAGES["compare"].selection_shown(view.selection, campaign).other == ""
    for build in CHARTS:
        assert build(view).summary == "Only one of the campaigns has a register."


def test_two_regions_have_the_rates_of_the_map(campaign: Campaign) -> None:
    view = view_of(campaign, oblast="KG-B,KG-GB")
    chart = two_regions.region_paces(view)
    assert isinstance(chart.spec, Lines)
    rates = view_of(campaign).units["value"]
    ends = [line.points[-1].value for line in chart.spec.lines]
    assert ends == pytest.approx([rates["KG-B"], rates["KG-GB"]])
    ranges = regions_of_indicator(view_of(campaign))["high"]
    assert ranges.isna()["KG-GB"] and "missing" not in chart.spec.lines[1].end_words
    assert chart.spec.lines[0].end_words == (
        f"{ends[0]:.1f} (with missing attendance up to {ranges['KG-B']:.1f})"
    )
    assert chart.spec.lines[0].end_number == f"{ends[0]:.1f}"
    assert ends[0] > ends[1]
    assert plain_spaces(chart.finding) == f"Batken oblast – {ends[0]:.1f}; Bishkek – {ends[1]:.1f}"
    types = two_regions.region_types(view)
    frame = types.table.frame
    reach = view_of(campaign, indicator="reach").units["value"]
    assert frame["first"].sum() == reach["KG-B"]
    assert frame["second"].sum() == reach["KG-GB"]
    table = two_regions.indicator_table(view).frame
    assert list(table["first"])[0] == f"{reach['KG-B']:,.0f}"


def test_a_sentence_on_two_cities_begins_with_a_capital(campaign: Campaign) -> None:
    view = view_of(campaign, "ru", oblast="KG-GB,KG-GO")
    paces, types = two_regions.region_paces(view), two_regions.region_types(view)
    assert paces.summary == "Город Бишкек: 17,0; город Ош: 42,0."
    assert plain_spaces(types.summary) == "Город Бишкек: 1 595 человек; город Ош: 1 135 человек."
    headers = [column.header for column in two_regions.indicator_table(view).columns]
    assert headers[1:3] == ["Город Бишкек", "Город Ош"]
    rows = activities_of(campaign).assign(reached=0.0)
    equal = view_of(with_edition(campaign, activities=rows), "ru", oblast="KG-GB,KG-GO")
    assert by_campaign.comparison_answer(equal) == "Город Ош и город Бишкек: значения равны."


@pytest.mark.parametrize("oblast", ["KG-B,KG-C", "KG-T"])
def test_the_sentence_on_two_regions_names_each_once(campaign: Campaign, oblast: str) -> None:
    view = view_of(campaign, "ru", oblast=oblast)
    first, second = two_regions.region_paces(view), two_regions.region_types(view)
    for chart in (first, second):
        assert chart.caption == chart.summary
        assert all(chart.caption.count(f"{name}: ") == 1 for name in _names(view))
        assert all(chart.caption.count(name) == 1 for name in _names(view))
        # Above the chart they are named as the selection.
        assert all(name in chart.scope for name in _names(view))
    days = view_of(campaign, "ru", oblast=oblast, **{"from": "2017-09-01"})
    assert two_regions.region_types(days).caption.startswith("1\u00a0сентября – ")


def _names(view: View) -> tuple[str, str]:
    regions = two_regions.TwoRegions.of(view)
    assert regions is not None
    return regions.names


def test_the_second_campaign_of_a_sentence_has_no_capital(campaign: Campaign) -> None:
    view = view_of(with_second_register(campaign), "ru", edition="2018", **{"with": "2017"})
    summary = plain_spaces(by_campaign.pace_by_day(view).summary)
    assert summary.startswith("Кампания 2018 года: ")
    assert "; кампания 2017 года, демонстрационные (вымышленные) данные: " in summary


def test_a_region_without_a_value_has_its_state_and_no_line(campaign: Campaign) -> None:
    states = with_every_state(campaign)
    for code, state in (("KG-C", "no activity"), ("KG-B", "not reported")):
        view = view_of(states, oblast=f"{code},KG-GO")
        name = campaign.places.name(code, view.text)
        paces, types = two_regions.region_paces(view), two_regions.region_types(view)
        assert paces.summary == f"{name}: {state}; Osh city: 42.0."
        assert plain_spaces(types.summary) == f"{name}: {state}; Osh city: 1,135 people."
        assert isinstance(paces.spec, Lines) and paces.finding == ""
        assert [line.label for line in paces.spec.lines] == ["Osh city"]
    zero = two_regions.region_paces(view_of(states, oblast="KG-N,KG-GO"))
    assert zero.summary == "Naryn oblast: 0.0; Osh city: 42.0." and zero.finding


@pytest.mark.parametrize("lang", LANGUAGES)
def test_organizers_of_only_one_campaign_are_listed(campaign: Campaign, lang: str) -> None:
    two = with_second_register(campaign)
    edition = two.editions["2018"]
    assert edition.activities is not None
    rows = edition.activities.assign(organiser="A; B")
    changed = replace(edition, register=FrameRegister(rows), totals=group_activities(rows))
    campaign = replace(two, editions={**two.editions, "2018": changed})
    view = view_of(campaign, lang, edition="2018", **{"with": "2017"})
    html = organiser_changes(view)
    first = campaign.editions["2017"].organisers
    assert first is not None
    assert f": {len(first.spellings)}</h3>" in html
    assert f": 2</h3><p>{view.text.list(['A', 'B'])}</p>" in html
    assert organiser_changes(view_of(campaign, lang, edition="2017")) == ""


def test_an_organizer_that_is_newer_than_the_check_of_a_register_is_listed(
    campaign: Campaign,
) -> None:
    two = with_second_register(campaign)
    edition = two.editions["2018"]
    assert isinstance(edition.register, FrameRegister) and edition.organisers is not None
    # The edition keeps its organizers while a register on a server gets rows.
    edition.register.frame["organiser"] = "New organizer"
    html = organiser_changes(view_of(two, edition="2018", **{"with": "2017"}))
    assert ": 1</h3><p>New organizer</p>" in html


def test_organizers_of_both_campaigns_have_a_notice_while_a_register_is_away(
    campaign: Campaign,
) -> None:
    away = with_register_away(with_second_register(campaign))
    view = view_of(away, edition="2018", **{"with": "2017"})
    assert away_words(view.text) in organiser_changes(view)


def test_the_answer_compares_the_campaigns_or_else_two_regions(campaign: Campaign) -> None:
    view = both(campaign)
    assert by_campaign.comparison_answer(view) == f"{by_campaign.pace_by_day(view).finding}."
    alone = view_of(campaign)
    assert by_campaign.comparison_answer(alone) == f"{two_regions.region_paces(alone).finding}."
    assert by_campaign.comparison_answer(view_of(campaign, edition="2018")) == ""
