"""The sheets of a workbook, each read as a file of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from campaign.domain.campaign import Campaign
from campaign.ingest.boundaries.boundary_file import BoundaryFile
from campaign.ingest.options import NOT_REPORTED, PLACE_REGION, RequestedOptions
from campaign.ingest.parse.header_row import NO_HEADER_ROW
from campaign.ingest.report import ValidationReport
from campaign.ingest.versions.former_settings import may_be_in_every_row, suggested_columns
from campaign.ui.upload import session_files
from campaign.ui.upload.session_files import EMPTY_REPORT, SessionFile, files, ingest
from campaign.ui.upload.session_registers import with_unique_name


def add_sheets(campaign: Campaign, number: int, names: Mapping[str, str]) -> None:
    """Read a workbook again as one file for each of these sheets; they replace the former file.

    `names` is {sheet: words}: the words are shown after the name of the file. The sheets are
    combined like files: a row in two of them counts once. Settings of header row and cells apply
    only to the sheet that was read; the columns chosen for it also apply to a sheet with the same
    headers.
    """
    own_files = files()
    workbook = session_files.file(number)
    if set(names) <= {f.requested.sheet for f in own_files if f.content == workbook.content}:
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
        requested = replace(workbook.requested, sheet=sheet)
        if sheet != read_sheet:
            requested = sheet_request(workbook.requested, sheet)
        one = SessionFile(sheet_number, name, workbook.content, requested, EMPTY_REPORT, name=name)
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
    regions may differ between sheets. Without header rows, equal letters prove nothing: only what
    the sheet itself suggests is taken.
    """
    chosen = read.requested
    own, former = (
        None if isinstance(one.report, BoundaryFile) else one.report for one in (sheet, read)
    )
    if own is None or own.detected is None or former is None or former.detected is None:
        return sheet
    if own.detected.headers != former.detected.headers:
        return sheet
    columns = chosen.columns
    values = {
        name: value
        for name, value in chosen.file_values.items()
        if value == PLACE_REGION or (name, value) == ("reached", NOT_REPORTED)
    }
    if NO_HEADER_ROW in (own.detected.header_row, former.detected.header_row):
        missing = {one.name: one for one in own.missing_columns}
        columns = suggested_columns(columns, own)
        values = {
            name: value
            for name, value in values.items()
            if name in missing and may_be_in_every_row(value, missing[name], ())
        }
    if not (columns or values):
        return sheet
    requested = replace(sheet.requested, columns=columns, file_values=values)
    return ingest(campaign, replace(sheet, requested=requested))


def sheet_request(requested: RequestedOptions, sheet: str) -> RequestedOptions:
    """Return the options with another sheet, without the row and column options of the former."""
    return replace(requested, sheet=sheet, header_row=None, columns={}, cells={}, file_values={})
