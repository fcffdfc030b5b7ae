"""The functions that each module for one type of body has to draw it as a Plotly figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from campaign.charts.chart import Chart
from campaign.render.height import TALL_SCREEN as TALL_SCREEN
from campaign.render.size import Size
from campaign.theme.style import Style


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

    def highlight(self, chart: Chart, style: Style) -> Highlight:
        """Return the changes that show the selection, if `draw` does not include it."""
