"""Every chart by the key of its card: what makes it, and the page that it stands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from campaign.charts import (
    by_campaign,
    by_evidence,
    by_region,
    by_text,
    by_type,
    coverage,
    over_time,
    plan,
    two_regions,
)
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
    "rates": ChartEntry(coverage.rates, "coverage"),
    "count_map": ChartEntry(coverage.count_map, "coverage"),
    "rate_map": ChartEntry(coverage.rate_map, "coverage"),
    "ranks": ChartEntry(coverage.ranks, "coverage"),
    "shares": ChartEntry(coverage.shares, "coverage"),
    "concentration": ChartEntry(coverage.concentration, "coverage"),
    "migrants": ChartEntry(coverage.labour_migrants, "coverage"),
    "compare_days": ChartEntry(by_campaign.pace_by_day, "compare"),
    "compare_share": ChartEntry(by_campaign.pace_by_share, "compare"),
    "compare_regions": ChartEntry(by_campaign.regions_of_both, "compare"),
    "compare_types": ChartEntry(by_campaign.types_of_both, "compare"),
    "region_paces": ChartEntry(two_regions.region_paces, "compare"),
    "region_types": ChartEntry(two_regions.region_types, "compare"),
    "organisers": ChartEntry(by_text.organisers, "activities"),
    "partners": ChartEntry(by_text.partners, "activities"),
    "audience_groups": ChartEntry(by_text.audience_groups, "activities"),
    "districts": ChartEntry(by_text.districts, "activities"),
    "certainty": ChartEntry(by_evidence.certainty, "coverage"),
    "missing": ChartEntry(by_evidence.missing, "coverage"),
    "reports": ChartEntry(by_evidence.reports, "coverage"),
    "report_shares": ChartEntry(by_evidence.report_shares, "coverage"),
    "plan": ChartEntry(plan.pace, "plan"),
    "plan_regions": ChartEntry(plan.by_region, "plan"),
    "plan_types": ChartEntry(plan.by_type, "plan"),
}
"""The list of leading types on the overview has the key, and the table, of all types."""
