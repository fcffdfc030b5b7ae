"""Cells with errors, corrected on the page by the owner of a file and checked again at once."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from campaign.analysis.view import View
from campaign.i18n.match_key import tidy_text
from campaign.i18n.translator import Text
from campaign.ingest.cells.cell_corrections import is_personal
from campaign.ingest.options import CellCorrection
from campaign.ingest.report import OpenCell, ValidationReport
from campaign.schema.causes import QUESTIONS
from campaign.ui.markdown import escape_markdown
from campaign.ui.upload import session_files
from campaign.ui.upload.option_changes import read_with
from campaign.ui.upload.session_files import SessionFile

MOST_CELLS = 10


def show_cell_corrections(view: View, file: SessionFile) -> None:
    """Show a form with the first cells that have an error; cells without a question come first."""
    text = view.text
    with st.container(key=f"cells-{file.number}"):
        report = file.report
        if not isinstance(report, ValidationReport) or not report.open_cells:
            return
        others, asked = _cells_to_correct(report)
        label = text("Correct individual cells here")
        if others:
            label = text.n("Correct {n} cell here", "Correct {n} cells here", len(others))
        cells = [*others, *asked]
        rejected = st.session_state.pop(_rejected_key(file), ())
        with st.expander(label, key=f"correct:{file.number}:{text.lang}", expanded=bool(rejected)):
            if rejected:
                words = text(
                    "Not applied because the new value looks like personal data: {cells}.",
                    cells="; ".join(_place(cell, text) for cell in rejected),
                )
                st.html(f'<p class="summary" role="alert">{escape(words)}</p>')
            _show_form(file, cells[:MOST_CELLS], text)
            if len(cells) > MOST_CELLS:
                rest = text.n("and {n} more cell", "and {n} more cells", len(cells) - MOST_CELLS)
                st.html(f'<p class="source">{escape(rest)}</p>')


def _cells_to_correct(report: ValidationReport) -> tuple[list[OpenCell], list[OpenCell]]:
    """Return the cells with an error: those without a question, and those with one."""
    cells: dict[bool, list[OpenCell]] = {False: [], True: []}
    for cell in report.open_cells:
        cells[cell.issue.rule in QUESTIONS].append(cell)
    return cells[False], cells[True]


def _show_form(file: SessionFile, cells: list[OpenCell], text: Text) -> None:
    with st.form(key=f"cells-form:{file.number}:{text.lang}", border=False):
        for cell in cells:
            st.text_input(
                escape_markdown(_place(cell, text)),
                value=cell.written,
                key=_input_key(file, cell, text),
                help=escape_markdown(cell.issue.message(text)),
            )
        st.form_submit_button(
            text("Apply and check again"), on_click=_correct, args=(file, cells, text)
        )


def _place(cell: OpenCell, text: Text) -> str:
    row = text("row {row:raw}", row=cell.row)
    return f"{row}, {text('column {column}', column=text.quote(cell.issue.place(text).label))}"


def _input_key(file: SessionFile, cell: OpenCell, text: Text) -> str:
    return f"cell:{file.number}:{cell.row}:{cell.column}:{cell.written}:{text.lang}"


def _rejected_key(file: SessionFile) -> str:
    return f"rejected-cells:{file.number}"


def _correct(file: SessionFile, cells: list[OpenCell], text: Text) -> None:
    """Read the file again with the changed cells; personal data are rejected."""
    file = session_files.file(file.number)
    corrections, rejected = dict(file.requested.cells), []
    for cell in cells:
        value = tidy_text(str(st.session_state.get(_input_key(file, cell, text), "")))
        if value == cell.written:
            continue
        if is_personal(value, cell.column):
            rejected.append(cell)
            continue
        # A cell that was corrected before is compared with the file, not with that correction.
        before = corrections.get((cell.row, cell.column))
        written, key = (
            (cell.written, cell.row_key) if before is None else (before.written, before.row_key)
        )
        corrections[cell.row, cell.column] = CellCorrection(written, value, key)
    if rejected:
        st.session_state[_rejected_key(file)] = tuple(rejected)
    read_with(
        file,
        lambda requested: replace(requested, cells=corrections),
    )
