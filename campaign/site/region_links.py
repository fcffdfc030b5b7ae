"""Links to the pages of regions: their list, the steps between them, and from pages with a map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from html import escape

from campaign.analysis.data_table import html
from campaign.analysis.region_profile import neighbours
from campaign.analysis.region_tables import region_table
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.charts.words.page_answers import map_answer
from campaign.exports.formats import FORMATS
from campaign.site.filters import region_choice
from campaign.site.links import Links
from campaign.site.page import SitePage, button, link
from campaign.site.title import page_title

STEM = "region"
BRIEF = "pdf"


def steps(page: SitePage, code: str) -> str:
    """Return the links to the regions before and after, to all of them, and to the map."""
    view, text = page.view, page.view.text
    before, after = neighbours(view, code)
    parts = [
        *(_step(page, other, sign) for other, sign in ((before, "←"), (after, "→"))),
        page.anchor(text("All regions"), page.change(oblasts=())),
        link(text("Map"), page.links.page("map", page.change(oblasts=(code,)))),
    ]
    if page.becomes_live:
        parts.append(button(text(FORMATS[BRIEF].name), "file", BRIEF))
    else:
        parts.append(_brief(page, code))
    return _steps(view, parts)


def _brief(page: SitePage, code: str) -> str:
    """Return the link to the brief of the region as a file; "" if there is none."""
    address = page.links.file(BRIEF, page.change(oblasts=(code,)))
    if address is None:
        return ""
    return link(
        page.view.text(FORMATS[BRIEF].name), address, attributes=' class="download" download'
    )


def step_label(view: View, code: str, sign: str) -> str:
    """Return the name of a neighbour with an arrow."""
    name = view.campaign.places.short(code, view.text)
    return f"{sign} {name}" if sign == "←" else f"{name} {sign}"


def _step(page: SitePage, code: str | None, sign: str) -> str:
    if code is None:
        return ""
    place = ' id="region-before"' if sign == "←" else ' id="region-after"'
    address = page.address(page.change(oblasts=(code,)))
    return link(step_label(page.view, code, sign), address, attributes=place)


def list_title(view: View) -> str:
    """Return the title of the list of regions, and the most and the least reached of them."""
    return page_title(view, STEM, map_answer(view))


def region_list(view: View, links: Links) -> str:
    """Return all regions as links to their pages, with rate and rank."""
    text = view.text

    def address(code: str) -> str | None:
        return links.page(STEM, replace(view.selection, oblasts=(code,)))

    hint = text("Choose a region to open its page.")
    table = html(region_table(view, address), text, text("Regions"), stacked=True)
    return f'<p class="summary">{escape(hint)}</p>{table}'


def map_regions(page: SitePage) -> str:
    """Return the regions to select beside the map, and links to the pages of the selected ones."""
    return f'<div class="regions">{region_choice(page)}</div>{region_links(page)}'


def region_links(page: SitePage) -> str:
    """Return links to the pages of the selected regions, or to the list of all."""
    view = page.view
    links = [
        link(words, page.links.page(STEM, selection))
        for words, selection in region_page_links(view)
    ]
    return _steps(view, links)


def _steps(view: View, links: Iterable[str]) -> str:
    label = escape(view.text("Regions"))
    return f'<nav class="steps" aria-label="{label}">{"".join(links)}</nav>'


def region_page_links(view: View) -> list[tuple[str, Selection]]:
    """Return words and selection of the links to the pages of regions, for a page with a map."""
    text, selection = view.text, view.selection
    codes = [code for code in view.campaign.places.codes if code in selection.oblasts]
    if not codes:
        return [(f"{text('Pages of the regions')} →", selection)]
    name = view.campaign.places.name
    words = {code: text("Region page: {region}", region=name(code, text)) for code in codes}
    return [(f"{words[code]} →", replace(selection, oblasts=(code,))) for code in codes]
