"""The widgets of a page as a browser stores them: id, and the value sent with a rerun."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import count
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from streamlit.proto.Common_pb2 import StringArray
from streamlit.proto.WidgetStates_pb2 import WidgetState

COMPONENT = "campaign_page"
_numbers = count(time.time_ns() // 1_000_000)
"""The numbers of what readers do, as the browser gives them."""


@dataclass(frozen=True)
class LivePage:
    """The page of HTML that the app shows.

    `digest` is its name, "" for a page of Streamlit's widgets; `html` is "" if it was not sent.
    """

    digest: str
    address: str
    html: str

    @classmethod
    def read(cls, data: bytes) -> LivePage:
        """Return the page in the data of the component: JSON, a line feed, and the HTML."""
        head, _, html = data.decode().partition("\n")
        values = json.loads(head)
        return cls(values["page"], values["address"], html)

    @property
    def is_missing(self) -> bool:
        """True if the browser has only the name of the page."""
        return bool(self.digest) and not self.html

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses of the app's pages to which it links, each once."""
        links = re.findall(r'<a [^>]*?href="(/[^"]*)"(?![^>]* download)', self.html)
        return tuple(dict.fromkeys(map(unescape, links)))

    @property
    def regions(self) -> Mapping[str, str]:
        """{name: code} of the regions that are selected by links beside the map."""
        before = _codes(self.address)
        return {
            unescape(words): min(before ^ _codes(unescape(href)))
            for href, _, words in self._region_links
        }

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of the selected regions."""
        return tuple(unescape(words) for _, mark, words in self._region_links if "current" in mark)

    @property
    def _region_links(self) -> list[tuple[str, str, str]]:
        pills = re.search(r'<p class="pills">(.*?)</p>', self.html)
        return re.findall(r'<a href="([^"]*)"([^>]*)>(.*?)</a>', pills[1]) if pills else []

    def region_address(self, words: Sequence[str]) -> str:
        """Return the address of the page with exactly these regions."""
        parts = urlsplit(self.address)
        query = {name: value for name, value in parse_qsl(parts.query) if name != "oblast"}
        if words:
            query["oblast"] = ",".join(self.regions[word] for word in words)
        return f"{parts.path}?{urlencode(query, safe=',')}"


@dataclass(frozen=True)
class Widget:
    """A widget as described by one message; `state` is its initial state."""

    id: str
    label: str
    options: tuple[str, ...]
    state: WidgetState | None
    is_forced: bool
    """True if the server sets the value and replaces that of the browser."""
    page: LivePage | None = None
    """The page of HTML, if this is the component that has it; its regions are the options."""

    def has_name(self, name: str) -> bool:
        """True for the widget with this key, with or without a number, or else with this label."""
        key = re.search(rf"-{re.escape(name)}(:\d+)?$", self.id)
        return key is not None or self.label == name


def read_widget(element: Any) -> Widget | None:
    """Return the widget in an `Element` message; None for others or those that send nothing."""
    kind = element.WhichOneof("type")
    widget = getattr(element, kind)
    match kind:
        case "multiselect":
            options = tuple(widget.options)
            values = _values(widget, options)
            return _widget(
                widget, options, WidgetState(string_array_value=StringArray(data=values))
            )
        case "bidi_component":
            if widget.component_name == COMPONENT:
                return page_widget(widget.id, LivePage.read(widget.bytes))
            return Widget(widget.id, "", (), None, is_forced=False)
    return None


def page_widget(id: str, page: LivePage) -> Widget:
    """Return the component with this page."""
    return Widget(id, "", tuple(page.regions), None, is_forced=False, page=page)


def act(id: str, words: str) -> WidgetState:
    """Return what the browser sends when a reader does this on the page of HTML."""
    return WidgetState(
        id=f"$$STREAMLIT_INTERNAL_KEY_{id}__events",
        json_trigger_value=json.dumps([{"event": "act", "value": [[next(_numbers), words]]}]),
    )


def _codes(address: str) -> set[str]:
    """Return the codes of the regions in an address."""
    codes = dict(parse_qsl(urlsplit(address).query)).get("oblast", "")
    return set(filter(None, codes.split(",")))


def _values(widget: Any, options: tuple[str, ...]) -> list[str]:
    if widget.set_value:
        return list(widget.raw_values)
    return [options[place] for place in widget.default]


def _widget(widget: Any, options: tuple[str, ...], state: WidgetState | None) -> Widget:
    if state is not None:
        state.id = widget.id
    return Widget(widget.id, widget.label, options, state, is_forced=widget.set_value)
