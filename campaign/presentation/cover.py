"""The cover of a presentation: lines with the selection, the organizers and the data's date."""

from __future__ import annotations

from campaign.analysis.provenance import build_provenance
from campaign.analysis.text_totals import UNSTATED, text_totals
from campaign.analysis.view import View
from campaign.charts.by_text import text_groups
from campaign.charts.comparison.campaign_words import title_within

MOST_ORGANISERS = 3
"""The most organizers named; the others are counted."""


def cover_lines(view: View) -> list[str]:
    """Return lines: the selection, the organizers (or why the view has no data), the data's date.

    The date is that of the data, never the day on which the presentation is shown.
    """
    lines = [
        _selection(view),
        view.absence or _organisers(view),
        build_provenance(view, "").data_line,
    ]
    return [line for line in lines if line]


def _selection(view: View) -> str:
    """Return the edition, the places, the days, and the selected types and organizers."""
    text, scope, edition = view.text, view.scope, view.edition
    dates = scope.dates
    if not dates and edition.first_day and edition.last_day:
        dates = text.date_range_short(*view.days)
    place = scope.place or text("Kyrgyzstan")
    parts = (title_within(edition, text), place, dates, scope.types, scope.organisers)
    return text("Selection: {what}", what=" · ".join(filter(None, parts)))


def _organisers(view: View) -> str:
    """Return the organizers with most people reached, and the number of others; "" if unknown.

    The organizers in an illustrative register are invented, and the line says so.
    """
    text, words = view.text, view.edition.translations.get(view.text.lang, {})
    totals = text_totals(text_groups(view, "organiser"), "organiser", words)
    names = [str(name) for name in totals["name"][totals.index != UNSTATED]]
    if not names:
        return ""
    leading, others = names[:MOST_ORGANISERS], len(names) - MOST_ORGANISERS
    listing = "; ".join(leading)
    if others > 0:
        listing = text("{names}; others: {n}", names=listing, n=others)
    if view.edition.illustrative:
        return text("Organizers (invented), by people reached: {names}", names=listing)
    return text("Organizers, by people reached: {names}", names=listing)
