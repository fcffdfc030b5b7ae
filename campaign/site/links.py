"""The addresses of a page's links: those of the live app, which has every selection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from urllib.parse import urlencode

from campaign.analysis.selection import Selection
from campaign.browser import player, short_digest
from campaign.charts.chart_list import CARDS
from campaign.domain.campaign import Campaign, Edition
from campaign.schema.rules import issue_path
from campaign.site.page_list import PAGES


@dataclass(frozen=True)
class FileLink:
    """A file to download: its name and its contents as message ids, and its address."""

    name: str
    contents: str
    address: str


class Links(Protocol):
    """The addresses of pages, tables and files; None for what is not published.

    A class that does not define the method has no pages of tables, parts, days, versions or files.
    """

    def page(self, stem: str, selection: Selection) -> str | None:
        """Return the address of a page with a selection."""
        ...

    def table(self, key: str, selection: Selection) -> str | None:
        """Return the address of the table of a chart as a CSV file."""
        ...

    def picture(self, key: str, selection: Selection) -> str | None:
        """Return the address of a chart with its texts as an SVG file."""
        return None

    def table_page(self, key: str, selection: Selection, *, is_long: bool) -> str | None:
        """Return the address of a chart's table on a page of tables; None for one on the page."""
        return None

    def part(self, name: str, selection: Selection) -> str | None:
        """Return the address of a part of the page with a page of its own; None without one."""
        return None

    def days(self, key: str, selection: Selection) -> tuple[str, str] | None:
        """Return the addresses of the days of a map and of the script that plays them.

        The former is "" if the days are in the page. None: the page does not play them.
        """
        return None

    def version(self) -> str | None:
        """Return the permanent address of this page with this version of the data."""
        return None

    def files(self) -> Sequence[FileLink]:
        """Return the files to download that the page names."""
        return ()

    def file(self, kind: str, selection: Selection) -> str | None:
        """Return the address of a file of a selection by its format."""
        return None

    def embed(self, key: str, selection: Selection) -> str | None:
        """Return the address of a chart for a frame in a page of another site.

        It begins with the site, or with "/" if the page does not know its own site.
        """
        return None

    def issue(self, code: str, selection: Selection) -> str | None:
        """Return the address of the page of an issue, or of their list for ""."""
        return None


@dataclass(frozen=True)
class LiveLinks(Links):
    """Addresses of the live app: a page and the selection as its query.

    A page has all its parts, plays days and always shows the current data. Charts of a reader's own
    files have no addresses. `embeds`: other sites may show charts in a frame.
    """

    campaign: Campaign
    embeds: bool = False

    def page(self, stem: str, selection: Selection) -> str:
        page = PAGES[stem]
        return self.address(f"/{page.path}", selection, page.menu_query)

    def table(self, key: str, selection: Selection) -> str | None:
        return self._shared(f"/files/{key}.csv", selection)

    def picture(self, key: str, selection: Selection) -> str | None:
        return self._shared(f"/files/{key}.svg", selection)

    def embed(self, key: str, selection: Selection) -> str | None:
        if not self.embeds or key not in CARDS:
            return None
        return self._shared(f"/embed/{key}", selection)

    def _shared(self, path: str, selection: Selection) -> str | None:
        return None if self.campaign.private else self.address(path, selection)

    def days(self, key: str, selection: Selection) -> tuple[str, str]:
        is_private = self.campaign.private
        days = "" if is_private else self.address(f"/files/{key}.days.json", selection)
        return days, f"/assets/player.js?v={short_digest(player())}"

    def issue(self, code: str, selection: Selection) -> str:
        return self.address(f"/{issue_path(code)}", selection)

    def address(
        self, path: str, selection: Selection, more: Mapping[str, str] | None = None
    ) -> str:
        """Return the address of a path with a selection and `more` of its query."""
        query = {**selection.to_query(self.campaign), **(more or {})}
        return f"{path}?{urlencode(query, safe=',')}" if query else path


def toggle(selection: Selection, code: str, edition: Edition) -> Selection:
    """Return the selection after a choice on a chart: added, or removed if it was selected already.

    The `code` is that of a place, a type, both, an organizer, or days.
    """
    query = dict(part.split("=", 1) for part in code.split("&") if "=" in part)
    if "from" in query:
        first, last = (date.fromisoformat(query[name]) for name in ("from", "to"))
        return selection.between(first, last, edition)
    return selection.toggle(query.get("oblast"), query.get("type"), query.get("organiser"))
