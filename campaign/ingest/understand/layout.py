"""The layout of a sheet: its header row, and the declared column of each header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from campaign.i18n.match_key import plain, tidy_text
from campaign.ingest.readers.raw_table import RawTable, letter_of
from campaign.ingest.replies import Replies
from campaign.ingest.understand.column_names import (
    COUNTS,
    field_of,
    is_form_time,
    is_own_name,
    is_plan,
    is_tag,
    without_number,
)
from campaign.ingest.understand.number_columns import find_total_column
from campaign.ingest.understand.pivot import PivotTable
from campaign.ingest.understand.row_words import starts_line
from campaign.ingest.values.dates import is_entry_cell
from campaign.ingest.values.numbers import is_number_cell
from campaign.ingest.vocabulary import load_vocabulary
from campaign.schema.tables import Table

_WHOLE = frozenset(load_vocabulary("understand", "header_words").words("whole"))

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


def may_be_entry(cells: Cells) -> bool:
    """Return True for three filled cells or more with a number or a date."""
    return len(nonblank_cells(cells)) >= 3 and any(map(is_entry_cell, cells))


def tidy_rows(cells: pd.DataFrame) -> dict[int, Cells]:
    """Return the tidy texts of each row, by its number."""
    return {
        int(str(row)): [tidy_text(str(cell)) for cell in texts]
        for row, texts in zip(cells.index, cells.to_numpy(dtype=object), strict=True)
    }


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
class Layout:
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
    `fields`. `pivot` is the pivot table of a sheet that is not a register, None without one.
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
    pivot: PivotTable | None = None

    def has_required(self, table: Table) -> bool:
        """Return True if each required column is there; a total as people reached is none."""
        required = {column.name for column in table.columns if column.present}
        return required <= set(self.fields) and self.total is None

    def without_texts(self, before: pd.DataFrame, after: pd.DataFrame) -> Layout:
        """Return the layout of the sheet `before` for `after`, in which some cells are emptied.

        A title without any text is no title, and a header is without the text of its emptied cells.
        """
        titles = tuple(row for row in self.titles if (after.loc[row] != "").any())
        headers = list(self.headers)
        if self.row == NO_HEADER_ROW:
            headers = [h if (after[at] != "").any() else "" for at, h in enumerate(headers)]
        else:
            above = [row for row in before.index if max(self.titles, default=0) < row < self.body]
            emptied = (before.loc[above] != "") & (after.loc[above] == "")
            for text in map(tidy_text, before.loc[above].to_numpy()[emptied.to_numpy()]):
                headers = [f" {header} ".replace(f" {text} ", " ").strip() for header in headers]
        pivot = self.pivot
        if pivot is not None:
            notes = tuple(row for row in pivot.note_rows if (after.loc[row] != "").any())
            pivot = replace(pivot, note_rows=notes)
        return replace(self, titles=titles, headers=tuple(headers), pivot=pivot)


def find_layout(raw: RawTable, table: Table, replies: Replies) -> Layout:
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
        return Layout(1, names, tuple(n if n in table.kinds else None for n in names))
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

    def find(self) -> Layout:
        """Return the header row that `find_layout` describes."""
        if not self.rows:
            return Layout(1, (), (), body=1)
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
        header = Layout(
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

    def _without_headers(self, row: int) -> Layout:
        """Return the letters of the filled columns as headers; `row` is the first entry."""
        positions = range(self.width)
        is_filled = [bool((self.raw.cells[at] != "").any()) for at in positions]
        headers = tuple(letter_of(at) if is_filled[at] else "" for at in positions)
        fields = tuple(self.chosen_columns.get(at) for at in positions)
        titles = tuple(
            title for title, cells in self.rows.items() if title < row and nonblank_cells(cells)
        )
        return Layout(NO_HEADER_ROW, headers, fields, titles, body=row)

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
        may_be_headers = not nonblank_cells(between) or fields_in(between, self.table.name)
        if not any(map(is_entry_cell, between)) and may_be_headers:
            near.append(row + 2)
        return next((row for row in near if self._is_tags(row)), None)

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

    def _with_total(self, header: Layout) -> Layout:
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
