"""Files for search engines: the list of pages, and the permission to read all of them."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from campaign.i18n.translator import LANGUAGES
from campaign.schema.rules import RULES
from campaign.site.issue_catalogue import LIST
from campaign.site.page_parts import PARTS
from campaign.site.public.catalogue import STEMS, Catalogue, has_activities


def robot_files(catalogue: Catalogue, base: str) -> dict[str, bytes]:
    """Return `robots.txt`, and `sitemap.xml` where the site knows its address."""
    if not base:
        return {"robots.txt": b"User-agent: *\nAllow: /\n"}
    pages = "".join(f"<url><loc>{escape(base + path)}</loc></url>\n" for path in _pages(catalogue))
    sitemap = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{pages}</urlset>\n'
    )
    robots = f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n"
    return {"robots.txt": robots.encode(), "sitemap.xml": sitemap.encode()}


def _pages(catalogue: Catalogue) -> Iterator[str]:
    """Yield the path of every page of this version, without those of tables."""
    campaign = catalogue.campaign
    for lang in LANGUAGES:
        yield from (catalogue.issue(code, lang) for code in (LIST, *RULES))
    for edition in catalogue.editions:
        for selection in catalogue.selections(edition):
            for stem in STEMS:
                for lang in LANGUAGES:
                    path = catalogue.page(stem, selection, lang)
                    if path and catalogue.find(stem, selection) == selection:
                        yield path
                        if has_activities(campaign.editions[edition]):
                            for name in PARTS.get(stem, ()):
                                yield catalogue.part(stem, name, selection, lang)
