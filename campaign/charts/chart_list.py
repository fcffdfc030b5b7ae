"""Every chart by its key: the function that builds it, its page, its name on a slide."""

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
from campaign.charts.chart import Build
from campaign.i18n.translator import N_


@dataclass(frozen=True)
class ChartEntry:
    """The function that builds a chart, the stem of its page, and its name in the slide editor.

    `stem` is "" for a chart that has no page of its own in the list of cards: it is on slides, or a
    variant of another chart. `name` is a message id, "" for a chart that is on no slide.
    """

    build: Build
    stem: str
    name: str = ""


CHARTS: Mapping[str, ChartEntry] = {
    "map": ChartEntry(by_region.choropleth, "map", N_("Map")),
    "overview_map": ChartEntry(by_region.overview_map, ""),
    "ranking": ChartEntry(by_region.region_ranking, "map", N_("Ranked list")),
    "timeline": ChartEntry(over_time.timeline, "timeline", N_("Timeline")),
    "multiples": ChartEntry(over_time.small_multiples, "timeline", N_("Small charts by region")),
    "schedule": ChartEntry(over_time.schedule, "timeline", N_("Schedule of activities")),
    "breakdown": ChartEntry(by_type.breakdown, "activities", N_("Types of activity")),
    "leading_types": ChartEntry(by_type.leading_types, "", N_("Leading types of activity")),
    "heatmap": ChartEntry(by_type.heatmap, "activities", N_("Types by region")),
    "audience": ChartEntry(by_type.audience, "activities", N_("Women, men, young people")),
    "media": ChartEntry(by_type.media, "activities", N_("Media audience")),
    "organisers": ChartEntry(by_text.organisers, "activities", N_("Organizers")),
    "partners": ChartEntry(by_text.partners, "activities", N_("Partners")),
    "audience_groups": ChartEntry(by_text.audience_groups, "activities", N_("Target groups")),
    "districts": ChartEntry(by_text.districts, "activities", N_("Districts")),
    "rates": ChartEntry(coverage.rates, "coverage", N_("Rates by region")),
    "count_map": ChartEntry(coverage.count_map, "coverage"),
    "rate_map": ChartEntry(coverage.rate_map, "coverage"),
    "ranks": ChartEntry(coverage.ranks, "coverage", N_("Rank by people reached and per 10,000")),
    "shares": ChartEntry(
        coverage.shares, "coverage", N_("Share of people reached and of population")
    ),
    "concentration": ChartEntry(coverage.concentration, "coverage", N_("Concentration curve")),
    "migrants": ChartEntry(coverage.labour_migrants, "coverage", N_("Labour migrants")),
    "certainty": ChartEntry(by_evidence.certainty, "coverage", N_("Data completeness")),
    "missing": ChartEntry(by_evidence.missing, "coverage", N_("Missing attendance")),
    "reports": ChartEntry(by_evidence.reports, "coverage", N_("Reports by week")),
    "report_shares": ChartEntry(
        by_evidence.report_shares, "coverage", N_("Share of weeks with attendance reported")
    ),
    "plan": ChartEntry(plan.pace, "plan", N_("Progress against plan")),
    "plan_regions": ChartEntry(plan.by_region, "plan", N_("Plan by region")),
    "plan_types": ChartEntry(plan.by_type, "plan", N_("Plan by type of activity")),
    "compare_days": ChartEntry(by_campaign.pace_by_day, "compare", N_("Two campaigns by day")),
    "compare_share": ChartEntry(
        by_campaign.pace_by_share, "compare", N_("Two campaigns by share of campaign days elapsed")
    ),
    "compare_regions": ChartEntry(
        by_campaign.regions_of_both, "compare", N_("Two campaigns by region")
    ),
    "compare_types": ChartEntry(by_campaign.types_of_both, "compare", N_("Two campaigns by type")),
    "map_first": ChartEntry(by_campaign.map_of_first, ""),
    "map_second": ChartEntry(by_campaign.map_of_second, ""),
    "region_paces": ChartEntry(two_regions.region_paces, "compare", N_("Two regions by day")),
    "region_types": ChartEntry(two_regions.region_types, "compare", N_("Two regions by type")),
}
"""Every chart; those of two campaigns and variants without a page or a slide too."""

CARDS = {key: entry for key, entry in CHARTS.items() if entry.stem}
"""The charts on the pages, by the key of their cards.

The list of leading types on the overview uses the key and the table of all types.
"""
SLIDE_CHARTS = {key: entry for key, entry in CHARTS.items() if entry.name}
"""The charts that a slide may show."""


def key_in_list(build: Build, key: str) -> str:
    """Return the key in `CHARTS` of the chart that `build` makes; `key` if none has this `build`.

    A card may have the key of another chart, whose table it shows.
    """
    return next((name for name, entry in CHARTS.items() if entry.build is build), key)


def slide_kind(key: str) -> str:
    """Return the kind of slide that shows a chart, by its key in `CHARTS`."""
    return "map" if key == "overview_map" else key
