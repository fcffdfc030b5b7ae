"""The pages of one selection in one language, drawn with the tables of their charts."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from campaign.analysis.data_table import csv_bytes, html
from campaign.analysis.register_table import SORTS, ListQuery, query_activities
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.browser import bundle, player
from campaign.charts.chart import Build, Chart
from campaign.charts.chart_list import CARDS
from campaign.exports.link_picture import link_picture
from campaign.exports.structured_data import structured_data, to_script
from campaign.i18n.translator import DEFAULT_LANGUAGE, LANGUAGES, Text
from campaign.render.animation import days_of_page
from campaign.site.card import card_foot, card_menu, is_long
from campaign.site.colour_pairs import PAIRED
from campaign.site.contents import PARTS
from campaign.site.document import Metadata, body, embedded_chart, whole_document
from campaign.site.notices import absence
from campaign.site.page import Drawings, SitePage, UnknownPage, download_link, tab_title, title
from campaign.site.page_list import HOME, PAGES
from campaign.site.public.catalogue import (
    DAYS,
    PLAYER,
    ROOT_PAGE,
    SITE,
    STEMS,
    TABLES_APART,
    Catalogue,
    FrameLinks,
    RootLinks,
    StaticLinks,
)
from campaign.site.register import to_table
from campaign.site.view_cache import LruCache, build_chart

REGISTER_ROWS = 500
"""Rows of the register on its page; the file has all of them."""
UNKNOWN_PAGE = "404.html"
_SCRIPT = bundle("public/page.js")
_ICON = '<link rel="icon" href="data:,">'
# A page of the site fades into the next one: the window is never empty between the two.
_STYLE = (
    "<style>@media(prefers-reduced-motion:no-preference){@view-transition{navigation:auto}}"
    "body{margin:0}#first{position:static;overflow:visible;min-height:100vh}</style>"
)


def public_head(script: str = "", *, plays: bool = False) -> str:
    """Return the content policy, and the style of a page that scrolls with its window.

    The policy allows inline styles and this one script, if any, and nothing else. A page that
    `plays` days may fetch them, and the script that shows them, from its own site.
    """
    source = "'none'"
    if script:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        source = f"'sha256-{digest}'"
    if plays:
        source += " 'self'; connect-src 'self'"
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src {source}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return f"{meta}{_ICON}{_STYLE}"


def unknown_page(catalogue: Catalogue, base: str) -> bytes:
    """Return the page that a web server shows for unknown addresses, in every language.

    `base` is the address of the site with a slash at its end; "" for the root of a server.
    """
    selection = Selection(catalogue.editions[0])
    view = catalogue.view(selection, DEFAULT_LANGUAGE, PAIRED)
    links = RootLinks(catalogue, "", selection, DEFAULT_LANGUAGE, UNKNOWN_PAGE, root=base or "/")
    page = UnknownPage("", view, links, _UsedCharts(catalogue.charts).get)
    main = "".join(page.main(Text.of(lang)) for lang in LANGUAGES)
    metadata = Metadata(extra_html=f'<meta name="robots" content="noindex">{public_head()}')
    return whole_document(page, body(page, main), metadata).encode()


@dataclass(frozen=True)
class PageSet:
    """The pages of a selection in a language. With `has_address` each states its own address."""

    catalogue: Catalogue
    selection: Selection
    lang: str
    has_address: bool

    def draw(self) -> Iterator[tuple[str, bytes]]:
        """Yield each page and table with its path."""
        view = self.catalogue.view(self.selection, self.lang, PAIRED)
        cache = _UsedCharts(self.catalogue.charts)
        tables: dict[str, bytes] = {}
        for stem in STEMS:
            if self.catalogue.find(stem, self.selection) != self.selection:
                continue  # the page does not depend on the selection
            path = self.catalogue.page(stem, self.selection, self.lang)
            assert path is not None
            cache.used.clear()
            shown = self._view_shown(view, stem)
            document = self._document(self._page(stem, shown, path, cache))
            yield path, document
            for name in () if absence(shown) else PARTS.get(stem, ()):
                part_path, part = self._part(stem, name, shown, cache)
                yield part_path, part
                document += part
            used = {chart.key: chart for chart in cache.used}.values()
            if stem in TABLES_APART:
                charts = [chart for chart in used if not is_long(chart)]
                # In the order of the page, not in the order in which they were built.
                charts.sort(
                    key=lambda chart: document.index(b'data-card="%b"' % chart.key.encode())
                )
                if charts:
                    path = self._table_path(stem, ".html")
                    page = self._page(stem, shown, path)
                    yield path, self._document(page, _table_cards(page, charts))
            for chart in used:
                # A region's page shows charts of other pages, and the tables belong to those pages.
                if stem != "region":
                    tables |= self._tables(stem, shown, chart)
            if stem == "activities" and view.has_register:
                tables |= self._register(view)
        yield from tables.items()
        yield from self._frames(view, cache)
        if self.has_address and self.selection == Selection(self.selection.edition):
            yield self.catalogue.picture(self.selection.edition, self.lang), link_picture(view)
        main_selection = Selection(self.catalogue.editions[0])
        if self.lang == DEFAULT_LANGUAGE and self.selection == main_selection:
            page = self._page(HOME.stem, view, ROOT_PAGE, cache)
            yield ROOT_PAGE, self._document(page)
            yield PLAYER, player().encode()

    def _part(self, stem: str, name: str, view: View, cache: _UsedCharts) -> tuple[str, bytes]:
        part = PARTS[stem][name]
        path = self.catalogue.part(stem, name, self.selection, self.lang)
        page = self._page(stem, view, path, cache)
        main = (
            f"<div>{title(view, view.text(part.title))}</div>{part.contents(page)}{page_link(page)}"
        )
        return path, self._document(page, main)

    def _frames(self, view: View, cache: _UsedCharts) -> Iterator[tuple[str, bytes]]:
        """Yield each chart for a frame, where there are activities to draw."""
        if not view.has_register:
            return
        for key, entry in CARDS.items():
            path = self.catalogue.embed(key, self.selection, self.lang)
            whole_page = self.catalogue.page(entry.stem, self.selection, self.lang)
            # A page without a comparison has no charts of it, and no tables for their frames.
            if path is None or whole_page is None or entry.build not in cache.builds:
                continue
            links = FrameLinks(self.catalogue, entry.stem, self.selection, self.lang, path, key=key)
            shown = self._view_shown(view, entry.stem)
            page = SitePage(entry.stem, shown, links, cache.get, drawings=cache.drawings)
            metadata = Metadata(extra_html=public_head())
            yield path, embedded_chart(page, key, links.to(whole_page), metadata).encode()

    def _view_shown(self, view: View, stem: str) -> View:
        """Return the view of the campaigns that a page shows: one, or two where it compares."""
        selection = PAGES[stem].selection_shown(view.selection, self.catalogue.campaign)
        # A new view would lose the results that this one has cached.
        return view if selection == view.selection else replace(view, selection=selection)

    def _page(self, stem: str, view: View, path: str, cache: _UsedCharts | None = None) -> SitePage:
        links = StaticLinks(self.catalogue, stem, self.selection, self.lang, path, self.has_address)
        cache = cache or _UsedCharts(self.catalogue.charts)
        return SitePage(stem, view, links, cache.get, REGISTER_ROWS, drawings=cache.drawings)

    def _document(self, page: SitePage, main: str | None = None) -> bytes:
        links = page.links
        assert isinstance(links, StaticLinks)
        plays = main is None and page.stem == "map"
        metadata = Metadata(extra_html=public_head(_SCRIPT, plays=plays))
        if self.has_address:
            address = f"{SITE}{links.path}"
            # Those of “Method” describe the indicators.
            has_definitions = page.stem == "about"
            register = self._register_address()
            data = structured_data(page.view, address, register, has_definitions=has_definitions)
            metadata = replace(metadata, data=data)
            if main is None:
                metadata = self._with_addresses(metadata, page.stem, address)
        after = (f"<script>{_SCRIPT}</script>",)
        return whole_document(page, body(page, main), metadata, after).encode()

    def _with_addresses(self, metadata: Metadata, stem: str, address: str) -> Metadata:
        """Return the metadata with the address of the page, of its translations and its picture."""
        addresses = {
            lang: f"{SITE}{self.catalogue.page(stem, self.selection, lang)}" for lang in LANGUAGES
        }
        picture = self.catalogue.picture(self.selection.edition, self.lang)
        if self.selection == Selection(self.catalogue.editions[0]) and stem == HOME.stem:
            addresses["x-default"] = SITE
        return replace(
            metadata, canonical=address, alternates=addresses, picture=f"{SITE}{picture}"
        )

    def _tables(self, stem: str, view: View, chart: Chart) -> Iterator[tuple[str, bytes]]:
        """Yield the table of a chart as CSV, and a long one as a page."""
        path = self._table_path(chart.key, ".csv")
        yield path, csv_bytes(chart.table, view.text, view.disclaimer)
        if stem == "map" and (days := days_of_page(chart, view)):
            yield self._table_path(chart.key, DAYS), to_script(days).encode()
        if is_long(chart):
            path = self._table_path(chart.key, ".html")
            page = self._page(stem, view, path)
            yield path, self._document(page, _table_card(page, chart))

    def _register(self, view: View) -> Iterator[tuple[str, bytes]]:
        rows = to_table(query_activities(view, ListQuery("", SORTS[0], False)), view)
        yield self._table_path("register", ".csv"), csv_bytes(rows, view.text, view.disclaimer)

    def _register_address(self) -> str:
        """Return the address of the register's table: of the selection, else of the campaign."""
        is_listed = self.catalogue.find("activities", self.selection) == self.selection
        selection = self.selection if is_listed else Selection(self.selection.edition)
        return f"{SITE}{self.catalogue.table('register', selection, self.lang, '.csv')}"

    def _table_path(self, key: str, ending: str) -> str:
        return self.catalogue.table(key, self.selection, self.lang, ending)


