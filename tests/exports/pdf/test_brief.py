"""The pages of a brief have the texts and values of the screen."""

from __future__ import annotations

import io
import re

import pandas as pd
import pypdf
import pytest

from campaign.analysis.indicators import INDICATORS
from campaign.analysis.region_profile import RegionProfile
from campaign.charts import by_evidence, coverage, over_time, plan
from campaign.charts.answer_text import HIGHEST, LOWEST
from campaign.charts.region_text import gap_text
from campaign.charts.spec import Timeline
from campaign.domain.campaign import Campaign
from campaign.exports.pdf.brief import brief, page_of, second_page_of
from campaign.exports.pdf.charts import BriefMap
from campaign.i18n.letter_case import capitalize
from campaign.i18n.translator import LANGUAGES
from tests.campaigns import view_of, with_edition
from tests.exports.conftest import ADDRESS, Document
from tests.exports.pdf.brief_pages import (
    expected_texts,
    plain_words,
    provenance_of,
    read,
    with_rows,
)
from tests.plain_words import plain_spaces


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_country_has_coverage_plan_and_certainty_on_its_second_page(
    campaign: Campaign, brief_of: Document, lang: str
) -> None:
    view = view_of(campaign, lang)
    _, page = read(brief_of(lang, ""))
    for chart in (coverage.rates(view), plan.pace(view), by_evidence.certainty(view)):
        assert plain_words(chart.finding) in page and plain_words(chart.title) in page
        assert plain_words(chart.summary) in page
        assert all(plain_words(capitalize(source)) in page for source in chart.sources)
        assert plain_words(chart.note_sentences) in page.split(view.text("Sources"))[-1]
    for due in (view.disclaimer, view.filters, campaign.fingerprint):
        assert plain_words(due) in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_timeline_is_high_enough_for_every_tick(
    campaign: Campaign, brief_of: Document, lang: str
) -> None:
    """Each headline and each list of events has one line, which leaves the height to the chart."""
    page, _ = read(brief_of(lang, ""))
    spec = over_time.timeline(view_of(campaign, lang)).spec
    assert isinstance(spec, Timeline)
    assert spec.total_ticks[-1].at == 15_000
    assert all(plain_words(tick.words) in page for tick in spec.total_ticks)


def test_the_second_page_has_no_section_without_data(campaign: Campaign) -> None:
    def names(changed: Campaign, **query: str) -> list[str]:
        page = second_page_of(view_of(changed, **query))
        return [] if page is None else [section["name"] for section in page["sections"]]

    covered, planned, certain = "Coverage", "Progress against plan", "Data completeness"
    assert names(campaign) == [covered, planned, certain]
    assert names(with_edition(campaign, targets=None)) == [covered, certain]
    assert names(with_edition(campaign, population=None)) == [planned, certain]
    # The plan is for the whole campaign, so a selection of days has no plan section.
    assert names(campaign, **{"from": "2017-09-01"}) == [covered, certain]
    assert names(campaign, oblast="KG-N") == names(campaign, edition="2018") == []


def test_a_region_has_its_gap_and_its_plan(campaign: Campaign) -> None:
    view = view_of(campaign, oblast="KG-T")
    lines = page_of(view, "", None)["summaries"]
    profile = RegionProfile.of(view, "KG-T")
    assert profile.gap == -323 and gap_text(profile, view.text) in lines
    assert f"{plan.pace(view).finding}." in lines


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_has_the_texts_of_the_screen(
    campaign: Campaign, brief_of: Document, lang: str
) -> None:
    for code in ("", "KG-N", "KG-GB"):  # test_file.py reads the other regions
        view = view_of(campaign, lang, oblast=code)
        page, *more = read(brief_of(lang, code))
        assert len(more) == (not code)
        for words in [*expected_texts(view), *provenance_of(view)]:
            assert plain_words(words) in page, (code, words)


def test_the_brief_of_a_region_says_its_rank_by_the_indicator_once(campaign: Campaign) -> None:
    for indicator, rank in (
        ("rate", "rank: 8 of 9"),
        ("mean", "Osh oblast: 161 people per activity; rank: 3 of 9"),
    ):
        view = view_of(campaign, oblast="KG-O", indicator=indicator)
        lines = page_of(view, "", BriefMap.of(view))["summaries"]
        text = plain_spaces(" ".join(lines))
        assert text.count(rank) == 1, lines
        assert any(
            re.search("; lowest (rate|mean attendance)", plain_spaces(line)) for line in lines
        )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_highest_and_the_lowest_are_those_of_a_named_indicator(
    campaign: Campaign, lang: str
) -> None:
    """A sentence names the highest and lowest value together with the indicator."""
    for indicator in INDICATORS:
        for code in ("", "KG-O"):
            view = view_of(campaign, lang, oblast=code, indicator=indicator)
            lines = page_of(view, "", BriefMap.of(view))["summaries"]
            names = tuple(view.text(ends[indicator]) for ends in (HIGHEST, LOWEST))
            ends = [line for line in lines if any(name in line for name in names)]
            amounts = [view.indicator.format(v, view.text) for v in view.units["value"].dropna()]
            assert any(amount in line for line in ends for amount in amounts), lines


def test_three_states_look_different(campaign: Campaign) -> None:
    def change(rows: pd.DataFrame) -> pd.DataFrame:
        rows.loc[rows["oblast"] == "KG-N", "reached"] = float("nan")
        rows.loc[rows["oblast"] == "KG-Y", ["reached", "women", "men", "youth"]] = 0
        return rows[rows["oblast"] != "KG-T"]

    view = view_of(with_rows(campaign, change))
    assert set(view.units["state"]) == {"value", "zero", "not_reported", "no_activity"}
    pdf = brief(view, ADDRESS)
    page, *_ = read(pdf)
    for words in (
        "zero (1)",
        "not reported (1)",
        "no activity (1)",
        "Naryn ?",
        "Talas —",
        "Issyk-Kul 0",
    ):
        assert words in page
    patterns = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/Pattern"]
    # Hatched on the map and in the legend; no activity is a plain unit with a dash, as on screen.
    assert len({pattern.get_object().get_data() for pattern in patterns.values()}) == 1
    assert patterns


@pytest.mark.sample(1)
@pytest.mark.parametrize("indicator", INDICATORS)
def test_a_brief_has_the_values_of_every_indicator(campaign: Campaign, indicator: str) -> None:
    for code in ("", "KG-GO"):
        view = view_of(campaign, "ru", indicator=indicator, oblast=code, classes="7")
        page, *_ = read(brief(view, ADDRESS))
        for value in view.units["value"].dropna():
            assert plain_words(view.indicator.format(value, view.text)) in page


def test_the_brief_of_a_selection_names_its_filters_and_total(campaign: Campaign) -> None:
    query = {"from": "2017-08-15", "to": "2017-10-01", "type": "forum_theatre,flash_mob"}
    view = view_of(campaign, "ky", **query)
    page, *_ = read(brief(view, ADDRESS))
    assert plain_words(view.filters) in page
    assert view.text.number(view.totals()["reached"].sum()) in page


def test_no_line_ends_after_the_hyphen_of_a_kyrgyz_date(campaign: Campaign) -> None:
    for code in ("KG-GO", "KG-T"):
        content = brief(view_of(campaign, "ky", oblast=code), "")
        words = "\n".join(
            page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages
        )
        assert re.search(r"\d-[а-я]", words), "the page has dates, and its words can be searched"
        assert not re.findall(r"\d-\s*\n\S*", words)
        assert not re.findall(r"\d–\s*\n\d+-", words)
