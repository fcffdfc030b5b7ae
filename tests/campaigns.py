"""What many tests begin with: the nine regions, and a view of the campaign."""

from __future__ import annotations

from dataclasses import replace

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import Text
from campaign.theme.style import LIGHT

REGIONS = ("KG-B", "KG-C", "KG-J", "KG-N", "KG-O", "KG-T", "KG-Y", "KG-GB", "KG-GO")
"""Codes in the official order: oblasts, then cities."""


def view_of(campaign: Campaign, lang: str = "en", **query: str) -> View:
    """The view that a link with this query opens, in a language, in light colours."""
    selection = replace(Selection.from_query(query, campaign), lang=lang)
    return View(campaign, selection, Text.of(lang), LIGHT)
