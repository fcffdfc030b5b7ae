"""Bars as SVG: names at the left, or above the bars where there is little width."""

from __future__ import annotations

from dataclasses import dataclass

from campaign.charts.body import Bars, Datum
from campaign.charts.chart import Chart
from campaign.render.size import Size
from campaign.render.svg.drawing import Drawing, fade_attributes
from campaign.render.svg.legend import draw_legend, legend_height
from campaign.theme.paint import TRACK, paint, state_role
from campaign.theme.style import NATIONAL, RULE_WIDTH, UNREPORTED_LENGTH, Style

_TALL_ROW = 50
_MOST_LABEL = 0.38  # of the width
_PAD = 8
_THICK = 0.6  # of a row


@dataclass(frozen=True)
class Plot:
    """The area of the bars: their left and right end, the first row's top, the height of a row."""

    left: float
    right: float
    top: float
    row: float


def draw(chart: Chart, style: Style, size: Size) -> Drawing:
    """Draw the bars from top to bottom, as many as the size has room for."""
    body = chart.body
    assert isinstance(body, Bars)
    most_rows = size.most_rows or len(body.data)
    data, names_above = body.data[:most_rows], size.narrow or body.whole
    scale = size.scale
    row = (_TALL_ROW if names_above else size.row) * scale + (18 * scale if body.whole else 0)
    sketch = Drawing(chart.key, size.width, 0, style, scale)
    top = legend_height(sketch, body.legend, size.width) + _PAD * scale
    top += 22 * scale if body.reference else 0
    height = top + row * max(len(data), 1) + _PAD * scale
    drawing = Drawing(chart.key, size.width, height, style, scale)
    draw_legend(drawing, body.legend, (0, 0), size.width)
    if not data:
        drawing.words(
            body.nothing, (size.width / 2, top + row / 2), anchor="middle", colour=style.muted
        )
        return drawing
    plot = _plot(drawing, data, top, row, names_above=names_above)
    if body.reference is not None and body.reference.value <= body.end:
        _draw_reference(drawing, body, plot, len(data))
    for number, datum in enumerate(data):
        _draw_bar(drawing, body, datum, plot, number, names_above=names_above)
    drawing.line(
        (plot.left, plot.top), (plot.left, plot.top + row * len(data)), style.outline, scale
    )
    return drawing


def _plot(
    drawing: Drawing, data: tuple[Datum, ...], top: float, row: float, *, names_above: bool
) -> Plot:
    scale = drawing.scale
    value_width = max(drawing.text_width(datum.words, bold=True) for datum in data) + 10 * scale
    label_width = 0.0
    if not names_above:
        longest_label = max(drawing.text_width(datum.label) for datum in data) + 10 * scale
        label_width = min(longest_label, drawing.width * _MOST_LABEL)
    return Plot(label_width, drawing.width - (0 if names_above else value_width), top, row)


def _draw_bar(
    drawing: Drawing, body: Bars, datum: Datum, plot: Plot, number: int, *, names_above: bool
) -> None:
    style, scale = drawing.style, drawing.scale
    looks = paint(datum.role, style, faded=datum.faded)
    top = plot.top + number * plot.row
    thickness = _THICK * (plot.row if not names_above else 34 * scale)
    middle = top + (plot.row / 2 if not names_above else 34 * scale)
    is_missing = datum.state == "not_reported"
    has_value = datum.value == datum.value
    share = UNREPORTED_LENGTH if is_missing else datum.value / body.end if has_value else 0.0
    length = (plot.right - plot.left) * share
    with drawing.mark(datum):
        if body.whole:
            track = paint(state_role("not_reported") if is_missing else TRACK, style)
            drawing.rect(
                plot.left,
                middle - thickness / 2,
                plot.right - plot.left,
                thickness,
                drawing.fill(track),
                stroke=style.line,
            )
        if not (body.whole and is_missing):
            fill, top_edge = drawing.fill(looks), middle - thickness / 2
            drawing.rect(plot.left, top_edge, length, thickness, fill, **fade_attributes(looks))
        _draw_words(drawing, body, datum, plot, (top, middle, length), names_above=names_above)


def _draw_words(
    drawing: Drawing,
    body: Bars,
    datum: Datum,
    plot: Plot,
    at: tuple[float, float, float],
    *,
    names_above: bool,
) -> None:
    scale, (top, middle, length) = drawing.scale, at
    if names_above:
        height = top + 12 * scale
        drawing.words(datum.label, (0, height))
        drawing.words(datum.words, (drawing.width, height), anchor="end", bold=True)
        if datum.note:
            small_size = drawing.size - scale
            drawing.words(
                datum.note, (0, middle + 22 * scale), size=small_size, colour=drawing.style.muted
            )
        return
    lines = drawing.fit(datum.label, plot.left - 10 * scale, 2)
    drawing.lines(lines, (plot.left - 8 * scale, middle), anchor="end")
    ground = drawing.style.background if body.reference else None
    drawing.words(datum.words, (plot.left + length + 6 * scale, middle), bold=True, ground=ground)


def _draw_reference(drawing: Drawing, body: Bars, plot: Plot, count: int) -> None:
    reference, style, scale = body.reference, drawing.style, drawing.scale
    assert reference is not None
    x = plot.left + (plot.right - plot.left) * reference.value / body.end
    small_size = drawing.size - 2 * scale
    half_width = drawing.text_width(reference.words, small_size) / 2
    middle = min(max(x, half_width), drawing.width - half_width)
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
            anchor="middle",
            size=small_size,
            colour=style.muted,
        )
