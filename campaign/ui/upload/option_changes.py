"""Changes of the options of a file, by the widgets of the upload page."""

from __future__ import annotations

from collections.abc import Callable

from campaign.dataset import campaign_cache
from campaign.ingest.options import RequestedOptions
from campaign.ui.upload import session_files
from campaign.ui.upload.session_files import SessionFile


def read_with(file: SessionFile, change: Callable[[RequestedOptions], RequestedOptions]) -> None:
    """Read the file again with this change of its options."""
    session_files.read_again(campaign_cache.current(), file.number, change)