class _UsedCharts:
    """The charts of one page set; `used` are those of the page being drawn, `builds` of all."""

    def __init__(self, cache: LruCache) -> None:
        self._cache = cache
        self.builds: set[Build] = set()
        self.used: list[Chart] = []
        self.drawings: Drawings = {}

    def get(self, view: View, build: Build) -> Chart:
        """Return the chart that `build` makes of the view."""
        chart = build_chart(self._cache, view, build)
        self.builds.add(build)
        self.used.append(chart)
        return chart


def _table_card(page: SitePage, chart: Chart) -> str:
    view = page.view
    menu = _download_menu(page, chart)
    about = page.links.page("about", view.selection)
    foot = card_foot(view, chart, menu, about, page.links.version())
    return (
        f"<div><h1>{escape(chart.heading)}</h1>"
        f'<p class="lead">{escape(view.filters)}</p></div>'
        f'<section class="card"><div><p class="summary">{escape(chart.statement)}</p>'
        f"{foot}</div>{html(chart.table, view.text, chart.heading)}</section>"
        f"{page_link(page)}"
    )


def _table_cards(page: SitePage, charts: Sequence[Chart]) -> str:
    """Return the tables of a page, each with its source; its id is the key of its chart."""
    view = page.view
    about = page.links.page("about", view.selection)
    heading = tab_title(view, page.stem)
    cards = "".join(
        f'<section class="card" id="{chart.key}">'
        f'<div class="headline"><h2>{escape(chart.heading)}</h2></div>'
        f"{html(chart.table, view.text, chart.heading)}<div>"
        f"{card_foot(view, chart, _download_menu(page, chart), about, page.links.version())}"
        "</div></section>"
        for chart in charts
    )
    return (
        f'<div><h1>{escape(heading)}</h1><p class="lead">{escape(view.filters)}</p></div>{cards}'
        f"{page_link(page)}"
    )


def _download_menu(page: SitePage, chart: Chart) -> str:
    return card_menu(page.view, (download_link(page, chart.key),))


def page_link(page: SitePage) -> str:
    """Return the link from tables to the page of their charts."""
    words = PAGES[page.stem].label(page.view.text)
    return f'<p class="action">{page.anchor(words, page.view.selection)}</p>'
