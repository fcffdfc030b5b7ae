"""The legend of a map, below it, as shapes and annotations of Plotly.

Positions on the strip are values of an x axis from 0 to 1, so that only this axis changes with the
width of the strip; heights are px below the plot. The browser finds the parts that the animation
changes by their names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from campaign.charts.body import Choropleth
from campaign.render.map_legend import (
    PAGE_ROOM,
    WIDE_STRIP,
    PlacedKey,
    StripLayout,
    StripRoom,
    lay_out,
    pointer_height,
)
from campaign.render.map_legend_marks import PlacedMark
from campaign.render.plotly.map_legend_words import (
    Item,
    average_words,
    average_words_and_line,
    count_words,
    placed_words,
    state_lines,
    state_words,
    title_words,
)
from campaign.render.size import PROJECTOR, SCREEN, Size
from campaign.theme.roles import paint
from campaign.theme.style import HATCH_STEP, HATCH_WIDTH, SELECTED_BORDER, Style

BESIDE = 0.77
"""The right end of the map and left end of the legend on a slide, as a share of its width."""
_PX_BELOW: Mapping[str, Any] = {"yref": "paper", "ysizemode": "pixel", "yanchor": 0}


@dataclass(frozen=True)
class MapLegend:
    """The legend of a map in the format of Plotly: its axis, shapes and annotations.

    `start` and `end` are the ends of the strip, as shares of the width of the figure.
    """

    body: Choropleth
    layout: StripLayout
    style: Style
    start: float
    end: float

    @classmethod
    def on_page(cls, body: Choropleth, style: Style, *, narrow: bool = False) -> MapLegend:
        """Return the legend of a page, with room for the region under the pointer."""
        width = PAGE_ROOM[narrow]
        room = StripRoom(width, style.size, narrow, width, hover=True)
        return cls(body, lay_out(body, body.legend, room), style, 0, 1 if narrow else WIDE_STRIP)

    @classmethod
    def on_slide(cls, body: Choropleth, style: Style) -> MapLegend:
        """Return the legend beside the map of a slide, without the title: the browser adds it."""
        width = PROJECTOR.width / PROJECTOR.scale * (1 - BESIDE)
        # A second language needs a second line.
        room = StripRoom(width, style.size, True, width, has_title=False, state_lines=2)
        return cls(body, lay_out(body, body.legend, room).above(BESIDE), style, BESIDE, 1)

    @property
    def axis(self) -> Item:
        """The invisible axis of the strip."""
        domain = [self.start, self.end]
        return {"visible": False, "domain": domain, "range": [0, 1], "fixedrange": True}

    def meta(self, size: Size = SCREEN) -> Item:
        """Return the title, and as `strip` the data on the strip for the browser.

        `counts` is {class index: text with a placeholder for the number of regions}. `up` is the
        distance from the lower edge of the figure to the upper edge of the strip in px, `height`
        the height of the legend in px. In two languages `average` is the label of the national
        average with a placeholder for the value. `strip` is {} if there are no classes.
        """
        return {"strip": self._strip_meta(size), "title": self.body.legend_title}

    def _strip_meta(self, size: Size) -> Item:
        body, layout = self.body, self.layout
        if not body.class_keys:
            return {}
        counts = {str(body.roles.index(key.role)): "{n}" for key in body.class_keys}
        for state in layout.states:
            words, _, _ = state_lines(state).rpartition("(")
            counts[str(body.roles.index(state.key.role))] = f"{words}({{n}})"
        lengths = (layout.height - layout.top, layout.height)
        up, height = (round(px * size.scale, 1) for px in lengths)
        meta = {"counts": counts, "up": up, "height": height}
        if layout.average is not None and layout.average.mark.second_label:
            words, _, after = average_words(layout.average).rpartition(layout.average.mark.words)
            meta["average"] = f"{words}{{value}}{after}"
        return meta

    @property
    def shapes(self) -> list[Item]:
        """The swatches of the classes, then those of the states with their hatches."""
        return [
            *_classes(self.body, self.layout, self.style),
            *_states(self.layout, self.style),
        ]

    @property
    def annotations(self) -> list[Item]:
        """All texts below the map except names of selected regions, and the line of the average.

        Their number is the same on a phone.
        """
        body, layout, style = self.body, self.layout, self.style
        return [
            *title_words(layout, style),
            *count_words(body, layout, style),
            *(placed_words(limit, layout, style) | {"name": "limit"} for limit in layout.limits),
            *(state_words(body, state, layout, style) for state in layout.states),
            *([average_words_and_line(layout.average, layout, style)] if layout.average else ()),
        ]

    @property
    def selected_shapes(self) -> tuple[Item, ...]:
        """A pointer on the strip for each selected region."""
        return tuple(_pointer(mark, self.layout, self.style) for mark in self.layout.regions)

    @property
    def selected_annotations(self) -> tuple[Item, ...]:
        """The names of the selected regions at their pointers."""
        return tuple(
            placed_words(mark.words, self.layout, self.style) | {"name": f"region:{mark.mark.code}"}
            for mark in self.layout.regions
        )


def _classes(body: Choropleth, layout: StripLayout, style: Style) -> Iterator[Item]:
    count = len(body.class_keys)
    for index, key in enumerate(body.class_keys):
        yield {
            "type": "rect",
            "name": key.role,
            **_PX_BELOW,
            "xref": "x",
            "x0": index / count,
            "x1": (index + 1) / count,
            "y0": -layout.top,
            "y1": -layout.bottom,
            "fillcolor": paint(key.role, style).fill,
            "line": {"color": style.outline, "width": 1},
        }


def _states(layout: StripLayout, style: Style) -> Iterator[Item]:
    """Yield a swatch for each state, and over it a path of lines, because shapes have no hatch.

    The path of a state without hatch is invisible.
    """
    for state in layout.states:
        looks = paint(state.key.role, style)
        anchor = {
            **_PX_BELOW,
            "xref": "paper",
            "xsizemode": "pixel",
            "xanchor": state.share,
        }
        yield {
            "type": "rect",
            "name": state.key.role,
            **anchor,
            "x0": state.x,
            "x1": state.x + state.width,
            "y0": -state.y,
            "y1": -(state.y + state.height),
            "fillcolor": looks.fill,
            "line": {"color": style.outline, "width": 1},
        }
        yield {
            "type": "path",
            "name": f"hatch:{state.key.role}",
            **anchor,
            "path": _hatch(state),
            "line": {"color": style.hatch, "width": HATCH_WIDTH},
            "visible": looks.hatched,
        }


def _hatch(state: PlacedKey) -> str:
    """Return diagonal lines over a swatch as path data, with y upward."""
    step, width, height = HATCH_STEP * 2**0.5, state.width, state.height
    lines, start = [], step / 2 - height
    while start < width:
        left, right = max(start, 0.0), min(start + height, width)
        ends = ((x, -(state.y + height) + x - start) for x in (left, right))
        (x0, y0), (x1, y1) = ((round(state.x + x, 1), round(y, 1)) for x, y in ends)
        lines.append(f"M{x0:g},{y0:g}L{x1:g},{y1:g}")
        start += step
    return "".join(lines)


def _pointer(mark: PlacedMark, layout: StripLayout, style: Style) -> Item:
    height = pointer_height(style.size)
    half, top = round(height * 0.6, 1), round(height - layout.top, 1)
    return {
        "type": "path",
        "name": f"region:{mark.mark.code}",
        **_PX_BELOW,
        "xref": "x",
        "xsizemode": "pixel",
        "xanchor": mark.mark.at,
        "path": f"M{-half:g},{top:g}L{half:g},{top:g}L0,{-layout.top:g}Z",
        "fillcolor": style.text,
        "line": {"color": style.background, "width": SELECTED_BORDER / 3},
    }
