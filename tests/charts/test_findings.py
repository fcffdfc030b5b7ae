"""Headlines and answers: numbers equal a recount of random registers, names have their form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.analysis.indicators import INDICATORS
from campaign.analysis.insights import find_insights
from campaign.analysis.view import View
from campaign.charts import by_region, by_type, coverage, over_time, page_answers, two_regions
from campaign.charts.answer_text import (
    HIGHEST,
    LOWEST,
    answer_words,
    beside_average,
    types_in_words,
)
from campaign.charts.page_answers import insight_sentences, overview_answers, overview_insights
from campaign.charts.wording import end_sentence
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from tests.campaigns import CHARTS, REGIONS, view_of, with_edition, with_every_state
from tests.examples import examples
from tests.plain_words import plain_spaces
from tests.random_registers import (
    DAYS,
    active_days,
    is_given,
    means,
    national_rate,
    random_campaign,
    rates,
    rows_of,
    sums_by,
    weeks,
)

ANSWERS: tuple[Callable[[View], str], ...] = (
    page_answers.overview_answer,
    page_answers.map_answer,
    page_answers.timeline_answer,
    page_answers.activities_answer,
)
Rows = list[Mapping[str, Any]]


def names_of(codes: list[str], view: View) -> str:
    names = [view.campaign.places.name(code, view.text) for code in codes]
    return view.text.list(names) if len(names) < 3 else f"{len(names)} regions"


@examples(200)
@given(st.integers(0, 10_000))
def test_the_headline_of_the_map_has_the_region_with_the_lowest_rate(
    campaign: Campaign, seed: int
) -> None:
    sample = random_campaign(campaign, seed)
    view, rows = view_of(sample), rows_of(sample)
    values, national = rates(rows, sample), national_rate(rows, sample)
    words = plain_spaces(by_region.choropleth(view).finding)
    active = {row["oblast"] for row in rows}
    absent = [code for code in REGIONS if code not in active]
    if len(absent) == len(REGIONS):
        assert words == ""
        return
    if not values:
        assert words == "People reached per 10,000 population: not reported"
        return
    low = min(values.values())
    rate = view.text.number(low, 1)
    if len(values) == 1:
        assert words == f"Only region with a value: {names_of([*values], view)} – {rate} per 10,000"
        return
    if low == max(values.values()):
        assert words == f"Equal in all {len(values)} regions with a value: {rate} per 10,000"
        return
    least = names_of([code for code in REGIONS if values.get(code) == low], view)
    amount = f"{least} – {rate} per 10,000"
    if absent:
        assert words == (
            f"No activity: {names_of(absent, view)}. "
            f"Lowest rate (regions with activities): {amount}"
        )
    elif len(values) < len(REGIONS):
        assert words == f"Lowest rate (regions with a value): {amount}"
    else:
        assert words.startswith(f"Lowest rate: {amount}")
    if match := re.search(r"([\d.]+)% below the national average", words):
        assert national is not None
        assert abs(float(match[1]) - (1 - low / national) * 100) <= 0.51
    if "about half" in words:
        assert national is not None and 0.45 <= low / national <= 0.55


@examples(200)
@given(st.integers(0, 10_000))
def test_headlines_of_days_and_types_equal_a_recount(campaign: Campaign, seed: int) -> None:
    sample = random_campaign(campaign, seed)
    view, rows = view_of(sample), rows_of(sample)
    by_day, total = sums_by(rows, "date"), sum(sums_by(rows, "date").values())
    words = plain_spaces(over_time.timeline(view).finding)
    if not total:
        assert words == ""
    else:
        assert f"{max(by_day.values()):,.0f} pe" in words
        if match := re.search(r"half of the total by (\d+) (\w+)$", words):
            half = next(
                day for day in DAYS if sum(v for d, v in by_day.items() if d <= day) >= total / 2
            )
            assert (int(match[1]), match[2]) == (half.day, half.month_name())
    of_types = sums_by(rows, "type")
    words = plain_spaces(by_type.breakdown(view).finding)
    top = [code for code, value in of_types.items() if value == max(of_types.values())]
    if not total or 1 < len(top) == len(of_types):
        assert words == ""
    elif len(top) == 1:
        assert view.text.quote(view.campaign.type_name(top[0], view.text)) in words
        assert f"{of_types[top[0]]:,.0f} p" in words
        if match := re.search(r"([\d.]+)% of the total", words):
            assert abs(float(match[1]) - of_types[top[0]] / total * 100) <= 0.051


@examples(200)
@given(st.integers(0, 10_000))
def test_answers_equal_a_recount_and_agree_with_the_headlines(
    campaign: Campaign, seed: int
) -> None:
    sample = random_campaign(campaign, seed)
    view, rows = view_of(sample), rows_of(sample)
    values = [row["reached"] for row in rows if is_given(row["reached"])]
    for answer in ANSWERS:
        words = plain_spaces(answer(view))
        total = f"{sum(values):,.0f} pe" if values else "attendance not reported"
        assert total in words.split(";")[0] and f"{len(rows)} activit" in words.split(";")[0]
    words = plain_spaces(page_answers.map_answer(view))
    of_regions = rates(rows, sample)
    pattern = (
        r"highest rate per 10,000 population: (.*?) \(([\d.,]+)\); lowest rate: (.*?) \(([\d.,]+)\)"
    )
    if match := re.search(pattern, words):
        low, top = min(of_regions.values()), max(of_regions.values())
        assert (match[2], match[4]) == (view.text.number(top, 1), view.text.number(low, 1))
        least = names_of([code for code in REGIONS if of_regions.get(code) == low], view)
        assert match[3] == least and least in plain_spaces(by_region.choropleth(view).finding)
        assert match[0] in plain_spaces(page_answers.overview_answer(view))
    by_week = weeks(rows)
    words = plain_spaces(page_answers.timeline_answer(view))
    assert f"days with activities: {len(active_days(rows))} of {len(DAYS)}" in words
    if "peak week: " in words:
        match = re.search(r"peak week: .* \(([\d,]+) p\w+, ([\d.]+)% of the total\)", words)
        assert match is not None
        best = max(by_week.values())
        assert match[1] == f"{best:,.0f}"
        assert abs(float(match[2]) - best / sum(by_week.values()) * 100) <= 0.51
    words = plain_spaces(page_answers.activities_answer(view))
    if "most people per activity" in words:
        match = re.search(r"most people per activity: .*? – ([\d,]+)", words)
        assert match is not None
        best = max(mean for _, mean, n in means(rows) if n >= 3)
        assert match[1] == f"{int(best + 0.5):,}"


@examples(200)
@given(st.integers(0, 10_000))
def test_the_tiles_of_the_overview_equal_a_recount(campaign: Campaign, seed: int) -> None:
    sample = random_campaign(campaign, seed)
    view, rows = view_of(sample), rows_of(sample)
    tiles = {tile.code: tile for tile in overview_answers(view)}
    values = [row["reached"] for row in rows if is_given(row["reached"])]
    assert tiles["total"].value == (f"{sum(values):,.0f}" if values else "not reported")
    assert f"{len(rows)} activit" in plain_spaces(tiles["total"].context)
    if lowest := tiles.get("lowest"):
        of_regions = rates(rows, sample)
        low = min(of_regions.values())
        least = [code for code in REGIONS if of_regions.get(code) == low]
        assert abs(float(lowest.value.split()[-1]) - low) <= 0.05
        if len(least) == 1:
            assert lowest.value.startswith(view.campaign.places.short(least[0], view.text))
            assert lowest.page == "region" and lowest.selection.oblasts == (least[0],)
    if week := tiles.get("week"):
        by_week = weeks(rows)
        assert plain_spaces(week.context).startswith(f"{max(by_week.values()):,.0f} p")
    if (kind := tiles.get("type")) and "per activity" in kind.context:
        compared = {code: mean for code, mean, n in means(rows) if n >= 3}
        most = max(compared.values())
        assert f"{int(most + 0.5):,} p" in plain_spaces(kind.context)
        best = [code for code, mean in compared.items() if mean == most]
        if len(best) == 1:
            assert kind.value == view.text.quote(view.campaign.type_name(best[0], view.text))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_answers_of_the_shipped_register(campaign: Campaign, lang: str) -> None:
    tiles = overview_answers(view_of(campaign, lang))
    assert [tile.code for tile in tiles] == ["total", "lowest", "week", "type", "plan"]
    pages = [tile.page for tile in tiles]
    assert pages == ["plan", "region", "timeline", "activities", "plan"]
    assert all(tile.label and tile.value and tile.context for tile in tiles)


def test_a_selection_without_a_plan_has_no_answer_about_it(campaign: Campaign) -> None:
    first, *others = overview_answers(view_of(campaign, **{"from": "2017-08-01"}))
    assert first.page == "timeline" and "target" not in first.context
    assert "plan" not in [tile.code for tile in others]


def test_the_answer_about_one_region_is_its_rank(campaign: Campaign) -> None:
    answers = {tile.code: tile for tile in overview_answers(view_of(campaign, oblast="KG-T"))}
    assert plain_spaces(answers["lowest"].value) == "9 of 9" and answers["lowest"].page == "region"
    assert plain_spaces(answers["lowest"].context) == (
        "4.2 per 10,000 population; Kyrgyzstan: 17.3"
    )


@examples(200)
@given(st.integers(0, 10_000))
def test_the_headline_has_the_type_that_differs_most_between_two_regions(
    campaign: Campaign, seed: int
) -> None:
    sample = random_campaign(campaign, seed)
    view, codes = view_of(sample, oblast="KG-B,KG-GB"), ("KG-B", "KG-GB")
    rows = [row for row in rows_of(sample) if row["oblast"] in codes]
    first, second = (
        sums_by([row for row in rows if row["oblast"] == code], "type") for code in codes
    )
    words = plain_spaces(two_regions.region_types(view).finding)
    differences = {code: abs(first[code] - second[code]) for code in first.keys() & second.keys()}
    most = [code for code, value in differences.items() if value == max(differences.values())]
    if not rows:
        assert words == ""
    elif not differences:
        assert words == "No type of activity has values in both regions"
    elif not differences[most[0]]:
        assert words == "Equal values for every type of activity with values in both regions"
    elif len(most) > 1:
        assert re.search(rf" – {differences[most[0]]:,.0f} pe[a-z]+ each$", words)
        has_name = [view.campaign.type_name(code, view.text) in words for code in most]
        assert all(has_name) if len(most) == 2 else f" {len(most)} types of activity " in words
    else:
        amounts = [view.text.n("{n} person", "{n} people", s[most[0]]) for s in (first, second)]
        name = view.text.quote(view.campaign.type_name(most[0], view.text))
        assert words == plain_spaces(
            "Largest difference among types of activity held in both regions: "
            f"{name} – Batken oblast: {amounts[0]}, Bishkek: {amounts[1]}"
        )


@pytest.mark.sample(1)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", REGIONS)
def test_texts_have_the_names_of_regions_without_inflection(
    campaign: Campaign, code: str, lang: str
) -> None:
    for sample in (campaign, with_every_state(campaign)):
        view = view_of(sample, lang, oblast=code)
        name = view.campaign.places.name(code, view.text)
        chart = by_region.choropleth(view)
        assert chart.finding.startswith(f"{name[0].upper()}{name[1:]}:")
        for build in () if view.is_empty else CHARTS:
            finding = build(view).finding
            assert "{" not in finding and "nan" not in finding
    view = view_of(campaign, lang)
    text, name = view.text, view.campaign.places.name(code, view.text)
    for message in (*HIGHEST.values(), *LOWEST.values()):
        words = answer_words(message, name, "1", text)
        assert f"{name} –" in words.replace("—", "–") and "{" not in words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_have_the_names_of_types_without_inflection(campaign: Campaign, lang: str) -> None:
    text = Text.of(lang)
    for code in campaign.type_codes:
        name = campaign.type_name(code, text)
        quoted = types_in_words([name], text)
        assert name in quoted and quoted in answer_words(HIGHEST["reach"], quoted, "1", text)
        view = view_of(campaign, lang, type=code)
        finding = by_type.breakdown(view).finding
        assert finding == "" or finding.startswith(text.quote(name))


@pytest.mark.sample(3)
@pytest.mark.parametrize("indicator", ["reach", "rate", "activities", "mean", "youth", "materials"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_headline_is_short_and_the_summary_does_not_repeat_it(
    campaign: Campaign, lang: str, indicator: str
) -> None:
    view = view_of(campaign, lang, indicator=indicator)
    for build in (*CHARTS[:10], by_region.overview_map):
        chart = build(view)
        assert len(chart.finding) <= (116 if lang == "en" else 135), chart.finding
        first = chart.finding.split(" – ")[0].split(":")[-1].strip()
        assert not first or first not in chart.summary.split(". ")[0], chart.key


def test_ties_zeros_and_missing_values_have_separate_texts(campaign: Campaign) -> None:
    activities = campaign.editions["2017"].activities
    assert activities is not None
    zero = view_of(with_edition(campaign, activities=activities.assign(reached=0.0)))
    assert plain_spaces(by_region.choropleth(zero).finding) == (
        "Equal in all 9 regions with a value: 0.0 per 10,000"
    )
    assert over_time.timeline(zero).finding == over_time.small_multiples(zero).finding == ""
    silent = with_edition(campaign, activities=activities.assign(reached=float("nan")))
    assert by_region.choropleth(view_of(silent)).finding.endswith(": not reported")
    states = view_of(with_every_state(campaign))
    finding = plain_spaces(by_region.choropleth(states).finding)
    lowest = "Lowest rate (regions with activities): Naryn oblast – 0.0 per 10,000"
    assert finding == f"No activity: Chui oblast. {lowest}"
    assert "Chui" not in by_region.choropleth(states).summary


def test_a_whole_multiple_has_no_decimals() -> None:
    rate = INDICATORS["rate"]
    words = {
        (lang, ratio): plain_spaces(beside_average("", 10 * ratio, 10, rate, Text.of(lang)))
        for lang in LANGUAGES
        for ratio in (2.38, 3, 9.98)
    }
    assert words["en", 9.98] == ", 10 times the national average"
    assert words["ru", 9.98] == ", в 10 раз выше, чем в среднем по стране"
    assert words["ru", 3] == ", в 3 раза выше, чем в среднем по стране"
    assert words["ru", 2.38] == ", в 2,4 раза выше, чем в среднем по стране"
    assert words["ky", 9.98] == "; өлкөдөгү орточодон 10 эсе жогору"


def test_a_headline_of_a_rate_has_its_unit_once(campaign: Campaign) -> None:
    for lang in LANGUAGES:
        view = view_of(campaign, lang)
        unit = view.text("{value} per 10,000", value="").strip()
        rates = [s for s in insight_sentences(view) if unit.lower() in s.lower()]
        assert rates and all(sentence.count("10") == 1 for sentence in rates), rates


@pytest.mark.parametrize("query", [{}, {"oblast": "KG-T"}, {"oblast": "KG-T,KG-O"}])
def test_the_insights_beside_the_answers_omit_what_the_answers_have(
    campaign: Campaign, query: dict[str, str]
) -> None:
    view = view_of(campaign, **query)
    every = [insight.code for insight in find_insights(view)]
    others = [insight.code for insight in overview_insights(view)]
    answered = {"lowest_rate", "strongest_week", "best_type"}
    assert "strongest_week" in every and others and not answered & set(others)
    without = [code for code in every if code not in answered]
    assert others[: len(without)] == without
    assert overview_insights(view_of(campaign, edition="2018")) == ()


def test_no_summary_repeats_its_finding(campaign: Campaign) -> None:
    """The text below a headline does not repeat its sentence, on pages and in files."""
    repeats = []
    for lang in LANGUAGES:
        for query in ({}, {"oblast": "KG-T"}):
            view = view_of(campaign, lang, **query)
            for build in CHARTS:
                chart = build(view)
                sentence = end_sentence(chart.finding)
                words = (chart.summary, chart.sentence)
                repeats += [chart.key for w in words if sentence and sentence in w]
                assert ".." not in chart.description, "a title may end with a full stop"
    assert not repeats
    rates = coverage.rates(view_of(campaign))
    assert rates.finding.startswith("Lowest rate: Talas oblast – 4.2")
    assert rates.sentence.startswith(
        "Most people missing to the national average: Osh oblast – 833"
    )
    assert "Lowest rate" not in rates.sentence and "Population" in rates.sentence


def test_missing_values_are_mentioned_once(campaign: Campaign) -> None:
    activities = campaign.editions["2017"].activities
    assert activities is not None
    columns = ("reached", "women", "men", "media_audience")
    silent = activities.assign(**dict.fromkeys(columns, float("nan")))
    for lang in LANGUAGES:
        view = view_of(with_edition(campaign, activities=silent), lang)
        not_reported = view.text("not reported")
        for build in (by_type.breakdown, by_type.heatmap, by_type.media):
            assert build(view).summary.count(not_reported[:-1]) == 1, build.__name__
        parts = by_type.audience(view).summary.rstrip(".").split("; ")
        assert [part[0].isupper() for part in parts] == [n == 0 for n in range(len(parts))]


def test_regions_with_half_of_the_total_are_called_the_top(campaign: Campaign) -> None:
    ranking = by_region.region_ranking(view_of(campaign, indicator="reach"))
    assert plain_spaces(ranking.finding) == "Top 4 of 9 regions: 55.5% of the national total"
