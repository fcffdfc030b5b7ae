"""The header row of a sheet: its position, and the declared column of each header."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from campaign.ingest.parse.column_names import field_of, is_own_name, is_tag, without_number
from campaign.ingest.parse.form_columns import is_form_time
from campaign.ingest.parse.joined_headers import (
    Cells,
    HeaderRows,
    Headers,
    field_of_joined,
    fields_in,
    is_entry_cell,
    is_number_cell,
    may_be_entry,
    nonblank_cells,
    tidy_rows,
)
from campaign.ingest.parse.total_columns import find_total_column
from campaign.ingest.readers.raw_table import RawTable, letter_of
from campaign.ingest.replies import Replies
from campaign.schema.tables import Table

SCANNED_ROWS = 30
_FURTHEST_ROW = 300
"""The header row is searched down to this row, if no entry is above it."""
_FEWEST_NAMES = 3
_OWN, _NAMED, _PART, _NUMBERED = range(4)
"""How a header names its column: with its own name, with another one, as an unnamed part of a
merged header, or with a number after the name that another header has."""
_DATES = ("date", "end_date")
NO_HEADER_ROW = 0
"""The number of the header row of a table without one."""


@dataclass(frozen=True)
class HeaderRow:
    """The header row and its headers, by position.

    `row` is the row of the headers; it is `NO_HEADER_ROW` in a table without headers, whose headers
    are the letters of the columns. `body` is the first row that may be an entry; both are numbered
    as in a spreadsheet. A second row of headers above or below `row` is joined to it. `fields` are
    declared columns, None for an undeclared column. `titles` are filled rows above that are not
    part of the table, `tag_row` is the row of HXL tags, None without one; `merged` are the
    positions whose header is in a merged cell. `groups` are rows below with only the name of a
    region. `first_added` is the position of the first column that is not in the file but added by
    `group_rows` or `file_values`; None without any. `total` is the position of a column that is
    read as people reached because it is the sum of women and men; None without one. `ambiguous` has
    the positions of the columns that fit one declared column equally well: none of them has it in
    `fields`.
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
    total: int | None = None
    ambiguous: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def find_header_row(raw: RawTable, table: Table, replies: Replies) -> HeaderRow:
    """Return the header row that the replies name, else the best one in the first rows.

    If these have neither a header row nor an entry, the search continues further down. A row scores
    one for each declared column that it names, two for a required one; of two tables, the header
    row of the upper one is returned. If no header is known, every field is None, and the result is
    the first row that is at least half as wide as the widest, else the first filled row; if that
    row has a date or a number, the table has no header row. HXL tags next to the headers decide the
    fields. If two columns name one field, it belongs to the only header that is its name, label or
    tag; else they are `ambiguous`. Times of form software name no field. Replies about columns have
    priority. If no header names people reached, a column of totals may be read as
    such (`total_columns`). The header row of a table that is not `free_form` is its first row, and
    names columns exactly.
    """
    if not table.free_form:
        headers = tidy_rows(raw.cells.iloc[:1])
        names = tuple(next(iter(headers.values()), ()))
        return HeaderRow(1, names, tuple(n if n in table.kinds else None for n in names))
    return _HeaderSearch(raw, table, replies).find()


