"""The campaign on show, read once and read again when a file changes."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from campaign.dataset import fallback
from campaign.dataset.folders import Folders
from campaign.dataset.load import UnloadableDataError, load_campaign
from campaign.domain.campaign import Campaign

ROOT = Path(__file__).resolve().parent.parent.parent
_lock = threading.Lock()
_cache: dict[Folders, tuple[tuple[tuple[str, int, int], ...], Campaign]] = {}


def folders() -> Folders:
    """The folders to read: `CAMPAIGN_DATA` and `CAMPAIGN_GEO`, else `data/` and `geo/`."""
    return Folders(
        Path(os.environ.get("CAMPAIGN_DATA") or ROOT / "data"),
        Path(os.environ.get("CAMPAIGN_GEO") or ROOT / "geo"),
    )


def current() -> Campaign:
    """The campaign as the files have it now; shared by all viewers.

    Of a broken file the former content stays on show, with a notice. Raises `UnloadableDataError`
    where there is nothing to show.
    """
    paths = folders()
    stamp = paths.stamp()
    entry = _cache.get(paths)
    if entry is not None and entry[0] == stamp:
        return entry[1]
    with _lock:
        entry = _cache.get(paths)
        if entry is None or entry[0] != stamp:
            entry = (stamp, _read_campaign(paths, None if entry is None else entry[1]))
            _cache.clear()
            _cache[paths] = entry
        return entry[1]


def _read_campaign(paths: Folders, former: Campaign | None) -> Campaign:
    """The campaign of the files, with the content of `former` in place of broken ones."""
    try:
        fresh = load_campaign(paths)
    except UnloadableDataError as error:
        campaign = None
        if former is not None:
            campaign = fallback.keep_campaign(former, error.issues, paths.exists)
        if campaign is None:
            raise
        return campaign
    return fresh if former is None else fallback.restore_broken_files(fresh, former, paths.exists)
