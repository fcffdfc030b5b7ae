"""The files that a reader uploads in a session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from campaign.charts.geometry.browser_files import BrowserGeometry, register_private
from campaign.domain.campaign import OWN, Campaign
from campaign.ingest.boundaries.boundary_file import BoundaryFile
from campaign.ingest.dispatch import FileReport, ingest_file
from campaign.ingest.options import AS_IT_IS, DetectedOptions, RequestedOptions
from campaign.ingest.register import Progress
from campaign.ingest.report import ValidationReport, rejected_report
from campaign.ingest.reuse import FormerOptions, Reuse, reuse
from campaign.ingest.succession import Answer, Comparisons, Succession, Upload, resolve
from campaign.ingest.versions import same_name
from campaign.schema.issues import Issue
from campaign.ui import state
from campaign.ui.cache import CACHES_KEY

EMPTY_REPORT = rejected_report("", Issue("", "no_file"))
MOST_FILES = 20
MOST_BYTES = 200 * 2**20
"""How many bytes one reader's files may have together."""
STATE_KEYS = ("session-file-count", "own-place")
"""What a session has of its files, beside the files themselves; the rest is worked out of them."""


@dataclass(frozen=True, eq=False)
class SessionFile:
    """One file: its bytes, the options its owner requests, and the report on it.

    `content` is empty for a refused file: only the cells to clean are kept. `geometry` are its
    boundaries, None for any other file. `name` is the name it was uploaded with, `file` its name
    here. `detected` are the options without any request, `reuse` those taken over from a former
    version, `answer` whether it replaces that version.
    """

    number: int
    file: str
    content: bytes
    requested: RequestedOptions
    report: FileReport
    geometry: BrowserGeometry | None = None
    name: str = ""
    detected: DetectedOptions | None = None
    reuse: Reuse | None = None
    answer: Answer | None = None

    @property
    def register(self) -> ValidationReport | None:
        """The report of a register whose rows count, None for any other file."""
        report = self.report
        is_one = (
            isinstance(report, ValidationReport) and report.table == "activities" and report.usable
        )
        return report if is_one and isinstance(report, ValidationReport) else None


def files() -> list[SessionFile]:
    """Return the files of this session in the order of their upload."""
    own_files: list[SessionFile] = st.session_state.setdefault("session-files", [])
    return own_files


def file(number: int) -> SessionFile:
    """Return the file with this number; raises KeyError where there is none."""
    for one in files():
        if one.number == number:
            return one
    raise KeyError(number)


