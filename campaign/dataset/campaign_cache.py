"""The cache of the campaign, which is read again when a file changes."""

from __future__ import annotations

import logging
import os
import threading
import time
from pathlib import Path

from campaign.dataset import fallback
from campaign.dataset.engines.open_register_cache import OpenRegisters
from campaign.dataset.engines.settings import SETTINGS_FILE, RegisterSettings
from campaign.dataset.engines.watch import RegisterWatch
from campaign.dataset.file_stamp import FileStamp
from campaign.dataset.folders import Folders
from campaign.dataset.load import UnloadableDataError, load_campaign
from campaign.domain.campaign import Campaign

ROOT = Path(__file__).resolve().parent.parent.parent
WAIT_S = 2.0
"""Seconds for which a reader waits for changed files if a register is in an engine."""
RETRY_S = 60.0
"""Seconds before files that could not be read are read again although they are the same."""
MOST_READS = 3
"""The most readings in one call, because a program may append to a register all the time."""
_log = logging.getLogger(__name__)
_lock = threading.Lock()
_cache: dict[Folders, tuple[FileStamp, Campaign]] = {}


def folders() -> Folders:
    """Return the folders to read: `CAMPAIGN_DATA` and `CAMPAIGN_GEO`, else `data/` and `geo/`."""
    return Folders(
        Path(os.environ.get("CAMPAIGN_DATA") or ROOT / "data"),
        Path(os.environ.get("CAMPAIGN_GEO") or ROOT / "geo"),
    )


def current() -> Campaign:
    """Return the campaign of the current files, which all readers share.

    For a broken file its former content is returned, with a notice. A separate thread watches
    registers on servers, and reads the campaign again when one has changed. With a register in an
    engine, whose check may take minutes, the former campaign is returned if changed files are not
    read within `WAIT_S`. Raises `UnloadableDataError` if there is nothing to show.
    """
    paths = folders()
    stamp = paths.stamp()
    entry = _cache.get(paths)
    if entry is not None and entry[0] == stamp:
        return entry[1]
    if entry is not None and (_has_engine(entry[1]) or paths.engine_settings()):
        _wait_for_reading(paths, stamp)
        return _cache.get(paths, entry)[1]
    return _read_changed(paths)[1]


def is_current(campaign: Campaign) -> bool:
    """Return False if the files have changed since this campaign was read."""
    paths = folders()
    entry = _cache.get(paths)
    return entry is not None and entry[1] is campaign and entry[0] == paths.stamp()


def _read_changed(paths: Folders) -> tuple[FileStamp, Campaign]:
    """Read the campaign unless another thread has just read the current files."""
    with _lock:
        entry, stamp = _cache.get(paths), paths.stamp()
        if entry is None or entry[0] != stamp:
            entry = _read_unchanged(paths, stamp)
        return entry


def _has_engine(campaign: Campaign) -> bool:
    return any(e.register_file.endswith(SETTINGS_FILE) for e in campaign.editions.values())


class _Reading(threading.Thread):
    """A reading of changed files; `error` is what prevented it."""

    def __init__(self, paths: Folders, stamp: FileStamp) -> None:
        super().__init__(name="changed files", daemon=True)
        self._paths, self._stamp, self._end = paths, stamp, time.monotonic() + WAIT_S
        self.error: Exception | None = None
        self._retry = 0.0

    def run(self) -> None:
        try:
            _read_changed(self._paths)
        except Exception as error:
            self.error, self._retry = error, time.monotonic() + RETRY_S
            # The message may contain cells of the register.
            _log.error("changed files: %s", type(error).__name__)

    def has_failed(self, paths: Folders, stamp: FileStamp) -> bool:
        """Return True if these files could not be read in the last `RETRY_S`."""
        is_same = (self._paths, self._stamp) == (paths, stamp)
        return self.error is not None and is_same and time.monotonic() < self._retry

    def wait(self) -> None:
        """Wait for the end, at most until `WAIT_S` after the start. Raises `error`."""
        self.join(max(0.0, self._end - time.monotonic()))
        if not self.is_alive() and self.error is not None:
            # Without the frames of former requests, which the error would keep in memory.
            raise self.error.with_traceback(None)


def _wait_for_reading(paths: Folders, stamp: FileStamp) -> None:
    """Wait for the reading of changed files in another thread, which is started if none runs.

    Raises the error of the last reading if the files are still the same.
    """
    global _reading
    with _reading_lock:
        is_running = _reading is not None and _reading.is_alive()
        if _reading is None or not (is_running or _reading.has_failed(paths, stamp)):
            _reading = _Reading(paths, stamp)
            _reading.start()
        reading = _reading
    reading.wait()


def reads_server() -> bool:
    """Return whether a register of the current campaign is on a database server."""
    return _watch.is_active


def _read_again() -> None:
    """Read the campaign again after a change of a register; the former one is shown meanwhile."""
    paths = folders()
    with _lock:
        if paths in _cache:
            try:
                _read_unchanged(paths, paths.stamp())
            except UnloadableDataError:
                return  # `current` raises the same error


def _read_unchanged(paths: Folders, stamp: FileStamp) -> tuple[FileStamp, Campaign]:
    """Read the campaign, and again if a file changed meanwhile; `_lock` is held.

    Otherwise an undo between two readings could combine the invented register with the status of
    the published one, which has no disclaimer.
    """
    for _ in range(MOST_READS):
        entry = _read_entry(paths, stamp)
        stamp = paths.stamp()
        if entry[0] == stamp:
            break
    return entry


def _read_entry(paths: Folders, stamp: FileStamp) -> tuple[FileStamp, Campaign]:
    """Read the campaign and keep it as the only one; `_lock` is held."""
    global _registers
    former, registers = _cache.get(paths), _registers.successor()
    versions: dict[RegisterSettings, str] = {}
    try:
        former_campaign = None if former is None else former[1]
        campaign = _read_campaign(paths, former_campaign, versions, registers)
        _registers = registers
        registers.forget_former()
    finally:
        _watch.follow({s: version for s, version in versions.items() if s.is_in_server})
    entry = (stamp, campaign)
    # One assignment, because readers do not wait for the lock.
    _cache[paths] = entry
    for other in [other for other in _cache if other != paths]:
        del _cache[other]
    return entry


def _read_campaign(
    paths: Folders,
    former: Campaign | None,
    versions: dict[RegisterSettings, str] | None = None,
    registers: OpenRegisters | None = None,
) -> Campaign:
    """Return the campaign of the files, with the content of `former` for broken files."""
    try:
        fresh = load_campaign(paths, versions, registers)
    except UnloadableDataError as error:
        campaign = None
        if former is not None:
            campaign = fallback.keep_campaign(former, error.issues, paths.exists)
        if campaign is None:
            raise
        return campaign
    return fresh if former is None else fallback.restore_broken_files(fresh, former, paths.exists)


_reading: _Reading | None = None
_reading_lock = threading.Lock()
_watch = RegisterWatch(_read_again)
_registers = OpenRegisters()
"""The results for the current campaign; changed only while `_lock` is held."""
