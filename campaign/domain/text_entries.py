"""The entries of a text column of a register: several names in one cell, separated by `;`."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pandas as pd

from campaign.i18n.match_key import plain

_SEPARATOR = ";"
_CODE_LENGTH = 10


@dataclass(frozen=True, eq=False)
class EntryCounts:
    """The different entries of a column, each once for all of its spellings (`match_key.plain`).

    `counts` has the number of rows of each code, `spellings` the spellings of each code, the most
    frequent first, equally frequent ones in the order of the column; the codes are sorted.
    """

    counts: Mapping[str, int]
    spellings: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, cells: pd.Series) -> EntryCounts:
        """Return the entries of these cells; an empty cell has none."""
        cell_numbers, cell_texts = pd.factorize(cells)
        frequencies = np.bincount(cell_numbers[cell_numbers >= 0], minlength=len(cell_texts))
        return cls.of_distinct(cell_texts, frequencies)

    @classmethod
    def of_distinct(cls, cells: Iterable[object], frequencies: Iterable[int]) -> EntryCounts:
        """Return the entries of distinct cells in column order; `frequencies` counts their rows."""
        counts: Counter[str] = Counter()
        spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for cell, frequency in zip(cells, frequencies, strict=True):
            for code, entry in split_entries(str(cell)).items():
                counts[code] += int(frequency)
                spellings[code][entry] += int(frequency)
        by_code = {
            code: tuple(spelling for spelling, _ in spellings[code].most_common())
            for code in sorted(spellings)
        }
        return cls(dict(counts), by_code)

    def name(self, code: str, words: Mapping[str, str]) -> str:
        """Return the entry in the reader's language; `words` has the translations of texts."""
        return entry_name(self.spellings[code], words)


def entry_name(spellings: Sequence[str], words: Mapping[str, str]) -> str:
    """Return the translation of the first spelling that has one, else the first spelling."""
    return next((words[entry] for entry in spellings if entry in words), spellings[0])


def find_entries(cells: pd.Series) -> pd.DataFrame:
    """Return a row for each row of the column and each distinct entry in it.

    Columns: `position` of the row, from 0, and `code` of the entry. An empty cell has no entry.
    """
    cell_numbers, cell_texts = pd.factorize(cells)
    entries = [list(split_entries(str(cell))) for cell in cell_texts]
    positions = np.flatnonzero(cell_numbers >= 0)
    entries_of_rows = [entries[number] for number in cell_numbers[positions]]
    return pd.DataFrame(
        {
            "position": positions.repeat([len(codes) for codes in entries_of_rows]),
            "code": pd.Series([*chain.from_iterable(entries_of_rows)], dtype="str"),
        }
    )


def split_entries(cell: str) -> dict[str, str]:
    """Return {code: entry} of one cell, in order; a repeated name is one entry."""
    entries: dict[str, str] = {}
    for part in cell.split(_SEPARATOR):
        if entry := part.strip():
            entries.setdefault(entry_code(entry), entry)
    return entries


def entry_code(entry: str) -> str:
    """Return the short code of all spellings of an entry, for addresses: digits of a SHA-256."""
    return hashlib.sha256(plain(entry).encode()).hexdigest()[:_CODE_LENGTH]


def has_entry(cells: pd.Series, codes: Collection[str]) -> np.ndarray:
    """Return True for the cells that have an entry with one of these codes."""
    cell_numbers, cell_texts = pd.factorize(cells)
    code_set = set(codes)
    matches = [not code_set.isdisjoint(split_entries(str(cell))) for cell in cell_texts]
    # A missing cell has the number -1, the last position.
    return np.array([*matches, False])[cell_numbers]
