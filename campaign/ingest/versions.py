"""Two versions of a register: which activities the new one adds, changes and removes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from campaign.domain.duplicates import combine_keys
from campaign.i18n.match_key import plain
from campaign.ingest.parse.row_numbers import are_row_numbers
from campaign.schema import tables

KEY = ("oblast", "district", "place", "date", "type", "title")
"""What names an activity; its figures and notes do not."""
_CODE = "activity_id"
_COLUMNS = tuple(column.name for column in tables.ACTIVITIES.columns)
# What a correction may leave as it is, one of the key's parts after another; without a title (or
# a place, or the attendance) the rest names no activity.
_CORRECTED: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("oblast", "date", "type", "title"), ("title",)),
    (("date", "type", "title"), ("title",)),
    (("oblast", "district", "place", "type", "title"), ("title", "place")),
    (("oblast", "district", "place", "date", "title"), ("title",)),
    (("oblast", "district", "place", "date", "type"), ("place",)),
)
_MOST_SORTED = 200_000
"""Of a column with more different cells the order is left as it comes: sorting takes seconds."""
_COPY_WORDS = r"(?:копия|көчүрмөсү|көчүрмө|copy)"
_COPY_MARK = re.compile(
    rf"^{_COPY_WORDS}(?: of)? | ?[-–—]? ?{_COPY_WORDS}(?: ?\(?\d+\)?)?$| ?\(\d+\)$", re.IGNORECASE
)


@dataclass(frozen=True)
class Correction:
    """One activity in both versions: its row in each, and the declared columns that differ."""

    former: int
    new: int
    columns: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class VersionChange:
    """What a new version changes; rows are labels of the frames `former` and `new`.

    `unchanged` counts the activities whose every declared column is the same; a code that only
    numbers the rows, and columns that are not declared, make no difference. `shared` counts the
    activities that both versions name alike, by their code or by `KEY`, whatever their figures.
    """

    former: pd.DataFrame
    new: pd.DataFrame
    added: tuple[int, ...]
    removed: tuple[int, ...]
    changed: tuple[Correction, ...]
    unchanged: int
    shared: int

    @property
    def same_register(self) -> bool:
        """True where most activities of either version are activities of the other."""
        return 2 * self.shared > min(len(self.former), len(self.new))

    @property
    def same_code(self) -> int:
        """How many of the changed activities an office's own code names: counted once anyway."""
        if not self.changed or any(are_row_numbers(f[_CODE]) for f in (self.former, self.new)):
            return 0
        codes = self.new[_CODE].fillna("")
        return sum(_CODE not in one.columns and codes[one.new] != "" for one in self.changed)

    def rows(self) -> Iterator[tuple[int | None, int | None, tuple[str, ...]]]:
        """Row before, row now, columns that differ: corrections, then removed and added rows."""
        yield from ((one.former, one.new, one.columns) for one in self.changed)
        yield from ((row, None, ()) for row in self.removed)
        yield from ((None, row, ()) for row in self.added)

    @property
    def empty(self) -> bool:
        """True where nothing is added, changed or removed."""
        return not (self.added or self.removed or self.changed)


def compare_versions(former: pd.DataFrame, new: pd.DataFrame) -> VersionChange:
    """The difference of two registers, typed as `validate.check` types them, whatever their order.

    Activities are matched by all cells, by their code, by `KEY`, then by all of it but one part;
    each row once. Of several alike the attendances are matched in their order.
    """
    match = _Match(former, new)
    match.run()
    changed, unchanged = match.corrections()
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
    """True for names of one file: case, folders, the ending and marks of a copy aside."""
    return _stem(one) == _stem(other)


def _stem(file: str) -> str:
    name = unicodedata.normalize("NFC", file).replace("\\", "/").rsplit("/", 1)[-1]
    stem = name.rpartition(".")[0] or name
    words = re.sub(r"[\s_]+", " ", stem).strip().casefold()
    while (bare := _COPY_MARK.sub("", words).strip()) != words and bare:
        words = bare
    return words


