"""The addresses of a public page's links: relative, for any web server and for a folder."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from campaign.analysis.selection import Selection
from campaign.exports.data_package.package import DESCRIPTOR
from campaign.exports.formats import FORMATS
from campaign.i18n.translator import N_
from campaign.site.links import FileLink, Links
from campaign.site.page_list import HOME
from campaign.site.public.catalogue import DAYS, PLAYER, TABLES_APART, Catalogue

DATA_FILES = N_("Open data for programs (JSON)")
DATA_CONTENTS = N_("A description of the open data, with a link to each of its files.")
SITE = "@@site@@/"
"""The placeholder in a page for the address of the site, or of the version of the data."""
VERSION = "@@version@@"
"""The placeholder in a page for its own address in this version of the data."""


_relative = lru_cache(8192)(posixpath.relpath)


@dataclass(frozen=True)
class StaticLinks(Links):
    """The links of the page `stem` at `path`, with this selection and language."""

    catalogue: Catalogue
    stem: str
    selection: Selection
    lang: str
    path: str
    has_address: bool = False

    def page(self, stem: str, selection: Selection) -> str | None:
        """The address of a page with a selection; None if it is not published.

        Combinations of filters are not published: a choice on this page replaces the filter of
        the page.
        """
        lang = selection.lang or self.lang
        path = self.catalogue.page(stem, selection, lang)
        path = path or self.catalogue.page(stem, self._newly_chosen(selection), lang)
        return None if path is None else self.to(path)

    def table(self, key: str, selection: Selection) -> str:
        """The address of the table of a chart as a CSV file."""
        return self.to(self.catalogue.table(key, selection, self.lang, ".csv"))

    def table_page(self, key: str, selection: Selection, *, is_long: bool) -> str | None:
        """The address of the table of a chart on a page of tables; None if it is on the page."""
        if is_long:
            return self.to(self.catalogue.table(key, selection, self.lang, ".html"))
        if self.stem not in TABLES_APART:
            return None
        tables = self.catalogue.table(self.stem, self.selection, self.lang, ".html")
        return f"{self.to(tables)}#{key}"

    def part(self, name: str, selection: Selection) -> str:
        """The address of a part of this page on a page of its own."""
        return self.to(self.catalogue.part(self.stem, name, selection, self.lang))

    def days(self, key: str, selection: Selection) -> tuple[str, str] | None:
        """The addresses of the days of a map and of the script that plays them."""
        days = self.catalogue.table(key, selection, self.lang, DAYS)
        return self.to(days), self.to(PLAYER)

    def version(self) -> str:
        """A placeholder for the address of this page in this version of the data."""
        return VERSION

    def files(self) -> Sequence[FileLink]:
        """The files of the whole campaign, on pages of the whole campaign."""
        edition = self.selection.edition
        if self.stem not in (HOME.stem, "about") or self.selection.filtered:
            return ()
        links = []
        for kind in FORMATS.values():
            path = self.catalogue.file(kind.format, Selection(edition), self.lang)
            if path is not None:
                links.append(FileLink(kind.name, kind.contents, self.to(path)))
        description = f"{self.catalogue.data(edition)}/{DESCRIPTOR}"
        return (*links, FileLink(DATA_FILES, DATA_CONTENTS, self.to(description)))

    def file(self, kind: str, selection: Selection) -> str | None:
        """The address of a file of a selection by its format; None if there is none."""
        path = self.catalogue.file(kind, selection, self.lang)
        return None if path is None else self.to(path)

    def embed(self, key: str, selection: Selection) -> str | None:
        """The full address of a chart for a frame; None if the site does not know its own."""
        path = self.catalogue.embed(key, selection, self.lang) if self.has_address else None
        return None if path is None else f"{SITE}{path}"

    def issue(self, code: str, selection: Selection) -> str:
        """The address of the page of an issue, or of the list of issues for ""."""
        return self.to(self.catalogue.issue(code, selection.lang or self.lang))

    def to(self, path: str) -> str:
        """The address of a path of the site, from this page."""
        return _relative(path, posixpath.dirname(self.path))

    def _newly_chosen(self, selection: Selection) -> Selection:
        page_selection = self.selection
        is_same = selection.indicator == page_selection.indicator
        return replace(
            selection,
            oblasts=tuple(c for c in selection.oblasts if c not in page_selection.oblasts),
            types=tuple(c for c in selection.types if c not in page_selection.types),
            organisers=tuple(c for c in selection.organisers if c not in page_selection.organisers),
            indicator=Selection.indicator if is_same else selection.indicator,
        )


@dataclass(frozen=True)
class RootLinks(StaticLinks):
    """The links of a page that a server shows at any path: from the `root` of the site."""

    root: str = "/"

    def to(self, path: str) -> str:
        """The address of a path of the site."""
        return f"{self.root}{path}"


@dataclass(frozen=True)
class FrameLinks(StaticLinks):
    """The links of a chart in a frame: the same chart with another selection."""

    key: str = ""

    def page(self, stem: str, selection: Selection) -> str | None:
        """The address of the chart with a selection; None for the page on the method."""
        if stem == "about":
            return None
        lang = selection.lang or self.lang
        path = self.catalogue.embed(self.key, selection, lang)
        path = path or self.catalogue.embed(self.key, self._newly_chosen(selection), lang)
        return None if path is None else self.to(path)

    def table_page(self, key: str, selection: Selection, *, is_long: bool) -> str | None:
        """The address of the page with a long table; a short one is in the frame."""
        if not is_long:
            return None
        return self.to(self.catalogue.table(key, selection, self.lang, ".html"))

    def days(self, key: str, selection: Selection) -> None:
        """None: a chart in a frame has no script."""

    def embed(self, key: str, selection: Selection) -> None:
        """None: the chart is already in a frame."""
