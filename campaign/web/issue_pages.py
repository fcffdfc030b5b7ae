"""The routes of the catalogue of issues: painted pages that need no live app."""

from __future__ import annotations

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from campaign.analysis.view import View
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from campaign.schema.rules import RULES, issue_path
from campaign.site.colour_pairs import PAIRED
from campaign.site.document import Metadata, document
from campaign.site.issue_catalogue import LIST, IssuePage, issue_catalogue
from campaign.site.links import LiveLinks
from campaign.site.view_cache import cached_chart
from campaign.web.icons import ICON_LINKS, MANIFEST_LINK
from campaign.web.painted_page_cache import Address, painted_answer
from campaign.web.unknown_paths import not_found


def issue_page(request: Request) -> Response:
    """Return the list or the page of one issue; 404 for an unknown one, 503 if busy."""
    code = str(request.path_params.get("code", LIST))
    if code and code not in RULES:
        return not_found(request)
    return painted_answer(request, partial(paint_issue, code=code))


def paint_issue(address: Address, campaign: Campaign, code: str) -> bytes:
    """Return the document of an issue, or of the list, in the language of the address."""
    view = View(campaign, address.selection, Text.of(address.lang), PAIRED)
    links, issues = LiveLinks(campaign), address.query_issues
    page = IssuePage("about", view, links, cached_chart, code=code, query_issues=issues)
    bare = f"{address.site}/{issue_path(code)}"
    metadata = Metadata(
        canonical=f"{bare}?lang={address.lang}",
        alternates={lang: f"{bare}?lang={lang}" for lang in LANGUAGES} | {"x-default": bare},
        extra_html=f"{ICON_LINKS}{MANIFEST_LINK}",
    )
    return document(page, metadata, main=issue_catalogue(page)).encode("utf-8")
