"""Issues and corrections of a file: grouped and counted, then row by row, and as downloads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd
import streamlit as st

from campaign.analysis.data_table import DataTable, TableColumn, html
from campaign.analysis.view import View
from campaign.exports.data_check.issues import IssueGroup, group_issues, issues_xlsx
from campaign.exports.data_check.marked_copy import mark_copy
from campaign.i18n.translator import Text
from campaign.ingest.report import ValidationReport
from campaign.schema.issues import Issue
from campaign.schema.rules import RULES, SEVERITIES
from campaign.site.paging import count_pages
from campaign.ui.paging import show_page_buttons
from campaign.ui.upload.session_files import SessionFile

PAGE_ROWS = 25
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_issues(view: View, file: SessionFile) -> None:
    """Show the issues, and the corrections behind a switch; nothing where there are none."""
    with st.container(key=f"findings-{file.number}"):
        if file.report.issues or file.report.corrections:
            _show_issue_lists(view, file)


@st.fragment
def _show_issue_lists(view: View, file: SessionFile) -> None:
    # A fragment: turning a page reruns this list and nothing else.
    text, report = view.text, file.report
    if report.issues:
        table = _group_table(group_issues(report.issues, _counts(file, report.issues)), text)
        st.html(f"<h3>{escape(text('Problems'))}</h3>{table}")
        _show_issue_pages(file, report.issues, text, "problems")
    if isinstance(report, ValidationReport) and report.status in ("clean", "problems"):
        _show_downloads(file, report, text)
    if report.corrections:
        correction_groups = group_issues(report.corrections, _counts(file, report.corrections))
        count = sum(group.count for group in correction_groups)
        label = text.n("Show {n} repair", "Show {n} repairs", count)
        if st.toggle(label, key=f"repairs:{file.number}:{text.lang}"):
            st.html(_group_table(correction_groups, text))
            _show_issue_pages(file, report.corrections, text, "repairs")


def _counts(file: SessionFile, issues: Sequence[Issue]) -> Mapping[tuple[str, str | None], int]:
    """Return the count of each rule and column among the issues, unlisted issues included."""
    counts = file.report.counts if isinstance(file.report, ValidationReport) else {}
    keys = {(issue.rule, issue.cell.label or None) for issue in issues}
    return {key: n for key, n in counts.items() if key in keys}


def _group_table(issue_groups: Sequence[IssueGroup], text: Text) -> str:
    rows = [
        {
            "severity": text(SEVERITIES[group.severity]),
            "rule": text(RULES[group.rule].title),
            "column": group.column or "",
            "count": group.count,
            "row": "" if group.first is None else str(group.first),
        }
        for group in issue_groups
    ]
    columns = (
        TableColumn("severity", text("Severity")),
        TableColumn("rule", text("What")),
        TableColumn("column", text("Column")),
        TableColumn("count", text("How many"), "number"),
        TableColumn("row", text("First in row")),
    )
    return html(
        DataTable(pd.DataFrame(rows), columns), text, text("Grouped and counted"), stacked=True
    )


def _show_issue_pages(file: SessionFile, issues: Sequence[Issue], text: Text, name: str) -> None:
    key = f"{name}-page:{file.number}"
    pages = count_pages(len(issues), PAGE_ROWS)
    page = min(int(st.session_state.get(key, 1)), pages)
    st.html(_issue_table(issues[(page - 1) * PAGE_ROWS : page * PAGE_ROWS], text))
    show_page_buttons(key, page, pages, text)


def _issue_table(issues: Sequence[Issue], text: Text) -> str:
    rows = [
        {
            "row": "" if issue.row is None else str(issue.row),
            "column": issue.place(text).label,
            "value": str(issue.params.get("value", "")),
            "message": issue.message(text),
        }
        for issue in issues
    ]
    columns = [
        TableColumn("row", text("Row")),
        TableColumn("column", text("Column")),
        TableColumn("value", text("Value")),
        TableColumn("message", text("What is wrong, and what to do")),
    ]
    filled_columns = tuple(
        c for c in columns if c.key == "message" or any(row[c.key] for row in rows)
    )
    return html(
        DataTable(pd.DataFrame(rows), filled_columns), text, text("Row by row"), stacked=True
    )


def _show_downloads(file: SessionFile, report: ValidationReport, text: Text) -> None:
    stem = file.file.rsplit(".", 1)[0]
    with st.container(horizontal=True, key=f"take-{file.number}"):
        st.download_button(
            text("Download the list (XLSX)"),
            data=lambda: issues_xlsx(report, text),
            file_name=f"{stem}-{text.lang}-check.xlsx",
            mime=XLSX,
            key=f"list:{file.number}:{text.lang}",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )
        st.download_button(
            text("Download your sheet with the cells marked (XLSX)"),
            data=lambda: mark_copy(file.content, file.file, report, text),
            file_name=f"{stem}-{text.lang}-marked.xlsx",
            mime=XLSX,
            key=f"marked:{file.number}:{text.lang}",
            on_click="ignore",
            type="tertiary",
            icon=":material/format_color_fill:",
        )
