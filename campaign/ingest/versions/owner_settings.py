"""One option or answer of the owner of a file, and its key in the options."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from campaign.ingest.options import CellCorrection, RequestedOptions, WideRequest

SETTINGS = ("encoding", "delimiter", "decimal", "date_order", "sheet", "header_row")
_BY_KEY = (*("column", "public_text", "cell", "signatures", "wide", "file_value", "counted_row"),)


@dataclass(frozen=True)
class Setting:
    """One option or answer.

    `option` is a name of `SETTINGS`, "column", "file_value", "wide", "public_text", "cell",
    "signatures" or "counted_row"; for an answer it is the list of codes or the column.

    `name` is the spelling or the header that it applies to, as written in the file, never a text
    that may name a person. `key` is its key in `RequestedOptions`: a folded spelling, a position,
    the key of a text or row, or row and column; "" if it applies to the whole file.
    """

    option: str
    name: str
    key: str | int | tuple[int, str]
    value: str | int | bool | CellCorrection | WideRequest | None


def with_settings(requested: RequestedOptions, settings: list[Setting]) -> RequestedOptions:
    """Return the options with these settings added."""
    scalars: dict[str, Any] = {s.option: s.value for s in settings if s.option in SETTINGS}
    columns: dict[Any, Any] = {s.key: s.value for s in settings if s.option == "column"}
    answers: dict[Any, Any] = {
        (s.option, s.key): s.value for s in settings if s.option not in (*SETTINGS, *_BY_KEY)
    }
    cells: dict[Any, Any] = {s.key: s.value for s in settings if s.option == "cell"}
    texts: dict[Any, Any] = {s.key: s.value for s in settings if s.option == "public_text"}
    values: dict[Any, Any] = {s.key: s.value for s in settings if s.option == "file_value"}
    scalars |= {s.option: s.value for s in settings if s.option == "wide"}
    is_excluded = any(s.option == "signatures" for s in settings)
    counted = {str(s.key) for s in settings if s.option == "counted_row"}
    return replace(
        requested,
        signatures_excluded=requested.signatures_excluded or is_excluded,
        counted_rows=requested.counted_rows | counted,
        columns={**requested.columns, **columns},
        file_values={**requested.file_values, **values},
        answers={**requested.answers, **answers},
        cells={**requested.cells, **cells},
        public_texts={**requested.public_texts, **texts},
        **scalars,
    )


def is_requested(setting: Setting, requested: RequestedOptions) -> bool:
    """Return True if the options have the setting with this value."""
    if setting.option in (*SETTINGS, "wide"):
        return bool(getattr(requested, setting.option) == setting.value)
    if setting.option == "column":
        columns = requested.columns
        return isinstance(setting.key, int) and columns.get(setting.key, "") == setting.value
    if setting.option == "file_value":
        return requested.file_values.get(str(setting.key)) == setting.value
    if setting.option == "signatures":
        return requested.signatures_excluded
    if setting.option == "counted_row":
        return setting.key in requested.counted_rows
    if setting.option == "public_text":
        return requested.public_texts.get(str(setting.key)) == setting.value
    if setting.option == "cell":
        return dict[Any, Any](requested.cells).get(setting.key) == setting.value
    return requested.answers.get((setting.option, str(setting.key))) == setting.value
