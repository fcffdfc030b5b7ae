"""Every chart: complete texts and tables, labels of national values, shared activities."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import openpyxl
import pandas as pd
import pytest
from pptx import Presentation

from campaign.analysis.data_table import csv_bytes, html
from campaign.analysis.view import View
from campaign.charts import by_evidence, by_region, by_text, by_type, over_time
from campaign.charts.chart import Chart
from campaign.charts.spec import Heatmap, SmallMultiples
from campaign.domain.campaign import Campaign
from campaign.exports.formats import FORMATS, ExportOptions
from campaign.exports.pdf.brief import page_of
from campaign.exports.pdf.charts import BriefMap
from campaign.exports.xlsx.table import SHEETS
from campaign.i18n.letter_case import capitalize
from campaign.i18n.translator import LANGUAGES
from campaign.presentation.payload import build_presentation
from campaign.presentation.slides import SLIDE_KINDS, Slide, omission
from campaign.render.svg import figure as svg
from tests import svg_marks
from tests.campaign_totals import (
    SELECTIONS,
    CampaignTotals,
    names_campaign,
    strings,
    with_legend_as_one,
    without_named_points,
)
from tests.campaigns import CHARTS, view_of, with_edition
from tests.charts.small_register import NOTHING, ROWS, SILENT, register
from tests.pairs import with_languages
from tests.plain_words import plain_spaces
from tests.presentation.sections import drawing_of

REGISTERS = {"all": register(), "one": register(ROWS[:1]), "silent": SILENT, "none": NOTHING}
# The small registers have no organizers, partners, target groups or districts.
BUILDS = tuple(build for build in CHARTS if build.__module__ != by_text.__name__)
OF_WEEKS = (by_evidence.reports, by_evidence.report_shares)


@pytest.mark.parametrize("rows", REGISTERS.values(), ids=REGISTERS)
@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.__name__)
def test_texts_and_table_are_complete(
    campaign: Campaign, build: Callable[[View], Chart], rows: pd.DataFrame
) -> None:
    if rows is NOTHING and build in OF_WEEKS:
        return  # pages show these charts only with activities
    for lang in LANGUAGES:
        view = view_of(with_edition(campaign, activities=rows), lang)
        chart = build(view)
        assert chart.summary.endswith(".") or (not chart.summary and not chart.finding)
        for words in (chart.title, chart.finding, chart.description):
            assert "{" not in words and "nan" not in words.split(), words
        assert {column.key for column in chart.table.columns} <= set(chart.table.frame.columns)
        markup = html(chart.table, view.text, "caption")
        assert ">nan<" not in markup.lower() and csv_bytes(chart.table, view.text, "")


BUILDERS = (*CHARTS, by_region.overview_map)
SLIDE_CHARTS = tuple(name for name in SLIDE_KINDS if name != "text")
CASES = pytest.mark.parametrize("query", SELECTIONS.values(), ids=SELECTIONS)
IN_EACH_LANGUAGE = pytest.mark.parametrize("lang", LANGUAGES)
Item = TypeVar("Item")


def in_turn(items: Sequence[Item], query: dict[str, str], lang: str) -> list[Item]:
    """A third of the items for this selection; the three languages together have all of them."""
    combinations = with_languages(items, list(SELECTIONS.values()))
    return [item for item, other, turn in combinations if (other, turn) == (query, lang)]


def slides_of(charts: Sequence[str]) -> tuple[Slide, ...]:
    title = dict.fromkeys(LANGUAGES, "Title")
    return tuple(Slide(chart, title) for chart in charts)


@pytest.mark.sample(3)
@IN_EACH_LANGUAGE
@CASES
def test_charts_label_totals_of_the_whole_campaign(
    campaign: Campaign, query: dict[str, str], lang: str
) -> None:
    view = view_of(campaign, lang, **query)
    totals = CampaignTotals.of(view)
    for build in in_turn(BUILDERS, query, lang):
        chart = build(view)
        # The map has rates of regions; only the rate of the country needs a label.
        words = svg_marks.pieces(svg.draw(chart, view.style)) if chart.spec else []
        words = without_named_points(words, chart)
        sentences = [chart.title, chart.scope, chart.summary, chart.sentence, *chart.sources]
        assert totals.unnamed([*sentences, *words]) == [], build.__name__


@pytest.mark.long
@IN_EACH_LANGUAGE
@CASES
def test_slides_label_totals_of_the_whole_campaign(
    campaign: Campaign, query: dict[str, str], lang: str
) -> None:
    view = view_of(campaign, lang, **query)
    totals = CampaignTotals.of(view)
    second = next(other for other in LANGUAGES if other != lang)
    slides = slides_of(in_turn(SLIDE_CHARTS, query, lang))
    content = FORMATS["pptx"].build(view, ExportOptions(slides=slides, second=second))
    show = Presentation(io.BytesIO(content))
    included = tuple(slide for slide in slides if not omission(slide, view))
    for spec, slide in zip(included, show.slides, strict=True):
        pieces = without_named_points(with_legend_as_one(_pieces(slide), lang), spec.chart(view))
        assert totals.unnamed(pieces) == [], spec.kind
        # Every slide has the selection above its title, behind the topic.
        topics = [s.text_frame.text for s in slide.shapes if s.name == view.text("Topic")]
        # A cover has the selection among its lines.
        texts = _pieces(slide) if spec.kind == "cover" else topics
        line = " ".join(texts)
        assert all(part in line for part in view.scope.parts()), spec.kind
    assert view.scope.line in show.core_properties.title


@IN_EACH_LANGUAGE
def test_the_shipped_slides_label_totals_of_the_whole_campaign(
    campaign: Campaign, lang: str
) -> None:
    view = view_of(campaign, lang, **SELECTIONS["a region"])
    show = Presentation(io.BytesIO(FORMATS["pptx"].build(view, ExportOptions())))
    for number, slide in enumerate(show.slides, 1):
        pieces = with_legend_as_one(_pieces(slide), lang)
        assert CampaignTotals.of(view).unnamed(pieces) == [], number


def _pieces(slide: object) -> Iterator[str]:
    """The paragraphs, the categories of charts, and the speaker's notes."""
    for shape in slide.shapes:  # type: ignore[attr-defined]
        for inner in getattr(shape, "shapes", [shape]):
            if inner.has_text_frame:
                yield from (paragraph.text for paragraph in inner.text_frame.paragraphs)
        if shape.has_chart:
            yield from (str(category) for category in shape.chart.plots[0].categories)
    if slide.has_notes_slide:  # type: ignore[attr-defined]
        yield slide.notes_slide.notes_text_frame.text  # type: ignore[attr-defined]


