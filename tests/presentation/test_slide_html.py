"""Slides as HTML, in each language and in two at once: texts, and values of their charts."""

from __future__ import annotations

import re
from collections import Counter
from itertools import permutations

import pytest

from campaign.charts.chart import Chart
from campaign.charts.spec import (
    Bars,
    Choropleth,
    Dumbbell,
    Heatmap,
    Lines,
    SmallMultiples,
    Timeline,
)
from campaign.dataset.folders import Folders
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from campaign.presentation.payload import Presentation, build_presentation
from campaign.presentation.slides import SLIDE_KINDS, Slide, shown_slides
from campaign.presentation.slides_file import read_slides
from campaign.presentation.style import PROJECTOR_STYLE
from campaign.render.size import HALL
from tests import svg_marks
from tests.html_tree import parse
from tests.presentation.sections import drawing_of, words_of

PAIRS = [*((lang, "") for lang in LANGUAGES), *permutations(LANGUAGES, 2)]


@pytest.fixture(scope="module")
def slides(folders: Folders, campaign: Campaign) -> tuple[Slide, ...]:
    """The shipped slides, and one of each other kind."""
    shipped = shown_slides(read_slides(folders.data, "2017", campaign), campaign, "ky")
    kinds = {slide.kind for slide in shipped}
    others = [Slide(kind, dict.fromkeys(LANGUAGES, kind)) for kind in SLIDE_KINDS]
    return (*shipped, *(slide for slide in others if slide.kind not in kinds))


@pytest.fixture(scope="module")
def presentation(campaign: Campaign, slides: tuple[Slide, ...]) -> Presentation:
    return build_presentation(campaign, slides)


@pytest.mark.parametrize(("lang", "second"), PAIRS)
def test_every_slide_has_its_texts_warning_and_source(
    presentation: Presentation, lang: str, second: str
) -> None:
    mark = "Illustrative (invented) data; not actual campaign results."
    contents = presentation.content["slides"]
    for number, (content, sections) in enumerate(
        zip(contents, presentation.sections, strict=True), start=1
    ):
        words = words_of(sections[f"{lang} {second}".strip()])
        place = f"{number} / {len(contents)}"
        assert {content[lang]["headline"] or content[lang]["title"], place} <= {*words}
        for code in filter(None, (lang, second)):
            assert {content[code]["title"], Text.of(code)(mark)} <= {*words}, number
            assert {value["value"] for value in content[lang]["numbers"]} <= {*words}
            assert {value["label"] for value in content[code]["numbers"]} <= {*words}
        assert any(content[lang]["source"] in line for line in words), number
        assert all(line in words for line in [content[lang]["boundaries"]] if line)


@pytest.mark.parametrize(("lang", "second"), PAIRS)
def test_a_chart_has_the_names_and_values_of_its_table(
    campaign: Campaign,
    slides: tuple[Slide, ...],
    presentation: Presentation,
    lang: str,
    second: str,
) -> None:
    def chart_of(slide: Slide, code: str) -> Chart | None:
        return slide.chart(slide.view(campaign, code, PROJECTOR_STYLE))

    count = 0
    for at, slide in enumerate(slides):
        drawing = drawing_of(presentation.sections[at][f"{lang} {second}".strip()])
        chart = chart_of(slide, lang)
        assert bool(drawing) == (chart is not None), slide.kind
        if chart is None:
            continue
        count += 1
        pieces = [text for text in svg_marks.root(drawing).iter() if text.tag.endswith("text")]
        words = _plain(" ".join(text.text or "" for text in pieces))
        cells = {cell for row in presentation.charts[at][lang]["table"]["rows"] for cell in row}
        for name, value in _labels(chart):
            assert all(part in words for part in _parts(name)), (slide.kind, name)
            assert _plain(value) in words, (slide.kind, name, value)
        # The table of a plan has its shares with decimals.
        if isinstance(chart.spec, Bars | Choropleth) and not slide.kind.startswith("plan"):
            assert {datum.words for datum in chart.spec.data} <= cells, slide.kind
        other = chart_of(slide, second) if second else None
        for name, _ in [] if other is None else _labels(other):
            assert all(part in words for part in _parts(name)), (slide.kind, name)
    assert count > 20


def test_text_in_a_chart_is_readable_and_ids_are_unique(presentation: Presentation) -> None:
    for sections in presentation.sections:
        for section in sections.values():
            for text in parse(section).iter("text"):
                assert float(text.get("font-size", HALL.scale * PROJECTOR_STYLE.size)) >= 20
        every = [
            element.get("id")
            for section in sections.values()
            for element in parse(section).iter()
            if element.get("id")
        ]
        assert not [name for name, count in Counter(every).items() if count > 1]


def test_a_chart_is_not_higher_than_its_slide(presentation: Presentation) -> None:
    for sections in presentation.sections:
        for drawing in filter(None, map(drawing_of, sections.values())):
            root = svg_marks.root(drawing)
            assert float(root.get("width", 0)) == HALL.width
            assert float(root.get("height", 0)) <= 760


def _labels(chart: Chart) -> list[tuple[str, str]]:
    """The names in a chart, each with its value in words."""
    spec, most = chart.spec, HALL.most_rows
    match spec:
        case Bars(data=data) | Choropleth(data=data):
            return [(datum.label, datum.words) for datum in data[:most]]
        case Dumbbell(rows=rows):
            return [(pair.label, point.words) for pair in rows[:most] for point in pair.points]
        case SmallMultiples(panels=panels):
            return [(panel.datum.label, panel.datum.words) for panel in panels]
        case Heatmap(rows=rows, columns=columns):
            return [(heading.name, "") for heading in (*rows[:most], *columns)]
        case Lines(lines=lines):
            return [("", line.end_words.split(" (")[0]) for line in lines]
        case Timeline(end_words=words):
            return [("", words.split(" (")[0])]
    return []


def _plain(words: str) -> str:
    """The text with plain spaces."""
    return re.sub(r"\s+", " ", words)


def _parts(name: str) -> list[str]:
    """The parts of a name that stay on one line."""
    return re.split(r"[\s-]+", name)
