"""Four numbers of rows of a file, each of which opens the list of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from campaign.analysis.data_table import DataTable, TableColumn, html
from campaign.analysis.view import View
from campaign.domain.value_states import MISSING_WORDS
from campaign.i18n.number_format import NBSP
from campaign.i18n.translator import N_
from campaign.ingest.report import ValidationReport
from campaign.ingest.rows.row_states import RowState, RowStates, row_states
from campaign.schema import tables
from campaign.schema.causes import cause_of
from campaign.schema.columns import Kind
from campaign.schema.data_dictionary import column_label
from campaign.site.paging import count_pages
from campaign.ui.paging import show_page_buttons
from campaign.ui.upload.session_files import SessionFile

PAGE_ROWS = 25
ALL = "read"
LABELS = {
    ALL: N_("Rows read: {n}"),
    "accepted": N_("accepted: {n}"),
    "rejected": N_("rejected: {n}"),
    "excluded": N_("excluded: {n}"),
}
"""The label of each number; the three states add up to the rows read."""
STATE_NAMES: dict[RowState, str] = {
    "accepted": N_("accepted"),
    "rejected": N_("rejected"),
    "excluded": N_("excluded"),
}
COLUMNS = {
    "activities": ("date", "oblast", "type", "title", "place", "reached"),
    "population": ("iso_code", "date", "kind", "population"),
    "targets": ("oblast", "type", "indicator", "value", "due_date"),
}


@st.fragment
def show_row_counts(view: View, file: SessionFile) -> None:
    """Show the numbers of rows read, accepted, rejected and excluded; list the chosen rows."""
    text, report = view.text, file.report
    if not isinstance(report, ValidationReport) or not report.rows:
        return
    counts = {
        ALL: report.rows,
        "accepted": report.accepted,
        "rejected": report.rejected,
        "excluded": report.excluded,
    }
    with st.container(key=f"rows-{file.number}"):
        choice = st.segmented_control(
            text("Rows of the file"),
            [name for name, count in counts.items() if count or name in (ALL, "accepted")],
            format_func=lambda name: text(LABELS[name], n=counts[name]),
            key=f"row-state:{file.number}:{text.lang}",
            label_visibility="collapsed",
        )
        if choice is not None:
            _show_list(view, file, report, choice)


def _show_list(view: View, file: SessionFile, report: ValidationReport, choice: str) -> None:
    text, key = view.text, f"{choice}-rows-page:{file.number}"
    states = row_states(report)
    rows = _rows(states, choice)
    pages = count_pages(len(rows), PAGE_ROWS)
    page = min(int(st.session_state.get(key, 1)), pages)
    page_rows = [int(row) for row in rows[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]]
    if page_rows:
        st.html(_table(view, report, states, page_rows))
        show_page_buttons(key, page, pages, text)
    if unlisted := _count(states, choice) - len(rows):
        reasons = [issue.message(text) for issue in report.issues if issue.row is None]
        rest = text.n("and {n} more row", "and {n} more rows", unlisted)
        st.html(f'<p class="source">{escape(" ".join([f"{rest}.", *reasons]))}</p>')


def _rows(states: RowStates, choice: str) -> pd.Index:
    """Return the listed rows of a state, or all listed rows in their order."""
    if choice != ALL:
        return next(rows for state, rows in states.rows.items() if state == choice)
    accepted, *others = states.rows.values()
    return accepted.append(list(others)).sort_values()


def _count(states: RowStates, choice: str) -> int:
    return sum(count for state, count in states.counts.items() if choice in (ALL, state))


def _table(
    view: View, report: ValidationReport, states: RowStates, page_rows: Sequence[int]
) -> str:
    text = view.text
    names = [name for name in COLUMNS[report.table] if name in report.frame]
    rows = [_record(view, report, states, row, names) for row in page_rows]
    columns = [
        TableColumn("row", text("Row")),
        TableColumn("state", text("Status")),
        *(TableColumn(name, column_label(name, text)) for name in names),
        TableColumn("reason", text("Reason")),
    ]
    filled = tuple(column for column in columns if any(row[column.key] for row in rows))
    return html(DataTable(pd.DataFrame(rows), filled), text, text("Rows of the file"), stacked=True)


def _record(
    view: View, report: ValidationReport, states: RowStates, row: int, names: Sequence[str]
) -> dict[str, str]:
    """Return one row in words: its number, its state with the reason, and its cells if accepted."""
    text = view.text
    state = next(state for state, rows in states.rows.items() if row in rows)
    reasons = [
        issue.message(text)
        for issue in states.issues.get(row, ())
        if cause_of(issue) not in ("correction", "hand", "reading")
    ]
    kinds = {table.name: table.kinds for table in tables.TABLES}[report.table]
    cells = {
        name: cell_words(report.frame.at[row, name], name, kinds[name], view)
        if state == "accepted"
        else ""
        for name in names
    }
    return {
        "row": report.row_name(row),
        "state": text(STATE_NAMES[state]).replace(" ", NBSP),
        **cells,
        "reason": " ".join(dict.fromkeys(reasons)),
    }


def cell_words(value: Any, column: str, kind: Kind, view: View) -> str:
    """Return a typed cell in words: codes by their names, "" for an empty cell.

    An empty number of people reached is *not reported*.
    """
    text = view.text
    if pd.isna(value) or value == "":
        return text(MISSING_WORDS["not_reported"]) if column == "reached" else ""
    if kind in ("date", "period"):
        return text.date(value, "short")
    if kind == "whole":
        return text.number(float(value))
    if column in ("oblast", "iso_code"):
        return view.campaign.places.name(str(value), text)
    return view.campaign.type_name(str(value), text) if column == "type" else str(value)
