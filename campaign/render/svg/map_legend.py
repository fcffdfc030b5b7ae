"""The legend of a map as SVG: its classes as one strip, with limits, average and regions on it."""

from __future__ import annotations

from campaign.charts.spec import Choropleth
from campaign.render.map_legend import (
    PAGE_ROOM,
    PlacedMark,
    PlacedWords,
    StripLayout,
    StripRoom,
    lay_out,
    pointer_height,
)
from campaign.render.size import Size
from campaign.render.svg.drawing import Drawing, Point, number
from campaign.render.typography import TextStyle
from campaign.theme.roles import paint

_TICK = 2.0  # px: the width of the average's line; its casing is twice as wide
_REACH = 3  # px that this line extends below the strip


def strip_layout(drawing: Drawing, spec: Choropleth, size: Size) -> StripLayout:
    """Return the layout of the legend.

    On a page, where the map is animated, it has the states of all days, and room for the region
    under the pointer.
    """
    in_page = size.height is not None and not size.beside
    room = StripRoom(
        width=size.width,
        size=drawing.size,
        narrow=size.narrow or bool(size.beside),
        words_width=PAGE_ROOM[size.narrow] if in_page else size.width * size.room_share,
        hover=in_page,
    )
    is_still = size.height is None or (size.beside and not spec.animation)
    return lay_out(spec, spec.legend_at_rest if is_still else spec.legend, room)


def draw_strip(drawing: Drawing, spec: Choropleth, layout: StripLayout, top: float) -> None:
    """Draw the legend with its upper edge at `top`."""
    places = (layout.left, top + layout.top, layout.right - layout.left)
    with drawing.group(data_part="legend", data_strip=" ".join(map(number, places))):
        _Strip(drawing, spec, layout, top).draw()


class _Strip:
    def __init__(self, drawing: Drawing, spec: Choropleth, layout: StripLayout, top: float) -> None:
        self.drawing, self.spec, self.layout, self.top = drawing, spec, layout, top

    def draw(self) -> None:
        """Draw title, swatches, limits, marks and states."""
        drawing, layout = self.drawing, self.layout
        if layout.title:
            with drawing.group(data_part="legend-title"):
                for row, line in enumerate(layout.title):
                    drawing.words(
                        line, (0.0, self.top + (row + 0.75) * layout.line), TextStyle(bold=True)
                    )
        self._draw_classes()
        self._draw_states()
        for limit in layout.limits:
            if limit.words:
                with drawing.group(data_limit=number(limit.at)):
                    self._words(limit)
        for mark in layout.regions:
            with drawing.group(data_marked=mark.mark.code):
                self._draw_region(mark)
        if layout.average is not None:
            with drawing.group(data_marked="average"):
                self._draw_average(layout.average)

    def _draw_classes(self) -> None:
        drawing, layout, keys = self.drawing, self.layout, self.spec.class_keys
        outline = {"stroke": drawing.style.outline, "stroke_width": number(drawing.scale)}
        for index, key in enumerate(keys):
            left, right = (layout.x(at / len(keys)) for at in (index, index + 1))
            looks = paint(key.role, drawing.style)
            middle = (left + right) / 2, self.top + (layout.top + layout.bottom) / 2
            with drawing.group(data_legend=key.role):
                drawing.tooltip((key.words,))
                height = layout.bottom - layout.top
                drawing.rect(
                    left, self.top + layout.top, right - left, height, looks.fill, **outline
                )
                drawing.words(
                    str(key.count),
                    middle,
                    TextStyle(anchor="middle", size=layout.small, colour=looks.text_color),
                )

    def _draw_states(self) -> None:
        drawing = self.drawing
        outline = {"stroke": drawing.style.outline, "stroke_width": number(drawing.scale)}
        for state in self.layout.states:
            fill = drawing.fill(paint(state.key.role, drawing.style))
            left = drawing.width * state.share
            with drawing.group(data_legend=state.key.role):
                top = self.top + state.y
                drawing.rect(left + state.x, top, state.width, state.height, fill, **outline)
                at = left + state.words_x, self.top + state.middle
                drawing.lines(state.lines, at, TextStyle(size=self.layout.small))

    def _draw_region(self, mark: PlacedMark) -> None:
        drawing, style = self.drawing, self.drawing.style
        tip = self._at(mark.mark.at, self.layout.top)
        height = pointer_height(drawing.size)
        if mark.top is not None:
            self._line((tip[0], self.top + mark.top), (tip[0], tip[1] - height), 1.0)
        half = height * 0.6
        drawing.path(
            f"M{number(tip[0])} {number(tip[1])}l{number(-half)} {number(-height)}"
            f"h{number(2 * half)}z",
            style.text,
            stroke=style.background,
        )
        self._words(mark.words)

    def _draw_average(self, mark: PlacedMark) -> None:
        drawing = self.drawing
        start = self._at(mark.mark.at, mark.top or 0.0)
        end = self._at(mark.mark.at, self.layout.bottom + _REACH * drawing.scale)
        drawing.line(start, end, drawing.style.background, 2 * _TICK * drawing.scale)
        self._line(start, end, _TICK)
        for line in mark.lines:
            self._words(line)

    def _line(self, start: Point, end: Point, thickness: float) -> None:
        self.drawing.line(start, end, self.drawing.style.text, thickness * self.drawing.scale)

    def _at(self, at: float, y: float) -> Point:
        return self.layout.x(at), self.top + y

    def _words(self, words: PlacedWords) -> None:
        if words.words:
            self.drawing.words(
                words.words,
                self._at(words.at, words.y),
                TextStyle(anchor=words.anchor, size=self.layout.small),
            )
