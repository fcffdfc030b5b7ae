"""The headline numbers, each beside the published figure with its qualifier."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd
import streamlit as st

from campaign.exports.headline import published_of
from campaign.measures import headline as headline_of
from campaign.text import N_, Text
from campaign.view import View


def headline(view: View) -> None:
    """Five numbers over the selection; the published ones are of the whole campaign."""
    with st.container(key="headline"):
        st.html(f'<dl class="tiles">{"".join(_tiles(view))}</dl>')


def _tiles(view: View) -> list[str]:
    text = view.text
    codes = list(view.selection.oblasts) or view.campaign.places.codes
    numbers = headline_of(view.totals(), codes, view.edition.residents)
    unknown = text("not reported")
    reached = unknown if numbers.reached is None else text.number(numbers.reached)
    reached_note = ""
    if numbers.not_reported:
        reached_note = text.n(
            "attendance not reported: {n} activity",
            "attendance not reported: {n} activities",
            numbers.not_reported,
        )
    units = text("{n} of {total}", n=numbers.units, total=numbers.units_of)
    youth = unknown if numbers.youth is None else text.percent(numbers.youth, 1)
    rate = text("no data") if numbers.rate is None else text.number(numbers.rate, 1)
    of_kind = view.campaign.places.table["kind"].value_counts()
    kinds = text(
        "oblasts: {n}; cities: {m}", n=int(of_kind.get("oblast", 0)), m=int(of_kind.get("city", 0))
    )
    residents = view.edition.residents
    rate_note = ""
    if residents is not None:
        rate_note = text("residents as of {year:raw}", year=residents.year)
    return [
        _tile(
            text("People reached"), reached, published_of(view, "reached"), reached_note, "reach"
        ),
        _tile(
            text("Activities"),
            text.number(numbers.activities),
            published_of(view, "activities"),
            "",
            "activities",
        ),
        _tile(text("Oblasts and cities"), units, published_of(view, "oblasts"), kinds, "units"),
        _tile(text("Share of young people"), youth, published_of(view, "youth_share"), "", "youth"),
        _tile(
            text("People reached per 10,000 residents"),
            rate,
            text("not published"),
            rate_note,
            "rate",
        ),
    ]


def _tile(label: str, value: str, published: str, note: str, name: str) -> str:
    small = "".join(
        f'<span class="tile-note">{escape(words)}</span>' for words in (published, note) if words
    )
    return (
        f'<div class="tile" data-number="{name}"><dt>{escape(label)}</dt>'
        f'<dd><span class="tile-value">{escape(value)}</span>{small}</dd></div>'
    )


def qualified(row: pd.Series, text: Text) -> str:
    """The same without the word “published”, for a list that says so in its title."""
    value = float(row["value"])
    if row["indicator"] == "youth_share":
        return text(QUALIFIED_SHARE[str(row["qualifier"])], share=value / 100)
    return text(QUALIFIED[str(row["qualifier"])], value=value)


QUALIFIED: Mapping[str, str] = {
    "exact": "{value}",
    "more_than": N_("more than {value}"),
    "about": N_("about {value}"),
}
QUALIFIED_SHARE: Mapping[str, str] = {
    "exact": "{share:%0}",
    "more_than": N_("more than {share:%0}"),
    "about": N_("about {share:%0}"),
}
