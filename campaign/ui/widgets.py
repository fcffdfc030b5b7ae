"""Widgets of the live selection: each shows codes in words and changes the selection.

A widget's key has the language in it: with a fixed key, translated labels lose the value when the
language changes. On every run a widget gets its value from the selection, and the same value as
its default: a widget that reaches the browser only after a second run begins there with its
default, and would report that as the reader's choice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from campaign.analysis.class_breaks import FEWEST, METHODS, MOST
from campaign.analysis.comparison import other_campaigns
from campaign.analysis.indicators import MAP_INDICATORS, POPULATION
from campaign.analysis.organisers import organiser_options
from campaign.analysis.selection import LEAST_BENCHMARK, MOST_BENCHMARK, Selection
from campaign.analysis.view import View
from campaign.charts.denominator import Words, group_name
from campaign.domain.campaign import OWN
from campaign.i18n.accept_language import preferred_language
from campaign.i18n.translator import LANGUAGE_NAMES, LANGUAGES
from campaign.ui import state
from campaign.ui.popup import popup

OTHER_YEARS = "other"
_FIELD_WIDTH = 336  # px of a field for a number: a phone, and its name on one line


def language(lang: str) -> None:
    """Show the choice of language, each named in itself."""
    _segmented(
        "lang",
        "Кыргызча · Русский · English",
        LANGUAGES,
        lang,
        lambda code: LANGUAGE_NAMES[code],
        lambda selection, code: replace(
            selection, lang=None if code == browser_language() else code
        ),
    )


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
    _segmented(
        f"edition:{view.text.lang}",
        view.text("Campaign year"),
        [*options, OTHER_YEARS] if others else options,
        OTHER_YEARS if view.selection.edition in others else view.selection.edition,
        lambda code: names.get(code, str(code)),
        lambda selection, code: selection.with_edition(
            others[0] if code == OTHER_YEARS else code, view.campaign
        ),
    )


def other_campaign(view: View) -> None:
    """Show the choice of the campaign to compare with, where there are several."""
    others = other_campaigns(view.selection.edition, view.campaign)
    if len(others) < 2:
        return
    with control_row("other-campaign"):
        _segmented(
            f"other:{view.text.lang}",
            view.text("Compare with"),
            others,
            view.selection.other,
            lambda code: view.campaign.editions[code].title(view.text),
            lambda selection, code: replace(selection, other=code),
        )


def back_to_register(view: View) -> None:
    """Show a button to the default edition, on the page of a year without a register."""
    edition_id = view.campaign.default_edition
    if edition_id in view.campaign.other_years:
        return
    st.button(
        view.text("Show the campaign of {year:raw}", year=edition_id),
        key=f"back:{view.text.lang}",
        type="primary",
        icon=":material/arrow_back:",
        on_click=state.change,
        args=(lambda selection, name: selection.with_edition(name, view.campaign), edition_id),
    )


def oblasts(view: View, place: str) -> None:
    """Show the regions as buttons, any number of them; `place` tells two such lists apart."""
    _pills(
        f"oblasts:{place}:{view.text.lang}",
        view.text("Regions"),
        view.campaign.places.codes,
        view.selection.oblasts,
        lambda code: view.campaign.places.short(code, view.text),
        lambda selection, toggles: replace(selection, oblasts=toggles.on(selection.oblasts)),
    )


def types(view: View) -> None:
    """Show the activity types that occur in the edition, as buttons."""
    codes = view.edition.occurring_types
    if not codes:
        return
    _pills(
        f"types:{view.text.lang}",
        view.text("Types of activity"),
        [code for code in view.campaign.type_codes if code in codes],
        view.selection.types,
        lambda code: view.campaign.type_name(code, view.text),
        lambda selection, toggles: replace(selection, types=toggles.on(selection.types)),
    )


def organisers(view: View) -> None:
    """Show the organizers of the register in a list with a search, by alphabet."""
    names = dict(organiser_options(view))
    if not names:
        return
    _multiselect(
        f"organisers:{view.text.lang}:{view.edition.campaign_id}",
        view.text("Organizers"),
        list(names),
        view.selection.organisers,
        lambda code: names.get(code, code),
        lambda selection, toggles: replace(selection, organisers=toggles.on(selection.organisers)),
        view.text("Search"),
    )


def dates(view: View) -> None:
    """Show a slider from the first day of the edition to the last."""
    first, last = view.edition.first_day, view.edition.last_day
    if first is None or last is None or first == last:
        return
    edition = view.edition

    def with_days(selection: Selection, days: tuple[date, date]) -> Selection:
        return selection.between(days[0], days[1], edition)

    key = _key_of(f"dates:{view.text.lang}:{edition.campaign_id}", view.days)
    st.slider(
        view.text("Dates"),
        min_value=first,
        max_value=last,
        value=view.days,
        format="DD.MM.YYYY",
        key=key,
        on_change=_apply_change,
        args=(key, with_days),
    )


def plan_day(view: View, day: date) -> None:
    """Show a slider of the day up to which the plan is compared; `day` is the one shown."""
    first, last = view.edition.first_day, view.edition.last_day
    if first is None or last is None or first == last:
        return
    key = _key_of(f"plan-day:{view.text.lang}:{view.edition.campaign_id}", day)
    st.slider(
        view.text("Compare up to"),
        min_value=first,
        max_value=last,
        value=day,
        format="DD.MM.YYYY",
        key=key,
        on_change=_apply_change,
        args=(key, lambda selection, chosen: replace(selection, day=chosen)),
    )


def indicator(view: View) -> None:
    """Show the choice of indicator, of those that the view has the numbers for."""
    available = view.indicator_codes
    value = view.indicator.code if view.indicator.code in available else available[0]
    _select(
        f"indicator:{view.text.lang}",
        view.text("Indicator"),
        available,
        value,
        lambda code: view.text(MAP_INDICATORS[code].name),
        lambda selection, code: replace(selection, indicator=code),
    )


def benchmark(view: View) -> None:
    """Show a field for the rate that regions are compared with; empty for the national average.

    A button beside a chosen rate goes back to the national one: a field with a value cannot be
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


