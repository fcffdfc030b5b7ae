"""The widgets of a page as a browser keeps them: id, and the value sent with a rerun."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from streamlit.proto.Common_pb2 import DoubleArray, StringArray
from streamlit.proto.WidgetStates_pb2 import WidgetState


@dataclass(frozen=True)
class Widget:
    """A widget as one message shows it; `state` is what it sends before anybody touches it."""

    id: str
    label: str
    options: tuple[str, ...]
    state: WidgetState | None
    is_forced: bool
    """True where the server sets the value, whatever the browser held."""

    def has_name(self, name: str) -> bool:
        """True for the widget with this key, with or without a number, or else with this label."""
        key = re.search(rf"-{re.escape(name)}(:\d+)?$", self.id)
        return key is not None or self.label == name


def read_widget(element: Any) -> Widget | None:
    """Return the widget in an `Element` message; None for others or those that send nothing."""
    kind = element.WhichOneof("type")
    widget = getattr(element, kind)
    match kind:
        case "button_group":
            options = tuple(option.content for option in widget.options)
            values = _values(widget, options)
            return _widget(
                widget, options, WidgetState(string_array_value=StringArray(data=values))
            )
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
            # It sends nothing before a point is chosen, but what was sent stays while it is shown.
            return Widget(widget.id, "", (), None, is_forced=False)
    return None


def _values(widget: Any, options: tuple[str, ...]) -> list[str]:
    if widget.set_value:
        return list(widget.raw_values)
    return [options[place] for place in widget.default]


def _widget(widget: Any, options: tuple[str, ...], state: WidgetState | None) -> Widget:
    if state is not None:
        state.id = widget.id
    return Widget(widget.id, widget.label, options, state, is_forced=widget.set_value)
