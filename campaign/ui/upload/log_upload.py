"""Applies the cleaning log of an earlier file to a register, by a click or after an upload."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.exports.data_check.issues import is_personal
from campaign.i18n.translator import Text
from campaign.ingest.dispatch import FileReport, ingest_file
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.log.log_reader import read_log
from campaign.ingest.log.log_replay import apply_log
from campaign.ingest.options import RequestedOptions
from campaign.ingest.privacy.possible_names import public_file_name
from campaign.ingest.report import ValidationReport
from campaign.schema.issues import Issue
from campaign.site.issue_notice import issue_notice
from campaign.ui.markdown import escape_markdown
from campaign.ui.streamlit_compat import delete_upload
from campaign.ui.upload import session_files
from campaign.ui.upload.session_files import SessionFile

MOST_ISSUES = 5
"""The most cells with personal data that are named."""


def show_log_upload(view: View, file: SessionFile) -> None:
    """Show a button for each log among the session's files, and the upload of another log.

    Only on the card of a register with open questions, or to which a log was applied.
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
            _show_uploader(file, text)
        if outcome is not None:
            st.html(_outcome_words(outcome[1], text))


def is_log(file: SessionFile) -> bool:
    """Return whether a file is a cleaning log."""
    return any(issue.rule == "cleaning_log" for issue in file.report.issues)


def _is_asked_about(report: ValidationReport) -> bool:
    """Return whether an answer or a correction by hand may be missing."""
    asked = (report.questions, report.missing_columns, report.open_cells, report.signature_lines)
    return any(asked) or (report.wide is not None and not report.sources)


def _outcome_key(file: SessionFile) -> str:
    """Return the key in the session of the outcome of a log: (number or None, issues)."""
    return f"log-outcome:{file.number}"


def _outcome_words(issues: Sequence[Issue], text: Text) -> str:
    """Return the outcome of a log as HTML; for a log with personal data, where they are."""
    if any(map(is_personal, issues)):
        headline = text("The file was not accepted: it contains personal data.")
        return issue_notice(headline, issues, text, MOST_ISSUES, "error")
    return f'<p class="summary" role="status">{escape(issues[0].message(text))}</p>'


def _show_uploader(file: SessionFile, text: Text) -> None:
    """Show the uploader of a log; an uploaded log is deleted from the server and applied once."""
    # A new key empties the uploader.
    turn_key = f"log-turn:{file.number}"
    turn = int(st.session_state.get(turn_key, 0))
    with st.expander(text("Apply a cleaning log"), key=f"apply-log:{file.number}:{text.lang}"):
        words = text(
            "Answers from an earlier file are applied to the same spellings in this file; "
            "corrections by hand are applied to the same cell of the same row if its value has "
            "not changed."
        )
        st.html(f'<p class="summary">{escape(words)}</p>')
        upload = st.file_uploader(
            text("Cleaning log: CSV, XLSX"),
            type=None,
            key=f"log:{file.number}:{turn}:{text.lang}",
        )
    if upload is not None:
        content = upload.getvalue()
        delete_upload(upload.file_id)
        st.session_state[turn_key] = turn + 1
        st.session_state[_outcome_key(file)] = (None, _apply_upload(file, upload.name, content))
        st.rerun()


def _apply_upload(file: SessionFile, name: str, content: bytes) -> tuple[Issue, ...]:
    """Apply a log that is not among the session's files, unless it has personal data."""
    name = public_file_name(name)
    report = ingest_file(content, name, campaign_cache.current())
    if report.status == "personal_data":
        return report.issues
    return _apply(file, name, content)


def _apply_file(file: SessionFile, log: SessionFile) -> None:
    st.session_state[_outcome_key(file)] = (log.number, _apply(file, log.file, log.content))


def _apply(file: SessionFile, name: str, content: bytes) -> tuple[Issue, ...]:
    """Read the file again with the fitting entries of a log; return a note or the log's issue.

    The result is () if the file has been removed meanwhile.
    """
    campaign = campaign_cache.current()
    log = read_log(content, name, campaign_reference(campaign).codes)
    if isinstance(log, Issue):
        return (log,)
    notes: list[Issue] = []

    def read(requested: RequestedOptions) -> FileReport:
        return ingest_file(file.content, file.file, campaign, requested=requested)

    def add_entries(requested: RequestedOptions) -> RequestedOptions:
        # The page may show the report from before the last click, with questions answered since.
        report = read(requested)
        assert isinstance(report, ValidationReport)
        with_entries, report = apply_log(log, read, requested, report)
        notes.append(report.notes[-1])
        return with_entries

    session_files.read_again(campaign, file.number, add_entries)
    return tuple(notes[-1:])
