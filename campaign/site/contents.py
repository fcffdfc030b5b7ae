"""The contents of each page as HTML, for the first paint, the live app and the public site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape

from campaign.analysis.region_profile import shown_region, view_of_region
from campaign.charts import (
    by_campaign,
    by_evidence,
    by_region,
    by_text,
    by_type,
    coverage,
    over_time,
    page_answers,
    plan,
    two_regions,
)
from campaign.i18n.translator import N_
from campaign.site import controls, notices, published
from campaign.site import region as region_parts
from campaign.site.about import about
from campaign.site.card import card
from campaign.site.compare import absence_notice, organiser_changes, region_pair
from campaign.site.elements import boxes, columns
from campaign.site.issue_catalogue import catalogue_link
from campaign.site.no_plan import without_plan
from campaign.site.notices import boundary_note
from campaign.site.overview import insights, tiles
from campaign.site.page import SitePage
from campaign.site.page_list import PAGES
from campaign.site.page_parts import certainty, pair_of_maps, part_link, schedule
from campaign.site.published import (
    other_years,
    other_years_title,
    published_values,
    published_years,
    register_link,
)
from campaign.site.reconciliation import reconciliation
from campaign.site.register import register
from campaign.site.report_requests import requests
from campaign.site.title import page_title, presentation_title, section_title

NEEDS_SCRIPTS = N_(
    "This page needs JavaScript to read and show files. Allow JavaScript in the browser."
)

_LIST_PLACE = '<section class="card register" data-card="register"></section>'
"""The place of the register in a page that is kept."""


def contents(
    page: SitePage, keep: Callable[[Callable[[], str]], str] = lambda build: build()
) -> str:
    """Return the page between its notices and its footer.

    `keep` returns what a function builds, or returns it from a cache: all but the register, which
    each reader searches and sorts.
    """
    html = keep(lambda: _build(page))
    is_list = page.stem == "activities" and _LIST_PLACE in html
    return html.replace(_LIST_PLACE, register(page)) if is_list else html


def _build(page: SitePage) -> str:
    view, entry = page.view, PAGES[page.stem]
    if entry.has_filters and view.selection.edition in view.campaign.other_years:
        return _other_years(page)
    return CONTENTS[page.stem](page)


def _title(page: SitePage, answer: str = "") -> str:
    return f"<div>{page_title(page.view, page.stem, answer)}</div>"


def _other_years(page: SitePage) -> str:
    return f"<div>{other_years_title(page.view)}</div>{register_link(page)}{other_years(page.view)}"


def _overview(page: SitePage) -> str:
    view = page.view
    top = _title(page)
    if missing := _absence(page):
        return top + missing + boxes(published_values(view), published.reported_events(view))
    left = card(page, by_region.overview_map, controls.per_population(page))
    right = card(page, over_time.overview_timeline)
    top_columns = columns(left, right, "1-1")
    below = columns(card(page, by_type.leading_types), insights(page), "1-1")
    return f"{top}{tiles(page)}{top_columns}{below}"


def _map(page: SitePage) -> str:
    view = page.view
    top = _title(page, page_answers.map_answer(view))
    if missing := _absence(page):
        return top + missing
    choices = controls.map_choices(page, view.indicator_codes)
    left = card(page, by_region.choropleth, controls.per_population(page))
    right = region_parts.map_regions(page) + card(page, by_region.region_ranking)
    return f"{top}{choices}{columns(left, right, '7-3')}{boundary_note(view)}"


def _timeline(page: SitePage) -> str:
    view = page.view
    top = _title(page, page_answers.timeline_answer(view))
    missing = _absence(page)
    cards = missing or (
        card(page, over_time.listed_timeline)
        + card(page, over_time.small_multiples)
        + (part_link(page, "schedule") or schedule(page))
    )
    return top + cards + boxes(published.milestones(view), published.reported_events(view))


def _activities(page: SitePage) -> str:
    view = page.view
    top = _title(page, page_answers.activities_answer(view))
    if missing := _absence(page):
        return top + missing
    choices = f'<div class="choices">{controls.people_or_activities(page)}</div>'
    left, right = card(page, by_type.audience), card(page, by_type.media)
    cards = card(page, by_type.breakdown) + card(page, by_type.heatmap)
    what = f"{cards}{columns(left, right, '1-1')}"
    return f"{top}{choices}{what}{_cards_by_text(page)}{_LIST_PLACE}"


def _cards_by_text(page: SitePage) -> str:
    heading = f"<div>{section_title(page.view)}</div>"
    left, right = card(page, by_text.audience_groups), card(page, by_text.partners)
    both = columns(left, right, "1-1")
    return f"{heading}{card(page, by_text.organisers)}{both}{card(page, by_text.districts)}"


def _compare(page: SitePage) -> str:
    view = page.view
    top = _title(page, by_campaign.comparison_answer(view))
    published = boxes(published_years(view))
    if missing := _absence(page):
        return top + missing + published
    campaigns = absence_notice(page)
    if not by_campaign.comparison_absence(view):
        first = "".join(
            card(page, build)
            for build in (
                by_campaign.pace_by_day,
                by_campaign.map_of_first,
                by_campaign.regions_of_both,
            )
        )
        second = "".join(
            card(page, build)
            for build in (
                by_campaign.pace_by_share,
                by_campaign.map_of_second,
                by_campaign.types_of_both,
            )
        )
        campaigns = columns(first, second, "1-1") + boxes(organiser_changes(view))
    paces, types = card(page, two_regions.region_paces), card(page, two_regions.region_types)
    # A public site has neither the upload page nor pages of two regions.
    is_app = page.links.page("data", view.selection) is not None
    regions = columns(boxes(region_pair(view, has_filters=is_app)), paces, "1-1") + types
    # Without another campaign the page can compare regions only.
    pairs = regions + campaigns if view.other is None else campaigns + regions
    return f"{top}{controls.other_campaign(page)}{pairs}{published}"


def _region(page: SitePage) -> str:
    code = shown_region(page.view)
    if missing := _absence(replace(page, view=page.view.country_view)):
        return f"<div>{region_parts.list_title(page.view)}</div>{missing}"
    if code is None:
        return _region_list(page)
    top = f"<div>{region_parts.region_title(page.view, code)}</div>{region_parts.steps(page, code)}"
    view = view_of_region(page.view, code)
    one = replace(page, view=view)
    parts = [region_parts.tiles(view), region_parts.state(view)]
    letter = boxes(region_parts.letter_text(view))
    if region_parts.has_activities(view):
        left, right = card(one, coverage.shares), card(one, by_type.breakdown)
        parts += [columns(left, right, "1-1"), card(one, over_time.timeline)]
        left, right = boxes(region_parts.districts(view)), boxes(region_parts.organisers(view))
        parts.append(columns(left, right + letter, "1-1"))
    else:
        parts.append(letter)
    return f"{top}{''.join(parts)}{boxes(region_parts.wider(view))}"


def _region_list(page: SitePage) -> str:
    rows = region_parts.region_list(page.view, page.links)
    return f"<div>{region_parts.list_title(page.view)}</div>{boxes(rows)}"


def _coverage(page: SitePage) -> str:
    view = page.view
    top = _title(page, coverage.coverage_answer(view))
    if missing := _absence(page):
        return top + missing
    choices = f'<div class="choices">{controls.benchmark(page)}{controls.denominator(page)}</div>'
    rates, curve = card(page, coverage.rates), card(page, coverage.concentration)
    order = columns(card(page, coverage.ranks), card(page, coverage.shares), "1-1")
    if view.campaign.labour_migrants is not None:
        curve = columns(curve, card(page, coverage.labour_migrants), "1-1")
    maps, reports = part_link(page, "maps"), part_link(page, "reports")
    if maps and reports:
        return f"{top}{choices}{rates}{order}{curve}{columns(maps, reports, '1-1')}"
    weeks = columns(card(page, by_evidence.reports), card(page, by_evidence.report_shares), "3-2")
    cards = certainty(page) + weeks + boxes(requests(view))
    note = boundary_note(view)
    return f"{top}{choices}{rates}{pair_of_maps(page)}{order}{curve}{cards}{note}"


def _plan(page: SitePage) -> str:
    view = page.view
    top = _title(page, plan.plan_answer(view))
    if not view.has_register:
        return top + _absence(page)
    if not plan.has_plan(view):
        return top + boxes(without_plan(page))
    day = controls.plan_day(page, view.plan_day)
    choices = f'<div class="choices">{controls.people_or_activities(page)}{day}</div>'
    both = columns(card(page, plan.by_region), card(page, plan.by_type), "1-1")
    return f"{top}{choices}{card(page, plan.pace)}{both}"


def _about(page: SitePage) -> str:
    view = page.view
    top = _title(page)
    return top + about(view) + boxes(published_values(view)) + catalogue_link(page)


def _data(page: SitePage) -> str:
    view = page.view
    top = _title(page)
    return top + _needs_scripts(page) + boxes(reconciliation(view)) + catalogue_link(page)


def _present(page: SitePage) -> str:
    return f"<div>{presentation_title(page.view)}</div>{_needs_scripts(page)}"


CONTENTS: Mapping[str, Callable[[SitePage], str]] = {
    "overview": _overview,
    "map": _map,
    "timeline": _timeline,
    "activities": _activities,
    "compare": _compare,
    "region": _region,
    "coverage": _coverage,
    "plan": _plan,
    "data": _data,
    "present": _present,
    "about": _about,
}


def _absence(page: SitePage) -> str:
    """Return why there is nothing to draw, with a link to continue; "" if there is a chart."""
    words, view = notices.absence(page.view), page.view
    if words and view.has_register:
        reset = page.anchor(view.text("Reset filters"), view.selection.without_filters())
        words += f'<p class="action">{reset}</p>'
    return words


def _needs_scripts(page: SitePage) -> str:
    return f"<noscript><p>{escape(page.view.text(NEEDS_SCRIPTS))}</p></noscript>"
