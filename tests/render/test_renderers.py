"""Each chart shows the same values in every renderer, language, style and size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from pptx import Presentation

from campaign.analysis.view import View
from campaign.charts import over_time
from campaign.charts.chart import Chart
from campaign.charts.spec import (
    Bars,
    Choropleth,
    Datum,
    Dumbbell,
    Gantt,
    Heatmap,
    LegendKey,
    Lines,
    SmallMultiples,
    Timeline,
)
from campaign.domain.campaign import Campaign
from campaign.exports.xlsx.results import results_xlsx
from campaign.i18n.translator import LANGUAGES
from campaign.presentation.style import PROJECTOR_STYLE
from campaign.render.pptx import figure as pptx
from campaign.render.pptx.shapes import Box, Canvas
from campaign.render.size import A4, HALL, PHONE, SCREEN, Size
from campaign.render.svg import figure as svg
from campaign.render.xlsx import native_charts as xlsx
from campaign.render.xlsx.native_charts import ChartCells, TableRange
from campaign.theme.roles import paint
from campaign.theme.style import STYLES, Style
from tests import svg_marks
from tests.campaigns import CHARTS, view_of, with_every_state
from tests.line_chart import running_total
from tests.render.slide_checks import check_slide
from tests.render.workbook_checks import NATIVE, TABLES, Workbook, check_absence

PLACES: dict[str, tuple[Style, Size]] = {
    "light screen": (STYLES["light"], SCREEN),
    "dark screen": (STYLES["dark"], SCREEN),
    "light phone": (STYLES["light"], PHONE),
    "dark phone": (STYLES["dark"], PHONE),
    "projector": (PROJECTOR_STYLE, HALL),
    "paper": (STYLES["light"], A4),
}
BUILDERS = (*CHARTS, running_total)
QUERIES: tuple[dict[str, str], ...] = (
    {},
    {"oblast": "KG-O,KG-T", "indicator": "reach"},
    {"type": "lecture,flash_mob", "from": "2017-08-05", "to": "2017-10-01"},
)


def cases_of(place: str) -> list[tuple[str, dict[str, str]]]:
    """Each language and each query once; their combination depends on the place."""
    turn = list(PLACES).index(place)
    return [(lang, QUERIES[(at + turn) % len(QUERIES)]) for at, lang in enumerate(LANGUAGES)]


def data_of(chart: Chart, size: Size) -> list[Datum]:
    """The values that have room at this size, in the order of the chart."""
    most = size.most_rows
    match chart.spec:
        case Bars(data=data):
            return list(data[:most])
        case Choropleth(data=data):
            return list(data)
        case Heatmap(cells=cells):
            return [cell.datum for cell in cells if most is None or cell.row < most]
        case Dumbbell(rows=rows):
            return [datum for pair in rows[:most] for datum in pair.data]
        case SmallMultiples(panels=panels):
            return [panel.datum for panel in panels]
        case Gantt(spans=spans):
            return [span.datum for span in spans]
    return []


def legend_of(chart: Chart) -> tuple[LegendKey, ...]:
    match chart.spec:
        case Choropleth() as spec:
            return spec.legend_at_rest
        case Bars(legend=legend) | Heatmap(legend=legend) | Gantt(legend=legend):
            return legend
        case Timeline(legend=legend) | Lines(legend=legend) | Dumbbell(legend=legend):
            return legend
    return ()


@pytest.fixture(scope="module")
def every_state(campaign: Campaign) -> Campaign:
    return with_every_state(campaign)


Build = Callable[[View], Chart]
ChartsOf = Callable[[Build, str], list[tuple[View, Chart]]]


@pytest.fixture(scope="module")
def charts_of(every_state: Campaign) -> ChartsOf:
    """The views and charts in a place, one for each language, made once for all renderers."""

    @cache
    def views_in(place: str) -> list[View]:
        style, _ = PLACES[place]
        views = [view_of(every_state, lang, **query) for lang, query in cases_of(place)]
        return [replace(view, style=style) for view in views]

    return cache(lambda build, place: [(view, build(view)) for view in views_in(place)])


@pytest.mark.sample(15)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: build.__name__)
def test_svg_shows_the_chart(charts_of: ChartsOf, build: Build, place: str) -> None:
    style, size = PLACES[place]
    for _, chart in charts_of(build, place):
        drawing = svg.draw(chart, style, size)
        _check_marks(chart, drawing, style, size)
        _check_legend(chart, drawing, style)
        if isinstance(chart.spec, Choropleth):
            _check_strip(chart.spec, drawing)
        assert chart.heading in drawing.replace("&amp;", "&")


def _check_marks(chart: Chart, drawing: str, style: Style, size: Size) -> None:
    """Values, order, states, labels, colours and hatches are those of the data."""
    marks, data = svg_marks.marks(drawing), data_of(chart, size)
    if isinstance(chart.spec, Timeline):
        parts = [part for day in chart.spec.days for part in day.parts]
        fills = {paint(part.role, style).fill for part in parts}
        assert fills <= {shape.fill for shape in svg_marks.shapes(drawing)}
        return
    if isinstance(chart.spec, Lines):
        _check_lines(chart.spec, drawing, style, size)
        return
    if isinstance(chart.spec, Choropleth):
        data = _data_of_marks(chart.spec, marks)
    assert [(mark.code, mark.state, mark.role) for mark in marks] == [
        (datum.code, datum.state, datum.role) for datum in data
    ]
    for mark, datum in zip(marks, data, strict=True):
        colours = paint(datum.role, style, faded=datum.faded)
        assert mark.selected == datum.selected
        assert mark.tooltip == "\n".join(datum.tooltip)
        if isinstance(chart.spec, Dumbbell):
            seconds = [pair.second for pair in chart.spec.rows]
            is_common = len({second.words for second in seconds}) == 1
            has_words = not (is_common and any(datum is second for second in seconds[1:]))
            _check_point(mark, datum, style, has_words=has_words)
        elif isinstance(chart.spec, Gantt):
            assert colours.fill in {mark.shapes[0].stroke, mark.shapes[0].fill}
        elif isinstance(chart.spec, Bars | Choropleth | Heatmap):
            assert mark.hatched == colours.hatched
            assert colours.hatched or colours.fill in {shape.fill for shape in mark.shapes}
        if isinstance(chart.spec, Bars | Heatmap):
            assert (datum.words in mark.words) if datum.words else not any(mark.words)


def _check_point(mark: svg_marks.Mark, datum: Datum, style: Style, *, has_words: bool) -> None:
    """A value has a point or ring in the colour of its role and a label; a missing one neither."""
    if datum.value != datum.value:
        assert not (mark.shapes or mark.words)
        return
    colours = paint(datum.role, style)
    (point,) = mark.shapes
    assert (point.fill, point.stroke) in (
        (colours.fill, ""),
        (style.background, colours.fill),
    )
    assert mark.words == ((datum.words,) if has_words else ())


def _check_lines(spec: Lines, drawing: str, style: Style, size: Size) -> None:
    """Lines, ranges, end labels and tooltips are those of the body."""
    groups = [group for group in svg_marks.root(drawing).iter() if group.tag.endswith("}g")]
    roles = [line.role for line in spec.lines]
    for at, line in enumerate(spec.lines):
        # The first line is drawn last, above the others.
        of_role = [g for g in reversed(groups) if g.get("data-line") == line.role]
        assert len(of_role) == roles.count(line.role)
        path = of_role[roles[:at].count(line.role)][0]
        if len(line.points) == 1:
            assert path.get("fill") == paint(line.role, style).fill
            continue
        assert path.get("stroke") == paint(line.role, style).fill
        assert bool(path.get("stroke-dasharray")) == (line.dash != "solid")
        bands = [g for g in groups if g.get("data-band") == line.role]
        assert bool(bands) == any(point.low == point.low for point in line.points)
    words = svg_marks.pieces(drawing)
    # A phone has room only for the numbers.
    ends = [(size.narrow and line.end_number) or line.end_words for line in spec.lines]
    # A heading may take several lines, and a label in a hall too.
    assert all(label in " ".join(words) for label in (*spec.headings, *filter(None, ends)))
    assert {reference.words for reference in spec.references} <= set(words)
    titles = {t.text for g in groups for t in g if t.tag.endswith("}title")}
    assert titles == {"\n".join(words) for _, words in spec.tooltips}


def _data_of_marks(spec: Choropleth, marks: list[svg_marks.Mark]) -> list[Datum]:
    """The data of the regions, then of the enlarged cities."""
    data, count = list(spec.data), len(spec.data)
    assert len(marks) == count + 2
    by_code = {datum.code: datum for datum in data}
    return data + [by_code[mark.code] for mark in marks[count:]]


def _check_legend(chart: Chart, drawing: str, style: Style) -> None:
    keys, expected = svg_marks.legend(drawing), legend_of(chart)
    if not isinstance(chart.spec, SmallMultiples):
        assert [key.role for key in keys] == [key.role for key in expected]
    for key, expected_key in zip(keys, expected, strict=False):
        assert expected_key.label in key.words
        if expected_key.mark == "area":
            colours = paint(expected_key.role, style)
            assert key.shape.fill.startswith("url(") == colours.hatched
            assert colours.hatched or key.shape.fill == colours.fill


def _check_strip(spec: Choropleth, drawing: str) -> None:
    """The strip has limits in their order, counts, the average and the selected regions."""
    limits = iter(spec.strip.limits)
    words = svg_marks.strip_words(drawing)
    assert all(word in limits for word in words) and words[-1] == spec.strip.limits[-1]
    counts = [key for key in svg_marks.legend(drawing) if key.role.startswith("class:")]
    assert [key.words for key in counts] == [key.words for key in spec.class_keys]
    _check_marks_on_strip(spec, svg_marks.strip_marks(drawing))


def _check_marks_on_strip(spec: Choropleth, marks: dict[str, tuple[float, str]]) -> None:
    average = [spec.strip.average] if spec.strip.average else []
    expected = {mark.code or "average": mark for mark in (*average, *spec.selected_marks)}
    assert set(marks) == set(expected)
    for code, (at, words) in marks.items():
        assert at == pytest.approx(expected[code].at, abs=0.006), code
        assert words.strip("\u00a0") in ("", expected[code].label)
    assert not average or marks["average"][1].strip("\u00a0") == average[0].label


@pytest.mark.sample(3)
@pytest.mark.parametrize("place", PLACES)
def test_markers_of_a_timeline_have_their_labels(charts_of: ChartsOf, place: str) -> None:
    """A label beside a marker is the name of its event, complete or shortened."""
    style, size = PLACES[place]
    for _, chart in charts_of(over_time.timeline, place):
        spec = chart.spec
        assert isinstance(spec, Timeline)
        expected = {f"{mark.kind}:{mark.day.isoformat()}": mark.words for mark in spec.marks}
        words = svg_marks.event_words(svg.draw(chart, style, size))
        assert words.keys() == expected.keys() and any(words.values())
        for name, label in words.items():
            # A milestone in the brief has its number.
            assert label.isdigit() or expected[name].startswith(label.removesuffix("…"))


@pytest.mark.parametrize("place", PLACES)
def test_the_running_total_is_tall_enough(charts_of: ChartsOf, place: str) -> None:
    """It has a third of the height of both plots, also if the height is limited."""
    style, size = PLACES[place]
    _, chart = charts_of(over_time.timeline, place)[0]
    spec = chart.spec
    assert isinstance(spec, Timeline)
    for height in (None, 420 * size.scale):
        drawing = svg.draw(chart, style, replace(size, height=height))
        lines = [s for s in svg_marks.shapes(drawing) if s.tag == "line" and s.stroke == style.line]
        ys = [float(line.attributes["y1"]) for line in lines]
        daily_ys, total_ys = ys[: len(spec.ticks)], ys[len(spec.ticks) :]
        assert len(total_ys) == len(spec.total_ticks)
        assert max(total_ys) - min(total_ys) >= (max(daily_ys) - min(daily_ys)) / 2


@pytest.fixture(scope="module")
def show() -> Any:
    """An empty presentation to which all tests add their slides."""
    return Presentation()


@pytest.mark.sample(15)
@pytest.mark.parametrize("theme", STYLES)
@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: build.__name__)
def test_pptx_shows_the_chart(charts_of: ChartsOf, build: Build, theme: str, show: Any) -> None:
    for view, chart in charts_of(build, f"{theme} screen"):
        slide = show.slides.add_slide(show.slide_layouts[6])
        pptx.draw(Canvas.of(slide, view.text.lang), Box(40, 140, 880, 330), view, chart)
        check_slide(slide, chart, view)


@pytest.fixture(scope="module")
def workbooks(every_state: Campaign) -> list[Workbook]:
    """The workbook of results in each language, each with another query."""
    views = [view_of(every_state, lang, **query) for lang, query in cases_of("light screen")]
    return [Workbook(results_xlsx(view), view) for view in views]


@pytest.mark.sample(10)
@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: build.__name__)
def test_xlsx_shows_the_chart(workbooks: list[Workbook], build: Build) -> None:
    assert build not in NATIVE or build not in TABLES
    check = (NATIVE | TABLES).get(build, check_absence)
    for book in workbooks:
        check(book, build(book.view))


def test_a_chart_without_a_native_chart_raises_an_error(workbooks: list[Workbook]) -> None:
    book = workbooks[0]
    charts = [build(book.view) for build in TABLES]
    unsupported = [chart for chart in charts if type(chart.spec) not in xlsx.RENDERERS]
    assert len(unsupported) == 4
    cells = ChartCells(book, None, TableRange(0, 1, 0, 1), {}, ("",))
    for chart in unsupported:
        with pytest.raises(KeyError):
            xlsx.draw(chart, STYLES["light"], cells)
