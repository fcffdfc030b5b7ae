"""The declared column of each column of a file, as its owner chooses it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from campaign.ingest.options import RequestedOptions


def with_column(
    requested: RequestedOptions, fields: Sequence[str | None], position: int, field: str | None
) -> RequestedOptions:
    """Return the options with the declared column of a position; no other position has it then.

    `fields` are the declared columns as the file is read now.
    """
    columns: dict[int, str | None] = dict(requested.columns)
    for other, name in enumerate(fields):
        if field is not None and name == field and other != position:
            columns[other] = None
    columns[position] = field
    return replace(requested, columns=columns)
