"""The text on slides: sources, languages, titles and notes."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from pptx.enum.shapes import PP_PLACEHOLDER

from campaign.charts.spec import Choropleth, SmallMultiples
from campaign.charts.two_languages import with_second_legend
from campaign.charts.wording import split_sentences
from campaign.domain.campaign import Campaign
from campaign.exports.pptx.deck import deck, number_words
from campaign.i18n.translator import LANGUAGES
from campaign.presentation.slides import SLIDE_KINDS, Slide
from campaign.render.pptx.shapes import THEME
from campaign.render.typography import clean
from campaign.theme.style import LIGHT
from tests.exports.pptx.deck_file import SlidesIn, open_deck, slide, view_of, words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_slide_has_its_sources_and_status(
    campaign: Campaign, slides_in: SlidesIn, lang: str
) -> None:
    for number, (kind, pptx_slide) in enumerate(slides_in(lang).items(), start=1):
        if kind == "text":
            continue
        spec = slide(kind)
        view = view_of(campaign, spec, lang)
        text, slide_words = view.text, words(pptx_slide)
        day = view.edition.last_day
        sources = spec.sources(view, spec.chart(view))
        for due in (view.disclaimer, campaign.fingerprint, view.filters, view.source, *sources):
            assert clean(due) in slide_words
        assert clean(text("Data as of {day}", day=day)) in slide_words
        placeholders = {p.placeholder_format.idx: p for p in pptx_slide.placeholders}
        shown = placeholders.get(13, pptx_slide.shapes.title).text_frame.text
        assert shown.startswith("Title"), spec.kind  # above the finding, or else as the title
        before, after = number_words(text)
        assert f"{before}{number}{after}" == placeholders[12].text_frame.text
        assert pptx_slide._element.find(".//{*}fld").get("type") == "slidenum"
        chart = spec.chart(view)
        if chart is not None:
            # A chart without a finding has the first sentence of its summary.
            due = chart.finding or split_sentences(chart.summary)[0]
            assert due and pptx_slide.shapes.title.text_frame.text == clean(due), spec.kind
        assert (
            text(
                "Boundaries are generalized and for orientation only; they do not imply "
                "the expression of any opinion concerning the legal status of any "
                "territory or the delimitation of its boundaries."
            )
            in slide_words
        ) == (spec.kind == "map")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_runs_have_a_language_and_the_font_of_the_theme(campaign: Campaign, lang: str) -> None:
    tag = {"ky": "ky-KG", "ru": "ru-RU", "en": "en-GB"}[lang]
    spec = replace(slide("timeline"), notes={"ky": "сөз", "ru": "слово", "en": "word"})
    content = deck(campaign, [spec, slide("map")], lang)
    parts = zipfile.ZipFile(io.BytesIO(content))
    for name in parts.namelist():
        xml = parts.read(name).decode("utf-8", "ignore")
        if name.startswith("ppt/slides/slide"):
            assert set(re.findall(r'lang="([^"]+)"', xml)) == {tag}
            assert "typeface" not in xml
        if name.startswith("ppt/charts/chart"):
            assert "typeface" not in xml
        if name.startswith("ppt/theme/"):
            assert set(re.findall(r'latin typeface="([^"]*)"', xml)) == {"Arial"}
        if name.startswith("ppt/slide") and name.endswith(".xml"):
            assert "Click to edit" not in xml


def test_colours_fonts_and_placeholders_come_from_the_template(campaign: Campaign) -> None:
    slides = [slide(kind) for kind in ("cover", "headline", "breakdown", "heatmap")]
    content = deck(campaign, slides, "en")
    theme = zipfile.ZipFile(io.BytesIO(content)).read("ppt/theme/theme1.xml").decode()
    for name, colour in THEME.items():
        assert f'<a:{name}><a:srgbClr val="{colour[1:]}"/></a:{name}>' in theme
    show = open_deck(content)
    kinds = []
    for pptx_slide in show.slides:
        layout = {p.placeholder_format.idx for p in pptx_slide.slide_layout.placeholders}
        placeholders = {p.placeholder_format.idx: p for p in pptx_slide.placeholders}
        assert set(placeholders) <= layout and {0, 12, 16, 17} <= set(placeholders)
        kinds.append(placeholders[15].placeholder_format.type)
        title = pptx_slide.shapes.title._element
        assert title.find(".//{*}rPr/{*}solidFill") is None, "the colour is that of the layout"
    body, table, chart = PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.TABLE, PP_PLACEHOLDER.CHART
    assert kinds == [body, table, chart, table]


def test_a_slide_has_its_texts_in_both_languages(campaign: Campaign) -> None:
    spec = Slide(
        "map",
        {"ky": "Карта", "ru": "По областям", "en": "By region"},
        notes={"ky": "Сөз", "ru": "Речь", "en": "Speech\nand more"},
    )
    pptx_slide = open_deck(deck(campaign, [spec], "ky", second="en")).slides[0]
    slide_words = words(pptx_slide)
    for lang, title in (("ky", "Карта"), ("en", "By region")):
        view = view_of(campaign, spec, lang)
        chart = spec.chart(view)
        assert chart is not None
        assert title in slide_words
        assert clean(chart.finding) in slide_words
        assert view.disclaimer in slide_words
    xml = pptx_slide.part.blob.decode()
    assert {"ky-KG", "en-GB"} == set(re.findall(r'lang="([^"]+)"', xml))
    assert pptx_slide.notes_slide.notes_text_frame.text == "Сөз\nSpeech\nand more"


def test_a_second_language_has_every_word_of_a_slide(campaign: Campaign) -> None:
    figures = ("cover", "headline", "insights", "rates", "plan")
    slides = [slide(kind) for kind in figures]
    slides[0] = replace(slides[0], text={"ky": "Бир", "en": "One"})
    show = open_deck(deck(campaign, slides, "ky", second="en"))
    for spec, pptx_slide in zip(slides, show.slides, strict=True):
        view = view_of(campaign, spec)
        slide_words = words(pptx_slide)
        due = [*spec.lines(view), view.disclaimer]
        for number in spec.kpis(view):
            due += [number.label, number.reference, number.note]
        chart = spec.chart(view)
        if chart is not None:
            assert chart.spec is not None and not isinstance(chart.spec, SmallMultiples)
            due += [chart.finding, *(key.label for key in chart.spec.legend)]
        for sentence in due:
            assert clean(sentence) in slide_words, (spec.kind, sentence)


def test_a_title_that_is_the_same_in_both_languages_appears_once(campaign: Campaign) -> None:
    spec = replace(slide("timeline"), title={"ky": "Хронология", "ru": "Хронология"})
    (pptx_slide,) = open_deck(deck(campaign, [spec], "ky", second="ru")).slides
    assert words(pptx_slide).count("Хронология") == 1


def test_a_legend_in_two_languages_has_equal_labels_once(campaign: Campaign) -> None:
    spec = slide("map")
    first, second = (spec.chart(view_of(campaign, spec, lang)) for lang in ("ru", "en"))
    assert first is not None and isinstance(first.spec, Choropleth)
    chart = with_second_legend(first, second)
    assert isinstance(chart.spec, Choropleth)
    assert [key.label for key in chart.spec.class_keys] == [
        key.label if key.label == other.label else f"{key.label} / {other.label}"
        for key, other in zip(first.spec.class_keys, second.spec.class_keys, strict=True)
    ]
    assert " / " in chart.spec.legend_title
    assert with_second_legend(first, None) is first


def test_notes_are_those_of_the_slide_or_the_finding(campaign: Campaign) -> None:
    spec = replace(slide("headline"), notes={"en": "First.\n\nSecond <&>."})
    show = open_deck(deck(campaign, [spec, slide("media"), slide("text")], "en"))
    with_notes, of_numbers, without = show.slides
    assert with_notes.notes_slide.notes_text_frame.text == "First.\nSecond <&>."
    # A chart slide without notes has the finding and the summary of the chart as notes.
    spoken = of_numbers.notes_slide.notes_text_frame.text.splitlines()
    chart = slide("media").chart(view_of(campaign, slide("media"), "en"))
    assert chart is not None
    assert spoken == [clean(f"{chart.finding}."), clean(chart.summary)]
    assert not without.has_notes_slide


def test_a_text_slide_has_its_lines_and_its_source(campaign: Campaign) -> None:
    spec = replace(
        slide("text"), text={"en": "One line\nAnother"}, source="https://www.example.org/page"
    )
    pptx_slide = open_deck(deck(campaign, [spec], "en")).slides[0]
    slide_words = words(pptx_slide)
    assert "One line" in slide_words and "Another" in slide_words and "example.org" in slide_words
    links = [r.target_ref for r in pptx_slide.part.rels.values() if r.is_external]
    assert links == ["https://www.example.org/page"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_caveat_below_the_finding_is_complete(campaign: Campaign, lang: str) -> None:
    titles = dict.fromkeys(LANGUAGES, "Title")
    slides = [Slide(kind, titles) for kind in ("migrants", "certainty", "plan")]
    pptx_slides = open_deck(deck(campaign, slides, lang)).slides
    for one, pptx_slide in zip(slides, pptx_slides, strict=True):
        chart = SLIDE_KINDS[one.kind](one.view(campaign, lang, LIGHT))
        caveat = clean(split_sentences(chart.summary)[-1])
        assert any(line.endswith(caveat) for line in words(pptx_slide).splitlines())


def test_a_sentence_does_not_end_after_an_abbreviation() -> None:
    assert split_sentences("Highest: A, 1. Lowest: B, 2.") == ["Highest: A, 1.", "Lowest: B, 2."]
    summary = "День: 2\u00a0августа 2017\u00a0г. (5 человек)."
    assert split_sentences(summary) == [summary]
