"""Lines on a slide: a native chart with a numeric axis, and its bands as shapes behind it."""

from __future__ import annotations

from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.charts.spec import Line, Lines
from campaign.render.line_layout import (
    axis_ticks,
    bands,
    corners,
    place_end_words,
    room_beside,
)
from campaign.render.pptx.calendar import axis_of
from campaign.render.pptx.drawing_shapes import draw_keys
from campaign.render.pptx.native_chart import (
    XYChart,
    XYSeries,
    add_xy_chart,
    sheet_notes,
    value_pattern,
)
from campaign.render.pptx.shapes import NO_LINE, Align, Box, Canvas, Look, Paragraph, solid, stroke
from campaign.render.typography import LINE, SMALLEST, label_room, width
from campaign.theme.roles import paint
from campaign.theme.style import (
    LINE_DASHES,
    LINE_END,
    NATIONAL,
    RULE_WIDTH,
    SLIDE_POINT,
    TINT,
)

_HEADING, _NAME, _SIZE, _END, _RIGHT = 17, 15, 12, 14, 8  # points
_SPARE = 4  # points: a text box is wider than its text by this


def draw(canvas: Canvas, box: Box, view: View, chart: Chart) -> None:
    """Draw the legend, bands, the native chart, and labels of ticks, references and ends."""
    spec = chart.spec
    assert isinstance(spec, Lines)
    if not spec.lines:
        return
    box = box.below(draw_keys(canvas, box, spec.legend, view))
    above = _HEADING + (_NAME if spec.references else 0)
    rows = max(len(tick.lines) for tick in spec.ticks)
    below = rows * _SIZE * LINE + 10 + (_NAME if spec.headings[0] else 0)
    left = label_room([tick.words for tick in spec.value_ticks], _SIZE) + 12
    wide = box.w - left - _SPARE
    beside = room_beside(spec, wide, _END, _width_of)
    right = max(_RIGHT, beside + _SPARE)
    plot = Box(box.x + left, box.y + above, box.w - left - right, box.h - above - below)
    heading = Box(plot.x, box.y, plot.w, 14)
    canvas.fit_words(
        spec.headings[1], heading, Paragraph(spec.headings[1], 11, view.style.muted), SMALLEST
    )
    for line in spec.lines:
        _draw_bands(canvas, plot, spec, line, view)
    area = Box(box.x, plot.y - 6, box.w, plot.h + 6 + below)
    native = _native(spec, plot, area, view)
    add_xy_chart(canvas, spec.headings[1] or chart.title, chart.description, area, native)
    _draw_heading(canvas, plot, spec, view)
    _draw_references(canvas, plot, spec, view)
    _draw_ends(canvas, plot, spec, view, right)


def _native(spec: Lines, plot: Box, area: Box, view: View) -> XYChart:
    pattern = value_pattern(view.text, spec.format)
    ranges = [line for line in spec.lines if bands(line)]
    low, high = view.text("lower bound"), view.text("upper bound")
    beside = [
        (f"{line.label}: {words}", tuple(None if v != v else v for v in values))
        for line in ranges
        for words, values in (
            (low, [point.low for point in line.points]),
            (high, [point.high for point in line.points]),
        )
    ]
    first = spec.value_ticks[0].at
    last, step = axis_of(spec.value_ticks, plot.h)
    # Values may have decimals although the ticks of their axis are whole numbers.
    is_whole = all(float(tick.at).is_integer() for tick in spec.value_ticks)
    digits = 0 if is_whole else spec.format.digits
    return XYChart(
        tuple(_series(line, view) for line in spec.lines),
        view.text,
        view.style,
        plot,
        pattern,
        _SIZE,
        spec.headings[0] or " ",
        (float(spec.ticks[0].at), float(spec.ticks[-1].at)),
        (float(first), float(last), float(step - first if first else step)),
        tuple(beside),
        sheet_notes(view),
        value_pattern(view.text, spec.format, digits),
        tuple(
            (float(tick.at), "\n".join(tick.lines))
            for tick in axis_ticks(spec, plot.w, lambda words: width(words, _SIZE))
        ),
    )


