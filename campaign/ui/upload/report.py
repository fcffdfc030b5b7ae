"""The report on an uploaded file: counts, questions, issues, corrections, import settings."""

from __future__ import annotations

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
from campaign.ingest.report import ValidationReport
from campaign.schema.issues import Issue
from campaign.site.nowrap import keep_together
from campaign.ui.upload import session_files
from campaign.ui.upload.log_upload import is_log
from campaign.ui.upload.session_files import SessionFile
from campaign.ui.upload.versions import replaced_note, still_counted_note

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


def show_file_header(view: View, file: SessionFile) -> None:
    """Show the name of a file, its status with the reason, and a button to remove it."""
    text = view.text
    replacement = replaced_note(file, text)
    with st.container(horizontal=True, vertical_alignment="top"):
        lines = _verdict(file, text) if replacement is None else _paragraph("verdict", replacement)
        st.html(f"<h2>{escape(file.file)}</h2>{lines}")
        st.button(
            text("Remove file"),
            key=f"remove:{file.number}:{text.lang}",
            type="tertiary",
            icon=":material/close:",
            on_click=session_files.remove,
            args=(file.number,),
        )
    if replacement is None and (counting_note := still_counted_note(file, text)):
        st.html(_paragraph("summary", counting_note))


def show_summary(view: View, file: SessionFile) -> None:
    """Show the totals and notes of a file, or why one with personal data is rejected."""
    text, report = view.text, file.report
    if report.status == "personal_data":
        reasons = "".join(f"<p>{escape(text(line))}</p>" for line in WHY_PERSONAL)
        st.html(f'<div class="intro">{reasons}</div>')
    elif isinstance(report, BoundaryFile):
        if summary := _boundary_summary(report, view):
            st.html(summary)
    elif report.status != "unreadable":
        totals, notes = _totals_line(report, text), [note.message(text) for note in report.notes]
        if lines := list(filter(None, [totals, *notes])):
            st.html("".join(f'<p class="summary">{keep_together(line)}</p>' for line in lines))


def is_rejected(file: SessionFile) -> bool:
    """Return whether nothing of a file can be used: it has personal data, or cannot be read."""
    if isinstance(file.report, BoundaryFile):
        return file.report.shapes is None
    # The numbers of a summary table can be read as totals.
    is_unreadable = file.report.status == "unreadable" and file.report.wide is None
    return is_unreadable or file.report.status == "personal_data"


def _verdict(file: SessionFile, text: Text) -> str:
    """Return the status of a file in words; for an unreadable one with the reason."""
    report = file.report
    status, words = report.status, VERDICTS[report.status]
    if isinstance(report, BoundaryFile) and report.shapes is None:
        status, words = "unreadable", N_("The file cannot be used as boundaries.")
    elif status == "unreadable" and report.wide is not None:  # type: ignore[union-attr]
        status, words = "issues", N_("This is a summary table, not a register.")
    elif is_log(file):
        words = N_("This is a cleaning log, not a register.")
    verdict = f'<p class="verdict {status}" role="status">{escape(text(words))}</p>'
    if status != "unreadable":
        return verdict
    reasons = [_paragraph("summary", _reason(issue, text)) for issue in report.issues[:1]]
    return "".join([verdict, *reasons])


def _reason(issue: Issue, text: Text) -> str:
    """Return why a file cannot be read, after the row of the issue if it has one."""
    if issue.row is None:
        return issue.message(text)
    row = capitalize(text("row {row:raw}", row=issue.row))
    return f"{row}: {issue.message(text)}"


def _paragraph(kind: str, words: str) -> str:
    return f'<p class="{kind}">{escape(words)}</p>'


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
    if report.shapes is None:
        return ""
    names = campaign_cache.current().places
    parts = [
        text("Regions recognized: {n}", n=len(report.shapes)),
        text("Column with the regions: {column}", column=text.quote(report.key)),
    ]
    for unit, codes in report.merged_units.items():
        parts.append(
            text(
                "In the boundary file the outline of {unit} also covers {cities}; values "
                "on the map are summed",
                unit=names.name(unit, text),
                cities=text.list(names.name(code, text) for code in codes if code != unit),
            )
        )
    return f'<p class="summary">{escape(". ".join(parts))}.</p>'
