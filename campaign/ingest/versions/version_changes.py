"""The comparison of two versions of a register: activities added, changed and removed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from campaign.domain.duplicates import combine_keys
from campaign.i18n.match_key import map_cells, plain
from campaign.ingest.understand.number_columns import are_row_numbers
from campaign.schema import tables

KEY = ("oblast", "district", "place", "date", "type", "title")
"""Columns that identify an activity; its numbers and notes do not."""
_CODE = "activity_id"
_COLUMNS = [column.name for column in tables.ACTIVITIES.columns]
# Parts of `KEY` that are unchanged if another part is corrected, and columns of which at least one
# must be filled, because the other parts do not identify an activity.
_UNCHANGED_PARTS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("oblast", "date", "type", "title"), ("title",)),
    (("date", "type", "title"), ("title",)),
    (("oblast", "district", "place", "type", "title"), ("title", "place")),
    (("oblast", "district", "place", "date", "title"), ("title",)),
    (("oblast", "district", "place", "date", "type"), ("place",)),
)
_COPY_WORDS = r"(?:копия|көчүрмөсү|көчүрмө|copy)"
_COPY_MARK = re.compile(
    rf"^{_COPY_WORDS}(?: of)? | ?[-–—]? ?{_COPY_WORDS}(?: ?\(?\d+\)?)?$| ?\(\d+\)$", re.IGNORECASE
)


@dataclass(frozen=True)
class RowChange:
    """A changed activity: its row in each version, and the declared columns that differ."""

    former: int
    new: int
    columns: tuple[str, ...]


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
    cells = {name: _numbers(former[name], new[name]) for name in _COLUMNS}
    if any(are_row_numbers(frame[_CODE]) for frame in (former, new)):
        cells[_CODE][:] = -1
    content = [name for name in _COLUMNS if name != _CODE]
    match = _Match(dict(cells), len(former))
    shared = match.pair(_COLUMNS)
    # Codes that moved to other rows, such as row numbers after an insertion, are compared later.
    if _has_moved_codes(cells[_CODE], combine_keys([cells[name] for name in content]), len(former)):
        shared += match.pair(content)
    match.pair([_CODE], [_CODE])
    # Most filled parts of `KEY` must be equal: two offices may use one code.
    old, fresh = match.pairs[-1]
    parts = [(cells[name][old], cells[name][fresh]) for name in KEY]
    same = sum(((one == other) & (one != -1)).astype(int) for one, other in parts)
    shared += int((2 * same > sum(((a != -1) | (b != -1)).astype(int) for a, b in parts)).sum())
    shared += match.pair(content)
    if match.open[: len(former)].any() and match.open[len(former) :].any():
        match.sort()
        for name in ("district", "place", "title"):
            texts = pd.concat([former[name], new[name]], ignore_index=True)[match.open]
            match.cells[name] = np.full(len(match.open), -1)
            match.cells[name][match.open] = _numbers(map_cells(texts.astype("str"), plain))
        shared += match.pair(KEY, ("title", "place"))
        match.pair(KEY)
        for numbers in (("reached",), ()):
            for columns, required in _UNCHANGED_PARTS:
                match.pair([*columns, *numbers], [*required, *numbers])
    old, fresh = (np.concatenate(rows) for rows in zip(*match.pairs, strict=True))
    order = np.argsort(fresh, kind="stable")
    old, fresh = old[order], fresh[order]
    differs = np.array([numbers[old] != numbers[fresh] for numbers in cells.values()])
    is_changed = differs.any(axis=0)
    changed = zip(
        former.index[old[is_changed]].tolist(),
        new.index[fresh[is_changed] - len(former)].tolist(),
        (tuple(np.array(_COLUMNS)[mask].tolist()) for mask in differs[:, is_changed].T),
        strict=True,
    )
    return VersionChange(
        former,
        new,
        added=tuple(new.index[match.open[len(former) :]].tolist()),
        removed=tuple(former.index[match.open[: len(former)]].tolist()),
        changed=tuple(RowChange(*row) for row in changed),
        unchanged=int((~is_changed).sum()),
        shared=shared,
    )


class _Match:
    """The rows of the former version, then of the new one, and their matches so far."""

    def __init__(self, cells: dict[str, np.ndarray], size: int) -> None:
        self.cells, self.size = cells, size
        self.filled = {name: numbers != -1 for name, numbers in cells.items()}
        self.open = np.ones(len(cells[_CODE]), dtype=bool)
        self.order = np.arange(len(self.open))
        self.pairs: list[tuple[np.ndarray, np.ndarray]] = []

    def sort(self) -> None:
        """Sort the open rows by people reached, so that low numbers match low ones."""
        others = [numbers for name, numbers in self.cells.items() if name != "reached"]
        rows = np.flatnonzero(self.open)
        self.order = rows[np.lexsort([key[rows] for key in [*others, self.cells["reached"]]])]

    def pair(self, columns: Sequence[str], required: Collection[str] = ()) -> int:
        """Match open rows with equal cells in these columns in order; return the number of pairs.

        At least one of the columns `required` must be filled.
        """
        rows = self.order[self.open[self.order]]
        if required:
            rows = rows[np.any([self.filled[name][rows] for name in required], axis=0)]
        keys = combine_keys([self.cells[name][rows] for name in columns])
        table = pd.DataFrame({"key": keys, "row": rows, "is_new": rows >= self.size})
        table["rank"] = table.groupby(["key", "is_new"]).cumcount()
        pairs = table[~table["is_new"]].merge(table[table["is_new"]], on=["key", "rank"])
        old, new = pairs["row_x"].to_numpy(), pairs["row_y"].to_numpy()
        self.open[old] = self.open[new] = False
        self.pairs.append((old, new))
        return len(pairs)


def _has_moved_codes(codes: np.ndarray, content: np.ndarray, size: int) -> bool:
    """Return True if a code belongs to another former row in the new version."""
    frame = pd.DataFrame({"code": codes, "content": content})
    former, new = frame[:size], frame[size:]
    both = former[former["code"] != -1].drop_duplicates("code", keep="last").merge(new, on="code")
    is_other = both["content_x"] != both["content_y"]
    return bool(both.loc[is_other, "content_y"].isin(former["content"]).any())


def _numbers(*columns: pd.Series) -> np.ndarray:
    """Return numbers that are equal for equal cells, in ascending order; -1 for an empty cell."""
    numbers, distinct = pd.factorize(pd.concat(columns, ignore_index=True), sort=True)
    return np.where(numbers == pd.Index(distinct).get_indexer([""])[0], -1, numbers)


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
