"""The widgets of a page as a browser stores them: id, and the value sent with a rerun."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from streamlit.proto.Common_pb2 import DoubleArray, StringArray
from streamlit.proto.WidgetStates_pb2 import WidgetState

from campaign.ui.components.packed_text import unpack

_BASES: dict[str, bytes] = {}
"""The texts that were sent to viewers, by name; several viewers may share a text."""


@dataclass(frozen=True)
class RegionLinks:
    """Regions that are selected by links: {label: code}, and the selected ones.

    `address` is that of the page with the links.
    """

    codes: Mapping[str, str]
    chosen: tuple[str, ...]
    address: str

    def follow(self, id: str, words: Sequence[str]) -> WidgetState:
        """Return what the browser sends for a link that leads to exactly these regions."""
        parts = urlsplit(self.address)
        query = {name: value for name, value in parse_qsl(parts.query) if name != "oblast"}
        if words:
            query["oblast"] = ",".join(self.codes[word] for word in words)
        target = f"{parts.path}?{urlencode(query, safe=',')}"
        link = [time.time_ns() // 1_000_000, f"follow {self.address} {target}"]
        return WidgetState(
            id=f"$$STREAMLIT_INTERNAL_KEY_{id}__events",
            json_trigger_value=json.dumps([{"event": "act", "value": [link]}]),
        )


@dataclass(frozen=True)
class Widget:
    """A widget as described by one message; `state` is its initial state."""

    id: str
    label: str
    options: tuple[str, ...]
    state: WidgetState | None
    is_forced: bool
    """True if the server sets the value and replaces that of the browser."""
    links: RegionLinks | None = None
    """The options as links, if the widget is a part of the app's page with links to regions."""

    @property
    def chosen(self) -> tuple[str, ...]:
        """The options that are links and chosen."""
        return self.links.chosen if self.links is not None else ()

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
        case "selectbox":
            options = tuple(widget.options)
            if widget.set_value:
                state = WidgetState(string_value=widget.raw_value)
            elif widget.HasField("default"):
                state = WidgetState(string_value=options[widget.default])
            else:
                state = None
            return _widget(widget, options, state)
        case "slider":
            data = widget.value if widget.set_value else widget.default
            return _widget(widget, (), WidgetState(double_array_value=DoubleArray(data=data)))
        case "checkbox":
            value = widget.value if widget.set_value else widget.default
            return _widget(widget, (), WidgetState(bool_value=value))
        case "bidi_component":
            links = _region_links(widget)
            options = tuple(links.codes) if links is not None else ()
            # It sends nothing before a point is chosen; a sent value stays while it is on the page.
            return Widget(widget.id, "", options, None, is_forced=False, links=links)
    return None


def _region_links(component: Any) -> RegionLinks | None:
    """Return the links beside the map; None for another component."""
    if component.component_name != "campaign_links":
        return None
    address, _, html = unpack(component.bytes, _BASES).decode().partition("\n")
    pills = re.search(r'<p class="pills">(.*?)</p>', html)
    if pills is None:
        return None
    before = _codes(address)
    links = re.findall(r'<a href="([^"]*)"([^>]*)>(.*?)</a>', pills[1])
    codes = {unescape(words): min(before ^ _codes(unescape(href))) for href, _, words in links}
    chosen = tuple(unescape(words) for _, mark, words in links if "aria-current" in mark)
    return RegionLinks(codes, chosen, address)


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
