"""A page of HTML in the live app: what is sent to the browser, and what a reader does with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import inf
from typing import Any

import streamlit as st

from campaign import __version__
from campaign.analysis.register_table import SORTS, ListRequest
from campaign.analysis.view import View
from campaign.domain.clock import today
from campaign.i18n.translator import Text
from campaign.ingest.readers.file_size_limit import MOST_MEGABYTES
from campaign.site.colour_pairs import declare
from campaign.site.contents import contents
from campaign.site.document import body, page_digest
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from campaign.site.register import register_page
from campaign.ui import card_requests, links, state
from campaign.ui.cache import cached
from campaign.ui.error_page import SHOWN, error_notice
from campaign.ui.session_memory import recall
from campaign.ui.upload.session_files import reject_too_large
from campaign.ui.upload.tab_files import claim_files, secret_of_files
from campaign.web.assets import loader

KEY = "live-page"
_CHOICES_SEEN = "choices-seen"
_MOST_LETTERS = 100
_MOST_CHOICES = 50
"""The most choices of one message that are accepted: nobody makes more in a few seconds."""
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


@dataclass
class _Requests:
    """What a reader has requested on the page, beside its selection.

    `search` is the text to find in names of organizers of this `edition`; `listed` the page of the
    register, of the view with this `view_key`, and `turn` the name of the neighbouring page to turn
    to.
    """

    search: str = ""
    edition: str = ""
    listed: ListRequest = ListRequest()
    view_key: object = None
    turn: str = ""


def send_page(view: View, stem: str, notices: str) -> None:
    """Send the page of a view: its name alone if the browser has it.

    `notices` is HTML on the reader's own files. A page that cannot be built is sent with a message
    in place of its contents, and the error is raised.
    """
    requests = _requests_of(view)
    page = links.page_of(view, stem, requests.search, requests.listed)
    try:
        html = body(page, _main(page), notices)
    except Exception as error:
        _send_error(page, error, notices)
        raise
    _send_html(page, html, card_requests.answers(view, stem, requests.listed.query))


def _send_error(page: SitePage, error: Exception, notices: str) -> None:
    """Send the page with a message in place of its contents."""
    view = page.view
    reset = page.anchor(view.text("Reset filters"), view.selection.without_filters())
    action = f'<p class="action">{reset}</p>' if view.selection.filtered else ""
    try:
        html = body(page, f"{error_notice(error, view.text)}{action}", notices)
    except Exception:
        # The header itself fails: Streamlit shows the message.
        send_no_page(view, page.stem)
    else:
        _send_html(page, html, [])
        setattr(error, SHOWN, True)


def _send_html(page: SitePage, html: str, answers: list[dict[str, Any]]) -> None:
    view, sent = page.view, recall(_SentPage)
    digest = page_digest(html)
    is_known = sent.digest in (digest, None) and not (sent.digest is None and view.campaign.private)
    sent.digest = digest
    head = {
        "page": digest,
        "stem": page.stem,
        "address": page.links.page(page.stem, view.selection),
        "answers": answers,
    }
    if is_known:
        _send(head, view.text)
    else:
        _send({**head, "colours": declare([html])}, view.text, html)


def send_no_page(view: View, stem: str) -> None:
    """Let the browser show the widgets of Streamlit."""
    recall(_SentPage).digest = ""
    address = LiveLinks(view.campaign).page(stem, view.selection)
    _send({"page": "", "stem": stem, "address": address}, view.text)


def send_language(text: Text) -> None:
    """Let the browser show Streamlit's widgets in a language, where there are no data."""
    _send({"page": "", "stem": "", "address": ""}, text, has_files=False)


def _main(page: SitePage) -> str:
    name = f"page:{page.stem}:{today()}"
    return contents(page, lambda build: cached(page.view, lambda _: build(), name))


