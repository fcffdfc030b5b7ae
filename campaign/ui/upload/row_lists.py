"""The rows of a file by state, and its issues and corrections by cause, a page at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from campaign.analysis import data_table
from campaign.analysis.data_table import DataTable, TableColumn
from campaign.analysis.view import View
from campaign.domain.value_states import MISSING_WORDS
from campaign.exports.data_check.result_files import group_issues
from campaign.i18n.number_format import NBSP
from campaign.i18n.translator import N_, Text
from campaign.ingest.report import ValidationReport
from campaign.ingest.validate.sheet_report import RowState, RowStates, row_states
from campaign.schema import tables
from campaign.schema.data_dictionary import column_label
from campaign.schema.issues import Issue
from campaign.schema.rules import CAUSES, Cause
from campaign.schema.tables import Kind
from campaign.site.elements import paragraphs
from campaign.site.issue_catalogue import issue_link
from campaign.ui.upload.session_files import SessionFile
from campaign.ui.widgets import show_pages

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
def show_row_counts(view: View, file: SessionFile, report: ValidationReport) -> None:
    """Show the numbers of rows read, accepted, rejected and excluded; list the chosen rows."""
    text = view.text
    counts = {
        ALL: report.rows,
        "accepted": report.accepted,
        "rejected": report.rejected,
        "excluded": report.excluded,
    }
    if not report.rows:
        return
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
    text, states = view.text, row_states(report)
    if choice == ALL:
        accepted, *others = states.rows.values()
        rows = accepted.append(list(others)).sort_values()
    else:
        rows = next(rows for state, rows in states.rows.items() if state == choice)
    names = [name for name in COLUMNS[report.table] if name in report.frame]
    columns = {"row": text("Row"), "state": text("Status")}
    columns |= {name: column_label(name, text) for name in names} | {"reason": text("Reason")}

    def html(page: slice) -> str:
        records = [_record(view, report, states, int(row), names) for row in rows[page]]
        return table_html(records, columns, text, text("Rows of the file"))

    if len(rows):
        show_pages(f"{choice}-rows-page:{file.number}", len(rows), PAGE_ROWS, text, html)
    count = sum(count for state, count in states.counts.items() if choice in (ALL, state))
    if unlisted := count - len(rows):
        reasons = [issue.message(text) for issue in report.issues if issue.row is None]
        rest = text.n("and {n} more row", "and {n} more rows", unlisted)
        st.html(paragraphs([" ".join([f"{rest}.", *reasons])], "source"))


def table_html(
    rows: Sequence[Mapping[str, str]],
    columns: Mapping[str, str],
    text: Text,
    name: str,
    always: Collection[str] = (),
) -> str:
    """Return a table of HTML with those of the columns, {key: header}, that have any text.

    The columns `always` are in the table even if they are empty.
    """
    filled = tuple(
        TableColumn(key, header)
        for key, header in columns.items()
        if key in always or any(row[key] for row in rows)
    )
    return data_table.html(DataTable(pd.DataFrame(rows), filled), text, name, stacked=True)


def _record(
    view: View, report: ValidationReport, states: RowStates, row: int, names: Sequence[str]
) -> dict[str, str]:
    """Return one row in words: its number, its state with the reason, and its cells if accepted."""
    text = view.text
    state = next(state for state, rows in states.rows.items() if row in rows)
    reasons = [
        issue.message(text)
        for issue in states.issues.get(row, ())
        if issue.cause not in ("correction", "hand", "reading")
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


OPEN_CAUSES = ("error",)
"""The causes whose rows are shown without a click: the owner of the file has to correct them."""


def show_issues(view: View, file: SessionFile) -> None:
    """Show a group for each cause, in the order of urgency; nothing without issues.

    A file that cannot be read has its one issue in its header.
    """
    if file.report.status == "unreadable" and len(file.report.issues) == 1:
        return
    with st.container(key=f"findings-{file.number}", gap="xsmall"):
        for cause, issues in group_by_cause(file).items():
            _show_cause(view, file, cause, issues)


def group_by_cause(file: SessionFile) -> dict[Cause, list[Issue]]:
    """Return the issues and corrections of a file by cause, in the order of `CAUSES`."""
    groups: dict[Cause, list[Issue]] = {cause: [] for cause in CAUSES}
    for issue in (*file.report.issues, *file.report.corrections):
        groups[issue.cause].append(issue)
    return {cause: issues for cause, issues in groups.items() if issues}


@st.fragment
def _show_cause(view: View, file: SessionFile, cause: Cause, issues: Sequence[Issue]) -> None:
    # A fragment: opening a group or turning its page reruns this group and nothing else.
    text = view.text
    # The count of each rule and column among the issues, unlisted issues included.
    keys = {(issue.rule, issue.cell.label or None) for issue in issues}
    counts = file.report.counts if isinstance(file.report, ValidationReport) else {}
    groups = group_issues(issues, {key: n for key, n in counts.items() if key in keys})
    count = text.number(sum(group.count for group in groups))
    expander = st.expander(
        f"{text(CAUSES[cause])}: {count}",
        expanded=cause in OPEN_CAUSES,
        key=f"cause:{cause}:{file.number}:{text.lang}",
        on_change="rerun",
    )
    if not expander.open:
        return
    with expander:
        places = {issue.cell.label or None: issue.place(text).column_name(text) for issue in issues}
        items = ""
        for group in groups:
            place = places.get(group.column, "")
            words = f"{place and ', '}{place}: {text.number(group.count)}"
            items += f"<li>{issue_link(group.rule, text)}{escape(words)}</li>"
        st.html(f'<ul class="issue-groups">{items}</ul>')
        columns = {
            "row": text("Row"),
            "column": text("Column"),
            "value": text("Value"),
            "message": text("Issue and what to do"),
        }
        name = text("Row by row")
        show_pages(
            f"{cause}-page:{file.number}",
            len(issues),
            PAGE_ROWS,
            text,
            lambda page: table_html(
                [_issue_record(issue, text) for issue in issues[page]],
                columns,
                text,
                name,
                ["message"],
            ),
        )


def _issue_record(issue: Issue, text: Text) -> dict[str, str]:
    cell = issue.place(text)
    return {
        "row": cell.row_name,
        "column": cell.label if cell.sheet is None else cell.column_name(text),
        "value": str(issue.params.get("value", "")),
        "message": issue.message(text),
    }
