"""The component of links: HTML whose links change the selection of the live app."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from campaign.ui.components.numbered_choices import new_choices
from campaign.web.assets import loader

_mount = st.components.v2.component(
    "campaign_links",
    html='<div class="campaign-links"></div>',
    js=loader("links.js"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Handlers:
    """What is called when the browser reports something, in the order in which a reader did it.

    `follow` gets the address that the page had and that of a link; `search` the words typed in a
    field for searching; `export` is called for the button that opens the list of files.
    """

    follow: Callable[[str, str], None]
    search: Callable[[str], None]
    export: Callable[[], None]


def component_data(html: str, address: str) -> bytes:
    """Return what the component shows; `address` is that of the page, where its links lead on from.

    As bytes: Streamlit's own JSON has six characters for each Cyrillic letter.
    """
    return json.dumps({"html": html, "address": address}, ensure_ascii=False).encode()


def mount_links(data: bytes, key: str, handlers: Handlers) -> None:
    """Show the links in `data`, made by `component_data`."""

    # One trigger for all: of two triggers of one component in a message Streamlit drops the first.
    def report() -> None:
        for choice in new_choices(key, "act"):
            kind, _, rest = choice.partition(" ")
            if kind == "follow":
                before, _, after = rest.partition(" ")
                handlers.follow(before, after)
            elif kind == "search":
                handlers.search(rest)
            elif kind == "export":
                handlers.export()

    _mount(key=key, data=data, on_act_change=report)
