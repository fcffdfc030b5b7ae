"""The rows of two versions of a register, before and after."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from campaign.analysis.data_table import DataTable, TableColumn, html
from campaign.analysis.view import View
from campaign.i18n.translator import N_
from campaign.ingest.versions.upload_order import Version
from campaign.schema import tables
from campaign.schema.data_dictionary import column_label
from campaign.site.paging import count_pages
from campaign.ui.paging import show_page_buttons
from campaign.ui.upload import session_files
from campaign.ui.upload.cell_words import cell_words

PAGE_ROWS = 10
MAIN_COLUMNS = ("date", "oblast", "type", "title", "place", "reached")
"""The columns shown for every row; others are shown if they differ."""
COLUMN_KINDS = tables.ACTIVITIES.kinds
CHANGES = {"changed": N_("changed"), "removed": N_("removed"), "added": N_("added")}


@st.fragment
def show_version_rows(view: View, version: Version) -> None:
    """Show the rows that differ, a page at a time, with a changed cell as both values."""
    # A fragment: turning a page reruns this list and nothing else.
    text, key = view.text, f"version-page:{version.number}"
    row_pairs = list(version.change.rows())
    pages = count_pages(len(row_pairs), PAGE_ROWS)
    page = min(int(st.session_state.get(key, 1)), pages)
    page_pairs = row_pairs[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]
    rows = [_row(version, *pair, view) for pair in page_pairs]
    columns = [
        TableColumn("change", text("Change")),
        TableColumn("before", text("Row before")),
        TableColumn("now", text("Row after")),
        *(TableColumn(name, column_label(name, text)) for name in MAIN_COLUMNS),
        TableColumn("others", text("Other changes")),
    ]
    filled_columns = tuple(c for c in columns if any(row[c.key] for row in rows))
    name = text("Rows before and after")
    st.html(html(DataTable(pd.DataFrame(rows), filled_columns), text, name, stacked=True))
    show_page_buttons(key, page, pages, text)


def _row(
    version: Version,
    former: int | None,
    new: int | None,
    columns: tuple[str, ...],
    view: View,
) -> dict[str, str]:
    """Return one activity in words, {column of the table: text}; a changed cell has both values."""
    text, change = view.text, version.change
    kind = "removed" if new is None else "added" if former is None else "changed"

    def cell(name: str) -> str:
        def words_of(frame: pd.DataFrame, label: int | None) -> str:
            if label is None:
                return ""
            return cell_words(frame.at[label, name], name, COLUMN_KINDS[name], view)

        before, now = words_of(change.former, former), words_of(change.new, new)
        if name not in columns:
            return now or before
        return f"{before or '–'} → {now or '–'}"

    others = [
        f"{column_label(name, text)}: {cell(name)}"
        for name in COLUMN_KINDS
        if name in columns and name not in MAIN_COLUMNS
    ]
    return {
        "change": text(CHANGES[kind]),
        "before": "" if former is None else _former_row(version, former),
        "now": "" if new is None else str(new),
        **{name: cell(name) for name in MAIN_COLUMNS},
        "others": "; ".join(others),
    }


def _former_row(version: Version, label: int) -> str:
    number, row = version.former_row(label)
    return (
        str(row)
        if len(version.former_uploads) == 1
        else f"{session_files.file(number).file}, {row}"
    )
