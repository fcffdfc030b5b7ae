"""A page of HTML in the live app: what is sent to the browser, and what a reader does with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from campaign.analysis.view import View
from campaign.domain.clock import today
from campaign.site.colour_pairs import PAIRED
from campaign.site.contents import contents
from campaign.site.document import body, page_digest
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from campaign.ui import links, state
from campaign.ui.cache import cached, chart_of
from campaign.ui.components.numbered_choices import new_choices
from campaign.ui.session_memory import recall
from campaign.web.assets import loader

KEY = "live-page"
_mount = st.components.v2.component(
    "campaign_page",
    html='<span class="campaign-links" hidden></span>',
    js=loader("live_page.js"),
    isolate_styles=False,
)


@dataclass
class _SentPage:
    """The name of the page that the browser has; "" for none, None for that of the first paint."""

    digest: str | None = None


def send_page(view: View, stem: str, notices: str) -> None:
    """Send the page of a view: its name alone if the browser has it.

    `notices` is HTML on the reader's own files.
    """
    paired = view.with_style(PAIRED)
    page = SitePage(
        stem,
        paired,
        LiveLinks(view.campaign),
        chart_of,
        becomes_live=True,
        query_issues=state.address_issues(),
    )
    main = cached(paired, lambda _: contents(page), f"page:{stem}:{today()}")
    html = body(page, main, notices)
    digest, sent = page_digest(html), recall(_SentPage)
    is_known = sent.digest in (digest, None) and not (sent.digest is None and view.campaign.private)
    sent.digest = digest
    address = page.links.page(stem, view.selection)
    head = {"page": digest, "stem": stem, "address": address}
    _send(head, "" if is_known else html)


def send_no_page() -> None:
    """Let the browser show the widgets of Streamlit."""
    recall(_SentPage).digest = ""
    _send({"page": ""}, "")


def _send(head: Mapping[str, str | None], html: str) -> None:
    _mount(key=KEY, data=f"{json.dumps(head)}\n{html}".encode(), on_act_change=_report)


def _report() -> None:
    for choice in new_choices(KEY, "act"):
        kind, _, rest = choice.partition(" ")
        if kind == "follow":
            before, _, after = rest.partition(" ")
            links.note_link(before, after)
        elif kind == "export":
            links.ask_for_files()
        elif kind == "explore":
            state.request_chart(rest)
        elif kind == "whole":
            recall(_SentPage).digest = ""
