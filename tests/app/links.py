"""Reading and following the links of the live app."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit
from xml.etree.ElementTree import Element

from streamlit.testing.v1 import AppTest

from campaign.ui import session_memory
from campaign.ui.components.packed_text import name_of, unpack
from campaign.ui.links import _Links
from tests.html_tree import has_class, parse, text_of


def page_of_html(app: AppTest) -> tuple[str, str]:
    """The address and the HTML of a page that is HTML; empty texts for another page."""
    for component in app.get("bidi_component"):
        if component.proto.component_name == "campaign_page":
            head, _, html = bytes(component.proto.bytes).decode().partition("\n")
            return json.loads(head).get("address", ""), html
    return "", ""


def address_and_html(app: AppTest) -> tuple[str, str]:
    """The address of the page and the HTML of all blocks of links; empty texts without links."""
    if any(page := page_of_html(app)):
        return page
    for component in app.get("bidi_component"):
        if component.proto.component_name == "campaign_links":
            bases = {name_of(text): text for text in _memory(app).bases.values()}
            text = unpack(bytes(component.proto.bytes), bases).decode()
            address, _, html = text.partition("\n")
            return address, html
    return "", ""


def link_blocks(app: AppTest) -> dict[str, str]:
    """The HTML of each block of links, by its key."""
    _, html = address_and_html(app)
    texts = re.split(r'<div data-links="([^"]*)">', html)[1:]
    return {
        key: text.removesuffix("</div>") for key, text in zip(texts[::2], texts[1::2], strict=True)
    }


def blocks_by_placeholder(app: AppTest) -> dict[str, str]:
    """The HTML of each block of links, by the placeholder that the page has for it."""
    first = _memory(app).first_parts if app.get("bidi_component") else {}
    return {
        f'<div class="links" data-links="{key}">{first.get(key, "")}</div>': block
        for key, block in link_blocks(app).items()
    }


def links_of(app: AppTest, within: str = "") -> list[Element]:
    """The links, or those within elements of a class."""
    return [link for _, html in [address_and_html(app)] for link in _links_in(html, within)]


def link_texts(app: AppTest, within: str, *, chosen: bool = False) -> list[str]:
    """The texts of the links within elements of a class, or of the chosen links only."""
    links = links_of(app, within)
    return [text_of(link) for link in links if not chosen or "aria-current" in link.attrib]


def follow(app: AppTest, words: str, within: str = "") -> AppTest:
    """Follow the first link with this text, and run."""
    address, html = address_and_html(app)
    for link in _links_in(html, within):
        if text_of(link) == " ".join(words.split()):
            return follow_address(app, address, link.attrib["href"])
    raise AssertionError(f"no link {words!r} in {link_texts(app, within)}")


def follow_address(app: AppTest, address: str, target: str) -> AppTest:
    """Follow a link of a page at `address`, and run."""
    _memory(app).link_changes.append((address, target))
    return app.run()


def _memory(app: AppTest) -> _Links:
    memory: _Links = app.session_state[session_memory.KEY][_Links]
    return memory


def query_of(link: Element) -> dict[str, str]:
    """The query of the address that a link leads to."""
    return dict(parse_qsl(urlsplit(link.attrib["href"]).query))


def _links_in(html: str, within: str) -> Iterator[Element]:
    root = parse(html)
    for element in [e for e in root.iter() if has_class(e, within)] if within else [root]:
        yield from element.iter("a")
