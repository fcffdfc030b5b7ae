"""The component of links: HTML whose links change the selection of the live app."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from campaign.ui.components.numbered_choices import new_choices
from campaign.web.assets import loader

_KEY = "links"
_mount = st.components.v2.component(
    "campaign_links",
    html='<span class="campaign-links" hidden></span>',
    js=loader("links.js"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class LinkHandlers:
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


def mount_links(message: bytes, handlers: LinkHandlers) -> None:
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
