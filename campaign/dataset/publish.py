"""A register published for everyone, and taken back: all of it or nothing of it is written.

The only code of the dashboard that writes into the data folder. Every new file is first written
whole beside the one it replaces; whatever fails before the last step takes all steps back.
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
from campaign.dataset.campaigns_csv import InvalidCampaignList, status_in, with_status
from campaign.dataset.editors import Editor
from campaign.domain.campaign import Campaign
from campaign.ingest.options import RequestedOptions
from campaign.ingest.reference import campaign_reference
from campaign.ingest.register import ingest_register
from campaign.schema import tables

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_log = logging.getLogger(__name__)

Reason = Literal[
    "unknown", "list", "empty", "differs", "same", "busy", "stale", "nothing", "full", "unwritable"
]
LIST = "campaigns.csv"
LOCK = ".publishing"
NEW = ".new"
"""How a file ends that is not yet in its place."""
_EDITION = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]*")
_FORMER = re.compile(r"(\d{4}-\d\d-\d\dT\d{6}\.\d{6})Z-([a-z_]+)-([0-9a-f]{12})\.csv")
_WHEN = "%Y-%m-%dT%H%M%S.%f"
_BREAKS = re.compile(r"\s*[\r\n\v\f\x85\u2028\u2029]+\s*")


class PublishError(Exception):
    """Nothing was changed; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True)
class FormerRegister:
    """What a publication replaced: the copy, when (UTC), and the status the edition had then.

    An empty copy stands for no register at all.
    """

    path: Path
    when: datetime
    status: str


def register_bytes(frame: pd.DataFrame) -> bytes:
    """The activities as the data contract wants them: UTF-8, comma, LF, the declared columns.

    Dates are ISO, figures whole; an empty cell is not reported, 0 is zero. A line break inside a
    cell becomes a space. Columns that are not declared are left out.
    """
    names = [column.name for column in tables.ACTIVITIES.columns]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(zip(*(_cells(frame[name]) for name in names), strict=True))
    return out.getvalue().encode("utf-8", errors="replace")


def with_unique_codes(frame: pd.DataFrame) -> pd.DataFrame:
    """The activities with an activity code on those that would be written alike.

    Rows that differ only in columns of the file that are not written are activities all the
    same; without a code of its own the second would read as a duplicate of the first.
    """
    names = [column.name for column in tables.ACTIVITIES.columns]
    alike = frame[names].astype("object").duplicated(keep=False)
    if not alike.any():
        return frame
    codes = frame["activity_id"].astype("object").fillna("")
    used = set(codes)
    free = (code for n in itertools.count(1) if (code := f"A-{n:03d}") not in used)
    codes[alike] = list(itertools.islice(free, int(alike.sum())))
    return frame.assign(activity_id=codes)


def stamp(data: Path, edition: str) -> str:
    """Names the bytes of the edition's register and of the list of campaigns as they are now."""
    digest = hashlib.sha256()
    for path in (_register(data, edition), data / LIST):
        content = path.read_bytes() if path.is_file() else b""
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()[:12]


def last_publication(data: Path, edition: str) -> FormerRegister | None:
    """What the register now on the disk replaced; None where it did not come by publishing."""
    folder, register = _register(data, edition).parent / "former", _register(data, edition)
    found = sorted(folder.glob("*.csv"), reverse=True) if folder.is_dir() else []
    if not found or not register.is_file():
        return None
    now = _digest(register.read_bytes())
    for path in found:
        named = _FORMER.fullmatch(path.name)
        if named and named[3] == now:
            when = datetime.strptime(named[1], _WHEN).replace(tzinfo=UTC)
            return FormerRegister(path, when, named[2])
    return None


def publish(
    data: Path, campaign: Campaign, edition: str, frame: pd.DataFrame, seen: str, by: Editor
) -> str:
    """Put the activities in place of the edition's register, for everyone; gives their digest.

    `campaign` is the one on show; `seen` the `stamp` of what the editor looked at. The former
    register is kept in `former/`, the edition's status becomes `register`. Texts that look as if
    they named a person were kept by their owner's word: they go on the list of public texts, so
    that the register is read as it was published. Raises NotPublished; then every file is as it
    was.
    """
    if frame.empty:
        raise PublishError("empty")
    content = register_bytes(with_unique_codes(frame))
    texts = _read_back(content, campaign, edition)
    with _writing(data, edition, seen) as steps:
        register, listed = _register(data, edition), (data / LIST).read_bytes()
        status = _status(listed, edition)
        there = register.is_file()
        before = register.read_bytes() if there else b""
        if before == content and status == "register":
            raise PublishError("same")
        kept = _kept(steps, register, f"{_now()}Z-{status}-{_digest(content)}.csv", before)
        new_register = _written(steps, register, content)
        new_list = _written(steps, data / LIST, with_status(listed, edition, "register"))
        former_texts = _allow(steps, data / public_texts.FILE, texts)
        # The register first: invented figures never stand without their mark.
        os.replace(new_register, register)
        steps.callback(_put_back, kept if there else None, register)
        os.replace(new_list, data / LIST)
        steps.pop_all()
        if former_texts is not None:
            _remove(former_texts)
    _sync(register.parent, data)
    _say("published", edition, len(frame), content, by)
    return _digest(content)


