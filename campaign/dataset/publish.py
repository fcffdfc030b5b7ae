"""Publication of a register for everyone, and its undo: all files are written, or none.

This is the only code of the dashboard that writes into the data folder. Every new file is first
written completely, next to the file that it replaces; an error before the last step undoes all
steps.
"""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pandas as pd

from campaign.dataset import public_texts
from campaign.dataset.editors import Editor
from campaign.dataset.engines.settings import SETTINGS_FILE
from campaign.dataset.file_steps import (
    FORMER_FOLDER,
    LockedFolderError,
    lock_folder,
    remove_file,
    restore_file,
    sync_folders,
    write_copy,
    write_new,
)
from campaign.dataset.folders import CAMPAIGNS_FILE, REGISTER_FILE
from campaign.dataset.register_csv import add_unique_codes, register_bytes
from campaign.domain.campaign import Campaign
from campaign.domain.illustrative_rows import find_illustrative
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.register import ingest_register
from campaign.ingest.replies import make_replies

_CELL = re.compile(r'(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n|\n|\r|\Z)')
Cell = tuple[int, int, str]
"""Start and end of a cell in the text, and its value."""

_NAME = re.compile(r"(\d{4}-\d\d-\d\dT\d{6}\.\d{6})Z-([a-z_]+)-([0-9a-f]{12})\.csv")
_TIME_FORMAT = "%Y-%m-%dT%H%M%S.%f"

_log = logging.getLogger(__name__)

Reason = Literal[
    "unknown",
    "list",
    "empty",
    "differs",
    "names",
    "same",
    "busy",
    "stale",
    "nothing",
    "full",
    "unwritable",
    "engine",
    "illustrative",
    "rights",
    "rows",
]
_EDITION = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]*")


