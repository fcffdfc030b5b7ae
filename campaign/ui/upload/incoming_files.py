"""Files that come into a session: read, named, and joined to the version before."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace

import streamlit as st

from campaign.domain.campaign import Campaign
from campaign.ingest.boundaries.boundary_file import BoundaryFile
from campaign.ingest.former_settings import FormerOptions, may_be_in_every_row, suggested_columns
from campaign.ingest.options import AS_IT_IS, NOT_REPORTED, PLACE_REGION, RequestedOptions
from campaign.ingest.parse.header_row import NO_HEADER_ROW
from campaign.ingest.readers.file_size_limit import MOST_MEGABYTES
from campaign.ingest.register import Progress
from campaign.ingest.report import ValidationReport, rejected_report
from campaign.ingest.reuse import reuse
from campaign.ingest.succession import Upload, resolve
from campaign.ingest.version_changes import same_name
from campaign.schema.issues import Issue
from campaign.ui.upload import session_files
from campaign.ui.upload.session_files import EMPTY_REPORT, SessionFile, files, ingest
from campaign.ui.upload.session_registers import succession, with_unique_name
from campaign.web.error_log import describe_error, error_code

WAITING = "waiting-files"
_log = logging.getLogger(__name__)


def waiting_files() -> list[tuple[str, bytes]]:
    """Return the names and bytes of files that wait to be read, in the order of their upload."""
    files_to_read: list[tuple[str, bytes]] = st.session_state.setdefault(WAITING, [])
    return files_to_read


def enqueue(uploads: Iterable[tuple[str, bytes]]) -> None:
    """Let files wait to be read, also where this run ends before it reads them."""
    waiting_files().extend(uploads)


def add_next(campaign: Campaign, progress: Progress | None = None) -> None:
    """Ingest the file that waits longest; it waits on where its reading is interrupted.

    A file whose reading fails is rejected, so that those behind it are read.
    """
    name, content = waiting_files()[0]
    try:
        add(campaign, name, content, progress)
    except Exception as error:  # Streamlit interrupts a run with a BaseException.
        code = error_code(error)
        _log.error("[%s] a file was not read\n%s", code, describe_error(error))
        _reject(Issue(name, "not_read", params={"code": code}))
    del waiting_files()[0]


def add(
    campaign: Campaign, file: str, content: bytes, progress: Progress | None = None
) -> SessionFile:
    """Ingest a file; the same bytes again replace the earlier copy and keep its options.

    A new version of a register counts in place of the former one, under its name, until the
    owner says otherwise: see `succession`. Any other file of the same name gets a number. Beyond
    the limits, the report says so and the content is dropped.
    """
    earlier_copy = next((old for old in files() if content and old.content == content), None)
    others = [old for old in files() if old is not earlier_copy]
    sizes = [len(old.content) for old in others if old.content]
    if (
        len(sizes) >= session_files.MOST_FILES
        or sum(sizes) + len(content) > session_files.MOST_BYTES
    ):
        params = {
            "files": str(session_files.MOST_FILES),
            "limit": str(session_files.MOST_BYTES // 2**20),
        }
        files()[:] = others
        return _reject(Issue(file, "no_room", params=params))
    number = _next_number()
    if earlier_copy is not None:
        return _add_again(campaign, earlier_copy, number, file)
    session_file = ingest(
        campaign, SessionFile(number, file, content, AS_IT_IS, EMPTY_REPORT, name=file), progress
    )
    if isinstance(session_file.report, ValidationReport):
        session_file = replace(session_file, detected=session_file.report.detected)
        session_file = _with_former_decisions(campaign, session_file)
    own_files = files()
    own_files[:] = [*(old for old in own_files if old is not earlier_copy), session_file]
    return with_unique_name(session_file)


def reject_too_large(names: Iterable[str]) -> None:
    """Add a rejected file for each of these names, whose files are over the uploader's limit.

    Such a file never leaves the browser, and the uploader's own message about it is gone as soon
    as the files chosen with it have come.
    """
    for file in names:
        _reject(Issue(file, "too_big", params={"limit": str(MOST_MEGABYTES)}))


def _reject(issue: Issue) -> SessionFile:
    """Add a file without content, whose report has this issue; the file."""
    report = rejected_report(issue.file, issue)
    file = SessionFile(_next_number(), issue.file, b"", AS_IT_IS, report, name=issue.file)
    files().append(file)
    return file


def _next_number() -> int:
    """Return the number of a further file of this session."""
    number = int(st.session_state.get("session-file-count", 0)) + 1
    st.session_state["session-file-count"] = number
    return number


def _add_again(campaign: Campaign, previous: SessionFile, number: int, file: str) -> SessionFile:
    """Ingest the same bytes again, in their place; last where another version replaces them."""
    is_replaced = succession().replaced_by(previous.number) is not None
    file_again = replace(
        previous, number=number, name=file, answer=None if is_replaced else previous.answer
    )
    file_again = ingest(campaign, file_again)
    own_files = files()
    own_files[:] = [file_again if old is previous else old for old in own_files]
    if is_replaced:
        own_files[:] = [*(old for old in own_files if old is not file_again), file_again]
    return with_unique_name(file_again)


def add_sheets(campaign: Campaign, number: int, names: Mapping[str, str]) -> None:
    """Read a workbook again as one file for each of these sheets, in the place of the former one.

    `names` has the words for each sheet ({sheet: words}), which stand behind the name of the file.
    The sheets are combined as files are: a row that two of them have counts once. Settings of
    header row and cells are those of the sheet that was read, and stay with it; what its owner says
    of its columns holds for a sheet with the same headers.
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
    """Return the sheet with the columns chosen for the one that was read, if it has its headers.

    Of what every row has, only what each row or nobody tells: another month or region may differ.
    Letters in place of headers are no proof: what the sheet itself does not suggest stays open.
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
    """Return the options with another sheet, without those of rows and columns of the former."""
    return replace(requested, sheet=sheet, header_row=None, columns={}, cells={}, file_values={})


def _with_former_decisions(campaign: Campaign, file: SessionFile) -> SessionFile:
    """Return the file read with the options of its former version that still fit."""
    former = _former_version(file)
    if former is None or not isinstance(former.report, ValidationReport):
        return file
    before = {*succession().earlier(former.number), former.number}
    chain = [old.requested for old in files() if old.number in before]
    earlier = FormerOptions(
        replace(
            former.requested,
            signatures_excluded=any(requested.signatures_excluded for requested in chain),
            counted_rows=frozenset[str]().union(*(requested.counted_rows for requested in chain)),
        ),
        former.report.detected,
        former.detected,
        {key: answer for requested in chain for key, answer in requested.answers.items()},
        {key: cell for requested in chain for key, cell in requested.cells.items()},
        {key: public for requested in chain for key, public in requested.public_texts.items()},
    )

    def read(requested: RequestedOptions) -> ValidationReport:
        report = ingest(campaign, replace(file, requested=requested)).report
        assert isinstance(report, ValidationReport)
        return report

    assert isinstance(file.report, ValidationReport)
    decisions, report = reuse(earlier, read, file.report)
    return replace(file, requested=decisions.requested, report=report, reuse=decisions)


def _former_version(file: SessionFile) -> SessionFile | None:
    """Return the register that a file is a new version of, the last of several; else None.

    A file that cannot be read by itself yet is matched by its name.
    """
    counting = {f.number: f for f in files() if f.number in succession().counting}
    if file.register is None:
        namesakes = [f for f in counting.values() if same_name(f.name, file.name)]
        return namesakes[-1] if namesakes and file.report.status != "refused" else None
    uploads = [Upload(n, f.name, f.register) for n, f in counting.items() if f.register]
    version = resolve([*uploads, Upload(file.number, file.name, file.register)]).version(
        file.number
    )
    return counting[version.of[-1]] if version else None
