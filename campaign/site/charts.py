"""Every chart by the key of its card: what makes it, and the page that it stands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from campaign.charts import by_region, by_type, coverage, over_time
from campaign.site.page import Build


@dataclass(frozen=True)
class ChartEntry:
    """What makes a chart, and the stem of its page."""

    build: Build
    stem: str


CHARTS: Mapping[str, ChartEntry] = {
    "map": ChartEntry(by_region.choropleth, "map"),
    "ranking": ChartEntry(by_region.region_ranking, "map"),
    "timeline": ChartEntry(over_time.timeline, "timeline"),
    "multiples": ChartEntry(over_time.small_multiples, "timeline"),
    "schedule": ChartEntry(over_time.schedule, "timeline"),
    "breakdown": ChartEntry(by_type.breakdown, "activities"),
    "heatmap": ChartEntry(by_type.heatmap, "activities"),
    "audience": ChartEntry(by_type.audience, "activities"),
    "media": ChartEntry(by_type.media, "activities"),
    "shares": ChartEntry(coverage.shares, "coverage"),
}
"""The list of leading types on the overview has the key, and the table, of all types."""