class _Match:
    """The rows of both versions, one after the other, and which of them are still open."""

    def __init__(self, former: pd.DataFrame, new: pd.DataFrame) -> None:
        self.former, self.new, self.size = former, new, len(former)
        self.cells = {name: _numbers(former[name], new[name]) for name in _COLUMNS}
        self.open = np.ones(len(former) + len(new), dtype=bool)
        self.order = np.arange(len(self.open))
        self.pairs: list[tuple[np.ndarray, np.ndarray]] = []
        self.shared = 0
        if any(are_row_numbers(frame[_CODE]) for frame in (former, new)):
            self.cells[_CODE] = np.full(len(self.open), -1)

    def run(self) -> None:
        """Match row to row, the surest likeness first."""
        every = np.ones(len(self.open), dtype=bool)
        content = [codes for name, codes in self.cells.items() if name != _CODE]
        self.shared += self._pair([*content, self.cells[_CODE]], every)
        # Codes that moved on to other rows, as numbers do when a row is put in, come second.
        moved = self._codes_moved(combine_keys(content))
        if moved:
            self.shared += self._pair(content, every)
        self._pair([self.cells[_CODE]], self._filled(_CODE))
        self.shared += self._alike(*self.pairs[-1])
        if not moved:
            self.shared += self._pair(content, every)
        if not self._open_on_both_sides():
            return
        self._put_in_order()
        words = {name: self._words(name) for name in KEY}
        named = self._filled("title") | self._filled("place")
        self.shared += self._pair(list(words.values()), named)
        self._pair(list(words.values()), every)
        for also in ("reached", None):
            keys = [] if also is None else [self.cells[also]]
            enough = ~every if also is None else self._filled(also)
            for columns, needed in _CORRECTED:
                eligible = np.any([enough, *map(self._filled, needed)], axis=0)
                self._pair([*(words[name] for name in columns), *keys], eligible)

    def corrections(self) -> tuple[list[Correction], int]:
        """The matched rows that differ, in the order of the new version, and how many do not."""
        old = np.concatenate([pair[0] for pair in self.pairs])
        fresh = np.concatenate([pair[1] for pair in self.pairs])
        order = np.argsort(fresh, kind="stable")
        old, fresh = old[order], fresh[order]
        differ = np.array([codes[old] != codes[fresh] for codes in self.cells.values()])
        names, some = np.array(list(self.cells)), differ.any(axis=0)
        rows = zip(
            self.former.index[old[some]].tolist(),
            self.new.index[fresh[some] - self.size].tolist(),
            differ[:, some].T,
            strict=True,
        )
        found = [Correction(row, now, tuple(names[which].tolist())) for row, now, which in rows]
        return found, int((~some).sum())

    def _open_on_both_sides(self) -> bool:
        return bool(self.open[: self.size].any() and self.open[self.size :].any())

    def _put_in_order(self) -> None:
        """Of several open rows alike the fewest people go with the fewest, wherever they stand."""
        rows = np.flatnonzero(self.open)
        others = [codes[rows] for name, codes in self.cells.items() if name != "reached"]
        self.order[rows] = np.argsort(np.lexsort([*others, self.cells["reached"][rows]]))

    def _pair(self, keys: Sequence[np.ndarray], eligible: np.ndarray) -> int:
        """Match the first open row of a key with the first of the other version, and so on."""
        rows = np.flatnonzero(self.open & eligible)
        rows = rows[np.argsort(self.order[rows], kind="stable")]
        old, fresh = np.array([], dtype="int64"), np.array([], dtype="int64")
        if len(rows):
            # Picking rows out of every key is the dearer way where most rows are still open.
            most = 2 * len(rows) > len(self.open)
            numbers = (
                combine_keys(keys)[rows] if most else combine_keys([key[rows] for key in keys])
            )
            together = pd.factorize(numbers)[0]
            is_new = rows >= self.size
            old, fresh = rows[~is_new], rows[is_new]
            met = np.intersect1d(
                _counted(together[~is_new]),
                _counted(together[is_new]),
                assume_unique=True,
                return_indices=True,
            )
            old, fresh = old[met[1]], fresh[met[2]]
        self.open[old] = self.open[fresh] = False
        self.pairs.append((old, fresh))
        return len(old)

    def _codes_moved(self, content: np.ndarray) -> bool:
        """True where a row of the former version has the code of another one in the new."""
        codes, filled = self.cells[_CODE], self._filled(_CODE)
        before = np.full(int(codes.max(initial=-1)) + 1, -1)
        old, fresh = np.flatnonzero(filled[: self.size]), np.flatnonzero(filled[self.size :])
        fresh = fresh + self.size
        before[codes[old]] = content[old]
        there = before[codes[fresh]]
        other = content[fresh][(there != -1) & (there != content[fresh])]
        return bool(np.isin(other, content[: self.size]).any())

    def _alike(self, old: np.ndarray, fresh: np.ndarray) -> int:
        """How many pairs agree in most of the key's filled parts: two offices may use one code."""
        filled = np.zeros(len(old), dtype="int64")
        same = np.zeros(len(old), dtype="int64")
        for name in KEY:
            before, after = self.cells[name][old], self.cells[name][fresh]
            filled += (before != -1) | (after != -1)
            same += (before == after) & (before != -1)
        return int((2 * same > filled).sum())

    def _words(self, name: str) -> np.ndarray:
        """Numbers of the words of the open rows, spelling aside; -1 for none."""
        codes = self.cells[name]
        if name in ("date", "oblast", "type"):
            return codes
        found = np.full(len(codes), -1)
        both = np.concatenate([self.former[name].to_numpy(object), self.new[name].to_numpy(object)])
        keys = [plain(str(cell)) if cell else None for cell in both[self.open]]
        found[self.open] = pd.factorize(np.array(keys, dtype=object))[0]
        return found

    def _filled(self, name: str) -> np.ndarray:
        return self.cells[name] != -1


def _numbers(former: pd.Series, new: pd.Series) -> np.ndarray:
    """Numbers that are the same where two cells are, and rise with them; -1 for none."""
    codes, cells = [], []
    for column in (former, new):
        numbers, values = pd.factorize(column)
        codes.append(numbers)
        cells.append(np.array(values.astype("object"), dtype=object))
    sizes = [len(part) for part in cells]
    # Each different cell of a version is looked at once.
    together = np.concatenate(cells)
    shared, different = pd.factorize(together, sort=len(together) <= _MOST_SORTED)
    known = np.where([cell == "" for cell in different], -1, np.arange(len(different)))[shared]
    before, after = np.append(known[: sizes[0]], -1), np.append(known[sizes[0] :], -1)
    return np.concatenate([before[codes[0]], after[codes[1]]])


def _counted(keys: np.ndarray) -> np.ndarray:
    """A number for the first row of a key, another for its second, the same in both versions."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=-1))
    first = np.repeat(starts, np.diff(starts, append=len(keys)))
    rank = np.empty(len(keys), dtype="int64")
    rank[order] = np.arange(len(keys)) - first
    return keys + (rank << 32)