class PublishError(Exception):
    """Nothing was changed; `reason` is the cause."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


def has_engine(data: Path, edition: str) -> bool:
    """Return True if the register of the edition is in an engine, where no file can replace it."""
    return (data / edition / SETTINGS_FILE).exists()


def stamp(data: Path, edition: str) -> str:
    """Return a digest of the current register of the edition and the current list of campaigns."""
    digest = hashlib.sha256()
    for path in (_register(data, edition), data / CAMPAIGNS_FILE):
        content = path.read_bytes() if path.is_file() else b""
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()[:12]


def last_publication(data: Path, edition: str) -> _FormerRegister | None:
    """Return the register that the current one replaced.

    None if the current one was not published.
    """
    return _find_former(_register(data, edition))


def publish(
    data: Path,
    campaign: Campaign,
    edition: str,
    frame: pd.DataFrame,
    expected_stamp: str,
    editor: Editor,
    public_texts_of_owner: Collection[str] = (),
) -> str:
    """Replace the register of the edition by these activities for everyone; return their digest.

    `campaign` is the campaign on screen, `expected_stamp` the `stamp` of the files that the editor
    saw. The former register is copied to `former/`, the edition's status becomes `register`. Texts
    that may name a person, but whose keys are in `public_texts_of_owner`, are added to the list of
    public texts, so that the register is read as it was published. Raises `PublishError`, also if a
    row is marked as invented or a text may name a person without an answer; then all files are
    unchanged.
    """
    if has_engine(data, edition):
        raise PublishError("engine")
    if frame.empty:
        raise PublishError("empty")
    if find_illustrative(frame).any():
        raise PublishError("illustrative")
    content = register_bytes(add_unique_codes(frame))
    texts = _check_content(content, campaign, edition, public_texts_of_owner)
    with _open_change(data, edition, expected_stamp) as steps:
        register, campaigns = _register(data, edition), (data / CAMPAIGNS_FILE).read_bytes()
        status = _read_status(campaigns, edition)
        has_register = register.is_file()
        former_content = register.read_bytes() if has_register else b""
        if former_content == content and status == "register":
            raise PublishError("same")
        copy = write_copy(steps, register, _former_name(status, content), former_content)
        new_register = write_new(steps, register, content)
        new_campaigns = replace_status(campaigns, edition, "register")
        new_list = write_new(steps, data / CAMPAIGNS_FILE, new_campaigns)
        former_texts = _add_public_texts(steps, data / public_texts.FILE, texts)
        # The register is replaced first, so that invented values never appear without their
        # disclaimer.
        os.replace(new_register, register)
        steps.callback(restore_file, copy if has_register else None, register)
        os.replace(new_list, data / CAMPAIGNS_FILE)
        steps.pop_all()
        if former_texts is not None:
            remove_file(former_texts)
    sync_folders(register.parent, data)
    _log_change("published", edition, len(frame), content, editor)
    return _digest_of(content)


def undo(data: Path, edition: str, expected_stamp: str, editor: Editor) -> str:
    """Restore the register that the last publication replaced, and its status; return its digest.

    The published register is copied to `former/`. Texts that the publication added to the list of
    public texts stay there: the answer of the file's owner holds for any register. Raises
    `PublishError`; then all files are unchanged.
    """
    with _open_change(data, edition, expected_stamp) as steps:
        former = last_publication(data, edition)
        if former is None:
            raise PublishError("nothing")
        register, campaigns = _register(data, edition), (data / CAMPAIGNS_FILE).read_bytes()
        _read_status(campaigns, edition)  # Raises PublishError for an unknown edition or list.
        content = former.path.read_bytes()
        copy = write_copy(steps, register, _undone_name(), register.read_bytes())
        old_list = write_new(steps, data / CAMPAIGNS_FILE, campaigns)
        new_campaigns = replace_status(campaigns, edition, former.status)
        new_list = write_new(steps, data / CAMPAIGNS_FILE, new_campaigns)
        new_register = write_new(steps, register, content) if content else None
        # The status is replaced first, so that invented values never appear without their
        # disclaimer.
        os.replace(new_list, data / CAMPAIGNS_FILE)
        steps.callback(restore_file, old_list, data / CAMPAIGNS_FILE)
        if new_register is None:
            register.unlink()
            steps.callback(restore_file, copy, register)
        else:
            os.replace(new_register, register)
        steps.pop_all()
        remove_file(old_list)
        remove_file(former.path)  # the register now has its content
    sync_folders(register.parent, data)
    _log_change("undone", edition, max(0, content.count(b"\n") - 1), content, editor)
    return _digest_of(content)


# Content and names --------------------------------------------------------------------------


def _check_content(
    content: bytes, campaign: Campaign, edition: str, answers: Collection[str]
) -> tuple[str, ...]:
    """Return the texts that may name a person and are not yet on the list of public texts.

    Raises `PublishError` if the key of one is not in `answers`, or if the content, read again,
    differs from the activities.
    """
    if edition not in campaign.editions or not _EDITION.fullmatch(edition):
        raise PublishError("unknown")
    reference = campaign_reference(campaign, edition)
    report = ingest_register(content, "activities.csv", reference)
    names = report.possible_names
    if not {name.key for name in names} <= {*answers}:
        raise PublishError("names")
    if names:
        replies = make_replies(public_text=dict.fromkeys(answers, True))
        report = ingest_register(content, "activities.csv", reference, replies=replies)
    if not report.complete or register_bytes(report.frame) != content:
        raise PublishError("differs")
    return tuple(name.text for name in names)


def _add_public_texts(steps: ExitStack, path: Path, texts: Sequence[str]) -> Path | None:
    """Add the texts to the list of public texts; return the copy of the former list, if any."""
    if not texts:
        return None
    copy = write_new(steps, path, path.read_bytes()) if path.is_file() else None
    content = b"" if copy is None else copy.read_bytes()
    os.replace(write_new(steps, path, public_texts.add_texts(content, texts)), path)
    steps.callback(restore_file, copy, path)
    return copy


def _read_status(campaigns: bytes, edition: str) -> str:
    try:
        return read_status(campaigns, edition)
    except KeyError:
        raise PublishError("unknown") from None
    except InvalidCampaignListError:
        raise PublishError("list") from None


def _register(data: Path, edition: str) -> Path:
    if not _EDITION.fullmatch(edition):
        raise PublishError("unknown")
    return data / edition / REGISTER_FILE


def _log_change(change: str, edition: str, rows: int, content: bytes, editor: Editor) -> None:
    # Logged as a warning, which is printed even if logging is not configured.
    _log.warning(
        "register %s: edition %s, rows %d, digest %s, editor %s",
        change,
        edition,
        rows,
        _digest_of(content),
        editor.pseudonym,
    )


# The change as a whole -----------------------------------------------------------------------


@contextmanager
def _open_change(data: Path, edition: str, expected_stamp: str) -> Iterator[ExitStack]:
    """Yield the steps of a change by one editor at a time; they are undone unless all succeed.

    Raises `PublishError` for any error of the system.
    """
    try:
        with lock_folder(data):
            if stamp(data, edition) != expected_stamp:
                raise PublishError("stale")
            with ExitStack() as steps:
                yield steps
    except LockedFolderError:
        raise PublishError("busy") from None
    except OSError as error:
        _log.error("register not published: edition %s, %s", edition, error.strerror)
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise PublishError("full" if is_full else "unwritable") from error


@dataclass(frozen=True)
class _FormerRegister:
    """The copy of a register that a publication replaced, with its time (UTC) and former status.

    An empty copy means that there was no register.
    """

    path: Path
    time: datetime
    status: str


def _former_name(status: str, new_content: bytes) -> str:
    """Return the name of a new copy: the current time, its status, and its successor's digest."""
    return f"{_now()}Z-{status}-{_digest_of(new_content)}.csv"


