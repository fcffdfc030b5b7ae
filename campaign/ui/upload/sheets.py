"""Which sheet of a workbook is read: one instead of another, or all as files of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import Text
from campaign.ingest.boundaries.boundary_file import BoundaryFile
from campaign.ingest.carry_over import carry_over, make_portable
from campaign.ingest.dispatch import FileReport
from campaign.ingest.options import DetectedOptions, SheetOption
from campaign.ingest.replies import NOT_REPORTED, PLACE_REGION, Replies, Reply
from campaign.ingest.report import ValidationReport
from campaign.site.elements import paragraphs
from campaign.ui.upload import session_files
from campaign.ui.upload.answer_widgets import AnswerButton, give, show_answer
from campaign.ui.upload.session_files import (
    EMPTY_REPORT,
    SessionFile,
    files,
    ingest,
    with_unique_name,
)
from campaign.ui.widgets import escape_markdown, show_button

MOST_BUTTONS = 6


def show_sheet_choice(view: View, file: SessionFile, report: ValidationReport) -> None:
    """Show which sheet was read, and a button for each other one with rows of the same kind.

    One button reads every visible sheet of the same kind, if there are several. Examples and hidden
    sheets have buttons of their own.
    """
    detected, text = report.detected, view.text
    if detected is None or len(detected.sheet_options) < 2:
        return
    st.html(paragraphs([_describe_sheet(detected, text)]))
    # The sheets of the same workbook that are read, on this card or another.
    read_sheets = {
        one.report.detected.sheet
        for one in files()
        if one.content == file.content
        and isinstance(one.report, ValidationReport)
        and one.report.detected is not None
    }
    unread = [o for o in detected.register_sheets if o.name not in read_sheets - {detected.sheet}]
    with st.container(horizontal=True):
        if len(unread) > 1 and session_files.has_room(file, len(unread) - 1):
            names = sheet_words(unread, text)
            label = text.n(
                "Read {n} sheet as one register", "Read all {n} sheets as one register", len(names)
            )
            key, campaign = f"all-sheets:{file.number}:{text.lang}", campaign_cache.current()
            show_button(label, key, add_sheets, campaign, file.number, names, kind="primary")
        others = [o for o in detected.sheet_options if o.entries and o.name not in read_sheets]
        for button in _buttons(others[:MOST_BUTTONS], text):
            show_answer(file, text, button)


def _buttons(sheets: Sequence[SheetOption], text: Text) -> Iterator[AnswerButton]:
    for sheet in sheets:
        name, count = text.quote(sheet.title), sheet.entries
        if sheet.hidden:
            label = text.n(
                "Read hidden sheet {sheet}: {n} row",
                "Read hidden sheet {sheet}: {n} rows",
                count,
                sheet=name,
            )
        else:
            label = text.n(
                "Read sheet {sheet}: {n} row", "Read sheet {sheet}: {n} rows", count, sheet=name
            )
        change = give([Reply("sheet", "", sheet.name)])
        yield AnswerButton(escape_markdown(label), f"sheet:{sheet.number}", change)


def sheet_words(sheets: Sequence[SheetOption], text: Text) -> dict[str, str]:
    """Return {name of a sheet: words to show after the name of its file}."""
    return {option.name: text.quote(option.title) for option in sheets}


def _describe_sheet(detected: DetectedOptions, text: Text) -> str:
    """Return a sentence with the name and the position of the sheet that was read."""
    read = next(option for option in detected.sheet_options if option.name == detected.sheet)
    name = text.quote(read.title)
    if read.hidden:
        return text("Read from the hidden sheet {sheet}.", sheet=name)
    return text(
        "Read from sheet {sheet} (sheet {n} of {count}).",
        sheet=name,
        n=detected.sheets.index(read.name) + 1,
        count=len(detected.sheets),
    )


def option_label(option: SheetOption, text: Text) -> str:
    """Return the name of a sheet, with its number of rows that look like activities."""
    name = text("{sheet} (hidden)", sheet=option.title) if option.hidden else option.title
    return text.n("{sheet}: {n} row", "{sheet}: {n} rows", option.entries, sheet=name)


def add_sheets(campaign: Campaign, number: int, names: Mapping[str, str]) -> None:
    """Read a workbook again as one file for each of these sheets; they replace the former file.

    `names` is {sheet: words}: the words are shown after the name of the file. The sheets are
    combined like files: a row in two of them counts once. Settings of header row and cells apply
    only to the sheet that was read; the columns chosen for it also apply to a sheet with the same
    headers.
    """
    own_files = files()
    workbook = session_files.file(number)
    if set(names) <= {f.replies.value("sheet") for f in own_files if f.content == workbook.content}:
        return  # A second click on the button.
    detected = workbook.report.detected if isinstance(workbook.report, ValidationReport) else None
    read_sheet = None if detected is None else detected.sheet
    stem, dot, ending = workbook.name.rpartition(".")
    file_count = int(st.session_state["session-file-count"])
    numbers = [number, *range(file_count + 1, file_count + len(names))]
    st.session_state["session-file-count"] = file_count + len(names) - 1
    sheets = []
    for sheet_number, (sheet, words) in zip(numbers, names.items(), strict=True):
        name = f"{stem}, {words}{dot}{ending}" if stem else f"{workbook.name}, {words}"
        choice = Reply("sheet", "", sheet)
        if sheet == read_sheet:
            others = (one for one in workbook.replies if one.kind != "sheet")
            replies = Replies((choice, *others))
        else:
            replies = workbook.replies.add([choice])
        one = SessionFile(sheet_number, name, workbook.content, replies, EMPTY_REPORT, name=name)
        one = ingest(campaign, one)
        if sheet != read_sheet:
            one = _with_columns_of(campaign, one, workbook)
        assert isinstance(one.report, ValidationReport)
        sheets.append(replace(one, detected=one.report.detected))
    if workbook in own_files:
        at = own_files.index(workbook)
        own_files[at : at + 1] = sheets
        for one in sheets:
            with_unique_name(one)


def _with_columns_of(campaign: Campaign, sheet: SessionFile, read: SessionFile) -> SessionFile:
    """Return the sheet with the columns chosen for the sheet read before, if the headers are equal.

    Of the values for every row, it takes only a region by place and *not reported*: months and
    regions may differ between sheets.
    """
    own, former = sheet.report, read.report
    if isinstance(own, BoundaryFile) or isinstance(former, BoundaryFile):
        return sheet
    if own.detected is None or former.detected is None:
        return sheet
    if own.detected.headers != former.detected.headers:
        return sheet
    values = (PLACE_REGION, NOT_REPORTED)
    chosen = Replies(
        one
        for one in read.replies
        if one.kind == "column" or (one.kind == "file_value" and one.value in values)
    )

    def read_with(replies: Replies) -> FileReport:
        return ingest(campaign, replace(sheet, replies=replies)).report

    portable = make_portable(chosen, former.detected, None)
    carried, report = carry_over(portable, read_with, own, sheet.replies)
    return replace(sheet, replies=carried.replies, report=report)
