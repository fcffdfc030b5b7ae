"""The functions that each module for one type of body has to draw it as a Plotly figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from campaign.charts.chart import Chart
from campaign.render.size import Size
from campaign.theme.style import Style

NARROW = 600
"""Px: a narrower column is treated as a phone."""
TALL_SCREEN = "(min-width: 2400px) and (min-height: 1800px)"
"""The media query for windows with room for taller charts; figure.css has the same one."""


@dataclass(frozen=True)
class Height:
    """The height of a figure: `px`, or `ratio` of its width between `least` and `most` px.

    `narrow` is the height in px on a phone, `tall` the height in a window of `TALL_SCREEN`, 0 if
    there is none.
    """

    narrow: int
    px: int = 0
    ratio: float = 0.0
    least: int = 0
    most: int = 0
    tall: int = 0

    def at(self, width: float) -> float:
        """Return the height in px in a column of this width, computed as in the browser."""
        if width < NARROW:
            return self.narrow
        if not self.ratio:
            return self.px
        return round(min(self.most, max(self.least, width * self.ratio)))

    @property
    def css(self) -> str:
        """The height of a figure that is not narrow as a CSS length, by the width of its column."""
        if not self.ratio:
            return f"{self.px}px"
        return f"clamp({self.least}px,{self.ratio * 100:.0f}cqw,{self.most}px)"

    def to_json(self) -> dict[str, Any]:
        """Return the height as a dictionary for the browser."""
        tall = {"tall_px": self.tall, "tall_screen": TALL_SCREEN} if self.tall else {}
        if not self.ratio:
            return {"ratio": None, "px": self.px, "narrow_px": self.narrow, **tall}
        limits = {"min": self.least, "max": self.most}
        return {"ratio": self.ratio, **limits, "narrow_px": self.narrow, **tall}


@dataclass(frozen=True)
class Highlight:
    """The changes that a selection makes to a figure.

    `selected` are the query codes of the selection. `trace_changes` is {position of a trace:
    attributes}. `extra_traces` are drawn over the figure. `shapes` and `annotations` are added to
    those of the layout.
    """

    selected: tuple[str, ...] = ()
    trace_changes: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    extra_traces: tuple[Mapping[str, Any], ...] = ()
    shapes: tuple[Mapping[str, Any], ...] = ()
    annotations: tuple[Mapping[str, Any], ...] = ()


class Renderer(Protocol):
    """A module that draws one type of body as plain dictionaries in the format of Plotly.

    If the figure of a body does not depend on the selection, `highlight` returns the changes for a
    selection; other figures are drawn with the selection.
    """

    def draw(self, chart: Chart, style: Style, size: Size) -> dict[str, Any]:
        """Return a figure with `data` and `layout`; lengths are px of a page, without the scale."""

    def narrow(self, chart: Chart, style: Style) -> dict[str, Any]:
        """Return the changes of the layout for a phone: {path: value}; {} for none."""

    def height(self, chart: Chart) -> Height:
        """Return the height of the figure in a page."""

    def highlight(self, chart: Chart, style: Style) -> Highlight:
        """Return the changes that show the selection, if `draw` does not include it."""
