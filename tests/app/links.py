"""Reading and following the links of the live app."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlsplit
from xml.etree.ElementTree import Element

import pytest
from streamlit.testing.v1 import AppTest

from campaign.ui import card_requests, links, live_page, session_memory
from campaign.ui.links import _Links
from tests.html_tree import has_class, parse, text_of

T = TypeVar("T")


def page_of_html(app: AppTest) -> tuple[str, str]:
    """The address of a page, and the HTML that the browser gets; "" for a page with widgets."""
    for component in app.get("bidi_component"):
        if component.proto.component_name == "campaign_page":
            head, _, html = bytes(component.proto.bytes).decode().partition("\n")
            return json.loads(head)["address"], html
    return "", ""


def address_and_html(app: AppTest) -> tuple[str, str]:
    """The address of a page, and its HTML; of a page with widgets, the parts that have links."""
    address, html = page_of_html(app)
    if html:
        return address, html
    bodies = (str(each.proto.body) for each in app.get("html"))
    return address, "".join(body for body in bodies if body.startswith('<div class="links"'))


def links_of(app: AppTest, within: str = "") -> list[Element]:
    """The links, or those within elements of a class."""
    return [link for _, html in [address_and_html(app)] for link in _links_in(html, within)]


def link_texts(app: AppTest, within: str, *, chosen: bool = False) -> list[str]:
    """The texts of the links within elements of a class, or of the chosen links only."""
    mark = "aria-current" if chosen else "href"
    return [text_of(link) for link in links_of(app, within) if mark in link.attrib]


def follow(app: AppTest, words: str, within: str = "") -> AppTest:
    """Follow the first link with this text, and run."""
    address, html = address_and_html(app)
    for link in _links_in(html, within):
        if text_of(link) == " ".join(words.split()):
            return follow_address(app, address, link.attrib["href"])
    raise AssertionError(f"no link {words!r} in {link_texts(app, within)}")


def follow_address(app: AppTest, address: str, target: str) -> AppTest:
    """Follow a link of a page at `address`, and run."""
    _recall(app, _Links).changes.append((address, target))
    return app.run()


def press(app: AppTest, act: str) -> AppTest:
    """Send what the browser sends for a button or a search field, and run."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (live_page, links, card_requests):
            patch.setattr(module, "recall", lambda part: _recall(app, part))
        patch.setattr(live_page, "new_choices", lambda *_: [act])
        live_page._report()
    return app.run()


def answers_of(app: AppTest) -> list[dict[str, Any]]:
    """The answers that the browser gets."""
    for component in app.get("bidi_component"):
        if component.proto.component_name == "campaign_page":
            head, _, _ = bytes(component.proto.bytes).decode().partition("\n")
            return list(json.loads(head).get("answers", []))
    return []


def _recall(app: AppTest, part: type[T]) -> T:
    memory = app.session_state[session_memory.KEY]
    value: T = memory.setdefault(part, part())
    return value


def query_of(link: Element) -> dict[str, str]:
    """The query of the address that a link leads to."""
    return dict(parse_qsl(urlsplit(link.attrib["href"]).query))


def _links_in(html: str, within: str) -> Iterator[Element]:
    root = parse(html)
    for element in [e for e in root.iter() if has_class(e, within)] if within else [root]:
        yield from element.iter("a")
