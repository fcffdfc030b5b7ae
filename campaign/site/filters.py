"""The filters of a page as links: regions, types, months and organizers, and those in force."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from html import escape

from campaign.analysis.organisers import organiser_options
from campaign.analysis.selection import Selection
from campaign.domain.campaign import Edition
from campaign.site.choice_lists import dropdown, leads_on
from campaign.site.page import SitePage, link

MOST_ORGANISERS = 60
"""Organizers in the filter of a page without scripts, which has no search."""


def filter_bar(page: SitePage) -> str:
    """Return the lists of regions, types, months and organizers, and the filters in force."""
    view, text, selection = page.view, page.view.text, page.view.selection
    types, months, organisers = _types(page), _months(page), _organisers(page)
    parts = [dropdown(text("Regions"), len(selection.oblasts), _regions(page))]
    if leads_on(types):
        parts.append(dropdown(text("Types"), len(selection.types), types))
    if leads_on(months):
        is_limited = bool(selection.start or selection.end)
        parts.append(dropdown(text("Dates"), int(is_limited), months))
    if leads_on(organisers):
        parts.append(dropdown(text("Organizers"), len(selection.organisers), organisers))
    if selection.filtered:
        chips = [
            page.anchor(_name(page, code), _without(selection, code))
            for code in _chosen_regions(page)
        ]
        if selection.start or selection.end:
            days = text.date_range_short(*view.days)
            chips.append(page.anchor(days, page.change(start=None, end=None)))
        reset = page.anchor(text("Reset filters"), selection.without_filters())
        label = escape(text("Remove this filter"))
        parts.append(
            f'<p class="chips" aria-label="{label}">{"".join(chips)}'
            f'<span class="reset">{reset}</span></p>'
        )
    return "".join(parts)


def region_list(page: SitePage) -> str:
    """Return the regions as links, any number of which can be selected."""
    return (
        f'<p class="label">{escape(page.view.text("Regions"))}</p>'
        f'<p class="pills">{"".join(_regions(page))}</p>'
    )


def _chosen_regions(page: SitePage) -> list[str]:
    selection = page.view.selection
    return [
        *(f"oblast={c}" for c in selection.oblasts),
        *(f"type={c}" for c in selection.types),
        *(f"organiser={c}" for c in selection.organisers),
    ]


def _name(page: SitePage, code: str) -> str:
    kind, _, value = code.partition("=")
    campaign, text = page.view.campaign, page.view.text
    if kind == "oblast":
        return campaign.places.name(value, text)
    if kind == "organiser":
        return page.view.edition.organiser_name(value, text)
    return campaign.type_name(value, text)


def _without(selection: Selection, code: str) -> Selection:
    kind, _, value = code.partition("=")
    return selection.toggle(**{"type_code" if kind == "type" else kind: value})


def _regions(page: SitePage) -> list[str]:
    places, selection = page.view.campaign.places, page.view.selection
    return [
        link(
            places.short(code, page.view.text),
            page.toggle(f"oblast={code}"),
            current=code in selection.oblasts,
        )
        for code in places.codes
    ]


def _types(page: SitePage) -> list[str]:
    view = page.view
    return [
        link(
            view.campaign.type_name(code, view.text),
            page.toggle(f"type={code}"),
            current=code in view.selection.types,
        )
        for code in view.campaign.type_codes
        if code in view.edition.occurring_types
    ]


def _organisers(page: SitePage) -> list[str]:
    """Return a link for each of the leading organizers; the live app has all of them."""
    view = page.view
    return [
        link(name, page.toggle(f"organiser={code}"), current=code in view.selection.organisers)
        for code, name in organiser_options(view, MOST_ORGANISERS)
    ]


def _months(page: SitePage) -> list[str]:
    """Return a link for each month of the edition; the live app has any days."""
    view, edition = page.view, page.view.edition
    links = []
    for start, end in months(edition):
        of_month = view.selection.between(start, end, edition)
        words = view.text.date_range_short(start, end)
        links.append(page.anchor(words, of_month, current=of_month == view.selection))
    return links


def months(edition: Edition) -> list[tuple[date, date]]:
    """Return first and last day of each month of an edition, within its days; [] for one day."""
    first, last = edition.first_day, edition.last_day
    if first is None or last is None or first == last:
        return []
    spans = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        start = max(first, date(year, month, 1))
        spans.append((start, min(last, date(year, month, monthrange(year, month)[1]))))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return spans
