"""Kinds of the rows of a sheet: entries, totals, headers, headings, notes and blank rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from campaign.i18n.match_key import tidy_text
from campaign.ingest.understand.column_names import COUNTS, field_of, is_plan, is_tag, names_group
from campaign.ingest.understand.layout import Layout, fields_in
from campaign.ingest.understand.row_words import (
    entry_fields,
    has_total_word,
    is_outside_line,
    is_total_label,
    starts_line,
)
from campaign.ingest.understand.shared_cells import has_text
from campaign.ingest.values.codes import CodeList
from campaign.ingest.values.dates import are_dates, is_entry_cell
from campaign.ingest.values.numbers import guess_decimal, parse_numbers
from campaign.ingest.values.periods import parse_month

# Columns that may have the label of a total; in others, «Жалпы …» may begin the name of a school.
_LABELS = ("activity_id", "date", "oblast", "type", "title", "iso_code")
_HEADER_SHARE = 0.6
_FEWEST_FIELDS = 3
"""A sheet with fewer declared columns may be a list with one cell in each entry."""
EXCLUDED_KINDS = ("total", "header", "group", "heading", "note")
"""The kinds of filled rows that are not entries."""
NOTE_KINDS = ("heading", "note")
"""The kinds that are recognized by words and position only; the owner may count such rows."""


@dataclass(frozen=True, eq=False)
class RowKinds:
    """The kind of each row, "row", "blank", or one of `EXCLUDED_KINDS`.

    `possible_totals` are entries that may be totals: complete rows with the words of a total as
    title, or rows with only the sums of the rows above and merged cells.
    """

    kinds: pd.Series
    possible_totals: pd.Index


def classify_body(
    body: pd.DataFrame,
    header: Layout,
    table: str,
    covered: Mapping[int, pd.Series],
    codes: Mapping[str, CodeList] | None = None,
) -> RowKinds:
    """Return the kinds of the rows below the header row; `table` declares the columns.

    `body` and `covered` are the result of `fill_merged_cells`, `codes` the code lists by name.

    A total has no date, and has a label («Итого», «Жалпы саны», "Batken Total") in its first filled
    cell, or in the column of date, oblast, type or title; if the row has no oblast and otherwise
    only numbers, the label may also be in the column of the place. A row with only numbers is a
    total if they are the sums of the numbers above. A row with a date and an oblast is a "row",
    with two exceptions: both are from merged cells and its only other text is a label; or it has no
    activity code, the words of a total as title, and the sums as numbers. A header repeats the
    header row or its tags, names columns in another spelling or order, or has the numbers of the
    columns. A group is listed in `Layout.groups`. A heading is a line of one cell above a
    repeated header, or a line with only a month, which in a register may also have the sums of its
    rows. A note is a line below the last entry that `signature_words` recognizes. Neither is a row
    with an entry in a declared column (`signature_words.entry_fields`): it is an activity that
    lacks fields.
    """
    return _Body(body, header, table, covered, codes or {}).classify()


def all_entries(body: pd.DataFrame) -> RowKinds:
    """Return "row" for each row with a text, and "blank" for the others."""
    has_texts = body.map(has_text).any(axis=1)
    kinds = pd.Series(np.where(has_texts, "row", "blank"), index=body.index, dtype="object")
    return RowKinds(kinds, body.index[:0])


class _Body:
    """The rows below one header row, with masks and counts of their cells.

    Every array has one row for each row of the body; `filled` and `has_total_word` have one column
    for each position.
    """

    def __init__(
        self,
        body: pd.DataFrame,
        header: Layout,
        table: str,
        covered: Mapping[int, pd.Series],
        codes: Mapping[str, CodeList],
    ) -> None:
        self.body, self.header, self.table, self.codes = body, header, table, codes
        self.at = {field: at for at, field in enumerate(header.fields) if field is not None}
        self.count_positions = [at for field, at in self.at.items() if field in COUNTS]
        rows, width = body.shape
        self.filled = np.zeros((rows, width), dtype=bool)
        self.has_total_word = np.zeros((rows, width), dtype=bool)
        # By row, the number of cells that repeat their header, and of HXL tags.
        self.repeated, self.tags = np.zeros(rows, dtype=int), np.zeros(rows, dtype=int)
        for at in range(width):
            self._scan_column(at)
        self.filled_count = self.filled.sum(axis=1)
        self.others = [at for at in range(width) if at not in self.count_positions]
        # The filled cells that are not filled in from a merged cell.
        self.own = self.filled.copy()
        for at, mask in covered.items():
            self.own[:, at] &= ~mask.to_numpy()
        self._keep_labels()

    def _scan_column(self, at: int) -> None:
        """Set the masks and counts of one column; each distinct cell is examined once."""
        codes, cells = pd.factorize(self.body[at].to_numpy(dtype=object))
        if not len(cells):
            return
        name = fold_header(self.header.headers[at]) if at < len(self.header.headers) else ""
        is_merged = at in self.header.merged
        self.filled[:, at] = np.array([has_text(cell) for cell in cells])[codes]
        if name:
            self.repeated += np.array([repeats(cell, name, is_merged) for cell in cells])[codes]
        self.tags += np.array([cell[:1] == "#" and is_tag(cell) for cell in cells])[codes]
        if at not in self.count_positions:
            self.has_total_word[:, at] = np.array([has_total_word(cell) for cell in cells])[codes]

    def _keep_labels(self) -> None:
        """Limit words for totals to labels: the first filled cell of a row, and some columns."""
        if not self.has_total_word.any():
            return
        is_label = np.zeros(self.has_total_word.shape, dtype=bool)
        is_label[np.arange(len(is_label)), self.filled.argmax(axis=1)] = True
        is_label[:, [self.at[field] for field in _LABELS if field in self.at]] = True
        if (at := self.at.get("place")) is not None:
            # In a row without a region of its own and otherwise only numbers, «Итого» is not a
            # village.
            region = self.at.get("oblast")
            lacks_region = np.ones(len(is_label), dtype=bool)
            if region is not None:
                lacks_region = self.filled[:, region] & ~self.own[:, region]
            is_label[:, at] = lacks_region & (self.own[:, self.others].sum(axis=1) == 1)
        self.has_total_word &= is_label

    def classify(self) -> RowKinds:
        """Return the kind of each row, as `classify_body` describes."""
        kinds = np.full(len(self.body), "row", dtype=object)
        kinds[self.filled_count == 0] = "blank"
        kinds[(kinds == "row") & self._is_header()] = "header"
        kinds[np.isin(self.body.index, self.header.groups)] = "group"
        kinds[self._is_heading(kinds)] = "heading"
        kinds[(kinds == "row") & self._is_labelled_total()] = "total"
        is_sum, possible = self._sums(kinds)
        kinds[is_sum] = "total"
        kinds[self._is_note(kinds)] = "note"
        possible &= kinds == "row"
        index = self.body.index
        return RowKinds(pd.Series(kinds, index=index, dtype="object"), index[possible])

    # Repeated headers --------------------------------------------------------------------------

    def _is_header(self) -> np.ndarray:
        """Return a mask of rows with mostly repeated headers or tags, or with column numbers."""
        header_count = sum(1 for name in self.header.headers if name)
        least = np.maximum(min(2, header_count), self.filled_count * _HEADER_SHARE)
        is_repeated = (self.repeated >= least) & (self.repeated > 0)
        is_tag_row = (self.tags >= least) & (self.tags > 0)
        is_named = self.body.index.isin(find_named_rows(self.body, self.header, self.table))
        is_header = is_repeated | is_named
        return is_header | is_tag_row | self._numbers_columns(is_header)

    def _numbers_columns(self, is_header: np.ndarray) -> np.ndarray:
        """Return a mask of rows «1 2 3 …» below the headers or their repetition, as in forms."""
        mask = np.zeros(len(self.body), dtype=bool)
        for row in [0, *(np.flatnonzero(is_header)[:100] + 1).tolist()]:
            if row >= len(mask) or self.filled_count[row] < 3:
                continue
            cells = [tidy_text(str(cell)) for cell in self.body.iloc[row]]
            numbers = [cell for cell in cells if cell]
            mask[row] = numbers == [str(number + 1) for number in range(len(numbers))]
        return mask

    # Headings -----------------------------------------------------------------------------------

    def _is_heading(self, kinds: np.ndarray) -> np.ndarray:
        """Return a mask of titles above a repeated header and of lines with only a month.

        Such a line has one cell without numbers. Numbers are allowed only after the name of a
        month, and only in a register.
        """
        mask = np.zeros(len(kinds), dtype=bool)
        words = self.filled.copy()
        words[:, self.count_positions] = False
        single = (kinds == "row") & (words.sum(axis=1) == 1)
        has_numbers = self.filled_count > 1
        if not self.at.keys() >= {"date", "oblast", "type"}:
            single &= ~has_numbers
        if len(self.at) < _FEWEST_FIELDS or not single.any():
            return mask
        above_header = False
        for row in range(len(kinds) - 1, -1, -1):
            if kinds[row] == "header":
                above_header = True
            elif single[row] and has_numbers[row]:
                cell = str(self.body.iat[row, int(words[row].argmax())])
                # «01.2017» and a day may be the date of an entry.
                mask[row] = any(map(str.isalpha, cell)) and parse_month(cell) is not None
                above_header = False
            elif single[row]:
                cell = str(self.body.iat[row, int(words[row].argmax())])
                is_title = above_header and not self._entry_fields(row)
                mask[row] = is_title or parse_month(cell) is not None
            elif kinds[row] != "blank":
                above_header = False
        return mask

    # Totals --------------------------------------------------------------------------------------

    def _is_labelled_total(self) -> np.ndarray:
        """Return a mask of rows with a label of totals, no date, and not both oblast and type."""
        mask: np.ndarray = self.has_total_word.any(axis=1)  # type: ignore[assignment]
        if "date" not in self.at:
            # In a table without dates only the first cell of a row is a label.
            first = self.filled.argmax(axis=1)
            mask = self.has_total_word[np.arange(len(mask)), first] if len(mask) else mask
        return mask & ~self._has_date(mask) & ~(self._has_entry("oblast") & self._has_entry("type"))

    def _has_entry(self, field: str) -> np.ndarray:
        """Return a mask of rows with a cell in this column that is not the label of a total."""
        at = self.at.get(field)
        if at is None:
            return np.zeros(len(self.body), dtype=bool)
        return self.filled[:, at] & ~self.has_total_word[:, at]

    def _has_date(self, mask: np.ndarray) -> np.ndarray:
        has_date = self._has_entry("date") & mask
        rows = np.flatnonzero(has_date)
        if len(rows):
            cells = self.body[self.at["date"]].iloc[rows]
            has_date[rows] = are_dates(cells).to_numpy()
        return has_date

    def _sums(self, kinds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return a mask of further totals, and a mask of entries that may be totals.

        Further totals have only numbers, which are sums; or a label of totals and sums; or only a
        label besides merged cells.
        """
        is_row = kinds == "row"
        numbers_only = is_row & ~self.filled[:, self.others].any(axis=1)
        own_words = self.own[:, self.others].sum(axis=1)
        is_covered = is_row & (own_words < self.filled[:, self.others].sum(axis=1))
        has_label = is_row & self.has_total_word.any(axis=1)
        label_alone = has_label & is_covered & (own_words == 1)
        is_complete = has_label.copy()
        for field in ("date", "oblast", "type"):
            if field in self.at:
                is_complete &= self.filled[:, self.at[field]]
        if (key := self.at.get("activity_id")) is not None:
            is_complete &= ~self.filled[:, key]
        label_only = is_complete & self._has_label_only(is_complete)
        covered_numbers = is_covered & (own_words == 0)
        may_be, rest = numbers_only | label_alone | label_only, is_complete | covered_numbers
        counts = self.body[self.count_positions]
        has_sums = _find_sums(counts, self.filled[:, self.count_positions], kinds, may_be, rest)
        is_total = has_sums & may_be
        is_total |= label_alone & label_only
        return is_total, (label_only | (rest & has_sums)) & ~is_total

    def _has_label_only(self, mask: np.ndarray) -> np.ndarray:
        """Return a mask of the rows of `mask` whose title has only words of a total."""
        result = np.zeros(len(self.body), dtype=bool)
        if (at := self.at.get("title")) is not None:
            for row in np.flatnonzero(mask & self.has_total_word[:, at]).tolist():
                result[row] = is_total_label(str(self.body.iat[row, at]))
        return result

    # Notes --------------------------------------------------------------------------------------

    def _is_note(self, kinds: np.ndarray) -> np.ndarray:
        is_note = np.zeros(len(self.body), dtype=bool)
        notes: list[int] = []
        dates: list[int] = []
        starts = False
        for row in np.flatnonzero(kinds == "row")[::-1].tolist():
            cells = [str(cell) for cell in self.body.iloc[row]]
            fields = self._entry_fields(row)
            may_be_note = not fields and not self._names_region(cells)
            if may_be_note and is_outside_line(cells, self.header.fields):
                notes.append(row)
                if any(map(starts_line, filter(None, cells))):
                    # A date alone below a line such as «Исполнитель» belongs to the signature.
                    notes += dates
                    dates, starts = [], True
            elif fields == {"date"} and self.filled_count[row] == 1:
                dates.append(row)
            elif self.filled_count[row] >= 2:
                is_note[notes] = True
                return is_note
        # Without an entry, the rows may be a list with one column: only words for a note decide.
        is_note[notes] = starts
        return is_note

    def _names_region(self, cells: list[str]) -> bool:
        """Return True for the name of a region alone, in any column."""
        code_list = self.codes.get("oblast")
        names = [cell for cell in cells if cell]
        return (
            code_list is not None and len(names) == 1 and code_list.match(names[0]).code is not None
        )

    def _entry_fields(self, row: int) -> set[str]:
        return entry_fields(list(map(str, self.body.iloc[row])), self.header.fields, self.codes)


