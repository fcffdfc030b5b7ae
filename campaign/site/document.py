"""A page of the site as a whole HTML document, and one chart as a page for a frame."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any

from campaign.analysis.selection import Selection
from campaign.charts.chart_list import CARDS
from campaign.exports.structured_data import to_script
from campaign.i18n.letter_case import capitalize
from campaign.site import notices
from campaign.site.card import card
from campaign.site.colour_pairs import declare
from campaign.site.contents import contents
from campaign.site.header import header
from campaign.site.links import Links, LiveLinks
from campaign.site.page import SitePage, link, tab_title
from campaign.site.page_list import HOME
from campaign.site.style_sheet import font_faces, style_sheet
from campaign.theme.style import STYLES

_FINDING = '<div class="headline">'


@dataclass(frozen=True)
class Metadata:
    """The metadata in the head of a document, without its title and its styles.

    `canonical` is the address of the page in its own language, `alternates` is {language: address};
    both are empty where the site does not know its own address. `live`: the live app replaces the
    page. `picture` is the address of the picture for links to the page, `data` structured data,
    `extra_html` further HTML.
    """

    canonical: str = ""
    alternates: Mapping[str, str] = field(default_factory=dict)
    live: bool = False
    picture: str = ""
    data: Mapping[str, Any] | None = None
    extra_html: str = ""


def body(page: SitePage, main: str | None = None, own_notices: str = "") -> str:
    """Return the page from its header to its footer, as HTML; `main` in place of its contents.

    `own_notices` is HTML on a reader's own files.
    """
    view = page.view
    html = contents(page) if main is None else main
    if page.becomes_live:
        html = html.replace(_FINDING, f'{_FINDING[:-1]} id="finding">', 1)
    return (
        f"{header(page)}"
        f'<div class="provenance">{"" if page.title else notices.provenance(view)}</div>'
        f'<div class="notices">{notices.query_notice(page)}'
        f"{notices.shown_register(page)}{own_notices}"
        f"{notices.file_issues(view)}</div>"
        f'<main id="main">{html}</main>'
        f"{_downloads(page)}{notices.footer(view)}"
    )


def page_digest(html: str) -> str:
    """Return a short name of the HTML of a page: equal pages have equal names."""
    return hashlib.sha256(html.encode()).hexdigest()[:12]


def page_title(page: SitePage) -> str:
    """Return the title of the document: page, selection, campaign.

    Where the live app takes over, the title is that of the app, which names no selection.
    """
    text = page.view.text
    title = page.title or tab_title(page.view, page.stem)
    selection = [] if page.becomes_live else page.view.scope.parts()
    # The title of a region's page is already the name of the region.
    named = [part for part in selection if capitalize(part) != title]
    return " · ".join([title, *named, text("100 Days Against Human Trafficking")])


def head(page: SitePage, html: str, metadata: Metadata) -> str:
    """Return the content of the head of a document with this body."""
    text, title = page.view.text, page_title(page)
    description = _description(page, html)
    tags = [
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f'<meta name="description" property="og:description" content="{escape(description)}">',
        _property("og:type", "website"),
        _property("og:title", title),
        _property("og:locale", text.lang),
        _property("og:site_name", text("100 Days Against Human Trafficking")),
    ]
    if metadata.canonical:
        tags += [
            f'<link rel="canonical" href="{escape(metadata.canonical)}">',
            _property("og:url", metadata.canonical),
        ]
    for lang, address in metadata.alternates.items():
        tags.append(f'<link rel="alternate" hreflang="{lang}" href="{escape(address)}">')
    if metadata.picture:
        tags += [
            _property("og:image", metadata.picture),
            '<meta name="twitter:card" content="summary_large_image">',
        ]
    if metadata.data is not None:
        tags.append(f'<script type="application/ld+json">{to_script(metadata.data)}</script>')
    # The colours of figures are in an element of their own: figures that the live app takes over
    # need them after the page's styles are gone.
    tags += [
        _scheme_tag("light"),
        _scheme_tag("dark"),
        f'<style id="look">{style_sheet(html, live=metadata.live)}</style>',
        f'<style id="colours">{declare([html])}</style>',
        f"<style>{font_faces()}</style>",
        metadata.extra_html,
    ]
    return "".join(tags)


def _description(page: SitePage, html: str) -> str:
    """Return the first sentences of the page: disclaimer, answers or first summary."""
    match = re.search(r'<(p|div) class="(?:answers?|summary)">(.*?)</\1>', html)
    words = unescape(re.sub(r"<[^>]*>", "", match[2])).strip() if match else ""
    parts = (words,) if page.title else (page.view.disclaimer, page.view.filters, words)
    return " ".join(
        part if part.endswith((".", "!", "?")) else f"{part}." for part in parts if part
    )


def _property(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{escape(content)}">'


def _scheme_tag(mode: Any) -> str:
    colour = STYLES[mode].background
    return f'<meta name="theme-color" media="(prefers-color-scheme:{mode})" content="{colour}">'


def document(
    page: SitePage, metadata: Metadata, after: Sequence[str] = (), main: str | None = None
) -> str:
    """Return the whole document, with `main` in place of its contents, and `after` at its end."""
    return whole_document(page, body(page, main), metadata, after)


def whole_document(page: SitePage, html: str, metadata: Metadata, after: Sequence[str] = ()) -> str:
    """Return a document with this HTML in place of the page."""
    kind, expected, name = "", "", ""
    if metadata.live:
        kind, name = ' class="live"', f' data-page="{page_digest(html)}"'
        if 'id="finding"' in html:
            # The first paint has the answer, not only the header: one paint instead of two.
            expected = '<link rel="expect" href="#finding" blocking="render">'
    return (
        f'<!doctype html><html lang="{page.view.text.lang}"{kind}>'
        f"<head>{expected}{head(page, html, metadata)}</head>"
        f'<body><div id="first"{name}>{html}</div>{"".join(after)}</body></html>'
    )


def _downloads(page: SitePage) -> str:
    """Return the files with a description of each; "" if the page lists none.

    The overview has only their names, and a link to the descriptions on the page “Method”.
    """
    text, files, is_home = page.view.text, page.links.files(), page.stem == HOME.stem
    if not files:
        return ""
    items = "".join(
        f'<li><a href="{escape(file.address)}" download>{escape(text(file.name))}</a>'
        f"{'' if is_home else f'<span>{escape(text(file.contents))}</span>'}</li>"
        for file in files
    )
    about = page.links.page("about", page.view.selection) if is_home else None
    more = f'<p class="action">{link(text("What is in each file"), f"{about}#files")}</p>'
    place = "" if is_home else ' id="files"'
    return (
        f'<section class="card"{place}><h2>{escape(text("Downloads"))}</h2>'
        f'<ul class="events{" files" if is_home else ""}">{items}</ul>{more if about else ""}'
        "</section>"
    )


@dataclass(frozen=True)
class EmbedLinks(Links):
    """Links that stay in the frame: the same chart with another selection, and its table."""

    key: str
    live: LiveLinks

    def page(self, stem: str, selection: Selection) -> str | None:
        if stem == "about":
            return None
        return self.live.address(f"/embed/{self.key}", selection)

    def table(self, key: str, selection: Selection) -> str | None:
        return self.live.table(key, selection)


def embedded_chart(page: SitePage, key: str, whole_page: str, metadata: Metadata) -> str:
    """Return the document of a chart; `whole_page` is the address of the page that has it.

    Raises KeyError for an unknown key.
    """
    view, text = page.view, page.view.text
    missing = notices.absence(view)
    # A frame has no script whose arrow keys reach every mark, so Tab does.
    main = missing or card(page, CARDS[key].build).replace(' tabindex="-1"', "")
    more = (
        f'<p class="source"><a href="{escape(whole_page)}" target="_blank" rel="noopener">'
        f"{escape(text('Open the dashboard'))}</a></p>"
    )
    lead = f'<p class="lead">{escape(view.filters)}</p>'
    # A frame has no banner above its chart.
    mark = f'<p class="mark-small">{escape(view.disclaimer)}</p>' if view.disclaimer else ""
    notice = notices.query_notice(page)
    return whole_document(page, f"<main>{notice}{lead}{mark}{main}{more}</main>", metadata)
