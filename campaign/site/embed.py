"""One chart as a page of its own, for a frame in a page of another site."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from campaign.analysis.selection import Selection
from campaign.charts.chart_list import CARDS
from campaign.site import notices
from campaign.site.card import card
from campaign.site.document import Metadata, whole_document
from campaign.site.links import Links, LiveLinks
from campaign.site.page import SitePage


@dataclass(frozen=True)
class EmbedLinks(Links):
    """Links that stay in the frame: the same chart with another selection, and its table."""

    key: str
    live: LiveLinks

    def page(self, stem: str, selection: Selection) -> str | None:
        """Return the address of the chart with a selection; None for the page on the method."""
        if stem == "about":
            return None
        return self.live.address(f"/embed/{self.key}", selection)

    def table(self, key: str, selection: Selection) -> str | None:
        """Return the address of the chart's table as a CSV file."""
        return self.live.table(key, selection)


def embedded_chart(page: SitePage, key: str, whole_page: str, metadata: Metadata) -> str:
    """Return the document of a chart; `whole_page` is the address of the page that has it.

    Raises KeyError for an unknown key.
    """
    view, text = page.view, page.view.text
    missing = notices.absence(view)
    # A frame has no script whose arrow keys reach every mark, so Tab does.
    main = missing or card(page, CARDS[key].build).replace(' tabindex="-1"', "")
    more = (
        f'<p class="source"><a href="{escape(whole_page)}" target="_blank" rel="noopener">'
        f"{escape(text('Open the dashboard'))}</a></p>"
    )
    lead = f'<p class="lead">{escape(view.filters)}</p>'
    # A frame has no banner above its chart.
    mark = f'<p class="mark-small">{escape(view.disclaimer)}</p>' if view.disclaimer else ""
    notice = notices.query_notice(page)
    return whole_document(page, f"<main>{notice}{lead}{mark}{main}{more}</main>", metadata)
