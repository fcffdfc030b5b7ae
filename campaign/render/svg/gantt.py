"""The schedule as SVG: a lane for each region, a dot for a day, a bar for several days."""

from __future__ import annotations

from campaign.charts.chart import Chart
from campaign.charts.spec import Gantt, Span
from campaign.render.size import HALL, Size
from campaign.render.svg.calendar import (
    DayAxis,
    dates_height,
    day_lines_height,
    draw_dates,
    draw_day_area,
    draw_day_lines,
)
from campaign.render.svg.drawing import Drawing, Frame, draw_nothing, number
from campaign.render.svg.legend import draw_legend, legend_height
from campaign.render.typography import TextStyle
from campaign.theme.roles import paint
from campaign.theme.style import NARROW_SPAN_CORNER, SPAN_CORNER, Style

_ROW, _LEAST_ROW = 17, 9
_DOT, _BAR, _LINE = 9, 0.62, 1.75
_MOST_LABEL = 0.3  # of the width


def draw(chart: Chart, style: Style, size: Size) -> Drawing:
    """Draw the lanes from top to bottom; a hollow mark means attendance not reported."""
    spec, scale = chart.spec, size.scale
    assert isinstance(spec, Gantt)
    if not spec.spans:
        return draw_nothing(chart.key, size, style, spec.nothing)
    ticks = spec.day_ticks.narrow if size.narrow else spec.day_ticks.wide
    sketch = Drawing(chart.key, size, 0, style)
    legend = legend_height(sketch, spec.legend, size.width)
    top = legend + day_lines_height(sketch, spec.line_names) + 8 * scale
    row = _ROW * scale / (1 if scale == 1 else 1.4)
    count = spec.lanes[-1].top + spec.lanes[-1].rows
    if size.name == HALL.name and size.height:
        room = size.height - top - dates_height(sketch, ticks)
        row = min(max(room / count, _LEAST_ROW * scale), row * 1.4)
    bottom = top + count * row
    drawing = Drawing(chart.key, size, bottom + dates_height(sketch, ticks), style)
    draw_legend(drawing, spec.legend, (0, 0), size.width)
    letters = drawing.size - 2 * scale if size.narrow else drawing.size
    widest = max(drawing.text_width(lane.name, letters) for lane in spec.lanes) + 10 * scale
    left = min(widest, size.width * size.room_share * _MOST_LABEL)
    axis = DayAxis(spec.calendar, left, size.width - 12 * scale)
    draw_day_area(drawing, axis, top, bottom)
    for lane in spec.lanes:
        y = top + lane.top * row
        drawing.line((0, y), (size.width, y), style.line, scale)
        lines = drawing.fit(lane.name, axis.left - 10 * scale, 2, letters)
        at = (axis.left - 8 * scale, y + lane.rows * row / 2)
        drawing.lines(lines, at, TextStyle(anchor="end", size=letters))
    draw_day_lines(drawing, axis, spec.line_names, legend, bottom)
    corner = (NARROW_SPAN_CORNER if size.narrow else SPAN_CORNER) * scale
    with drawing.frame(Frame(axis.left, top, axis.right, bottom, axis.calendar.days)):
        for span in spec.spans:
            _draw_span(drawing, axis, span, top + (span.row + 0.5) * row, row, corner)
    draw_dates(drawing, axis, ticks, bottom)
    return drawing


def _draw_span(
    drawing: Drawing, axis: DayAxis, span: Span, y: float, row: float, corner: float
) -> None:
    style, scale, datum = drawing.style, drawing.scale, span.datum
    colour = paint(datum.role, style).fill
    hollow = datum.state == "not_reported"
    fill = style.background if hollow else colour
    line = {"stroke": colour, "stroke_width": number(_LINE * scale)}
    with drawing.mark(datum):
        if span.first == span.last:
            drawing.circle((axis.x(span.first), y), _DOT / 2 * scale, fill, **line)
            return
        left = axis.start(span.first)
        right = axis.start(span.last) + axis.day
        height = row * _BAR
        drawing.rect(left, y - height / 2, right - left, height, fill, rx=number(corner), **line)
