"""The filters and choices of a page as links: each leads to the page with that choice."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from campaign.analysis.class_breaks import FEWEST, METHODS, MOST
from campaign.analysis.comparison import other_campaigns
from campaign.analysis.indicators import MAP_INDICATORS, POPULATION
from campaign.analysis.organisers import organiser_options
from campaign.analysis.selection import Selection
from campaign.charts.denominator import Words, group_name
from campaign.domain.campaign import OWN, Edition
from campaign.i18n.translator import LANGUAGE_NAMES
from campaign.site.page import SitePage, link

_FIELD = "padding:.5rem .75rem;border-radius:.5rem;background:var(--surface);color:var(--muted)"
MOST_ORGANISERS = 60
"""Organizers in the filter of a page without scripts, which has no search."""


def languages(page: SitePage) -> str:
    """Return the choice of language, each named in itself."""
    links = (
        link(
            name,
            page.address(page.change(lang=code)),
            current=code == page.view.text.lang,
            attributes=f' lang="{code}" hreflang="{code}"',
        )
        for code, name in LANGUAGE_NAMES.items()
    )
    return f'<nav class="choice languages" aria-label="{" · ".join(LANGUAGE_NAMES.values())}">' + (
        "".join(links) + "</nav>"
    )


def editions(page: SitePage) -> str:
    """Return the choice of edition by its year; all years without a register are one."""
    view, selection = page.view, page.view.selection
    others = view.campaign.other_years

    def of(name: str) -> Selection:
        return selection.with_edition(name, view.campaign)

    links = [
        page.anchor(name, of(name), current=name == selection.edition)
        for name in sorted(view.campaign.editions)
        if name not in others and name != OWN and page.address(of(name))
    ]
    is_other = selection.edition in others
    other = of(selection.edition if is_other or not others else others[0])
    if others and page.address(other):
        links.append(page.anchor(view.text("Other years"), other, current=is_other))
    return _choice(view.text("Campaign year"), links)


def other_campaign(page: SitePage) -> str:
    """Return the choice of the campaign to compare with; "" where there is one at most."""
    view = page.view
    links = [
        page.anchor(
            view.campaign.editions[name].title(view.text),
            page.change(other=name),
            current=name == view.selection.other,
        )
        for name in other_campaigns(view.selection.edition, view.campaign)
    ]
    words = view.text("Compare with")
    return f'<div class="choices">{_label_choice(words, links)}</div>' if len(links) > 1 else ""


def filters(page: SitePage) -> str:
    """Return the lists of regions, types, months and organizers, and the filters in force."""
    view, text, selection = page.view, page.view.text, page.view.selection
    types, months, organisers = _types(page), _months(page), _organisers(page)
    parts = [_dropdown(text("Regions"), len(selection.oblasts), _regions(page))]
    if _leads_on(types):
        parts.append(_dropdown(text("Types"), len(selection.types), types))
    if _leads_on(months):
        is_limited = bool(selection.start or selection.end)
        parts.append(_dropdown(text("Dates"), int(is_limited), months))
    if _leads_on(organisers):
        parts.append(_dropdown(text("Organizers"), len(selection.organisers), organisers))
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


def indicator(page: SitePage) -> str:
    """Return the choice of indicator, of those that the view has the numbers for."""
    view, text = page.view, page.view.text
    links = [
        page.anchor(
            MAP_INDICATORS[c].choice_name(text), page.change(indicator=c), current=c == current
        )
        for current in (view.indicator.code,)
        for c in view.indicator_codes
    ]
    return _select(text("Indicator"), view.indicator.choice_name(text), links, has_label=False)


def class_options(page: SitePage) -> str:
    """Return the list that opens on the choices of the map's classes; "" without any."""
    choices = _classes(page)
    if not choices:
        return ""
    return (
        f'<details class="dropdown options"><summary>⋯ {escape(page.view.text("Classes"))}'
        f"</summary><div>{choices}</div></details>"
    )


def _classes(page: SitePage) -> str:
    """Return the choice of classification method and number of classes of the map."""
    text, selection = page.view.text, page.view.selection
    methods = [
        page.anchor(text(name), page.change(method=code), current=code == selection.method)
        for code, name in METHODS.items()
    ]
    counts = [
        page.anchor(str(n), page.change(classes=n), current=n == selection.classes)
        for n in range(FEWEST, MOST + 1)
    ]
    return _select(
        text("Classification method"), text(METHODS[selection.method]), methods
    ) + _label_choice(text("Number of classes"), counts)


