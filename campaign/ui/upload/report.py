"""The report on an uploaded file: counts, questions, issues, corrections, import settings."""

from __future__ import annotations

from html import escape

import streamlit as st

from campaign.analysis.register_table import totals_line
from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.i18n.translator import N_, Text
from campaign.ingest.boundaries.boundary_file import BoundaryFile
from campaign.ingest.report import ValidationReport
from campaign.ui.upload import session_files
from campaign.ui.upload.ambiguous_values import show_ambiguous_values
from campaign.ui.upload.cell_corrections import show_cell_corrections
from campaign.ui.upload.corrected_files import show_corrected_files
from campaign.ui.upload.former_answers import show_former_answers
from campaign.ui.upload.import_settings import show_import_settings
from campaign.ui.upload.issues import show_issues
from campaign.ui.upload.possible_names import show_possible_names
from campaign.ui.upload.session_files import SessionFile
from campaign.ui.upload.versions import replaced_note, show_version_answer, still_counted_note

VERDICTS = {
    "clean": N_("Understood without a problem"),
    "problems": N_("Understood, with problems to look at"),
    "refused": N_("The file was not accepted: it contains personal data."),
    "unreadable": N_("The file cannot be read."),
}
WHY_PERSONAL = (
    N_(
        "People who speak to this campaign may be in danger when their name, telephone or address "
        "is found in a file. The register counts people; it never needs to know who they are."
    ),
    N_(
        "Clean the file at the places named below, also in hidden columns and sheets, and upload "
        "it again. Nothing of it was kept."
    ),
)


def show_report(view: View, file: SessionFile) -> None:
    """Show the report on one file, in a card of its own."""
    file = session_files.with_boundaries(file)
    text, report = view.text, file.report
    with st.container(key=f"file-{file.number}", border=True):
        replacement = replaced_note(file, text)
        verdict_html = (
            _verdict(file, text)
            if replacement is None
            else f'<p class="verdict">{escape(replacement)}</p>'
        )
        with st.container(horizontal=True, vertical_alignment="top"):
            st.html(f"<h2>{escape(file.file)}</h2>{verdict_html}")
            st.button(
                text("Forget this file"),
                key=f"forget:{file.number}:{text.lang}",
                type="tertiary",
                icon=":material/close:",
                on_click=session_files.remove,
                args=(file.number,),
            )
        if replacement is not None:
            return
        if counting_note := still_counted_note(file, text):
            st.html(f'<p class="summary">{escape(counting_note)}</p>')
        if report.status == "refused":
            reasons = "".join(f"<p>{escape(text(line))}</p>" for line in WHY_PERSONAL)
            st.html(f'<div class="intro">{reasons}</div>')
        elif isinstance(report, BoundaryFile):
            st.html(_boundary_summary(report, view))
        elif report.status != "unreadable":
            st.html(_counts(report, text))
            show_version_answer(view, file)
            show_former_answers(view, file)
            show_possible_names(view, file)
            show_ambiguous_values(view, file)
            show_cell_corrections(view, file)
        show_issues(view, file)
        show_corrected_files(view, file)
        if isinstance(report, ValidationReport) and report.status != "refused":
            show_import_settings(view, file)


def _verdict(file: SessionFile, text: Text) -> str:
    status, words = file.report.status, VERDICTS[file.report.status]
    if isinstance(file.report, BoundaryFile) and file.report.shapes is None:
        status, words = "unreadable", N_("The file cannot be used as boundaries.")
    return f'<p class="verdict {status}" role="status">{escape(text(words))}</p>'


def _counts(report: ValidationReport, text: Text) -> str:
    """Return the counts of rows read, accepted, rejected and excluded, then totals and notes."""
    pairs = [
        (text("Rows read"), report.rows),
        (text("accepted"), report.accepted),
        (text("refused"), report.rejected),
        (text("left out"), report.excluded),
    ]
    tiles = "".join(
        f'<div class="count"><dt>{escape(name)}</dt><dd>{escape(text.number(n))}</dd></div>'
        for name, n in pairs
    )
    lines = [_totals_line(report, text), *(note.message(text) for note in report.notes)]
    words = "".join(f'<p class="summary">{escape(line)}</p>' for line in lines if line)
    return f'<dl class="counts">{tiles}</dl>{words}'


def _totals_line(report: ValidationReport, text: Text) -> str:
    if report.table != "activities" or report.frame.empty:
        return ""
    days, details = report.frame["date"].dropna(), []
    if duplicate_count := report.by_rule()["likely_duplicate"]:
        details.append(text.n("{n} possible duplicate", "{n} possible duplicates", duplicate_count))
    if not days.empty:
        details.append(text.date_range_short(days.min().date(), days.max().date()))
    if report.edition:
        details.append(text("Campaign of {year}", year=report.edition))
    return totals_line(report.frame, text, *details)


def _boundary_summary(report: BoundaryFile, view: View) -> str:
    text = view.text
    if report.shapes is None:
        return ""
    names = campaign_cache.current().places
    parts = [
        text("Regions drawn: {n}", n=len(report.shapes)),
        text("Column with the regions: {column}", column=text.quote(report.key)),
    ]
    for unit, codes in report.merged_units.items():
        parts.append(
            text(
                "{unit} includes {cities}: their figures are added on the map",
                unit=names.name(unit, text),
                cities=text.list(names.name(code, text) for code in codes if code != unit),
            )
        )
    return f'<p class="summary">{escape(". ".join(parts))}.</p>'
