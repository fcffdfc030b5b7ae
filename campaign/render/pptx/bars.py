"""Horizontal bars and pairs of bars on a slide as native charts, in the order of the screen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.charts.spec import Bars, Datum, Dumbbell, NumberFormat, Pair, Reference
from campaign.charts.two_languages import both
from campaign.render.pptx.drawing_shapes import OMITTED, draw_keys, draw_omitted_count
from campaign.render.pptx.native_chart import (
    NativeChart,
    Series,
    add_chart,
    sheet_notes,
    value_pattern,
)
from campaign.render.pptx.shapes import Box, Canvas, Look, Paragraph, fill_of, stroke
from campaign.render.typography import LINE, SMALLEST, clean, fit_text, label_room, width
from campaign.theme.roles import ACCENT, TRACK, paint
from campaign.theme.style import (
    NATIONAL,
    RANGE_END,
    RANGE_TICK,
    RANGE_WIDTH,
    RULE_WIDTH,
    SLIDE_POINT,
    UNREPORTED_LENGTH,
)

MOST_BARS = 22
"""The most bars of a column; bars that do not fit in two columns are only counted."""

_MANY = 14  # bars from which there are two columns
_SIZE, _LARGE, _SMALL = 14, 18, 12  # points of many bars, of few, of two columns
_HIGHEST_ROW = 64  # points
_GUTTER = 24  # points between two columns
_MOST_LABEL = 0.48  # of a column


@dataclass(frozen=True)
class Columns:
    """The layout of the bars of a chart in their box; sizes in points.

    There are `count` columns with `rows` rows of the height `row`. `label` and `value` are the
    widths of the labels and of the values at the ends of the bars, `size` is the font size.
    """

    count: int
    rows: int
    width: float
    row: float
    label: float
    value: float
    size: float

    @classmethod
    def of(cls, data: Sequence[Datum], box: Box) -> Columns:
        """Return one column, or two if there are many bars.

        All labels have the same width, so that two charts side by side have the same scale.
        """
        count = 1 if len(data) <= _MANY else 2
        rows = math.ceil(len(data) / count)
        wide = (box.w - _GUTTER * (count - 1)) / count
        row = min(box.h / rows, _HIGHEST_ROW)
        largest = _SMALL if count == 2 else _SIZE if rows > 6 else _LARGE
        size = max(min(largest, row / LINE - 1), SMALLEST)
        labels = [label_of(datum) for datum in data]
        while size > SMALLEST and label_room(labels, size) + 10 > wide * _MOST_LABEL and row < 30:
            size = max(size - 0.5, SMALLEST)
        label = min(label_room(labels, size) + 10, wide * _MOST_LABEL)
        values = [width(d.words, size, True) for d in data if has_value(d)]
        return cls(count, rows, wide, row, label, max(values, default=40) + 12, size)


def draw(canvas: Canvas, box: Box, view: View, chart: Chart) -> None:
    """Draw the bars below their legend, in one chart or in two side by side.

    A value that was not reported is a separate hatched shape: the data sheet has no value for it.
    """
    spec = chart.spec
    assert isinstance(spec, Bars)
    if not spec.data:
        return
    box = box.below(draw_keys(canvas, box, spec.legend, view))
    if spec.reference is not None:
        box = box.below(18)
    most = 2 * min(MOST_BARS, math.floor((box.h - OMITTED) / (SMALLEST * LINE)))
    data = spec.data[:most]
    if len(spec.data) > len(data):
        box = draw_omitted_count(canvas, box, len(spec.data) - len(data), view)
    columns = Columns.of(data, box)
    for number in range(columns.count):
        part = data[number * columns.rows : (number + 1) * columns.rows]
        left = box.x + number * (columns.width + _GUTTER)
        area = Box(left, box.y, columns.width, columns.row * len(part))
        _draw_column(canvas, area, columns, replace(spec, data=part), chart, view)


def _draw_column(
    canvas: Canvas, area: Box, columns: Columns, spec: Bars, chart: Chart, view: View
) -> None:
    plot = Box(area.x + columns.label, area.y, area.w - columns.label - columns.value, area.h)
    if spec.reference is not None and spec.reference.value <= spec.end:
        _draw_reference(canvas, plot, spec.end, spec.reference, view)
    if spec.has_tracks:
        _draw_tracks(canvas, plot, spec.data, view)
    native = _native_chart(columns, spec, plot, view)
    add_chart(canvas, chart.title, chart.description, area, native)
    if not spec.has_tracks:
        _draw_unreported(canvas, plot, spec.data, view)
    _draw_ranges(canvas, plot, spec, view)


def _native_chart(columns: Columns, spec: Bars, plot: Box, view: View) -> NativeChart:
    style, size = view.style, columns.size
    labels = [
        fit_text(
            label_of(datum), columns.label - 10, max(columns.row, size * LINE), size, size
        ).words
        for datum in spec.data
    ]
    series = Series(
        clean(spec.headings[1]),
        tuple(sheet_value(datum, spec.format) for datum in spec.data),
        "bar",
        paint(ACCENT, style).fill,
        tuple(paint(datum.role, style, faded=datum.faded).flat for datum in spec.data),
        inks=tuple(
            paint(datum.role, style, faded=datum.faded).text_color
            if spec.has_value_inside(datum)
            else ""
            for datum in spec.data
        ),
    )
    return NativeChart(
        tuple(labels),
        (series,),
        view.text,
        style,
        plot,
        value_pattern(view.text, spec.format),
        size,
        spec.headings[0],
        notes=sheet_notes(view),
        top=float(spec.end),
        has_labels=True,
    )


def label_of(datum: Datum) -> str:
    """Return the full name of a bar, with the reason why it has no value, or with its note.

    On a slide in two languages the name is in both languages.
    """
    name = clean(both(datum.full_name, datum.second_name))
    if not has_value(datum):
        return f"{name} — {datum.words}"
    return f"{name}: {datum.note}" if datum.note else name


def has_value(datum: Datum) -> bool:
    """Return whether there is a value: it is NaN for no activity and not reported."""
    return not math.isnan(datum.value)


def sheet_value(datum: Datum, numbers: NumberFormat) -> float | None:
    """Return the value for a data sheet, with the precision of the CSV.

    It is None if there is no value.
    """
    if not has_value(datum):
        return None
    return round(datum.value, 6 if numbers.kind == "percent" else max(numbers.digits, 4))


def _slots(plot: Box, data: Sequence[Datum]) -> list[tuple[Datum, Box]]:
    """Return the box of each bar, over the whole width of the plot."""
    each = plot.h / len(data)
    tall = each / (1 + NativeChart.gap / 100)
    return [
        (datum, Box(plot.x, plot.y + each * (at + 0.5) - tall / 2, plot.w, tall))
        for at, datum in enumerate(data)
    ]


def _draw_unreported(canvas: Canvas, plot: Box, data: Sequence[Datum], view: View) -> None:
    for datum, slot in _slots(plot, data):
        if datum.state == "not_reported":
            look = paint(datum.role, view.style, faded=datum.faded)
            stub, words = replace(slot, w=slot.w * UNREPORTED_LENGTH), label_of(datum)
            canvas.shape(words, stub, Look(fill_of(look, view.style)), descr=words)


def _draw_ranges(canvas: Canvas, plot: Box, spec: Bars, view: View) -> None:
    """Draw the range of each bar along its lower edge; the value label is beside the bar."""
    line = stroke(view.style.text, RANGE_WIDTH * SLIDE_POINT)
    for datum, slot in _slots(plot, spec.data):
        if datum.has_range:
            low, middle, high = (
                plot.x + plot.w * end / spec.end for end in (datum.low, datum.middle, datum.high)
            )
            y, words = slot.bottom, label_of(datum)
            canvas.line(words, (low, y), (high, y), line)
            for x, height in ((middle, RANGE_TICK), (high, RANGE_END)):
                half = height * SLIDE_POINT / 2
                canvas.line(words, (x, y - half), (x, y + half), line)


def _draw_tracks(canvas: Canvas, plot: Box, data: Sequence[Datum], view: View) -> None:
    style = view.style
    for datum, slot in _slots(plot, data):
        look = paint(datum.role if datum.state == "not_reported" else TRACK, style)
        words, line = label_of(datum), stroke(style.line, SLIDE_POINT)
        canvas.shape(words, slot, Look(fill_of(look, style), line), descr=words)


def _draw_reference(
    canvas: Canvas, plot: Box, end: float, reference: Reference, view: View
) -> None:
    style, x, words = view.style, plot.x + plot.w * reference.value / end, reference.words
    line = stroke(style.muted, RULE_WIDTH * SLIDE_POINT, NATIONAL)
    canvas.line(words, (x, plot.y), (x, plot.bottom), line)
    half = width(words, 12) / 2 + 4
    left = min(max(x - half, plot.x), plot.right - 2 * half)
    room = Box(left, plot.y - 16, 2 * half, 15)
    canvas.fit_words(words, room, Paragraph(words, 12, style.muted, align="ctr"), SMALLEST)


_PAIRS_HIGHEST_ROW, _LEAST_ROW = 64, 2 * SMALLEST * LINE  # points
_LARGEST = 14  # points
_PAIRS_MOST_LABEL = 0.48  # of the box
_GAP = 25  # the gap between two rows, in per cent of a bar


@dataclass(frozen=True)
class _Room:
    """The room for labels and values at the ends of the rows, and the font size; in points."""

    label: float
    value: float
    size: float
    row: float


def draw_pairs(canvas: Canvas, box: Box, view: View, chart: Chart) -> None:
    """Draw the rows below the legend; rows that have no room are counted below.

    A missing value has no bar: the name of its row gives the reason.
    """
    spec = chart.spec
    assert isinstance(spec, Dumbbell)
    if not spec.rows:
        return
    # The symbols are areas, because this renderer draws bars and not points.
    keys = tuple(replace(key, mark="area") for key in spec.legend)
    box = box.below(draw_keys(canvas, box, keys, view))
    rows = spec.rows
    if len(rows) * _LEAST_ROW > box.h:
        rows = rows[: max(1, math.floor((box.h - OMITTED) / _LEAST_ROW))]
        box = draw_omitted_count(canvas, box, len(spec.rows) - len(rows), view)
    room = _room(rows, box)
    area = Box(box.x, box.y, box.w, room.row * len(rows))
    plot = Box(area.x + room.label, area.y, area.w - room.label - room.value, area.h)
    native = _pairs_native_chart(spec, rows, room, plot, view)
    add_chart(canvas, chart.title, chart.description, area, native)


def _room(rows: tuple[Pair, ...], box: Box) -> _Room:
    row = min(box.h / len(rows), _PAIRS_HIGHEST_ROW)
    size = max(min(_LARGEST, row / 2 / LINE - 1), SMALLEST)
    label = min(label_room([_label(pair) for pair in rows], size) + 10, box.w * _PAIRS_MOST_LABEL)
    values = max((width(d.words, size, True) for p in rows for d in p.points), default=0.0)
    return _Room(label, values + 12, size, row)


def _pairs_native_chart(
    spec: Dumbbell, rows: tuple[Pair, ...], room: _Room, plot: Box, view: View
) -> NativeChart:
    style, size = view.style, room.size
    high = max(room.row, size * LINE)
    labels = [fit_text(_label(p), room.label - 10, high, size, size).words for p in rows]
    series = tuple(
        Series(
            clean(key.label),
            tuple(sheet_value(pair.data[at], spec.format) for pair in rows),
            "bar",
            paint(key.role, style).fill,
            tuple(
                paint(pair.data[at].role, style, faded=pair.data[at].faded).flat for pair in rows
            ),
        )
        for at, key in enumerate(spec.legend)
    )
    return NativeChart(
        tuple(labels),
        series,
        view.text,
        style,
        plot,
        value_pattern(view.text, spec.format),
        size,
        spec.headings[0],
        notes=sheet_notes(view),
        top=float(spec.ticks[-1].at),
        has_labels=True,
        is_stacked=False,
        gap=_GAP,
    )


def _label(pair: Pair) -> str:
    """Return the full name of a row with its note; on a slide in two languages in both."""
    name = both(pair.label, pair.second_label)
    if pair.first.name:
        name = both(pair.first.name, pair.first.second_name)
    words = both(pair.end_words, pair.second_end_words)
    return clean(f"{name}: {words}" if words else name)