def denominator(view: View) -> None:
    """Show the choice of the population that people are compared with; nothing without groups."""
    groups = view.campaign.places.population_groups
    if not groups:
        return
    _select(
        f"denominator:{view.text.lang}",
        view.text("Compared with"),
        (POPULATION, *groups),
        view.selection.denominator,
        lambda code: group_name("" if code == POPULATION else code, view.text),
        lambda selection, code: replace(selection, denominator=code),
    )


def people_or_activities(view: View, place: str) -> None:
    """Show the choice between people and activities, for bars that compare types."""
    value = "activities" if view.indicator.code == "activities" else "reach"
    _segmented(
        f"unit:{place}:{view.text.lang}",
        view.text("Indicator"),
        ("reach", "activities"),
        value,
        lambda code: view.text("People") if code == "reach" else view.text("Activities"),
        # “People” restores the default indicator, so the map shows what it shows at first.
        lambda selection, code: replace(
            selection, indicator=Selection.indicator if code == "reach" else code
        ),
    )


def per_population(view: View, place: str) -> None:
    """Show, above a map, the choice between people per 10,000 population and their number.

    Nothing where the map shows means or shares, or the population is not known.
    """
    # The row is there even without the choice, so that the chart keeps its place in the page.
    with control_row(f"per-population-{place}"):
        indicator = view.indicator
        if view.edition.population is None or not (indicator.adds_up or indicator.code == "rate"):
            return
        _segmented(
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
        )


def class_options(view: View) -> None:
    """Show the button that opens the choices of the map's classes."""
    with popup(f"⋯ {view.text('Classes')}"):
        _classes(view)


def _classes(view: View) -> None:
    """Show the choice of classification method and number of classes of the map."""
    _select(
        f"method:{view.text.lang}",
        view.text("Classification method"),
        tuple(METHODS),
        view.selection.method,
        lambda code: view.text(METHODS[code]),
        lambda selection, code: replace(selection, method=code),
    )
    _segmented(
        f"classes:{view.text.lang}",
        view.text("Number of classes"),
        tuple(range(FEWEST, MOST + 1)),
        view.selection.classes,
        str,
        lambda selection, count: replace(selection, classes=count),
    )


def filter_chips(view: View) -> None:
    """Show the filters in force, each with a click to remove it, and a button to reset them all."""
    selection = view.selection
    text = view.text
    # The container is there, invisible, even without a filter: one that comes and goes moves
    # all later elements to other places in the page's tree, and charts would be built anew.
    with st.container(key="chips", horizontal=True, gap="xsmall"):
        for code in selection.oblasts:
            _filter_chip(
                text, f"oblast:{code}", view.campaign.places.name(code, text), _without_oblast
            )
        for code in selection.types:
            _filter_chip(text, f"type:{code}", view.campaign.type_name(code, text), _without_type)
        for code in selection.organisers:
            name = view.edition.organiser_name(code, text)
            _filter_chip(text, f"organiser:{code}", name, _without_organiser)
        if selection.start or selection.end:
            _filter_chip(text, "dates:", text.date_range_short(*view.days), _without_dates)
        st.button(
            text("Reset filters"),
            key=f"reset:{text.lang}",
            type="tertiary",
            disabled=not selection.filtered,
            on_click=state.change,
            args=(_without_filters,),
        )


def reset_button(view: View, place: str) -> None:
    """Show a button that resets all filters."""
    st.button(
        view.text("Reset filters"),
        key=f"reset:{place}:{view.text.lang}",
        type="primary",
        on_click=state.change,
        args=(_without_filters,),
    )


