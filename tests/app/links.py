"""The links of the live app: followed as a reader does, and read as choices."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.etree.ElementTree import Element

from streamlit.testing.v1 import AppTest

from campaign.ui import session_memory
from campaign.ui.links import _Links
from tests.html_tree import has_class, parse, text_of


def parts(app: AppTest) -> Iterator[dict[str, Any]]:
    """The parts of the page that are links, each as `html` and `address`."""
    for component in app.get("bidi_component"):
        if component.proto.component_name == "campaign_links":
            yield json.loads(component.proto.bytes)


def links_of(app: AppTest, within: str = "") -> list[Element]:
    """The links, or those within elements of a class."""
    roots = [parse(part["html"]) for part in parts(app)]
    if within:
        roots = [e for root in roots for e in root.iter() if has_class(e, within)]
    return [link for root in roots for link in root.iter("a")]


def words_of(app: AppTest, within: str, *, chosen: bool = False) -> list[str]:
    """The words of the links within a class, or of those that are chosen."""
    links = links_of(app, within)
    return [text_of(link) for link in links if not chosen or "aria-current" in link.attrib]


def follow(app: AppTest, words: str, within: str = "") -> AppTest:
    """Follow the first link with these words, and run."""
    for part in parts(app):
        for link in _links_in(part["html"], within):
            if text_of(link) == " ".join(words.split()):
                return follow_address(app, part["address"], link.attrib["href"])
    raise AssertionError(f"no link {words!r} in {words_of(app, within)}")


def follow_address(app: AppTest, address: str, target: str) -> AppTest:
    """Follow a link of a page at `address`, and run."""
    memory = app.session_state[session_memory.KEY][_Links]
    memory.followed.append((address, target))
    return app.run()


def query_of(link: Element) -> dict[str, str]:
    """The query of the address that a link leads to."""
    return dict(parse_qsl(urlsplit(link.attrib["href"]).query))


def _links_in(html: str, within: str) -> Iterator[Element]:
    root = parse(html)
    for place in [e for e in root.iter() if has_class(e, within)] if within else [root]:
        yield from place.iter("a")
