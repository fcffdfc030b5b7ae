"""Pairs as SVG: two points on a line in each row; in a narrow drawing names are above the rows.

The first value is a filled point, the second a ring; their labels are on the outer sides, so that
they never meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from campaign.charts.chart import Chart
from campaign.charts.spec import Datum, Dumbbell, Pair
from campaign.charts.ticks import thin_out
from campaign.charts.two_languages import both
from campaign.render.size import Size
from campaign.render.svg.drawing import Drawing, Point, draw_nothing, faded, number
from campaign.render.svg.legend import PointSize, draw_legend, legend_height
from campaign.render.typography import LINE, PLAIN, TextStyle
from campaign.theme.roles import paint
from campaign.theme.style import PAIR_LINE, PAIR_MARK, PAIR_RING, Style

_LEAST_NAME = 0.46  # of the width, for a name above the points
_GAP = 10  # px between a name, the label of a value, and the note
_TICKS = 24  # px below the rows
_NARROW_ROW = 34  # px: the height of the points below a name
_BESIDE = 4  # px between a point and its label
_AROUND = 3  # px beside a label without grid lines
_MOST_TICKS, _FEW_TICKS = 6, 4
_POINTS = PointSize(PAIR_MARK, PAIR_MARK - PAIR_RING, PAIR_RING)


@dataclass(frozen=True)
class _Plot:
    """The position of the points: both ends of the axis, the top of the rows, their height.

    `end` is the value at the right end. `names` are the lines of each row's name, `name_room` is
    their height if they are above the points, 0 if they are beside them.
    """

    left: float
    right: float
    top: float
    row: float
    end: float
    names: Sequence[Sequence[str]]
    name_room: float = 0.0

    def x(self, value: float) -> float:
        """Return the x of a value."""
        return self.left + (self.right - self.left) * value / self.end

    @property
    def middle(self) -> float:
        """The height of the points of a row, from its top."""
        return self.name_room + (self.row - self.name_room) / 2


@dataclass(frozen=True)
class _Words:
    """Lines of text, vertically centred on their point."""

    lines: Sequence[str]
    at: Point
    looks: TextStyle

    def cover(self, drawing: Drawing) -> None:
        """Cover the grid lines behind the text."""
        width = max(drawing.text_width(line, bold=self.looks.bold) for line in self.lines)
        height = len(self.lines) * drawing.size * LINE
        left = self.at[0] - (width if self.looks.anchor == "end" else 0)
        around = _AROUND * drawing.scale
        drawing.rect(
            left - around,
            self.at[1] - height / 2,
            width + 2 * around,
            height,
            drawing.style.background,
        )

    def draw(self, drawing: Drawing) -> None:
        """Draw the text."""
        drawing.lines(self.lines, self.at, self.looks)


def draw(chart: Chart, style: Style, size: Size) -> Drawing:
    """Draw the rows from top to bottom, at most `size.most_rows`, with the axis below them."""
    spec, scale = chart.spec, size.scale
    assert isinstance(spec, Dumbbell)
    rows = spec.rows[: size.most_rows or len(spec.rows)]
    if not rows:
        return draw_nothing(chart.key, size, style, spec.nothing)
    plot = _plot(Drawing(chart.key, size, 0, style), spec, rows, size)
    bottom = plot.top + plot.row * len(rows)
    drawing = Drawing(chart.key, size, bottom + _TICKS * scale, style)
    draw_legend(drawing, spec.legend, (0, 0), size.width, _POINTS)
    _draw_axis(drawing, spec, plot, bottom, _FEW_TICKS if size.narrow else _MOST_TICKS)
    # The same value in every row, such as the national average, has its label once.
    is_common = len({pair.second.words for pair in rows}) == 1
    for position, pair in enumerate(rows):
        with drawing.row(plot.top + position * plot.row):
            _draw_names(drawing, pair, plot, position)
            _draw_points(drawing, pair, plot, is_common=is_common and position > 0)
    return drawing


def _plot(sketch: Drawing, spec: Dumbbell, rows: Sequence[Pair], size: Size) -> _Plot:
    scale, width = sketch.scale, sketch.width * sketch.room_share
    top = legend_height(sketch, spec.legend, size.width) + _GAP * scale
    words = max((sketch.text_width(w, bold=True) for w in spec.point_words), default=0.0)
    words += (_GAP + PAIR_MARK / 2) * scale
    notes = max(sketch.text_width(_note(pair)) for pair in rows)
    notes += _GAP * scale if notes else 0
    line, end = sketch.size * LINE, spec.ticks[-1].at
    if size.narrow:
        least = width * _LEAST_NAME
        room = [width - sketch.text_width(_note(p)) - _GAP * scale for p in rows]
        names = [sketch.wrap(_name(p), max(r, least)) for p, r in zip(rows, room, strict=True)]
        name_room = max(map(len, names)) * line + 2 * scale
        row = name_room + _NARROW_ROW * scale
        return _Plot(words, sketch.width - words, top, row, end, names, name_room)
    widest = max(sketch.text_width(_name(pair)) for pair in rows) + _GAP * scale
    label = min(widest, width * size.most_label)
    names = [sketch.wrap(_name(pair), label - _GAP * scale) for pair in rows]
    row = max(size.row * scale, max(map(len, names)) * line + 4 * scale)
    return _Plot(label + words, sketch.width - words - notes, top, row, end, names)


def _name(pair: Pair) -> str:
    return both(pair.label, pair.second_label)


def _note(pair: Pair) -> str:
    return both(pair.end_words, pair.second_end_words)


def _draw_axis(drawing: Drawing, spec: Dumbbell, plot: _Plot, bottom: float, most: int) -> None:
    """Draw thin lines at the ticks, with labels below."""
    style, scale = drawing.style, drawing.scale
    for tick in thin_out(spec.ticks, most):
        x = plot.x(tick.at)
        colour = style.outline if tick.at == 0 else style.line
        drawing.line((x, plot.top), (x, bottom), colour, scale)
        at = (x, bottom + _TICKS / 2 * scale)
        small = drawing.size - 2 * scale
        drawing.words(tick.words, at, TextStyle(anchor="middle", size=small, colour=style.muted))


def _draw_points(drawing: Drawing, pair: Pair, plot: _Plot, *, is_common: bool) -> None:
    """Draw the points of a row and the line between them, with their labels.

    If `is_common`, the second point has none.
    """
    style, scale, y = drawing.style, drawing.scale, plot.middle
    xs = sorted(plot.x(datum.value) for datum in pair.points)
    if len(xs) > 1 and xs[0] < xs[1]:
        looks = paint(pair.first.role, style, faded=pair.first.faded)
        thick = PAIR_LINE * scale
        top, more = y - thick / 2, faded(looks)
        drawing.rect(xs[0], top, xs[1] - xs[0], thick, style.outline, **more)
    for at, datum in enumerate(pair.data):
        words = _value_words(drawing, pair, at, (plot.x(datum.value), y))
        has_words = datum in pair.points and not (is_common and at == 1)
        if has_words:
            words.cover(drawing)
        with drawing.mark(datum):
            if datum in pair.points:
                _draw_point(drawing, datum, (plot.x(datum.value), y), is_ring=at == 1)
            if has_words:
                words.draw(drawing)


def _draw_names(drawing: Drawing, pair: Pair, plot: _Plot, position: int) -> None:
    """Draw the name of a row, and the note at its end."""
    style, scale = drawing.style, drawing.scale
    if plot.name_room:
        middle = plot.name_room / 2
        name = _Words(plot.names[position], (0, middle), PLAIN)
        name.cover(drawing)
        name.draw(drawing)
    else:
        middle = plot.middle
        widest = max(drawing.text_width(line) for names in plot.names for line in names)
        drawing.lines(plot.names[position], (widest, middle), TextStyle(anchor="end"))
        drawing.line((0, 0), (drawing.width, 0), style.line, scale / 2)
    if _note(pair):
        looks = TextStyle(anchor="end", colour=style.muted)
        note = _Words((_note(pair),), (drawing.width, middle), looks)
        if plot.name_room:
            note.cover(drawing)
        note.draw(drawing)


def _draw_point(drawing: Drawing, datum: Datum, middle: Point, *, is_ring: bool) -> None:
    """Draw a filled point, or a ring filled with the background colour."""
    style, scale = drawing.style, drawing.scale
    looks = paint(datum.role, style, faded=datum.faded)
    if not is_ring:
        drawing.circle(middle, _POINTS.filled / 2 * scale, looks.fill, **faded(looks))
        return
    ring = {"stroke": looks.fill, "stroke_width": number(_POINTS.line * scale)}
    if looks.opacity < 1:
        ring["stroke_opacity"] = f"{looks.opacity:g}"
    drawing.circle(middle, _POINTS.ring / 2 * scale, style.background, **ring)


def _value_words(drawing: Drawing, pair: Pair, at: int, middle: Point) -> _Words:
    """Return the label of a value, on the outer side of the pair."""
    datum, is_right = pair.data[at], pair.is_descending == (at == 0)
    step = (PAIR_MARK / 2 + _BESIDE) * drawing.scale
    looks = TextStyle(anchor="start" if is_right else "end", bold=datum.selected)
    place = (middle[0] + (step if is_right else -step), middle[1])
    return _Words((datum.words,), place, looks)
