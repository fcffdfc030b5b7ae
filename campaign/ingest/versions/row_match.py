"""The matching of rows of two versions of a register: by all cells, by code, by `KEY`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from campaign.domain.duplicates import combine_keys
from campaign.i18n.match_key import plain
from campaign.ingest.understand.number_columns import are_row_numbers
from campaign.schema import tables

KEY = ("oblast", "district", "place", "date", "type", "title")
"""Columns that identify an activity; its numbers and notes do not."""
_CODE = "activity_id"
_COLUMNS = tuple(column.name for column in tables.ACTIVITIES.columns)
# Parts of `KEY` that are unchanged if another part is corrected, and columns of which at least one
# must be filled, because the other parts do not identify an activity.
_UNCHANGED_PARTS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("oblast", "date", "type", "title"), ("title",)),
    (("date", "type", "title"), ("title",)),
    (("oblast", "district", "place", "type", "title"), ("title", "place")),
    (("oblast", "district", "place", "date", "title"), ("title",)),
    (("oblast", "district", "place", "date", "type"), ("place",)),
)
_MOST_SORTED = 200_000
"""A column with more distinct cells is not sorted: sorting takes seconds."""
_FEW_ROWS = 1_000
"""Up to this number all cells are compared at once, above it the distinct cells of each version."""


@dataclass(frozen=True)
class RowChange:
    """A changed activity: its row in each version, and the declared columns that differ."""

    former: int
    new: int
    columns: tuple[str, ...]


class RowMatch:
    """The rows of the former version, then of the new one, and their matches so far."""

    def __init__(self, former: pd.DataFrame, new: pd.DataFrame) -> None:
        self.former, self.new, self.size = former, new, len(former)
        self.cells = {name: _numbers(former[name], new[name]) for name in _COLUMNS}
        self.open = np.ones(len(former) + len(new), dtype=bool)
        self.order = np.arange(len(self.open))
        self.pairs: list[tuple[np.ndarray, np.ndarray]] = []
        self.shared = 0
        if any(are_row_numbers(frame[_CODE]) for frame in (former, new)):
            self.cells[_CODE] = np.full(len(self.open), -1)

    def match_rows(self) -> None:
        """Match rows, by the most certain key first."""
        all_rows = np.ones(len(self.open), dtype=bool)
        content = [codes for name, codes in self.cells.items() if name != _CODE]
        self.shared += self._pair([*content, self.cells[_CODE]], all_rows)
        # Codes that moved to other rows, such as row numbers after an insertion, are compared
        # later.
        codes_moved = self._has_moved_codes(combine_keys(content))
        if codes_moved:
            self.shared += self._pair(content, all_rows)
        self._pair([self.cells[_CODE]], self._is_filled(_CODE))
        self.shared += self._count_similar(*self.pairs[-1])
        if not codes_moved:
            self.shared += self._pair(content, all_rows)
        if not self._open_on_both_sides():
            return
        self._sort_open_rows()
        keys = {name: self._key_numbers(name) for name in KEY}
        has_name = self._is_filled("title") | self._is_filled("place")
        self.shared += self._pair(list(keys.values()), has_name)
        self._pair(list(keys.values()), all_rows)
        for has_reached in (True, False):
            more_keys = [self.cells["reached"]] if has_reached else []
            is_filled = self._is_filled("reached") if has_reached else ~all_rows
            for columns, required in _UNCHANGED_PARTS:
                eligible = np.any([is_filled, *map(self._is_filled, required)], axis=0)
                self._pair([*(keys[name] for name in columns), *more_keys], eligible)

    def compare_pairs(self) -> tuple[list[RowChange], int]:
        """Return the changed rows in the order of the new version, and the number of others."""
        old = np.concatenate([pair[0] for pair in self.pairs])
        new = np.concatenate([pair[1] for pair in self.pairs])
        order = np.argsort(new, kind="stable")
        old, new = old[order], new[order]
        differs = np.array([codes[old] != codes[new] for codes in self.cells.values()])
        names, is_changed = np.array(list(self.cells)), differs.any(axis=0)
        rows = zip(
            self.former.index[old[is_changed]].tolist(),
            self.new.index[new[is_changed] - self.size].tolist(),
            differs[:, is_changed].T,
            strict=True,
        )
        corrections = [
            RowChange(before, after, tuple(names[mask].tolist())) for before, after, mask in rows
        ]
        return corrections, int((~is_changed).sum())

    def _open_on_both_sides(self) -> bool:
        return bool(self.open[: self.size].any() and self.open[self.size :].any())

    def _sort_open_rows(self) -> None:
        """Sort open rows that differ only in people reached, so that low numbers match low ones."""
        rows = np.flatnonzero(self.open)
        others = [codes[rows] for name, codes in self.cells.items() if name != "reached"]
        self.order[rows] = np.argsort(np.lexsort([*others, self.cells["reached"][rows]]))

    def _pair(self, keys: Sequence[np.ndarray], eligible: np.ndarray) -> int:
        """Match the open rows of each key in their order; return the number of pairs."""
        rows = np.flatnonzero(self.open & eligible)
        rows = rows[np.argsort(self.order[rows], kind="stable")]
        old, new = np.array([], dtype="int64"), np.array([], dtype="int64")
        if len(rows):
            # If most rows are open, selecting the rows of every key first is slower.
            is_most = 2 * len(rows) > len(self.open)
            numbers = (
                combine_keys(keys)[rows] if is_most else combine_keys([key[rows] for key in keys])
            )
            key_numbers = pd.factorize(numbers)[0]
            is_new = rows >= self.size
            old, new = rows[~is_new], rows[is_new]
            common = np.intersect1d(
                _number_occurrences(key_numbers[~is_new]),
                _number_occurrences(key_numbers[is_new]),
                assume_unique=True,
                return_indices=True,
            )
            old, new = old[common[1]], new[common[2]]
        self.open[old] = self.open[new] = False
        self.pairs.append((old, new))
        return len(old)

    def _has_moved_codes(self, content: np.ndarray) -> bool:
        """Return True if a code belongs to another row in the new version."""
        codes, filled = self.cells[_CODE], self._is_filled(_CODE)
        before = np.full(int(codes.max(initial=-1)) + 1, -1)
        old = np.flatnonzero(filled[: self.size])
        new = np.flatnonzero(filled[self.size :]) + self.size
        before[codes[old]] = content[old]
        former_content = before[codes[new]]
        is_other = (former_content != -1) & (former_content != content[new])
        return bool(np.isin(content[new][is_other], content[: self.size]).any())

    def _count_similar(self, old: np.ndarray, new: np.ndarray) -> int:
        """Count the pairs with most filled parts of `KEY` equal: two offices may use one code."""
        filled = np.zeros(len(old), dtype="int64")
        same = np.zeros(len(old), dtype="int64")
        for name in KEY:
            before, after = self.cells[name][old], self.cells[name][new]
            filled += (before != -1) | (after != -1)
            same += (before == after) & (before != -1)
        return int((2 * same > filled).sum())

    def _key_numbers(self, name: str) -> np.ndarray:
        """Return numbers of open rows that are equal for cells with one match key; -1 if empty."""
        codes = self.cells[name]
        if name in ("date", "oblast", "type"):
            return codes
        numbers = np.full(len(codes), -1)
        both = np.concatenate([self.former[name].to_numpy(object), self.new[name].to_numpy(object)])
        keys = [plain(str(cell)) if cell else None for cell in both[self.open]]
        numbers[self.open] = pd.factorize(np.array(keys, dtype=object))[0]
        return numbers

    def _is_filled(self, name: str) -> np.ndarray:
        return self.cells[name] != -1


def _numbers(former: pd.Series, new: pd.Series) -> np.ndarray:
    """Return numbers that are equal for equal cells, in ascending order; -1 for an empty cell."""
    if len(former) + len(new) <= _FEW_ROWS:
        both = np.concatenate([former.to_numpy(object), new.to_numpy(object)])
        positions, distinct = pd.factorize(both, sort=True)
        is_empty = np.array([cell == "" for cell in distinct], dtype=bool)
        return np.append(np.where(is_empty, -1, np.arange(len(distinct))), -1)[positions]
    codes, cells = [], []
    for column in (former, new):
        column_codes, column_cells = pd.factorize(column)
        codes.append(column_codes)
        cells.append(np.array(column_cells.astype("object"), dtype=object))
    sizes = [len(part) for part in cells]
    # Only the distinct cells of each version are compared.
    values = np.concatenate(cells)
    positions, distinct = pd.factorize(values, sort=len(values) <= _MOST_SORTED)
    numbers = np.where([cell == "" for cell in distinct], -1, np.arange(len(distinct)))[positions]
    before, after = np.append(numbers[: sizes[0]], -1), np.append(numbers[sizes[0] :], -1)
    return np.concatenate([before[codes[0]], after[codes[1]]])


def _number_occurrences(keys: np.ndarray) -> np.ndarray:
    """Return a number for each key and occurrence, the same in both versions."""
    order = np.argsort(keys, kind="stable")
    sorted_keys = keys[order]
    starts = np.flatnonzero(np.diff(sorted_keys, prepend=-1))
    first = np.repeat(starts, np.diff(starts, append=len(keys)))
    rank = np.empty(len(keys), dtype="int64")
    rank[order] = np.arange(len(keys)) - first
    return keys + (rank << 32)
