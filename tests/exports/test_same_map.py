"""The same map on screen, slide, brief and projector: the same classes, limits and labels."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from pptx import Presentation

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.dataset.folders import Folders
from campaign.domain.campaign import Campaign
from campaign.exports.pdf.charts import BriefMap, map_of
from campaign.exports.pptx.deck import deck
from campaign.i18n.translator import LANGUAGES, Text
from campaign.presentation.payload import build_presentation
from campaign.presentation.slides import Slide
from campaign.presentation.slides_file import read_slides
from campaign.render.svg import figure as svg
from campaign.theme.style import LIGHT
from tests import pptx_marks, svg_marks
from tests.campaigns import region_map
from tests.pairs import with_languages
from tests.presentation.sections import drawing_of

QUERIES: list[dict[str, str]] = [
    {},
    {"indicator": "reach"},
    {"indicator": "youth", "classes": "7"},
    {"method": "quantiles", "classes": "4"},
    {"type": "lecture", "from": "2017-08-05", "to": "2017-10-20"},
]


@dataclass(frozen=True)
class OutputMap:
    """A map in one output: its legend from low to high, and the class of each unit.

    A class is its upper limit with its count. Units without a value have no class.
    """

    title: str
    legend: tuple[str, ...]
    classes: Mapping[str, str]
    colours: Mapping[str, str]


def on_screen(view: View, slide: Slide) -> OutputMap:
    drawing = svg.draw(by_region.choropleth(view), view.style)
    assert svg_marks.strip_words(drawing) == list(region_map(view).strip.limits)
    return _map_of_drawing(drawing)


def on_projector(view: View, slide: Slide) -> OutputMap:
    """The map of the presentation; its legend leaves out limits that have no room."""
    drawing = drawing_of(build_presentation(view.campaign, [slide]).sections[0][view.text.lang])
    limits = list(region_map(slide.view(view.campaign, view.text.lang, LIGHT)).strip.limits)
    labels = svg_marks.strip_words(drawing)
    assert (labels[0], labels[-1]) == (limits[0], limits[-1])
    assert [limit for limit in limits if limit in labels] == labels
    return _map_of_drawing(drawing)


def on_a_slide(view: View, slide: Slide) -> OutputMap:
    content = deck(view.campaign, [slide], view.text.lang)
    (pptx_slide,) = Presentation(io.BytesIO(content)).slides
    (group,) = [shape for shape in pptx_slide.shapes if hasattr(shape, "shapes")]
    words = [key.words for key in region_map(view).class_keys]
    fills = {}
    for shape in group.shapes:
        fills.setdefault(shape.name, _fill(shape))  # the swatch comes before its label
    legend = tuple(name for name in fills if name in words)
    texts = {shape.text_frame.text for shape in group.shapes if shape.has_text_frame}
    first, *_, last = region_map(view).strip.limits
    assert {first, last} <= texts
    legend_title = region_map(view).legend_title
    title = " ".join(t.name for t in group.shapes if len(t.name) > 3 and t.name in legend_title)
    by_colour = {fills[name]: name for name in legend}
    names = {code: view.campaign.places.name(code, view.text) for code in view.units.index}
    colours = {code: fills[name] for code, name in names.items() if fills[name] in by_colour}
    return OutputMap(
        title,
        tuple(map(_upper, legend)),
        {code: _upper(by_colour[fill]) for code, fill in colours.items()},
        colours,
    )


def in_the_brief(view: View, slide: Slide) -> OutputMap:
    brief_map = BriefMap.of(view)
    assert brief_map is not None
    drawing = map_of(view, brief_map.mark_selection(view))["svg"]
    assert svg_marks.strip_words(drawing) == list(region_map(view).strip.limits)
    return _map_of_drawing(drawing)


def _map_of_drawing(drawing: str) -> OutputMap:
    by_colour = {
        key.shape.fill: _upper(key.words)
        for key in svg_marks.legend(drawing)
        if key.role.startswith("class:")
    }
    colours = {
        mark.code.removeprefix("oblast="): mark.shapes[0].fill
        for mark in svg_marks.marks(drawing)
        if mark.role.startswith("class:")
    }
    return OutputMap(
        svg_marks.legend_title(drawing),
        tuple(by_colour.values()),
        {code: by_colour[fill] for code, fill in colours.items()},
        colours,
    )


OUTPUTS: Mapping[str, Callable[[View, Slide], OutputMap]] = {
    "slide": on_a_slide,
    "brief": in_the_brief,
    "projector": on_projector,
}


@pytest.mark.sample(2)
@pytest.mark.parametrize(("query", "output", "lang"), with_languages(QUERIES, [*OUTPUTS]))
def test_one_map_is_one_chart(
    campaign: Campaign, output: str, lang: str, query: dict[str, str]
) -> None:
    slide = Slide("map", dict.fromkeys(LANGUAGES, "Title"), query=query)
    view = slide.view(campaign, lang, LIGHT)
    screen, other = on_screen(view, slide), OUTPUTS[output](view, slide)
    assert len(screen.legend) == len(view.classes.classes) >= 3
    assert len(screen.classes) == (view.units["state"] == "value").sum()
    assert (other.title, other.legend) == (screen.title, screen.legend)
    assert dict(other.classes) == dict(screen.classes)
    if output == "projector":
        # The projector has other steps of the same ramp, in the same order.
        assert len(set(other.colours.values())) == len(set(screen.colours.values()))
    else:
        assert dict(other.colours) == dict(screen.colours)


def test_the_shipped_presentation_shows_the_maps_of_the_screen(
    campaign: Campaign, folders: Folders
) -> None:
    maps = [slide for slide in read_slides(folders.data, "2017", campaign) if slide.kind == "map"]
    assert [dict(slide.query) for slide in maps] == [{}]
    assert maps[0].play
    for slide in maps:
        # A selection with this indicator and no filter.
        query = {k: v for k, v in slide.query.items() if k == "indicator"}
        view = View(campaign, Selection.from_query(query, campaign), Text.of("en"), LIGHT)
        projector, screen = on_projector(view, slide), on_screen(view, slide)
        assert (projector.legend, projector.classes) == (screen.legend, screen.classes)


def _upper(words: str) -> str:
    """“up to 10.0 (2)” and “5.0 – 10.0 (2)” as “10.0 (2)”."""
    limits, count = words.rsplit(" ", 1)
    *_, upper = re.findall(r"\d[\d\u00a0.,]*(?:\s?%)?", limits)
    return f"{upper.strip()} {count}"


def _fill(shape: Any) -> str:
    fill = shape._element.find("{*}spPr").find("{*}solidFill")
    return "" if fill is None else pptx_marks.colours(fill)[0]
