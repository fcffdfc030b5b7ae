"""The links that a reader follows in the live app: to another selection, or to another page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.domain.campaign import Campaign
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from campaign.site.page_list import BY_ADDRESS, Page
from campaign.ui import state
from campaign.ui.browser_language import browser_language
from campaign.ui.cache import cached, chart_of
from campaign.ui.components.numbered_choices import new_choices
from campaign.ui.components.packed_text import MOST_BYTES, pack, pack_whole
from campaign.ui.markup import show_html
from campaign.ui.session_memory import recall
from campaign.ui.streamlit_pages import page_at
from campaign.web.assets import loader

_KEY = "links"
_mount = st.components.v2.component(
    "campaign_links",
    html='<span class="campaign-links" hidden></span>',
    js=loader("links.js"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class _LinkHandlers:
    """What is called when the browser reports something, in the order in which a reader did it.

    `follow` gets the address that the page had and that of the link; `search` gets the words typed
    into a search field; `export` is called for the button that opens the list of files, `lost_text`
    if the browser lacks the text that another one was packed with, and `cannot_unpack` if it cannot
    unpack any text.
    """

    follow: Callable[[str, str], None]
    search: Callable[[str], None]
    export: Callable[[], None]
    lost_text: Callable[[], None]
    cannot_unpack: Callable[[], None]


def mount_links(message: bytes, handlers: _LinkHandlers) -> None:
    """Fill the elements for links in the page.

    `message` is a text, packed or whole: the address of the page, a line feed, and as HTML the new
    content of each element, under the same `data-links`.
    """

    # One trigger for all: of two triggers of one component in a message Streamlit drops the first.
    def report() -> None:
        for choice in new_choices(_KEY, "act"):
            kind, _, rest = choice.partition(" ")
            if kind == "follow":
                before, _, after = rest.partition(" ")
                handlers.follow(before, after)
            elif kind == "search":
                handlers.search(rest)
            elif kind == "export":
                handlers.export()
            elif kind == "lost-text":
                handlers.lost_text()
            elif kind == "cannot-unpack":
                handlers.cannot_unpack()

    _mount(key=_KEY, data=message, on_act_change=report)


_MOST_LETTERS = 100


@dataclass
class _Links:
    """The links of a session.

    `stem` is the page of this run, `parts` the HTML of its elements for links, `first_parts` that
    HTML when `first_page` (page, language) was first drawn. `link_changes` has (address of the
    page, address of the link) for each link since the last run; `asks_for_files` and `search` are
    requests made in the header. `bases` are the texts that the browser has: the first one sent for
    each page, language and edition; all texts are of the campaign with this `fingerprint`. Texts
    are not packed if the browser has asked for `whole_texts`.
    """

    stem: str = ""
    parts: dict[str, str] = field(default_factory=dict)
    first_page: tuple[str, str] = ("", "")
    first_parts: dict[str, str] = field(default_factory=dict)
    link_changes: list[tuple[str, str]] = field(default_factory=list)
    asks_for_files: bool = False
    search: str = ""
    fingerprint: str = ""
    bases: dict[tuple[str, str, str], bytes] = field(default_factory=dict)
    whole_texts: bool = False


def show_links(view: View, build: Callable[[SitePage], str], key: str, variant: str = "") -> None:
    """Show HTML that `build` makes of the page: its links change the selection of the session.

    It is the same HTML as in the painted page. Nothing is shown if it is "". `variant`
    names anything else that it depends on, apart from the page and the view.
    """
    links = recall(_Links)
    html = _add_part(view, build, key, variant)
    if not html:
        return
    page = (links.stem, view.text.lang)
    if links.first_page != page:
        links.first_page, links.first_parts = page, {}
    # With the first HTML, so that nothing moves when a page replaces another.
    show_html(_place(key, links.first_parts.setdefault(key, html)))


def show_header_links(view: View, build: Callable[[SitePage], str], *, is_kept: bool) -> None:
    """Show the header like `show_links`, in an element that stays when pages change.

    `is_kept` is False if the HTML is for one reader only and must not be cached.
    """
    _add_part(view, build, "header", is_kept=is_kept)
    show_html(_place("header"))


def _add_part(
    view: View,
    build: Callable[[SitePage], str],
    key: str,
    variant: str = "",
    *,
    is_kept: bool = True,
) -> str:
    """Add what `build` makes of the page to the parts that `send_links` sends, and return it."""
    links = recall(_Links)

    def html_of(view: View) -> str:
        live = LiveLinks(view.campaign)
        return build(SitePage(links.stem, view, live, chart_of, becomes_live=True))

    html = cached(view, html_of, f"{links.stem}:{key}:{variant}") if is_kept else html_of(view)
    if html:
        links.parts[key] = html
    return html


def _place(key: str, html: str = "") -> str:
    return f'<div class="links" data-links="{key}">{html}</div>'


def send_links(view: View) -> None:
    """Send the HTML of all elements for links; call it at the end of the run.

    A text is packed with the first one sent for the page, because most links do not change.
    """
    links = recall(_Links)
    html = "".join(f'<div data-links="{key}">{html}</div>' for key, html in links.parts.items())
    address = LiveLinks(view.campaign).page(links.stem, view.selection)
    text = f"{address}\n{html}".encode()
    name = (links.stem, view.text.lang, view.selection.edition)
    base = links.bases.get(name)
    if base is not None and not links.whole_texts:
        mount_links(pack(text, base), _HANDLERS)
        return
    if len(text) <= MOST_BYTES:
        links.bases[name] = text
    mount_links(pack_whole(text), _HANDLERS)


def search() -> str:
    """Return the search words for organizers."""
    return recall(_Links).search


def takes_request_for_files() -> bool:
    """Return whether the list of files was requested; True only once for each request."""
    links = recall(_Links)
    is_asked, links.asks_for_files = links.asks_for_files, False
    return is_asked


def note_link(before: str, after: str) -> None:
    """Note that a reader has followed a link from one address to another; for callbacks."""
    recall(_Links).link_changes.append((before, after))


def _note_search(words: str) -> None:
    # A browser may send half of a UTF-16 surrogate pair, which cannot be encoded.
    recall(_Links).search = words[:_MOST_LETTERS].encode(errors="ignore").decode()


def ask_for_files() -> None:
    """Note that a reader has requested the list of files; for callbacks."""
    recall(_Links).asks_for_files = True


def _forget_texts() -> None:
    """Send the next text of each page unpacked: one was lost with a run that was interrupted."""
    recall(_Links).bases = {}


def _send_whole_texts() -> None:
    recall(_Links).whole_texts = True


_HANDLERS = _LinkHandlers(note_link, _note_search, ask_for_files, _forget_texts, _send_whole_texts)


def follow(selection: Selection, campaign: Campaign, stem: str) -> Selection:
    """Return the selection of this run after the links that were link_changes since the last run.

    Starts another run if the last link leads to a page other than `stem`.
    """
    memory = recall(_Links)
    memory.stem, memory.parts = stem, {}
    if memory.fingerprint != campaign.fingerprint:
        # After the reader has removed files, none of their content is kept.
        memory.fingerprint, memory.bases, memory.first_parts = campaign.fingerprint, {}, {}
    links, memory.link_changes = memory.link_changes, []
    target = None
    for before, after in links:
        page, former = _page_at(after), _page_at(before)
        if page is None:
            continue
        if page is not former:
            target = page
        shown, wanted = _selection_at(before, campaign), _selection_at(after, campaign)
        if wanted.edition != shown.edition:
            memory.search = ""
        if page is former and page.stem == "region":
            # The page shows one region, so another one replaces it.
            selection = replace(selection, oblasts=shown.oblasts)
        selection = changed_by(selection, shown, wanted, campaign)
    if links:
        state.change(lambda _, value: value, selection)
    if target is not None and target.stem != stem:
        query = {**selection.to_query(campaign), **target.menu_query}
        st.switch_page(page_at(target.stem), query_params=query)
    return selection


def changed_by(
    selection: Selection, before: Selection, after: Selection, campaign: Campaign
) -> Selection:
    """Return the selection with the differences between the addresses `before` and `after`.

    A link is made for the selection that was shown, and the reader may have changed it since. Days
    and organizers that the edition does not have are dropped.
    """
    if before.edition != after.edition:
        selection = selection.with_edition(after.edition, campaign)
    changes = {}
    for name in (entry.name for entry in fields(Selection)):
        now, old, new = (getattr(each, name) for each in (selection, before, after))
        if old == new:
            continue
        if isinstance(new, tuple):
            codes = [code for code in now if code in new or code not in old]
            new = (*codes, *(code for code in new if code not in old and code not in codes))
        changes[name] = new
    if changes.keys() & {"start", "end"}:
        changes |= {"start": after.start, "end": after.end}
    # The address does not need the language of the reader's browser.
    if changes.get("lang") == browser_language():
        changes["lang"] = None
    return Selection.from_query(replace(selection, **changes).to_query(campaign), campaign)


def _page_at(address: str) -> Page | None:
    """Return the page at an address; None for an address of another kind."""
    try:
        return BY_ADDRESS.get(urlsplit(address).path)
    except ValueError:
        return None


def _selection_at(address: str, campaign: Campaign) -> Selection:
    return Selection.from_query(dict(parse_qsl(urlsplit(address).query)), campaign)
