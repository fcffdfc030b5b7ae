"""The sources of the figures on a page."""

from __future__ import annotations

from campaign.analysis.population_source import source_of_population
from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.domain.source_sites import sites


def sources_of(view: View, region_map: Chart | None) -> tuple[str, ...]:
    """Return the sources of the figures on the page other than the register."""
    text, edition = view.text, view.edition
    lines = list(region_map.sources) if region_map else []
    if view.has_register:
        lines += source_of_population(edition.population, edition, text)
    for name, rows in (
        (text("Published figures"), edition.published),
        (text("Milestones"), edition.milestones),
    ):
        if names := sites(rows["source"]):
            lines.append(f"{name}: {', '.join(names)}")
    return tuple(lines)