class _HeaderSearch:
    """The search for the header row in the first rows of one sheet."""

    def __init__(self, raw: RawTable, table: Table, replies: Replies) -> None:
        self.raw, self.table, self.replies = raw, table, replies
        self.width = raw.cells.shape[1]
        top = raw.cells.iloc[:SCANNED_ROWS]
        self.chosen_row: int | None = replies.value("header_row")
        self.chosen_columns: Mapping[int, str | None] = replies.of("column")
        if self.chosen_row is not None and self.chosen_row in raw.cells.index:
            # The chosen row may be below the scanned rows.
            at = raw.cells.index.get_loc(self.chosen_row)
            assert isinstance(at, int)
            top = raw.cells.iloc[: max(SCANNED_ROWS, at + 4)]
        self.rows = tidy_rows(top)
        if self.chosen_row is None and not any(map(self._names_table, self.rows.values())):
            self.rows |= self._rows_further_down()
        self.header_rows = HeaderRows(self.rows, raw.merged, self.width, table.name)
        self.required = {column.name for column in table.columns if column.present}

    def find(self) -> HeaderRow:
        """Return the header row that `find_header_row` describes."""
        if not self.rows:
            return HeaderRow(1, (), (), body=1)
        row, tag_row = self._find_rows()
        if self._lacks_headers(row):
            return self._without_headers(row)
        headers = self.header_rows.single(row)
        first = last = row
        if tag_row != row:
            if with_above := self.header_rows.with_row_above(row, tag_row):
                headers, first = with_above, row - 1
            elif with_below := self.header_rows.with_row_below(row, tag_row):
                headers, last = with_below, row + 1
                if with_both := self.header_rows.with_two_rows_below(row, tag_row):
                    headers, last = with_both, row + 2
        body = max(last, tag_row or 0) + 1
        titles = tuple(
            title
            for title, cells in self.rows.items()
            if title < first and title != tag_row and nonblank_cells(cells)
        )
        fields, ambiguous = self._match_fields(headers, self.rows.get(tag_row or 0), body)
        header = HeaderRow(
            row,
            tuple(headers.headers),
            fields,
            titles,
            tag_row,
            body,
            headers.merged,
            ambiguous=ambiguous,
        )
        return self._with_total(header)

    def _rows_further_down(self) -> dict[int, Cells]:
        """Return the rows after the scanned ones, down to below a header row; {} without one.

        The rows above the header row are texts or short lists, as in a letter or an instruction,
        not entries.
        """
        if any(map(may_be_entry, self.rows.values())):
            return {}
        rows = tidy_rows(self.raw.cells.iloc[SCANNED_ROWS:_FURTHEST_ROW])
        for at, cells in enumerate(rows.values()):
            if self._names_table(cells):
                return dict(list(rows.items())[: at + 4])
            if may_be_entry(cells):
                break
        return {}

    def _names_table(self, cells: Cells) -> bool:
        names = len(fields_in(cells, self.table.name))
        return names >= _FEWEST_NAMES and not any(map(is_entry_cell, cells))

    # Which row --------------------------------------------------------------------------------

    def _find_rows(self) -> tuple[int, int | None]:
        """Return the rows of headers and HXL tags: None without tags, equal without headers."""
        chosen = self.chosen_row
        if chosen is not None and chosen in self.rows:
            return chosen, chosen if self._is_tags(chosen) else self._tags_near(chosen)
        if chosen == NO_HEADER_ROW:
            return self._first_filled(), None
        scores = {row: self._score(cells) for row, cells in self.rows.items()}
        best = max(scores, key=lambda row: scores[row])
        best = self._first_table(best) if scores[best] else self._first_filled()
        if not self._is_tags(best):
            return best, self._tags_near(best)
        for beside in (best - 1, best + 1):
            cells = self.rows.get(beside, [])
            is_header = len(fields_in(cells, self.table.name)) >= 2
            is_header = is_header and not any(map(is_entry_cell, cells))
            # Rows above the tags are headers or titles, rows below them are entries.
            if is_header or (beside < best and len(nonblank_cells(cells)) >= 2):
                return beside, best
        return best, best

    def _first_table(self, best: int) -> int:
        """Return the header row of the first table if `best` belongs to a second one, else `best`.

        A second table may have more columns; the rows above it are entries, not titles.
        """
        names: int | None = None
        for row, cells in self.rows.items():
            if row == best:
                break
            if names is not None and any(map(is_entry_cell, cells)):
                return names
            if names is None and self._names_table(cells):
                names = row
        return best

    def _lacks_headers(self, row: int) -> bool:
        """Return True if `row` is the first entry, or the owner requests no header row.

        An entry has a date or a number, names no declared column and has no HXL tags.
        """
        if self.chosen_row is not None:
            return self.chosen_row == NO_HEADER_ROW
        cells = self.rows[row]
        return (
            not self._score(cells)
            and len(nonblank_cells(cells)) > 1
            and any(map(is_entry_cell, cells))
        )

    def _without_headers(self, row: int) -> HeaderRow:
        """Return the letters of the filled columns as headers; `row` is the first entry."""
        positions = range(self.width)
        is_filled = [bool((self.raw.cells[at] != "").any()) for at in positions]
        headers = tuple(letter_of(at) if is_filled[at] else "" for at in positions)
        fields = tuple(self.chosen_columns.get(at) for at in positions)
        titles = tuple(
            title for title, cells in self.rows.items() if title < row and nonblank_cells(cells)
        )
        return HeaderRow(NO_HEADER_ROW, headers, fields, titles, body=row)

    def _score(self, cells: Cells) -> int:
        fields = fields_in(cells, self.table.name)
        return len(fields) + len(fields & self.required)

    def _first_filled(self) -> int:
        """Return the first row of two or more cells that is at least half as wide as the widest."""
        filled = {row: len(nonblank_cells(cells)) for row, cells in self.rows.items()}
        for least in (max(2, max(filled.values()) // 2 + 1), 2, 1):
            for row, count in filled.items():
                if count >= least:
                    return row
        return next(iter(self.rows))

    def _is_tags(self, row: int) -> bool:
        filled = nonblank_cells(self.rows.get(row, []))
        tags = sum(is_tag(cell) for cell in filled)
        return tags > 0 and tags * 2 >= len(filled)

    def _tags_near(self, row: int) -> int | None:
        near = [row + 1, row - 1]
        between = self.rows.get(row + 1, [])
        # A second row of headers may be between headers and tags, but not an entry.
        if not any(map(is_entry_cell, between)) and self._may_be_headers(between):
            near.append(row + 2)
        return next((row for row in near if self._is_tags(row)), None)

    def _may_be_headers(self, cells: Cells) -> bool:
        return not nonblank_cells(cells) or bool(fields_in(cells, self.table.name))

    # Fields ---------------------------------------------------------------------------------------

    def _match_fields(
        self, headers: Headers, tags: Cells | None, body: int
    ) -> tuple[tuple[str | None, ...], dict[str, tuple[int, ...]]]:
        """Return the declared column of each position, and the ambiguous ones of a field."""
        chosen = self.chosen_columns
        candidates: dict[str, dict[int, int]] = {}
        for at, name, rank in self._name_columns(headers, tags, body):
            if at not in chosen:
                candidates.setdefault(name, {})[at] = rank
        if "reached" in self.required - {*candidates, *chosen.values()}:
            # «Участники» above numbers is the number of people, not the audience.
            audience = candidates.pop("audience", {})
            people = {at: rank for at, rank in audience.items() if self._holds_numbers(at, body)}
            words = {at: rank for at, rank in audience.items() if at not in people}
            new = {"reached": people, "audience": words}
            candidates |= {name: ranks for name, ranks in new.items() if ranks}
        fields = [chosen.get(at) for at in range(self.width)]
        ambiguous = {}
        for name, ranks in candidates.items():
            # A chosen column has priority over every header.
            if name in chosen.values() or all(rank == _NUMBERED for rank in ranks.values()):
                continue
            best = min(ranks.values())
            same = (best, _NUMBERED) if best == _NAMED else (best,)
            positions = tuple(at for at, rank in ranks.items() if rank in same)
            if len(positions) == 1:
                fields[positions[0]] = name
            else:
                ambiguous[name] = positions
        return tuple(fields), ambiguous

    def _name_columns(
        self, headers: Headers, tags: Cells | None, body: int
    ) -> Iterator[tuple[int, str, int]]:
        """Yield the position, the declared column and its rank for each header that names one."""
        table = self.table.name
        for at, (header, lower) in enumerate(zip(headers.headers, headers.lower, strict=True)):
            if tags and is_tag(tags[at]):
                name, rank = field_of(tags[at], table), _OWN
            else:
                name = field_of_joined(header, lower, table)
                # A column below a merged header without its own header may be any part of it.
                is_part = at in headers.merged and not lower
                rank = _PART if is_part else _OWN if is_own_name(header, table) else _NAMED
                if name is None:
                    name, rank = field_of(without_number(header), table), _NUMBERED
            is_time = name in _DATES and is_form_time(header, self.raw.cells.loc[body:, at])
            if name is not None and not is_time:
                yield at, name, rank

    def _with_total(self, header: HeaderRow) -> HeaderRow:
        """Return the header row with a total as people reached, if its numbers prove it."""
        known = {*header.fields, *header.ambiguous, *self.replies.of("file_value")}
        if "reached" not in self.required - known:
            return header
        tags = self.rows.get(header.tag_row or 0, [])
        decided = {*self.chosen_columns, *(at for at, tag in enumerate(tags) if tag)}
        titles = [title for title in header.titles if title >= header.row - 2]
        above = self.rows[titles[-1]] if titles else []
        body = self.raw.cells.loc[header.body :]
        total = find_total_column(body, header.headers, header.fields, above, decided)
        if total is None:
            return header
        fields = ("reached" if at == total else field for at, field in enumerate(header.fields))
        return replace(header, fields=tuple(fields), total=total)

    def _holds_numbers(self, at: int, body: int) -> bool:
        filled = [cell for cell in self.raw.cells.loc[body:, at].head(200) if cell.strip()]
        return bool(filled) and 2 * sum(map(is_number_cell, filled)) > len(filled)
