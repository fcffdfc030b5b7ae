"""Downloads of the corrected register and the cleaning log."""

from __future__ import annotations

from html import escape

import streamlit as st

from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.exports.data_check.corrected_register import corrected_csv, corrected_xlsx, log_csv
from campaign.i18n.translator import Text
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.log.cleaning_log import log_lines
from campaign.ingest.report import ValidationReport
from campaign.ui.upload.download_button import show_download
from campaign.ui.upload.session_files import SessionFile


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
