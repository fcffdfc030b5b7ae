"""A chart has its names in two languages, on slides of the presentation and of PowerPoint."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from pptx import Presentation

from campaign.analysis.view import View
from campaign.charts import by_region, by_type, coverage, over_time, plan
from campaign.charts.body import Choropleth, Timeline
from campaign.charts.chart import Chart
from campaign.charts.comparison import two_regions
from campaign.charts.two_languages import with_second_names
from campaign.domain.campaign import Campaign
from campaign.i18n.number_format import NBSP
from campaign.presentation.style import PROJECTOR_STYLE
from campaign.render.map_legend import StripRoom, lay_out
from campaign.render.plotly import figure as plotly
from campaign.render.plotly.row_names import row_names
from campaign.render.plotly.second_language import second_language
from campaign.render.pptx import figure as pptx
from campaign.render.pptx.shapes import Box, Canvas
from campaign.render.size import PROJECTOR, SCREEN
from tests import pptx_marks
from tests.campaigns import CHARTS, view_of
from tests.charts.test_two_languages import names_of

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


def words_of(value: Any) -> str:
    """All texts in a part of a figure, each on its own line, without tags."""
    if isinstance(value, dict):
        return "\n".join(map(words_of, value.values()))
    if isinstance(value, list | tuple):
        return "\n".join(map(words_of, value))
    return unescape(re.sub("<[^>]+>", "\n", str(value)))


@pytest.mark.sample(4)
@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.__name__)
def test_the_presentation_shows_each_name_in_both_languages(
    campaign: Campaign, build: Callable[[View], Chart]
) -> None:
    first, chart = in_both(campaign, build)
    words = words_of(second_language(first, chart, PROJECTOR_STYLE, PROJECTOR))
    for name, second in [pair for pair in names_of(chart) if pair[1]][: PROJECTOR.most_rows]:
        # The header of a heatmap column has one word on each line.
        assert all(part in words for part in name.replace("-", " ").split()), name
        assert all(part in words for part in second.replace("-", " ").split()), second


@pytest.mark.sample(7)
@pytest.mark.parametrize("build", CHARTS, ids=lambda build: build.__name__)
def test_a_second_language_changes_only_texts_and_their_space(
    campaign: Campaign, build: Callable[[View], Chart]
) -> None:
    first, chart = in_both(campaign, build)
    changes = second_language(first, chart, PROJECTOR_STYLE, PROJECTOR)
    assert changes
    kinds = {re.sub(r"\[?\d+\]?", "", path) for path in changes}
    assert kinds <= {
        "annotations.ay",
        "annotations.text",
        "annotations.xanchor",
        "annotations.xshift",
        "annotations.y",
        "annotations.yshift",
        "data.text",
        "margin.b",
        "margin.r",
        "margin.t",
        # The legend of a map: its texts for each day, and its height.
        "meta.strip.average",
        "meta.strip.counts.",
        "meta.strip.height",
        "meta.strip.up",
        "shapes.path",
        "shapes.y",
        "xaxis.ticktext",
        "yaxis.domain",
        "yaxis.range",
        "yaxis.ticktext",
    }
    # Without a second language nothing changes.
    assert second_language(first, first, PROJECTOR_STYLE, PROJECTOR) == {}


def test_a_row_of_one_line_has_both_names_on_it() -> None:
    few = row_names(["Нарын <облусу>"], 26, PROJECTOR, ["Naryn & oblast"])
    assert few == [
        'Нарын &lt;облусу&gt;<br><span style="font-size:0.8em">Naryn &amp; oblast</span>'
    ]
    many = row_names(["Нарын"] * 9, 26, PROJECTOR, ["Naryn"] * 8 + [""])
    assert many == ['Нарын <span style="font-size:0.8em">/ Naryn</span>'] * 8 + ["Нарын"]
    (long,) = set(row_names(["а" * 60] * 9, 26, PROJECTOR, ["b" * 60] * 9))
    assert words_of(long).count("…") == 2 and len(words_of(long)) < 64
    assert row_names(["Нарын"], 26, SCREEN, [""]) == ["Нарын"]


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


def test_the_figure_of_one_language_is_unchanged(campaign: Campaign) -> None:
    first, chart = in_both(campaign, by_region.region_ranking)
    figure = plotly.draw_selected(first, PROJECTOR_STYLE, PROJECTOR)
    assert "Naryn" not in words_of(figure)
    assert "Naryn" in words_of(plotly.draw_selected(chart, PROJECTOR_STYLE, PROJECTOR))


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
    first, chart = in_both(campaign, build)
    words = words_of(second_language(first, chart, PROJECTOR_STYLE, PROJECTOR))
    on_slide = slide_words(slide_with(campaign, chart))
    for second in WORDS_AT_MARKS[build]:
        assert second in words.replace(NBSP, " ")
        assert second in on_slide.replace(NBSP, " ")


def test_the_legend_of_a_map_has_its_states_in_both_languages(campaign: Campaign) -> None:
    views = (view_of(campaign, lang, type="radio_phone_in") for lang in ("ru", "en"))
    first, second = map(by_region.choropleth, views)
    chart = with_second_names(first, second)
    changes = second_language(first, chart, PROJECTOR_STYLE, PROJECTOR)
    # Labels are broken if the legend is too narrow, also in the animation.
    at_rest = words_of([value for path, value in changes.items() if path.startswith("annot")])
    in_animation = words_of([value for path, value in changes.items() if "counts" in path])
    for words in (at_rest, in_animation):
        assert "no activity" in words.replace("\n", " ")
    assert "{n}" in in_animation
    assert "no activity" in slide_words(slide_with(campaign, chart))


@pytest.mark.parametrize(("lang", "other"), [("ky", "ru"), ("ru", "en"), ("en", "ky")])
def test_the_average_of_a_map_is_named_in_both_languages(
    campaign: Campaign, lang: str, other: str
) -> None:
    """In the presentation the second name is below the first, also during the animation."""
    first, second = (by_region.choropleth(view_of(campaign, each)) for each in (lang, other))
    chart = with_second_names(first, second)
    assert isinstance(chart.body, Choropleth) and isinstance(second.body, Choropleth)
    average, also = chart.body.strip.average, second.body.strip.average
    assert average is not None and also is not None
    name = also.label.removesuffix(f": {also.words}")
    changes = second_language(first, chart, PROJECTOR_STYLE, PROJECTOR)
    (words,) = (
        words for words in changes.values() if isinstance(words, str) and average.label in words
    )
    assert words.strip(NBSP) == f"{average.label}<br>{name}"
    pattern = average.label.replace(average.words, "{value}")
    assert changes["meta.strip.average"] == f"{pattern}<br>{name}"
    on_slide = slide_words(slide_with(campaign, chart))
    assert name in on_slide and average.label.split(": ")[0] in on_slide


def test_lines_of_the_average_do_not_overlap(campaign: Campaign) -> None:
    first, second = (by_region.choropleth(view_of(campaign, lang)) for lang in ("ru", "en"))
    body = with_second_names(first, second).body
    assert isinstance(body, Choropleth) and isinstance(first.body, Choropleth)
    room = StripRoom(200, 14, True, 200, has_title=False)
    one, two = (lay_out(each, each.legend, room) for each in (first.body, body))
    assert one.average is not None and one.average.second is None
    assert two.average is not None and two.average.second is not None
    upper, lower = two.average.lines
    assert lower.y - upper.y > two.small
    assert two.average.top is not None and lower.y + two.small / 2 <= two.average.top < two.top
    # The legend is one line higher.
    assert two.top - one.top == pytest.approx(lower.y - upper.y)


def test_events_with_room_on_a_slide_have_names_in_both_languages(campaign: Campaign) -> None:
    _, chart = in_both(campaign, over_time.timeline)
    low, high = (slide_words(slide_with(campaign, chart, tall)) for tall in (330, 400))
    assert isinstance(chart.body, Timeline)
    events = [event for event in chart.body.events if event.second_label]
    assert len(events) > 8
    for event in events:
        assert event.second_label in high
        assert event.label.split()[0] in low
    # With less room, only events with a marker have a second name.
    assert "Day 100 of the campaign" in low
    assert "Round table ahead of World Day" not in low


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
