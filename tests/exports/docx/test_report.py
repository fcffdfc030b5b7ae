"""The report as a Word document, read back."""

from __future__ import annotations

import pytest

from campaign.analysis.data_table import rows_in_words
from campaign.analysis.headline_numbers import numbers
from campaign.charts import answers, by_region, by_type, coverage, over_time, plan
from campaign.charts.body import Timeline
from campaign.charts.insight_words import insight_sentences
from campaign.charts.timeline_events import event_names
from campaign.domain.campaign import Campaign
from campaign.exports.docx.report import MOST_COLUMNS, MOST_ROWS, report
from campaign.exports.docx.word_file import TAGS
from campaign.i18n.translator import LANGUAGES
from tests.campaigns import view_of, with_edition
from tests.exports.docx_file import ReadDocument


@pytest.fixture(scope="module", params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def country(campaign: Campaign, lang: str) -> ReadDocument:
    return ReadDocument(report(view_of(campaign, lang)))


def test_title_numbers_and_insights(campaign: Campaign, lang: str, country: ReadDocument) -> None:
    view = view_of(campaign, lang)
    assert country.headings[0] == ("Title", f"{view.edition.name(view.text)} · {view.subject}")
    assert answers.overview_answer(view) in country.words
    assert all(sentence in country.words for sentence in insight_sentences(view))
    rows = country.tables[0][1:]
    assert [row[:2] for row in rows] == [[kpi.label, kpi.value] for kpi in numbers(view)]
    assert country.language == TAGS[lang]


def test_the_numbers_on_the_timeline_are_below_it(
    campaign: Campaign, lang: str, country: ReadDocument
) -> None:
    view = view_of(campaign, lang)
    body = over_time.timeline(view).body
    assert isinstance(body, Timeline)
    for heading, kind in (("Milestones", "milestone"), ("Reported events", "reported")):
        names = event_names(body, kind, view.text)  # type: ignore[arg-type]
        assert f"{view.text(heading)}: {names}" in country.words and "2) " in names


def test_an_illustrative_register_is_marked_on_every_page_and_below_every_chart(
    campaign: Campaign, lang: str, country: ReadDocument
) -> None:
    mark = view_of(campaign, lang).mark
    assert country.page_header == mark
    assert country.words.count(mark) >= len(country.alternatives) + 1


def test_every_chart_has_its_finding_its_text_and_its_table(
    campaign: Campaign, lang: str, country: ReadDocument
) -> None:
    view = view_of(campaign, lang)
    headings = [words for _, words in country.headings]
    for build in (by_region.overview_map, by_type.breakdown, coverage.shares, plan.pace):
        chart = build(view)
        assert (chart.finding or chart.heading) in headings
        assert chart.description in country.alternatives
        assert chart.summary in country.words
        rows = rows_in_words(chart.table, view.text)
        if len(rows) <= MOST_ROWS and len(chart.table.columns) <= MOST_COLUMNS:
            assert rows in [table[1:] for table in country.tables]
    assert all(country.alternatives)
    assert all(len(table[0]) <= MOST_COLUMNS for table in country.tables)


@pytest.mark.long
def test_every_region_has_a_chapter(campaign: Campaign) -> None:
    document = ReadDocument(report(view_of(campaign, "ky", oblast="KG-B"), every=True))
    view = view_of(campaign, "ky")
    chapters = [words for style, words in document.headings if style == "Heading 1"]
    names = [campaign.places.name(code, view.text) for code in campaign.places.codes]
    assert [name for name in chapters if name in names] == names
    assert document.headings[0][1].endswith(view.subject)


def test_a_region_has_a_report_of_its_own(campaign: Campaign) -> None:
    view = view_of(campaign, "ru", oblast="KG-N")
    document = ReadDocument(report(view))
    assert document.headings[0][1].endswith(campaign.places.name("KG-N", view.text))
    assert document.tables[0][1][1] == numbers(view)[0].value


@pytest.mark.long
def test_the_same_view_gives_the_same_bytes(campaign: Campaign) -> None:
    view = view_of(campaign, "en", oblast="KG-T")
    assert report(view) == report(view)


def test_without_activities_the_report_says_so(campaign: Campaign) -> None:
    view = view_of(campaign, "en", edition="2018")
    document = ReadDocument(report(view, every=True))
    assert view.absence in document.words
    assert not document.alternatives
    empty = with_edition(campaign, activities=campaign.editions["2017"].activities.iloc[:0])  # type: ignore[union-attr]
    assert not ReadDocument(report(view_of(empty))).alternatives
