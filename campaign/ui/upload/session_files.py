"""The files of a session: each waits, is read, gets a number and a name, and may be read again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from campaign.domain.campaign import Campaign
from campaign.ingest.carry_over import CarriedOver, carry_over_version, make_portable
from campaign.ingest.dispatch import UPLOAD_KINDS, FileReport, ingest_file
from campaign.ingest.options import DetectedOptions
from campaign.ingest.privacy.possible_names import public_file_name
from campaign.ingest.readers.file_size_limit import MOST_MEGABYTES
from campaign.ingest.register import IngestProgress
from campaign.ingest.replies import AS_IT_IS, LAYOUT_KINDS, Replies
from campaign.ingest.report import ValidationReport, rejected_report
from campaign.ingest.versions.upload_order import Answer, Comparisons, Upload, UploadOrder, resolve
from campaign.ingest.versions.version_changes import same_name
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
    """One file: its bytes, its uploader's replies, and the report on it.

    `content` is empty for a file rejected for personal data: only the cells to clean are kept.
    `name` is the name
    that it was uploaded with, `file` its name in this session. `detected` are the options without
    replies, `reuse` the replies of a former version, `answer` whether it replaces that version.
    `counts_equal_totals` is True if its totals count even if another file has equal ones.
    """

    number: int
    file: str
    content: bytes
    replies: Replies
    report: FileReport
    name: str = ""
    detected: DetectedOptions | None = None
    reuse: CarriedOver | None = None
    answer: Answer | None = None
    counts_equal_totals: bool = False

    @property
    def register(self) -> ValidationReport | None:
        """The report of a register whose rows count, None for any other file."""
        report = self.report
        if not isinstance(report, ValidationReport) or report.table != "activities":
            return None
        return report if report.usable else None


def files() -> list[SessionFile]:
    """Return the files of this session in the order of their upload.

    The list is always the same object, changed in place: callbacks in several threads share it.
    """
    own_files: list[SessionFile] = st.session_state.setdefault("session-files", [])
    return own_files


def file(number: int) -> SessionFile:
    """Return the file with this number; raises KeyError if there is none."""
    own_files = {one.number: one for one in files()}
    return own_files[number]


def change_files(numbers: Collection[int], **changes: Any) -> None:
    """Change these attributes of the files with these numbers."""
    own_files = files()
    own_files[:] = [replace(f, **changes) if f.number in numbers else f for f in own_files]


def upload_order() -> UploadOrder:
    """Return which registers count, and which are new versions of which."""
    own_files = files()
    entry = st.session_state.get("upload_order")
    # A SessionFile is frozen: an equal list has the same order.
    if entry is None or entry[0] != own_files:
        comparisons = st.session_state.setdefault("comparisons", Comparisons())
        uploads = [
            Upload(file.number, file.name, file.register, file.answer)
            for file in own_files
            if file.register is not None
        ]
        entry = (list(own_files), resolve(uploads, comparisons))
        st.session_state["upload_order"] = entry
    result: UploadOrder = entry[1]
    return result


def with_unique_name(file: SessionFile) -> SessionFile:
    """Return the file with its own name, and a number if another counting file has that name."""
    names = {
        old.file
        for old in files()
        if old is not file and upload_order().replaced_by(old.number) is None
    }
    stem, dot, ending = file.name.rpartition(".")
    count, name = 1, file.name
    while name in names:
        count += 1
        name = f"{stem} ({count}){dot}{ending}" if stem else f"{file.name} ({count})"
    if name == file.file:
        return file
    issues = tuple(replace(issue, file=name) for issue in file.report.issues)
    corrections = tuple(replace(issue, file=name) for issue in file.report.corrections)
    report = replace(file.report, file=name, issues=issues, corrections=corrections)
    named_file = replace(file, file=name, report=report)
    own_files = files()
    own_files[:] = [named_file if old is file else old for old in own_files]
    return named_file


def has_room(copy: SessionFile, count: int) -> bool:
    """Return whether `count` more files as large as this one stay within the limits."""
    file_count = sum(bool(own_file.content) for own_file in files()) + count
    return file_count <= MOST_FILES and size() + count * len(copy.content) <= MOST_BYTES


def read_again(campaign: Campaign, number: int, change: Callable[[Replies], Replies]) -> None:
    """Read a file again; `change` takes its replies and returns the new ones.

    It gets the replies at the moment of the click, not those that the page shows: a second click
    may come before the page shows the change by the first, and must keep it. If another click
    changes the replies while `change` runs, `change` is called again.
    """
    own_files = files()
    # Streamlit runs the callback of a further click in another thread while this one reads: the
    # reply is saved first, and only the last reading counts.
    before = None
    while True:
        at = _place(own_files, number)
        if at is None:
            return
        if own_files[at].replies is before:
            break
        before = own_files[at].replies
        replies = change(before)
    current = own_files[at] = replace(own_files[at], replies=replies)
    try:
        read = ingest(campaign, current)
    except Exception as error:  # Streamlit interrupts a run with a BaseException.
        report = rejected_report(current.file, _log_failure(current.file, error))
        read = replace(current, report=report)
    at = _place(own_files, number)
    if at is not None and own_files[at].replies is replies:
        own_files[at] = replace(own_files[at], content=read.content, report=read.report)


def _log_failure(file: str, error: Exception) -> Issue:
    """Log that the program failed to read a file, and return the issue that says so."""
    code = error_code(error)
    _log.error("[%s] a file was not read\n%s", code, describe_error(error))
    return Issue(file, "not_read", params={"code": code})


def _place(own_files: list[SessionFile], number: int) -> int | None:
    return next((at for at, one in enumerate(own_files) if one.number == number), None)


def remove(number: int | None = None) -> None:
    """Remove one file, or all of them, and everything built from them."""
    own_files = files()
    own_files[:] = [old for old in own_files if number is not None and old.number != number]
    built = ("own-campaign", "upload_order", "comparisons", SUGGESTIONS_KEY, ACCEPTED_KEY)
    for key in (CACHES_KEY, *built):
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
    """Return the file with the report on it, read with its replies."""
    report = ingest_file(file.content, file.file, campaign, replies=file.replies, progress=progress)
    if isinstance(report, ValidationReport) and report.table not in UPLOAD_KINDS:
        issue = Issue(file.file, "administrator_table", params={"value": FILES[report.table]})
        report = rejected_report(file.file, issue)
    return replace(
        file,
        content=b"" if report.status == "personal_data" else file.content,
        report=report,
    )


def waiting_files() -> list[tuple[str, bytes]]:
    """Return the names and bytes of files that wait to be read, in the order of their upload."""
    waiting: list[tuple[str, bytes]] = st.session_state.setdefault("waiting-files", [])
    return waiting


def enqueue(uploads: Iterable[tuple[str, bytes]]) -> None:
    """Let files wait to be read, even if this run ends before it reads them."""
    waiting_files().extend((public_file_name(name), content) for name, content in uploads)


def add_next(campaign: Campaign, progress: IngestProgress | None = None) -> None:
    """Ingest the file that waits longest; if its reading is interrupted, it keeps waiting.

    A file whose reading fails is rejected, so that the files after it are read.
    """
    name, content = waiting_files()[0]
    try:
        add(campaign, name, content, progress)
    except Exception as error:  # Streamlit interrupts a run with a BaseException.
        _reject(_log_failure(name, error))
    del waiting_files()[0]


def add(
    campaign: Campaign, file: str, content: bytes, progress: IngestProgress | None = None
) -> SessionFile:
    """Ingest a file; the same bytes again replace the earlier copy and keep its options.

    A new version of a register counts in place of the former one, under its name, until the
    owner decides otherwise: see `upload_order`. Any other file of the same name gets a number. A
    name with personal data is replaced by a code. For a file over the limits, the report says so.
    """
    file = public_file_name(file)
    earlier_copy = next((old for old in files() if content and old.content == content), None)
    others = [old for old in files() if old is not earlier_copy]
    sizes = [len(old.content) for old in others if old.content]
    if len(sizes) >= MOST_FILES or sum(sizes) + len(content) > MOST_BYTES:
        files()[:] = others
        params = {"files": str(MOST_FILES), "limit": str(MOST_BYTES // 2**20)}
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

    Such a file never leaves the browser, and the uploader's own message about it disappears as
    soon as the other chosen files have arrived.
    """
    for file in names:
        _reject(Issue(file, "too_big", params={"limit": str(MOST_MEGABYTES)}))


