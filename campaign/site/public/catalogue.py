"""The catalogue of what is published, by its path in the site, and the links between its pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from campaign.analysis.comparison import default_other
from campaign.analysis.indicators import MAP_INDICATORS
from campaign.analysis.selection import Selection
from campaign.analysis.text_totals import organiser_options
from campaign.analysis.view import View
from campaign.analysis.view_numbers import SharedNumbers
from campaign.domain.campaign import Campaign, Edition
from campaign.exports.data_package.package import DESCRIPTOR
from campaign.exports.formats import FORMATS
from campaign.i18n.translator import LANGUAGES, N_, Text
from campaign.site.filters import MOST_ORGANISERS
from campaign.site.links import FileLink, Links
from campaign.site.page_list import HOME, PAGES
from campaign.site.view_cache import LruCache
from campaign.theme.style import LIGHT, Style

STEMS = tuple(stem for stem in PAGES if stem not in ("data", "present"))
"""The pages that need no server: all but the upload and the presentation."""
TABLES_APART = (HOME.stem, "region", "coverage")
"""The pages with many charts: each has a second page, with all its tables."""
ROOT_PAGE = "index.html"
"""The overview in the default language, where the site is opened."""
PLAYER = "player.js"
"""The script that plays the days of a map, fetched when a reader presses the button."""
DAYS = "-days.json"
"""The ending of the file with the days of a map, beside the table of the map."""
VERSIONS = "v"
"""The folder of the versions of the data, each a whole site of its own."""
_MOST_CHARTS = 512
_ALL = tuple(MAP_INDICATORS)
_CHOICES = {
    HOME.stem: ("rate", "reach"),
    "map": _ALL,
    "activities": ("rate", "activities"),
    "plan": ("rate", "activities"),
}
"""{stem of a page: indicators that it offers}; other pages do not depend on the indicator."""
ORGANISER_STEM = "activities"
"""The page that each organizer has: the only one that shows who held the activities."""
TYPE_STEMS = (HOME.stem, "map", "timeline", "activities", "plan")
"""The pages of each type; the other pages compare regions and have no page for one type."""
REGION_KINDS = ("pdf",)
"""The formats of files that each region has, beside those of the whole campaign."""
_NOT_IN_PATHS = re.compile(r"[^0-9A-Za-z_-]")


class UnknownEditionError(LookupError):
    """No edition has the `name`; those that can be published are `known`."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name)
        self.name, self.known = name, known


@dataclass(frozen=True)
class Catalogue:
    """The pages and files of some editions of a campaign; the first of `editions` is the main one.

    A page is published for the whole campaign and for each region, type and indicator, but not for
    combinations of them, which would be too many. A type has the pages of `TYPE_STEMS`, each of the
    leading organizers one page.
    """

    campaign: Campaign
    editions: tuple[str, ...]

    @classmethod
    def of(cls, campaign: Campaign, edition: str | None = None) -> Catalogue:
        """The catalogue of one edition, or of all. Raises UnknownEditionError."""
        default = campaign.default_edition
        names = campaign.public_ids
        if edition is None:
            return cls(campaign, (default, *(name for name in names if name != default)))
        if edition not in names:
            raise UnknownEditionError(edition, names)
        return cls(campaign, (edition,))

    def selections(self, edition: str) -> Iterator[Selection]:
        """Every selection that has a page, the whole campaign first."""
        yield from self._selections[edition]

    def find(self, stem: str, selection: Selection) -> Selection | None:
        """The selection of the page that shows this one; None if there is no such page.

        Parts of the selection that do not affect the page are dropped, such as filters on a page
        without activities.
        """
        if (stem, selection) not in self._find_results:
            self._find_results[stem, selection] = self._find(stem, selection)
        return self._find_results[stem, selection]

    def _find(self, stem: str, selection: Selection) -> Selection | None:
        if stem not in STEMS or selection.edition not in self.editions:
            return None
        if selection.other not in ("", default_other(selection.edition, self.campaign)):
            return None
        selection = replace(selection, other="")
        campaign_selection, edition = (
            Selection(selection.edition),
            self.campaign.editions[selection.edition],
        )
        if not PAGES[stem].has_filters or not has_activities(edition):
            return campaign_selection
        candidate = replace(selection, lang=None)
        if selection.indicator not in _CHOICES.get(stem, ()):
            candidate = replace(candidate, indicator=campaign_selection.indicator)
        if candidate.organisers and stem != ORGANISER_STEM:
            return None
        if candidate.types and stem not in TYPE_STEMS:
            return None
        return candidate if candidate in self._published[selection.edition] else None

    def page(self, stem: str, selection: Selection, lang: str) -> str | None:
        """The path of a page; None for a selection that is not published."""
        shown = self.find(stem, selection)
        if shown is None:
            return None
        name = _name(shown)
        folder = self.folder(shown.edition, lang)
        if not name:
            return f"{folder}/{'index' if stem == HOME.stem else stem}.html"
        return f"{folder}/{stem}/{name}.html"

    def table(self, key: str, selection: Selection, lang: str, ending: str) -> str:
        """The path of a chart's table, or of a page's tables (`key`: its stem), as page or CSV."""
        name = "-".join(filter(None, (_name(selection), key)))
        return f"{self.folder(selection.edition, lang)}/tables/{name}{ending}"

    def part(self, stem: str, name: str, selection: Selection, lang: str) -> str:
        """The path of a part of a page with many charts, as a page of its own."""
        name = "-".join(filter(None, (_name(selection), name)))
        return f"{self.folder(selection.edition, lang)}/{stem}/{name}.html"

    def embed(self, key: str, selection: Selection, lang: str) -> str | None:
        """The path of a chart for a frame; None except for the campaign and single regions."""
        campaign_selection = Selection(selection.edition)
        shown = replace(selection, lang=None, other="")
        if (
            shown not in self._published[selection.edition]
            or replace(shown, oblasts=()) != campaign_selection
        ):
            return None
        name = "-".join(filter(None, (_name(shown), key)))
        return f"{self.folder(selection.edition, lang)}/embed/{name}.html"

    def issue(self, code: str, lang: str) -> str:
        """The path of the page of an issue, or of the list of issues for ""."""
        return f"{lang}/issues/{code or 'index'}.html"

    def picture(self, edition: str, lang: str) -> str:
        """The path of the preview picture of links to a campaign."""
        return f"{self.folder(edition, lang)}/link.png"

    def file(self, kind: str, selection: Selection, lang: str) -> str | None:
        """The path of a file to download by its format; None if there is no such file.

        There are files of the whole campaign, and those of `REGION_KINDS` of each region.
        """
        whole, shown = Selection(selection.edition), replace(selection, lang=None, other="")
        is_region = shown == replace(whole, oblasts=shown.oblasts[:1]) and kind in REGION_KINDS
        view = self.view(shown, lang)
        if not view.has_register or (shown != whole and not is_region):
            return None
        return f"{self.folder(selection.edition, lang)}/files/{FORMATS[kind].file_name(view)}"

    def data(self, edition: str) -> str:
        """The folder of the data files of an edition."""
        return f"data/{edition}"

    def folder(self, edition: str, lang: str) -> str:
        """The folder of an edition's pages; those of the main one are in the language folder."""
        return lang if edition == self.editions[0] else f"{lang}/{edition}"

    def view(self, selection: Selection, lang: str, style: Style = LIGHT) -> View:
        """The view from which files are created; pages have another `style`."""
        return View(self.campaign, selection, Text.of(lang), style, numbers=self._numbers)

    @cached_property
    def _numbers(self) -> SharedNumbers:
        """The numbers that pages and files in all languages have in common."""
        return SharedNumbers()

    @cached_property
    def charts(self) -> LruCache:
        """The charts of the pages drawn last: pages of regions have maps in common."""
        return LruCache(_MOST_CHARTS)

    @cached_property
    def _find_results(self) -> dict[tuple[str, Selection], Selection | None]:
        return {}

    @cached_property
    def _selections(self) -> dict[str, Sequence[Selection]]:
        return {name: tuple(self._of_edition(name)) for name in self.editions}

    @cached_property
    def _published(self) -> dict[str, frozenset[Selection]]:
        return {name: frozenset(selections) for name, selections in self._selections.items()}

    def _of_edition(self, name: str) -> Iterator[Selection]:
        campaign_selection, edition = Selection(name), self.campaign.editions[name]
        yield campaign_selection
        if not has_activities(edition):
            return
        for code in self.campaign.places.codes:
            yield replace(campaign_selection, oblasts=(code,))
        for code in self.campaign.type_codes:
            if code in edition.occurring_types:
                yield replace(campaign_selection, types=(code,))
        view = self.view(campaign_selection, LANGUAGES[0])
        for code in view.indicator_codes:
            if code != campaign_selection.indicator:
                yield replace(campaign_selection, indicator=code)
        for code, _ in organiser_options(view, MOST_ORGANISERS):
            yield replace(campaign_selection, organisers=(code,))


