"""The functions of a module that draws one kind of body as a Plotly figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from campaign.charts.chart import Chart
from campaign.render.size import Size
from campaign.theme.style import Style

NARROW = 600
"""Px: a narrower column is a phone's."""
TALL_SCREEN = "(min-width: 2400px) and (min-height: 1800px)"
"""The windows with room for taller charts, as a media query; figure.css has the same."""


@dataclass(frozen=True)
class Height:
    """The height of a figure: so many px, or `ratio` of its width between two limits.

    `narrow` is the height in px on a phone, `tall` that in a window of `TALL_SCREEN`; 0 for none.
    """

    narrow: int
    px: int = 0
    ratio: float = 0.0
    least: int = 0
    most: int = 0
    tall: int = 0

    def at(self, width: float) -> float:
        """Return the height in px in a column of this width, as the browser works it out."""
        if width < NARROW:
            return self.narrow
        if not self.ratio:
            return self.px
        return round(min(self.most, max(self.least, width * self.ratio)))

    def to_json(self) -> dict[str, Any]:
        """Return the height in the browser's form."""
        tall = {"tall_px": self.tall, "tall_screen": TALL_SCREEN} if self.tall else {}
        if not self.ratio:
            return {"ratio": None, "px": self.px, "narrow_px": self.narrow, **tall}
        limits = {"min": self.least, "max": self.most}
        return {"ratio": self.ratio, **limits, "narrow_px": self.narrow, **tall}


@dataclass(frozen=True)
class Highlight:
    """The changes that a selection makes to a figure.

    `selected` are the query codes of the selection, `changed` attributes by the position of their
    trace, `over` traces drawn over the figure, `shapes` and `annotations` what is added to those of
    its layout.
    """

    selected: tuple[str, ...] = ()
    changed: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    over: tuple[Mapping[str, Any], ...] = ()
    shapes: tuple[Mapping[str, Any], ...] = ()
    annotations: tuple[Mapping[str, Any], ...] = ()


class Renderer(Protocol):
    """A module that draws one kind of body as plain dicts in Plotly's form.

    A body whose figure stays the same under every selection has a `highlight`; the others are drawn
    with the selection.
    """

    def draw(self, chart: Chart, style: Style, size: Size) -> dict[str, Any]:
        """Return a figure with `data` and `layout`, in px of a page whatever the size's scale."""

    def narrow(self, chart: Chart, style: Style) -> dict[str, Any]:
        """Return the changes of the layout for a phone: {path: value}; {} for none."""

    def height(self, chart: Chart) -> Height:
        """Return the height of the figure in a page."""

    def highlight(self, chart: Chart, style: Style) -> Highlight:
        """Return the selection on the figure, where `draw` leaves it out."""
