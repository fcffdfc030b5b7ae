"""Kinds of widgets: each takes its value from the selection and reports the reader's changes.

A widget's key has the language in it: with a fixed key, translated labels lose the value when the
language changes. On every run a widget gets its value from the selection, and the same value as
its default: a widget that reaches the browser only after a second run begins there with its
default, and would report that as the reader's choice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from campaign.analysis.view import View
from campaign.ui import state


@dataclass(frozen=True)
class Toggles:
    """The codes that a reader has added on a group of buttons, and those removed."""

    added: tuple[str, ...]
    removed: frozenset[str]

    def on(self, codes: Sequence[str]) -> tuple[str, ...]:
        """Return the codes with these changes."""
        rest = [code for code in codes if code not in self.removed]
        return (*rest, *(code for code in self.added if code not in rest))


def segmented(
    name: str,
    label: str,
    options: Sequence[Any],
    value: Any,
    words: Callable[[Any], str],
    change: state.Change,
    *,
    labelled: bool = True,
) -> None:
    """Show options in a row, of which one is selected."""
    key = key_of(name, value)
    st.segmented_control(
        label,
        options,
        key=key,
        default=value,
        required=value is not None,
        wrap=True,
        format_func=words,
        label_visibility="visible" if labelled else "collapsed",
        on_change=apply_change,
        args=(key, change),
    )


def pills(
    name: str,
    label: str,
    options: Sequence[str],
    value: tuple[str, ...],
    words: Callable[[Any], str],
    change: state.Change,
) -> None:
    """Show options as buttons, any number of which can be selected; `change` gets `Toggles`."""
    codes = _selected_codes(name, options, value)
    key = key_of(name, codes)
    st.pills(
        label,
        options,
        key=key,
        default=codes,
        selection_mode="multi",
        wrap=True,
        format_func=words,
        on_change=_apply_toggles,
        args=(key, codes, change),
    )


def multiselect(
    name: str,
    label: str,
    options: Sequence[str],
    value: tuple[str, ...],
    words: Callable[[Any], str],
    change: state.Change,
    placeholder: str,
) -> None:
    """Show options in a list with a search; `change` gets `Toggles`."""
    codes = _selected_codes(name, options, value)
    key = key_of(name, codes)
    st.multiselect(
        label,
        options,
        key=key,
        default=codes,
        format_func=words,
        placeholder=placeholder,
        select_all=False,
        on_change=_apply_toggles,
        args=(key, codes, change),
    )


def select(
    name: str,
    label: str,
    options: Sequence[str],
    value: str,
    words: Callable[[Any], str],
    change: state.Change,
    *,
    labelled: bool = True,
) -> None:
    """Show options in a list that opens, of which one is selected."""
    key = key_of(name, value)
    st.selectbox(
        label,
        options,
        index=list(options).index(value),
        key=key,
        format_func=words,
        filter_mode=None,
        label_visibility="visible" if labelled else "collapsed",
        on_change=apply_change,
        args=(key, change),
    )


def date_slider(
    name: str,
    view: View,
    label: str,
    value: date | tuple[date, date],
    change: state.Change,
) -> None:
    """Show a slider over the days of the edition, of one day or of two; nothing for one day."""
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

    A browser sends the values of all widgets with each message. Where a chart, a chip or another
    widget changed the value, the former value may still be on its way and would undo the change:
    the widget gets its next key. A choice of the reader's keeps the key.
    """
    keys = _widget_keys()
    key = keys.setdefault(name, name)
    if key in st.session_state and st.session_state[key] != value:
        number = int(key.removeprefix(name).removeprefix(":") or 0) + 1
        key = keys[name] = f"{name}:{number}"
    if key not in st.session_state:
        st.session_state[key] = value
    return key


def apply_change(key: str, change: state.Change) -> None:
    """Apply the value of a widget to the selection."""
    # A former value that was on its way has a former key. A required widget reports None when its
    # connection broke before it got its value; the next run sends the value again.
    if key in _widget_keys().values() and st.session_state.get(key) is not None:
        state.change(change, st.session_state[key])


def _apply_toggles(key: str, former: Sequence[str], change: state.Change) -> None:
    # The difference alone: a click on a chart may have come in the same message.
    codes = st.session_state.get(key)
    if codes is not None:
        added = tuple(code for code in codes if code not in former)
        apply_change(key, lambda s, _: change(s, Toggles(added, frozenset({*former} - {*codes}))))


def _selected_codes(name: str, options: Sequence[str], value: tuple[str, ...]) -> list[str]:
    """Return the selected codes in the order of the options, or of the clicks that chose them."""
    codes = [code for code in options if code in value]
    reported = st.session_state.get(_widget_keys().get(name, name))
    return codes if reported is None or set(reported) != set(codes) else reported


def _widget_keys() -> dict[str, str]:
    """Return the keys of the last run by the names of the widgets."""
    keys: dict[str, str] = st.session_state.setdefault("widget_keys", {})
    return keys
