"""The register itself: searched, sorted and paged, with the totals of what is shown."""

from __future__ import annotations

import math
from html import escape

import pandas as pd
import streamlit as st

from campaign.tables import Column, Table, csv_bytes, html
from campaign.text import Text
from campaign.ui.card import file_name
from campaign.view import View

PAGE_ROWS = 25
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
    rows = sort_rows(search(named_rows(view), wanted), sort, falling, text)
    st.html(f'<p class="reading">{escape(totals_line(rows, text))}</p>')
    pages = max(1, math.ceil(len(rows) / PAGE_ROWS))
    page = 1
    if pages > 1:
        page = st.segmented_control(
            text("Page"),
            tuple(range(1, pages + 1)),
            default=1,
            required=True,
            key=f"register-page:{pages}:{text.lang}",
        )
    first = (page - 1) * PAGE_ROWS
    table = Table(rows.iloc[first : first + PAGE_ROWS], _columns(text))
    st.html(html(table, text, text("Register of activities")))
    st.download_button(
        text("Download CSV"),
        data=lambda: csv_bytes(Table(rows, _columns(text)), text, view.mark),
        file_name=f"{file_name(view, 'register')}.csv",
        mime="text/csv",
        key=f"csv:register:{text.lang}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )


def named_rows(view: View) -> pd.DataFrame:
    """The selected activities with the names of units and types in the reader's language."""
    activities = view.edition.activities
    assert activities is not None
    rows = view.selection.apply(activities).copy()
    names = {c: view.campaign.places.name(c, view.text) for c in view.campaign.places.codes}
    kinds = {str(c): view.campaign.type_name(str(c), view.text) for c in view.campaign.types.index}
    rows["oblast"] = rows["oblast"].map(names)
    rows["type"] = rows["type"].map(kinds)
    rows["reached_state"] = rows["reached"].isna().map({True: "not_reported", False: "value"})
    return rows


def search(rows: pd.DataFrame, wanted: str) -> pd.DataFrame:
    """The rows in which every word of `wanted` occurs somewhere; case and ё are passed over."""
    fields = ["activity_id", "oblast", "district", "place", "type", "title", "organiser"]
    words = _plain(pd.Series([wanted])).iloc[0].split()
    if not words:
        return rows
    joined = _plain(rows[fields].fillna("").agg(" ".join, axis=1))
    keep = pd.Series(True, index=rows.index)
    for word in words:
        keep &= joined.str.contains(word, regex=False)
    return rows[keep]


def sort_rows(rows: pd.DataFrame, key: str, falling: bool, text: Text) -> pd.DataFrame:
    """The rows in order; words by the reader's alphabet, missing figures last."""
    return rows.sort_values(
        key,
        ascending=not falling,
        kind="stable",
        na_position="last",
        key=lambda column: (
            column.map(text.sort_key, na_action="ignore")
            if key in ("oblast", "type", "title")
            else column
        ),
    )


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


def _plain(column: pd.Series) -> pd.Series:
    return column.str.casefold().str.replace("ё", "е", regex=False)


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
