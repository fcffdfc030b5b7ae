"""The filters of a page and the choices beside its charts, as links and forms."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from html import escape

from campaign.analysis.class_breaks import FEWEST, METHODS, MOST
from campaign.analysis.comparison import other_campaigns
from campaign.analysis.indicators import MAP_INDICATORS, POPULATION
from campaign.analysis.provenance import group_name
from campaign.analysis.selection import LEAST_BENCHMARK, MOST_BENCHMARK, Selection
from campaign.analysis.text_totals import organiser_options
from campaign.charts.region_rates import Denominator
from campaign.domain.campaign import Edition
from campaign.i18n.translator import LANGUAGE_NAMES
from campaign.site.elements import choice, dropdown, has_links, labelled_choice, leads_on, select
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
            *(_chip_of(page, "oblast", code) for code in selection.oblasts),
            *(_chip_of(page, "type", code) for code in selection.types),
            *(_chip_of(page, "organiser", code) for code in selection.organisers),
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


def _chip_of(page: SitePage, kind: str, code: str) -> str:
    view = page.view
    names = {
        "oblast": view.campaign.places.name,
        "type": view.campaign.type_name,
        "organiser": view.edition.organiser_name,
    }
    without = view.selection.toggle(**{"type_code" if kind == "type" else kind: code})
    return _chip(page, f"{kind}={code}", names[kind](code, view.text), without)


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
    """Return the choice of edition by its year; all years without a register are one choice.

    A reader's own register is an edition that only this reader sees.
    """
    view, selection = page.view, page.view.selection
    others = view.campaign.other_years
    is_own = {name: name not in view.campaign.public_ids for name in view.campaign.editions}

    def of(name: str) -> Selection:
        return selection.with_edition(name, view.campaign)

    links = [
        page.anchor(
            view.campaign.editions[name].title(view.text) if is_own[name] else name,
            of(name),
            current=name == selection.edition,
        )
        for name in sorted(view.campaign.editions)
        if name not in others and (page.becomes_live or not is_own[name]) and page.address(of(name))
    ]
    is_other = selection.edition in others
    other = of(selection.edition if is_other or not others else others[0])
    if others and page.address(other):
        links.append(page.anchor(view.text("Other years"), other, current=is_other))
    return choice(view.text("Campaign year"), links)


def other_campaign(page: SitePage) -> str:
    """Return the choice of the campaign to compare with; "" if there is at most one."""
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
    return f'<div class="choices">{labelled_choice(words, links)}</div>' if len(links) > 1 else ""


def indicator_choice(page: SitePage) -> str:
    """Return the drop-down list of the indicators of the map; "" if there is only one."""
    view, text = page.view, page.view.text
    links = [
        page.anchor(
            MAP_INDICATORS[code].choice_name(text),
            page.change(indicator=code),
            current=code == view.indicator.code,
        )
        for code in view.indicator_codes
    ]
    return select(text("Indicator"), view.indicator.choice_name(text), links, has_label=False)


def class_options(page: SitePage) -> str:
    """Return the drop-down list with the choices of the map's classes; "" without any."""
    text, selection = page.view.text, page.view.selection
    methods = [
        page.anchor(text(name), page.change(method=code), current=code == selection.method)
        for code, name in METHODS.items()
    ]
    counts = [
        page.anchor(str(n), page.change(classes=n), current=n == selection.classes)
        for n in range(FEWEST, MOST + 1)
    ]
    choices = select(text("Classification method"), text(METHODS[selection.method]), methods)
    choices += labelled_choice(text("Number of classes"), counts)
    if not choices:
        return ""
    return (
        f'<details class="dropdown options"><summary><span class="dots" aria-hidden="true">'
        f"•••</span>{escape(text('Classes'))}</summary><div>{choices}</div></details>"
    )


def per_population(page: SitePage) -> str:
    """Return the choice between people per 10,000 population and their number; "" without it."""
    view, text = page.view, page.view.text
    indicator = view.indicator
    if view.edition.population is None or not (indicator.adds_up or indicator.code == "rate"):
        return '<div class="choice-row"></div>'
    names = {"rate": text("per 10,000 population"), "reach": text("people reached")}
    links = [
        page.anchor(name, page.change(indicator=code), current=code == indicator.code)
        for code, name in names.items()
    ]
    return f'<div class="choice-row">{choice(text("People reached"), links)}</div>'


def benchmark(page: SitePage) -> str:
    """Return the rate that regions are compared with; only the live app can change it."""
    view, text = page.view, page.view.text
    if not page.becomes_live:
        return ""
    rate, unit = view.selection.benchmark, Denominator.of(view).unit
    value = "" if rate is None else f"{rate:g}"
    field = (
        f"<label>{escape(text('Rate to compare with, {unit}', unit=unit))}"
        f'<input type="number" class="field" id="field-benchmark" name="benchmark"'
        f' min="{LEAST_BENCHMARK:g}" max="{MOST_BENCHMARK:g}" step="0.1" value="{value}" required'
        f' placeholder="{escape(text("national average"))}"></label>'
    )
    back = ""
    if rate is not None:
        words = text("Compare with the national average")
        back = f'<p class="action">{page.anchor(words, page.change(benchmark=None))}</p>'
    return f"{address_form(page, 'entry', page.change(benchmark=None), field)}{back}"


def denominator(page: SitePage) -> str:
    """Return the choice of the population that people are compared with; "" without groups."""
    text, selection = page.view.text, page.view.selection
    groups = page.view.campaign.places.population_groups
    names = {POPULATION: group_name("", text)} | {g: group_name(g, text) for g in groups}
    links = [
        page.anchor(name, page.change(denominator=code), current=code == selection.denominator)
        for code, name in names.items()
    ]
    return select(text("Population used"), names[selection.denominator], links)


def people_or_activities(page: SitePage) -> str:
    """Return the choice between people and activities, for bars that compare types."""
    text = page.view.text
    is_activities = page.view.indicator.code == "activities"
    people = page.change(indicator=Selection.indicator)
    links = [
        page.anchor(text("People"), people, current=not is_activities),
        page.anchor(text("Activities"), page.change(indicator="activities"), current=is_activities),
    ]
    return labelled_choice(text("Indicator"), links)


def plan_day(page: SitePage, day: date) -> str:
    """Return the choice of the day up to which the plan is compared.

    The live app has every day, a public site the ends of months and the last day.
    """
    edition, text = page.view.edition, page.view.text
    if page.becomes_live:
        field = date_field(page, text("Compare up to"), "day", day)
        return field and address_form(page, "entry", page.change(day=None), field)
    ends = [end for _, end in months(edition)]
    links = [
        page.anchor(text.date(end, "short"), page.change(day=end), current=end == day)
        for end in ends
    ]
    return select(text("Compare up to"), text.date(day, "short"), links)