def _reject(issue: Issue) -> SessionFile:
    """Add a file without content, whose report has this issue; return the file."""
    issue = replace(issue, file=public_file_name(issue.file))
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
    """Ingest the same bytes again at the same position; at the end if a version replaces them."""
    is_replaced = upload_order().replaced_by(previous.number) is not None
    file_again = replace(
        previous, number=number, name=file, answer=None if is_replaced else previous.answer
    )
    file_again = ingest(campaign, file_again)
    own_files = files()
    own_files[:] = [file_again if old is previous else old for old in own_files]
    if is_replaced:
        own_files[:] = [*(old for old in own_files if old is not file_again), file_again]
    return with_unique_name(file_again)


def _with_former_decisions(campaign: Campaign, file: SessionFile) -> SessionFile:
    """Return the file read with the options of its former version that still fit."""
    former = _former_version(file)
    if former is None or not isinstance(former.report, ValidationReport):
        return file
    before = {*upload_order().earlier(former.number), former.number}
    answers = [
        one
        for old in files()
        if old.number in before
        for one in old.replies
        if one.kind not in LAYOUT_KINDS or old is former
    ]
    known = Replies({(one.kind, one.key): one for one in answers}.values())
    portable = make_portable(known, former.report.detected, former.detected)

    assert isinstance(file.report, ValidationReport)
    carried, report = carry_over_version(
        portable, lambda now: ingest(campaign, replace(file, replies=now)).report, file.report
    )
    return replace(file, replies=carried.replies, report=report, reuse=carried)


def _former_version(file: SessionFile) -> SessionFile | None:
    """Return the register of which a file is a new version, the last of several; None if none.

    A file that cannot be read without further answers is matched by its name.
    """
    counting = {f.number: f for f in files() if f.number in upload_order().counting}
    if file.register is None:
        namesakes = [f for f in counting.values() if same_name(f.name, file.name)]
        return namesakes[-1] if namesakes and file.report.status != "personal_data" else None
    uploads = [Upload(n, f.name, f.register) for n, f in counting.items() if f.register]
    version = resolve([*uploads, Upload(file.number, file.name, file.register)]).version(
        file.number
    )
    return counting[version.former_uploads[-1]] if version else None
