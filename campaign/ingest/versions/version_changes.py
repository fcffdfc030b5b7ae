"""The comparison of two versions of a register: activities added, changed and removed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from campaign.ingest.understand.number_columns import are_row_numbers
from campaign.ingest.versions.row_match import RowChange, RowMatch

_CODE = "activity_id"
_COPY_WORDS = r"(?:копия|көчүрмөсү|көчүрмө|copy)"
_COPY_MARK = re.compile(
    rf"^{_COPY_WORDS}(?: of)? | ?[-–—]? ?{_COPY_WORDS}(?: ?\(?\d+\)?)?$| ?\(\d+\)$", re.IGNORECASE
)


@dataclass(frozen=True, eq=False)
class VersionChange:
    """The changes of a new version; rows are labels of the frames `former` and `new`.

    `unchanged` counts the activities with equal cells in every declared column; codes that only
    number the rows are not compared. `shared` counts the activities that both versions have, by
    code or by `KEY`, whatever their numbers.
    """

    former: pd.DataFrame
    new: pd.DataFrame
    added: tuple[int, ...]
    removed: tuple[int, ...]
    changed: tuple[RowChange, ...]
    unchanged: int
    shared: int

    @property
    def same_register(self) -> bool:
        """True if the versions share most activities of the smaller one."""
        return 2 * self.shared > min(len(self.former), len(self.new))

    @property
    def same_code(self) -> int:
        """The number of changed activities with the same activity code."""
        if not self.changed or any(are_row_numbers(f[_CODE]) for f in (self.former, self.new)):
            return 0
        codes = self.new[_CODE].fillna("")
        return sum(_CODE not in row.columns and codes[row.new] != "" for row in self.changed)

    def rows(self) -> Iterator[tuple[int | None, int | None, tuple[str, ...]]]:
        """Yield former row, new row and differing columns: changed, then removed and added rows."""
        yield from ((row.former, row.new, row.columns) for row in self.changed)
        yield from ((row, None, ()) for row in self.removed)
        yield from ((None, row, ()) for row in self.added)

    @property
    def empty(self) -> bool:
        """True if nothing is added, changed or removed."""
        return not (self.added or self.removed or self.changed)


def compare_versions(former: pd.DataFrame, new: pd.DataFrame) -> VersionChange:
    """Return the changes between two registers, typed as by `validate.check_table`, in any order.

    Activities are matched by all cells, by their code, by `KEY`, then by `KEY` without one part;
    each row once. Several equal rows are matched in the order of people reached.
    """
    match = RowMatch(former, new)
    match.match_rows()
    changed, unchanged = match.compare_pairs()
    return VersionChange(
        former,
        new,
        tuple(new.index[match.open[match.size :]].tolist()),
        tuple(former.index[match.open[: match.size]].tolist()),
        tuple(changed),
        unchanged,
        match.shared,
    )


def same_name(one: str, other: str) -> bool:
    """Return True if two names differ only in case, folders, suffix and words for a copy."""
    return _file_stem(one) == _file_stem(other)


def _file_stem(file: str) -> str:
    name = unicodedata.normalize("NFC", file).replace("\\", "/").rsplit("/", 1)[-1]
    stem = name.rpartition(".")[0] or name
    key = re.sub(r"[\s_]+", " ", stem).strip().casefold()
    while (bare := _COPY_MARK.sub("", key).strip()) != key and bare:
        key = bare
    return key
