"""The pages as Streamlit knows them, and the links that a reader follows to them."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from functools import cache
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from campaign.analysis.register_table import FIRST_LIST, ListRequest
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.domain.campaign import Campaign
from campaign.site.colour_pairs import PAIRED
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from campaign.site.page_list import BY_ADDRESS, HOME, PAGES, Page
from campaign.ui import state
from campaign.ui.cache import chart_of
from campaign.ui.session_memory import browser_language, recall
from campaign.ui.streamlit_compat import StreamlitPage, callable_copy
from campaign.web.security import frame_ancestors

_PAGES = "pages"


def _pages() -> list[StreamlitPage]:
    """Return every page in the order of the menu; the first answers at `/`."""
    # Each run has its own copies; finding their files again would cost a tenth of the run.
    return [callable_copy(page) for page in _streamlit_pages()]


@cache
def _streamlit_pages() -> tuple[StreamlitPage, ...]:
    return tuple(
        st.Page(entry.file, title=entry.title, default=entry is HOME, url_path=entry.stem)
        for entry in PAGES.values()
    )


def page_at(stem: str) -> StreamlitPage:
    """Return the page with this stem, once `declare_pages` has run."""
    page: StreamlitPage = st.session_state[_PAGES][stem]
    return page


def declare_pages() -> StreamlitPage:
    """Declare the pages to Streamlit; return that of the current address.

    The menu is our own: Streamlit’s drops the query.
    """
    every = _pages()
    st.session_state[_PAGES] = dict(zip(PAGES, every, strict=True))
    return st.navigation(every, position="hidden")


@dataclass
class _Links:
    """The links of a session: (address of the page, address of the link) since the last run.

    `asks_for_files` is a request for the list of files. `requested` is the page of the last link to
    another page; `acted` is whether the reader has done anything since the last run.
    """

    changes: list[tuple[str, str]] = field(default_factory=list)
    asks_for_files: bool = False
    requested: Page | None = None
    acted: bool = False


def page_of(view: View, stem: str, search: str = "", listed: ListRequest = FIRST_LIST) -> SitePage:
    """Return the page of a session, with the addresses of the app and colours for both themes."""
    return SitePage(
        stem,
        view.with_style(PAIRED),
        LiveLinks(view.campaign, embeds=bool(frame_ancestors())),
        chart_of,
        becomes_live=True,
        query_issues=state.address_issues(),
        search=search,
        listed=listed,
    )


def takes_request_for_files() -> bool:
    """Return whether the list of files was requested; True only once for each request."""
    links = recall(_Links)
    is_asked, links.asks_for_files = links.asks_for_files, False
    return is_asked


def note_link(before: str, after: str) -> None:
    """Note that a reader has followed a link from one address to another; for callbacks."""
    recall(_Links).changes.append((before, after))


def note_act() -> None:
    """Note that the reader has done something on the page; for callbacks."""
    recall(_Links).acted = True


def ask_for_files() -> None:
    """Note that a reader has requested the list of files; for callbacks."""
    recall(_Links).asks_for_files = True


def follow(selection: Selection, campaign: Campaign, stem: str) -> Selection:
    """Return the selection of this run after the links that were followed since the last run.

    Starts another run if the last link leads to a page other than `stem`. What a reader does before
    that page arrives starts a run of the former page, which then leads there too.
    """
    memory = recall(_Links)
    links, memory.changes = memory.changes, []
    acted, memory.acted = memory.acted, False
    target = None
    for before, after in links:
        page, former = _page_at(after), _page_at(before)
        if page is None:
            continue
        if page is not former:
            target = page
        shown, wanted = _selection_at(before, campaign), _selection_at(after, campaign)
        if page is former and page.stem == "region":
            # The page shows one region, so another one replaces it.
            selection = replace(selection, oblasts=shown.oblasts)
        selection = changed_by(selection, shown, wanted, campaign)
    if links:
        state.change(lambda _, value: value, selection)
    requested = target or memory.requested
    if requested is not None and requested.stem != stem and target is None and not acted:
        requested = None  # the reader has gone back
    memory.requested = requested
    if requested is not None and requested.stem != stem:
        query = {**selection.to_query(campaign), **requested.menu_query}
        st.switch_page(page_at(requested.stem), query_params=query)
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
