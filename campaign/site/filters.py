"""The filters of a page as links: regions, types, months and organizers, and those in force."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from html import escape

from campaign.analysis.selection import Selection
from campaign.analysis.text_totals import organiser_options
from campaign.domain.campaign import Edition
from campaign.site.choice_lists import dropdown, has_links, leads_on
from campaign.site.page import SitePage, address_form, link

MOST_ORGANISERS = 60
"""The most organizers in the list of the filter; a search finds the others."""
MOST_WITHOUT_SEARCH = 8
"""The most organizers in a list without a search field: all of them are visible."""


def filter_bar(page: SitePage) -> str:
    """Return the lists of regions, types, months and organizers, and the filters in force."""
    view, text, selection = page.view, page.view.text, page.view.selection
    field = ""
    if page.becomes_live and len(view.edition.organiser_codes) > MOST_WITHOUT_SEARCH:
        field = search_field("organisers", page.search, text("Search"), text("Search"))
    types, months = _types(page), _months(page)
    organisers = _organisers(page, page.search if field else "")
    form, is_limited = _days_form(page), bool(selection.start or selection.end)
    parts = [dropdown("regions", text("Regions"), len(selection.oblasts), _regions(page))]
    if has_links(types):
        parts.append(dropdown("types", text("Types"), len(selection.types), types))
    if leads_on(months) or form:
        parts.append(dropdown("dates", text("Dates"), int(is_limited), months, form))
    if has_links(organisers) or field:
        count = len(selection.organisers)
        parts.append(dropdown("organisers", text("Organizers"), count, organisers, field))
    if selection.filtered:
        chips = [
            _chip(page, code, _name(page, code), _without(selection, code))
            for code in _chosen_codes(page)
        ]
        if selection.start or selection.end:
            days = text.date_range_short(*view.days)
            chips.append(_chip(page, "days", days, page.change(start=None, end=None)))
        reset = page.anchor(text("Reset filters"), selection.without_filters())
        parts.append(f'<p class="chips">{"".join(chips)}<span class="reset">{reset}</span></p>')
    return "".join(parts)


def region_choice(page: SitePage) -> str:
    """Return the regions as links, any number of which can be selected."""
    return (
        f'<p class="label">{escape(page.view.text("Regions"))}</p>'
        f'<p class="pills">{"".join(_regions(page))}</p>'
    )


def _chip(page: SitePage, code: str, words: str, without: Selection) -> str:
    """Return the words of a filter in force as a link to the page without it."""
    title = f' id="chip-{escape(code)}" title="{escape(page.view.text("Remove this filter"))}"'
    return link(words, page.address(without), attributes=title)


def _chosen_codes(page: SitePage) -> list[str]:
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


def _organisers(page: SitePage, search: str) -> list[str]:
    """Return a link for each leading organizer that has the search text in its name."""
    view = page.view
    return [
        link(name, page.toggle(f"organiser={code}"), current=code in view.selection.organisers)
        for code, name in organiser_options(view, MOST_ORGANISERS, search)
    ]


def search_field(name: str, value: str, label: str, hint: str) -> str:
    """Return a field for words to find in a list of this name; only the live app finds them."""
    return (
        f'<input type="search" class="field" id="search-{name}" data-search="{name}"'
        f' value="{escape(value)}" placeholder="{escape(hint)}" aria-label="{escape(label)}"'
        ' autocomplete="off">'
    )


def _days_form(page: SitePage) -> str:
    """Return the fields of the first and the last day; "" if not every day has a page."""
    view, text = page.view, page.view.text
    if not page.becomes_live:
        return ""
    fields = "".join(
        date_field(page, words, name, day)
        for words, name, day in (
            (text("First day"), "from", view.days[0]),
            (text("Last day"), "to", view.days[1]),
        )
    )
    return fields and address_form(page, "days", page.change(start=None, end=None), fields)


def date_field(page: SitePage, words: str, name: str, day: date | None) -> str:
    """Return a field for a day of the edition; "" for an edition without days."""
    first, last = page.view.edition.first_day, page.view.edition.last_day
    if first is None or last is None:
        return ""
    return (
        f'<label>{escape(words)}<input type="date" class="field" id="field-{name}" name="{name}"'
        f' min="{first}" max="{last}" value="{day}" required></label>'
    )


def _months(page: SitePage) -> list[str]:
    """Return a link for each month of the edition."""
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
