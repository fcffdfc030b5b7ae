"""Widgets over the live selection: each shows a code in words and changes the selection by it.

A widget's key carries the language: with a fixed key, translated labels lose the value when the
language changes. The code is the truth, the widget is seeded from it on every run, and has it as
its default too: a widget that reaches the browser only after a second run begins there with its
default, and would report that as the reader's choice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from campaign.analysis.class_breaks import FEWEST, METHODS, MOST
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.domain.campaign import OWN
from campaign.i18n.accept_language import preferred_language
from campaign.i18n.translator import LANGUAGE_NAMES, LANGUAGES
from campaign.ui import state

OTHER_YEARS = "other"


def language(lang: str) -> None:
    """The choice of language, each named in itself."""
    _segmented(
        "lang",
        "Кыргызча · Русский · English",
        LANGUAGES,
        lang,
        lambda code: LANGUAGE_NAMES[code],
        lambda chosen, code: replace(chosen, lang=None if code == browser_language() else code),
    )


def browser_language() -> str:
    """The reader's language as the browser asks for it."""
    return preferred_language(st.context.headers.get("Accept-Language"))


def edition(view: View) -> None:
    """The choice of edition by its year; filters on days fall away with the old edition.

    All years without a register are one choice: there is nothing to filter in them.
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
        lambda chosen, code: _of_edition(chosen, others[0] if code == OTHER_YEARS else code),
    )


def back_to_register(view: View) -> None:
    """The way from a year without a register to the edition that a bare link shows."""
    wanted = view.campaign.default_edition
    if wanted in view.campaign.other_years:
        return
    st.button(
        view.text("Show the campaign of {year:raw}", year=wanted),
        key=f"back:{view.text.lang}",
        type="primary",
        icon=":material/arrow_back:",
        on_click=state.change,
        args=(_of_edition, wanted),
    )


def _of_edition(chosen: Selection, edition: str) -> Selection:
    return replace(chosen, edition=edition, start=None, end=None)


def oblasts(view: View, place: str) -> None:
    """The units as plain buttons, any number of them; `place` tells two such lists apart."""
    _pills(
        f"oblasts:{place}:{view.text.lang}",
        view.text("Regions"),
        view.campaign.places.codes,
        view.selection.oblasts,
        lambda code: view.campaign.places.short(code, view.text),
        lambda chosen, codes: replace(chosen, oblasts=tuple(codes)),
    )


def types(view: View) -> None:
    """The activity types that occur in the edition, as plain buttons."""
    met = view.edition.occurring_types
    if not met:
        return
    _pills(
        f"types:{view.text.lang}",
        view.text("Types of activity"),
        [code for code in view.campaign.type_codes if code in met],
        view.selection.types,
        lambda code: view.campaign.type_name(code, view.text),
        lambda chosen, codes: replace(chosen, types=tuple(codes)),
    )


def dates(view: View) -> None:
    """The days that count, as a slider from the first day to the last."""
    first, last = view.edition.first_day, view.edition.last_day
    if first is None or last is None or first == last:
        return
    current = view.edition

    def limited(chosen: Selection, days: tuple[date, date]) -> Selection:
        return chosen.between(days[0], days[1], current)

    key = _keyed(f"dates:{view.text.lang}:{current.campaign_id}", view.days)
    st.slider(
        view.text("Dates"),
        min_value=first,
        max_value=last,
        value=view.days,
        format="DD.MM.YYYY",
        key=key,
        on_change=_changed,
        args=(key, limited),
    )


def indicator(view: View, codes: Sequence[str] = tuple(INDICATORS)) -> None:
    """The choice of indicator; one that needs the population is omitted where it is not known."""
    known = [c for c in codes if c != "rate" or view.edition.population is not None]
    value = view.indicator.code if view.indicator.code in known else known[0]
    _select(
        f"indicator:{view.text.lang}",
        view.text("Indicator"),
        known,
        value,
        lambda code: view.text(INDICATORS[code].name),
        lambda chosen, code: replace(chosen, indicator=code),
    )


def people_or_activities(view: View, place: str) -> None:
    """The same choice narrowed to people or activities, for bars that compare types."""
    value = "activities" if view.indicator.code == "activities" else "reach"
    _segmented(
        f"unit:{place}:{view.text.lang}",
        view.text("Count by"),
        ("reach", "activities"),
        value,
        lambda code: view.text("People") if code == "reach" else view.text("Activities"),
        # People back again: the map then shows them as it does from the start.
        lambda chosen, code: replace(
            chosen, indicator=Selection.indicator if code == "reach" else code
        ),
    )


def per_population(view: View, place: str) -> None:
    """The people reached per 10,000 population or as a number, one click apart, above a map.

    Left out where the map shows means or shares, or the population is not known.
    """
    # The row stands even without the choice, so that the figure keeps its place in the page.
    with row(f"per-population-{place}"):
        shown = view.indicator
        if view.edition.population is None or not (shown.adds_up or shown.code == "rate"):
            return
        _segmented(
            f"per:{place}:{view.text.lang}",
            view.text("People reached"),
            ("rate", "reach"),
            shown.code if shown.code in ("rate", "reach") else None,
            lambda code: (
                view.text("per 10,000 population")
                if code == "rate"
                else view.text("number of people")
            ),
            lambda chosen, code: replace(chosen, indicator=code),
        )


def classes(view: View) -> None:
    """The class method and the number of classes of the map."""
    _select(
        f"method:{view.text.lang}",
        view.text("Classification method"),
        tuple(METHODS),
        view.selection.method,
        lambda code: view.text(METHODS[code]),
        lambda chosen, code: replace(chosen, method=code),
    )
    _segmented(
        f"classes:{view.text.lang}",
        view.text("Number of classes"),
        tuple(range(FEWEST, MOST + 1)),
        view.selection.classes,
        str,
        lambda chosen, count: replace(chosen, classes=count),
    )


def chips(view: View) -> None:
    """The filters in force, each taken away by one click, and all of them by the last."""
    chosen = view.selection
    text = view.text
    # The container stands, unseen, even without a filter: one that comes and goes moves every
    # element after it to another place in the page's tree, and the figures would be built anew.
    with st.container(key="chips", horizontal=True, gap="xsmall"):
        for code in chosen.oblasts:
            _chip(text, f"oblast:{code}", view.campaign.places.name(code, text), _without_oblast)
        for code in chosen.types:
            _chip(text, f"type:{code}", view.campaign.type_name(code, text), _without_type)
        if chosen.start or chosen.end:
            _chip(text, "dates:", text.date_range_short(*view.days), _without_dates)
        st.button(
            text("Reset filters"),
            key=f"reset:{text.lang}",
            type="tertiary",
            disabled=not chosen.filtered,
            on_click=state.change,
            args=(_cleared,),
        )


def reset(view: View, place: str) -> None:
    """A button that takes all filters away."""
    st.button(
        view.text("Reset filters"),
        key=f"reset:{place}:{view.text.lang}",
        type="primary",
        on_click=state.change,
        args=(_cleared,),
    )


def pick(view: View, code: str) -> None:
    """A point of a figure was chosen: `oblast=…`, `type=…`, both, or `from=…&to=…`."""
    named = dict(part.split("=", 1) for part in code.split("&") if "=" in part)
    if "from" in named and "to" in named:
        wanted = Selection.from_query({"edition": view.selection.edition} | named, view.campaign)
        state.change(lambda chosen, _: replace(chosen, start=wanted.start, end=wanted.end))
        return
    oblast, kind = named.get("oblast"), named.get("type")
    if oblast is not None and oblast not in view.campaign.places.codes:
        return
    if kind is not None and kind not in view.campaign.type_codes:
        return
    state.change(lambda chosen, _: chosen.toggle(oblast, kind))


def _chip(text: Any, name: str, label: str, without: state.Change) -> None:
    st.button(
        label,
        key=f"chip:{name}:{text.lang}",
        icon=":material/close:",
        icon_position="right",
        help=text("Take this filter away"),
        on_click=state.change,
        args=(without, name.split(":", 1)[1]),
    )


def _without_oblast(chosen: Selection, code: str) -> Selection:
    return replace(chosen, oblasts=tuple(c for c in chosen.oblasts if c != code))


def _without_type(chosen: Selection, code: str) -> Selection:
    return replace(chosen, types=tuple(c for c in chosen.types if c != code))


def _without_dates(chosen: Selection, _: str) -> Selection:
    return replace(chosen, start=None, end=None)


def _cleared(chosen: Selection, _: Any) -> Selection:
    return chosen.without_filters()


def _changed(key: str, changed: state.Change) -> None:
    # A former value that was on its way has a former key. None comes where one thing is always
    # chosen and the browser's line broke before it heard which; the next run tells it again.
    if key in _keys().values() and st.session_state.get(key) is not None:
        state.change(changed, st.session_state[key])


def _keyed(name: str, value: Any) -> str:
    """The key of a widget, whose value under it is `value`.

    A browser sends the values of all widgets with each message. Where the value was changed by
    anything else (a chart, a chip, another widget), the former value may still be on its way: it
    would undo that change, hence the next key. A choice of the reader's keeps the key.
    """
    keys = _keys()
    key = keys.setdefault(name, name)
    if key in st.session_state and st.session_state[key] != value:
        number = int(key.removeprefix(name).removeprefix(":") or 0) + 1
        key = keys[name] = f"{name}:{number}"
    if key not in st.session_state:
        st.session_state[key] = value
    return key


def _keys() -> dict[str, str]:
    """The key of the last run by the name of the widget."""
    keys: dict[str, str] = st.session_state.setdefault("widget_keys", {})
    return keys


def _segmented(
    name: str,
    label: str,
    options: Sequence[Any],
    value: Any,
    words: Callable[[Any], str],
    changed: state.Change,
) -> None:
    key = _keyed(name, value)
    st.segmented_control(
        label,
        options,
        key=key,
        default=value,
        required=value is not None,
        wrap=True,
        format_func=words,
        label_visibility="collapsed" if name.startswith(("lang", "edition", "per")) else "visible",
        on_change=_changed,
        args=(key, changed),
    )


def _pills(
    name: str,
    label: str,
    options: Sequence[str],
    value: tuple[str, ...],
    words: Callable[[Any], str],
    changed: state.Change,
) -> None:
    chosen = [code for code in options if code in value]
    key = _keyed(name, chosen)
    st.pills(
        label,
        options,
        key=key,
        default=chosen,
        selection_mode="multi",
        wrap=True,
        format_func=words,
        on_change=_changed,
        args=(key, changed),
    )


def _select(
    name: str,
    label: str,
    options: Sequence[str],
    value: str,
    words: Callable[[Any], str],
    changed: state.Change,
) -> None:
    key = _keyed(name, value)
    st.selectbox(
        label,
        options,
        index=list(options).index(value),
        key=key,
        format_func=words,
        filter_mode=None,
        on_change=_changed,
        args=(key, changed),
    )


def row(key: str) -> DeltaGenerator:
    """Controls in one line that wraps on a narrow screen."""
    return st.container(key=key, horizontal=True, vertical_alignment="bottom", gap="small")
