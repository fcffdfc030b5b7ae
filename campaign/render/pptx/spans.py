"""The schedule on a slide: a lane for each region, a shape for each activity, as on screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from campaign.analysis.view import View
from campaign.charts.body import Lane, Span, Spans
from campaign.charts.chart import Chart
from campaign.charts.two_languages import both
from campaign.render.pptx.box import Box
from campaign.render.pptx.calendar import LINE_NAME, dates_height, draw_dates, draw_lines
from campaign.render.pptx.legend import draw_keys, draw_omitted_count
from campaign.render.pptx.looks import Look, solid, stroke
from campaign.render.pptx.shapes import Canvas, Paragraph
from campaign.render.text_width import SMALLEST, fit_text, width
from campaign.theme.roles import paint
from campaign.theme.style import SLIDE_POINT

_NAME, _MOST_NAME = 13, 140  # points: font size of a lane's name, its most width
_HIGHEST_ROW, _LEAST_ROW = 24, 4.5  # points
_DOT, _LINE = 9, 1.75  # px
_BAR = 0.62  # of a row
_ROUND = 8  # points to the right of the plot, for a mark on the last day


@dataclass(frozen=True)
class _Plot:
    """The position of the lanes: the box of the days, and the height of a row."""

    body: Spans
    box: Box
    row: float

    def box_of(self, span: Span) -> Box:
        """Return the box of a dot on its day, or of a bar from the first to the end of the last."""
        calendar, day = self.body.calendar, self.box.w / self.body.calendar.days
        middle = self.box.y + (span.row + 0.5) * self.row
        if span.first == span.last:
            size = min(_DOT * SLIDE_POINT, self.row * 0.9)
            x = self.box.x + self.box.w * calendar.middle(span.first)
            return Box(x - size / 2, middle - size / 2, size, size)
        left = self.box.x + (span.first - calendar.first).days * day
        tall = self.row * _BAR
        wide = ((span.last - span.first).days + 1) * day
        return Box(left, middle - tall / 2, wide, tall)


def draw(canvas: Canvas, box: Box, view: View, chart: Chart) -> None:
    """Draw the lanes with their activities; a hollow shape means attendance not reported.

    Lanes that have no room are counted below.
    """
    body = chart.body
    assert isinstance(body, Spans)
    if not body.spans:
        return
    box = box.below(draw_keys(canvas, box, body.legend, view, _DOT))
    above = LINE_NAME * len(body.calendar.rules) + 2
    dates = dates_height(body.day_ticks)
    lanes = _lanes_with_room(body.lanes, box.h - above - dates)
    if len(lanes) < len(body.lanes):
        box = draw_omitted_count(canvas, box, len(body.lanes) - len(lanes), view)
    count = lanes[-1].top + lanes[-1].rows
    row = min((box.h - above - dates) / count, _HIGHEST_ROW)
    # A name in two languages may need more width: it has room in the smallest size.
    least, wanted = (max(width(_name(lane), size) for lane in lanes) for size in (SMALLEST, _NAME))
    names = min(wanted, max(_MOST_NAME, least)) + 10
    days = Box(box.x + names, box.y + above, box.w - names - _ROUND, row * count)
    plot = _Plot(body, days, row)
    for lane in lanes:
        _draw_lane(canvas, plot, lane, box.x, view)
    over = Box(days.x, box.y, days.w, days.bottom - box.y)
    draw_lines(canvas, body.calendar, body.line_names, over, view)
    draw_dates(canvas, body.calendar, body.day_ticks, days, view)
    group = canvas.group(chart.title, chart.description, days)
    for span in body.spans:
        if span.row < count:
            _draw_span(group, plot, span, view)


def _lanes_with_room(lanes: Sequence[Lane], high: float) -> Sequence[Lane]:
    """Return the first lanes that fit with rows of the least height, at least one."""
    most = high / _LEAST_ROW
    return [lane for n, lane in enumerate(lanes) if n == 0 or lane.top + lane.rows <= most]


def _draw_lane(canvas: Canvas, plot: _Plot, lane: Lane, left: float, view: View) -> None:
    style, top = view.style, plot.box.y + lane.top * plot.row
    canvas.line(lane.name, (left, top), (plot.box.right, top), stroke(style.line, SLIDE_POINT))
    tall, wide = lane.rows * plot.row, plot.box.x - left - 6
    name = _name(lane)
    fitted = fit_text(name, wide, max(tall, SMALLEST * 1.3), _NAME, SMALLEST)
    y = top + (tall - fitted.height) / 2
    room = Box(left, y, wide, max(fitted.height, SMALLEST * 1.3))
    canvas.fit_words(lane.name, room, Paragraph(name, fitted.size, style.text, align="r"), SMALLEST)


def _name(lane: Lane) -> str:
    return both(lane.name, lane.second_name)


def _draw_span(canvas: Canvas, plot: _Plot, span: Span, view: View) -> None:
    datum, style = span.datum, view.style
    colour = paint(datum.role, style, faded=datum.faded).flat
    fill = style.background if datum.state == "not_reported" else colour
    preset = "ellipse" if span.first == span.last else "roundRect"
    line = stroke(colour, _LINE * SLIDE_POINT)
    words = " · ".join(datum.tooltip)
    canvas.shape(datum.label, plot.box_of(span), Look(solid(fill), line, preset), descr=words)
