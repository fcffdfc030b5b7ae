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
from pathlib import Path
from typing import Literal

import pandas as pd

from campaign.dataset import public_texts
from campaign.dataset.campaigns_csv import InvalidCampaignListError, read_status, replace_status
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
from campaign.dataset.folders import CAMPAIGNS_FILE, REGISTER_FILE
from campaign.dataset.former_registers import (
    FormerRegister,
    digest_of,
    find_former,
    former_name,
    undone_name,
)
from campaign.dataset.register_csv import add_unique_codes, register_bytes
from campaign.domain.campaign import Campaign
from campaign.domain.illustrative_rows import find_illustrative
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.options import RequestedOptions
from campaign.ingest.register import ingest_register

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


def last_publication(data: Path, edition: str) -> FormerRegister | None:
    """Return the register that the current one replaced.

    None if the current one was not published.
    """
    return find_former(_register(data, edition))


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
        copy = write_copy(steps, register, former_name(status, content), former_content)
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
    return digest_of(content)


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
        copy = write_copy(steps, register, undone_name(), register.read_bytes())
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
    return digest_of(content)


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
        requested = RequestedOptions(public_texts=dict.fromkeys(answers, True))
        report = ingest_register(content, "activities.csv", reference, requested=requested)
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
        digest_of(content),
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
