"""The header row of a sheet: its position, and the declared column of each header."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from campaign.i18n.match_key import plain, tidy_text
from campaign.ingest.options import RequestedOptions
from campaign.ingest.parse.column_names import COUNTS, field_of, is_exact, is_plan, is_tag
from campaign.ingest.parse.outside_lines import starts_line
from campaign.ingest.readers.raw_table import RawTable, letter_of
from campaign.ingest.vocabulary import load_vocabulary
from campaign.schema.table import Table

SCANNED_ROWS = 30
NO_HEADER_ROW = 0
"""The number of the header row of a table without one."""
_NUMBER = re.compile(r"[\d\s.,'’+-]*\d[\d\s.,'’-]*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}.*|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}.*")
_WHOLE = frozenset(load_vocabulary("parse", "header_words").words("whole"))

Cells = list[str]


@dataclass(frozen=True)
class HeaderRow:
    """The header row and its headers, by position.

    `row` is the row of the headers, `NO_HEADER_ROW` where there is none and the headers are the
    letters of the columns; `body` is the first row that may hold entries; both count as a
    spreadsheet does. A second row of headers above or below `row` is joined to it. `fields` are
    declared columns, None for a column that is not declared. `titles` are filled rows above that
    are not part of the table, `tag_row` the row of HXL tags, None without one; `merged` are the
    positions whose header is in a merged cell. `groups` are rows below with only the name of a
    region. `first_added` is the position of the first column that the file does not have, None
    without any: that of regions which those rows fill (`group_rows`), and those of `file_values`.
    """

    row: int
    headers: tuple[str, ...]
    fields: tuple[str | None, ...]
    titles: tuple[int, ...] = ()
    tag_row: int | None = None
    body: int = 2
    merged: tuple[int, ...] = ()
    groups: tuple[int, ...] = ()
    first_added: int | None = None


def find_header_row(raw: RawTable, table: Table, requested: RequestedOptions) -> HeaderRow:
    """Return the header row, found in the first rows of the sheet unless `requested` names it.

    A row scores one for each declared column that it names, two for a required one. Without any
    known header it is the first row that is at least half as wide as the widest, else the first
    filled row, and every field is None; with a date or a number in that row, the table has no
    header row. HXL tags next to the headers decide the fields. Where two columns name one field,
    the first exact header has it. `requested.columns` decides by position.
    """
    return _HeaderSearch(raw, table, requested).find()


@dataclass(frozen=True)
class _Headers:
    """The header of each position, its part in the lower row, and the positions of merged cells."""

    headers: Cells
    lower: Cells
    merged: tuple[int, ...]


class _HeaderSearch:
    """The search for the header row in the first rows of one sheet."""

    def __init__(self, raw: RawTable, table: Table, requested: RequestedOptions) -> None:
        self.raw, self.table, self.requested = raw, table, requested
        self.width = raw.cells.shape[1]
        top = raw.cells.iloc[:SCANNED_ROWS]
        if requested.header_row is not None and requested.header_row in raw.cells.index:
            # A requested row may be below the scanned rows.
            at = raw.cells.index.get_loc(requested.header_row)
            assert isinstance(at, int)
            top = raw.cells.iloc[: max(SCANNED_ROWS, at + 4)]
        self.rows: dict[int, Cells] = {
            int(str(row)): [tidy_text(str(cell)) for cell in cells]
            for row, cells in zip(top.index, top.to_numpy(dtype=object), strict=True)
        }
        self.required = {column.name for column in table.columns if column.present}

    def find(self) -> HeaderRow:
        """Return the header row that `find_header_row` describes."""
        if not self.rows:
            return HeaderRow(1, (), (), body=1)
        row, tag_row = self._find_rows()
        if self._lacks_headers(row):
            return self._without_headers(row)
        headers = self._single_row(row)
        first = last = row
        if tag_row != row:
            if with_above := self._join_above(row, tag_row):
                headers, first = with_above, row - 1
            elif with_below := self._join_below(row, tag_row):
                headers, last = with_below, row + 1
        body = max(last, tag_row or 0) + 1
        titles = tuple(
            title
            for title, cells in self.rows.items()
            if title < first and title != tag_row and _filled(cells)
        )
        fields = self._match_fields(headers, self.rows.get(tag_row or 0), body)
        return HeaderRow(row, tuple(headers.headers), fields, titles, tag_row, body, headers.merged)

    # Which row --------------------------------------------------------------------------------

    def _find_rows(self) -> tuple[int, int | None]:
        """Return the row of headers and that of HXL tags; they are one if there are only tags."""
        requested = self.requested.header_row
        if requested is not None and requested in self.rows:
            if self._is_tags(requested):
                return requested, requested
            return requested, self._tags_near(requested)
        if requested == NO_HEADER_ROW:
            return self._first_filled(), None
        scores = {row: self._score(cells) for row, cells in self.rows.items()}
        best = max(scores, key=lambda row: scores[row])
        if not scores[best]:
            best = self._first_filled()
        if not self._is_tags(best):
            return best, self._tags_near(best)
        for beside in (best - 1, best + 1):
            cells = self.rows.get(beside, [])
            is_header = len(_fields_in(cells, self.table.name)) >= 2
            is_header = is_header and not any(map(is_entry_cell, cells))
            # Headers are above the tags, as titles are; below the tags are entries.
            if is_header or (beside < best and len(_filled(cells)) >= 2):
                return beside, best
        return best, best

    def _lacks_headers(self, row: int) -> bool:
        """Return True where `row` is the first entry; it has a date or a number, or is requested.

        Such a row names no declared column and is no row of HXL tags.
        """
        if self.requested.header_row is not None:
            return self.requested.header_row == NO_HEADER_ROW
        cells = self.rows[row]
        return not self._score(cells) and len(_filled(cells)) > 1 and any(map(is_entry_cell, cells))

    def _without_headers(self, row: int) -> HeaderRow:
        """Return the letters of the filled columns as headers; `row` is the first entry."""
        positions = range(self.width)
        is_filled = [bool((self.raw.cells[at] != "").any()) for at in positions]
        headers = tuple(letter_of(at) if is_filled[at] else "" for at in positions)
        fields = tuple(self.requested.columns.get(at) for at in positions)
        titles = tuple(
            title for title, cells in self.rows.items() if title < row and _filled(cells)
        )
        return HeaderRow(NO_HEADER_ROW, headers, fields, titles, body=row)

    def _score(self, cells: Cells) -> int:
        fields = _fields_in(cells, self.table.name)
        return len(fields) + len(fields & self.required)

    def _first_filled(self) -> int:
        """Return the first row of two cells that is at least half as wide as the widest one."""
        filled = {row: len(_filled(cells)) for row, cells in self.rows.items()}
        for least in (max(2, max(filled.values()) // 2 + 1), 2, 1):
            for row, count in filled.items():
                if count >= least:
                    return row
        return next(iter(self.rows))

    def _is_tags(self, row: int) -> bool:
        filled = _filled(self.rows.get(row, []))
        tags = sum(is_tag(cell) for cell in filled)
        return tags > 0 and tags * 2 >= len(filled)

    def _tags_near(self, row: int) -> int | None:
        near = [row + 1, row - 1]
        between = self.rows.get(row + 1, [])
        # Between headers and tags may be a second row of headers, never an entry.
        if not any(map(is_entry_cell, between)) and self._may_be_headers(between):
            near.append(row + 2)
        return next((row for row in near if self._is_tags(row)), None)

    def _may_be_headers(self, cells: Cells) -> bool:
        return not _filled(cells) or bool(_fields_in(cells, self.table.name))

    # Two rows of headers --------------------------------------------------------------------------

    def _join_above(self, row: int, tag_row: int | None) -> _Headers | None:
        """Return the headers joined with those of the row above; None unless fields are added."""
        upper, lower = self.rows.get(row - 1), self.rows[row]
        if upper is None or row - 1 == tag_row or any(map(is_entry_cell, upper)):
            return None
        if (texts := _filled(upper)) and len(texts) <= 2 and starts_line(texts[0]):
            return None  # «Утверждаю», «Исполнитель: …» right above the table
        alone = [field for name in lower if name and (field := field_of(name, self.table.name))]
        headers = self._join_rows(row - 1, upper, lower)
        more = _fields_in(headers.headers, self.table.name) - set(alone)
        is_repeated = len(alone) > len(set(alone)) and len(_filled(upper)) > 1
        return headers if more or is_repeated else None

    def _join_below(self, row: int, tag_row: int | None) -> _Headers | None:
        """Return the headers joined with those of the row below; None where it holds none."""
        upper, lower = self.rows[row], self.rows.get(row + 1)
        if lower is None or row + 1 == tag_row or any(map(is_entry_cell, lower)):
            return None
        merged = self._merged_positions(row)
        for at, below in enumerate(lower):
            # Below «Дата» is an entry; a second header is only below a blank or merged one.
            reaches_right = at + 1 < self.width and not upper[at + 1]
            if below and upper[at] and at not in merged and not reaches_right:
                return None
        headers = self._join_rows(row, upper, lower)
        fields = (
            _field_of_joined(header, below, self.table.name)
            for header, below in zip(headers.headers, lower, strict=True)
            if below
        )
        parts = [at for at, below in enumerate(lower) if below]
        splits = Counter(merged.get(at) for at in parts)
        # Two words below one cell that is merged sideways, and none elsewhere, are headers.
        are_parts = merged.keys() >= set(parts) and any(count > 1 for count in splits.values())
        return headers if are_parts or any(fields) else None

    def _merged_positions(self, row: int) -> dict[int, int]:
        """Return {position: position of the value} of the cells merged sideways in this row."""
        positions: dict[int, int] = {}
        for top, left, bottom, right in self.raw.merged:
            if top <= row <= bottom and right > left:
                positions |= dict.fromkeys(range(left, min(right, self.width - 1) + 1), left)
        return positions

    def _single_row(self, row: int) -> _Headers:
        """Return the headers of one row; a merged one is the header of every column it covers."""
        positions, cells = self._merged_positions(row), self.rows[row]
        headers = [cells[positions.get(at, at)] for at in range(self.width)]
        merged = tuple(at for at in sorted(positions) if headers[at])
        return _Headers(headers, headers, merged)

    def _join_rows(self, row: int, upper: Cells, lower: Cells) -> _Headers:
        """Join both headers of each column, «из них» before «женщин».

        Where the file has no merged cells, an upper header covers the blank cells to its right.
        """
        positions = self._merged_positions(row)
        upper_positions: list[int | None] = []
        last_filled: int | None = None
        for at in range(self.width):
            last_filled = at if upper[at] else last_filled
            is_blank = not upper[at] and at not in positions
            covering = last_filled if not positions and lower[at] else None
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
        return _Headers(headers, lower, merged)

    # Fields ---------------------------------------------------------------------------------------

    def _match_fields(
        self, headers: _Headers, tags: Cells | None, body: int
    ) -> tuple[str | None, ...]:
        """Return the declared column of each position; each is used once."""
        requested = self.requested.columns
        candidates: list[tuple[str | None, bool]] = []
        for at, (header, lower) in enumerate(zip(headers.headers, headers.lower, strict=True)):
            if tags and is_tag(tags[at]):
                candidates.append((field_of(tags[at], self.table.name), True))
            else:
                field = _field_of_joined(header, lower, self.table.name)
                candidates.append((field, is_exact(header, self.table.name)))
        fields = [requested.get(at) for at in range(self.width)]
        # A requested column precedes any header.
        used = {field for field in requested.values() if field is not None}
        for exact_pass in (True, False):
            for at, (field, exact) in enumerate(candidates):
                if field is None or field in used or exact is not exact_pass or at in requested:
                    continue
                used.add(field)
                fields[at] = field
        if "reached" in self.required - used and "audience" in fields:
            # «Участники» above numbers means how many came, not who.
            at = fields.index("audience")
            if at not in requested and self._holds_numbers(at, body):
                fields[at] = "reached"
        return tuple(fields)

    def _holds_numbers(self, at: int, body: int) -> bool:
        filled = [cell for cell in self.raw.cells.loc[body:, at].head(200) if cell.strip()]
        return bool(filled) and 2 * sum(map(_is_number, filled)) > len(filled)


def _field_of_joined(header: str, lower: str, table: str) -> str | None:
    """Return the declared column of two joined headers, or that of the lower one alone."""
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


def _fields_in(cells: Cells, table: str) -> set[str]:
    return {field for cell in cells if cell and (field := field_of(cell, table))}


def _filled(cells: Cells) -> Cells:
    return [cell for cell in cells if cell]


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell.strip()) is not None


def is_entry_cell(cell: str) -> bool:
    """Return True for a number or a date, which no header is."""
    return _is_number(cell) or _DATE.fullmatch(cell) is not None