def _find_sums(
    counts: pd.DataFrame,
    filled: np.ndarray,
    kinds: np.ndarray,
    may_be: np.ndarray,
    rest: np.ndarray,
) -> np.ndarray:
    """Return a mask of the rows of `may_be` and `rest` whose numbers are sums of the rows above.

    Such a row sums all rows above, or the rows since the last total; a row of `may_be` with sums is
    a total too. `counts` are the cells of the columns of numbers, `filled` is True for cells with
    text, `kinds` are from `classify_body`: only rows of the kind "row" are summed.
    """
    has_sums, candidates = np.zeros(len(counts), dtype=bool), may_be | rest
    width = counts.shape[1]
    if not candidates.any() or not width:
        return has_sums
    columns = [column for _, column in counts.items()]
    decimal = guess_decimal(columns)
    numbers = np.column_stack([parse_numbers(c, decimal, False)[0] for c in columns])
    addends = np.where((kinds == "row")[:, None] & ~np.isnan(numbers), numbers, 0.0)
    sum_above, sum_since = np.zeros(width), np.zeros(width)
    rows_above = rows_since = 0
    for row in range(len(counts)):
        if candidates[row]:
            values = numbers[row][filled[row]]
            for sums, row_count in ((sum_since, rows_since), (sum_above, rows_above)):
                expected = sums[filled[row]]
                if row_count > 1 and np.array_equal(values, expected) and expected.any():
                    has_sums[row] = True
        if (has_sums[row] and may_be[row]) or kinds[row] == "total":
            sum_since, rows_since = np.zeros(width), 0
        elif kinds[row] == "row":
            sum_above, sum_since = sum_above + addends[row], sum_since + addends[row]
            rows_above, rows_since = rows_above + 1, rows_since + 1
    return has_sums