@pytest.mark.long
@CASES
def test_the_presentation_labels_totals_of_the_whole_campaign(
    campaign: Campaign, query: dict[str, str]
) -> None:
    slides = tuple(Slide(slide.kind, slide.title, query=query) for slide in slides_of(SLIDE_CHARTS))
    presentation = build_presentation(campaign, slides, "2017")
    for lang in LANGUAGES:
        view = view_of(campaign, lang, **query)
        totals = CampaignTotals.of(view)
        for slide, slide_content, sections in zip(
            slides,
            presentation.content["slides"],
            presentation.sections,
            strict=True,
        ):
            assert totals.unnamed(strings(slide_content[lang])) == [], slide.kind
            if drawing := drawing_of(sections[lang]):
                words = without_named_points(svg_marks.pieces(drawing), slide.chart(view))
                assert totals.unnamed(words) == [], slide.kind
            words = [slide_content[lang]["filters"]]
            if slide.kind == "cover":
                words = list(strings(slide_content[lang]))
            assert all(part in " ".join(words) for part in view.scope.parts()), slide.kind


def test_the_file_of_the_presentation_has_the_selection_in_its_title(campaign: Campaign) -> None:
    view = view_of(campaign, "ru", **SELECTIONS["all at once"])
    page = FORMATS["html"].build(view, ExportOptions(slides=slides_of(SLIDE_CHARTS[:1]))).decode()
    title = page.split("<title>")[1].split("</title>")[0]
    assert view.scope.line in title


@pytest.mark.sample(2)
@IN_EACH_LANGUAGE
@CASES
def test_the_brief_labels_totals_of_the_whole_campaign(
    campaign: Campaign, query: dict[str, str], lang: str
) -> None:
    view = view_of(campaign, lang, **query)
    page = page_of(view, "", BriefMap.of(view))
    for chart in (page["map"], page["timeline"], page["types"]):
        drawings = chart.pop("svgs", None) or [chart.pop("svg")]
        # The legend's title names the country's average among its limits.
        chart["words"] = [piece for svg in drawings for piece in svg_marks.pieces(svg)]
    assert CampaignTotals.of(view).unnamed(strings(page)) == []
    for part in view.scope.parts():
        assert part.lower() in page["place"].lower()
    assert capitalize(view.scope.line.split(" · ")[0]) in page["summaries"][0]


@IN_EACH_LANGUAGE
@CASES
def test_a_brief_of_an_edition_without_a_register_labels_published_values(
    campaign: Campaign, query: dict[str, str], lang: str
) -> None:
    view = view_of(campaign, lang, **{**query, "edition": "2019"})
    if not view.selection.filtered:
        return
    page = page_of(view, "", None)
    assert page["numbers"] == []
    pieces = [piece for piece in strings(page) if view.edition.name(view.text) not in piece]
    assert page["apart"] and CampaignTotals.of(view).unnamed(pieces) == []


