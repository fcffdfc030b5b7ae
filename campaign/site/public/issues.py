"""The catalogue of issues as pages of the site, in one language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from campaign.analysis.selection import Selection
from campaign.i18n.translator import LANGUAGES
from campaign.schema.rules import RULES
from campaign.site.document import Metadata, document
from campaign.site.issue_catalogue import LIST, IssuePage, issue_catalogue
from campaign.site.public.catalogue import Catalogue
from campaign.site.public.content_policy import content_policy
from campaign.site.public.links import SITE, StaticLinks
from campaign.site.public.pages import ICON
from campaign.site.public.shorten_html import shorten_html


@dataclass(frozen=True)
class IssuePages:
    """The pages of the list and of each issue. With `has_address` each states its own address."""

    catalogue: Catalogue
    lang: str
    has_address: bool

    def draw(self) -> Iterator[tuple[str, bytes]]:
        """Yield each page with its path."""
        selection = Selection(self.catalogue.editions[0])
        view = self.catalogue.view(selection, self.lang)
        for code in (LIST, *RULES):
            path = self.catalogue.issue(code, self.lang)
            links = StaticLinks(self.catalogue, "issues", selection, self.lang, path)
            page = IssuePage("about", view, links, lambda view, build: build(view), code=code)
            html = document(page, self._metadata(code), main=issue_catalogue(page))
            yield path, shorten_html(html).encode()

    def _metadata(self, code: str) -> Metadata:
        extra_html = f"{content_policy('')}{ICON}"
        if not self.has_address:
            return Metadata(extra_html=extra_html)
        addresses = {lang: f"{SITE}{self.catalogue.issue(code, lang)}" for lang in LANGUAGES}
        return Metadata(canonical=addresses[self.lang], alternates=addresses, extra_html=extra_html)
