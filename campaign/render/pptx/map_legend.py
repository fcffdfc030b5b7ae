"""The legend of a map as native shapes: its classes as one strip with limits and marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from campaign.analysis.view import View
from campaign.charts.body import Choropleth
from campaign.render.map_legend import StripLayout, StripRoom, lay_out, pointer_height
from campaign.render.map_legend_marks import Anchor, PlacedMark, PlacedWords
from campaign.render.pptx.box import Box, Point
from campaign.render.pptx.legend import fill_of
from campaign.render.pptx.looks import Look, solid, stroke
from campaign.render.pptx.shapes import Align, Canvas, Paragraph
from campaign.render.text_width import LINE, width
from campaign.theme.roles import paint
from campaign.theme.style import SLIDE_POINT

_SIZE = 13  # points of the title
_NARROW = 500  # points: in less width the states are below the strip, as on a phone
_TICK = 2.0  # points: the width of the average's line
_REACH = 2  # points that this line extends below the strip
_ALIGNS: Mapping[Anchor, Align] = {"start": "l", "middle": "ctr", "end": "r"}


def strip_layout(body: Choropleth, room: float) -> StripLayout:
    """Return the layout of the legend in a width of `room` points."""
    # Slides have no animation: a state that only occurs in the animation is not in their legend.
    return lay_out(body, body.legend_at_rest, StripRoom(room, _SIZE, room < _NARROW, room))


def draw_strip(canvas: Canvas, box: Box, body: Choropleth, view: View) -> None:
    """Draw the legend from the upper left corner of the box, over its width."""
    _Strip(canvas, box, body, strip_layout(body, box.w), view).draw()


@dataclass(frozen=True, eq=False)
class _Strip:
    canvas: Canvas
    box: Box
    body: Choropleth
    layout: StripLayout
    view: View

    def draw(self) -> None:
        """Draw title, swatches, limits, marks and states."""
        layout, style = self.layout, self.view.style
        if layout.title:
            tall = len(layout.title) * _SIZE * LINE * 1.05
            box = Box(self.box.x, self.box.y + layout.line * 0.2, self.box.w, tall)
            title = " ".join(layout.title)
            self.canvas.fit_words(
                self.view.text("Legend"), box, Paragraph(title, _SIZE, style.text, bold=True), 10
            )
        self._draw_classes()
        self._draw_states()
        for limit in layout.limits:
            self._words(limit, limit.words)
        for mark in layout.regions:
            self._draw_region(mark)
        if layout.average is not None:
            self._draw_average(layout.average)

    def _draw_classes(self) -> None:
        layout, style, keys = self.layout, self.view.style, self.body.class_keys
        height = layout.bottom - layout.top
        for index, key in enumerate(keys):
            left, right = (layout.x(at / len(keys)) for at in (index, index + 1))
            swatch = Box(self.box.x + left, self.box.y + layout.top, right - left, height)
            look = paint(key.role, style)
            line = stroke(style.outline, SLIDE_POINT)
            self.canvas.shape(key.words, swatch, Look(fill_of(look, style), line))
            count = [Paragraph(str(key.count), layout.small, look.ink, align="ctr")]
            self.canvas.words(key.words, swatch, count, anchor="ctr")

    def _draw_states(self) -> None:
        style = self.view.style
        for state in self.layout.states:
            left = self.box.x + self.box.w * state.share
            swatch = Box(left + state.x, self.box.y + state.y, state.width, state.height)
            fill = fill_of(paint(state.key.role, style), style)
            self.canvas.shape(
                state.key.words, swatch, Look(fill, stroke(style.outline, SLIDE_POINT))
            )
            words_left = left + state.words_x
            beyond = 2 + (len(state.lines) - 1) * self.layout.small * LINE / 2
            top, high = swatch.y - beyond, swatch.h + 2 * beyond
            room = Box(words_left, top, self.box.right - words_left, high)
            words = state.key.words
            self.canvas.fit_words(
                words, room, Paragraph(words, self.layout.small, style.text), 10, anchor="ctr"
            )

    def _draw_region(self, mark: PlacedMark) -> None:
        style, height = self.view.style, pointer_height(_SIZE)
        x, y = self._at(mark.mark.at, self.layout.top)
        name = f"{mark.mark.label}: {mark.mark.words}"
        if mark.top is not None:
            start = x, self.box.y + mark.top
            self.canvas.line(name, start, (x, y - height), stroke(style.text, SLIDE_POINT))
        half = height * 0.6
        rings = [[(x, y), (x - half, y - height), (x + half, y - height)]]
        line = stroke(style.background, SLIDE_POINT)
        self.canvas.freeform(name, "", rings, solid(style.text), line)
        self._words(mark.words, name)

    def _draw_average(self, mark: PlacedMark) -> None:
        x, _ = self._at(mark.mark.at, 0)
        start = x, self.box.y + (mark.top or 0.0)
        end = x, self.box.y + self.layout.bottom + _REACH
        self.canvas.line(mark.mark.label, start, end, stroke(self.view.style.text, _TICK))
        for line in mark.lines:
            self._words(line, mark.mark.label)

    def _at(self, at: float, y: float) -> Point:
        return self.box.x + self.layout.x(at), self.box.y + y

    def _words(self, words: PlacedWords, name: str) -> None:
        if not words.words:
            return
        size = self.layout.small
        wide, tall = width(words.words, size) + 2, size * LINE
        x, y = self._at(words.at, words.y)
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[words.anchor]
        align = _ALIGNS[words.anchor]
        parts = [Paragraph(words.words, size, self.view.style.text, align=align)]
        box = Box(left, y - tall / 2, wide, tall)
        self.canvas.words(name, box, parts, anchor="ctr")
