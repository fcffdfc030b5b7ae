"""The choices of a page as links: each leads to the page with that choice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from campaign.analysis.class_breaks import FEWEST, METHODS, MOST
from campaign.analysis.comparison import other_campaigns
from campaign.analysis.indicators import MAP_INDICATORS, POPULATION
from campaign.analysis.provenance import group_name
from campaign.analysis.selection import LEAST_BENCHMARK, MOST_BENCHMARK, Selection
from campaign.charts.region_rates import Denominator
from campaign.i18n.translator import LANGUAGE_NAMES
from campaign.site.choice_lists import choice, labelled_choice, select
from campaign.site.filters import date_field, months
from campaign.site.page import SitePage, address_form, link


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


def map_choices(page: SitePage, indicators: Sequence[str]) -> str:
    """Return the choices above the map: one of these indicators, and the classes."""
    return f'<div class="choices">{_indicator(page, indicators)}{class_options(page)}</div>'


def _indicator(page: SitePage, codes: Sequence[str]) -> str:
    view, text = page.view, page.view.text
    links = [
        page.anchor(
            MAP_INDICATORS[code].choice_name(text),
            page.change(indicator=code),
            current=code == view.indicator.code,
        )
        for code in codes
    ]
    return select(text("Indicator"), view.indicator.choice_name(text), links, has_label=False)


def class_options(page: SitePage) -> str:
    """Return the drop-down list with the choices of the map's classes; "" without any."""
    choices = _classes(page)
    if not choices:
        return ""
    return (
        f'<details class="dropdown options"><summary><span class="dots" aria-hidden="true">'
        f"•••</span>{escape(page.view.text('Classes'))}</summary><div>{choices}</div></details>"
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
    return select(
        text("Classification method"), text(METHODS[selection.method]), methods
    ) + labelled_choice(text("Number of classes"), counts)


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
