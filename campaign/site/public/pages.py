"""The pages of one selection in one language, drawn with the tables of their charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from campaign.analysis.data_table import csv_bytes
from campaign.analysis.register_table import SORTS, ListQuery, query_activities
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.browser import bundle
from campaign.charts.body import Choropleth
from campaign.charts.chart import Chart
from campaign.charts.chart_list import CARDS
from campaign.exports.link_picture import link_picture
from campaign.exports.structured_data import structured_data
from campaign.i18n.translator import DEFAULT_LANGUAGE, LANGUAGES
from campaign.site.card import is_long
from campaign.site.colour_pairs import PAIRED
from campaign.site.document import Metadata, body, whole_document
from campaign.site.embed import embedded_chart
from campaign.site.notices import absence
from campaign.site.page import SitePage
from campaign.site.page_list import HOME, PAGES
from campaign.site.page_parts import PARTS
from campaign.site.public.catalogue import (
    DAYS,
    PLAYER,
    ROOT_PAGE,
    STEMS,
    TABLES_APART,
    Catalogue,
)
from campaign.site.public.chart_cache import ChartCache
from campaign.site.public.content_policy import content_policy
from campaign.site.public.days import day_file
from campaign.site.public.links import SITE, FrameLinks, StaticLinks
from campaign.site.public.shorten_html import shorten_html
from campaign.site.public.table_pages import page_link, table_card, table_cards
from campaign.site.register import to_table
from campaign.site.title import title

PLAYER_SCRIPT = f"{bundle('public/days.js')}export const {{ createDays }} = entry;\n"
"""The module that plays the days of a map."""
REGISTER_ROWS = 500
"""Rows of the register on its page; the file has all of them."""
ICON = '<link rel="icon" href="data:,">'
_BOTH, _FIGURES, _TABLES, _COPYING = (
    f"public/{name}.js" for name in ("page", "figures", "tables", "copying")
)
_SCRIPTS = {
    HOME.stem: _FIGURES,
    "timeline": _FIGURES,
    "coverage": _FIGURES,
    "map": "public/map.js",
}
"""{stem of a page: its script}, for pages whose tables are short or have pages of their own."""


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
        cache = ChartCache(self.catalogue.base_charts)
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
                yield from self._tables_of_page(stem, shown, charts)
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
        if self._is_root():
            page = self._page(HOME.stem, view, ROOT_PAGE, cache)
            yield ROOT_PAGE, self._document(page)
            yield PLAYER, PLAYER_SCRIPT.encode()

    def _part(self, stem: str, name: str, view: View, cache: ChartCache) -> tuple[str, bytes]:
        """Return a part of a page as a page of its own, with its path."""
        part = PARTS[stem][name]
        path = self.catalogue.part(stem, name, self.selection, self.lang)
        page = self._page(stem, view, path, cache)
        main = (
            f"<div>{title(view, view.text(part.title))}</div>{part.contents(page)}{page_link(page)}"
        )
        return path, self._document(page, main, _COPYING if stem in TABLES_APART else _BOTH)

    def _frames(self, view: View, cache: ChartCache) -> Iterator[tuple[str, bytes]]:
        """Yield each chart for a frame, where there are activities to draw."""
        if not view.has_register:
            return
        for key, entry in CARDS.items():
            path = self.catalogue.embed(key, self.selection, self.lang)
            whole_page = self.catalogue.page(entry.stem, self.selection, self.lang)
            # A page without a comparison has no charts of it, and no tables for their frames.
            if path is None or whole_page is None or entry.build not in cache.charts:
                continue
            links = FrameLinks(self.catalogue, entry.stem, self.selection, self.lang, path, key=key)
            shown = self._view_shown(view, entry.stem)
            page = SitePage(entry.stem, shown, links, cache.get, drawings=cache.drawings)
            metadata = Metadata(extra_html=f"{content_policy('')}{ICON}")
            html = embedded_chart(page, key, links.to(whole_page), metadata)
            yield path, shorten_html(html).encode()

    def _view_shown(self, view: View, stem: str) -> View:
        """Return the view of the campaigns that a page shows: one, or two where it compares."""
        selection = PAGES[stem].selection_shown(view.selection, self.catalogue.campaign)
        # A new view would lose the results that this one has cached.
        return view if selection == view.selection else replace(view, selection=selection)

    def _is_root(self) -> bool:
        main_selection = Selection(self.catalogue.editions[0])
        return self.lang == DEFAULT_LANGUAGE and self.selection == main_selection

    def _page(self, stem: str, view: View, path: str, cache: ChartCache | None = None) -> SitePage:
        links = StaticLinks(self.catalogue, stem, self.selection, self.lang, path, self.has_address)
        cache = cache or ChartCache(self.catalogue.base_charts)
        return SitePage(stem, view, links, cache.get, REGISTER_ROWS, drawings=cache.drawings)

    def _document(self, page: SitePage, main: str | None = None, entry: str = _TABLES) -> bytes:
        """Return the document of a page, or one with `main` and the script `entry`."""
        links = page.links
        assert isinstance(links, StaticLinks)
        script = bundle(_SCRIPTS.get(page.stem, _BOTH) if main is None else entry)
        plays = main is None and page.stem == "map"
        metadata = Metadata(extra_html=f"{content_policy(script, plays=plays)}{ICON}")
        if self.has_address:
            address = f"{SITE}{links.path}"
            metadata = replace(metadata, data=self._structured_data(page, address))
            if main is None:
                metadata = self._with_addresses(metadata, page.stem, address)
        after = (f"<script>{script}</script>",)
        html = whole_document(page, body(page, main), metadata, after)
        return shorten_html(html).encode()

    def _structured_data(self, page: SitePage, address: str) -> Mapping[str, Any]:
        """Return the structured data of a page; those of “Method” describe the indicators."""
        register, is_method = self._register_address(), page.stem == "about"
        return structured_data(page.view, address, register, has_definitions=is_method)

    def _with_addresses(self, metadata: Metadata, stem: str, address: str) -> Metadata:
        """Return the metadata with the address of the page, of its translations and its picture."""
        addresses = {lang: self._address(stem, lang) for lang in LANGUAGES}
        picture = self.catalogue.picture(self.selection.edition, self.lang)
        if self.selection == Selection(self.catalogue.editions[0]) and stem == HOME.stem:
            addresses["x-default"] = SITE
        return replace(
            metadata, canonical=address, alternates=addresses, picture=f"{SITE}{picture}"
        )

    def _address(self, stem: str, lang: str) -> str:
        return f"{SITE}{self.catalogue.page(stem, self.selection, lang)}"

    def _tables(self, stem: str, view: View, chart: Chart) -> Iterator[tuple[str, bytes]]:
        """Yield the table of a chart as CSV, and a long one as a page."""
        path = self._table_path(chart.key, ".csv")
        yield path, csv_bytes(chart.table, view.text, view.disclaimer)
        if stem == "map" and isinstance(chart.body, Choropleth) and chart.body.animation:
            yield self._table_path(chart.key, DAYS), day_file(chart, view)
        if is_long(chart):
            path = self._table_path(chart.key, ".html")
            page = self._page(stem, view, path)
            yield path, self._document(page, table_card(page, chart))

    def _tables_of_page(
        self, stem: str, view: View, charts: Sequence[Chart]
    ) -> Iterator[tuple[str, bytes]]:
        """Yield the page with the tables of all charts of one page, if there are any."""
        if charts:
            path = self._table_path(stem, ".html")
            page = self._page(stem, view, path)
            yield path, self._document(page, table_cards(page, charts))

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
