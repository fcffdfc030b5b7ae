"""Reads shapes and charts of a slide for tests, and the drawings of a page and a projector."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from pptx import Presentation

from campaign.charts import by_region, by_type
from campaign.charts.chart import Chart
from campaign.domain.campaign import Campaign
from campaign.exports.pdf.brief import page_of
from campaign.exports.pdf.charts import BriefMap
from campaign.exports.pptx.deck import deck
from campaign.i18n.translator import LANGUAGES
from campaign.presentation.payload import build_presentation
from campaign.presentation.slides import Slide
from campaign.render.pptx.shapes import EMU
from campaign.render.svg import figure as svg
from campaign.theme.style import (
    LIGHT,
)
from tests.campaigns import view_of
from tests.pptx_marks import colours
from tests.presentation.sections import drawing_of


def slide_of(campaign: Campaign, figure: str, **query: str) -> Any:
    slide = Slide(figure, dict.fromkeys(LANGUAGES, "Title"), query=query)
    return Presentation(io.BytesIO(deck(campaign, [slide], "en"))).slides[0]


def page_data(campaign: Campaign, **query: str) -> Mapping[str, Any]:
    view = view_of(campaign, **query)
    return page_of(view, "", BriefMap.of(view))


def all_shapes(holder: Any) -> Iterator[Any]:
    for shape in holder:
        yield shape
        if hasattr(shape, "shapes"):
            yield from all_shapes(shape.shapes)


def box(shape: Any) -> tuple[float, float, float, float]:
    """Left, top, width and height in points."""
    left, top, wide, tall = (v / EMU for v in (shape.left, shape.top, shape.width, shape.height))
    return left, top, wide, tall


def fill_type(shape: Any) -> str:
    """The fill type of a shape: "solid", "pattern" or ""."""
    properties = shape._element.find("{*}spPr")
    if properties is None:
        return ""
    kinds = {"solid": "{*}solidFill", "pattern": "{*}pattFill"}
    return next((k for k, tag in kinds.items() if properties.find(tag) is not None), "")


def plot_of(frame: Any) -> tuple[float, float, float, float]:
    """Left, top, width and height of a chart's plot area on the slide, in points."""
    left, top, wide, tall = box(frame)
    layout = frame.chart._chartSpace.find(".//{*}plotArea/{*}layout/{*}manualLayout")
    x, y, w, h = (float(layout.find(f"{{*}}{name}").get("val")) for name in "xywh")
    return left + x * wide, top + y * tall, w * wide, h * tall


def chart_frames(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.has_chart]


def colour_of(element: Any) -> str:
    return colours(element)[0]


def on_page(chart: Chart) -> str:
    """The drawing of a chart on a page."""
    return svg.draw(chart, LIGHT)


def on_projector(campaign: Campaign, figure: str, **query: str) -> str:
    """The drawing of a chart in the presentation, in English."""
    shown = build_presentation(campaign, [Slide(figure, {"en": "x"}, query=query)])
    return drawing_of(shown.sections[0]["en"])


BARS = {
    "breakdown": by_type.breakdown,
    "media": by_type.media,
    "ranking": by_region.region_ranking,
}


def dashed_lines(slide: Any) -> dict[str, tuple[float, float, float]]:
    """{name: (thickness, dash, gap)} of the dashed lines of a slide, in points."""
    lines = {}
    for shape in slide.shapes:
        dash = shape._element.find("{*}spPr/{*}ln/{*}custDash/{*}ds")
        if dash is not None:
            weight = int(shape._element.find("{*}spPr/{*}ln").get("w")) / EMU
            lengths = [int(dash.get(side)) / 100_000 * weight for side in ("d", "sp")]
            lines[shape.name] = (weight, *lengths)
    return lines


def workbook_charts(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = sorted(n for n in archive.namelist() if n.startswith("xl/charts/chart"))
        return [archive.read(name).decode() for name in names]