def has_activities(edition: Edition) -> bool:
    """Return whether there are activities to filter."""
    return edition.totals is not None and not edition.totals.empty


def _name(selection: Selection) -> str:
    """Return the name of a published selection; "" for the whole campaign."""
    if selection.oblasts:
        name = selection.oblasts[0]
    elif selection.types:
        name = f"type-{selection.types[0]}"
    elif selection.indicator != Selection.indicator:
        name = f"indicator-{selection.indicator}"
    elif selection.organisers:
        name = f"organiser-{selection.organisers[0]}"
    else:
        return ""
    return _NOT_IN_PATHS.sub("-", name)


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
        # Combinations of filters are not published: a choice replaces the filter of the page.
        lang = selection.lang or self.lang
        path = self.catalogue.page(stem, selection, lang)
        path = path or self.catalogue.page(stem, self._newly_chosen(selection), lang)
        return None if path is None else self.to(path)

    def table(self, key: str, selection: Selection) -> str:
        return self.to(self.catalogue.table(key, selection, self.lang, ".csv"))

    def table_page(self, key: str, selection: Selection, *, is_long: bool) -> str | None:
        if is_long:
            return self.to(self.catalogue.table(key, selection, self.lang, ".html"))
        if self.stem not in TABLES_APART:
            return None
        tables = self.catalogue.table(self.stem, self.selection, self.lang, ".html")
        return f"{self.to(tables)}#{key}"

    def part(self, name: str, selection: Selection) -> str:
        return self.to(self.catalogue.part(self.stem, name, selection, self.lang))

    def days(self, key: str, selection: Selection) -> tuple[str, str] | None:
        days = self.catalogue.table(key, selection, self.lang, DAYS)
        return self.to(days), self.to(PLAYER)

    def version(self) -> str:
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
        path = self.catalogue.file(kind, selection, self.lang)
        return None if path is None else self.to(path)

    def embed(self, key: str, selection: Selection) -> str | None:
        """The full address of a chart for a frame; None if the site does not know its own."""
        path = self.catalogue.embed(key, selection, self.lang) if self.has_address else None
        return None if path is None else f"{SITE}{path}"

    def issue(self, code: str, selection: Selection) -> str:
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
        return f"{self.root}{path}"


@dataclass(frozen=True)
class FrameLinks(StaticLinks):
    """The links of a chart in a frame: the same chart with another selection."""

    key: str = ""

    def page(self, stem: str, selection: Selection) -> str | None:
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
