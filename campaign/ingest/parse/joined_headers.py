"""The headers of a table in one row, or in two rows that are joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from campaign.i18n.match_key import plain, tidy_text
from campaign.ingest.parse.column_names import COUNTS, field_of, is_plan
from campaign.ingest.parse.signature_words import starts_line
from campaign.ingest.vocabulary import load_vocabulary

_NUMBER = re.compile(r"[\d\s.,'’+-]*\d[\d\s.,'’-]*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}.*|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}.*")
_WHOLE = frozenset(load_vocabulary("parse", "header_words").words("whole"))

Cells = list[str]


@dataclass(frozen=True)
class Headers:
    """The header of each position, its lower part, and the positions below merged headers."""

    headers: Cells
    lower: Cells
    merged: tuple[int, ...]


@dataclass(frozen=True)
class HeaderRows:
    """The first rows of a sheet as rows of headers.

    `rows` have `width` tidied cells each, `merged` are the merged cells of the sheet (see
    `RawTable`), `table` is the name of the table that declares the columns.
    """

    rows: Mapping[int, Cells]
    merged: Sequence[tuple[int, int, int, int]]
    width: int
    table: str

    def single(self, row: int) -> Headers:
        """Return the headers of one row; a merged cell is the header of every column it covers."""
        positions, cells = self._merged_positions(row), self.rows[row]
        headers = [cells[positions.get(at, at)] for at in range(self.width)]
        merged = tuple(at for at in sorted(positions) if headers[at])
        return Headers(headers, headers, merged)

    def with_row_above(self, row: int, tag_row: int | None) -> Headers | None:
        """Return the headers joined with the row above; None if this adds no declared column."""
        upper, lower = self.rows.get(row - 1), self.rows[row]
        if upper is None or row - 1 == tag_row or any(map(is_entry_cell, upper)):
            return None
        if (texts := nonblank_cells(upper)) and len(texts) <= 2 and starts_line(texts[0]):
            return None  # «Утверждаю», «Исполнитель: …» right above the table
        alone = [field for name in lower if name and (field := field_of(name, self.table))]
        headers = self._join_rows(row - 1, upper, lower)
        more = fields_in(headers.headers, self.table) - set(alone)
        is_repeated = len(alone) > len(set(alone)) and len(nonblank_cells(upper)) > 1
        return headers if more or is_repeated else None

    def with_row_below(self, row: int, tag_row: int | None) -> Headers | None:
        """Return the headers joined with the row below; None if that row has no headers."""
        upper, lower = self.rows[row], self.rows.get(row + 1)
        if lower is None or row + 1 == tag_row or any(map(is_entry_cell, lower)):
            return None
        merged = self._spanned_positions(row)
        for at, below in enumerate(lower):
            # A cell below «Дата» is an entry; a second header is only below a blank or merged one.
            reaches_right = at + 1 < self.width and not upper[at + 1]
            if below and upper[at] and at not in merged and not reaches_right:
                return None
        headers = self._join_rows(row, upper, lower)
        fields = (
            field_of_joined(header, below, self.table)
            for header, below in zip(headers.headers, lower, strict=True)
            if below
        )
        parts = [at for at, below in enumerate(lower) if below]
        splits = Counter(merged.get(at) for at in parts)
        # Two words below one cell that is merged sideways, and none elsewhere, are headers.
        are_parts = merged.keys() >= set(parts) and any(count > 1 for count in splits.values())
        return headers if are_parts or any(fields) else None

    def with_two_rows_below(self, row: int, tag_row: int | None) -> Headers | None:
        """Return the headers joined with both rows below; None if one of them has no headers.

        The third row only divides merged or blank headers: «Участники», «в т. ч.», «жен.».
        """
        upper, middle, third = self.rows[row], self.rows.get(row + 1), self.rows.get(row + 2)
        lower = self.with_row_below(row + 1, tag_row) if middle and third else None
        if lower is None or middle is None or third is None:
            return None
        merged = self._spanned_positions(row)
        parts = [at for at, cell in enumerate(third) if cell]
        if len(parts) < 2 or any(upper[at] and at not in merged for at in parts):
            return None
        headers = self._join_rows(row, upper, lower.headers)
        own = [below or above for above, below in zip(middle, third, strict=True)]
        return Headers(headers.headers, own, headers.merged)

    def _merged_positions(self, row: int) -> dict[int, int]:
        """Return {position: position of the value} of the cells merged sideways in this row."""
        positions: dict[int, int] = {}
        for top, left, bottom, right in self.merged:
            if top <= row <= bottom and right > left:
                positions |= dict.fromkeys(range(left, min(right, self.width - 1) + 1), left)
        return positions

    def _spanned_positions(self, row: int) -> dict[int, int]:
        """Return the same, with equal neighbours as merged cells; some programs write them so."""
        positions, cells = self._merged_positions(row), self.rows[row]
        for at in range(1, self.width):
            if cells[at] and cells[at] == cells[at - 1] and at not in positions:
                positions[at] = positions.setdefault(at - 1, at - 1)
        return positions

    def _join_rows(self, row: int, upper: Cells, lower: Cells) -> Headers:
        """Return both headers of each column as one text, such as «из них женщин».

        If the upper row has no merged cells, a header covers the blank cells to its right.
        """
        positions, has_merged = self._spanned_positions(row), bool(self._merged_positions(row))
        upper_positions: list[int | None] = []
        last_filled: int | None = None
        for at in range(self.width):
            last_filled = at if upper[at] else last_filled
            is_blank = not upper[at] and at not in positions
            covering = last_filled if not has_merged and lower[at] else None
            upper_positions.append(covering if is_blank else positions.get(at, at))
        counts = Counter(at for at in upper_positions if at is not None)
        headers = [
            " ".join(dict.fromkeys(filter(None, ("" if at is None else upper[at], below))))
            for at, below in zip(upper_positions, lower, strict=True)
        ]
        merged = tuple(
            at
            for at, upper_at in enumerate(upper_positions)
            if upper_at is not None and counts[upper_at] > 1 and upper[upper_at]
        )
        return Headers(headers, lower, merged)


def field_of_joined(header: str, lower: str, table: str) -> str | None:
    """Return the declared column of two joined headers, else that of the lower one."""
    field = field_of(header, table)
    if field is not None or not lower or lower == header or is_plan(header):
        return field
    upper = header[: -len(lower)].strip()
    if plain(lower) in _WHOLE:
        return field_of(upper, table)
    field = field_of(lower, table)
    # «Раздали» above «женщинам» does not count women reached; «Охвачено» above «женщин» does.
    upper_field = field_of(upper, table)
    return None if upper_field in COUNTS and upper_field != "reached" else field


def fields_in(cells: Cells, table: str) -> set[str]:
    """Return the declared columns that the cells name."""
    return {field for cell in cells if cell and (field := field_of(cell, table))}


def nonblank_cells(cells: Cells) -> Cells:
    """Return the cells that are not empty."""
    return [cell for cell in cells if cell]


def is_number_cell(cell: str) -> bool:
    """Return True for a number, in any spelling: digits, signs and separators."""
    return _NUMBER.fullmatch(cell.strip()) is not None


def is_entry_cell(cell: str) -> bool:
    """Return True for a number or a date, which a header never is."""
    return is_number_cell(cell) or _DATE.fullmatch(cell) is not None


def may_be_entry(cells: Cells) -> bool:
    """Return True for three filled cells or more with a number or a date."""
    return len(nonblank_cells(cells)) >= 3 and any(map(is_entry_cell, cells))


def tidy_rows(cells: pd.DataFrame) -> dict[int, Cells]:
    """Return the tidy texts of each row, by its number."""
    return {
        int(str(row)): [tidy_text(str(cell)) for cell in texts]
        for row, texts in zip(cells.index, cells.to_numpy(dtype=object), strict=True)
    }