def _undone_name() -> str:
    """Return the name of a new copy of a published register that an undo replaces."""
    return f"{_now()}Z-undone.csv"


def _find_former(register: Path) -> _FormerRegister | None:
    """Return the copy of the register that `register` replaced.

    None if `register` was not published.
    """
    folder = register.parent / FORMER_FOLDER
    copies = sorted(folder.glob("*.csv"), reverse=True) if folder.is_dir() else []
    if not copies or not register.is_file():
        return None
    digest = _digest_of(register.read_bytes())
    for path in copies:
        match = _NAME.fullmatch(path.name)
        if match and match[3] == digest:
            time = datetime.strptime(match[1], _TIME_FORMAT).replace(tzinfo=UTC)
            return _FormerRegister(path, time, match[2])
    return None


def _digest_of(content: bytes) -> str:
    """Return the first twelve digits of the SHA-256 digest."""
    return hashlib.sha256(content).hexdigest()[:12]


def _now() -> str:
    return datetime.now(UTC).strftime(_TIME_FORMAT)


class InvalidCampaignListError(ValueError):
    """The content is not a list of campaigns: it is not UTF-8, or lacks a column."""


def read_status(content: bytes, edition: str) -> str:
    """Return the status of the edition.

    Raises KeyError for an edition without a row, `InvalidCampaignListError` for another file.
    """
    return _find_status(_decode(content), edition)[2]


def replace_status(content: bytes, edition: str, status: str) -> bytes:
    """Return the list with this status in the row of the edition.

    Raises the errors of `read_status`.
    """
    text = _decode(content)
    start, end, former_status = _find_status(text, edition)
    if former_status == status:
        return content
    return (text[:start] + status + text[end:]).encode("utf-8")


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidCampaignListError("encoding") from None


def _find_status(text: str, edition: str) -> Cell:
    rows = _read_rows(text)
    headers = [value.lstrip("\ufeff").strip() for _, _, value in next(rows, [])]
    if not {"campaign_id", "status"} <= set(headers):
        raise InvalidCampaignListError("columns")
    id_column, status_column = headers.index("campaign_id"), headers.index("status")
    for row in rows:
        if len(row) > max(id_column, status_column) and row[id_column][2].strip() == edition:
            return row[status_column]
    raise KeyError(edition)


def _read_rows(text: str) -> Iterator[list[Cell]]:
    row: list[Cell] = []
    position = 0
    # A row that ends with a comma has one more, empty cell, also in the last row.
    while position < len(text) or row:
        match = _CELL.match(text, position)
        if match is None:
            raise InvalidCampaignListError("quotes")
        quoted_value, bare_value, delimiter = match.groups()
        value = bare_value if quoted_value is None else quoted_value.replace('""', '"')
        row.append((match.start(), match.start(3), value))
        position = match.end()
        if delimiter != ",":
            yield row
            row = []
