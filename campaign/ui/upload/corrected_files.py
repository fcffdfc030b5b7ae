"""Downloads of the corrected register and the cleaning log."""

from __future__ import annotations

from html import escape

import streamlit as st

from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.exports.data_check.corrected_register import corrected_csv, corrected_xlsx, log_csv
from campaign.exports.data_check.issues import issues_xlsx
from campaign.exports.data_check.marked_copy import mark_copy
from campaign.i18n.translator import Text
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.log.cleaning_log import log_lines
from campaign.ingest.report import ValidationReport
from campaign.ui.export_dialog import site_address
from campaign.ui.upload.session_files import SessionFile
from campaign.ui.upload.template_downloads import show_download


def show_corrected_files(view: View, file: SessionFile) -> None:
    """Show the downloads of a register with accepted rows."""
    report, text = file.report, view.text
    with st.container(key=f"corrected-{file.number}"):
        if isinstance(report, ValidationReport) and file.register is not None:
            _show_downloads(file, report, text)


def _show_downloads(file: SessionFile, report: ValidationReport, text: Text) -> None:
    words = text(
        "The corrected register contains the accepted rows ({accepted} of {rows}) and can be "
        "uploaded again without further questions. The cleaning log contains every correction "
        "and can be applied to the next file.",
        accepted=report.accepted,
        rows=report.rows,
    )
    st.html(f'<h3>{escape(text("Corrected register"))}</h3><p class="summary">{escape(words)}</p>')
    stem = file.file.rsplit(".", 1)[0]
    codes = campaign_reference(campaign_cache.current()).codes
    with st.container(horizontal=True):
        show_download(
            text("Corrected register (CSV)"),
            lambda: corrected_csv(report),
            f"{stem}-corrected.csv",
            f"corrected-csv:{file.number}:{text.lang}",
        )
        show_download(
            text("Corrected register (XLSX)"),
            lambda: corrected_xlsx(report, text),
            f"{stem}-{text.lang}-corrected.xlsx",
            f"corrected-xlsx:{file.number}:{text.lang}",
        )
        show_download(
            text("Cleaning log (CSV)"),
            lambda: log_csv(log_lines(report, file.requested, codes, text), text),
            f"{stem}-{text.lang}-cleaning-log.csv",
            f"cleaning-log:{file.number}:{text.lang}",
        )


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
