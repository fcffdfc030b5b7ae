"""Lines on common axes as SVG, with the bands around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from campaign.charts.chart import Chart
from campaign.charts.spec import Line, Lines, Point
from campaign.charts.ticks import Tick
from campaign.render.line_layout import (
    axis_ticks,
    bands,
    corners,
    fit_end_words,
    hit_areas,
    place_end_words,
    room_beside,
    value_step,
)
from campaign.render.size import Size
from campaign.render.svg.calendar import SECOND, draw_tick_words, tick_rows, tick_width
from campaign.render.svg.drawing import Drawing, draw_nothing, number, to_steps
from campaign.render.svg.legend import draw_legend, legend_height
from campaign.render.typography import LINE, Anchor, TextStyle
from campaign.theme.roles import paint
from campaign.theme.style import LINE_DASHES, LINE_END, RULE_WIDTH, TINT, TOTAL_WIDTH, Style

_PLOT, _NARROW_PLOT, _LEAST = 300, 240, 80
_HEADING, _TICK, _RIGHT = 22, 5, 12


@dataclass(frozen=True)
class LinePlot:
    """The area of the lines: the edges of the axes in px."""

    spec: Lines
    left: float
    right: float
    top: float
    bottom: float

    def x(self, at: float) -> float:
        """Return the x of a position on the horizontal axis, in px."""
        return self.left + (self.right - self.left) * self.spec.across(at)

    def y(self, value: float) -> float:
        """Return the y of a value, in px."""
        return self.bottom - (self.bottom - self.top) * self.spec.up(value)


def draw(chart: Chart, style: Style, size: Size) -> Drawing:
    """Draw bands, then lines from the last to the first, then the labels at their ends."""
    spec, scale = chart.spec, size.scale
    assert isinstance(spec, Lines)
    if not spec.lines:
        return draw_nothing(chart.key, size, style, spec.nothing)
    sketch = Drawing(chart.key, size, 0, style)
    above = legend_height(sketch, spec.legend, size.width) + _HEADING * scale
    above += (sketch.size * LINE if spec.references else 0) + sketch.size / 2
    left = max(sketch.text_width(tick.words) for tick in spec.value_ticks) + 10 * scale
    room = size.width * size.room_share - left
    spec = fit_end_words(spec, room, sketch.size, _width_of(sketch))
    heading = _heading(sketch, spec, room)
    above += (len(heading) - 1) * sketch.size * LINE
    below = (_TICK + 6) * scale + tick_rows(spec.ticks) * sketch.size * LINE
    below += _HEADING * scale if spec.headings[0] else 0
    usual = (_NARROW_PLOT if size.narrow else _PLOT) * scale
    tall = usual if size.height is None else max(size.height - above - below, _LEAST * scale)
    drawing = Drawing(chart.key, size, above + tall + below, style)
    plot = LinePlot(spec, left, size.width - _right(drawing, spec, left), above, above + tall)
    draw_legend(drawing, spec.legend, (0, 0), size.width)
    _draw_axes(drawing, plot, heading)
    _draw_references(drawing, plot)
    for line in spec.lines:
        _draw_band(drawing, plot, line)
    for line in reversed(spec.lines):
        _draw_line(drawing, plot, line)
    _draw_end_words(drawing, plot)
    for area in hit_areas(spec):
        with drawing.group():
            drawing.tooltip(area.tooltip)
            start, end = plot.x(area.start), plot.x(area.end)
            drawing.rect(start, plot.top, end - start, tall, style.background, fill_opacity="0")
    return drawing


def _heading(drawing: Drawing, spec: Lines, room: float) -> list[str]:
    """Return the lines of the heading above the vertical axis."""
    return drawing.wrap(spec.headings[1], room, drawing.size - drawing.scale)


def _draw_axes(drawing: Drawing, plot: LinePlot, heading: Sequence[str]) -> None:
    style, scale, spec = drawing.style, drawing.scale, plot.spec
    every = value_step(spec, plot.bottom - plot.top, drawing.size * LINE)
    for number_of, tick in enumerate(spec.value_ticks):
        y = plot.y(tick.at)
        drawing.line((plot.left, y), (plot.right, y), style.line, scale)
        if number_of % every == 0:
            at = (plot.left - 6 * scale, y)
            drawing.words(tick.words, at, TextStyle(anchor="end", colour=style.muted))
    above = drawing.size / 2 + (drawing.size * LINE if spec.references else 0)
    above += (len(heading) - 1) * drawing.size * LINE / 2
    at = (plot.left, plot.top - above - _HEADING * scale / 2)
    drawing.lines(heading, at, TextStyle(size=drawing.size - scale, colour=style.muted))
    drawing.line((plot.left, plot.bottom), (plot.right, plot.bottom), style.outline, scale)
    room = _room(drawing, plot)
    for place in axis_ticks(spec, room, drawing.text_width, SECOND):
        _draw_tick(drawing, plot, place)
    if spec.headings[0]:
        foot = (plot.right, drawing.height - _HEADING * scale / 2)
        small_size = drawing.size - scale
        drawing.words(
            spec.headings[0], foot, TextStyle(anchor="end", size=small_size, colour=style.muted)
        )


def _draw_tick(drawing: Drawing, plot: LinePlot, tick: Tick[float]) -> None:
    """Draw a tick with its label; the outer labels stay inside the drawing."""
    style, scale, x = drawing.style, drawing.scale, plot.x(tick.at)
    drawing.line((x, plot.bottom), (x, plot.bottom + _TICK * scale), style.outline, scale)
    anchor: Anchor = "middle"
    half = tick_width(tick, drawing, drawing.size) / 2
    if x + half > drawing.width:
        anchor, x = "end", drawing.width
    elif plot.spec.across(tick.at) == 0:
        anchor, x = "start", plot.left
    draw_tick_words(drawing, tick, (x, plot.bottom + (_TICK + 2) * scale), anchor, drawing.size)


def _draw_references(drawing: Drawing, plot: LinePlot) -> None:
    style, scale = drawing.style, drawing.scale
    small_size = drawing.size - scale
    for reference in plot.spec.references:
        x, above = plot.x(reference.value), plot.top - drawing.size * LINE
        with drawing.group(data_reference="line"):
            look = drawing.dash("dot")
            drawing.line((x, above), (x, plot.bottom), style.muted, RULE_WIDTH * scale, **look)
            early = plot.spec.across(reference.value) < 0.5
            drawing.words(
                reference.words,
                (x + (4 if early else -4) * scale, above + small_size / 2),
                TextStyle(anchor="start" if early else "end", size=small_size, colour=style.muted),
            )


def _draw_band(drawing: Drawing, plot: LinePlot, line: Line) -> None:
    fill = paint(line.role, drawing.style).fill
    for band in bands(line):
        upper = [(plot.x(p.at), plot.y(p.high)) for p in band]
        lower = [(plot.x(p.at), plot.y(p.low)) for p in reversed(band)]
        outline = to_steps([*upper, *lower])
        with drawing.group(data_band=line.role):
            drawing.path(f"{outline}Z", fill, fill_opacity=f"{TINT:g}")


def _draw_line(drawing: Drawing, plot: LinePlot, line: Line) -> None:
    scale, colour = drawing.scale, paint(line.role, drawing.style).fill
    thickness, dash = TOTAL_WIDTH * scale, LINE_DASHES[line.dash]
    look = {"stroke": colour, "stroke_width": number(thickness)}
    look |= drawing.dash(dash) if dash else {}
    with drawing.group(data_line=line.role):
        for part in corners(line):
            if len(part) == 1:
                drawing.circle((plot.x(part[0][0]), plot.y(part[0][1])), thickness, colour)
                continue
            drawing.path(to_steps([(plot.x(at), plot.y(v)) for at, v in part]), "none", **look)
        end = line.end
        if line.end_words and end is not None:
            drawing.circle(_middle(plot, end), LINE_END / 2 * scale, colour)


def _draw_end_words(drawing: Drawing, plot: LinePlot) -> None:
    extent = (_room(drawing, plot), plot.bottom - plot.top)
    beyond = drawing.width - plot.right
    widths = _width_of(drawing)
    places = place_end_words(plot.spec, extent, drawing.size, widths, beyond)
    for end in places:
        x = plot.left + (plot.right - plot.left) * end.x + end.apart
        at, background = (x, plot.top + end.y), drawing.style.background
        drawing.words(
            end.line.end_words, at, TextStyle(anchor=end.anchor, bold=True, background=background)
        )


def _right(drawing: Drawing, spec: Lines, left: float) -> float:
    """Return the px to the right of the plot, for the labels of its lines."""
    wide = drawing.width * drawing.room_share - left
    beside = room_beside(spec, wide, drawing.size, _width_of(drawing))
    return max(_RIGHT * drawing.scale, beside + 2)


def _width_of(drawing: Drawing) -> Callable[[str], float]:
    return partial(drawing.text_width, bold=True)


def _room(drawing: Drawing, plot: LinePlot) -> float:
    """Return the width of the plot that decides which labels have room."""
    return drawing.width * drawing.room_share - (drawing.width - plot.right) - plot.left


def _middle(plot: LinePlot, point: Point) -> tuple[float, float]:
    return plot.x(point.at), plot.y(point.value)