def _series(line: Line, view: View) -> XYSeries:
    points: list[tuple[float, float | None]] = []
    for part in corners(line):
        if points:
            points.append((part[0][0], None))
        points += [(float(at), float(value)) for at, value in part]
    colour = paint(line.role, view.style).fill
    return XYSeries(line.label, tuple(points), colour, LINE_DASHES[line.dash])


def _draw_bands(canvas: Canvas, plot: Box, spec: Lines, line: Line, view: View) -> None:
    fill = solid(paint(line.role, view.style).fill, TINT)
    for band in bands(line):
        upper = [_place(plot, spec, point.at, point.high) for point in band]
        lower = [_place(plot, spec, point.at, point.low) for point in reversed(band)]
        canvas.freeform(line.label, line.label, [[*upper, *lower]], fill, NO_LINE)


def _draw_heading(canvas: Canvas, plot: Box, spec: Lines, view: View) -> None:
    """Draw the title of the horizontal axis below its labels."""
    if spec.headings[0]:
        rows = max(len(tick.lines) for tick in spec.ticks)
        under = plot.bottom + 6 + rows * _SIZE * LINE
        room, words = Box(plot.x, under, plot.w, _NAME), spec.headings[0]
        heading = Paragraph(words, SMALLEST, view.style.muted, align="r")
        canvas.fit_words(words, room, heading, SMALLEST)


def _draw_references(canvas: Canvas, plot: Box, spec: Lines, view: View) -> None:
    style = view.style
    for reference in spec.references:
        x, top = plot.x + plot.w * spec.across(reference.value), plot.y - _NAME
        look = stroke(style.muted, RULE_WIDTH * SLIDE_POINT, NATIONAL)
        canvas.line(reference.words, (x, top), (x, plot.bottom), look)
        early = spec.across(reference.value) < 0.5
        room = Box(x + 3, top, plot.right - x - 3, _NAME)
        if not early:
            room = Box(plot.x, top, x - 3 - plot.x, _NAME)
        align: Align = "l" if early else "r"
        words = Paragraph(reference.words, SMALLEST, style.muted, align=align)
        canvas.fit_words(reference.words, room, words, SMALLEST)


def _draw_ends(canvas: Canvas, plot: Box, spec: Lines, view: View, beyond: float) -> None:
    """Draw marks and labels at the ends of lines, also up to `beyond` points right of the plot."""
    size = LINE_END * SLIDE_POINT
    for line in spec.lines:
        end = line.end
        if line.end_words and end is not None:
            x, y = _place(plot, spec, end.at, end.value)
            mark = Box(x - size / 2, y - size / 2, size, size)
            fill = solid(paint(line.role, view.style).fill)
            canvas.shape(line.label, mark, Look(fill, preset="ellipse"), descr=line.end_words)
    extent = (plot.w, plot.h)
    for place in place_end_words(spec, extent, _END, _width_of, beyond - _SPARE + 1):
        first, *seconds = place.line.end_lines
        wide = min(max(map(_width_of, place.line.end_lines)) + _SPARE, plot.w)
        left = plot.x + plot.w * place.x + place.apart
        left -= wide if place.anchor == "end" else 0
        left = min(max(left, plot.x), plot.right + beyond - wide)
        tall = _END * LINE * (1 + len(seconds))
        room = Box(left, plot.y + place.y - tall / 2, wide, tall + 1)
        align: Align = "r" if place.anchor == "end" else "l"
        text_color = view.style.text
        words = [Paragraph(first, _END, text_color, bold=True, align=align)]
        words += [Paragraph(second, SMALLEST, text_color, align=align) for second in seconds]
        canvas.words(place.line.label, room, words, anchor="ctr")


def _width_of(words: str) -> float:
    return width(words, _END, bold=True)


def _place(plot: Box, spec: Lines, at: float, value: float) -> tuple[float, float]:
    return plot.x + plot.w * spec.across(at), plot.bottom - plot.h * spec.up(value)
