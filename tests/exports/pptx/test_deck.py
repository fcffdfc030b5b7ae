"""The deck, read back: its numbers are the indicators', its words fit, its bytes repeat."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openxml_audit import validate_pptx
from pptx import Presentation
from pptx.util import Pt

from campaign.analysis import indicator_frames
from campaign.analysis.headline_numbers import numbers
from campaign.analysis.indicator_frames import by_day, by_unit_and_day, by_unit_and_type
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.plan import plan_of
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.charts import by_region, by_type
from campaign.charts.audience import shares
from campaign.charts.body import Choropleth, Panels
from campaign.charts.two_languages import with_second_legend
from campaign.domain.campaign import Campaign
from campaign.domain.totals import overall
from campaign.exports.pptx.deck import deck
from campaign.exports.pptx.slide_text import first_sentence
from campaign.exports.pptx.slides import HEIGHT, WIDTH, number_words
from campaign.exports.repack_zip import repack
from campaign.i18n.translator import LANGUAGES, Text
from campaign.presentation.slides import FIGURES, Slide
from campaign.render.text_width import LINE, SMALLEST, clean, fit_text, width, wrap_text
from campaign.theme.paint import paint
from campaign.theme.style import LIGHT
from tests.campaigns import REGIONS, with_edition

LONG = "Очень длинное название сцены о кампании против торговли людьми, " * 4


def slide(figure: str, title: str = "Title", **query: str) -> Slide:
    return Slide(figure, dict.fromkeys(LANGUAGES, title), query=query)


def view_of(campaign: Campaign, spec: Slide, lang: str = "en") -> View:
    return spec.view(campaign, lang, LIGHT)


def opened(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def shapes(holder: Any) -> Iterator[Any]:
    for shape in holder:
        yield shape
        if shape.shape_type is not None and hasattr(shape, "shapes"):
            yield from shapes(shape.shapes)


def charts(pptx_slide: Any) -> list[Any]:
    return [shape.chart for shape in pptx_slide.shapes if shape.has_chart]


def series(chart: Any) -> dict[str, tuple[float | None, ...]]:
    return {s.name: tuple(s.values) for plot in chart.plots for s in plot.series}


def sheet(chart: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active


def column(chart: Any, head: str) -> list[Any]:
    """The cells below a head of the data sheet."""
    cells = list(sheet(chart).iter_cols(values_only=True))
    return next(list(c[1 : 1 + len(chart.plots[0].categories)]) for c in cells if c[0] == head)


def words(pptx_slide: Any) -> str:
    paragraphs = [s.text_frame.text for s in shapes(pptx_slide.shapes) if s.has_text_frame]
    return "\n".join(paragraphs)


def values_or_none(values: pd.Series) -> list[float | None]:
    return [None if pd.isna(v) else float(v) for v in values]


def many_types(campaign: Campaign, count: int) -> Campaign:
    """So many types, each with a name of 200 characters that looks like a formula."""
    rows = campaign.editions["2017"].activities
    assert rows is not None
    row = campaign.types.iloc[[0]]
    types = pd.concat([row.rename(index={row.index[0]: f"t{i}"}) for i in range(count)])
    for lang in LANGUAGES:
        types[f"name_{lang}"] = [f"=1+{i}\x07 " + "вид мероприятия " * 13 for i in range(count)]
    spread = pd.concat([rows] * 2, ignore_index=True)
    spread["type"] = [f"t{i % count}" for i in range(len(spread))]
    return replace(with_edition(campaign, activities=spread), types=types)


SlidesIn = Callable[[str], Mapping[str, Any]]


@pytest.fixture(scope="module")
def slides_in(campaign: Campaign) -> SlidesIn:
    """A slide of each figure in a language, by the name of the figure; made once."""

    def build(lang: str) -> Mapping[str, Any]:
        show = opened(deck(campaign, [slide(figure) for figure in FIGURES], lang))
        assert (show.slide_width, show.slide_height) == (Pt(960), Pt(540))
        return dict(zip(FIGURES, show.slides, strict=True))

    return cache(build)


# Numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_charts_hold_the_indicators_of_country_and_units(campaign: Campaign, lang: str) -> None:
    # The country and a third of the regions in each language.
    regions = REGIONS[LANGUAGES.index(lang) :: len(LANGUAGES)]
    query: list[dict[str, str]] = [{}, *({"oblast": region} for region in regions)]
    figures = ("timeline", "breakdown", "audience", "headline")
    slides = [slide(figure, **q) for q in query for figure in figures]
    pptx_slides = iter(opened(deck(campaign, slides, lang)).slides)
    text, types = Text.of(lang), campaign.types
    for q in query:
        view = view_of(campaign, slide("timeline", **q), lang)
        daily = by_day(view.totals(dates=False), *view.days)
        days, since = charts(next(pptx_slides))
        assert column(days, text("People reached per day")) == values_or_none(daily["reached"])
        running, planned = series(since).values()
        assert list(running) == list(daily["cumulative"])
        plan = plan_of(view.edition, view.selection, "reach", view.plan_day)
        assert plan is not None
        totals = [plan.planned_by(day) for day in pd.date_range(*view.days).date]
        assert list(planned) == pytest.approx(totals, abs=0.6)

        ranked = indicator_frames.by_type(view.totals(types=False), INDICATORS["reach"], types)
        parts = charts(next(pptx_slides))
        assert [v for part in parts for v in part.plots[0].series[0].values] == values_or_none(
            ranked["value"]
        )
        audience = shares(overall(view.totals()))["share"]
        bars = charts(next(pptx_slides))[0].plots[0].series[0].values
        assert list(bars) == pytest.approx(list(audience), abs=1e-6, nan_ok=True)

        slide_words = words(next(pptx_slides))
        for number in numbers(view):
            for part in (number.label, number.value, number.reference, number.note):
                assert clean(part) in slide_words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_map_has_a_named_shape_a_unit(campaign: Campaign, lang: str) -> None:
    slides = [slide("map", indicator=indicator) for indicator in ("reach", "rate", "youth")]
    show = opened(deck(campaign, slides, lang))
    for pptx_slide, spec in zip(show.slides, slides, strict=True):
        view = view_of(campaign, spec, lang)
        text = view.text
        chart = by_region.choropleth(view)
        assert isinstance(chart.body, Choropleth)
        (group,) = [s for s in pptx_slide.shapes if s.name == chart.title]
        assert group._element.nvGrpSpPr.cNvPr.get("descr")
        shapes_by_name = {s.name: s for s in group.shapes}
        slide_words = words(pptx_slide)
        for code, row in view.units.iterrows():
            name = campaign.places.name(str(code), text)
            role = chart.body.by_code[str(code)].role
            colour = paint(role, view.style).fill[1:].upper()
            area = shapes_by_name[name]._element
            assert area.find(".//{*}custGeom") is not None
            assert [c.get("val").upper() for c in area.find("{*}spPr").iter("{*}srgbClr")][
                0
            ] == colour
            assert name in area.nvSpPr.cNvPr.get("descr")
            assert clean(view.indicator.format(row["value"], text)) in slide_words
        enlarged = [
            s
            for s in shapes_by_name
            if s == text("{place}, enlarged", place=campaign.places.name("KG-GB", text))
        ]
        assert enlarged


def test_the_map_tells_three_states_apart(campaign: Campaign) -> None:
    rows = campaign.editions["2017"].activities
    assert rows is not None
    rows = rows[rows["oblast"] != "KG-N"].copy()
    rows.loc[rows["oblast"] == "KG-T", "reached"] = float("nan")
    rows.loc[rows["oblast"] == "KG-B", "reached"] = 0
    changed = with_edition(campaign, activities=rows)
    pptx_slide = opened(deck(changed, [slide("map")], "en")).slides[0]
    elements = {s.name: s._element for s in shapes(pptx_slide.shapes)}

    def looks(code: str) -> tuple[bool, str]:
        shape = elements[campaign.places.name(code, Text.of("en"))].find("{*}spPr")
        return shape.find("{*}pattFill") is not None, shape.find(".//{*}srgbClr").get("val")

    three = {looks(code) for code in ("KG-N", "KG-T", "KG-B")}
    assert len(three) == 3
    assert looks("KG-T")[0] and looks("KG-N") == (False, LIGHT.no_activity[1:])
    assert "—" in [
        s.text_frame.text.split("\n")[-1] for s in shapes(pptx_slide.shapes) if s.has_text_frame
    ]
    assert {"zero (1)", "not reported (1)", "no activity (1)"} <= set(elements)


def test_ranking_heatmap_media_and_small_charts(campaign: Campaign) -> None:
    slides = [slide(f) for f in ("ranking", "heatmap", "media", "multiples")]
    show = opened(deck(campaign, slides, "en"))
    ranked, heat, media, small = show.slides
    view = view_of(campaign, slides[0])
    values = charts(ranked)[0].plots[0].series[0].values
    assert list(values) == pytest.approx(sorted(view.units["value"], reverse=True), abs=1e-4)

    frame = by_unit_and_type(view.totals(), INDICATORS["reach"])
    (table,) = [s.table for s in heat.shapes if s.has_table]
    cells = [[c.text for c in row.cells][1:] for row in table.rows][1:]
    filled = [cell for row in cells for cell in row if cell]
    assert len(filled) == len(frame)
    total = sum(int(cell.replace(",", "")) for cell in filled if cell != "?")
    assert total == frame["value"].sum()
    assert filled.count("?") == frame["value"].isna().sum() > 0

    media_values = by_type.media(view).table.frame["value"]
    assert list(charts(media)[0].plots[0].series[0].values) == values_or_none(media_values)

    panels = charts(small)
    assert len(panels) == len(campaign.places.codes)
    by_unit = by_unit_and_day(view.totals()).groupby("oblast")["reached"].sum()
    for code, panel in zip(campaign.places.codes, panels, strict=True):
        reached = series(panel)["People reached"]
        assert sum(v for v in reached if v is not None) == by_unit[code]


def test_days_without_a_value_are_marked_and_no_zero(
    campaign: Campaign, slides_in: SlidesIn
) -> None:
    view = view_of(campaign, slide("timeline"), "ru")
    daily = by_day(view.totals(), *view.days)
    lacking = (daily["activities"] > 0) & daily["reached"].isna()
    assert lacking.any()
    chart = charts(slides_in("ru")["timeline"])[0]
    counts = column(chart, view.text("Activities with attendance not reported"))
    assert [i for i, v in enumerate(counts) if v] == [i for i, v in enumerate(lacking) if v]
    # No series has a value there that would pass for people.
    for values in series(chart).values():
        assert all(values[i] is None for i, v in enumerate(lacking) if v)
    days = column(chart, view.text("People reached per day"))
    assert days == values_or_none(daily["reached"])


def test_what_nobody_reported_is_no_zero(campaign: Campaign) -> None:
    silent = hard(campaign)["nothing reported"]
    pptx_slide = opened(deck(silent, [slide("timeline")], "en")).slides[0]
    (chart,) = charts(pptx_slide)
    assert {value for values in series(chart).values() for value in values} == {None}
    assert sum(filter(None, column(chart, "Activities with attendance not reported"))) == 77


@pytest.mark.parametrize("lang", LANGUAGES)
def test_reported_events_are_marks_on_the_timeline(
    campaign: Campaign, slides_in: SlidesIn, lang: str
) -> None:
    pptx_slide = slides_in(lang)["timeline"]
    rows = campaign.editions["2017"].reported.dropna(subset="date_start")
    edition = campaign.editions["2017"]
    within = rows[rows["date_start"].dt.date.between(edition.first_day, edition.last_day)]
    accent = f'<a:srgbClr val="{LIGHT.accent[1:]}"/>'
    shape_xml = [s._element.xml for s in shapes(pptx_slide.shapes)]
    circles = [
        s
        for s, xml in zip(shapes(pptx_slide.shapes), shape_xml, strict=True)
        if 'prst="ellipse"' in xml and accent in xml and "<p:grpSp" not in xml
    ]
    titles = [str(title) for title in within[f"title_{lang}"]]
    assert titles and all(any(title in s.name for s in circles) for title in map(clean, titles))
    # One a day, and one at the head of their list.
    assert len(circles) == within["date_start"].nunique() + 1
    slide_words = words(pptx_slide)
    assert Text.of(lang)("Reported events") in slide_words
    assert all(f"{number}. " in slide_words for number in range(1, len(within) + 1))
    listed = sum(clean(str(title)) in slide_words for title in rows[f"title_{lang}"])
    omitted = len(rows) - listed
    assert not omitted or Text.of(lang)("not shown here: {n}", n=omitted) in slide_words


def test_the_data_sheet_is_the_chart(campaign: Campaign, slides_in: SlidesIn) -> None:
    chart = charts(slides_in("ru")["timeline"])[0]
    data_sheet, text = sheet(chart), Text.of("ru")
    view = view_of(campaign, slide("timeline"), "ru")
    assert data_sheet.title == text("Data")
    headers = [cell.value for cell in data_sheet[1]]
    for name, values in series(chart).items():
        column = headers.index(name) + 1
        rows = [data_sheet.cell(row, column).value for row in range(2, len(values) + 2)]
        assert rows == list(values)
    assert data_sheet.cell(2, 1).value.date() == view.days[0]
    assert view.mark in [cell.value for row in data_sheet for cell in row]
    refs = [f.text for f in chart._chartSpace.iter("{*}f")]
    assert refs and all(ref.startswith(f"'{data_sheet.title}'!") for ref in refs)


# Words --------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_slide_says_what_it_rests_on(
    campaign: Campaign, slides_in: SlidesIn, lang: str
) -> None:
    for number, (figure, pptx_slide) in enumerate(slides_in(lang).items(), start=1):
        if figure == "text":
            continue
        spec = slide(figure)
        view = view_of(campaign, spec, lang)
        text, slide_words = view.text, words(pptx_slide)
        day = view.edition.last_day
        for due in (view.mark, campaign.fingerprint, view.filters, view.source):
            assert clean(due) in slide_words
        assert clean(text("Data as of {day}", day=day)) in slide_words
        assert pptx_slide.shapes.title.text_frame.text == "Title"
        before, after = number_words(text)
        assert f"{before}{number}{after}" in [s.text_frame.text for s in pptx_slide.placeholders]
        assert pptx_slide._element.find(".//{*}fld").get("type") == "slidenum"
        chart = spec.chart(view)
        if chart is not None:
            # Of two regions the values of both are the headline; without values, why.
            due = chart.finding or first_sentence(chart.summary)[0]
            assert due and clean(due) in slide_words, spec.figure
        assert (
            text(
                "Boundaries are generalized and for orientation only; they do not imply "
                "the expression of any opinion concerning the legal status of any "
                "territory or the delimitation of its boundaries."
            )
            in slide_words
        ) == (spec.figure == "map")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_runs_name_their_language_and_arial(campaign: Campaign, lang: str) -> None:
    tag = {"ky": "ky-KG", "ru": "ru-RU", "en": "en-GB"}[lang]
    spec = replace(slide("timeline"), notes={"ky": "сөз", "ru": "слово", "en": "word"})
    content = deck(campaign, [spec, slide("map")], lang)
    parts = zipfile.ZipFile(io.BytesIO(content))
    for name in parts.namelist():
        xml = parts.read(name).decode("utf-8", "ignore")
        if name.startswith("ppt/slides/slide"):
            assert set(re.findall(r'lang="([^"]+)"', xml)) == {tag}
            assert set(re.findall(r'latin typeface="([^"]+)"', xml)) == {"Arial"}
        if name.startswith("ppt/theme/"):
            assert "Calibri" not in re.findall(r'latin typeface="([^"]*)"', xml)
        if name.startswith("ppt/slide") and name.endswith(".xml"):
            assert "Click to edit" not in xml


def test_two_languages_on_a_slide(campaign: Campaign) -> None:
    spec = Slide(
        "map",
        {"ky": "Карта", "ru": "По областям", "en": "By region"},
        notes={"ky": "Сөз", "ru": "Речь", "en": "Speech\nand more"},
    )
    pptx_slide = opened(deck(campaign, [spec], "ky", second="en")).slides[0]
    slide_words = words(pptx_slide)
    for lang, title in (("ky", "Карта"), ("en", "By region")):
        view = view_of(campaign, spec, lang)
        chart = spec.chart(view)
        assert chart is not None
        assert title in slide_words
        assert clean(chart.finding) in slide_words
        assert view.mark in slide_words
    xml = pptx_slide.part.blob.decode()
    assert {"ky-KG", "en-GB"} == set(re.findall(r'lang="([^"]+)"', xml))
    assert pptx_slide.notes_slide.notes_text_frame.text == "Сөз\nSpeech\nand more"


def test_a_second_language_has_every_word_of_a_slide(campaign: Campaign) -> None:
    figures = ("cover", "headline", "regions", "insights", "rates", "plan")
    slides = [slide(figure) for figure in figures]
    slides[0] = replace(slides[0], text={"ky": "Бир", "en": "One"})
    show = opened(deck(campaign, slides, "ky", second="en"))
    for spec, pptx_slide in zip(slides, show.slides, strict=True):
        view = view_of(campaign, spec)
        slide_words = words(pptx_slide)
        due = [*spec.lines(view), view.mark]
        for number in spec.numbers(view):
            due += [number.label, number.reference, number.note]
        chart = spec.chart(view)
        if chart is not None:
            assert chart.body is not None and not isinstance(chart.body, Panels)
            due += [chart.finding, *(key.label for key in chart.body.legend)]
        for sentence in due:
            assert clean(sentence) in slide_words, (spec.figure, sentence)


def test_a_title_that_is_the_same_in_both_languages_stands_once(campaign: Campaign) -> None:
    spec = replace(slide("timeline"), title={"ky": "Хронология", "ru": "Хронология"})
    (pptx_slide,) = opened(deck(campaign, [spec], "ky", second="ru")).slides
    assert words(pptx_slide).count("Хронология") == 1


def test_a_legend_in_two_languages_says_what_is_the_same_once(campaign: Campaign) -> None:
    spec = slide("map")
    first, second = (spec.chart(view_of(campaign, spec, lang)) for lang in ("ru", "en"))
    assert first is not None and isinstance(first.body, Choropleth)
    chart = with_second_legend(first, second)
    assert isinstance(chart.body, Choropleth)
    assert [key.label for key in chart.body.class_keys] == [
        key.label if key.label == other.label else f"{key.label} / {other.label}"
        for key, other in zip(first.body.class_keys, second.body.class_keys, strict=True)
    ]
    assert " / " in chart.body.legend_title
    assert with_second_legend(first, None) is first


def test_notes_are_the_speaker_s(campaign: Campaign) -> None:
    spec = replace(slide("headline"), notes={"en": "First.\n\nSecond <&>."})
    show = opened(deck(campaign, [spec, slide("media"), slide("text")], "en"))
    with_notes, of_numbers, without = show.slides
    assert with_notes.notes_slide.notes_text_frame.text == "First.\nSecond <&>."
    # Without notes of its own a chart has what to say: its finding and the rest.
    spoken = of_numbers.notes_slide.notes_text_frame.text.splitlines()
    chart = slide("media").chart(view_of(campaign, slide("media"), "en"))
    assert chart is not None
    assert spoken == [clean(f"{chart.finding}."), clean(chart.summary)]
    assert not without.has_notes_slide


def test_words_and_their_source(campaign: Campaign) -> None:
    spec = replace(
        slide("text"), text={"en": "One line\nAnother"}, source="https://www.example.org/page"
    )
    pptx_slide = opened(deck(campaign, [spec], "en")).slides[0]
    slide_words = words(pptx_slide)
    assert "One line" in slide_words and "Another" in slide_words and "example.org" in slide_words
    links = [r.target_ref for r in pptx_slide.part.rels.values() if r.is_external]
    assert links == ["https://www.example.org/page"]


# Nothing left, too much, too long -----------------------------------------------------------


def test_an_empty_filter_says_so(campaign: Campaign) -> None:
    query = {"oblast": "KG-T", "type": "conference"}
    slides = [slide(figure, **query) for figure in FIGURES if figure != "text"]
    pptx_slides = opened(deck(campaign, slides, "en")).slides
    for spec, pptx_slide in zip(slides, pptx_slides, strict=True):
        assert "No activities in this selection." in words(pptx_slide), spec.figure
        assert not charts(pptx_slide)


def test_an_edition_without_a_register_says_so(campaign: Campaign) -> None:
    slides = [slide("map"), slide("headline")]
    pptx_slides = opened(deck(campaign, slides, "en", edition="2018")).slides
    for pptx_slide in pptx_slides:
        assert "No register of activities was published for this campaign." in words(pptx_slide)
        assert "activities.csv" not in words(pptx_slide)


def test_no_boundaries_give_bars_and_say_so(campaign: Campaign) -> None:
    without = replace(campaign, places=replace(campaign.places, boundaries=None))
    pptx_slide = opened(deck(without, [slide("map")], "en")).slides[0]
    assert "The map cannot be shown: the boundary file cannot be read." in words(pptx_slide)
    view = view_of(campaign, slide("map"))
    total = sum(charts(pptx_slide)[0].plots[0].series[0].values)
    assert total == pytest.approx(view.units["value"].sum(), abs=1e-3)


def test_no_slides_are_refused(campaign: Campaign) -> None:
    with pytest.raises(ValueError, match="slide"):
        deck(campaign, [], "en")


def hard(campaign: Campaign) -> Mapping[str, Campaign]:
    rows = campaign.editions["2017"].activities
    assert rows is not None
    silent = rows.copy()
    silent[["reached", "women", "men", "youth", "media_audience", "materials"]] = float("nan")
    return {
        "as shipped": campaign,
        "one row": with_edition(campaign, activities=rows.head(1)),
        "no activity in an oblast": with_edition(
            campaign, activities=rows[rows["oblast"] != "KG-N"]
        ),
        "nothing reported": with_edition(campaign, activities=silent),
        "all zero": with_edition(campaign, activities=rows.assign(reached=0.0)),
        "40 types": many_types(campaign, 40),
        "60 types": many_types(campaign, 60),
    }


CASES = (
    "as shipped",
    "one row",
    "no activity in an oblast",
    "nothing reported",
    "all zero",
    "40 types",
    "60 types",
)


@pytest.mark.sample(1)
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("figures", [[*FIGURES][::2], [*FIGURES][1::2]], ids=["even", "odd"])
def test_nothing_overflows_and_the_schema_holds(
    campaign: Campaign, figures: list[str], case: str, tmp_path: Path
) -> None:
    slides = [replace(slide(f, LONG), text={"en": LONG * 3 + "\n" + LONG}) for f in figures]
    content = deck(hard(campaign)[case], slides, "ru", second="ky")
    file = tmp_path / "deck.pptx"
    file.write_bytes(content)
    result = validate_pptx(file)
    assert result.is_valid and not result.errors, result.errors[:3]
    for pptx_slide in opened(content).slides:
        for shape in shapes(pptx_slide.shapes):
            fits(shape)
        sizes = [int(e.get("sz")) for e in pptx_slide._element.iter("{*}rPr")]
        assert min(sizes) >= SMALLEST * 100


def fits(shape: Any) -> None:
    """Inside the slide, and its words inside the box."""
    left, top = shape.left / 12_700, shape.top / 12_700
    wide, tall = shape.width / 12_700, shape.height / 12_700
    if shape.has_table if hasattr(shape, "has_table") else False:
        tall = sum(row.height for row in shape.table.rows) / 12_700
    assert left >= -1 and top >= -1, shape.name
    assert left + wide <= WIDTH + 1 and top + tall <= HEIGHT + 1, shape.name
    if not shape.has_text_frame or not shape.text_frame.text:
        return
    used = 0.0
    for paragraph in shape.text_frame.paragraphs:
        run = paragraph._p.find(".//{*}rPr")
        size, bold = int(run.get("sz")) / 100, run.get("b") == "1"
        paragraph_text = "".join(t.text for t in paragraph._p.iter("{*}t"))
        lines = wrap_text(paragraph_text, wide, size, bold)
        assert all(width(line, size, bold) <= wide + 0.1 for line in lines), paragraph_text
        used += len(lines) * size * LINE
    assert used <= tall + 0.2, shape.text_frame.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_caveat_below_the_finding_is_whole(campaign: Campaign, lang: str) -> None:
    titles = dict.fromkeys(LANGUAGES, "Title")
    slides = [Slide(figure, titles) for figure in ("migrants", "certainty", "plan")]
    pptx_slides = opened(deck(campaign, slides, lang)).slides
    for one, pptx_slide in zip(slides, pptx_slides, strict=True):
        chart = FIGURES[one.figure](one.view(campaign, lang, LIGHT))
        assert clean(chart.summary) in words(pptx_slide).splitlines()


@pytest.mark.parametrize(("lang", "locale"), [("ky", "440"), ("ru", "419"), ("en", "809")])
def test_decimals_have_the_mark_of_the_language(campaign: Campaign, lang: str, locale: str) -> None:
    pptx_slides = opened(deck(campaign, [slide("ranking"), slide("shares")], lang)).slides
    for pptx_slide, number in zip(pptx_slides, ("#,##0.0", "0.0"), strict=True):
        for chart in charts(pptx_slide):
            formats = chart._chartSpace.iterfind(".//{*}dLbls//{*}numFmt")
            (pattern,) = {one.get("formatCode") for one in formats}
            assert pattern.startswith(f"[$-{locale}]{number}"), pattern
            assert sheet(chart)["B2"].number_format == pattern


def test_what_has_no_room_is_counted(campaign: Campaign) -> None:
    pptx_slides = opened(
        deck(many_types(campaign, 60), [slide("breakdown"), slide("heatmap")], "en")
    )
    for pptx_slide in pptx_slides.slides:
        entries = sum(len(c.plots[0].series[0].values) for c in charts(pptx_slide))
        entries += sum(len(s.table.rows) - 1 for s in pptx_slide.shapes if s.has_table)
        assert f"not shown here: {60 - entries}" in words(pptx_slide)


def test_names_never_become_formulas(campaign: Campaign) -> None:
    pptx_slide = opened(deck(many_types(campaign, 5), [slide("breakdown")], "en")).slides[0]
    cells = [cell for row in sheet(charts(pptx_slide)[0]) for cell in row]
    assert any(str(cell.value).startswith("=1+") for cell in cells)
    assert not any(cell.data_type == "f" for cell in cells)


# The file -----------------------------------------------------------------------------------


def test_the_same_slides_give_the_same_bytes(campaign: Campaign) -> None:
    slides = [slide(figure) for figure in ("map", "timeline", "audience")]
    first = deck(campaign, slides, "ky")
    assert deck(campaign, slides, "ky") == first
    assert deck(campaign, slides, "ru") != first
    parts = zipfile.ZipFile(io.BytesIO(first))
    assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [n for n in parts.namelist() if "thumbnail" in n or "printerSettings" in n]
    inner = [n for n in parts.namelist() if n.endswith(".xlsx")]
    assert len(inner) == 3
    for name in inner:
        book = zipfile.ZipFile(io.BytesIO(parts.read(name)))
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert set(re.findall(r"\d{4}-\d\d-\d\dT", book.read("docProps/core.xml").decode())) == {
            "1980-01-01T"
        }
    day = campaign.editions["2017"].last_day
    dates = re.findall(r"(\d{4}-\d\d-\d\d)T", parts.read("docProps/core.xml").decode())
    assert day is not None and set(dates) == {day.isoformat()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_ids_on_a_slide_are_unique(slides_in: SlidesIn, lang: str) -> None:
    for pptx_slide in slides_in(lang).values():
        ids = [e.get("id") for e in pptx_slide._element.iter("{*}cNvPr")]
        assert len(ids) == len(set(ids))


def test_repacking_changes_no_content(campaign: Campaign) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as source:
        source.writestr("b.txt", "two")
        source.writestr("[Content_Types].xml", "first")
    content = repack(out.getvalue())
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.namelist() == ["[Content_Types].xml", "b.txt"]
    assert archive.read("b.txt") == b"two"
    assert repack(content) == content


# Letters ------------------------------------------------------------------------------------


def test_words_shrink_then_break_then_end_in_an_ellipsis() -> None:
    short = fit_text("Кыргызстан", 400, 40, 30, 16, bold=True)
    assert (short.size, short.lines, short.cut) == (30, 1, False)
    longer = fit_text("Кыргызстан " * 6, 400, 40, 30, 16, bold=True)
    assert longer.size < 30 and not longer.cut
    cut = fit_text("Кыргызстан " * 40, 400, 40, 30, 16, bold=True)
    assert cut.cut and cut.words.endswith("…") and cut.height <= 40.01


@pytest.mark.parametrize("letter", list("ҢңӨөҮүЖжЩщЫы"))
def test_kyrgyz_letters_have_a_width_of_their_own(letter: str) -> None:
    assert width(letter * 10, 10) != pytest.approx(width("\U0001f600" * 10, 10))
    assert width(letter, 10, bold=True) >= width("i", 10)


def test_lines_are_whole_words_and_long_words_are_broken() -> None:
    lines = wrap_text("one two three " + "x" * 200, 60, 12)
    assert all(width(line, 12) <= 60 for line in lines)
    assert "".join(lines).replace(" ", "") == "onetwothree" + "x" * 200
    assert [a for a, b in pairwise(lines) if a == b == ""] == []


def test_a_sentence_does_not_end_after_an_abbreviation() -> None:
    assert first_sentence("Highest: A, 1. Lowest: B, 2.") == ("Highest: A, 1.", "Lowest: B, 2.")
    summary = "День: 2\u00a0августа 2017\u00a0г. (5 человек)."
    assert first_sentence(summary) == (summary, "")
    assert first_sentence("") == ("", "")


def test_the_finding_of_the_headline_is_in_the_numbers(campaign: Campaign) -> None:
    view = View(campaign, Selection("2017", "en"), Text.of("en"), LIGHT)
    pptx_slide = opened(deck(campaign, [slide("headline")], "en")).slides[0]
    reached = overall(view.totals())["reached"]
    assert f"People reached: {view.text.number(reached)}" in words(pptx_slide)
