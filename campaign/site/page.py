"""A page of the site while it is built: its view, its title, and the addresses of its links."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from urllib.parse import parse_qsl, urlsplit
from xml.etree.ElementTree import Element

from campaign.analysis.region_profile import shown_region
from campaign.analysis.register_table import FIRST_LIST, ListRequest
from campaign.analysis.selection import QueryIssue, Selection
from campaign.analysis.view import View
from campaign.charts.chart import Build, Chart
from campaign.i18n.translator import N_, Text
from campaign.site.elements import keep_together
from campaign.site.links import Links, toggle
from campaign.site.page_list import HOME, PAGES

Drawings = dict[int, tuple[Chart, list[Element]]]
"""Charts by their ids, each with its drawing for every band of columns."""
PAGE_ROWS = 25
STATUS = '<p class="card-status" role="status"></p>'
"""The element of a card that says what became of a button of it."""
NO_PAGE_TITLE = N_("Page not found")
NO_PAGE = N_("There is no page at this address. Choose a page from the menu.")


@dataclass(frozen=True, eq=False)
class SitePage:
    """A page: the stem of its file, its view, and its links.

    `chart` builds a chart of the view, or returns it from a cache. `register_rows` is how many rows
    of the register the page lists. The live app replaces a page that `becomes_live`.
    Pages with the same `drawings` draw a chart that they have in common once. `query_issues` are
    the parts of its address that are not understood. `search` is the text to find in names of
    organizers, `listed` the requested page of the register.
    """

    stem: str
    view: View
    links: Links
    chart: Callable[[View, Build], Chart]
    register_rows: int = PAGE_ROWS
    becomes_live: bool = False
    drawings: Drawings | None = None
    query_issues: tuple[QueryIssue, ...] = ()
    search: str = ""
    listed: ListRequest = FIRST_LIST

    @property
    def title(self) -> str:
        """The title of a page that is not in the menu; "" for a page of the menu."""
        return ""

    def address(self, selection: Selection) -> str | None:
        """Return the address of this page with another selection.

        It is None if that page is not published.
        """
        return self.links.page(self.stem, selection)

    def toggle(self, code: str) -> str | None:
        """Return the address of this page with what a chart's code selects added, or removed."""
        if code not in self._toggles:
            self._toggles[code] = self._toggle(code)
        return self._toggles[code]

    @cached_property
    def _toggles(self) -> dict[str, str | None]:
        """The results of `toggle` by code: several drawings of a page have the same codes."""
        return {}

    def _toggle(self, code: str) -> str | None:
        selection = self.view.selection
        if self.stem == "region" and code.startswith("oblast=") and "&" not in code:
            # The page shows one region, so another one replaces it.
            return self.address(replace(selection, oblasts=(code.removeprefix("oblast="),)))
        changed = toggle(selection, code, self.view.edition)
        return None if changed == selection else self.address(changed)

    def anchor(self, words: str, selection: Selection, *, current: bool = False) -> str:
        """Return the words as a link to this page with another selection.

        The words are plain where there is no such page.
        """
        return link(words, self.address(selection), current=current)

    def change(self, **values: object) -> Selection:
        """Return the selection with these values."""
        return replace(self.view.selection, **values)  # type: ignore[arg-type]


class UnknownPage(SitePage):
    """The page for addresses that do not exist, with the menu; its stem is ""."""

    @property
    def title(self) -> str:
        """The title of the page."""
        return self.view.text(NO_PAGE_TITLE)

    def address(self, selection: Selection) -> str | None:
        """Return the address of the overview, where a choice of language leads."""
        return self.links.page(HOME.stem, selection)

    def main(self, text: Text) -> str:
        """Return the contents in a language: what is wrong, and what to do."""
        title, sentence = escape(text(NO_PAGE_TITLE)), escape(text(NO_PAGE))
        return f'<div lang="{text.lang}"><h1>{title}</h1><p class="lead">{sentence}</p></div>'


def link(words: str, address: str | None, *, current: bool = False, attributes: str = "") -> str:
    """Return the words as an HTML link, or plain without an address; both escaped."""
    mark = ' aria-current="true"' if current else ""
    if address is None:
        return f"<span{mark}{attributes}>{keep_together(words)}</span>"
    return f'<a href="{escape(address)}"{mark}{attributes}>{keep_together(words)}</a>'


