"""The map as native shapes: a named shape per region, in the colours and classes on screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.charts.geometry.projected_outlines import Inset, ProjectedOutlines, Rings, outlines
from campaign.charts.spec import Choropleth, Datum
from campaign.charts.two_languages import both
from campaign.i18n.translator import Text
from campaign.render.map_legend import (
    Anchor,
    PlacedMark,
    PlacedWords,
    StripLayout,
    StripRoom,
    lay_out,
    pointer_height,
)
from campaign.render.pptx.legend import fill_of
from campaign.render.pptx.shapes import (
    NO_FILL,
    Align,
    Box,
    Canvas,
    Look,
    Paragraph,
    Point,
    solid,
    stroke,
)
from campaign.render.typography import LINE, SMALLEST, fit_text, width
from campaign.theme.roles import paint
from campaign.theme.style import REGION_BORDER, SELECTED_BORDER, SLIDE_POINT, Style

_SIZE = 13  # points of the title
_NARROW = 500  # points: in less width the states are below the strip, as on a phone
_TICK = 2.0  # points: the width of the average's line
_REACH = 2  # points that this line extends below the strip
_ALIGNS: Mapping[Anchor, Align] = {"start": "l", "middle": "ctr", "end": "r"}


def strip_layout(spec: Choropleth, room: float) -> StripLayout:
    """Return the layout of the legend in a width of `room` points."""
    # Slides have no animation: a state that only occurs in the animation is not in their legend.
    return lay_out(spec, spec.legend_at_rest, StripRoom(room, _SIZE, room < _NARROW, room))


def draw_strip(canvas: Canvas, box: Box, spec: Choropleth, view: View) -> None:
    """Draw the legend from the upper left corner of the box, over its width."""
    _Strip(canvas, box, spec, strip_layout(spec, box.w), view).draw()


@dataclass(frozen=True, eq=False)
class _Strip:
    canvas: Canvas
    box: Box
    spec: Choropleth
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
        layout, style, keys = self.layout, self.view.style, self.spec.class_keys
        height = layout.bottom - layout.top
        for index, key in enumerate(keys):
            left, right = (layout.x(at / len(keys)) for at in (index, index + 1))
            swatch = Box(self.box.x + left, self.box.y + layout.top, right - left, height)
            look = paint(key.role, style)
            line = stroke(style.outline, SLIDE_POINT)
            self.canvas.shape(key.words, swatch, Look(fill_of(look, style), line))
            count = [Paragraph(str(key.count), layout.small, look.text_color, align="ctr")]
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


LEGEND, _GAP = 270, 20
"""The width of a legend beside the map and its distance from the map, in points."""

_NAME, _VALUE = 11, 14

_PLATE = 0.62
"""The opacity of the background of labels: the region is visible through it, contrast is 4.5."""


def draw(canvas: Canvas, box: Box, view: View, chart: Chart) -> None:
    """Draw the map with labels, legend and both cities enlarged, all in one group."""
    spec = chart.spec
    assert isinstance(spec, Choropleth)
    paper = outlines(spec.places)
    group = canvas.group(chart.title, chart.description, box)
    scale, place, strip = max(
        (_below(box, paper, spec), _beside(box, paper, spec)), key=lambda layout: layout[0]
    )
    wide, high = paper.width * scale, paper.height * scale
    sheet = Box(place.x + (place.w - wide) / 2, place.y + (place.h - high) / 2, wide, high)
    _Map(group, sheet, scale, paper, spec, view.text, view.style).draw()
    draw_strip(group, strip, spec, view)


def _below(box: Box, paper: ProjectedOutlines, spec: Choropleth) -> tuple[float, Box, Box]:
    """Return the scale of the map over the whole width, its box, and that of the legend below."""
    legend = strip_layout(spec, box.w).height
    place = Box(box.x, box.y, box.w, box.h - legend)
    scale = min(box.w / paper.width, place.h / paper.height)
    return scale, place, Box(box.x, place.bottom, box.w, legend)


def _beside(box: Box, paper: ProjectedOutlines, spec: Choropleth) -> tuple[float, Box, Box]:
    """Return the same for a map over the whole height, with the legend beside it."""
    legend = strip_layout(spec, LEGEND).height
    place = Box(box.x, box.y, box.w - LEGEND - _GAP, box.h)
    scale = min(place.w / paper.width, box.h / paper.height)
    return scale, place, Box(box.right - LEGEND, box.bottom - legend, LEGEND, legend)


@dataclass(frozen=True, eq=False)
class _Map:
    """The regions on a canvas; `scale` is the number of points per step of the outlines."""

    canvas: Canvas
    box: Box
    scale: float
    paper: ProjectedOutlines
    spec: Choropleth
    text: Text
    style: Style

    def draw(self) -> None:
        """Draw the country, the insets, and last the labels, which nothing may cover."""
        # Outlines of selected regions come after all areas, so that no neighbour covers them.
        for draw in (self._draw_area, self._draw_outline):
            for code, region in self.spec.by_code.items():
                draw(region, region.name, self.paper.rings[code])
        for inset in self.paper.insets:
            self._draw_inset(inset)
        for code, (x, y, room) in self.paper.labels.items():
            self._draw_label(self.spec.by_code[code], self._at((x, y)), 2 * room * self.scale)

    def _at(self, step: tuple[int, int]) -> Point:
        return self.box.x + step[0] * self.scale, self.box.y + step[1] * self.scale

    def _rings(self, rings: Rings) -> list[list[Point]]:
        return [[self._at(step) for step in ring] for ring in rings]

    def _draw_area(self, region: Datum, name: str, rings: Rings) -> None:
        line = stroke(self.style.outline, REGION_BORDER * SLIDE_POINT)
        fill = fill_of(paint(region.role, self.style), self.style)
        self.canvas.freeform(name, "; ".join(region.tooltip), self._rings(rings), fill, line)

    def _draw_outline(self, region: Datum, name: str, rings: Rings) -> None:
        if region.selected:
            line = stroke(self.style.text, SELECTED_BORDER * SLIDE_POINT)
            outline_name = self.text("{place}: selected", place=name)
            self.canvas.freeform(outline_name, "", self._rings(rings), NO_FILL, line)

    def _draw_inset(self, inset: Inset) -> None:
        region, text, style = self.spec.by_code[inset.code], self.text, self.style
        left, top, wide, high = inset.frame
        frame = Box(*self._at((left, top)), wide * self.scale, high * self.scale)
        name = text("{place}: frame", place=region.name)
        self.canvas.shape(
            name, frame, Look(solid(style.background), stroke(style.line, SLIDE_POINT))
        )
        name = text("{place}, enlarged", place=region.name)
        self._draw_area(region, name, inset.rings)
        self._draw_outline(region, name, inset.rings)
        x, y, room = inset.label
        self._draw_city_value(region, self._at((x, y)), 2 * room * self.scale)
        # A city has room for one number: the count of people is beside its name.
        name = both(region.label, region.second_label)
        choices = (" ".join(filter(None, (name, region.note))), name, region.label)
        words = next((w for w in choices if width(w, SMALLEST) <= frame.w - 1), region.label)
        if region.second_label and name not in words:
            under = Box(frame.x - 20, frame.bottom + 1, frame.w + 40, 13)
            second, text_color = region.second_label, style.text
            self.canvas.fit_words(
                second, under, Paragraph(second, SMALLEST, text_color, align="ctr"), SMALLEST
            )
        caption = fit_text(words, frame.w - 1, 16, _NAME, SMALLEST)
        self.canvas.words(
            text("{place}: label", place=region.name),
            Box(frame.x + 0.5, frame.bottom - 16, frame.w - 1, 15),
            [Paragraph(caption.words, caption.size, style.text, align="ctr")],
            anchor="ctr",
        )

    def _draw_city_value(self, region: Datum, middle: Point, room: float) -> None:
        """Draw the value as large as fits in the city."""
        value = region.words
        sizes = range(_VALUE, SMALLEST - 1, -1)
        size = next((s for s in sizes if width(value, s, True) <= room), sizes[-1])
        text_color, background = self._ink(region, width(value, size, True) <= room)
        name = self.text("{place}: value", place=region.name)
        self.canvas.chip(name, middle, [Paragraph(value, size, text_color, bold=True)], background)

    def _draw_label(self, region: Datum, middle: Point, room: float) -> None:
        """Draw name, value and count below each other."""
        value, count = region.words, region.note
        second = region.second_label
        wide = max(
            width(region.label, _NAME),
            width(value, _VALUE, True),
            width(count, _NAME),
            width(second, SMALLEST),
        )
        text_color, background = self._ink(region, wide <= room)
        words = [
            Paragraph(region.label, _NAME, text_color),
            Paragraph(value, _VALUE, text_color, bold=True),
        ]
        if second:
            words.insert(1, Paragraph(second, SMALLEST, text_color))
        if count:
            words.append(Paragraph(count, _NAME, text_color))
        name = self.text("{place}: label", place=region.name)
        self.canvas.chip(name, middle, words, background)

    def _ink(self, region: Datum, fits: bool) -> tuple[str, str]:
        """Return colour and background of a label; only over a hatch it has a background.

        A label that is wider than its region is dark, because it is also on its neighbours.
        """
        look = paint(region.role, self.style)
        if look.hatched:
            return self.style.text, solid(self.style.background, _PLATE)
        return look.text_color if fits else self.style.text, NO_FILL
