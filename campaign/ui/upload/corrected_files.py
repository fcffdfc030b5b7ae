"""Downloads of the corrected register and the cleaning log, and a log of another file applied."""

from __future__ import annotations

from html import escape

import streamlit as st

from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.exports.data_check.corrected_register import corrected_csv, corrected_xlsx, log_csv
from campaign.i18n.translator import Text
from campaign.ingest.cleaning_log import log_lines
from campaign.ingest.dispatch import FileReport, ingest_file
from campaign.ingest.log_replay import apply_log, read_log
from campaign.ingest.options import RequestedOptions
from campaign.ingest.reference import campaign_reference
from campaign.ingest.report import ValidationReport
from campaign.schema.issues import Issue
from campaign.ui.upload import session_files
from campaign.ui.upload.download_button import show_download
from campaign.ui.upload.session_files import SessionFile


def show_corrected_files(view: View, file: SessionFile) -> None:
    """Show the downloads of a register with accepted rows, and the upload of a cleaning log."""
    report, text = file.report, view.text
    with st.container(key=f"corrected-{file.number}"):
        if not isinstance(report, ValidationReport) or report.table != "activities":
            return
        # A log may say what the numbers of a wide table are, which is not read until then.
        if report.status not in ("clean", "problems") and report.wide is None:
            return
        if report.usable:
            _show_downloads(file, report, text)
        _show_log_upload(file, text)


def _show_downloads(file: SessionFile, report: ValidationReport, text: Text) -> None:
    words = text(
        "The corrected register has the accepted rows, {accepted} of {rows}, and can be uploaded "
        "again without questions. The cleaning log has every correction and can be applied to the "
        "next file.",
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


def _show_log_upload(file: SessionFile, text: Text) -> None:
    with st.expander(text("Apply a cleaning log"), key=f"apply-log:{file.number}:{text.lang}"):
        words = text(
            "Answers and corrections by hand of an earlier file are applied where the same "
            "spelling, or the same cell of the same row, is in this one."
        )
        st.html(f'<p class="summary">{escape(words)}</p>')
        upload = st.file_uploader(
            text("Cleaning log: CSV, XLSX"), type=None, key=f"log:{file.number}:{text.lang}"
        )
        # An uploaded log is applied once: answers that are cleared later stay cleared.
        outcome_key = f"log-outcome:{file.number}"
        if upload is None:
            st.session_state.pop(outcome_key, None)
            return
        outcome = st.session_state.get(outcome_key)
        if outcome is None or outcome[0] != upload.file_id:
            issue = _apply(file, upload.name, upload.getvalue())
            st.session_state[outcome_key] = (upload.file_id, issue)
            st.rerun()
        st.html(f'<p class="summary" role="status">{escape(outcome[1].message(text))}</p>')


def _apply(file: SessionFile, name: str, content: bytes) -> Issue:
    """Read the file again with what fits it of a log; return the note, or the log's issue."""
    campaign = campaign_cache.current()
    log = read_log(content, name, campaign_reference(campaign).codes)
    if isinstance(log, Issue):
        return log
    assert isinstance(file.report, ValidationReport)

    def read(requested: RequestedOptions) -> FileReport:
        return ingest_file(file.content, file.file, campaign, requested=requested)

    requested, report = apply_log(log, read, file.requested, file.report)
    session_files.read_again(campaign, file.number, lambda _: requested)
    return report.notes[-1]
