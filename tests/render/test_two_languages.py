"""A chart has its names in two languages, on slides of the presentation and of PowerPoint."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pptx import Presentation

from campaign.analysis.view import View
from campaign.charts import by_region, by_type, coverage, over_time, plan, two_regions
from campaign.charts.chart import Chart
from campaign.charts.spec import Choropleth, Timeline
from campaign.charts.two_languages import with_second_names
from campaign.domain.campaign import Campaign
from campaign.i18n.number_format import NBSP
from campaign.presentation.slide_html import slide_drawing
from campaign.render.pptx import figure as pptx
from campaign.render.pptx.shapes import Box, Canvas
from campaign.render.svg.map_legend import StripRoom, lay_out
from tests import pptx_marks, svg_marks
from tests.campaigns import view_of
from tests.charts.test_two_languages import names_of

WORDS = dict.fromkeys(
    ("name", "filters", "headline", "rest", "disclaimer", "source", "boundaries", "more"), ""
)
"""A slide without text beside its chart."""
BUILDS = (
    by_region.choropleth,
    by_region.region_ranking,
    by_type.leading_types,
    by_type.heatmap,
    by_type.audience,
    coverage.rates,
    over_time.small_multiples,
    over_time.schedule,
)


def in_both(campaign: Campaign, build: Callable[[View], Chart]) -> tuple[Chart, Chart]:
    """The chart in Russian, and the same with second names in English."""
    first, second = (build(view_of(campaign, lang)) for lang in ("ru", "en"))
    return first, with_second_names(first, second)


def drawing_words(campaign: Campaign, build: Callable[[View], Chart]) -> str:
    """All text of the chart on a slide of the presentation, in Russian with English."""
    first, second = (build(view_of(campaign, lang)) for lang in ("ru", "en"))
    return " ".join(
        map(svg_marks.words_of, svg_marks.root(slide_drawing(first, "x", WORDS, second)))
    )


@pytest.mark.sample(4)
@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.__name__)
def test_powerpoint_shows_each_name_in_both_languages(
    campaign: Campaign, build: Callable[[View], Chart]
) -> None:
    _, chart = in_both(campaign, build)
    words = slide_words(slide_with(campaign, chart))
    for second in filter(None, (second for _, second in names_of(chart))):
        assert second.split()[0].split("-")[0] in words, second


def slide_with(campaign: Campaign, chart: Chart, tall: float = 330) -> Any:
    """A slide with the chart at this height in points."""
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    pptx.draw(Canvas.of(slide, "ru"), Box(40, 60, 880, tall), view_of(campaign, "ru"), chart)
    return slide


def slide_words(slide: Any) -> str:
    """All text on a slide: of shapes, tables and charts, and the names of bars."""
    charts = [shape.chart.element for shape in slide.shapes if shape.has_chart]
    texts = [text.text or "" for one in (slide.element, *charts) for text in one.iter("{*}t")]
    names = [name for chart in pptx_marks.native_charts(slide) for name in chart.categories]
    return "\n".join([*texts, *names])


WORDS_AT_MARKS = {
    over_time.timeline: ("Day 100", "Campaign end", "Launch of the campaign", "8 September"),
    over_time.schedule: ("Day 100", "Campaign end", "8 September"),
    plan.pace: ("Actual", "Plan", "8 September", "day 40"),
    two_regions.region_paces: ("4.2 (with missing attendance up to 11.7)",),
}


@pytest.mark.parametrize("build", WORDS_AT_MARKS, ids=lambda build: build.__name__)
def test_dates_events_and_ends_of_lines_have_both_languages(
    campaign: Campaign, build: Callable[[View], Chart]
) -> None:
    _, chart = in_both(campaign, build)
    on_slide = slide_words(slide_with(campaign, chart))
    words = drawing_words(campaign, build)
    for second in WORDS_AT_MARKS[build]:
        assert second in on_slide.replace(NBSP, " ")
        # The presentation has no room for a range beside the end of a line.
        assert second in words.replace(NBSP, " ") or build is two_regions.region_paces


def test_the_legend_of_a_map_has_its_states_in_both_languages(campaign: Campaign) -> None:
    views = (view_of(campaign, lang, type="radio_phone_in") for lang in ("ru", "en"))
    first, second = map(by_region.choropleth, views)
    chart = with_second_names(first, second)
    drawing = slide_drawing(first, "map", WORDS, second)
    assert "no activity" in " ".join(map(svg_marks.words_of, svg_marks.root(drawing)))
    assert "no activity" in slide_words(slide_with(campaign, chart))


@pytest.mark.parametrize(("lang", "other"), [("ky", "ru"), ("ru", "en"), ("en", "ky")])
def test_the_average_of_a_map_is_named_in_both_languages(
    campaign: Campaign, lang: str, other: str
) -> None:
    first, second = (by_region.choropleth(view_of(campaign, each)) for each in (lang, other))
    chart = with_second_names(first, second)
    assert isinstance(chart.spec, Choropleth) and isinstance(second.spec, Choropleth)
    average, also = chart.spec.strip.average, second.spec.strip.average
    assert average is not None and also is not None
    name = also.label.removesuffix(f": {also.words}")
    marks = svg_marks.strip_marks(slide_drawing(first, "map", WORDS, second))
    words = marks["average"][1]
    assert name in words and average.label.split(": ")[0] in words and average.words in words
    on_slide = slide_words(slide_with(campaign, chart))
    assert name in on_slide and average.label.split(": ")[0] in on_slide


def test_lines_of_the_average_do_not_overlap(campaign: Campaign) -> None:
    first, second = (by_region.choropleth(view_of(campaign, lang)) for lang in ("ru", "en"))
    spec = with_second_names(first, second).spec
    assert isinstance(spec, Choropleth) and isinstance(first.spec, Choropleth)
    room = StripRoom(200, 14, True, 200)
    one, two = (lay_out(each, each.legend, room) for each in (first.spec, spec))
    assert one.average is not None and one.average.second is None
    assert two.average is not None and two.average.second is not None
    upper, lower = two.average.lines
    assert lower.y - upper.y > two.small
    assert two.average.top is not None and lower.y + two.small / 2 <= two.average.top < two.top
    # The legend is one line higher.
    assert two.top - one.top == pytest.approx(lower.y - upper.y)


def test_events_with_room_on_a_slide_have_names_in_both_languages(campaign: Campaign) -> None:
    _, chart = in_both(campaign, over_time.timeline)
    assert isinstance(chart.spec, Timeline)
    words = slide_words(slide_with(campaign, chart)).split("\n")
    names = [f"{event.label} / {event.second_label}" for event in chart.spec.events]
    assert len([name for name in names if name in words]) > 1


@pytest.mark.parametrize("tall", [250, 330])
def test_names_in_the_grid_of_a_slide_are_complete(campaign: Campaign, tall: float) -> None:
    """Without room for both names only the first is shown; all headers have one font size."""
    build = by_type.heatmap
    chart = with_second_names(*(build(view_of(campaign, lang)) for lang in ("ky", "ru")))
    slide = slide_with(campaign, chart, tall)
    assert not [word for word in slide_words(slide).split("\n") if word.endswith("…")]
    (header, *_), *_ = ([*table.rows] for table in native_tables(slide))
    assert len({run.font.size for cell in header.cells for run in runs_of(cell)}) == 1


def native_tables(slide: Any) -> list[Any]:
    """The tables of a slide."""
    return [shape.table for shape in slide.shapes if shape.has_table]


def runs_of(cell: Any) -> list[Any]:
    """The text runs in a cell of a table."""
    return [run for paragraph in cell.text_frame.paragraphs for run in paragraph.runs]


def test_a_slide_has_all_regions_if_they_just_fit(campaign: Campaign) -> None:
    chart = coverage.shares(view_of(campaign, "ru"))
    low, enough = (slide_words(slide_with(campaign, chart, tall)) for tall in (235, 243))
    assert "здесь не показано: 1" in low
    assert "здесь не показано" not in enough
