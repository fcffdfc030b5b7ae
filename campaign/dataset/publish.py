"""Publishing a register for everyone, and undoing that: all of it is written or nothing.

The only code of the dashboard that writes into the data folder. Every new file is first written
in full beside the one it replaces; an error before the last step undoes all steps.
"""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import itertools
import logging
import os
import re
import secrets
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pandas as pd

from campaign.dataset import public_texts
from campaign.dataset.campaigns_csv import InvalidCampaignList, read_status, replace_status
from campaign.dataset.editors import Editor
from campaign.dataset.engines.settings import SETTINGS_FILE
from campaign.dataset.folders import REGISTER_FILE
from campaign.domain.campaign import Campaign
from campaign.ingest.options import RequestedOptions
from campaign.ingest.reference import campaign_reference
from campaign.ingest.register import ingest_register
from campaign.schema import tables
from campaign.schema.reached_shares import COLUMN as SHARES
from campaign.schema.reached_shares import with_shares
from campaign.schema.row_marks import present_marks

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_log = logging.getLogger(__name__)

Reason = Literal[
    "unknown",
    "list",
    "empty",
    "differs",
    "same",
    "busy",
    "stale",
    "nothing",
    "full",
    "unwritable",
    "engine",
]
CAMPAIGN_LIST = "campaigns.csv"
LOCK = ".publishing"
NEW = ".new"
"""The ending of a file that is not yet in its place."""
_EDITION = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]*")
_FORMER_NAME = re.compile(r"(\d{4}-\d\d-\d\dT\d{6}\.\d{6})Z-([a-z_]+)-([0-9a-f]{12})\.csv")
_TIME_FORMAT = "%Y-%m-%dT%H%M%S.%f"
_LINE_BREAKS = re.compile(r"\s*[\r\n\v\f\x85\u2028\u2029]+\s*")


class PublishError(Exception):
    """Nothing was changed; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True)
class FormerRegister:
    """The copy of a register that a publication replaced, its time (UTC), and its former status.

    An empty copy stands for no register at all.
    """

    path: Path
    time: datetime
    status: str


def register_bytes(frame: pd.DataFrame) -> bytes:
    """The activities as CSV of the data contract: UTF-8, comma, LF, the declared columns.

    Dates are ISO, numbers whole; an empty cell is not reported, 0 is zero. A line break inside a
    cell becomes a space. Marks (`row_marks`) that a row has follow. Columns that are not declared
    are dropped; so is the one of people by oblast where no row has any.
    """
    names = [column.name for column in tables.ACTIVITIES.columns]
    if with_shares(frame).empty:
        names.remove(SHARES)
    names += present_marks(frame)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(zip(*(_format_cells(frame[name]) for name in names), strict=True))
    return out.getvalue().encode("utf-8", errors="replace")


def add_unique_codes(frame: pd.DataFrame) -> pd.DataFrame:
    """The activities with an activity code on those whose CSV rows would be equal.

    Rows that differ only in columns that are not written are activities of their own; without a
    code the second would read as a duplicate of the first.
    """
    names = [column.name for column in tables.ACTIVITIES.columns]
    is_equal = frame[names].astype("object").duplicated(keep=False)
    if not is_equal.any():
        return frame
    codes = frame["activity_id"].astype("object").fillna("")
    used_codes = set(codes)
    free_codes = (code for n in itertools.count(1) if (code := f"A-{n:03d}") not in used_codes)
    codes[is_equal] = list(itertools.islice(free_codes, int(is_equal.sum())))
    return frame.assign(activity_id=codes)


def has_engine(data: Path, edition: str) -> bool:
    """True where the register of the edition is in an engine, and no file could replace it."""
    return (data / edition / SETTINGS_FILE).exists()


def stamp(data: Path, edition: str) -> str:
    """A digest of the edition's register and of the list of campaigns as they are now."""
    digest = hashlib.sha256()
    for path in (_register(data, edition), data / CAMPAIGN_LIST):
        content = path.read_bytes() if path.is_file() else b""
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()[:12]


def last_publication(data: Path, edition: str) -> FormerRegister | None:
    """The register that the current one replaced; None where that was not published."""
    folder, register = _register(data, edition).parent / "former", _register(data, edition)
    copies = sorted(folder.glob("*.csv"), reverse=True) if folder.is_dir() else []
    if not copies or not register.is_file():
        return None
    digest = _digest(register.read_bytes())
    for path in copies:
        match = _FORMER_NAME.fullmatch(path.name)
        if match and match[3] == digest:
            time = datetime.strptime(match[1], _TIME_FORMAT).replace(tzinfo=UTC)
            return FormerRegister(path, time, match[2])
    return None