def add(
    campaign: Campaign, file: str, content: bytes, progress: Progress | None = None
) -> SessionFile:
    """Ingest a file; the same bytes again replace the earlier copy and keep its options.

    A new version of a register counts in place of the former one, under its name, until the
    owner says otherwise: see `succession`. Any other file of the same name gets a number. Beyond
    the limits, the report says so and the content is dropped.
    """
    number = int(st.session_state.get("session-file-count", 0)) + 1
    st.session_state["session-file-count"] = number
    earlier_copy = next((old for old in files() if content and old.content == content), None)
    others = [old for old in files() if old is not earlier_copy]
    sizes = [len(old.content) for old in others if old.content]
    if len(sizes) >= MOST_FILES or sum(sizes) + len(content) > MOST_BYTES:
        params = {"files": str(MOST_FILES), "limit": str(MOST_BYTES // 2**20)}
        full = rejected_report(file, Issue(file, "no_room", params=params))
        session_file = SessionFile(number, file, b"", AS_IT_IS, full, name=file)
        st.session_state["session-files"] = [*others, session_file]
        return session_file
    if earlier_copy is not None:
        return _add_again(campaign, earlier_copy, number, file)
    session_file = _ingest(
        campaign, SessionFile(number, file, content, AS_IT_IS, EMPTY_REPORT, name=file), progress
    )
    if isinstance(session_file.report, ValidationReport):
        session_file = replace(session_file, detected=session_file.report.detected)
        session_file = _with_former_decisions(campaign, session_file)
    st.session_state["session-files"] = [*others, session_file]
    return _with_unique_name(session_file)


def _add_again(campaign: Campaign, previous: SessionFile, number: int, file: str) -> SessionFile:
    """Ingest the same bytes again, in their place; last where another version replaces them."""
    is_replaced = succession().replaced_by(previous.number) is not None
    file_again = replace(
        previous, number=number, name=file, answer=None if is_replaced else previous.answer
    )
    file_again = _ingest(campaign, file_again)
    own_files = [file_again if old is previous else old for old in files()]
    if is_replaced:
        own_files = [*(old for old in own_files if old is not file_again), file_again]
    st.session_state["session-files"] = own_files
    return _with_unique_name(file_again)


def add_sheets(campaign: Campaign, number: int, names: Mapping[str, str]) -> None:
    """Read a workbook again as one file for each of these sheets, in the place of the former one.

    `names` has the words for each sheet ({sheet: words}), which stand behind the name of the file.
    The sheets are combined as files are: a row that two of them have counts once. Settings of
    header row, columns and cells are those of the sheet that was read, and stay with it.
    """
    workbook = file(number)
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
        one = _ingest(campaign, one)
        assert isinstance(one.report, ValidationReport)
        sheets.append(replace(one, detected=one.report.detected))
    own_files = files()
    at = own_files.index(workbook)
    st.session_state["session-files"] = [*own_files[:at], *sheets, *own_files[at + 1 :]]
    for one in sheets:
        _with_unique_name(one)


def sheet_request(requested: RequestedOptions, sheet: str) -> RequestedOptions:
    """Return the options with another sheet, without those of rows and columns of the former."""
    return replace(requested, sheet=sheet, header_row=None, columns={}, cells={})


def has_room(copy: SessionFile, count: int) -> bool:
    """Return whether `count` more files as large as this one stay within the limits."""
    file_count = sum(bool(own_file.content) for own_file in files()) + count
    return file_count <= MOST_FILES and size() + count * len(copy.content) <= MOST_BYTES


def set_answer(number: int, answer: Answer | None) -> None:
    """Let a new version replace the former one or count beside it; None clears the answer."""
    st.session_state["session-files"] = [
        replace(old, answer=answer) if old.number == number else old for old in files()
    ]
    for file in files():
        if file.number == number:
            _with_unique_name(file)


def read_again(campaign: Campaign, number: int, requested: RequestedOptions) -> None:
    """Read a file again with the options that its owner requests."""
    st.session_state["session-files"] = [
        _ingest(campaign, replace(old, requested=requested)) if old.number == number else old
        for old in files()
    ]


def remove(number: int | None = None) -> None:
    """Remove one file, or all of them, and everything built from them."""
    rest = [old for old in files() if number is not None and old.number != number]
    st.session_state["session-files"] = rest
    for key in (CACHES_KEY, "own-campaign", "succession", "comparisons"):
        st.session_state.pop(key, None)


def size() -> int:
    """Return how many bytes the files of this session have together."""
    return sum(len(own_file.content) for own_file in files())


def snapshot() -> Mapping[str, Any]:
    """Return all that this session has of its files, for `restore` in another session."""
    state = {key: st.session_state[key] for key in STATE_KEYS if key in st.session_state}
    return {**state, "session-files": list(files())}


def restore(state: Mapping[str, Any]) -> None:
    """Let this session have the files of a `snapshot`."""
    remove()
    st.session_state.update({**state, "session-files": list(state["session-files"])})


def replaced_edition() -> str | None:
    """Return the edition whose register the reader's own replaces; None for an edition apart."""
    edition: str | None = st.session_state.get("own-place")
    return edition


def replace_register_of(edition: str | None) -> None:
    """Let the own register replace this edition's; None makes it an edition apart."""
    before = replaced_edition() or OWN
    st.session_state["own-place"] = edition
    after = edition or OWN
    state.change(
        lambda selection, _: (
            replace(selection, edition=after) if selection.edition == before else selection
        )
    )


def select_own_register() -> None:
    """Let the live selection show the own register, without filters."""
    edition = replaced_edition() or OWN
    state.change(lambda selection, _: replace(selection.without_filters(), edition=edition))


def succession() -> Succession:
    """Return which registers count, and which are new versions of which."""
    own_files = files()
    entry = st.session_state.get("succession")
    # A SessionFile is frozen: an equal list has the same succession.
    if entry is None or entry[0] != own_files:
        comparisons = st.session_state.setdefault("comparisons", Comparisons())
        uploads = [
            Upload(file.number, file.name, file.register, file.answer)
            for file in own_files
            if file.register is not None
        ]
        entry = (list(own_files), resolve(uploads, comparisons))
        st.session_state["succession"] = entry
    result: Succession = entry[1]
    return result


def registers() -> tuple[ValidationReport, ...]:
    """Return the registers whose rows count, without replaced versions."""
    counting = succession().counting
    return tuple(f.register for f in files() if f.register is not None and f.number in counting)


def current_registers() -> tuple[ValidationReport, ...]:
    """Return the registers that are not replaced, also those of which no row counts yet."""
    return tuple(
        f.report
        for f in files()
        if isinstance(f.report, ValidationReport)
        and f.report.table == "activities"
        and f.report.status in ("clean", "problems")
        and succession().replaced_by(f.number) is None
    )


def other_files() -> tuple[SessionFile, ...]:
    """Return the files that are no usable register: boundaries, population, targets, unreadable."""
    return tuple(file for file in files() if file.register is None)


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
        ),
        former.report.detected,
        former.detected,
        {key: answer for requested in chain for key, answer in requested.answers.items()},
        {key: cell for requested in chain for key, cell in requested.cells.items()},
        {key: public for requested in chain for key, public in requested.public_texts.items()},
    )

    def read(requested: RequestedOptions) -> ValidationReport:
        report = ingest_file(file.content, file.file, campaign, requested=requested)
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


def _with_unique_name(file: SessionFile) -> SessionFile:
    """Return the file under its own name, with a number where another counting file has it."""
    names = {
        old.file
        for old in files()
        if old is not file and succession().replaced_by(old.number) is None
    }
    stem, dot, ending = file.name.rpartition(".")
    count, name = 1, file.name
    while name in names:
        count += 1
        name = f"{stem} ({count}){dot}{ending}" if stem else f"{file.name} ({count})"
    if name == file.file:
        return file
    named_file = replace(file, file=name, report=_with_file_name(file.report, name))
    st.session_state["session-files"] = [named_file if old is file else old for old in files()]
    return named_file


def _with_file_name(report: FileReport, name: str) -> FileReport:
    issues = tuple(replace(issue, file=name) for issue in report.issues)
    corrections = tuple(replace(correction, file=name) for correction in report.corrections)
    return replace(report, file=name, issues=issues, corrections=corrections)


def _ingest(campaign: Campaign, file: SessionFile, progress: Progress | None = None) -> SessionFile:
    """Return the file with the report on it, read with the requested options."""
    report = ingest_file(
        file.content, file.file, campaign, requested=file.requested, progress=progress
    )
    shapes = report.shapes if isinstance(report, BoundaryFile) else None
    return replace(
        file,
        content=b"" if report.status == "refused" else file.content,
        report=report,
        geometry=None if shapes is None else register_private(shapes),
    )
