"""Parts of pages with many charts, which a public site has as pages of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from campaign.charts import by_evidence, coverage, over_time
from campaign.charts.chart import Build
from campaign.i18n.translator import N_
from campaign.site.card import card
from campaign.site.elements import boxes, columns, keep_together
from campaign.site.notices import boundary_note
from campaign.site.page import SitePage, link
from campaign.site.report_requests import requests


def schedule(page: SitePage) -> str:
    """Return the card of all activities by region and date."""
    return card(page, over_time.schedule)


def pair_of_maps(page: SitePage) -> str:
    """Return the maps of people and of people per 10,000 population."""
    return columns(card(page, coverage.count_map), card(page, coverage.rate_map), "1-1")


def certainty(page: SitePage) -> str:
    """Return the cards on how certain the totals are and on what is missing."""
    return columns(card(page, by_evidence.certainty), card(page, by_evidence.missing), "1-1")


def _coverage_maps(page: SitePage) -> str:
    report_shares, note = card(page, by_evidence.report_shares), boundary_note(page.view)
    return pair_of_maps(page) + columns(report_shares, note, "7-3")


def _coverage_reports(page: SitePage) -> str:
    return certainty(page) + card(page, by_evidence.reports) + boxes(requests(page.view))


@dataclass(frozen=True)
class PagePart:
    """A part of a page with many charts, which a public site has as a page of its own.

    `title` is a message id, `answer` the chart whose finding is shown beside the link to the part.
    """

    title: str
    answer: Build
    contents: Callable[[SitePage], str]


PARTS: Mapping[str, Mapping[str, PagePart]] = {
    "timeline": {
        "schedule": PagePart(N_("Activities by region and date"), over_time.schedule, schedule),
    },
    "coverage": {
        "maps": PagePart(N_("Maps"), coverage.count_map, _coverage_maps),
        "reports": PagePart(
            N_("How certain the totals are"), by_evidence.certainty, _coverage_reports
        ),
    },
}
"""The parts of pages by the stem of the page and the name of the part."""


def part_link(page: SitePage, name: str) -> str:
    """Return a finding of the part with a link to the part; "" if the part is on this page."""
    part = PARTS[page.stem][name]
    address = page.links.part(name, page.view.selection)
    if address is None:
        return ""
    finding = keep_together(page.chart(page.view, part.answer).finding)
    heading = link(page.view.text(part.title), address)
    return boxes(f'<h2>{heading}</h2><p class="summary">{finding}</p>')
