"""Rows that look like notes or headings: they are excluded, and one click each counts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from campaign.analysis.view import View
from campaign.i18n.translator import N_, Text
from campaign.ingest.options import RequestedOptions
from campaign.ingest.report import NoteRow, ValidationReport
from campaign.ui.upload.option_changes import read_with
from campaign.ui.upload.session_files import SessionFile

MOST_ROWS = 5
WHY = N_(
    "These rows are excluded because they look like notes or headings. If a row is an activity, "
    "count it as a row, and then correct its cells."
)


def show_note_rows(view: View, file: SessionFile) -> None:
    """Show each such row with its words, and the button that counts it or excludes it again."""
    text, report = view.text, file.report
    note_rows = report.note_rows if isinstance(report, ValidationReport) else ()
    with st.container(key=f"notes-{file.number}"):
        if not note_rows:
            return
        st.html(
            f"<h3>{escape(text('Are these rows notes?'))}</h3>"
            f'<p class="summary">{escape(text(WHY))}</p>'
        )
        # Equal rows have one answer.
        rows: dict[str, list[NoteRow]] = {}
        for note in note_rows:
            rows.setdefault(note.key, []).append(note)
        for equal in list(rows.values())[:MOST_ROWS]:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.html(_row_html(equal, text))
                _show_button(file, equal, text)
        if (rest := len(rows) - MOST_ROWS) > 0:
            words = text.n("and {n} more row", "and {n} more rows", rest)
            st.html(f'<p class="source">{escape(words)}</p>')


def _row_html(equal: Sequence[NoteRow], text: Text) -> str:
    place = text("row {row:raw}", row=equal[0].row)
    if len(equal) > 1:
        place = text.n("in {n} row", "in {n} rows", len(equal))
    words = escape(text.quote(equal[0].text))
    return f'<p class="asked-text">{words}<small>{escape(place)}</small></p>'


def _show_button(file: SessionFile, equal: Sequence[NoteRow], text: Text) -> None:
    is_counted = equal[0].is_counted
    st.button(
        text("Exclude again") if is_counted else text("Count as a row"),
        key=f"note:{file.number}:{equal[0].key}:{is_counted}:{text.lang}",
        type="tertiary",
        on_click=read_with,
        args=(file, partial(_exclude if is_counted else _count, equal=equal)),
    )


def _count(requested: RequestedOptions, equal: Sequence[NoteRow]) -> RequestedOptions:
    return replace(requested, counted_rows=requested.counted_rows | {equal[0].key})


def _exclude(requested: RequestedOptions, equal: Sequence[NoteRow]) -> RequestedOptions:
    """Return the options without these rows, and without corrections of their cells."""
    rows = {note.row for note in equal}
    cells = {place: one for place, one in requested.cells.items() if place[0] not in rows}
    return replace(requested, counted_rows=requested.counted_rows - {equal[0].key}, cells=cells)