def button(
    words: str, name: str, chart: str = "", attributes: str = "", failed: str = "", icon: str = ""
) -> str:
    """Return a button that needs the server: `name` is what it does, `chart` with what.

    `failed` is what the browser says if it cannot use the answer; `icon` is HTML before the words.
    """
    data = {"do": name, "chart": chart, "failed": failed}
    return _button(words, data, attributes, icon)


def browser_button(words: str, name: str, done: str = "", failed: str = "") -> str:
    """Return a button that the script of the page answers: `done` and `failed` are what it says."""
    return _button(words, {"act": name, "done": done, "failed": failed})


def _button(words: str, data: Mapping[str, str], attributes: str = "", icon: str = "") -> str:
    named = "".join(f' data-{key}="{escape(value)}"' for key, value in data.items() if value)
    return f'<button type="button"{named}{attributes}>{icon}{escape(words)}</button>'


def download_link(page: SitePage, key: str) -> str:
    """Return the link to the table of a chart as a CSV file; "" if it is not published.

    A reader's own table has no address: it is a button of the live app.
    """
    address, words = page.links.table(key, page.view.selection), page.view.text("Download CSV")
    if address is None:
        return button(words, "csv", key) if page.becomes_live else ""
    return f'<a class="download" href="{escape(address)}" download>{escape(words)}</a>'


def address_form(page: SitePage, kind: str, unset: Selection, fields: str) -> str:
    """Return a form that leads to this page with its fields added to the selection `unset`."""
    address = page.address(unset)
    if address is None:
        return ""
    parts = urlsplit(address)
    hidden = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in parse_qsl(parts.query)
    )
    words = escape(page.view.text("Show"))
    return (
        f'<form method="get" class="{kind}" action="{parts.path}">{hidden}{fields}'
        f'<button class="button">{words}</button></form>'
    )


def page_title(view: View, stem: str, answer: str = "") -> str:
    """Return the h1 of a page of the menu, with the selection where the page follows the filters.

    `answer` is the answer to the page's question, in a line below it.
    """
    page = PAGES[stem]
    words = view.text(page.heading)
    return title(view, words, answer) if page.has_filters else f"<h1>{escape(words)}</h1>"


def title(view: View, words: str, answer: str = "") -> str:
    """Return an h1 of these words with the selection, and below it the answer to a question."""
    scope = view.scope
    # The title counts the selected units and types; the line below names them.
    lead = (
        view.edition.title(view.text) if scope.line and scope.line == scope.full else view.filters
    )
    heading = f"<h1>{escape(words)}{scope_html(scope.line)}</h1>"
    below = f'<p class="lead">{escape(lead)}</p>'
    if not answer:
        return heading + below
    sentence = keep_together(answer)
    return f'{heading}<div class="under"><p class="answer">{sentence}</p>{below}</div>'


def tab_title(view: View, stem: str) -> str:
    """Return the page's title in the tab of the browser: on the page of a region its name."""
    code = shown_region(view) if stem == "region" else None
    return (
        PAGES[stem].label(view.text)
        if code is None
        else view.campaign.places.heading(code, view.text)
    )


def section_title(view: View) -> str:
    """Return the heading over the charts of organizers, target groups, partners and districts."""
    return f'<h2 class="section">{escape(view.text("Organizers and target groups"))}</h2>'


def presentation_title(view: View) -> str:
    """Return the h1 of the slides, and how they are presented."""
    text = view.text
    lead = text("Full screen, for use with a presentation remote; no network connection is needed.")
    heading = escape(text(PAGES["present"].heading))
    return f'<h1>{heading}</h1><p class="lead whole">{escape(lead)}</p>'


def scope_html(scope: str) -> str:
    """Return the part of a title that names the selection; "" without one.

    A wide space separates it from the title, except at the start of a line. Text that is read aloud
    or copied has an invisible sign instead.
    """
    sign = '<span class="sr-only"> ·</span><span class="wide-space"> </span>'
    return f'{sign}<span class="scope">{keep_together(scope)}</span>' if scope else ""
