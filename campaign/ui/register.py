"""The register itself: searched, sorted and paged, with the totals of what is shown."""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from campaign.tables import Column, Table, csv_bytes, html
from campaign.text import Text
from campaign.ui.card import file_name
from campaign.ui.paging import page_open, page_turner
from campaign.view import View

PAGE_ROWS = 25
_SOUGHT = ("activity_id", "oblast", "district", "place", "type", "title", "organiser")
SORTS = ("date", "reached", "oblast", "type", "title")


def register(view: View) -> None:
    """The activities of the selection in a card of their own."""
    with st.container(key="register", border=True):
        _register(view)


@st.fragment
def _register(view: View) -> None:
    # A fragment: typing a search reruns the table and leaves the figures alone.
    text = view.text
    st.html(f"<h2>{escape(text('Register of activities'))}</h2>")
    with st.container(horizontal=True, vertical_alignment="bottom", key="register-controls"):
        wanted = st.text_input(
            text("Search"),
            key=f"search:{text.lang}",
            placeholder=text("Title, place, organiser …"),
        )
        heads = {c.key: c.head for c in _columns(text)}
        sort = st.selectbox(
            text("Sort by"),
            SORTS,
            key=f"sort:{text.lang}",
            format_func=lambda key: heads[key],
            filter_mode=None,
        )
        falling = st.toggle(text("Descending"), key=f"falling:{text.lang}")
    activities = view.edition.activities
    assert activities is not None
    rows = view.selection.apply(activities)
    rows = rows[matching(rows, wanted, view)]
    st.html(f'<p class="reading">{escape(totals_line(rows, text))}</p>')
    asked = (view.key, wanted, sort, falling)
    if st.session_state.get("register-asked") != asked:
        # A new search, order or filter opens at its first page.
        st.session_state["register-asked"] = asked
        st.session_state.pop("register-page", None)
    page, pages = page_open("register-page", len(rows), PAGE_ROWS)
    order = in_order(rows, sort, falling, view)
    shown = order[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]
    table = Table(named(rows.iloc[shown], view), _columns(text))
    st.html(html(table, text, text("Register of activities")))
    page_turner("register-page", page, pages, text)
    st.download_button(
        text("Download CSV"),
        data=lambda: csv_bytes(
            Table(named(rows.iloc[order], view), _columns(text)), text, view.mark
        ),
        file_name=f"{file_name(view, 'register')}.csv",
        mime="text/csv",
        key=f"csv:register:{text.lang}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )


def named(rows: pd.DataFrame, view: View) -> pd.DataFrame:
    """Activities with the names of units and types in the reader's language."""
    rows = rows.copy()
    for column, names in _names(view).items():
        rows[column] = rows[column].map(names)
    rows["reached_state"] = rows["reached"].isna().map({True: "not_reported", False: "value"})
    return rows


def matching(rows: pd.DataFrame, wanted: str, view: View) -> np.ndarray:
    """True for rows in which every word of `wanted` occurs somewhere; case and ё are passed over.

    Units and types are sought by their names in the reader's language.
    """
    words = _plain(wanted).split()
    found = np.ones(len(rows), dtype=bool)
    if not words:
        return found
    names = _names(view)
    columns = []
    for field in _SOUGHT:
        codes, different = pd.factorize(rows[field])
        # Each different cell is looked at once; a missing one has the number -1, the last place.
        cells = [_plain(str(names.get(field, {}).get(cell, cell))) for cell in different]
        columns.append((codes, [*cells, ""]))
    for word in words:
        anywhere = np.zeros(len(rows), dtype=bool)
        for codes, cells in columns:
            anywhere |= np.array([word in cell for cell in cells])[codes]
        found &= anywhere
    return found


def in_order(rows: pd.DataFrame, key: str, falling: bool, view: View) -> np.ndarray:
    """The positions of the rows in order; words by the reader's alphabet, missing figures last.

    Rows with the same entry stay in the order of the file, whichever way they are sorted.
    """
    codes, different = pd.factorize(rows[key])
    if key in ("oblast", "type", "title"):
        names = _names(view).get(key, {})
        entries = [view.text.sort_key(str(names.get(cell, cell))) for cell in different]
    else:
        entries = list(different)
    ranks = np.empty(len(entries) + 1, dtype="int64")
    for rank, at in enumerate(sorted(range(len(entries)), key=entries.__getitem__)):
        ranks[at] = -rank if falling else rank
    ranks[-1] = len(entries)
    return np.argsort(ranks[codes], kind="stable")


def totals_line(rows: pd.DataFrame, text: Text) -> str:
    """How many activities are listed, how many people they reached, how many did not report."""
    reached = rows["reached"].sum(min_count=1)
    missing = int(rows["reached"].isna().sum())
    parts = [text.n("{n} activity", "{n} activities", len(rows))]
    if pd.notna(reached):
        parts.append(text("people reached: {n}", n=float(reached)))
    if missing:
        parts.append(
            text.n(
                "attendance not reported: {n} activity",
                "attendance not reported: {n} activities",
                missing,
            )
        )
    return "; ".join(parts) + "."


def _names(view: View) -> dict[str, dict[Any, str]]:
    """By column {code: name in the reader's language}."""
    places, types = view.campaign.places, view.campaign.types
    return {
        "oblast": {code: places.name(code, view.text) for code in places.codes},
        "type": {code: view.campaign.type_name(str(code), view.text) for code in types.index},
    }


def _plain(words: str) -> str:
    return words.casefold().replace("ё", "е")


def _columns(text: Text) -> tuple[Column, ...]:
    return (
        Column("date", text("Date"), "date"),
        Column("oblast", text("Oblast or city")),
        Column("type", text("Type of activity")),
        Column("title", text("Title")),
        Column("place", text("Place")),
        Column("reached", text("People reached"), "number", state="reached_state"),
        Column("women", text("Women"), "number"),
        Column("men", text("Men"), "number"),
        Column("youth", text("Young people"), "number"),
        Column("materials", text("Materials distributed"), "number"),
        Column("media_audience", text("Media audience"), "number"),
    )
