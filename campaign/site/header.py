"""The header of a page: the campaign's name, the menu, the filters, the language, as links."""

from __future__ import annotations

from html import escape

from campaign.analysis.view import View
from campaign.i18n.translator import LANGUAGE_NAMES, Text
from campaign.site import filters
from campaign.site.page import SitePage, link
from campaign.site.page_list import PAGES


def header(page: SitePage) -> str:
    """Return the header of a page: the first paint, public and live pages have the same.

    A page that becomes live has buttons to share it and to export files. On a phone, buttons beside
    the name open menu and filters; a style sheet shows what they open (`:has(.opens-menu[open])`),
    so they need no script.
    """
    text = page.view.text
    filters_bar = _filters(page)
    actions = _actions(page.view) if page.becomes_live else ""
    if actions and filters_bar:
        actions += _show_button(page.view)
    bar, opener = f"{filters_bar}{actions}", ""
    if bar:
        bar = f'<div class="filters">{bar}</div>'
        opener = _opener("filters", text("Filters"), filter_count(page.view))
    return (
        f'<header class="head">{_brand(text)}{opener}<nav class="menu">{_menu(page)}</nav>'
        f"{bar}{filters.languages(page)}</header>"
    )


def filter_count(view: View) -> str:
    """Return how many filters are in force; "" for none."""
    selection = view.selection
    count = len(selection.oblasts) + len(selection.types) + len(selection.organisers)
    count += int(bool(selection.start or selection.end))
    return str(count) if count else ""


def _menu(page: SitePage) -> str:
    selection = page.view.selection
    return "".join(
        link(
            entry.label(page.view.text),
            page.links.page(stem, selection),
            attributes=' aria-current="page"' if stem == page.stem else "",
        )
        for stem, entry in PAGES.items()
        if page.links.page(stem, selection) is not None
    )


def _filters(page: SitePage) -> str:
    """Return edition and filters where the page follows them."""
    if page.stem not in PAGES or not PAGES[page.stem].has_filters:
        return ""
    bar = filters.filter_bar(page) if page.view.has_register else ""
    return filters.editions(page) + bar


def _actions(view: View) -> str:
    export = escape(view.text("Export"))
    return (
        f'<div class="actions">{_share_button(view)}'
        f'<button type="button" class="button" data-do="export">{export}</button></div>'
    )


def _brand(text: Text) -> str:
    return (
        f"{_opener('menu', text('Menu'))}"
        f'<div class="brand"><span class="brand-name">'
        f"{escape(text('100 Days Against Human Trafficking'))}</span>"
        f'<span class="brand-place">{escape(text("Kyrgyzstan"))}</span></div>'
    )


def _opener(name: str, words: str, count: str = "") -> str:
    return (
        f'<details class="opener opens-{name}"><summary><span class="sign" aria-hidden="true">'
        f'</span><span class="sr-only">{escape(words)}</span>'
        f'<span class="filter-count">{count}</span></summary></details>'
    )


def _show_button(view: View) -> str:
    """Return the button that closes the filters on a phone, with the number of activities."""
    count = 0 if view.is_empty else int(view.totals()["activities"].sum())
    words = escape(f"{view.text('Show')} ({view.text.number(count)})")
    return f'<button type="button" class="button show-result">{words}</button>'


def _share_button(view: View) -> str:
    """Return a button that opens the link to share, and buttons that copy it.

    The link includes the language only by the second of them. The browser has the address
    (share.js).
    """
    text = view.text
    label = text("Copy the link in this language: {language}", language=LANGUAGE_NAMES[text.lang])
    notes = [text("Each reader sees the page in the language of their own browser.")]
    if view.campaign.private:
        notes.append(text("The link does not include your uploaded files."))
    messages = {
        "copied": text("Link copied"),
        "failed": text("The link was not copied. Select it and copy it."),
    }
    data = " ".join(f'data-{name}="{escape(words)}"' for name, words in messages.items())
    share = escape(text.c("button", "Share"))
    return (
        f'<details class="dropdown sharing" data-list="share"><summary>{share}</summary>'
        f'<div class="share" {data}><p class="share-said" role="status"></p>'
        f'<label>{escape(text("Link"))}<input type="text" readonly></label>'
        f'<p class="source">{escape(" ".join(notes))}</p>'
        f'<p class="share-do"><button type="button" class="button" data-copy="any">'
        f"{escape(text('Copy the link'))}</button>"
        f'<button type="button" class="button" data-copy="this">{escape(label)}</button></p>'
        "</div></details>"
    )