def undo(data: Path, edition: str, seen: str, by: Editor) -> str:
    """Bring back what the last publication replaced, and its status; gives the digest.

    What was published is kept in `former/`. Raises NotPublished; then every file is as it was.
    """
    with _writing(data, edition, seen) as steps:
        former = last_publication(data, edition)
        if former is None:
            raise PublishError("nothing")
        register, listed = _register(data, edition), (data / LIST).read_bytes()
        _status(listed, edition)
        content = former.path.read_bytes()
        kept = _kept(steps, register, f"{_now()}Z-undone.csv", register.read_bytes())
        old_list = _written(steps, data / LIST, listed)
        new_list = _written(steps, data / LIST, with_status(listed, edition, former.status))
        new_register = _written(steps, register, content) if content else None
        # The status first: invented figures never stand without their mark.
        os.replace(new_list, data / LIST)
        steps.callback(_put_back, old_list, data / LIST)
        if new_register is None:
            register.unlink()
            steps.callback(_put_back, kept, register)
        else:
            os.replace(new_register, register)
        steps.pop_all()
        _remove(old_list)
        _remove(former.path)  # its bytes stand in the register's place
    _sync(register.parent, data)
    _say("taken back", edition, max(0, content.count(b"\n") - 1), content, by)
    return _digest(content)


# Words and files ----------------------------------------------------------------------------


def _cells(cells: pd.Series) -> list[str]:
    if cells.dtype.kind == "M":
        return cells.dt.strftime("%Y-%m-%d").fillna("").tolist()
    if cells.dtype.kind in "fiu":
        return ["" if cell != cell else str(int(cell)) for cell in cells.tolist()]
    return ["" if pd.isna(c) else _BREAKS.sub(" ", str(c)).strip() for c in cells.tolist()]


def _read_back(content: bytes, campaign: Campaign, edition: str) -> tuple[str, ...]:
    """Make sure that what is written reads as what it was made from.

    Gives the texts that look as if they named a person and are on no list yet.
    """
    if edition not in campaign.editions or not _EDITION.fullmatch(edition):
        raise PublishError("unknown")
    against = campaign_reference(campaign, edition)
    read = ingest_register(content, "activities.csv", against)
    names = read.possible_names
    if names:
        answers = RequestedOptions(public_texts={name.key: True for name in names})
        read = ingest_register(content, "activities.csv", against, requested=answers)
    if not read.complete or register_bytes(read.frame) != content:
        raise PublishError("differs")
    return tuple(name.text for name in names)


def _allow(steps: ExitStack, path: Path, texts: Sequence[str]) -> Path | None:
    """Put the texts on the list of public ones; gives the copy of the former list, if any."""
    if not texts:
        return None
    former = _written(steps, path, path.read_bytes()) if path.is_file() else None
    before = b"" if former is None else former.read_bytes()
    os.replace(_written(steps, path, public_texts.with_texts(before, texts)), path)
    steps.callback(_put_back, former, path)
    return former


def _status(listed: bytes, edition: str) -> str:
    try:
        return status_in(listed, edition)
    except KeyError:
        raise PublishError("unknown") from None
    except InvalidCampaignList:
        raise PublishError("list") from None


def _register(data: Path, edition: str) -> Path:
    if not _EDITION.fullmatch(edition):
        raise PublishError("unknown")
    return data / edition / "activities.csv"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _now() -> str:
    return datetime.now(UTC).strftime(_WHEN)


def _say(done: str, edition: str, rows: int, content: bytes, by: Editor) -> None:
    # A warning, so that it is printed wherever nobody has set up logging.
    _log.warning(
        "register %s: edition %s, rows %d, digest %s, editor %s",
        done,
        edition,
        rows,
        _digest(content),
        by.mark,
    )


# Steps that can be taken back ---------------------------------------------------------------


@contextmanager
def _writing(data: Path, edition: str, seen: str) -> Iterator[ExitStack]:
    """The steps of one change, by one editor at a time, taken back unless all are done."""
    try:
        with _alone(data):
            if stamp(data, edition) != seen:
                raise PublishError("stale")
            with ExitStack() as steps:
                yield steps
    except OSError as failed:
        _log.error("register not published: edition %s, %s", edition, failed.strerror)
        full = failed.errno in (errno.ENOSPC, errno.EDQUOT)
        raise PublishError("full" if full else "unwritable") from failed


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Hold the folder's lock, which ends with the process; NotPublished where another has it."""
    handle = os.open(data / LOCK, os.O_CREAT | os.O_RDWR, 0o666)
    try:
        try:
            if sys.platform == "win32":
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            raise PublishError("busy") from None
        for left in (*data.glob(f".*{NEW}"), *data.glob(f"*/.*{NEW}")):
            left.unlink(missing_ok=True)  # of a process that was killed
        yield
    finally:
        os.close(handle)


def _written(steps: ExitStack, path: Path, content: bytes) -> Path:
    """A new file beside `path`, on the disk to its last byte."""
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}{NEW}")
    steps.callback(_remove, new)
    with open(new, "xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if path.is_file():
        shutil.copymode(path, new)
    return new


def _kept(steps: ExitStack, register: Path, name: str, content: bytes) -> Path:
    """A copy in `former/`, which is made where there is none yet."""
    folder = register.parent / "former"
    for missing in (register.parent, folder):
        if not missing.is_dir():
            missing.mkdir()
            steps.callback(_remove_folder, missing)
    copy = folder / name
    new = _written(steps, register, content)
    os.replace(new, copy)
    steps.callback(_remove_copy, copy, register)
    return copy


def _put_back(before: Path | None, path: Path) -> None:
    if before is None:
        path.unlink(missing_ok=True)
    else:
        os.replace(before, path)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _remove_copy(copy: Path, path: Path) -> None:
    """Remove the copy where what it copies is in its place: it may be all that is left."""
    with suppress(OSError):
        if copy.read_bytes() == (path.read_bytes() if path.is_file() else b""):
            copy.unlink()


def _remove_folder(path: Path) -> None:
    with suppress(OSError):
        path.rmdir()


def _sync(*folders: Path) -> None:
    """Bring the names to the disk too, where the system can."""
    for folder in folders:
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
