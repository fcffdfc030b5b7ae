"""Changes of the options of a file, by the widgets of the upload page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from campaign.dataset import campaign_cache
from campaign.ingest.options import RequestedOptions
from campaign.ui.upload import session_files
from campaign.ui.upload.session_files import SessionFile


def read_with(file: SessionFile, change: Callable[[RequestedOptions], RequestedOptions]) -> None:
    """Read the file again with this change of its options."""
    session_files.read_again(campaign_cache.current(), file.number, change)


def with_column(
    requested: RequestedOptions, fields: Sequence[str | None], position: int, field: str | None
) -> RequestedOptions:
    """Return the options with a declared column at a position; any other position loses it.

    `fields` are the current declared columns of the file by position, None for none.
    """
    columns: dict[int, str | None] = dict(requested.columns)
    for other, name in enumerate(fields):
        if field is not None and name == field and other != position:
            columns[other] = None
    columns[position] = field
    return replace(requested, columns=columns)
