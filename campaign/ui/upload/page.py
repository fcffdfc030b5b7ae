"""The upload page: the uploader, and a card for each file with its report and questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import pandas as pd
import streamlit as st

from campaign.analysis.register_table import totals_line
from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.domain.register import RegisterLine
from campaign.i18n.letter_case import capitalize, uncapitalize
from campaign.i18n.translator import N_, Text
from campaign.ingest.boundaries.boundary_file import BoundaryFile
from campaign.ingest.readers.file_size_limit import MOST_MEGABYTES
from campaign.ingest.report import ValidationReport
from campaign.site.elements import keep_together, notice, paragraphs
from campaign.ui.streamlit_compat import delete_upload
from campaign.ui.upload import session_files, session_registers, tab_files
from campaign.ui.upload.columns import show_missing_columns, show_other_template, show_wide_table
from campaign.ui.upload.downloads import show_corrected_files, show_report_downloads
from campaign.ui.upload.questions import (
    show_cell_corrections,
    show_note_rows,
    show_possible_names,
    show_signature_lines,
    show_value_questions,
)
from campaign.ui.upload.registers import replaced_note, show_version_answer, still_counted_note
from campaign.ui.upload.row_lists import show_issues, show_row_counts
from campaign.ui.upload.session_files import SessionFile
from campaign.ui.upload.settings import is_log, show_import_settings, show_log_upload
from campaign.ui.upload.sheets import show_sheet_choice
from campaign.ui.upload.suggestions import show_former_answers
from campaign.ui.widgets import escape_markdown, show_button

Step = Callable[[View, SessionFile, ValidationReport], None]
"""A part of a file's card; it shows nothing if it does not apply to the file."""
QUESTIONS: dict[str, Step] = {
    "sheet": show_sheet_choice,
    "wide": show_wide_table,
    "columns": show_missing_columns,
    "other-table": show_other_template,
    "answered-version": show_version_answer,
    "reused": show_former_answers,
    "signatures": show_signature_lines,
    "names": show_possible_names,
    "questions": show_value_questions,
    "notes": show_note_rows,
    "cells": show_cell_corrections,
}
"""The questions about a file, by the start of the key of their container."""
SETTINGS: dict[str, Step] = {
    "settings": show_import_settings,
    "logs": show_log_upload,
    "take": show_report_downloads,
    "corrected": show_corrected_files,
}
"""The settings and downloads of a file, after its issues."""
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


VERDICTS = {
    "clean": N_("Read without errors or warnings."),
    "issues": N_("Read, with errors or warnings: see below."),
    "personal_data": N_("The file was not accepted: it contains personal data."),
    "unreadable": N_("The file cannot be read."),
}
WHY_PERSONAL = (
    N_(
        "People who contact the campaign may be in danger if a file contains their name, phone "
        "number or address. The register only counts people; it does not need to know who they "
        "are."
    ),
    N_(
        "Remove the personal data listed below from the file, including hidden columns and "
        "sheets, and upload the file again. Nothing in the file was stored."
    ),
)


def show_upload(view: View) -> None:
    """Show the upload area: registers, population, targets and boundaries, several at once."""
    text = view.text
    with st.container(key="uploader", border=True):
        # With files, only how long they are kept.
        intro = () if session_files.files() else INTRO
        too_large = tab_files.are_too_large()
        stay = text(FILES_NOT_KEPT) if too_large else text(FILES_KEPT, n=tab_files.MINUTES)
        _show_intro([*map(text, intro), stay])
        if tab_files.are_lost():
            st.html(notice(text(FILES_LOST)))
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
            session_files.enqueue((file.name, file.getvalue()) for file in uploads)
            for file in uploads:
                delete_upload(file.file_id)
            st.session_state["upload-turn"] = round_number + 1
        if session_files.waiting_files():
            _read_files(text)


def _read_files(text: Text) -> None:
    """Read the files that wait, show their progress, and rerun the page.

    A click of the reader ends this run; the next run begins again with the interrupted file.
    """
    bar = st.progress(0.0, text=text("Reading the file"))
    campaign = campaign_cache.current()
    files = list(session_files.waiting_files())
    for count, (name, _) in enumerate(files):

        def show_progress(step: str, share: float, count: int = count, name: str = name) -> None:
            progress_text = text("{file}: {step}", file=name, step=text(step))
            bar.progress(
                min(1.0, (count + share) / len(files)), text=escape_markdown(progress_text)
            )

        session_files.add_next(campaign, show_progress)
    st.rerun()


def _show_intro(lines: Sequence[str]) -> None:
    st.html(f'<div class="intro">{"".join(f"<p>{escape(line)}</p>" for line in lines)}</div>')


def show_files(view: View) -> None:
    """Show a card for each file that can be used, those replaced by a later version last."""
    upload_order = session_files.upload_order()
    files = [file for file in session_files.files() if not _is_rejected(file)]
    for file in sorted(files, key=lambda file: upload_order.replaced_by(file.number) is not None):
        show_file(view, file)


