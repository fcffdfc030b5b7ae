"""The results of checked files, which are reused until a file or its reference data changes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar, cast

from campaign.domain import clock

Result = TypeVar("Result")
Entry = tuple[tuple[object, ...], Any]


class CheckedFiles:
    """The usable results of one reading of the campaign, by label of the file.

    A result of the `former` reading is reused for the same bytes, reference data and day, so that
    after a change of one file the others are not checked again. An unusable result is not stored,
    because the reason may be the server and not the file.
    """

    def __init__(self, former: CheckedFiles | None = None) -> None:
        self._former = {} if former is None else former._entries
        self._entries: dict[str, Entry] = {}

    def replace_with(self, later: CheckedFiles) -> None:
        """Keep the results of the `later` reading only; those of deleted files are dropped."""
        self._entries = later._entries

    def read(
        self,
        label: str,
        content: bytes,
        reference: tuple[object, ...],
        check: Callable[[], Result],
        is_usable: Callable[[Result], bool],
    ) -> Result:
        """Return the former result for the same input, else the result of `check`.

        `reference` is everything that `check` depends on besides `content` and the day.
        """
        source = (hashlib.sha256(content).digest(), clock.today(), *reference)
        entry = self._former.get(label)
        result = cast(Result, entry[1]) if entry and entry[0] == source else check()
        if is_usable(result):
            self._entries[label] = (source, result)
        return result