def publish(
    data: Path,
    campaign: Campaign,
    edition: str,
    frame: pd.DataFrame,
    expected_stamp: str,
    editor: Editor,
) -> str:
    """Replace the register of the edition by these activities, for everyone; return their digest.

    `campaign` is the one on show, `expected_stamp` the `stamp` of what the editor saw. The former
    register is copied to `former/`, the edition's status becomes `register`. Texts that may name a
    person, which the owner of the file called public, go on the list of public texts: the register
    is then read as it was published. Raises `PublishError`; then every file is as it was.
    """
    if has_engine(data, edition):
        raise PublishError("engine")
    if frame.empty:
        raise PublishError("empty")
    content = register_bytes(add_unique_codes(frame))
    texts = _check_content(content, campaign, edition)
    with _open_change(data, edition, expected_stamp) as steps:
        register, campaigns = _register(data, edition), (data / CAMPAIGN_LIST).read_bytes()
        status = _read_status(campaigns, edition)
        has_register = register.is_file()
        former_content = register.read_bytes() if has_register else b""
        if former_content == content and status == "register":
            raise PublishError("same")
        copy_name = f"{_now()}Z-{status}-{_digest(content)}.csv"
        copy = _write_copy(steps, register, copy_name, former_content)
        new_register = _write_new(steps, register, content)
        new_campaigns = replace_status(campaigns, edition, "register")
        new_list = _write_new(steps, data / CAMPAIGN_LIST, new_campaigns)
        former_texts = _add_public_texts(steps, data / public_texts.FILE, texts)
        # The register first: invented values never appear without their disclaimer.
        os.replace(new_register, register)
        steps.callback(_restore_file, copy if has_register else None, register)
        os.replace(new_list, data / CAMPAIGN_LIST)
        steps.pop_all()
        if former_texts is not None:
            _remove(former_texts)
    _sync(register.parent, data)
    _log_change("published", edition, len(frame), content, editor)
    return _digest(content)


def undo(data: Path, edition: str, expected_stamp: str, editor: Editor) -> str:
    """Restore the register that the last publication replaced, and its status; return its digest.

    The published register is copied to `former/`. Raises `PublishError`; then every file is as it
    was.
    """
    with _open_change(data, edition, expected_stamp) as steps:
        former = last_publication(data, edition)
        if former is None:
            raise PublishError("nothing")
        register, campaigns = _register(data, edition), (data / CAMPAIGN_LIST).read_bytes()
        _read_status(campaigns, edition)
        content = former.path.read_bytes()
        copy = _write_copy(steps, register, f"{_now()}Z-undone.csv", register.read_bytes())
        old_list = _write_new(steps, data / CAMPAIGN_LIST, campaigns)
        new_campaigns = replace_status(campaigns, edition, former.status)
        new_list = _write_new(steps, data / CAMPAIGN_LIST, new_campaigns)
        new_register = _write_new(steps, register, content) if content else None
        # The status first: invented values never appear without their disclaimer.
        os.replace(new_list, data / CAMPAIGN_LIST)
        steps.callback(_restore_file, old_list, data / CAMPAIGN_LIST)
        if new_register is None:
            register.unlink()
            steps.callback(_restore_file, copy, register)
        else:
            os.replace(new_register, register)
        steps.pop_all()
        _remove(old_list)
        _remove(former.path)  # the register has its bytes now
    _sync(register.parent, data)
    _log_change("taken back", edition, max(0, content.count(b"\n") - 1), content, editor)
    return _digest(content)


# Content and names --------------------------------------------------------------------------


def _format_cells(cells: pd.Series) -> list[str]:
    if cells.dtype.kind == "M":
        return cells.dt.strftime("%Y-%m-%d").fillna("").tolist()
    if cells.dtype.kind in "fiu":
        return ["" if cell != cell else str(int(cell)) for cell in cells.tolist()]
    return ["" if pd.isna(c) else _LINE_BREAKS.sub(" ", str(c)).strip() for c in cells.tolist()]