def per_population(page: SitePage) -> str:
    """Return the choice between people per 10,000 population and their number; "" without it."""
    view, text = page.view, page.view.text
    indicator = view.indicator
    if view.edition.population is None or not (indicator.adds_up or indicator.code == "rate"):
        return '<div class="choice-row"></div>'
    names = {"rate": text("per 10,000 population"), "reach": text("number of people")}
    links = [
        page.anchor(name, page.change(indicator=code), current=code == indicator.code)
        for code, name in names.items()
    ]
    return f'<div class="choice-row">{_choice(text("People reached"), links)}</div>'


def benchmark(page: SitePage) -> str:
    """Return the rate that regions are compared with; only in the live app it can be another."""
    view, text = page.view, page.view.text
    if not page.becomes_live:
        return ""
    rate, unit = view.selection.benchmark, Words.of(view).unit
    value = text("national average") if rate is None else text.number(rate, 1)
    label = escape(text("Rate to compare with, {unit}", unit=unit))
    back = ""
    if rate is not None:
        words = text("Compare with the national average")
        back = f'<p class="action">{page.anchor(words, page.change(benchmark=None))}</p>'
    return (
        f'<div class="labelled" style="width:336px"><p class="label">{label}</p>'
        f'<p style="{_FIELD}">{escape(value)}</p></div>{back}'
    )


def denominator(page: SitePage) -> str:
    """Return the choice of the population that people are compared with; "" without groups."""
    text, selection = page.view.text, page.view.selection
    groups = page.view.campaign.places.population_groups
    names = {POPULATION: group_name("", text)} | {g: group_name(g, text) for g in groups}
    links = [
        page.anchor(name, page.change(denominator=code), current=code == selection.denominator)
        for code, name in names.items()
    ]
    return _select(text("Compared with"), names[selection.denominator], links)


def people_or_activities(page: SitePage) -> str:
    """Return the choice between people and activities, for bars that compare types."""
    text = page.view.text
    is_activities = page.view.indicator.code == "activities"
    people = page.change(indicator=Selection.indicator)
    links = [
        page.anchor(text("People"), people, current=not is_activities),
        page.anchor(text("Activities"), page.change(indicator="activities"), current=is_activities),
    ]
    return _label_choice(text("Indicator"), links)


def plan_day(page: SitePage, day: date) -> str:
    """Return the choice of the day up to which the plan is compared: ends of months, the last day.

    The live app has any day.
    """
    edition, text = page.view.edition, page.view.text
    ends = [end for _, end in months(edition)]
    links = [
        page.anchor(text.date(end, "short"), page.change(day=end), current=end == day)
        for end in ends
    ]
    return _select(text("Compare up to"), text.date(day, "short"), links)


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


def _choice(label: str, links: Iterable[str]) -> str:
    return f'<nav class="choice" aria-label="{escape(label)}">{"".join(links)}</nav>'


def _leads_on(links: Iterable[str]) -> bool:
    """Return whether one of these leads to another page: a public page has only some choices."""
    return any(item.startswith("<a ") and "aria-current" not in item for item in links)


def _label_choice(label: str, links: Sequence[str]) -> str:
    if not _leads_on(links):
        return ""
    words = escape(label)
    return f'<div class="labelled"><p class="label">{words}</p>{_choice(label, links)}</div>'


def _select(label: str, value: str, links: Sequence[str], *, has_label: bool = True) -> str:
    """Return a list that opens on its value, without a script; "" where nothing else is there."""
    if not _leads_on(links):
        return ""
    items = "".join(f"<li>{item}</li>" for item in links)
    above = f'<p class="label">{escape(label)}</p>' if has_label else ""
    return (
        f'<div class="labelled">{above}'
        f'<details class="dropdown select" data-label="{escape(label)}">'
        f"<summary>{escape(value)}</summary><ul>{items}</ul></details></div>"
    )


def _dropdown(label: str, count: int, links: Iterable[str]) -> str:
    number = f" ({count})" if count else ""
    items = "".join(f"<li>{item}</li>" for item in links)
    return (
        f'<details class="dropdown"><summary>{escape(label)}{number}</summary>'
        f"<ul>{items}</ul></details>"
    )
