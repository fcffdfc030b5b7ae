"""What stands on each page, as HTML: the same parts in the same order as in the live app."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

from campaign.charts import answers, by_region, by_type, coverage, over_time
from campaign.i18n.translator import N_
from campaign.site import controls, lists, notices
from campaign.site.about import about
from campaign.site.card import card
from campaign.site.insights import insights
from campaign.site.issue_catalogue import catalogue_link
from campaign.site.kpi_tiles import tiles
from campaign.site.other_years import heading, years
from campaign.site.page import SitePage
from campaign.site.pages import PAGES
from campaign.site.reconciliation import reconciliation
from campaign.site.register import register
from campaign.site.title import talk_title, title

NEEDS_SCRIPTS = N_("This page needs JavaScript to read and show files.")


def contents(page: SitePage) -> str:
    """Return the page between its notices and its footer."""
    view, entry = page.view, PAGES[page.stem]
    if entry.has_filters and view.selection.edition in view.campaign.other_years:
        return _other_years(page)
    return CONTENTS[page.stem](page)


def _title(page: SitePage, words: str, answer: str = "", *, filters: bool = True) -> str:
    return f"<div>{title(page.view, words, answer, filters=filters)}</div>"


def _other_years(page: SitePage) -> str:
    view, default = page.view, page.view.campaign.default_edition
    back = ""
    if default not in view.campaign.other_years:
        words = view.text("Show the campaign of {year:raw}", year=default)
        selection = controls.with_edition(view.selection, default)
        back = f'<p class="action">{page.anchor(words, selection)}</p>'
    return f"<div>{heading(view)}</div>{back}{years(view)}"


def _overview(page: SitePage) -> str:
    view = page.view
    top = _title(page, view.text("The campaign in numbers"), answers.overview_answer(view))
    if missing := _absence(page):
        return top + missing + _boxes(lists.published_values(view), lists.reported_events(view))
    left = card(page, by_region.overview_map, controls.per_population(page))
    right = card(page, by_type.leading_types)
    below = card(page, over_time.timeline) + insights(page)
    return f"{top}{tiles(view)}{_columns(left, right, '3-2')}{below}"


def _map(page: SitePage) -> str:
    view = page.view
    top = _title(page, view.text("People reached by region"), answers.map_answer(view))
    if missing := _absence(page):
        return top + missing
    choices = f'<div class="choices">{controls.indicator(page)}{controls.classes(page)}</div>'
    left = card(page, by_region.choropleth, controls.per_population(page))
    regions = f'<div class="regions">{controls.region_list(page)}</div>'
    right = regions + card(page, by_region.region_ranking)
    return f"{top}{choices}{_columns(left, right, '7-3')}{lists.boundary_note(view)}"


def _timeline(page: SitePage) -> str:
    view = page.view
    top = _title(page, view.text("People reached over time"), answers.timeline_answer(view))
    missing = _absence(page)
    builds = (over_time.timeline, over_time.small_multiples, over_time.schedule)
    cards = missing or "".join(card(page, build) for build in builds)
    return top + cards + _boxes(lists.milestones(view), lists.reported_events(view))


def _activities(page: SitePage) -> str:
    view = page.view
    top = _title(page, view.text("Activities by type"), answers.activities_answer(view))
    if missing := _absence(page):
        return top + missing
    choices = f'<div class="choices">{controls.people_or_activities(page)}</div>'
    left, right = card(page, by_type.audience), card(page, by_type.media)
    cards = card(page, by_type.breakdown) + card(page, by_type.heatmap)
    return f"{top}{choices}{cards}{_columns(left, right, '1-1')}{register(page)}"


def _coverage(page: SitePage) -> str:
    view = page.view
    top = _title(page, view.text("Reach relative to population"))
    if missing := _absence(page):
        return top + missing
    return top + card(page, coverage.shares)


def _about(page: SitePage) -> str:
    view = page.view
    top = _title(page, view.text("Method and sources"), filters=False)
    return top + about(view) + _boxes(lists.published_values(view)) + catalogue_link(page)


def _data(page: SitePage) -> str:
    view = page.view
    top = _title(page, view.text("Upload and check data"), filters=False)
    return top + _needs_scripts(page) + _boxes(reconciliation(view)) + catalogue_link(page)


def _present(page: SitePage) -> str:
    return f"<div>{talk_title(page.view)}</div>{_needs_scripts(page)}"


CONTENTS: Mapping[str, Callable[[SitePage], str]] = {
    "overview": _overview,
    "map": _map,
    "timeline": _timeline,
    "activities": _activities,
    "coverage": _coverage,
    "data": _data,
    "present": _present,
    "about": _about,
}


def _absence(page: SitePage) -> str:
    """Return why there is nothing to draw, with a link that goes on; "" where there is."""
    words, view = notices.absence(page.view), page.view
    if words and view.has_register:
        reset = page.anchor(view.text("Reset filters"), view.selection.without_filters())
        words += f'<p class="action">{reset}</p>'
    return words


def _needs_scripts(page: SitePage) -> str:
    return f"<noscript><p>{escape(page.view.text(NEEDS_SCRIPTS))}</p></noscript>"


def _columns(left: str, right: str, shares: str) -> str:
    return f'<div class="columns of-{shares}"><div>{left}</div><div>{right}</div></div>'


def _boxes(*parts: str) -> str:
    return "".join(f'<section class="card">{part}</section>' for part in parts if part)
