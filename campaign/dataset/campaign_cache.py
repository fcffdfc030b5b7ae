"""The campaign on show, read once and read anew when a file changes."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from campaign.dataset import fallback
from campaign.dataset.load import Folders, UnloadableDataError, load_campaign
from campaign.domain.campaign import Campaign

ROOT = Path(__file__).resolve().parent.parent.parent
_lock = threading.Lock()
_kept: dict[Folders, tuple[tuple[tuple[str, int, int], ...], Campaign]] = {}


def folders() -> Folders:
    """The folders to read: `CAMPAIGN_DATA` and `CAMPAIGN_GEO`, else `data/` and `geo/`."""
    return Folders(
        Path(os.environ.get("CAMPAIGN_DATA") or ROOT / "data"),
        Path(os.environ.get("CAMPAIGN_GEO") or ROOT / "geo"),
    )


def current() -> Campaign:
    """The campaign as the files have it now; shared by all viewers.

    A file that is there but broken leaves on show what it held before, with a notice. Raises
    `UnloadableDataError` where there is nothing to show.
    """
    where = folders()
    stamp = where.stamp()
    kept = _kept.get(where)
    if kept is not None and kept[0] == stamp:
        return kept[1]
    with _lock:
        kept = _kept.get(where)
        if kept is None or kept[0] != stamp:
            kept = (stamp, _read(where, None if kept is None else kept[1]))
            _kept.clear()
            _kept[where] = kept
        return kept[1]


def _read(where: Folders, before: Campaign | None) -> Campaign:
    try:
        fresh = load_campaign(where)
    except UnloadableDataError as refused:
        standing = None
        if before is not None:
            standing = fallback.former_campaign(before, refused.issues, where.there)
        if standing is None:
            raise
        return standing
    return fresh if before is None else fallback.keep_former(fresh, before, where.there)
