"""The files that a reader uploads in a session."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from campaign.charts.geometry.browser_files import BrowserGeometry, register_private
from campaign.domain.campaign import Campaign
from campaign.ingest.boundaries.boundary_file import BoundaryFile
from campaign.ingest.dispatch import UPLOAD_KINDS, FileReport, ingest_file
from campaign.ingest.options import DetectedOptions, RequestedOptions
from campaign.ingest.register import IngestProgress
from campaign.ingest.report import ValidationReport, rejected_report
from campaign.ingest.versions.reused_settings import ReusedSettings
from campaign.ingest.versions.upload_order import Answer
from campaign.schema import tables
from campaign.schema.issues import Issue
from campaign.ui.cache import CACHES_KEY
from campaign.web.error_log import describe_error, error_code

_log = logging.getLogger(__name__)
EMPTY_REPORT = rejected_report("", Issue("", "no_file"))
MOST_FILES = 20
MOST_BYTES = 200 * 2**20
"""The most bytes that all files of one reader may have together."""
FILES = {table.name: table.file for table in tables.TABLES}
"""The path of each table in the data folder."""
SUGGESTIONS_KEY = "suggestions-by-file"
"""The key in a session of the suggestions about its files."""
ACCEPTED_KEY = "suggestions-accepted"
"""The key in a session of what its reader accepted together, until the next change of a file."""
ACCEPTED_FILES_KEY = "accepted-files"
"""The key in a session of the numbers of the files that count, the last accepted one last."""
STATE_KEYS = ("session-file-count", "own-place", ACCEPTED_KEY, ACCEPTED_FILES_KEY)
"""The further keys of a session about its files; everything else is computed from the files."""


@dataclass(frozen=True, eq=False)
class SessionFile:
    """One file: its bytes, the options its owner requests, and the report on it.

    `content` is empty for a file rejected for personal data: only the cells to clean are kept.
    `geometry` has the boundaries of a boundary file, None for any other file. `name` is the name
    that it was uploaded with, `file` its name in this session. `detected` are the options without
    any request, `reuse` the options of a former version, `answer` whether it replaces that version.
    `counts_equal_totals` is True if its totals count even if another file has equal ones.
    """

    number: int
    file: str
    content: bytes
    requested: RequestedOptions
    report: FileReport
    geometry: BrowserGeometry | None = None
    name: str = ""
    detected: DetectedOptions | None = None
    reuse: ReusedSettings | None = None
    answer: Answer | None = None
    counts_equal_totals: bool = False

    @property
    def register(self) -> ValidationReport | None:
        """The report of a register whose rows count, None for any other file."""
        report = self.report
        is_one = (
            isinstance(report, ValidationReport) and report.table == "activities" and report.usable
        )
        return report if is_one and isinstance(report, ValidationReport) else None


def files() -> list[SessionFile]:
    """Return the files of this session in the order of their upload.

    The list is always the same object, changed in place: callbacks in several threads share it.
    """
    own_files: list[SessionFile] = st.session_state.setdefault("session-files", [])
    return own_files


def file(number: int) -> SessionFile:
    """Return the file with this number; raises KeyError if there is none."""
    for one in files():
        if one.number == number:
            return one
    raise KeyError(number)


def has_room(copy: SessionFile, count: int) -> bool:
    """Return whether `count` more files as large as this one stay within the limits."""
    file_count = sum(bool(own_file.content) for own_file in files()) + count
    return file_count <= MOST_FILES and size() + count * len(copy.content) <= MOST_BYTES


def read_again(
    campaign: Campaign, number: int, change: Callable[[RequestedOptions], RequestedOptions]
) -> None:
    """Read a file again; `change` takes its requested options and returns the new ones.

    It gets the options at the moment of the click, not those that the page shows: a second click
    may come before the page shows the change by the first, and must keep it. If another click
    changes the options while `change` runs, `change` is called again.
    """
    own_files = files()
    # Streamlit runs the callback of a further click in another thread while this one reads: the
    # request is saved first, and only the last reading counts.
    before = None
    while True:
        at = _place(own_files, number)
        if at is None:
            return
        if own_files[at].requested is before:
            break
        before = own_files[at].requested
        requested = change(before)
    own_files[at] = replace(own_files[at], requested=requested)
    try:
        read = ingest(campaign, own_files[at])
    except Exception as error:  # Streamlit interrupts a run with a BaseException.
        read = _not_read(own_files[at], error)
    at = _place(own_files, number)
    if at is not None and own_files[at].requested is requested:
        own_files[at] = replace(
            own_files[at], content=read.content, report=read.report, geometry=read.geometry
        )


def _not_read(file: SessionFile, error: Exception) -> SessionFile:
    """Return the file with a report that says that the program failed, and log the failure."""
    code = error_code(error)
    _log.error("[%s] a file was not read again\n%s", code, describe_error(error))
    issue = Issue(file.file, "not_read", params={"code": code})
    return replace(file, report=rejected_report(file.file, issue), geometry=None)


def _place(own_files: list[SessionFile], number: int) -> int | None:
    return next((at for at, one in enumerate(own_files) if one.number == number), None)


def remove(number: int | None = None) -> None:
    """Remove one file, or all of them, and everything built from them."""
    own_files = files()
    own_files[:] = [old for old in own_files if number is not None and old.number != number]
    built = (
        CACHES_KEY,
        "own-campaign",
        "upload_order",
        "comparisons",
        SUGGESTIONS_KEY,
        ACCEPTED_KEY,
    )
    for key in built:
        st.session_state.pop(key, None)


def size() -> int:
    """Return how many bytes the files of this session have together."""
    return sum(len(own_file.content) for own_file in files())


def snapshot() -> Mapping[str, Any]:
    """Return all that this session has of its files, for `restore` in another session."""
    state = {key: st.session_state[key] for key in STATE_KEYS if key in st.session_state}
    return {**state, "session-files": list(files())}


def restore(state: Mapping[str, Any]) -> None:
    """Replace the files of this session by those of a `snapshot`."""
    remove()
    own_files = files()
    st.session_state.update({key: state[key] for key in state if key != "session-files"})
    own_files[:] = state["session-files"]


def ingest(
    campaign: Campaign, file: SessionFile, progress: IngestProgress | None = None
) -> SessionFile:
    """Return the file with the report on it, read with the requested options."""
    report = ingest_file(
        file.content, file.file, campaign, requested=file.requested, progress=progress
    )
    if isinstance(report, ValidationReport) and report.table not in UPLOAD_KINDS:
        issue = Issue(file.file, "administrator_table", params={"value": FILES[report.table]})
        report = rejected_report(file.file, issue)
    shapes = report.shapes if isinstance(report, BoundaryFile) else None
    return replace(
        file,
        content=b"" if report.status == "personal_data" else file.content,
        report=report,
        geometry=None if shapes is None else register_private(shapes),
    )
