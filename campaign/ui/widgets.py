"""Widgets of the live selection: each shows codes in words and changes the selection."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from campaign.analysis.selection import LEAST_BENCHMARK, MOST_BENCHMARK, Selection
from campaign.analysis.view import View
from campaign.charts.words.denominator import Words
from campaign.ui import state
from campaign.ui.session_memory import recall

_NONE = object()

_FIELD_WIDTH = 336  # px of a number field: fits a phone, with the label on one line


def back_to_register(view: View) -> None:
    """Show a button to the default edition, on the page of a year without a register."""
    edition_id = view.campaign.default_edition
    if edition_id in view.campaign.other_years:
        return
    st.button(
        view.text("Show the {year:raw} campaign", year=edition_id),
        key=f"back:{view.text.lang}",
        type="primary",
        icon=":material/arrow_back:",
        on_click=state.change,
        args=(lambda selection, name: selection.with_edition(name, view.campaign), edition_id),
    )


def plan_day(view: View, day: date) -> None:
    """Show a slider of the day up to which the plan is compared; `day` is the one shown."""
    _date_slider(
        "plan-day",
        view,
        view.text("Compare up to"),
        day,
        lambda selection, end: replace(selection, day=end),
    )


def benchmark(view: View) -> None:
    """Show a field for the rate that regions are compared with; empty for the national average.

    A button beside a chosen rate restores the national one: a field with a value cannot be
    emptied.
    """
    text, words = view.text, Words.of(view)
    value = view.selection.benchmark
    key = _key_of(f"benchmark:{text.lang}", value)
    st.number_input(
        text("Rate to compare with, {unit}", unit=words.unit),
        min_value=LEAST_BENCHMARK,
        max_value=MOST_BENCHMARK,
        value=value,
        step=1.0,
        format="%.1f",
        placeholder=text("national average"),
        width=_FIELD_WIDTH,
        key=key,
        on_change=_apply_change,
        args=(key, lambda selection, rate: replace(selection, benchmark=round(rate, 1))),
    )
    if value is not None:
        st.button(
            text("Compare with the national average"),
            key=f"reset:benchmark:{text.lang}",
            type="tertiary",
            on_click=state.change,
            args=(_without_benchmark,),
        )


def _without_benchmark(selection: Selection, _: Any) -> Selection:
    return replace(selection, benchmark=None)


def control_row(key: str) -> DeltaGenerator:
    """Return a container for controls in one line that wraps on a narrow screen."""
    return st.container(key=key, horizontal=True, vertical_alignment="bottom", gap="small")


def _date_slider(
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
    key = _key_of(f"{name}:{view.text.lang}:{view.edition.campaign_id}", value)
    st.slider(
        label,
        min_value=first,
        max_value=last,
        value=value,
        format="DD.MM.YYYY",
        key=key,
        on_change=_apply_change,
        args=(key, change),
    )


def _key_of(name: str, value: Any) -> str:
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


def _apply_change(key: str, change: state.Change) -> None:
    """Apply the value of a widget to the selection."""
    # A former value that was on its way has a former key. A required widget reports None when its
    # connection broke before it got its value; the next run sends the value again.
    if key in _widget_keys().values() and st.session_state.get(key) is not None:
        state.change(change, st.session_state[key])


class _WidgetKeys(dict[str, str]):
    """The keys of the last run by the names of the widgets."""


def _widget_keys() -> dict[str, str]:
    return recall(_WidgetKeys)