@pytest.mark.sample(1)
@IN_EACH_LANGUAGE
@CASES
def test_the_workbook_labels_totals_of_the_whole_campaign(
    campaign: Campaign, query: dict[str, str], lang: str
) -> None:
    view = view_of(campaign, lang, **query)
    totals = CampaignTotals.of(view)
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].build(view, ExportOptions())))
    day, register = view.text("Day of the campaign"), view.text(SHEETS["register"][0])
    for sheet in book:
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        header = next((row for row in rows if sum(cell is not None for cell in row) > 1), None)
        for row in rows:
            words = [str(cell) for cell in row if isinstance(cell, str)]
            assert totals.unnamed(words) == [], (sheet.title, row)
            if header is None:
                # A sheet without a table has a sentence with the reason.
                assert not any(isinstance(cell, int | float) for cell in row), sheet.title
                continue
            if sheet.title == register:
                continue  # a row is an activity
            for cell, column in zip(row, header, strict=True):
                is_number = isinstance(cell, int | float) and column != day
                if is_number and any(abs(cell - figure) < 1e-9 for figure in totals.values):
                    # The label is in the row or in the header of the column.
                    assert names_campaign(" ".join([*words, str(column)])), (
                        sheet.title,
                        column,
                        row,
                    )
    about = " ".join(str(cell.value) for row in book.worksheets[0] for cell in row)
    assert view.subject in about


@IN_EACH_LANGUAGE
@CASES
def test_the_register_as_csv_has_the_filters_and_the_selected_rows(
    campaign: Campaign, query: dict[str, str], lang: str
) -> None:
    view = view_of(campaign, lang, **query)
    content = FORMATS["csv"].build(view, ExportOptions()).decode("utf-8-sig")
    assert view.filters in content
    assert len(content.splitlines()) == 1 + len(
        view.selection.row_filter().apply(view.edition.activities)
    )


CODES = ("KG-C", "KG-B;KG-O", "KG", "KG-N", "KG-B;KG-T")
NAN = float("nan")


def with_shared(campaign: Campaign) -> Campaign:
    """One own activity of Chui and one of Naryn, two of two regions each, one of the country."""
    rows = campaign.editions["2017"].activities
    assert rows is not None
    few = rows.iloc[: len(CODES)].reset_index(drop=True)
    return with_edition(
        campaign,
        activities=few.assign(
            oblast=CODES,
            reached=[40.0, 150.0, 500.0, NAN, 90.0],
            reached_by_oblast=["", "", "", "", "KG-B=40; KG-T=50"],
            type=["lecture", "training", "flash_mob", "lecture", "lecture"],
            media_audience=NAN,
            materials=NAN,
        ),
    )


def test_small_charts_count_shared_activities_separately(campaign: Campaign) -> None:
    spec = over_time.small_multiples(view_of(with_shared(campaign))).spec
    assert isinstance(spec, SmallMultiples)
    lines = {p.datum.code: plain_spaces(p.datum.tooltip[1]) for p in spec.panels}
    assert lines["oblast=KG-B"] == "40 people · 2 activities shared with other regions"
    assert lines["oblast=KG-T"] == "50 people · 1 activity shared with other regions"
    assert lines["oblast=KG-O"] == "not reported · 1 activity shared with other regions"
    assert lines["oblast=KG-C"] == "40 people · 1 activity"
    assert lines["oblast=KG-N"] == "not reported · 1 activity"
    states = {p.datum.code: p.datum.state for p in spec.panels}
    assert {code for code, state in states.items() if state == "no_activity"} == {
        f"oblast={code}" for code in ("KG-J", "KG-Y", "KG-GB", "KG-GO")
    }
    # 40 of Chui, and 90 whose regions are given; the other 650 count in national sums only.
    assert sum(p.datum.value for p in spec.panels if p.datum.value == p.datum.value) == 130


def test_the_heatmap_counts_shared_activities_separately(campaign: Campaign) -> None:
    spec = by_type.heatmap(view_of(with_shared(campaign), indicator="reach")).spec
    assert isinstance(spec, Heatmap)
    cells = {(spec.rows[c.row].code, spec.columns[c.column].code): c.datum for c in spec.cells}
    lines = {key: plain_spaces(datum.tooltip[-1]) for key, datum in cells.items()}
    assert len(lines) == 6
    assert sorted(lines.values()) == [
        "1 activity",
        "1 activity",
        *["1 activity shared with other regions"] * 4,
    ]
    assert sum(d.value for d in cells.values() if d.state == "value") == 130


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_chart_of_regions_has_the_line_on_activities_of_no_single_region(
    campaign: Campaign, lang: str
) -> None:
    view = view_of(with_shared(campaign), lang)
    assert view.wide_line
    for build in (
        by_region.choropleth,
        by_region.region_ranking,
        over_time.small_multiples,
        by_type.heatmap,
        by_evidence.reports,
        by_evidence.report_shares,
    ):
        chart = build(view)
        assert chart.wide_line == view.wide_line and chart.summary.endswith(view.wide_line)
        assert build(view_of(campaign, lang)).wide_line == ""
