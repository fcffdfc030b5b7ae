"""Any chart as a Plotly figure: which module draws which body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from campaign.charts.chart import Chart
from campaign.render.size import SCREEN, Size
from campaign.theme.style import Style


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


@dataclass(frozen=True)
class Choice:
    """What a choice changes of a figure that else stays as it is.

    `selected` are the query codes of what is chosen, `changed` attributes by the position of their
    trace, `over` traces drawn over the figure.
    """

    selected: tuple[str, ...] = ()
    changed: Mapping[int, Mapping[str, Any]] | None = None
    over: tuple[Mapping[str, Any], ...] = ()


class Renderer(Protocol):
    """A module that draws one kind of body as plain dicts that Plotly takes."""

    def draw(self, chart: Chart, style: Style, size: Size) -> dict[str, Any]:
        """The figure with `data` and `layout`."""

    def narrow(self, chart: Chart, style: Style) -> dict[str, Any]:
        """What changes of the layout on a phone: {path: value}; {} for nothing."""

    def height(self, chart: Chart) -> Height:
        """How high the figure stands in a page."""


RENDERERS: Mapping[type, Renderer] = {}


def draw(chart: Chart, style: Style, size: Size = SCREEN) -> dict[str, Any]:
    """The figure of a chart, without `narrow` and without what `choice` changes."""
    return RENDERERS[type(chart.body)].draw(chart, style, size)
