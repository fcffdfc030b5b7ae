"""Where the figures on a page come from."""

from __future__ import annotations

from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.domain.source_sites import sites


def sources_of(view: View, mapped: Chart | None) -> tuple[str, ...]:
    """Where the figures on the page come from, beside the register."""
    text, edition = view.text, view.edition
    found = list(mapped.sources) if mapped else []
    if view.has_register and edition.residents is not None:
        found.append(
            text(
                "population: estimates for {year:raw}, rounded (geo/population.csv)",
                year=edition.residents.year,
            )
        )
    for name, rows in (
        (text("Published figures"), edition.published),
        (text("Milestones"), edition.milestones),
    ):
        if named := sites(rows["source"]):
            found.append(f"{name}: {', '.join(named)}")
    return tuple(found)
