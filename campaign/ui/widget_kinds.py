"""Kinds of widgets: each takes its value from the selection and reports the reader's changes.

A widget's key contains the language: with a fixed key, translated labels would lose the value when
the language changes. On every run a widget gets its value from the selection, and the same value as
its default: a widget that reaches the browser only after a second run begins there with its
default, and would report that as the reader's choice.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from campaign.analysis.view import View
from campaign.ui import state
from campaign.ui.session_memory import recall

_NONE = object()


def date_slider(
    name: str,
    view: View,
    label: str,
    value: date,
    change: state.Change,
) -> None:
    """Show a slider over the days of the edition; nothing for an edition of one day."""
    first, last = view.edition.first_day, view.edition.last_day
    if first is None or last is None or first == last:
        return
    key = key_of(f"{name}:{view.text.lang}:{view.edition.campaign_id}", value)
    st.slider(
        label,
        min_value=first,
        max_value=last,
        value=value,
        format="DD.MM.YYYY",
        key=key,
        on_change=apply_change,
        args=(key, change),
    )


def key_of(name: str, value: Any) -> str:
    """Return the key of a widget, under which the widget has this value.

    A browser sends the values of all widgets with each message. If a chart, a chip or another
    widget has changed the value, the former value may still be on its way and would undo the
    change, so the widget gets its next key. A choice by the reader keeps the key.
    """
    keys = _widget_keys()
    key = keys.setdefault(name, name)
    reported = _value(key)
    if reported is not _NONE and reported != value:
        number = int(key.removeprefix(name).removeprefix(":") or 0) + 1
        key = keys[name] = f"{name}:{number}"
        reported = _value(key)
    if reported is _NONE:
        st.session_state[key] = value
    return key


def _value(key: str) -> Any:
    """Return the value of a widget; `_NONE` if the widget does not exist yet."""
    # Once for each widget: reading the session's state takes about 10 µs.
    return st.session_state.get(key, _NONE)


def apply_change(key: str, change: state.Change) -> None:
    """Apply the value of a widget to the selection."""
    # A former value that was on its way has a former key. A required widget reports None when its
    # connection broke before it got its value; the next run sends the value again.
    if key in _widget_keys().values() and st.session_state.get(key) is not None:
        state.change(change, st.session_state[key])


class _WidgetKeys(dict[str, str]):
    """The keys of the last run by the names of the widgets."""


def _widget_keys() -> dict[str, str]:
    return recall(_WidgetKeys)
