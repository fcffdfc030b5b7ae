"""The schedule as SVG: a lane for each region, a dot for a day, a bar for several days."""

from __future__ import annotations

from campaign.charts.body import Span, Spans
from campaign.charts.chart import Chart
from campaign.render.size import Size
from campaign.render.svg.calendar import (
    DayAxis,
    dates_height,
    day_lines_height,
    draw_dates,
    draw_day_lines,
)
from campaign.render.svg.drawing import Drawing, draw_nothing, number
from campaign.render.svg.legend import draw_legend, legend_height
from campaign.theme.paint import paint
from campaign.theme.style import Style

_ROW = 17
_DOT, _BAR, _LINE = 9, 0.62, 1.75
_MOST_LABEL = 0.3  # of the width


def draw(chart: Chart, style: Style, size: Size) -> Drawing:
    """Draw the lanes from top to bottom; activities without an attendance have hollow marks."""
    body, scale = chart.body, size.scale
    assert isinstance(body, Spans)
    if not body.spans:
        return draw_nothing(chart.key, body.nothing, style, size)
    ticks = body.day_ticks.narrow if size.narrow else body.day_ticks.wide
    sketch = Drawing(chart.key, size.width, 0, style, scale)
    legend_bottom = legend_height(sketch, body.legend, size.width)
    top = legend_bottom + day_lines_height(sketch, body.line_names) + 8 * scale
    row_height = _ROW * scale / (1 if scale == 1 else 1.4)
    row_count = body.lanes[-1].top + body.lanes[-1].rows
    bottom = top + row_count * row_height
    drawing = Drawing(chart.key, size.width, bottom + dates_height(sketch, ticks), style, scale)
    draw_legend(drawing, body.legend, (0, 0), size.width)
    longest_name = max(drawing.text_width(lane.name) for lane in body.lanes) + 10 * scale
    axis = DayAxis(
        body.calendar, min(longest_name, size.width * _MOST_LABEL), size.width - 12 * scale
    )
    for lane in body.lanes:
        y = top + lane.top * row_height
        drawing.line((0, y), (size.width, y), style.line, scale)
        lines = drawing.fit(lane.name, axis.left - 10 * scale, 2)
        at = (axis.left - 8 * scale, y + lane.rows * row_height / 2)
        drawing.lines(lines, at, anchor="end")
    draw_day_lines(drawing, axis, body.line_names, legend_bottom, bottom)
    for span in body.spans:
        _draw_span(drawing, axis, span, top + (span.row + 0.5) * row_height, row_height)
    draw_dates(drawing, axis, ticks, bottom)
    return drawing


def _draw_span(drawing: Drawing, axis: DayAxis, span: Span, y: float, row: float) -> None:
    style, scale, datum = drawing.style, drawing.scale, span.datum
    colour = paint(datum.role, style).fill
    is_hollow = datum.state == "not_reported"
    fill = style.background if is_hollow else colour
    line = {"stroke": colour, "stroke_width": number(_LINE * scale)}
    with drawing.mark(datum):
        if span.first == span.last:
            drawing.circle((axis.x(span.first), y), _DOT / 2 * scale, fill, **line)
            return
        left = axis.start(span.first)
        right = axis.start(span.last) + axis.day
        height = row * _BAR
        drawing.rect(left, y - height / 2, right - left, height, fill, rx=number(5 * scale), **line)