_FEWEST_NAMES = 3
_LEAST_SHARE = 0.6
# An entry has a date or a code in these columns, and they have few distinct cells.
_CODE_FIELDS = ("date", "oblast", "type", "iso_code")
_NEEDED = COUNTS | {"date", "end_date", "oblast", "type"}


def find_named_rows(body: pd.DataFrame, header: Layout, table: str) -> list[int]:
    """Return the rows that name columns, such as a row with `date` above or below «Дата».

    Such a row names at least three declared columns of `table`, in most of its cells, and has
    neither a date nor a number. It may have another order of columns than the header row.
    """
    is_candidate = pd.Series(False, index=body.index)
    for at, field in enumerate(header.fields):
        if field in _CODE_FIELDS and at in body.columns:
            cells = body[at]
            names = [cell for cell in cells.unique() if _names_column(str(cell), table)]
            if names:
                is_candidate |= cells.isin(names)
    candidates = body[is_candidate]
    rows = zip(candidates.index, candidates.to_numpy(dtype=object), strict=True)
    return [int(row) for row, cells in rows if _are_names([str(c) for c in cells], table)]


def find_misplaced_rows(
    body: pd.DataFrame, kinds: pd.Series, header: Layout, table: str
) -> Iterator[tuple[int, int]]:
    """Yield each entry below a header row with other columns, and the number of that header row.

    The header row of the sheet does not apply to such an entry. `kinds` are the result of
    `classify_body`.
    """
    other: int | None = None
    for row, kind in zip(kinds.index.tolist(), kinds.tolist(), strict=True):
        if kind == "header":
            cells = [tidy_text(str(cell)) for cell in body.loc[row]]
            # A row of column numbers or HXL tags does not change the columns.
            if fields_in(cells, table):
                other = int(row) if _has_other_columns(cells, header, table) else None
        elif kind == "row" and other is not None:
            yield int(row), other


