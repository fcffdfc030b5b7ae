"""What a module that draws one kind of body as a Plotly figure has to give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from campaign.charts.chart import Chart
from campaign.render.size import Size
from campaign.theme.style import Style

NARROW = 600
"""Px: a narrower column is a phone's."""


@dataclass(frozen=True)
class Height:
    """How high a figure stands: so many px, or `ratio` of its width between two limits.

    `narrow` is the height in px on a phone.
    """

    narrow: int
    px: int = 0
    ratio: float = 0.0
    least: int = 0
    most: int = 0

    def at(self, width: float) -> float:
        """The height in px in a column of this width, as the browser works it out."""
        if width < NARROW:
            return self.narrow
        if not self.ratio:
            return self.px
        return round(min(self.most, max(self.least, width * self.ratio)))

    def to_json(self) -> dict[str, Any]:
        """The height as the browser takes it."""
        if not self.ratio:
            return {"ratio": None, "px": self.px, "narrow_px": self.narrow}
        limits = {"min": self.least, "max": self.most}
        return {"ratio": self.ratio, **limits, "narrow_px": self.narrow}


@dataclass(frozen=True)
class Choice:
    """What a choice changes of a figure that else stays as it is.

    `selected` are the query codes of what is chosen, `changed` attributes by the position of their
    trace, `over` traces drawn over the figure.
    """

    selected: tuple[str, ...] = ()
    changed: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    over: tuple[Mapping[str, Any], ...] = ()


class Renderer(Protocol):
    """A module that draws one kind of body as plain dicts that Plotly takes.

    A body whose figure stays the same while units are chosen on it has a `choice`; the others are
    drawn with what is chosen.
    """

    def draw(self, chart: Chart, style: Style, size: Size) -> dict[str, Any]:
        """The figure with `data` and `layout`, in px of a page whatever the size's scale."""

    def narrow(self, chart: Chart, style: Style) -> dict[str, Any]:
        """What changes of the layout on a phone: {path: value}; {} for nothing."""

    def height(self, chart: Chart) -> Height:
        """How high the figure stands in a page."""

    def choice(self, chart: Chart, style: Style) -> Choice:
        """What is chosen on the figure, where `draw` leaves that out."""
