"""The charts of one view, each built once for all its pages."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from campaign.analysis.view import View
from campaign.charts.by_region import BASES, mark_selection
from campaign.charts.chart import Build, Chart
from campaign.site.page import Drawings


@dataclass
class ChartCache:
    """The charts of one view, each built once; `used` are those of the page being drawn.

    `bases` are maps and rankings of the whole country, on which regions are then marked.
    """

    bases: dict[tuple[Hashable, Build], Chart]
    charts: dict[Build, Chart] = field(default_factory=dict)
    used: list[Chart] = field(default_factory=list)
    drawings: Drawings = field(default_factory=dict)

    def get(self, view: View, build: Build) -> Chart:
        """The chart that `build` makes of the view."""
        if build not in self.charts:
            self.charts[build] = self._build(view, build)
        self.used.append(self.charts[build])
        return self.charts[build]

    def _build(self, view: View, build: Build) -> Chart:
        unmarked = BASES.get(build)
        if unmarked is None or not view.selection.oblasts:
            return build(view)
        key = (view.country_view.key, build)
        if key not in self.bases:
            self.bases[key] = unmarked(view.country_view)
        return mark_selection(self.bases[key], view)
