"""Compares a chart on a slide with its body: values, order, states, legend, colours and labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.charts.spec import (
    Bars,
    Choropleth,
    Datum,
    Dumbbell,
    Gantt,
    Heatmap,
    Lines,
    SmallMultiples,
    Timeline,
)
from campaign.i18n.number_format import NBSP
from campaign.render.typography import clean
from campaign.theme.roles import mark_role, mix_colours, paint, state_role
from campaign.theme.style import Style
from tests import pptx_marks
from tests.pptx_marks import Cell, Shape


def check_slide(slide: Any, chart: Chart, view: View) -> None:
    """Fail if the slide differs from the body of the chart."""
    _CHECKS[type(chart.spec)](slide, chart, view)


def _check_bars(slide: Any, chart: Chart, view: View) -> None:
    spec = chart.spec
    assert isinstance(spec, Bars)
    natives, shapes = pptx_marks.native_charts(slide), pptx_marks.shapes(slide)
    _check_legend(slide, spec, view)
    series = [native.series[0] for native in natives]
    values = [value for one in series for value in one.values]
    colours = [colour for one in series for colour in one.colours]
    names = [name for native in natives for name in native.categories]
    count = len(values)
    assert count == len(spec.data) or _omission_note(len(spec.data) - count, view) in _texts(slide)
    assert {native.descr for native in natives} <= {clean(chart.description)}
    assert {one.name for one in series} <= {spec.headings[1]}
    for datum, value, colour, name in zip(spec.data, values, colours, names, strict=False):
        assert value == pytest.approx(None if datum.value != datum.value else datum.value, abs=1e-4)
        if value is not None:
            assert colour == paint(datum.role, view.style, faded=datum.faded).flat
        assert _is_shortened(name, clean(datum.name or datum.label))
    if not spec.has_tracks:
        in_legend = sum(key.role == state_role("not_reported") for key in spec.legend)
        hatches = [shape for shape in shapes if shape.hatched][in_legend:]
        missing = [datum for datum in spec.data[:count] if datum.state == "not_reported"]
        assert len(hatches) == len(missing)
        for shape, datum in zip(hatches, missing, strict=True):
            assert datum.words in shape.descr
            _check_fill(shape, datum, view.style)
    if spec.reference is not None and spec.reference.value <= spec.end:
        assert clean(spec.reference.words) in [s.name for s in shapes if s.preset == "line"]


def _check_choropleth(slide: Any, chart: Chart, view: View) -> None:
    spec = chart.spec
    assert isinstance(spec, Choropleth)
    assert pptx_marks.groups(slide) == {clean(chart.title): clean(chart.description)}
    shapes = pptx_marks.shapes(slide, chart.title)
    of_region = {clean(region.tooltip[0]): region for region in spec.data}
    areas = [s for s in shapes if s.name in of_region and s.descr not in ("", s.name)]
    assert len(areas) == len(spec.data) + 2  # both cities are enlarged too
    assert {area.name for area in areas} == set(of_region)
    for area in areas:
        region = of_region[area.name]
        assert area.descr == clean("; ".join(region.tooltip))
        _check_fill(area, region, view.style)
        assert any(clean(region.words) == shape.words for shape in shapes), region.words
    outlines = [shape for shape in shapes if not shape.fill and shape.preset == "freeform"]
    assert bool(outlines) == any(region.selected for region in spec.data)
    keys = [shape for shape in shapes if shape.preset == "rect" and shape.outline]
    keys = [shape for shape in keys if shape.name in {k.words for k in spec.legend_at_rest}]
    assert [shape.name for shape in keys] == [key.words for key in spec.legend_at_rest]
    for shape, key in zip(keys, spec.legend_at_rest, strict=True):
        assert (shape.fill, shape.lines) == _fill_of(key.role, view.style)
    words = {shape.words for shape in shapes}
    if spec.class_keys:
        first, *between, last = map(clean, spec.strip.limits)
        assert {first, last} <= words and len(words & set(between)) >= len(between) // 2
    names = [shape.name for shape in shapes]
    for mark in spec.selected_marks:
        assert clean(mark.label) in names
    if spec.strip.average is not None:
        assert clean(spec.strip.average.label) in words
        lines = [shape.name for shape in shapes if shape.preset == "line"]
        assert clean(spec.strip.average.label) in lines


def _check_grid(slide: Any, chart: Chart, view: View) -> None:
    spec = chart.spec
    assert isinstance(spec, Heatmap)
    _check_legend(slide, spec, view)
    tables = pptx_marks.tables(slide)
    rows = [row for table in tables for row in table[1:]]
    count = len(rows)
    assert count == len(spec.rows) or _omission_note(len(spec.rows) - count, view) in _texts(slide)
    # A date may have a line break between day and month.
    names = [column.name.replace(NBSP, " ") for column in spec.columns]
    for table in tables:
        headers = [cell.words.replace(NBSP, " ") for cell in table[0][1:]]
        assert all(map(_is_shortened, headers, names))
    assert all(
        _is_shortened(row[0].words, kind.name) for row, kind in zip(rows, spec.rows, strict=False)
    )
    data = {(cell.row, cell.column): cell.datum for cell in spec.cells}
    for n, row in enumerate(rows):
        for column, cell in enumerate(row[1:]):
            datum = data.get((n, column))
            assert cell.words == ("" if datum is None else clean(datum.words))
            if datum is None:
                assert not cell.fill
            else:
                _check_fill(cell, datum, view.style)
    selected = [cell.datum.label for cell in spec.cells if cell.row < count and cell.datum.selected]
    outlines = [s.name for s in pptx_marks.shapes(slide) if s.outline and not s.fill]
    names = [view.text("{place}: selected", place=label) for label in selected]
    assert sorted(outlines) == sorted(map(clean, names))


def _check_pairs(slide: Any, chart: Chart, view: View) -> None:
    """Each row has two bars side by side, in the colours of the legend."""
    spec = chart.spec
    assert isinstance(spec, Dumbbell)
    _check_legend(slide, spec, view)
    (native,) = pptx_marks.native_charts(slide)
    assert native.descr == clean(chart.description)
    count = len(native.categories)
    assert count == len(spec.rows) or _omission_note(len(spec.rows) - count, view) in _texts(slide)
    for name, pair in zip(native.categories, spec.rows, strict=False):
        assert _is_shortened(name, clean(pair.first.name))
        assert count < len(spec.rows) or not pair.end_words or pair.end_words in name
    for at, (series, key) in enumerate(zip(native.series, spec.legend, strict=True)):
        assert series.name == clean(key.label)
        data = [pair.data[at] for pair in spec.rows[:count]]
        for datum, value, colour in zip(data, series.values, series.colours, strict=True):
            missing = datum.value != datum.value
            assert value == (None if missing else pytest.approx(datum.value, abs=1e-4))
            assert missing or colour == paint(datum.role, view.style, faded=datum.faded).flat


def _check_panels(slide: Any, chart: Chart, view: View) -> None:
    spec, style = chart.spec, view.style
    assert isinstance(spec, SmallMultiples)
    days = range(0, spec.calendar.days, spec.bin_days)
    firsts = [spec.calendar.first + timedelta(days=n) for n in days]
    natives, groups = pptx_marks.native_charts(slide), pptx_marks.groups(slide)
    for native, panel in zip(natives, spec.panels, strict=True):
        datum, bins = panel.datum, {item.first: item for item in panel.bins}
        assert native.descr == clean(f"{datum.label}: {datum.words}")
        people, *zeros = native.series
        expected = {day: b.value for day, b in bins.items() if b.state != "not_reported"}
        assert people.values == tuple(expected.get(day) for day in firsts)
        assert set(people.colours) == {paint(datum.role, style, faded=datum.faded).flat}
        zero_days = {day for day, b in bins.items() if b.state == "zero"}
        assert len(zeros) == bool(zero_days)
        for series in zeros:
            assert series.values == tuple(0 if day in zero_days else None for day in firsts)
            mark = paint(mark_role("day"), style, faded=datum.faded).flat
            assert set(series.colours) == {mark}
        missing = [b for b in panel.bins if b.state == "not_reported"]
        name = clean(f"{datum.label}: {spec.hollow_words}")
        assert (name in groups) == bool(missing)
        if missing:
            _check_hollow(pptx_marks.shapes(slide, name), len(missing), style)
    hollow = [s for s in pptx_marks.shapes(slide) if s.name == clean(spec.hollow_words) != ""]
    assert bool(hollow) == bool(spec.hollow_words)


def _check_spans(slide: Any, chart: Chart, view: View) -> None:
    spec, style = chart.spec, view.style
    assert isinstance(spec, Gantt)
    _check_legend(slide, spec, view)
    shapes = pptx_marks.shapes(slide, chart.title)
    words = "".join(shape.words for shape in shapes).replace(" ", "")
    lanes = [lane for lane in spec.lanes if clean(lane.name).replace(" ", "") in words]
    spans = [span for span in spec.spans if span.row < lanes[-1].top + lanes[-1].rows]
    omitted = len(spec.lanes) - len(lanes)
    assert not omitted or _omission_note(omitted, view) in _texts(slide)
    names = {clean(span.datum.tooltip[0]) for span in spans}
    marks = [shape for shape in shapes if shape.name in names and shape.descr]
    for mark, span in zip(marks, spans, strict=True):
        colour = paint(span.datum.role, style).fill
        hollow = span.datum.state == "not_reported"
        assert (mark.fill, mark.outline) == (style.background if hollow else colour, colour)
        assert mark.preset == ("ellipse" if span.first == span.last else "roundRect")
        assert mark.descr == clean("; ".join(span.datum.tooltip))


def _check_timeline(slide: Any, chart: Chart, view: View) -> None:
    spec, style = chart.spec, view.style
    assert isinstance(spec, Timeline)
    _check_legend(slide, spec, view)
    calendar, days = spec.calendar, {day.day: day for day in spec.days}
    dates = [calendar.first + timedelta(days=n) for n in range(calendar.days)]
    (daily,) = pptx_marks.native_charts(slide)
    assert daily.name == clean(spec.headings[0])
    keys = [key for key in spec.legend if key.mark in ("area", "dot")]
    for series, key in zip(daily.series, keys, strict=True):
        assert (series.name, series.is_line) == (key.label, key.mark == "dot")
        for day, value, colour in zip(dates, series.values, series.colours, strict=True):
            at = days.get(day)
            if key.mark == "dot":
                expected = 0 if at is not None and at.state == "zero" else None
            else:
                parts = () if at is None else at.parts
                expected = next((p.value for p in parts if p.role == key.role), None)
            assert value == expected, (key.label, day)
            faded = key.mark == "area" and at is not None and at.faded
            assert value is None or colour == paint(key.role, style, faded=faded).flat
    for key in spec.legend:
        if key.mark == "hollow":
            missing = [day for day in spec.days if day.state == "not_reported"]
            marks = pptx_marks.shapes(slide, clean(key.label))
            _check_hollow(marks, len(missing), style)
    _check_event_marks(slide, spec, view)
    names = [s.name for s in pptx_marks.shapes(slide)]
    for first, last in spec.unselected_spans:
        assert clean(view.text.date_range_short(first, last)) in names


def _check_lines(slide: Any, chart: Chart, view: View) -> None:
    spec, style = chart.spec, view.style
    assert isinstance(spec, Lines)
    if not spec.lines:
        assert not pptx_marks.native_charts(slide)
        return
    _check_legend(slide, spec, view)
    (native,) = pptx_marks.native_charts(slide)
    assert native.descr == clean(chart.description)
    shapes = pptx_marks.shapes(slide)
    for series, line in zip(native.series, spec.lines, strict=True):
        assert series.name == line.label
        assert set(series.colours) == {paint(line.role, style).fill}
        points = set(zip(series.places, series.values, strict=True))
        assert {(p.at, p.value) for p in line.points} <= points
        has_range = any(point.low == point.low for point in line.points)
        ranges = [s for s in shapes if s.name == line.label and s.preset == "freeform"]
        assert len(ranges) == has_range
        assert not line.end_words or line.end_words in _texts(slide)
    names = [shape.name for shape in shapes if shape.preset == "line"]
    assert all(reference.words in names for reference in spec.references)


def _check_event_marks(slide: Any, spec: Timeline, view: View) -> None:
    """Each marker has the look of its kind, and names beside markers are whole."""
    style, shapes = view.style, pptx_marks.shapes(slide)
    milestones = {s.name: s for s in shapes if s.preset == "diamond"}
    events = {s.name: s for s in shapes if s.preset == "ellipse"}
    for marked in spec.marks:
        look = paint(mark_role(marked.kind), style)
        name = clean("; ".join(mark.label for mark in marked.marks))
        of_kind = events if marked.kind == "reported" else milestones
        assert of_kind[name].fill == look.fill
        beside = [s.words for s in shapes if s.name.startswith(clean(marked.words)) and s.words]
        assert not any(words.endswith("…") for words in beside)


def _check_hollow(marks: Sequence[Shape], count: int, style: Style) -> None:
    """The markers of days without reported attendance are `count` unfilled circles."""
    text_color = paint(mark_role("day"), style).fill
    assert len(marks) == count
    looks = {(mark.preset, mark.fill, mark.outline) for mark in marks}
    assert looks == {("ellipse", style.background, text_color)}


_PRESETS = {
    "area": "rect",
    "hollow": "ellipse",
    "dot": "ellipse",
    "milestone": "diamond",
    "event": "ellipse",
    "solid": "line",
    "dashed": "line",
    "dotted": "line",
    "range": "line",
}


def _check_legend(
    slide: Any, spec: Bars | Heatmap | Lines | Dumbbell | Gantt | Timeline, view: View
) -> None:
    """Swatches and labels of the legend are in the order of the body."""
    shapes, style = pptx_marks.shapes(slide), view.style
    keys = list(spec.legend)
    if isinstance(spec, Timeline):  # events have names, and the running total is not drawn
        keys = [key for key in keys if key.mark in ("area", "dot", "hollow")]
    if isinstance(spec, Dumbbell):  # pairs are bars on a slide
        keys = [replace(key, mark="area") for key in keys]
    names = list(dict.fromkeys(shape.name for shape in shapes if shape.descr == shape.name))
    labels = [clean(key.words) for key in keys]
    assert [name for name in names if name in labels] == labels
    for key in keys:
        swatch = next(s for s in shapes if s.name == s.descr == clean(key.words))
        assert swatch.preset == _PRESETS[key.mark]
        if key.mark == "hollow":
            look = (style.background, "")
            assert swatch.outline == paint(key.role, style).fill
        elif _PRESETS[key.mark] == "line":
            look = ("", "")
            assert swatch.outline == paint(key.role, style).fill
        else:
            look = _fill_of(key.role, style)
        assert (swatch.fill, swatch.lines) == look


def _check_fill(mark: Shape | Cell, datum: Datum, style: Style) -> None:
    assert (mark.fill, mark.lines) == _fill_of(datum.role, style, faded=datum.faded)


def _fill_of(role: str, style: Style, *, faded: bool = False) -> tuple[str, str]:
    """The fill colour, and the colour of hatch lines or ""."""
    look = paint(role, style, faded=faded)
    lines = mix_colours(style.hatch, style.background, look.opacity) if look.hatched else ""
    return look.flat, lines


def _texts(slide: Any) -> list[str]:
    return [shape.words for shape in pptx_marks.shapes(slide)]


def _omission_note(count: int, view: View) -> str:
    return view.text("not shown here: {n}", n=count)


def _is_shortened(words: str, full: str) -> bool:
    """Whether the text is the full text, or its beginning with an ellipsis."""
    return clean(words).startswith(clean(full)) or clean(full).startswith(
        clean(words).removesuffix("…")
    )


_CHECKS: Mapping[type, Callable[[Any, Chart, View], None]] = {
    Bars: _check_bars,
    Choropleth: _check_choropleth,
    Heatmap: _check_grid,
    Dumbbell: _check_pairs,
    Lines: _check_lines,
    SmallMultiples: _check_panels,
    Gantt: _check_spans,
    Timeline: _check_timeline,
}
