"""The contents of each page as HTML, for the first paint, the live app and the public site."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape

from campaign.analysis.kpi_words import basis, kpi_words
from campaign.analysis.reconciliation import whole_campaign
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
from campaign.charts.chart import Build
from campaign.charts.page_answers import (
    Answer,
    insight_sentence,
    overview_answers,
    overview_insights,
)
from campaign.exports.data_check.templates import template_csv
from campaign.i18n.translator import N_
from campaign.schema import tables
from campaign.site import filters, notices, published
from campaign.site import region as region_parts
from campaign.site.about import about
from campaign.site.card import card
from campaign.site.compare import absence_notice, organiser_changes, reconciliation, region_pair
from campaign.site.elements import boxes, columns, keep_together, tile_list
from campaign.site.issue_catalogue import catalogue_link
from campaign.site.notices import boundary_note
from campaign.site.page import SitePage, link, page_title, presentation_title, section_title
from campaign.site.page_list import PAGES
from campaign.site.published import (
    other_years,
    other_years_title,
    published_values,
    published_years,
    register_link,
)
from campaign.site.region import requests
from campaign.site.register import register

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
        title = f"<div>{other_years_title(view)}</div>"
        return title + register_link(page) + other_years(view)
    return CONTENTS[page.stem](page)


def _title(page: SitePage, answer: str = "") -> str:
    return f"<div>{page_title(page.view, page.stem, answer)}</div>"


def _overview(page: SitePage) -> str:
    view = page.view
    top = _title(page)
    if missing := _absence(page):
        return top + missing + boxes(published_values(view), published.reported_events(view))
    left = card(page, by_region.overview_map, filters.per_population(page))
    right = card(page, over_time.overview_timeline)
    top_columns = columns(left, right, "1-1")
    below = columns(card(page, by_type.leading_types), insights(page), "1-1")
    return f"{top}{tiles(page)}{top_columns}{below}"


def _map(page: SitePage) -> str:
    view = page.view
    top = _title(page, page_answers.map_answer(view))
    if missing := _absence(page):
        return top + missing
    options = filters.indicator_choice(page) + filters.class_options(page)
    choices = f'<div class="choices">{options}</div>'
    left = card(page, by_region.choropleth, filters.per_population(page))
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
    choices = f'<div class="choices">{filters.people_or_activities(page)}</div>'
    left, right = card(page, by_type.audience), card(page, by_type.media)
    what = card(page, by_type.breakdown) + card(page, by_type.heatmap)
    what += columns(left, right, "1-1")
    heading = f"<div>{section_title(view)}</div>"
    left, right = card(page, by_text.audience_groups), card(page, by_text.partners)
    who = card(page, by_text.organisers) + columns(left, right, "1-1")
    return f"{top}{choices}{what}{heading}{who}{card(page, by_text.districts)}{_LIST_PLACE}"


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
    return f"{top}{filters.other_campaign(page)}{pairs}{published}"


def _region(page: SitePage) -> str:
    code = shown_region(page.view)
    if missing := _absence(replace(page, view=page.view.country_view)):
        return f"<div>{region_parts.list_title(page.view)}</div>{missing}"
    if code is None:
        rows = boxes(region_parts.region_list(page.view, page.links))
        return f"<div>{region_parts.list_title(page.view)}</div>{rows}"
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


def _coverage(page: SitePage) -> str:
    view = page.view
    top = _title(page, coverage.coverage_answer(view))
    if missing := _absence(page):
        return top + missing
    choices = f'<div class="choices">{filters.benchmark(page)}{filters.denominator(page)}</div>'
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
    day = filters.plan_day(page, view.plan_day)
    choices = f'<div class="choices">{filters.people_or_activities(page)}{day}</div>'
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


def tiles(page: SitePage) -> str:
    """Return the answers of the overview as tiles that lead to their pages.

    The KPIs of the selection with the published values are behind a button below them.
    """
    view = page.view
    answers = "".join(_answer(answer, page) for answer in overview_answers(view))
    lines = [basis(view), whole_campaign(view)] if view.selection.filtered else []
    notes = "".join(f'<p class="source">{escape(line)}</p>' for line in lines if line)
    sign = '<span class="i" aria-hidden="true">i</span>'
    opener = f"<summary>{sign}{escape(view.text('All key indicators'))}</summary>"
    figures = f'<details class="key-figures">{opener}{tile_list(kpi_words(view))}{notes}</details>'
    return f'<div class="answers">{answers}</div>{figures}'


def _answer(answer: Answer, page: SitePage) -> str:
    context = (
        answer.context
        and f'<span class="sr-only"> – </span><small>{keep_together(answer.context)}</small>'
    )
    words = (
        f'<span class="label">{keep_together(answer.label)}</span><span class="sr-only">: </span>'
        f"<b>{keep_together(answer.value)}</b>{context}"
    )
    words += '<span class="sr-only">. </span>'
    address = page.links.page(answer.page, answer.selection)
    attributes = f'class="answer-tile" data-answer="{answer.code}"'
    if address is None:
        return f"<p {attributes}>{words}</p>"
    return f'<a href="{escape(address)}" {attributes}>{words}</a>'


TITLE = N_("Key findings")


def insights(page: SitePage) -> str:
    """Return the insights of the page's view that are not among its answers; "" without any.

    Where the view of an insight is not published, the link opens the same page with the current
    selection.
    """
    view = page.view
    items = []
    for insight in overview_insights(view):
        address = page.links.page(insight.page, insight.selection)
        address = address or page.links.page(insight.page, view.selection)
        items.append(f"<li>{link(insight_sentence(insight, view), address)}</li>")
    if not items:
        return ""
    title = escape(view.text(TITLE))
    return (
        f'<section class="card insights"><h2>{title}</h2>'
        f'<nav aria-label="{title}"><ol>{"".join(items)}</ol></nav></section>'
    )


def schedule(page: SitePage) -> str:
    """Return the card of all activities by region and date."""
    return card(page, over_time.schedule)


def pair_of_maps(page: SitePage) -> str:
    """Return the maps of people and of people per 10,000 population."""
    return columns(card(page, coverage.count_map), card(page, coverage.rate_map), "1-1")


def certainty(page: SitePage) -> str:
    """Return the cards on how certain the totals are and on what is missing."""
    return columns(card(page, by_evidence.certainty), card(page, by_evidence.missing), "1-1")


def _coverage_maps(page: SitePage) -> str:
    report_shares, note = card(page, by_evidence.report_shares), boundary_note(page.view)
    return pair_of_maps(page) + columns(report_shares, note, "7-3")


def _coverage_reports(page: SitePage) -> str:
    return certainty(page) + card(page, by_evidence.reports) + boxes(requests(page.view))


@dataclass(frozen=True)
class PagePart:
    """A part of a page with many charts, which a public site has as a page of its own.

    `title` is a message id, `answer` the chart whose finding is shown beside the link to the part.
    """

    title: str
    answer: Build
    contents: Callable[[SitePage], str]


PARTS: Mapping[str, Mapping[str, PagePart]] = {
    "timeline": {
        "schedule": PagePart(N_("Activities by region and date"), over_time.schedule, schedule),
    },
    "coverage": {
        "maps": PagePart(N_("Maps"), coverage.count_map, _coverage_maps),
        "reports": PagePart(N_("Data completeness"), by_evidence.certainty, _coverage_reports),
    },
}
"""The parts of pages by the stem of the page and the name of the part."""


def part_link(page: SitePage, name: str) -> str:
    """Return a finding of the part with a link to the part; "" if the part is on this page."""
    part = PARTS[page.stem][name]
    address = page.links.part(name, page.view.selection)
    if address is None:
        return ""
    finding = keep_together(page.chart(page.view, part.answer).finding)
    heading = link(page.view.text(part.title), address)
    return boxes(f'<h2>{heading}</h2><p class="summary">{finding}</p>')


PLAN_CONTENTS = (
    N_("how far the campaign is ahead of or behind its plan, in people and in days, on any day;"),
    N_(
        "how many people or activities are needed on each remaining day, and a forecast with "
        "its range;"
    ),
    N_("which regions and types of activity are furthest behind."),
)


TARGETS_TEMPLATE = N_("Template for a plan (CSV)")


def without_plan(page: SitePage) -> str:
    """Return that the campaign has no plan, what a plan gives, and how one is added."""
    text = page.view.text
    lines = "".join(f"<li>{escape(text(line))}</li>" for line in PLAN_CONTENTS)
    how = text(
        "A plan is a small table: how many people or activities, in which region, of which "
        "type, by when. Fill in the template and upload it on the page “Upload”; the "
        "administrator saves the table as targets.csv in the folder of the register."
    )
    return (
        f"<h2>{escape(text('This campaign has no plan'))}</h2>"
        f'<p class="summary">{escape(text("With a plan, this page shows:"))}</p>'
        f"<ul>{lines}</ul><p>{escape(how)}</p>{_template(page)}"
    )


def _template(page: SitePage) -> str:
    """Return the link to an empty file of targets; "" on a site without the page “Upload”."""
    text = page.view.text
    if page.links.page("data", page.view.selection) is None:
        return ""
    content = b64encode(template_csv(text, tables.TARGETS)).decode()
    return (
        f'<p class="action"><a href="data:text/csv;base64,{content}"'
        f' download="targets-template-{text.lang}.csv">{escape(text(TARGETS_TEMPLATE))}</a></p>'
    )
