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
from typing import Any, Literal

import streamlit as st

from campaign.analysis.view import View
from campaign.ui import state
from campaign.ui.session_memory import recall

_NONE = object()


@dataclass(frozen=True)
class Toggles:
    """The codes that a reader has added on a group of buttons, and those removed."""

    added: tuple[str, ...]
    removed: frozenset[str]

    def on(self, codes: Sequence[str]) -> tuple[str, ...]:
        """Return the codes with these changes."""
        rest = [code for code in codes if code not in self.removed]
        return (*rest, *(code for code in self.added if code not in rest))


@dataclass(frozen=True)
class Choice:
    """What is chosen in a widget, and what a choice changes.

    `name` tells widgets apart; `words` are those of an option; `labelled`: the label is visible.
    """

    name: str
    label: str
    options: Sequence[Any]
    value: Any
    words: Callable[[Any], str]
    change: state.Change
    labelled: bool = True

    def show_segments(self) -> None:
        """Show the options in a row, of which one is selected."""
        key = key_of(self.name, self.value)
        st.segmented_control(
            self.label,
            self.options,
            key=key,
            default=self.value,
            required=self.value is not None,
            wrap=True,
            format_func=self.words,
            label_visibility=self._label_visibility,
            on_change=apply_change,
            args=(key, self.change),
        )

    def show_list(self) -> None:
        """Show the options in a list that opens, of which one is selected."""
        key = key_of(self.name, self.value)
        st.selectbox(
            self.label,
            self.options,
            index=list(self.options).index(self.value),
            key=key,
            format_func=self.words,
            filter_mode=None,
            label_visibility=self._label_visibility,
            on_change=apply_change,
            args=(key, self.change),
        )

    def show_pills(self) -> None:
        """Show the options as buttons, any number of which is selected; a change is `Toggles`."""
        key, codes = self._key_of_codes()
        st.pills(
            self.label,
            self.options,
            key=key,
            default=codes,
            selection_mode="multi",
            wrap=True,
            format_func=self.words,
            on_change=_apply_toggles,
            args=(key, codes, self.change),
        )

    def show_search(self, placeholder: str) -> None:
        """Show the options in a list with a search, any number of which is selected.

        A change is `Toggles`.
        """
        key, codes = self._key_of_codes()
        st.multiselect(
            self.label,
            self.options,
            key=key,
            default=codes,
            format_func=self.words,
            placeholder=placeholder,
            select_all=False,
            on_change=_apply_toggles,
            args=(key, codes, self.change),
        )

    @property
    def _label_visibility(self) -> Literal["visible", "collapsed"]:
        return "visible" if self.labelled else "collapsed"

    def _key_of_codes(self) -> tuple[str, list[str]]:
        """Return the key, and the selected codes in the order of the options, or of the clicks."""
        codes = [code for code in self.options if code in self.value]
        keys = _widget_keys()
        reported = _value(keys.get(self.name, self.name))
        if reported is not None and reported is not _NONE and set(reported) == set(codes):
            codes = reported
        return _key(self.name, codes, keys, reported), codes


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
    return _key(name, value, keys, _value(keys.get(name, name)))


def _key(name: str, value: Any, keys: dict[str, str], reported: Any) -> str:
    """Return the key for this value of a widget; `reported` is the value under its former key."""
    key = keys.setdefault(name, name)
    if reported is not _NONE and reported != value:
        number = int(key.removeprefix(name).removeprefix(":") or 0) + 1
        key = keys[name] = f"{name}:{number}"
        reported = _value(key)
    if reported is _NONE:
        st.session_state[key] = value
    return key


def _value(key: str) -> Any:
    """Return the value of a widget, `_NONE` for a widget that is not there yet."""
    # Once for each widget: a look into the session's state takes about 10 µs.
    return st.session_state.get(key, _NONE)


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


class _WidgetKeys(dict[str, str]):
    """The keys of the last run by the names of the widgets."""


def _widget_keys() -> dict[str, str]:
    return recall(_WidgetKeys)