def _check_content(content: bytes, campaign: Campaign, edition: str) -> tuple[str, ...]:
    """The texts that may name a person and are not yet on the list of public texts.

    Raises `PublishError` where the content does not read as the activities it was made from.
    """
    if edition not in campaign.editions or not _EDITION.fullmatch(edition):
        raise PublishError("unknown")
    reference = campaign_reference(campaign, edition)
    report = ingest_register(content, "activities.csv", reference)
    names = report.possible_names
    if names:
        answers = RequestedOptions(public_texts={name.key: True for name in names})
        report = ingest_register(content, "activities.csv", reference, requested=answers)
    if not report.complete or register_bytes(report.frame) != content:
        raise PublishError("differs")
    return tuple(name.text for name in names)


def _add_public_texts(steps: ExitStack, path: Path, texts: Sequence[str]) -> Path | None:
    """Add the texts to the list of public texts; return the copy of the former list, if any."""
    if not texts:
        return None
    copy = _write_new(steps, path, path.read_bytes()) if path.is_file() else None
    content = b"" if copy is None else copy.read_bytes()
    os.replace(_write_new(steps, path, public_texts.add_texts(content, texts)), path)
    steps.callback(_restore_file, copy, path)
    return copy


def _read_status(campaigns: bytes, edition: str) -> str:
    try:
        return read_status(campaigns, edition)
    except KeyError:
        raise PublishError("unknown") from None
    except InvalidCampaignList:
        raise PublishError("list") from None


def _register(data: Path, edition: str) -> Path:
    if not _EDITION.fullmatch(edition):
        raise PublishError("unknown")
    return data / edition / REGISTER_FILE


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _now() -> str:
    return datetime.now(UTC).strftime(_TIME_FORMAT)


def _log_change(change: str, edition: str, rows: int, content: bytes, editor: Editor) -> None:
    # A warning, so that it is printed wherever nobody has set up logging.
    _log.warning(
        "register %s: edition %s, rows %d, digest %s, editor %s",
        change,
        edition,
        rows,
        _digest(content),
        editor.pseudonym,
    )


# Steps that can be undone --------------------------------------------------------------------


@contextmanager
def _open_change(data: Path, edition: str, expected_stamp: str) -> Iterator[ExitStack]:
    """The steps of one change, by one editor at a time, undone unless all succeed."""
    try:
        with _lock_folder(data):
            if stamp(data, edition) != expected_stamp:
                raise PublishError("stale")
            with ExitStack() as steps:
                yield steps
    except OSError as error:
        _log.error("register not published: edition %s, %s", edition, error.strerror)
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise PublishError("full" if is_full else "unwritable") from error


@contextmanager
def _lock_folder(data: Path) -> Iterator[None]:
    """Hold the lock of the folder, which ends with the process.

    Raises `PublishError` where another process has it.
    """
    handle = os.open(data / LOCK, os.O_CREAT | os.O_RDWR, 0o666)
    try:
        try:
            if sys.platform == "win32":
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            raise PublishError("busy") from None
        for new in (*data.glob(f".*{NEW}"), *data.glob(f"*/.*{NEW}")):
            new.unlink(missing_ok=True)  # of a process that was killed
        yield
    finally:
        os.close(handle)


def _write_new(steps: ExitStack, path: Path, content: bytes) -> Path:
    """Write a new file beside `path`, on the disk to its last byte; return its path."""
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}{NEW}")
    steps.callback(_remove, new)
    with open(new, "xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if path.is_file():
        shutil.copymode(path, new)
    return new


def _write_copy(steps: ExitStack, register: Path, name: str, content: bytes) -> Path:
    """Write a copy into `former/`, which is created where it does not exist; return its path."""
    folder = register.parent / "former"
    for path in (register.parent, folder):
        if not path.is_dir():
            path.mkdir()
            steps.callback(_remove_folder, path)
    copy = folder / name
    os.replace(_write_new(steps, register, content), copy)
    steps.callback(_remove_copy, copy, register)
    return copy


def _restore_file(copy: Path | None, path: Path) -> None:
    if copy is None:
        path.unlink(missing_ok=True)
    else:
        os.replace(copy, path)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _remove_copy(copy: Path, path: Path) -> None:
    """Remove the copy only where `path` has the same content: it may be the last one."""
    with suppress(OSError):
        if copy.read_bytes() == (path.read_bytes() if path.is_file() else b""):
            copy.unlink()


def _remove_folder(path: Path) -> None:
    with suppress(OSError):
        path.rmdir()


def _sync(*folders: Path) -> None:
    """Write the names of files to the disk too, where the system can."""
    for folder in folders:
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
