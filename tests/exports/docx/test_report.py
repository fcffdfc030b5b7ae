"""The report as a Word document, read back."""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn

from campaign.analysis.data_table import rows_in_words
from campaign.analysis.kpi_words import kpi_words
from campaign.charts import by_region, by_type, coverage, over_time, page_answers, plan
from campaign.charts.page_answers import insight_sentence, overview_insights
from campaign.charts.spec import Timeline
from campaign.charts.timeline import event_names
from campaign.domain.campaign import Campaign
from campaign.exports.docx.report import MOST_COLUMNS, MOST_ROWS, NO_TARGET, report
from campaign.exports.docx.word_file import CELL_MARGIN, TAGS, TEXT_WIDTH
from campaign.i18n.translator import LANGUAGES
from campaign.render.png import to_png
from campaign.render.typography import width
from tests.campaigns import view_of, with_edition
from tests.exports.docx_file import ReadDocument


@pytest.fixture(scope="module", params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def country(campaign: Campaign, lang: str) -> ReadDocument:
    return ReadDocument(report(view_of(campaign, lang)))


@pytest.fixture
def one_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every chart has the same small picture: these tests read text, and rendering takes long."""
    png = to_png('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>', 4, "#ffffff")
    monkeypatch.setattr("campaign.exports.docx.report.to_png", lambda *_: png)


def test_the_report_has_title_kpis_and_insights(
    campaign: Campaign, lang: str, country: ReadDocument
) -> None:
    view = view_of(campaign, lang)
    assert country.headings[0] == ("Title", f"{view.edition.name(view.text)} · {view.subject}")
    assert page_answers.overview_answer(view) in country.words
    insights = [insight_sentence(i, view) for i in overview_insights(view)]
    assert insights and all(sentence in country.words for sentence in insights)
    rows = country.tables[0][1:]
    assert [row[:2] for row in rows] == [[kpi.label, kpi.value] for kpi in kpi_words(view)]
    assert country.language == TAGS[lang]


def test_the_numbers_on_the_timeline_are_below_it(
    campaign: Campaign, lang: str, country: ReadDocument
) -> None:
    view = view_of(campaign, lang)
    spec = over_time.timeline(view).spec
    assert isinstance(spec, Timeline)
    for heading, kind in (("Milestones", "milestone"), ("Reported events", "reported")):
        names = event_names(spec, kind, view.text)  # type: ignore[arg-type]
        assert f"{view.text(heading)}: {names}" in country.words and "2) " in names


def test_an_illustrative_register_is_marked_on_every_page_and_below_every_chart(
    campaign: Campaign, lang: str, country: ReadDocument
) -> None:
    mark = view_of(campaign, lang).disclaimer
    assert country.page_header == mark
    assert country.words.count(mark) >= len(country.alternative_texts) + 1


def test_every_chart_has_its_finding_its_text_and_its_table(
    campaign: Campaign, lang: str, country: ReadDocument
) -> None:
    view = view_of(campaign, lang)
    headings = [words for _, words in country.headings]
    for build in (by_region.overview_map, by_type.breakdown, coverage.shares, plan.pace):
        chart = build(view)
        assert (chart.finding or chart.heading) in headings
        assert chart.description in country.alternative_texts
        assert chart.summary in country.words
        rows = rows_in_words(chart.table, view.text)
        if len(rows) <= MOST_ROWS and len(chart.table.columns) <= MOST_COLUMNS:
            assert rows in [table[1:] for table in country.tables]
    assert all(country.alternative_texts)
    assert all(len(table[0]) <= MOST_COLUMNS for table in country.tables)


def test_a_missing_target_is_explained_once_above_a_table(
    campaign: Campaign, lang: str, country: ReadDocument
) -> None:
    view = view_of(campaign, lang)
    text, table = view.text, plan.by_type(view).table
    rows = rows_in_words(table, text, NO_TARGET)
    assert rows in [other[1:] for other in country.tables]
    without = [row[1:] for row in rows if row[1] == "–"]
    assert len(without) == (table.frame["state"] == NO_TARGET).sum() > 3
    assert {cell for row in without for cell in row} == {"–"}
    note = text("A dash: not compared with the plan, because there is no target.")
    assert note in country.words
    assert not any(text("no target") in row for other in country.tables for row in other)


@pytest.mark.long
def test_a_heading_is_on_the_same_page_as_its_picture(country: ReadDocument) -> None:
    paragraphs = country.document.paragraphs
    pictures = [at for at, p in enumerate(paragraphs) if list(p._p.iter(qn("w:drawing")))]
    assert pictures
    for at in pictures:
        start = max(i for i in range(at) if (paragraphs[i].style.name or "").startswith("Heading"))  # type: ignore[union-attr]
        between = paragraphs[start + 1 : at + 1]
        assert all(paragraph.paragraph_format.keep_with_next for paragraph in between)


def test_no_table_is_wider_than_the_text_or_breaks_a_word(country: ReadDocument) -> None:
    for table in country.document.tables:
        widths = [cell.width.pt for cell in table.rows[0].cells]  # type: ignore[union-attr]
        assert sum(widths) == pytest.approx(TEXT_WIDTH.pt, abs=1)
        for row in table.rows:
            for cell, room in zip(row.cells, widths, strict=True):
                run = cell.paragraphs[0].runs[0]
                assert run.font.size is not None
                for word in cell.text.split(" "):
                    needed = width(word, run.font.size.pt, bold=bool(run.bold))
                    assert needed + 2 * CELL_MARGIN <= room, word


def test_a_short_table_is_on_one_page(country: ReadDocument) -> None:
    for table in country.document.tables:
        rows = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
        assert rows[0] and rows[1] and not rows[-1]
        if len(rows) <= 10:
            assert all(rows[:-1])


def test_every_region_has_a_chapter(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    """Charts are left out; the tests of the reports of the country and of a region read them."""
    monkeypatch.setattr("campaign.exports.docx.report._add_chart", lambda *_: None)
    document = ReadDocument(report(view_of(campaign, "ky", oblast="KG-B"), every=True))
    view = view_of(campaign, "ky")
    chapters = [words for style, words in document.headings if style == "Heading 1"]
    names = [campaign.places.heading(code, view.text) for code in campaign.places.codes]
    assert [name for name in chapters if name in names] == names
    assert document.headings[0][1].endswith(view.subject)


@pytest.mark.usefixtures("one_picture")
def test_a_region_has_its_own_report(campaign: Campaign) -> None:
    view = view_of(campaign, "ru", oblast="KG-N")
    document = ReadDocument(report(view))
    assert document.headings[0][1].endswith(campaign.places.heading("KG-N", view.text))
    assert document.tables[0][1][1] == kpi_words(view)[0].value


@pytest.mark.long
def test_the_same_view_gives_the_same_bytes(campaign: Campaign) -> None:
    view = view_of(campaign, "en", oblast="KG-T")
    assert report(view) == report(view)


def test_without_activities_the_report_says_so(campaign: Campaign) -> None:
    view = view_of(campaign, "en", edition="2018")
    document = ReadDocument(report(view, every=True))
    assert view.absence in document.words
    assert not document.alternative_texts
    empty = with_edition(campaign, activities=campaign.editions["2017"].activities.iloc[:0])  # type: ignore[union-attr]
    assert not ReadDocument(report(view_of(empty))).alternative_texts