def _send(head: Mapping[str, Any], text: Text, html: str = "", *, has_files: bool = True) -> None:
    """Send a page, its language, and what the tab has to know of the reader's own files.

    `words` is the address of {item of `STREAMLIT_WORDS`: translation}; "" for English. `secret` is
    the secret of the uploaded files, which the tab keeps; "" for no files. If it is None, the tab
    claims the files of a former session (`asks`). `most` is the limit of the uploader in bytes.
    """
    secret = secret_of_files() if has_files else None
    tab = {
        "lang": text.lang,
        "words": "" if text.lang == "en" else f"/assets/words/{text.lang}.json?v={__version__}",
        "secret": secret,
        "asks": secret is None and has_files,
        "most": MOST_MEGABYTES * 2**20,
    }
    # A message that differs tells the browser that the server has done what was asked.
    head = {**head, "tab": tab, "done": st.session_state.get(_CHOICES_SEEN, 0)}
    data = f"{json.dumps(head)}\n{html}".encode()
    _mount(key=KEY, data=data, on_act_change=_report)


def _requests_of(view: View) -> _Requests:
    """Return the requests of the session, as far as they apply to this view."""
    requests = recall(_Requests)
    if requests.edition != view.selection.edition:
        requests.edition, requests.search = view.selection.edition, ""
    if requests.view_key != view.key:
        # Other filters open the list at its first page.
        requests.view_key, requests.listed = view.key, ListRequest(requests.listed.query)
    turn, requests.turn = requests.turn, ""
    if turn:
        neighbour = getattr(register_page(view, requests.listed), turn)
        requests.listed = neighbour or requests.listed
    return requests


def _report() -> None:
    """Handle what the reader has done, in its order."""
    for choice in new_choices():
        links.note_act()
        name, _, rest = choice.partition(" ")
        if name in _HANDLERS:
            _HANDLERS[name](rest)
        else:
            card_requests.request(name, rest)


def new_choices() -> list[str]:
    """Return the choices since the last call, oldest first, without malformed ones.

    The browser sends numbered choices, the last few seconds of them each time (`choices.js`),
    because Streamlit may join two messages and then shows only the last one.
    """
    state = st.session_state.get(KEY)
    value = state.get("act") if isinstance(state, Mapping) else None
    last_number: float = st.session_state.get(_CHOICES_SEEN, 0)
    choices: list[str] = []
    for item in value[-_MOST_CHOICES:] if isinstance(value, list) else []:
        match item:
            case [int() | float() as number, str() as choice] if last_number < number < inf:
                last_number = number
                choices.append(choice)
    st.session_state[_CHOICES_SEEN] = last_number
    return choices


def _follow(addresses: str) -> None:
    before, _, after = addresses.partition(" ")
    links.note_link(before, after)


def _search(rest: str) -> None:
    """Note the words typed into a search field, whose name is before them."""
    requests, (name, _, words) = recall(_Requests), rest.partition(" ")
    # A browser may send half of a UTF-16 surrogate pair, which cannot be encoded.
    words = words[:_MOST_LETTERS].encode(errors="ignore").decode()
    if name == "organisers":
        requests.search = words
    elif name == "register":
        requests.listed = ListRequest(replace(requests.listed.query, words=words))


def _sort(column: str) -> None:
    requests = recall(_Requests)
    if column in SORTS:
        requests.listed = ListRequest(replace(requests.listed.query, sort=column))


def _reverse(_: str) -> None:
    requests = recall(_Requests)
    query = requests.listed.query
    requests.listed = ListRequest(replace(query, descending=not query.descending))


def _turn(neighbour: str) -> None:
    if neighbour in ("former", "next"):
        recall(_Requests).turn = neighbour


def _reject_too_large(names_json: str) -> None:
    """Report chosen files that the uploader did not send."""
    try:
        names = json.loads(names_json)
    except ValueError:
        return
    if isinstance(names, list):
        reject_too_large([str(name) for name in names])


def _send_whole(_: str) -> None:
    recall(_SentPage).digest = ""


_HANDLERS: Mapping[str, Callable[[str], None]] = {
    "follow": _follow,
    "search": _search,
    "sort": _sort,
    "descending": _reverse,
    "turn": _turn,
    "export": lambda _: links.ask_for_files(),
    "explore": state.request_chart,
    "whole": _send_whole,
    "claim": claim_files,
    "too-large": _reject_too_large,
    "run": lambda _: None,  # the connection is back: only the run itself is needed
}
"""What happens before the next run, by what the reader has done."""
