"""Widgets of the live selection: each shows codes in words and changes the selection."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from campaign.analysis.class_breaks import FEWEST, METHODS, MOST
from campaign.analysis.indicators import MAP_INDICATORS, POPULATION
from campaign.analysis.other_campaigns import other_campaigns
from campaign.analysis.population_source import group_name
from campaign.analysis.query_values import LEAST_BENCHMARK, MOST_BENCHMARK
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.charts.denominator import Words
from campaign.domain.campaign import OWN
from campaign.domain.clock import today
from campaign.i18n.accept_language import preferred_language
from campaign.i18n.translator import LANGUAGE_NAMES, LANGUAGES
from campaign.ui import state
from campaign.ui.cache import cached
from campaign.ui.popup import popup
from campaign.ui.widget_kinds import Choice, apply_change, date_slider, key_of

OTHER_YEARS = "other"
_FIELD_WIDTH = 336  # px of a field for a number: a phone, and its name on one line


def language(lang: str) -> None:
    """Show the choice of language, each named in itself."""
    Choice(
        "lang",
        "Кыргызча · Русский · English",
        LANGUAGES,
        lang,
        lambda code: LANGUAGE_NAMES[code],
        lambda selection, code: replace(
            selection, lang=None if code == browser_language() else code
        ),
        labelled=False,
    ).show_segments()


def browser_language() -> str:
    """Return the reader's language from the browser's Accept-Language header."""
    return preferred_language(st.context.headers.get("Accept-Language"))


def edition(view: View) -> None:
    """Show the choice of edition by its year; another edition drops the filter on days.

    All years without a register are one option: there is nothing to filter in them.
    """
    others = view.campaign.other_years
    names = {OWN: view.text("Your register"), OTHER_YEARS: view.text("Other years")}
    options = [name for name in sorted(view.campaign.editions) if name not in others]
    Choice(
        f"edition:{view.text.lang}",
        view.text("Campaign year"),
        [*options, OTHER_YEARS] if others else options,
        OTHER_YEARS if view.selection.edition in others else view.selection.edition,
        lambda code: names.get(code, str(code)),
        lambda selection, code: selection.with_edition(
            others[0] if code == OTHER_YEARS else code, view.campaign
        ),
        labelled=False,
    ).show_segments()


def other_campaign(view: View) -> None:
    """Show the choice of the campaign to compare with, where there are several."""
    others = other_campaigns(view.selection.edition, view.campaign)
    if len(others) < 2:
        return
    with control_row("other-campaign"):
        Choice(
            f"other:{view.text.lang}",
            view.text("Compare with"),
            others,
            view.selection.other,
            lambda code: view.campaign.editions[code].title(view.text),
            lambda selection, code: replace(selection, other=code),
        ).show_segments()


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


def indicator(view: View) -> None:
    """Show the choice of indicator, of those that the view has the numbers for."""
    # They are the same whichever regions are selected, until plans are those of another day.
    available = cached(view.country_view, _indicator_codes, str(today()))
    value = view.indicator.code if view.indicator.code in available else available[0]
    Choice(
        f"indicator:{view.text.lang}",
        view.text("Indicator"),
        available,
        value,
        lambda code: MAP_INDICATORS[code].choice_name(view.text),
        lambda selection, code: replace(selection, indicator=code),
        labelled=False,  # what it shows says what it chooses
    ).show_list()


def _indicator_codes(view: View) -> list[str]:
    return view.indicator_codes


def benchmark(view: View) -> None:
    """Show a field for the rate that regions are compared with; empty for the national average.

    A button beside a chosen rate goes back to the national one: a field with a value cannot be
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


def denominator(view: View) -> None:
    """Show the choice of the population that people are compared with; nothing without groups."""
    groups = view.campaign.places.population_groups
    if not groups:
        return
    Choice(
        f"denominator:{view.text.lang}",
        view.text("Compared with"),
        (POPULATION, *groups),
        view.selection.denominator,
        lambda code: group_name("" if code == POPULATION else code, view.text),
        lambda selection, code: replace(selection, denominator=code),
    ).show_list()


def people_or_activities(view: View, place: str) -> None:
    """Show the choice between people and activities, for bars that compare types."""
    value = "activities" if view.indicator.code == "activities" else "reach"
    Choice(
        f"unit:{place}:{view.text.lang}",
        view.text("Indicator"),
        ("reach", "activities"),
        value,
        lambda code: view.text("People") if code == "reach" else view.text("Activities"),
        # “People” restores the default indicator, so the map shows what it shows at first.
        lambda selection, code: replace(
            selection, indicator=Selection.indicator if code == "reach" else code
        ),
    ).show_segments()


def per_population(view: View, place: str) -> None:
    """Show, above a map, the choice between people per 10,000 population and their number.

    Nothing where the map shows means or shares, or the population is not known.
    """
    # The row is there even without the choice, so that the chart keeps its place in the page.
    with control_row(f"per-population-{place}"):
        indicator = view.indicator
        if view.edition.population is None or not (indicator.adds_up or indicator.code == "rate"):
            return
        Choice(
            f"per:{place}:{view.text.lang}",
            view.text("People reached"),
            ("rate", "reach"),
            indicator.code if indicator.code in ("rate", "reach") else None,
            lambda code: (
                view.text("per 10,000 population")
                if code == "rate"
                else view.text("number of people")
            ),
            lambda selection, code: replace(selection, indicator=code),
            labelled=False,
        ).show_segments()


def class_options(view: View) -> None:
    """Show the button that opens the choices of the map's classes."""
    with popup(f"⋯ {view.text('Classes')}"):
        _classes(view)


def _classes(view: View) -> None:
    """Show the choice of classification method and number of classes of the map."""
    Choice(
        f"method:{view.text.lang}",
        view.text("Classification method"),
        tuple(METHODS),
        view.selection.method,
        lambda code: view.text(METHODS[code]),
        lambda selection, code: replace(selection, method=code),
    ).show_list()
    Choice(
        f"classes:{view.text.lang}",
        view.text("Number of classes"),
        tuple(range(FEWEST, MOST + 1)),
        view.selection.classes,
        str,
        lambda selection, count: replace(selection, classes=count),
    ).show_segments()


def _without_benchmark(selection: Selection, _: Any) -> Selection:
    return replace(selection, benchmark=None)


def control_row(key: str) -> DeltaGenerator:
    """Return a container for controls in one line that wraps on a narrow screen."""
    return st.container(key=key, horizontal=True, vertical_alignment="bottom", gap="small")
