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
from campaign.ui.widget_kinds import apply_change, date_slider, key_of

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
    date_slider(
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
    key = key_of(f"benchmark:{text.lang}", value)
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
        on_change=apply_change,
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
