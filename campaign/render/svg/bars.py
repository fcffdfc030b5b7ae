"""Bars as SVG: names on the left, or above the bars in a narrow drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from campaign.charts.chart import Chart
from campaign.charts.spec import Bars, Datum
from campaign.render.size import HALL, Size
from campaign.render.svg.drawing import Drawing, draw_nothing, faded
from campaign.render.svg.legend import draw_legend, draw_range, legend_height
from campaign.render.typography import LINE, PAGE_LETTERS, TextStyle
from campaign.theme.roles import TRACK, paint, state_role
from campaign.theme.style import NATIONAL, RULE_WIDTH, UNREPORTED_LENGTH, Style

_TALL_ROW = 50
_MOST_LABEL = 0.38  # of the width
_LEAST_ROW = 0.88  # of a row: its least height if the drawing's height is limited
_TOP, _FOOT = 8, 4  # px above and below the rows
_THICK = 0.6  # of a row


@dataclass(frozen=True)
class BarPlot:
    """The position of the bars: left and right end, top of the first row, height of a row."""

    left: float
    right: float
    top: float
    row: float


def draw(chart: Chart, style: Style, size: Size) -> Drawing:
    """Draw the bars from top to bottom, at most `size.most_rows` of them."""
    spec = chart.spec
    assert isinstance(spec, Bars)
    if not spec.data:
        return draw_nothing(chart.key, size, style, spec.nothing)
    most = size.most_rows or len(spec.data)
    data, names_above = spec.data[:most], spec.has_tracks or (size.narrow and not spec.beside_map)
    scale = size.scale
    sketch = Drawing(chart.key, size, 0, style)
    legend = legend_height(sketch, spec.legend, size.width)
    # Beside a map the legend is below, so that the first bar has the same position on all days.
    below = legend if spec.beside_map else 0.0
    top = legend - below + _TOP * scale
    top += 22 * scale if spec.reference else 0
    row = (_TALL_ROW if names_above else size.row) * scale + (18 * scale if spec.has_tracks else 0)
    if size.name == HALL.name and not names_above:
        lines = (_name_lines(sketch, datum, _label_width(sketch, data, size)) for datum in data)
        row = max(row, max(map(len, lines)) * sketch.size * LINE)
    elif size.height is not None:
        room = (size.height - top - below - _FOOT * scale) / len(data)
        row = max(min(row, room), row * _LEAST_ROW)
    height = top + row * len(data) + _FOOT * scale + below
    drawing = Drawing(chart.key, size, height, style)
    draw_legend(drawing, spec.legend, (0, height - below if below else 0.0), size.width)
    plot = _plot(drawing, data, (top, row), size, names_above=names_above)
    if spec.reference is not None and spec.reference.value <= spec.end:
        _draw_reference(drawing, spec, plot, len(data))
    for number, datum in enumerate(data):
        _draw_bar(drawing, spec, datum, plot, number, names_above=names_above)
    if not names_above:  # the line would cross their first letters
        bottom = plot.top + row * len(data)
        drawing.line((plot.left, plot.top), (plot.left, bottom), style.outline, scale)
    return drawing


def _plot(
    drawing: Drawing,
    data: Sequence[Datum],
    rows: tuple[float, float],
    size: Size,
    *,
    names_above: bool,
) -> BarPlot:
    scale = drawing.scale
    ends = max(drawing.text_width(datum.words, bold=True) for datum in data) + 10 * scale
    label = 0.0 if names_above else _label_width(drawing, data, size)
    return BarPlot(label, drawing.width - (0 if names_above else ends), *rows)


def _label_width(drawing: Drawing, data: Sequence[Datum], size: Size) -> float:
    widest = max(drawing.text_width(datum.label) for datum in data) + 10 * drawing.scale
    most = max(_MOST_LABEL, size.most_label)
    return min(widest, drawing.width * drawing.room_share * most)


def _name_lines(drawing: Drawing, datum: Datum, width: float) -> list[str]:
    return drawing.fit(datum.label, width - 10 * drawing.scale, 2)


def _draw_bar(
    drawing: Drawing, spec: Bars, datum: Datum, plot: BarPlot, number: int, *, names_above: bool
) -> None:
    style, scale = drawing.style, drawing.scale
    looks = paint(datum.role, style, faded=datum.faded)
    top = plot.top + number * plot.row
    thickness = _THICK * (plot.row if not names_above else 34 * scale)
    middle = top + (plot.row / 2 if not names_above else 34 * scale)
    missing = datum.state == "not_reported"
    is_known = datum.value == datum.value
    share = UNREPORTED_LENGTH if missing else datum.value / spec.end if is_known else 0.0
    width = (plot.right - plot.left) * share
    with drawing.mark(datum):
        if spec.has_tracks:
            track = paint(state_role("not_reported") if missing else TRACK, style)
            drawing.rect(
                plot.left,
                middle - thickness / 2,
                plot.right - plot.left,
                thickness,
                drawing.fill(track),
                stroke=style.line,
            )
        if not (spec.has_tracks and missing):
            fill, top_edge = drawing.fill(looks), middle - thickness / 2
            drawing.rect(plot.left, top_edge, width, thickness, fill, **faded(looks))
        if datum.has_range:
            low, tick, high = (
                plot.left + (plot.right - plot.left) * end / spec.end
                for end in (datum.low, datum.middle, datum.high)
            )
            draw_range(drawing, (low, tick, high), middle + thickness / 2 + scale)
        _draw_words(drawing, spec, datum, plot, (top, middle, width), names_above=names_above)
        if drawing.is_in_page:  # a pointer finds the row of a short bar
            drawing.rect(0, top, drawing.width, plot.row, "transparent")


def _draw_words(
    drawing: Drawing,
    spec: Bars,
    datum: Datum,
    plot: BarPlot,
    at: tuple[float, float, float],
    *,
    names_above: bool,
) -> None:
    scale, (top, middle, width) = drawing.scale, at
    if names_above:
        height = top + 12 * scale
        room = drawing.width * drawing.room_share
        room -= drawing.text_width(datum.words, bold=True) + 10 * scale
        room /= PAGE_LETTERS if drawing.is_in_page else 1
        background = drawing.style.background if spec.reference else None
        drawing.words(
            "".join(drawing.fit(datum.label, room, 1)),
            (0, height),
            TextStyle(background=background),
        )
        at_end = (drawing.width, height)
        drawing.words(
            datum.words, at_end, TextStyle(anchor="end", bold=True, background=background)
        )
        if datum.note:
            small_size = drawing.size - scale
            drawing.words(
                datum.note,
                (0, middle + 22 * scale),
                TextStyle(size=small_size, colour=drawing.style.muted),
            )
        return
    lines = _name_lines(drawing, datum, plot.left)
    drawing.lines(lines, (plot.left - 8 * scale, middle), TextStyle(anchor="end"))
    if spec.has_value_inside(datum):
        end, text_color = plot.left + width - 5 * scale, paint(datum.role, drawing.style).text_color
        text_color = drawing.style.text if datum.faded else text_color
        drawing.words(
            datum.words, (end, middle), TextStyle(anchor="end", bold=True, colour=text_color)
        )
        return
    background = drawing.style.background if spec.reference else None
    drawing.words(
        datum.words,
        (plot.left + width + 6 * scale, middle),
        TextStyle(bold=True, background=background),
    )


def _draw_reference(drawing: Drawing, spec: Bars, plot: BarPlot, count: int) -> None:
    reference, style, scale = spec.reference, drawing.style, drawing.scale
    assert reference is not None
    x = plot.left + (plot.right - plot.left) * reference.value / spec.end
    small_size = drawing.size - 2 * scale
    half = drawing.text_width(reference.words, small_size) / 2
    middle = min(max(x, half), drawing.width - half)
    with drawing.group(data_reference="national"):
        drawing.line(
            (x, plot.top),
            (x, plot.top + count * plot.row),
            style.muted,
            RULE_WIDTH * scale,
            **drawing.dash(NATIONAL),
        )
        drawing.words(
            reference.words,
            (middle, plot.top - 10 * scale),
            TextStyle(anchor="middle", size=small_size, colour=style.muted),
        )
