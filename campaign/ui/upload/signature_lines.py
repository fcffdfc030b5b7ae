"""Signatures and contact details outside the table: one button excludes all of them."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from campaign.analysis.view import View
from campaign.i18n.translator import N_, Text
from campaign.ingest.report import SignatureLine, ValidationReport
from campaign.ui.upload.option_changes import read_with
from campaign.ui.upload.session_files import SessionFile

WHY = N_(
    "Lines outside the table look like signatures, approvals or contact details. They are not "
    "part of the register and do not appear in charts, reports or copies of the file."
)


def show_signature_lines(view: View, file: SessionFile) -> None:
    """Show the positions of the lines, never their text, and a button that excludes all of them."""
    text, report = view.text, file.report
    with st.container(key=f"signatures-{file.number}"):
        if not isinstance(report, ValidationReport) or report.signatures_confirmed:
            return
        lines = report.signature_lines
        if not lines:
            return
        title = escape(text("Exclude signature lines?"))
        st.html(f'<h3>{title}</h3><p class="summary">{escape(text(WHY))}</p>')
        if len(lines) > 1:
            places = "; ".join(_place(line, text) for line in lines)
            st.html(f'<p class="summary">{escape(places)}</p>')
            label = text.n("Exclude {n} line", "Exclude {n} lines", len(lines))
        else:
            label = text("Exclude: {place}", place=_place(lines[0], text))
        st.button(
            label,
            key=f"signatures:{file.number}:{text.lang}",
            on_click=_exclude,
            args=(file,),
        )


def _place(line: SignatureLine, text: Text) -> str:
    if line.sheet is not None:
        if line.below:
            return text("sheet {n}, row {row:raw}, below the table", n=line.sheet, row=line.row)
        return text("sheet {n}, row {row:raw}, above the table", n=line.sheet, row=line.row)
    if line.below:
        return text("row {row:raw}, below the table", row=line.row)
    return text("row {row:raw}, above the table", row=line.row)


def _exclude(file: SessionFile) -> None:
    read_with(
        file,
        lambda requested: replace(requested, signatures_excluded=True),
    )