def repeats(cell: str, name: str, is_merged: bool) -> bool:
    """Return True if a cell repeats its header, or one half of a merged header.

    `name` is the header as `fold_header` returns it.
    """
    if not cell or len(cell) > 2 * len(name) + 10:
        return False
    key = fold_header(cell)
    if key == name:
        return True
    is_half = name.endswith(" " + key) or name.startswith(key + " ")
    return is_merged and bool(key) and is_half


def fold_header(cell: str) -> str:
    """Return a header for comparisons: in lower case, without double spaces."""
    return " ".join(cell.split()).casefold()


def _names_column(cell: str, table: str) -> bool:
    return bool(cell) and not is_entry_cell(cell) and field_of(cell, table) is not None


def _are_names(cells: list[str], table: str) -> bool:
    filled = [cell for cell in map(tidy_text, cells) if cell]
    if any(map(is_entry_cell, filled)):
        return False
    names = sum(field_of(cell, table) is not None for cell in filled)
    fields = fields_in(filled, table)
    return len(fields) >= _FEWEST_NAMES and names >= _LEAST_SHARE * len(filled)


def _has_other_columns(cells: list[str], header: Layout, table: str) -> bool:
    """Return True if a cell names another column than the header above it.

    A column of text that only the other header row has, such as a note, does not count.
    """
    for at, cell in enumerate(cells[: len(header.headers)]):
        name, own = header.headers[at], header.fields[at]
        if not cell or repeats(cell, fold_header(name), at in header.merged):
            continue
        field = field_of(cell, table)
        if field is None:
            if own in COUNTS and (
                is_plan(cell) != is_plan(name) or names_group(cell) != names_group(name)
            ):
                return True
        elif field != own and (own is not None or field in _NEEDED):
            return True
    return False
