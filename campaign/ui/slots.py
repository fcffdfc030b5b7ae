"""Slots of the page, whose content is replaced in one step when the new content is complete.

Streamlit puts one element after the other into the page, and removes those of the former run at the
end of a run. So a slot is two containers: new content goes into the empty one, which stays
invisible until the other is empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from campaign.ui.session_memory import recall

_HALVES = ("a", "b")
# Hidden, but laid out, so that charts are drawn in their final size.
_UNSEEN = (
    "display:block!important;position:absolute;inset-inline:0;height:0!important;overflow:clip;"
    "visibility:hidden!important"
)
_LABEL = '[data-testid="stWidgetLabel"]'


@dataclass
class _Complete:
    """The contents of the slots at the end of the last complete run."""

    halves: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """{slot: (half, name of its content)}"""


class Slots:
    """The slots of one run. `contents` is {slot: name of its content}."""

    def __init__(self, contents: Mapping[str, str]) -> None:
        self._contents = contents
        self._before = recall(_Complete).halves
        self._halves = {slot: self._half(slot) for slot in contents}

    def _half(self, slot: str) -> str:
        shown, content = self._before.get(slot, (_HALVES[0], self._contents[slot]))
        return shown if content == self._contents[slot] else _other(shown)

    @property
    def css(self) -> str:
        """Return the rules that hide new content; for the beginning of the run."""
        return "".join(map(self._rule, self._contents))

    def _rule(self, slot: str) -> str:
        shown, _ = self._before.get(slot, (_HALVES[0], ""))
        wrapper = '[data-testid="stLayoutWrapper"]'
        unseen = (
            f".stVerticalBlock:has(> {wrapper} > .st-key-{slot}-{shown} > div) > "
            f"{wrapper}:has(> .st-key-{slot}-{_other(shown)})"
        )
        # Streamlit makes the labels of widgets visible by themselves. With a rule for all
        # elements, a browser would restyle the whole page at each change that `:has` depends on.
        return f"{unseen}{{{_UNSEEN}}}{unseen} {_LABEL}{{visibility:hidden!important}}"

    def open(self, slot: str) -> DeltaGenerator:
        """Return the container that the content of this run goes into."""
        containers = {half: st.container(key=f"{slot}-{half}") for half in _HALVES}
        return containers[self._halves[slot]]

    def complete(self) -> None:
        """Note that the run is complete: the page has the contents that it has drawn."""
        recall(_Complete).halves = {
            slot: (self._halves[slot], content) for slot, content in self._contents.items()
        }


def _other(half: str) -> str:
    return _HALVES[1 - _HALVES.index(half)]