def show_rejected_files(view: View) -> None:
    """Show a card for each file of which nothing can be used."""
    for file in filter(_is_rejected, session_files.files()):
        show_file(view, file)


def _is_rejected(file: SessionFile) -> bool:
    """Return whether nothing of a file can be used: it has personal data, or cannot be read."""
    if isinstance(file.report, BoundaryFile):
        return file.report.shapes is None
    # The numbers of a summary table can be read as totals.
    is_unreadable = file.report.status == "unreadable" and file.report.pivot is None
    return is_unreadable or file.report.status == "personal_data"


def show_file(view: View, file: SessionFile) -> None:
    """Show the card of one file: its header, the numbers of rows, then every further step."""
    file = session_registers.with_boundaries(file)
    report = file.report
    with st.container(key=f"file-{file.number}", border=True):
        _show_header(view, file)
        if session_files.upload_order().replaced_by(file.number) is not None:
            return
        if isinstance(report, BoundaryFile):
            if report.shapes is not None:
                st.html(paragraphs([_boundary_summary(report, view)]))
            show_issues(view, file)
            return
        show_row_counts(view, file, report)
        _show_summary(view.text, report)
        # The content of a file with personal data is not kept: it has no questions and settings.
        is_kept = report.status != "personal_data"
        for steps in (QUESTIONS, SETTINGS):
            for key, step in steps.items() if is_kept else ():
                with st.container(key=f"{key}-{file.number}"):
                    step(view, file, report)
            if steps is QUESTIONS:
                show_issues(view, file)


def _show_header(view: View, file: SessionFile) -> None:
    """Show the name of a file, its status with the reason, and a button to remove it."""
    text = view.text
    replacement = replaced_note(file, text)
    with st.container(horizontal=True, vertical_alignment="top"):
        lines = paragraphs([replacement], "verdict") if replacement else _verdict(file, text)
        st.html(f"<h2>{escape(file.file)}</h2>{lines}")
        show_button(
            text("Remove file"),
            f"remove:{file.number}:{text.lang}",
            session_files.remove,
            file.number,
            kind="tertiary",
            icon=":material/close:",
        )
    if replacement is None and (counting_note := still_counted_note(file, text)):
        st.html(paragraphs([counting_note]))


def _verdict(file: SessionFile, text: Text) -> str:
    """Return the status of a file in words; for an unreadable one with the reason."""
    report = file.report
    status, words = report.status, VERDICTS[report.status]
    if isinstance(report, BoundaryFile):
        if report.shapes is None:
            status, words = "unreadable", N_("The file cannot be used as boundaries.")
    elif status == "unreadable" and report.pivot is not None:
        status, words = "issues", N_("This is a summary table, not a register.")
    if is_log(file):
        words = N_("This is a cleaning log, not a register.")
    verdict = f'<p class="verdict {status}" role="status">{escape(text(words))}</p>'
    if status != "unreadable" or not report.issues:
        return verdict
    issue = report.issues[0]
    row = "" if issue.row is None else capitalize(text("row {row:raw}", row=issue.row)) + ": "
    return verdict + paragraphs([row + issue.message(text)])


def _show_summary(text: Text, report: ValidationReport) -> None:
    """Show the totals and notes of a file, or why one with personal data is rejected."""
    if report.status == "personal_data":
        _show_intro([*map(text, WHY_PERSONAL)])
    elif report.status != "unreadable":
        totals, notes = _totals_line(report, text), [note.message(text) for note in report.notes]
        if lines := list(filter(None, [totals, *notes])):
            st.html("".join(f'<p class="summary">{keep_together(line)}</p>' for line in lines))


def _totals_line(report: ValidationReport, text: Text) -> str:
    if report.table != "activities" or report.frame.empty:
        return ""
    days, details = report.frame["date"].dropna(), []
    if report.sources:
        # Totals of months extend to the last day of their last month.
        days = pd.concat([days, report.frame["end_date"].dropna()])
    if duplicate_count := report.by_rule()["likely_duplicate"]:
        details.append(text.n("{n} possible duplicate", "{n} possible duplicates", duplicate_count))
    if not days.empty:
        details.append(text.date_range_short(days.min().date(), days.max().date()))
    details += [uncapitalize(text("{year} campaign", year=name)) for name in report.campaigns]
    return totals_line(RegisterLine.of(report.frame), text, *details)


def _boundary_summary(report: BoundaryFile, view: View) -> str:
    text = view.text
    names = campaign_cache.current().places
    parts = [
        text("Regions recognized: {n}", n=0 if report.shapes is None else len(report.shapes)),
        text("Column with the regions: {column}", column=text.quote(report.key)),
        *(
            text(
                "In the boundary file the outline of {unit} also covers {cities}; values "
                "on the map are summed",
                unit=names.name(unit, text),
                cities=text.list(names.name(code, text) for code in codes if code != unit),
            )
            for unit, codes in report.merged_units.items()
        ),
    ]
    return ". ".join(parts) + "."
