"""One option or answer of the owner of a file, and its key in the options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def without_settings(requested: RequestedOptions, settings: Sequence[Setting]) -> RequestedOptions:
    """Return the options without these settings.

    Options of columns, which are chosen by position, also end with their header row, and options
    of columns and rows with their sheet.
    """
    kinds = {s.option for s in settings}
    keys = {(s.option, s.key) for s in settings}
    scalars: dict[str, Any] = dict.fromkeys(kinds & {*SETTINGS, "wide"})
    dropped: dict[str, Any] = {}
    if "header_row" in kinds:
        dropped |= {"columns": {}}
    if "sheet" in kinds:
        dropped |= {"header_row": None, "columns": {}, "cells": {}, "file_values": {}}

    def rest(option: str, options: Mapping[Any, Any]) -> dict[Any, Any]:
        return {key: value for key, value in options.items() if (option, key) not in keys}

    remaining = replace(
        requested,
        signatures_excluded=requested.signatures_excluded and "signatures" not in kinds,
        counted_rows=frozenset(k for k in requested.counted_rows if ("counted_row", k) not in keys),
        columns=rest("column", requested.columns),
        file_values=rest("file_value", requested.file_values),
        answers={key: value for key, value in requested.answers.items() if key not in keys},
        cells=rest("cell", requested.cells),
        public_texts=rest("public_text", requested.public_texts),
    )
    return replace(remaining, **(scalars | dropped))


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
