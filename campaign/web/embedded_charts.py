"""The route of one chart for a frame in a page of another site."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from campaign.charts.chart_list import CARDS
from campaign.domain.campaign import Campaign
from campaign.site.document import Metadata
from campaign.site.embed import EmbedLinks, embedded_chart
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from campaign.site.view_cache import cached_chart
from campaign.web.painted_page_cache import Address, painted_answer
from campaign.web.unknown_paths import not_found


def embed(request: Request) -> Response:
    """Return the chart of the address; 404 for an unknown chart, 503 when the server is busy."""
    if str(request.path_params["key"]) not in CARDS:
        return not_found(request)
    return painted_answer(request, paint_chart)


def paint_chart(address: Address, campaign: Campaign) -> bytes:
    """Return the document of the chart that an address names."""
    key = address.path.rpartition("/")[2]
    entry, live = CARDS[key], LiveLinks(campaign)
    links, issues = EmbedLinks(key, live), address.query_issues
    page = SitePage(entry.stem, address.view(campaign), links, cached_chart, query_issues=issues)
    whole_page = address.site + live.page(entry.stem, address.selection)
    return embedded_chart(page, key, whole_page, Metadata()).encode("utf-8")
