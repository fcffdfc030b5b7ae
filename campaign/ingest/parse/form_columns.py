"""The columns of a form's export by their positions, and the times of filling in a form."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

import pandas as pd

from campaign.i18n.match_key import map_cells, plain, tidy_text
from campaign.ingest.parse.column_names import field_of
from campaign.ingest.readers.raw_table import RawTable
from campaign.ingest.replies import Replies
from campaign.ingest.vocabulary import load_vocabulary
from campaign.schema.tables import Table

_WORDS = load_vocabulary("parse", "form_headers")
_ENTRY_TIMES = frozenset(map(plain, _WORDS.words("entry_times")))
_TIMES = frozenset(map(plain, _WORDS.words("times")))
_LEAST_TIMES = 0.5
_CLOCK_TIME = re.compile(r"\d[T ]+\d{1,2}:\d{2}")


class FormColumns:
    """The headers and cells of an export, which the steps of reading change.

    `row` is the row of the headers; `answers` are the columns that the owner chose as questions,
    whatever their headers.
    """

    def __init__(self, raw: RawTable, row: int, table: Table, replies: Replies) -> None:
        self.row, self.table, self.replies = row, table, replies
        self.cells = raw.cells.copy()
        self.headers = [tidy_text(str(cell)) for cell in self.cells.loc[row]]
        self.answers = {at for at, field in replies.of("column").items() if field is not None}

    def entries(self, at: int) -> pd.Series:
        """Return the cells of a column below its header."""
        return self.cells.loc[self.row + 1 :, at]

    def holds_only(self, at: int, test: Callable[[str], bool]) -> bool:
        """Return True if every entry of the column passes the test, or the column has no entry."""
        return all(test(str(cell).strip().lower()) for cell in self.entries(at).unique() if cell)

    def positions(self, names: Collection[str]) -> set[int]:
        """Return the columns with these headers, except those that the owner chose as questions."""
        columns = {at for at, header in enumerate(self.headers) if header.lower() in names}
        return columns - self.answers


def is_form_time(header: str, cells: pd.Series) -> bool:
    """Return True for a column in which form software writes when an answer was filled in or sent.

    "Timestamp" and «Отметка времени» always are; `start` and `end` are if most of their filled
    cells have a time of day.
    """
    key = plain(header)
    if key in _ENTRY_TIMES or key not in _TIMES:
        return key in _ENTRY_TIMES
    filled = cells[cells != ""]
    has_clock = map_cells(filled, lambda cell: _CLOCK_TIME.search(cell) is not None, bool)
    return not filled.empty and bool(has_clock.mean() > _LEAST_TIMES)


def field_behind_groups(header: str, table: str) -> str | None:
    """Return the declared column that a header names after the names of its groups.

    None if the whole header names a declared column, or no part of it does.
    """
    if field_of(header, table) is not None:
        return None
    for sign in ("/", "-"):
        rest = header
        while sign in rest:
            rest = rest.partition(sign)[2]
            if (field := field_of(rest, table)) is not None:
                return field
    return None