def apply_pick(view: View, code: str, *, of_region: bool = False) -> None:
    """Apply a point picked on a chart.

    It is `oblast=…`, `type=…`, both, `organiser=…`, or `from=…&to=…`. Unknown codes change nothing.
    On the page `of_region` another region takes the place of its own.
    """
    query = dict(part.split("=", 1) for part in code.split("&") if "=" in part)
    if "from" in query and "to" in query:
        days = Selection.from_query({"edition": view.selection.edition} | query, view.campaign)
        state.change(lambda selection, _: replace(selection, start=days.start, end=days.end))
        return
    oblast, kind, organiser = query.get("oblast"), query.get("type"), query.get("organiser")
    if oblast is not None and oblast not in view.campaign.places.codes:
        return
    if kind is not None and kind not in view.campaign.type_codes:
        return
    if organiser is not None and organiser not in view.edition.organiser_codes:
        return
    if of_region and oblast is not None and kind is None:
        state.change(lambda selection, _: replace(selection, oblasts=(oblast,)))
        return
    state.change(lambda selection, _: selection.toggle(oblast, kind, organiser))


def _filter_chip(text: Any, name: str, label: str, without: state.Change) -> None:
    st.button(
        label,
        key=f"chip:{name}:{text.lang}",
        icon=":material/close:",
        icon_position="right",
        help=text("Remove this filter"),
        on_click=state.change,
        args=(without, name.split(":", 1)[1]),
    )


def _without_oblast(selection: Selection, code: str) -> Selection:
    return replace(selection, oblasts=tuple(c for c in selection.oblasts if c != code))


def _without_type(selection: Selection, code: str) -> Selection:
    return replace(selection, types=tuple(c for c in selection.types if c != code))


def _without_organiser(selection: Selection, code: str) -> Selection:
    return replace(selection, organisers=tuple(c for c in selection.organisers if c != code))


def _without_benchmark(selection: Selection, _: Any) -> Selection:
    return replace(selection, benchmark=None)


def _without_dates(selection: Selection, _: str) -> Selection:
    return replace(selection, start=None, end=None)


def _without_filters(selection: Selection, _: Any) -> Selection:
    return selection.without_filters()


def _apply_change(key: str, change: state.Change) -> None:
    # A former value that was on its way has a former key. A required widget reports None when its
    # connection broke before it got its value; the next run sends the value again.
    if key in _widget_keys().values() and st.session_state.get(key) is not None:
        state.change(change, st.session_state[key])


@dataclass(frozen=True)
class Toggles:
    """The codes that a reader has added on a group of buttons, and those removed."""

    added: tuple[str, ...]
    removed: frozenset[str]

    def on(self, codes: Sequence[str]) -> tuple[str, ...]:
        """Return the codes with these changes."""
        rest = [code for code in codes if code not in self.removed]
        return (*rest, *(code for code in self.added if code not in rest))


def _apply_toggles(key: str, former: Sequence[str], change: state.Change) -> None:
    # The difference alone: a click on a chart may have come in the same message.
    codes = st.session_state.get(key)
    if codes is not None:
        added = tuple(code for code in codes if code not in former)
        _apply_change(key, lambda s, _: change(s, Toggles(added, frozenset({*former} - {*codes}))))


def _key_of(name: str, value: Any) -> str:
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


def _widget_keys() -> dict[str, str]:
    """Return the keys of the last run by the names of the widgets."""
    keys: dict[str, str] = st.session_state.setdefault("widget_keys", {})
    return keys


def _segmented(
    name: str,
    label: str,
    options: Sequence[Any],
    value: Any,
    words: Callable[[Any], str],
    change: state.Change,
) -> None:
    key = _key_of(name, value)
    st.segmented_control(
        label,
        options,
        key=key,
        default=value,
        required=value is not None,
        wrap=True,
        format_func=words,
        label_visibility="collapsed" if name.startswith(("lang", "edition", "per")) else "visible",
        on_change=_apply_change,
        args=(key, change),
    )


def _selected_codes(name: str, options: Sequence[str], value: tuple[str, ...]) -> list[str]:
    """Return the selected codes in the order of the options, or of the clicks that chose them."""
    codes = [code for code in options if code in value]
    reported = st.session_state.get(_widget_keys().get(name, name))
    return codes if reported is None or set(reported) != set(codes) else reported


def _pills(
    name: str,
    label: str,
    options: Sequence[str],
    value: tuple[str, ...],
    words: Callable[[Any], str],
    change: state.Change,
) -> None:
    codes = _selected_codes(name, options, value)
    key = _key_of(name, codes)
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


def _multiselect(
    name: str,
    label: str,
    options: Sequence[str],
    value: tuple[str, ...],
    words: Callable[[Any], str],
    change: state.Change,
    placeholder: str,
) -> None:
    codes = _selected_codes(name, options, value)
    key = _key_of(name, codes)
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


def _select(
    name: str,
    label: str,
    options: Sequence[str],
    value: str,
    words: Callable[[Any], str],
    change: state.Change,
) -> None:
    key = _key_of(name, value)
    st.selectbox(
        label,
        options,
        index=list(options).index(value),
        key=key,
        format_func=words,
        filter_mode=None,
        # What it shows says what it chooses.
        label_visibility="collapsed" if name.startswith("indicator") else "visible",
        on_change=_apply_change,
        args=(key, change),
    )


def control_row(key: str) -> DeltaGenerator:
    """Return a container for controls in one line that wraps on a narrow screen."""
    return st.container(key=key, horizontal=True, vertical_alignment="bottom", gap="small")
