"""The messages above the content of a page: provenance, and notices on a reader's own register."""

from __future__ import annotations

from html import escape

import streamlit as st

from campaign.analysis.view import View
from campaign.charts.comparison.campaign_words import title_within
from campaign.site import notices
from campaign.ui.links import show_links
from campaign.ui.upload import session_registers
from campaign.ui.upload.versions import question_title


def show_provenance(view: View) -> None:
    """Show that data are invented or a reader's own; nothing for others."""
    with st.container(key="provenance"):
        if view.disclaimer:
            st.html(notices.provenance(view))


def show_shown_register(view: View) -> None:
    """Show which register the page shows to a reader who uploaded one; nothing to others."""
    text = view.text
    if view.campaign.own_editions:
        show_links(view, notices.shown_register, "shown-register")
    elif session_registers.current_registers():
        words = text(
            "Shown: {campaign}, not your own register. None of its rows is accepted yet: see the "
            "page “Upload”.",
            campaign=title_within(view.edition, text),
        )
        st.html(f'<div class="notice" role="status"><p>{escape(words)}</p></div>')


def show_notices(view: View) -> None:
    """Show rows that are not counted, versions without an answer, and issues of files."""
    edition, text = view.edition, view.text
    if edition.own and edition.rejected_rows:
        rows = text.n(
            "{n} row of your register is not counted",
            "{n} rows of your register are not counted",
            edition.rejected_rows,
        )
        hint = text("See the page “Upload” for the reason.")
        st.html(
            f'<div class="notice error" role="status"><p>{escape(rows)}. {escape(hint)}</p></div>'
        )
    for version in session_registers.upload_order().open_questions() if edition.own else ():
        if not version.change.empty:
            words = text(
                "{question} Until you answer on the page “Upload”, the new version is counted "
                "instead of the previous one.",
                question=question_title(version, text),
            )
            st.html(f'<div class="notice" role="status"><p>{escape(words)}</p></div>')
    if issues := notices.file_issues(view):
        st.html(issues)


def has_own_issue_list(view: View, stem: str) -> bool:
    """Return whether the page lists the issues of a reader's own register row by row."""
    return stem == "data" and view.edition.own
