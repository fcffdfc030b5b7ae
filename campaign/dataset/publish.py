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
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pandas as pd

from campaign.dataset import public_texts
from campaign.dataset.campaigns_csv import InvalidCampaignList, read_status, replace_status
from campaign.dataset.editors import Editor
from campaign.dataset.engines.settings import SETTINGS_FILE
from campaign.dataset.file_steps import (
    LockedFolderError,
    lock_folder,
    remove_file,
    restore_file,
    sync_folders,
    write_copy,
    write_new,
)
from campaign.dataset.folders import REGISTER_FILE
from campaign.domain.campaign import Campaign
from campaign.ingest.options import RequestedOptions
from campaign.ingest.reference import campaign_reference
from campaign.ingest.register import ingest_register
from campaign.schema import tables
from campaign.schema.reached_shares import COLUMN as SHARES
from campaign.schema.reached_shares import with_shares
from campaign.schema.row_marks import present_marks

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
        copy = write_copy(steps, register, copy_name, former_content)
        new_register = write_new(steps, register, content)
        new_campaigns = replace_status(campaigns, edition, "register")
        new_list = write_new(steps, data / CAMPAIGN_LIST, new_campaigns)
        former_texts = _add_public_texts(steps, data / public_texts.FILE, texts)
        # The register first: invented values never appear without their disclaimer.
        os.replace(new_register, register)
        steps.callback(restore_file, copy if has_register else None, register)
        os.replace(new_list, data / CAMPAIGN_LIST)
        steps.pop_all()
        if former_texts is not None:
            remove_file(former_texts)
    sync_folders(register.parent, data)
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
        copy = write_copy(steps, register, f"{_now()}Z-undone.csv", register.read_bytes())
        old_list = write_new(steps, data / CAMPAIGN_LIST, campaigns)
        new_campaigns = replace_status(campaigns, edition, former.status)
        new_list = write_new(steps, data / CAMPAIGN_LIST, new_campaigns)
        new_register = write_new(steps, register, content) if content else None
        # The status first: invented values never appear without their disclaimer.
        os.replace(new_list, data / CAMPAIGN_LIST)
        steps.callback(restore_file, old_list, data / CAMPAIGN_LIST)
        if new_register is None:
            register.unlink()
            steps.callback(restore_file, copy, register)
        else:
            os.replace(new_register, register)
        steps.pop_all()
        remove_file(old_list)
        remove_file(former.path)  # the register has its bytes now
    sync_folders(register.parent, data)
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


# The change as a whole -----------------------------------------------------------------------


@contextmanager
def _open_change(data: Path, edition: str, expected_stamp: str) -> Iterator[ExitStack]:
    """The steps of one change, by one editor at a time, undone unless all succeed."""
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
