"""The issues and corrections of a file, grouped by cause, each group with its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

import pandas as pd
import streamlit as st

from campaign.analysis.data_table import DataTable, TableColumn, html
from campaign.analysis.view import View
from campaign.exports.data_check.issues import IssueGroup, group_issues
from campaign.i18n.translator import Text
from campaign.ingest.report import ValidationReport
from campaign.schema.causes import CAUSES, Cause, cause_of
from campaign.schema.issues import Issue
from campaign.site.issue_catalogue import issue_link
from campaign.site.paging import count_pages
from campaign.ui.paging import show_page_buttons
from campaign.ui.upload.session_files import SessionFile

PAGE_ROWS = 25
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
        groups[cause_of(issue)].append(issue)
    return {cause: issues for cause, issues in groups.items() if issues}


def issue_title(rule: str, text: Text) -> str:
    """Return the title of an issue as HTML: a link to its page in the catalogue."""
    return issue_link(rule, text)


@st.fragment
def _show_cause(view: View, file: SessionFile, cause: Cause, issues: Sequence[Issue]) -> None:
    # A fragment: opening a group or turning its page reruns this group and nothing else.
    text = view.text
    groups = group_issues(issues, _counts(file, issues))
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
        columns = {
            issue.cell.label or None: issue.place(text).column_name(text) for issue in issues
        }
        items = "".join(
            f"<li>{_group_line(group, columns.get(group.column, ''), text)}</li>"
            for group in groups
        )
        st.html(f'<ul class="issue-groups">{items}</ul>')
        key = f"{cause}-page:{file.number}"
        pages = count_pages(len(issues), PAGE_ROWS)
        page = min(int(st.session_state.get(key, 1)), pages)
        st.html(_issue_table(issues[(page - 1) * PAGE_ROWS : page * PAGE_ROWS], text))
        show_page_buttons(key, page, pages, text)


def _counts(file: SessionFile, issues: Sequence[Issue]) -> Mapping[tuple[str, str | None], int]:
    """Return the count of each rule and column among the issues, unlisted issues included."""
    counts = file.report.counts if isinstance(file.report, ValidationReport) else {}
    keys = {(issue.rule, issue.cell.label or None) for issue in issues}
    return {key: n for key, n in counts.items() if key in keys}


def _group_line(group: IssueGroup, column: str, text: Text) -> str:
    """Return the title of a rule, the name of its column and its count as HTML."""
    place = f", {escape(column)}" if column else ""
    return f"{issue_title(group.rule, text)}{place}: {escape(text.number(group.count))}"


def _issue_table(issues: Sequence[Issue], text: Text) -> str:
    columns = [
        TableColumn("row", text("Row")),
        TableColumn("column", text("Column")),
        TableColumn("value", text("Value")),
        TableColumn("message", text("Issue and what to do")),
    ]
    rows = list(_issue_rows(issues, text))
    filled_columns = tuple(
        c for c in columns if c.key == "message" or any(row[c.key] for row in rows)
    )
    return html(
        DataTable(pd.DataFrame(rows), filled_columns), text, text("Row by row"), stacked=True
    )


def _issue_rows(issues: Sequence[Issue], text: Text) -> Iterator[dict[str, str]]:
    for issue in issues:
        cell = issue.place(text)
        yield {
            "row": cell.row_name,
            "column": cell.label if cell.sheet is None else cell.column_name(text),
            "value": str(issue.params.get("value", "")),
            "message": issue.message(text),
        }
