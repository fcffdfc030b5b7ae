"""Files that a session receives: each waits, is read, and gets a number and a name."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from campaign.domain.campaign import Campaign
from campaign.ingest.options import AS_IT_IS, RequestedOptions
from campaign.ingest.privacy.possible_names import public_file_name
from campaign.ingest.readers.file_size_limit import MOST_MEGABYTES
from campaign.ingest.register import IngestProgress
from campaign.ingest.report import ValidationReport, rejected_report
from campaign.ingest.versions.former_settings import FormerOptions
from campaign.ingest.versions.reused_settings import reuse_settings
from campaign.ingest.versions.upload_order import Upload, resolve
from campaign.ingest.versions.version_changes import same_name
from campaign.schema.issues import Issue
from campaign.ui.upload import session_files
from campaign.ui.upload.session_files import EMPTY_REPORT, SessionFile, files, ingest
from campaign.ui.upload.session_registers import upload_order, with_unique_name
from campaign.web.error_log import describe_error, error_code

WAITING = "waiting-files"
_log = logging.getLogger(__name__)


def waiting_files() -> list[tuple[str, bytes]]:
    """Return the names and bytes of files that wait to be read, in the order of their upload."""
    files_to_read: list[tuple[str, bytes]] = st.session_state.setdefault(WAITING, [])
    return files_to_read


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
        code = error_code(error)
        _log.error("[%s] a file was not read\n%s", code, describe_error(error))
        _reject(Issue(name, "not_read", params={"code": code}))
    del waiting_files()[0]


def add(
    campaign: Campaign, file: str, content: bytes, progress: IngestProgress | None = None
) -> SessionFile:
    """Ingest a file; the same bytes again replace the earlier copy and keep its options.

    A new version of a register counts in place of the former one, under its name, until the
    owner decides otherwise: see `upload_order`. Any other file of the same name gets a number. A
    name with personal data is replaced by a code. For
    a file over the limits, the report says so and the content is dropped.
    """
    file = public_file_name(file)
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
    chain = [old.requested for old in files() if old.number in before]
    options = FormerOptions(
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
    decisions, report = reuse_settings(options, read, file.report)
    return replace(file, requested=decisions.requested, report=report, reuse=decisions)


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
