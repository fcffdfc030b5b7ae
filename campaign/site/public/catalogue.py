"""The catalogue of what is published: every page and file by its path in the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from campaign.analysis.comparison import default_other
from campaign.analysis.indicators import MAP_INDICATORS
from campaign.analysis.selection import Selection
from campaign.analysis.text_totals import organiser_options
from campaign.analysis.view import View
from campaign.analysis.view_numbers import SharedNumbers
from campaign.domain.campaign import Campaign, Edition
from campaign.exports.formats import FORMATS
from campaign.i18n.translator import LANGUAGES, Text
from campaign.site.filters import MOST_ORGANISERS
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
        """The results of `find`."""
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
