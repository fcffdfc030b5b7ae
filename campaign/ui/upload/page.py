"""The upload page as a list of steps: files, settings, questions, report, and the next steps."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.i18n.translator import N_, Text
from campaign.ingest.readers.file_size_limit import MOST_MEGABYTES
from campaign.ui.markdown import escape_markdown
from campaign.ui.streamlit_compat import delete_upload
from campaign.ui.upload import (
    incoming_files,
    own_campaign,
    reload,
    session_files,
    session_registers,
)
from campaign.ui.upload.ambiguous_values import show_ambiguous_values
from campaign.ui.upload.cell_corrections import show_cell_corrections
from campaign.ui.upload.corrected_files import show_corrected_files, show_report_downloads
from campaign.ui.upload.former_answers import show_former_answers
from campaign.ui.upload.import_settings import show_import_settings
from campaign.ui.upload.issues import show_issues
from campaign.ui.upload.log_upload import show_log_upload
from campaign.ui.upload.missing_columns import show_missing_columns
from campaign.ui.upload.note_rows import show_note_rows
from campaign.ui.upload.possible_names import show_possible_names
from campaign.ui.upload.report import is_rejected, show_file_header, show_summary
from campaign.ui.upload.row_list import show_row_counts
from campaign.ui.upload.session_files import SessionFile
from campaign.ui.upload.sheet_choice import show_sheet_choice
from campaign.ui.upload.signature_lines import show_signature_lines
from campaign.ui.upload.tab_files import MINUTES
from campaign.ui.upload.versions import show_version_answer
from campaign.ui.upload.wide_table import show_other_template, show_wide_table

Step = Callable[[View, SessionFile], None]
"""A part of a file's card; it shows nothing if it does not apply to the file."""
RESULT: tuple[Step, ...] = (show_row_counts, show_summary)
QUESTIONS: tuple[Step, ...] = (
    show_sheet_choice,
    show_wide_table,
    show_missing_columns,
    show_other_template,
    show_version_answer,
    show_former_answers,
    show_signature_lines,
    show_possible_names,
    show_ambiguous_values,
    show_note_rows,
    show_cell_corrections,
)
SETTINGS: tuple[Step, ...] = (show_import_settings, show_log_upload)
DOWNLOADS: tuple[Step, ...] = (show_report_downloads, show_corrected_files)
INTRO = (
    N_(
        "Upload a register saved by Excel, LibreOffice or 1C. This page then shows which rows "
        "are accepted, rejected or excluded, and what was corrected automatically."
    ),
    N_(
        "Only you see your files. They are not saved to disk. A file with personal data is "
        "rejected at once, and nothing in it is stored."
    ),
)
FILES_KEPT = N_(
    "Your files are kept when you reload this page. The server deletes them when you remove "
    "them, or {n} minutes after you close the tab."
)
FILES_NOT_KEPT = N_(
    "Your files are too large to be kept when this page is reloaded. Before you reload it, "
    "download the corrected register."
)
FILES_LOST = N_(
    "The files that you uploaded before are no longer on the server. Upload them again."
)


def show_upload(view: View) -> None:
    """Show the upload area: registers, population, targets and boundaries, several at once."""
    text = view.text
    with st.container(key="uploader", border=True):
        lines = "".join(f"<p>{escape(line)}</p>" for line in _intro(text))
        st.html(f'<div class="intro">{lines}</div>')
        if reload.are_lost():
            st.html(f'<div class="notice" role="status"><p>{escape(text(FILES_LOST))}</p></div>')
        # A new key empties the uploader, whose files wait in the session from then on.
        round_number = int(st.session_state.get("upload-turn", 0))
        uploads = st.file_uploader(
            text("Register, plan, population or boundaries: CSV, XLSX, ODS, GeoJSON, GPKG, ZIP"),
            # Any ending: the type of a file is detected from its content.
            type=None,
            accept_multiple_files=True,
            key=f"upload:{round_number}:{text.lang}",
            max_upload_size=MOST_MEGABYTES,
        )
        if uploads:
            incoming_files.enqueue((file.name, file.getvalue()) for file in uploads)
            for file in uploads:
                delete_upload(file.file_id)
            st.session_state["upload-turn"] = round_number + 1
        if incoming_files.waiting_files():
            _read_files(text)


def _read_files(text: Text) -> None:
    """Read the files that wait, show their progress, and rerun the page.

    A click of the reader ends this run; the next run begins again with the interrupted file.
    """
    bar = st.progress(0.0, text=text("Reading the file"))
    campaign = campaign_cache.current()
    files = list(incoming_files.waiting_files())
    for count, (name, _) in enumerate(files):

        def show_progress(step: str, share: float, count: int = count, name: str = name) -> None:
            progress_text = text("{file}: {step}", file=name, step=text(step))
            bar.progress(
                min(1.0, (count + share) / len(files)), text=escape_markdown(progress_text)
            )

        incoming_files.add_next(campaign, show_progress)
    st.rerun()


def _intro(text: Text) -> list[str]:
    """Return what the page does with files, and how long it keeps them; with files only this."""
    stay = text(FILES_NOT_KEPT) if reload.are_too_large() else text(FILES_KEPT, n=MINUTES)
    intro = () if session_files.files() else INTRO
    return [*(text(line) for line in intro), stay]


def show_files(view: View) -> None:
    """Show a card for each file that can be used, those replaced by a later version last."""
    upload_order = session_registers.upload_order()
    files = [file for file in session_files.files() if not is_rejected(file)]
    for file in sorted(files, key=lambda file: upload_order.replaced_by(file.number) is not None):
        show_file(view, file)


def show_rejected_files(view: View) -> None:
    """Show a card for each file of which nothing can be used."""
    for file in filter(is_rejected, session_files.files()):
        show_file(view, file)


def show_file(view: View, file: SessionFile) -> None:
    """Show the card of one file: its header, the numbers of rows, then every further step."""
    file = own_campaign.with_boundaries(file)
    with st.container(key=f"file-{file.number}", border=True):
        show_file_header(view, file)
        if session_registers.upload_order().replaced_by(file.number) is not None:
            return
        # The content of a file with personal data is not kept: it has no settings and no questions.
        is_kept = file.report.status != "personal_data"
        questions, settings = (QUESTIONS, SETTINGS) if is_kept else ((), ())
        for step in (*RESULT, *questions, show_issues, *settings, *DOWNLOADS):
            step(view, file)
