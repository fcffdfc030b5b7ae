"""The view that a query requests: from the server's files, never from a reader's session."""

from __future__ import annotations

from starlette.datastructures import QueryParams
from starlette.responses import PlainTextResponse

from campaign.analysis.selection import KEYS, QueryIssue, parse_query
from campaign.analysis.view import View
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import Text
from campaign.site.notices import query_words
from campaign.theme.style import Style


def requested_view(
    query: QueryParams, campaign: Campaign, preferred_lang: str, style: Style, *, is_page: bool
) -> tuple[View, tuple[QueryIssue, ...]]:
    """Return the view of a query, in the preferred language if it names none.

    The second value is what the query has that is not understood. A page does without minor issues;
    a file does so only for keys of other programs.
    """
    selection, issues = parse_query(query.multi_items(), campaign)
    issues = tuple(i for i in issues if not i.minor or (i.key in KEYS and not is_page))
    return View(campaign, selection, Text.of(selection.lang or preferred_lang), style), issues


def bad_query(issues: tuple[QueryIssue, ...], text: Text) -> PlainTextResponse:
    """Return 400 with a sentence: a file of another selection than the requested one is worse."""
    return PlainTextResponse(query_words(issues, text), 400, {"Cache-Control": "no-cache"})
