"""The sheet that was read from a workbook, and a button for each of the others."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.i18n.translator import Text
from campaign.ingest.options import DetectedOptions, SheetOption
from campaign.ingest.report import ValidationReport
from campaign.ui.markdown import escape_markdown
from campaign.ui.upload import session_files, sheet_files
from campaign.ui.upload.option_changes import read_with
from campaign.ui.upload.session_files import SessionFile

MOST_BUTTONS = 6


def show_sheet_choice(view: View, file: SessionFile) -> None:
    """Show which sheet was read, and a button for each other one with rows of the same kind."""
    report = file.report
    if not isinstance(report, ValidationReport) or report.detected is None:
        return
    detected, text = report.detected, view.text
    if len(detected.sheet_options) < 2:
        return
    with st.container(key=f"sheet-{file.number}"):
        st.html(f'<p class="summary">{escape(describe_sheet(detected, text))}</p>')
        read_sheets = _read_sheets(file)
        others = [o for o in detected.sheet_options if o.entries and o.name not in read_sheets]
        with st.container(horizontal=True):
            _show_all_button(file, detected, text)
            for option in others[:MOST_BUTTONS]:
                st.button(
                    escape_markdown(_read_label(option, text)),
                    key=f"sheet:{file.number}:{option.number}:{text.lang}",
                    on_click=read_sheet,
                    args=(file, option.name),
                )


def _read_sheets(file: SessionFile) -> set[str]:
    """Return the sheets of the same workbook that are read, on this card or another."""
    reports = [
        one.report
        for one in session_files.files()
        if one.content == file.content and isinstance(one.report, ValidationReport)
    ]
    return {str(report.detected.sheet) for report in reports if report.detected is not None}


def _show_all_button(file: SessionFile, detected: DetectedOptions, text: Text) -> None:
    """Show the button that reads every visible sheet of the same kind, if there are several.

    Examples and hidden sheets have buttons of their own.
    """
    read_sheets = _read_sheets(file) - {detected.sheet}
    sheets = [o for o in detected.register_sheets if o.name not in read_sheets]
    if len(sheets) < 2 or not session_files.has_room(file, len(sheets) - 1):
        return
    names = sheet_words(sheets, text)
    st.button(
        text.n(
            "Read {n} sheet as one register",
            "Read all {n} sheets as one register",
            len(names),
        ),
        key=f"all-sheets:{file.number}:{text.lang}",
        type="primary",
        on_click=lambda: sheet_files.add_sheets(campaign_cache.current(), file.number, names),
    )


def sheet_words(sheets: Sequence[SheetOption], text: Text) -> dict[str, str]:
    """Return {name of a sheet: words to show after the name of its file}."""
    return {option.name: text.quote(option.title) for option in sheets}


def describe_sheet(detected: DetectedOptions, text: Text) -> str:
    """Return a sentence with the name and the position of the sheet that was read."""
    options = detected.sheet_options
    read = next(option for option in options if option.name == detected.sheet)
    name = text.quote(read.title)
    if read.hidden:
        return text("Read from the hidden sheet {sheet}.", sheet=name)
    place = detected.sheets.index(read.name) + 1
    return text(
        "Read from sheet {sheet} (sheet {n} of {count}).",
        sheet=name,
        n=place,
        count=len(detected.sheets),
    )


def option_label(option: SheetOption, text: Text) -> str:
    """Return the name of a sheet, with its number of rows that look like activities."""
    name = text("{sheet} (hidden)", sheet=option.title) if option.hidden else option.title
    return text.n("{sheet}: {n} row", "{sheet}: {n} rows", option.entries, sheet=name)


def read_sheet(file: SessionFile, name: str) -> None:
    """Read the file again from another sheet."""
    read_with(
        file,
        lambda requested: sheet_files.sheet_request(requested, name),
    )


def _read_label(option: SheetOption, text: Text) -> str:
    name = text.quote(option.title)
    if option.hidden:
        return text.n(
            "Read hidden sheet {sheet}: {n} row",
            "Read hidden sheet {sheet}: {n} rows",
            option.entries,
            sheet=name,
        )
    return text.n(
        "Read sheet {sheet}: {n} row", "Read sheet {sheet}: {n} rows", option.entries, sheet=name
    )
