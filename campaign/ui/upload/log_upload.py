"""A cleaning log of an earlier file applied to a register, by a click or by uploading it there."""

from __future__ import annotations

from html import escape

import streamlit as st

from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.i18n.translator import Text
from campaign.ingest.dispatch import FileReport, ingest_file
from campaign.ingest.log_replay import apply_log, read_log
from campaign.ingest.options import RequestedOptions
from campaign.ingest.reference import campaign_reference
from campaign.ingest.report import ValidationReport
from campaign.schema.issues import Issue
from campaign.ui.markdown import escape_markdown
from campaign.ui.upload import session_files
from campaign.ui.upload.session_files import SessionFile


def show_log_upload(view: View, file: SessionFile) -> None:
    """Show a button for each log among the session's files, and the upload of another log.

    Only on the card of a register about which something is asked, or to which a log was applied.
    """
    report, text = file.report, view.text
    outcome = st.session_state.get(_outcome_key(file))
    with st.container(key=f"logs-{file.number}"):
        if not isinstance(report, ValidationReport) or report.table != "activities":
            return
        if outcome is None and not _is_asked_about(report):
            return
        logs = [log for log in session_files.files() if is_log(log)]
        with st.container(horizontal=True):
            for log in logs:
                if outcome is None or outcome[0] != log.number:
                    st.button(
                        escape_markdown(text("Apply “{file}”", file=log.file)),
                        key=f"apply:{file.number}:{log.number}:{text.lang}",
                        type="primary",
                        on_click=_apply_file,
                        args=(file, log),
                    )
        if not logs:
            outcome = _show_uploader(file, text)
        if outcome is not None:
            words = escape(outcome[1].message(text))
            st.html(f'<p class="summary" role="status">{words}</p>')


def is_log(file: SessionFile) -> bool:
    """Return whether a file is a cleaning log."""
    return any(issue.rule == "cleaning_log" for issue in file.report.issues)


def _is_asked_about(report: ValidationReport) -> bool:
    """Return whether an answer or a correction by hand may be missing."""
    asked = (report.questions, report.missing_columns, report.open_cells, report.signature_lines)
    return any(asked) or (report.wide is not None and not report.sources)


def _outcome_key(file: SessionFile) -> str:
    return f"log-outcome:{file.number}"


def _show_uploader(file: SessionFile, text: Text) -> tuple[str | int, Issue] | None:
    """Show the uploader of a log, and return what became of the one that is in it.

    An uploaded log is applied once: answers that are cleared later stay cleared.
    """
    outcome_key = _outcome_key(file)
    with st.expander(text("Apply a cleaning log"), key=f"apply-log:{file.number}:{text.lang}"):
        words = text(
            "Answers from an earlier file are applied to the same spellings in this file; "
            "corrections by hand are applied to the same cell of the same row if its value is "
            "the same."
        )
        st.html(f'<p class="summary">{escape(words)}</p>')
        upload = st.file_uploader(
            text("Cleaning log: CSV, XLSX"), type=None, key=f"log:{file.number}:{text.lang}"
        )
    if upload is None:
        st.session_state.pop(outcome_key, None)
        return None
    outcome: tuple[str | int, Issue] | None = st.session_state.get(outcome_key)
    if outcome is None or outcome[0] != upload.file_id:
        issue = _apply(file, upload.name, upload.getvalue())
        st.session_state[outcome_key] = (upload.file_id, issue)
        st.rerun()
    return outcome


def _apply_file(file: SessionFile, log: SessionFile) -> None:
    issue = _apply(file, log.file, log.content)
    st.session_state[_outcome_key(file)] = (log.number, issue)


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
