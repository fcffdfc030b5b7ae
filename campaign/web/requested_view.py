"""The view that a query requests: from the server's files, never from a reader's session."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import Text
from campaign.theme.style import Style


def requested_view(
    query: Mapping[str, str], campaign: Campaign, preferred_lang: str, style: Style
) -> View:
    """Return the view of a query, in the preferred language if it names none."""
    selection = Selection.from_query(query, campaign)
    return View(campaign, selection, Text.of(selection.lang or preferred_lang), style)
