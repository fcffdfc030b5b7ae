"""The payload of a presentation has the values of the indicators and texts in every language."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import escape

import pandas as pd
import pytest

from campaign.analysis.class_breaks import FEWEST, MOST
from campaign.analysis.indicators import INDICATORS, by_type, by_unit
from campaign.analysis.kpi_words import kpi_values
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.browser import ROOT
from campaign.charts.region_text import STATE_SIGNS
from campaign.charts.wording import end_sentence, split_sentences
from campaign.dataset.folders import Folders
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from campaign.presentation.payload import Presentation, build_presentation, to_json
from campaign.presentation.slide_words import WORDS, speaker_notes
from campaign.presentation.slides import SLIDE_KINDS, WORDS_ONLY, Slide, shown_slides
from campaign.presentation.slides_file import read_slides
from campaign.presentation.style import LEAST_CONTRAST, PROJECTOR_STYLE
from campaign.render.size import HALL
from campaign.theme.style import RAMPS, contrast
from tests import svg_marks
from tests.campaigns import REGIONS
from tests.presentation.sections import drawing_of, words_of


@pytest.fixture(scope="module")
def slides(folders: Folders, campaign: Campaign) -> tuple[Slide, ...]:
    return shown_slides(read_slides(folders.data, "2017", campaign), campaign, "ky")


@pytest.fixture(scope="module")
def presentation(campaign: Campaign, slides: tuple[Slide, ...]) -> Presentation:
    return build_presentation(campaign, slides)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_slide_has_its_texts(
    campaign: Campaign, slides: tuple[Slide, ...], presentation: Presentation, lang: str
) -> None:
    text = Text.of(lang)
    for slide, content in zip(slides, presentation.content["slides"], strict=True):
        words = content[lang]
        view = slide.view(campaign, lang, PROJECTOR_STYLE)
        assert words["title"] == slide.title_in(lang)
        chart = slide.chart(view)
        assert words["notes"] == speaker_notes(slide, view, chart)
        assert (
            words["disclaimer"]
            == view.disclaimer
            == text("Illustrative (invented) data; not actual campaign results.")
        )
        assert campaign.fingerprint in words["source"]
        assert view.filters in words["provenance"]
        assert words["nothing"] == "" and words["undrawn"] == ""
        assert bool(words["boundaries"]) == (slide.kind == "map")
        if chart is None:
            assert words["lines"] == slide.lines(view)
            continue
        # The notes: the answer of the page, the finding unless the answer has it, the summary.
        answer, *rest = words["notes"].splitlines()
        finding = end_sentence(chart.finding)
        due = [chart.summary] if finding in answer else [finding, chart.summary]
        assert rest[: len(due)] == due
        assert words["headline"] in (chart.finding or chart.summary)
        sentences = split_sentences(chart.summary)
        assert words["rest"].endswith(sentences[-1]) and len(words["rest"].split()) <= 40
        assert all(sentence in sentences for sentence in split_sentences(words["rest"]))


def test_slides_of_a_presentation_have_different_headlines(presentation: Presentation) -> None:
    for lang in LANGUAGES:
        headlines = [slide[lang]["headline"] for slide in presentation.content["slides"]]
        assert len(set(filter(None, headlines))) == len(list(filter(None, headlines)))


@pytest.mark.sample(1)
@pytest.mark.parametrize("place", ("", *REGIONS))
def test_values_of_the_country_and_of_each_unit_are_those_of_the_indicators(
    campaign: Campaign, place: str
) -> None:
    query = {"oblast": place} if place else {}
    figures = ("headline", "map", "leading_types")
    presentation = build_presentation(campaign, [Slide(f, {"en": f}, query=query) for f in figures])
    for lang in LANGUAGES:
        view = View(campaign, Selection.from_query(query, campaign), Text.of(lang), PROJECTOR_STYLE)
        _check_numbers(presentation, view, place)


def _check_numbers(presentation: Presentation, view: View, place: str) -> None:
    campaign, edition, text, lang = view.campaign, view.edition, view.text, view.text.lang
    codes = [place] if place else campaign.places.codes
    kpis = kpi_values(view.totals(), codes, edition.population)
    values = {n["code"]: n["value"] for n in presentation.content["slides"][0][lang]["numbers"]}
    assert values["reach"] == text.number(kpis.reached or 0)
    assert values["activities"] == text.number(kpis.activities)
    if not place:
        assert values["units"] == text("{n} of {total}", n=kpis.units, total=len(codes))
    assert values["youth"] == text.percent(kpis.youth or 0, 1)
    assert values["rate"] == text.number(kpis.rate or 0, 1)

    units = by_unit(
        view.totals(oblasts=False), INDICATORS["rate"], campaign.places.codes, edition.population
    )
    if place:
        reached = units["reached"].rank(method="min", ascending=False)
        rank, of = int(reached[place]), int(reached.notna().sum())
        assert values["rank"] == text.c("rank", "{n} of {total}", n=rank, total=of)
    assert _map_labels(presentation.sections[1][lang]) == {
        code: STATE_SIGNS.get(row["state"]) or text.number(row["value"], 1)
        for code, row in units.iterrows()
    }
    types = by_type(view.totals(types=False), INDICATORS["reach"], campaign.types).head(8)
    bars = svg_marks.marks(drawing_of(presentation.sections[2][lang]))
    assert [bar.code.removeprefix("type=") for bar in bars] == list(types.index)
    assert [bar.words[-1] for bar in bars] == [
        text("not reported") if pd.isna(n) else text.number(n) for n in types["value"]
    ]
    cells = presentation.charts[1][lang]["table"]["rows"]
    for code, row in units.iterrows():
        value = text("not reported") if pd.isna(row["value"]) else text.number(row["value"], 1)
        # With a selected region, the table has a column that marks the selected rows.
        assert [c[3 if place else 2] for c in cells if c[0] == code] == [value]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_animation_ends_with_the_values_of_the_map(
    presentation: Presentation, lang: str
) -> None:
    chart = presentation.charts[2][lang]
    last = {code: points[-1][2] for code, points in chart["play"]["units"].items()}
    assert last == _map_labels(presentation.sections[2][lang])
    assert chart["play"]["days"] == 113
    assert "play" not in presentation.charts[3][lang]


def test_an_empty_selection_says_so(campaign: Campaign) -> None:
    nothing = {"oblast": "KG-T", "type": "flash_mob"}
    slides = [
        Slide(kind, {"en": "x"}, query=nothing) for kind in SLIDE_KINDS if kind not in WORDS_ONLY
    ]
    slides.append(Slide("map", {"en": "x"}, query={"edition": "2018"}))
    presentation = build_presentation(campaign, slides)
    parts = presentation.content["slides"], presentation.charts, presentation.sections
    for content, chart, sections in zip(*parts, strict=True):
        for lang in LANGUAGES:
            assert content[lang]["nothing"]
            assert "play" not in chart[lang] and not content[lang]["numbers"]
            assert (
                "<svg" not in sections[lang] and escape(content[lang]["nothing"]) in sections[lang]
            )
    text = Text.of("ru")
    assert presentation.content["slides"][0]["ru"]["nothing"] == text(
        "No activities in this selection."
    )
    with pytest.raises(ValueError, match="slide"):
        build_presentation(campaign, [])


def test_a_campaign_without_a_register_has_none_as_a_source(campaign: Campaign) -> None:
    slides = [Slide("cover", {"en": "x"}, query={"edition": "2018"})]
    words = build_presentation(campaign, slides).content["slides"][0]["en"]
    assert "activities.csv" not in str(words)
    assert words["source"].startswith("Source: unodc.org. ")


def test_a_map_without_boundaries_says_so(campaign: Campaign) -> None:
    bare = replace(campaign, places=replace(campaign.places, boundaries=None))
    presentation = build_presentation(bare, [Slide("map", {"en": "x"})])
    assert presentation.content["slides"][0]["ky"]["undrawn"]
    assert "<svg" not in presentation.sections[0]["ky"]
    assert presentation.charts[0]["ky"]["table"]["rows"]


@pytest.mark.parametrize("name", ["breakdown", "heatmap"])
def test_forty_types_are_cut_to_those_that_a_projector_can_read(
    campaign: Campaign, name: str
) -> None:
    presentation = build_presentation(_with_types(campaign, 40), [Slide(name, {"en": "x"})])
    most = HALL.most_rows
    assert most == 12
    for lang in LANGUAGES:
        words = " ".join(words_of(drawing_of(presentation.sections[0][lang])))
        assert words.count(f"{lang} сөз") == most
        more = presentation.content["slides"][0][lang]["more"]
        assert Text.of(lang).number(40 - most) in more and more in presentation.sections[0][lang]
        assert len(presentation.charts[0][lang]["table"]["rows"]) >= 40


@pytest.mark.parametrize("family", RAMPS)
@pytest.mark.parametrize("count", range(1, MOST + 1))
def test_every_class_colour_has_enough_contrast_to_its_value(family: str, count: int) -> None:
    colours = PROJECTOR_STYLE.ramp(family, count)
    assert len(set(colours)) == count
    assert min(contrast(c, PROJECTOR_STYLE.on(c)) for c in colours) >= LEAST_CONTRAST
    darkness = [contrast(c, "#ffffff") for c in colours]
    assert darkness == sorted(darkness)
    assert FEWEST <= MOST


def test_text_has_enough_contrast() -> None:
    for name in ("text", "muted", "accent", "mark_text"):
        for background in (PROJECTOR_STYLE.background, PROJECTOR_STYLE.surface):
            assert contrast(getattr(PROJECTOR_STYLE, name), background) >= LEAST_CONTRAST, name


def test_json_cannot_close_its_script_element(campaign: Campaign) -> None:
    bad = "</script><script>alert(1)</script><!-- \u2028"
    presentation = build_presentation(
        campaign, [Slide("text", {"ky": bad}, notes={"ky": bad}, text={"ky": bad})]
    )
    content = to_json(presentation.content).decode()
    assert "<" not in content and "\u2028" not in content
    assert json.loads(content)["slides"][0]["ru"]["title"] == bad


@pytest.mark.long
def test_the_same_presentation_has_the_same_digest(
    campaign: Campaign, slides: tuple[Slide, ...], presentation: Presentation
) -> None:
    assert build_presentation(campaign, slides).digest == presentation.digest
    assert build_presentation(campaign, slides[:-1]).digest != presentation.digest


def test_the_payload_has_every_text_that_the_scripts_use(presentation: Presentation) -> None:
    scripts = "".join(path.read_text("utf-8") for path in (ROOT / "presentation").glob("*.js"))
    assert set(re.findall(r"\bwords(?:\[lang\])?\.(\w+)", scripts)) == set(WORDS)
    assert all(presentation.content["words"][lang][name] for lang in LANGUAGES for name in WORDS)


def _map_labels(section: str) -> dict[str, str]:
    """{code of a region: the value on the map}."""
    root = svg_marks.root(drawing_of(section))
    groups = [group for group in root.iter() if group.get("data-value")]
    return {
        group.attrib["data-value"]: next(
            text.text or "" for text in group.iter() if text.get("font-weight")
        )
        for group in groups
    }


def _with_types(campaign: Campaign, count: int) -> Campaign:
    """Return the campaign with `count` types of activity, all of them used in its totals."""
    edition = campaign.editions["2017"]
    assert edition.totals is not None and edition.activities is not None
    codes = [f"kind_{n}" for n in range(count)]
    names = {
        f"name_{lang}": [f"{lang} {'сөз ' * 9}{n}" for n in range(count)] for lang in LANGUAGES
    }
    types = pd.DataFrame({"group": "awareness", **names}, index=pd.Index(codes, name="code"))
    for column in campaign.types.columns:
        if column not in types:
            types[column] = campaign.types[column].iloc[0]
    type_codes = [codes[n % count] for n in range(len(edition.totals))]
    totals = edition.totals.assign(type=type_codes)
    assert len(totals) >= count
    edition = replace(edition, totals=totals)
    return replace(campaign, types=types, editions={"2017": edition})
