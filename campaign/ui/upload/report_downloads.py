"""The downloads of a report: the list of issues, and the sheet with its cells marked."""

from __future__ import annotations

import streamlit as st

from campaign.analysis.view import View
from campaign.exports.data_check.issues import issues_xlsx
from campaign.exports.data_check.marked_copy import mark_copy
from campaign.ingest.report import ValidationReport
from campaign.ui.site_address import site_address
from campaign.ui.upload.download_button import show_download
from campaign.ui.upload.session_files import SessionFile


def show_report_downloads(view: View, file: SessionFile) -> None:
    """Show the downloads of a table that could be read and has issues or corrections."""
    text, report = view.text, file.report
    if not isinstance(report, ValidationReport) or report.status not in ("clean", "issues"):
        return
    if not report.issues and not report.corrections:
        return
    site = site_address()
    stem = file.file.rsplit(".", 1)[0]
    with st.container(horizontal=True, key=f"take-{file.number}"):
        show_download(
            text("Download the list of issues (XLSX)"),
            lambda: issues_xlsx(report, text, site),
            f"{stem}-{text.lang}-check.xlsx",
            f"list:{file.number}:{text.lang}",
        )
        show_download(
            text("Download your sheet with the cells marked (XLSX)"),
            lambda: mark_copy(file.content, file.file, report, text, site=site),
            f"{stem}-{text.lang}-marked.xlsx",
            f"marked:{file.number}:{text.lang}",
            icon=":material/format_color_fill:",
        )
