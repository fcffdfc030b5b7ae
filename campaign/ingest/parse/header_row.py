"""The head of a sheet: in which row it stands, and which declared column each name means."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from campaign.i18n.match_key import plain, tidy_text
from campaign.ingest.options import RequestedOptions
from campaign.ingest.parse.column_names import FIGURES, field_of, is_exact, is_plan, is_tag
from campaign.ingest.readers.raw_table import RawTable
from campaign.ingest.vocabulary import load_vocabulary
from campaign.schema.table import Table

SCANNED_ROWS = 30
_FIGURE = re.compile(r"[\d\s.,'’+-]*\d[\d\s.,'’-]*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}.*|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}.*")
_WHOLE = frozenset(load_vocabulary("parse", "header_words").words("whole"))

Cells = list[str]


@dataclass(frozen=True)
class HeaderRow:
    """Where the head stands and what it says, by position.

    `row` is the row of the names, `body` the row from which entries may stand; both count as a
    spreadsheet does. A second row of names above or below `row` is joined to it. `fields` are
    declared columns, None for a column that is kept as it is. `titles` are filled rows above that
    are no part of the table, `merged` the positions whose name stands in a cell they share.
    """

    row: int
    headers: tuple[str, ...]
    fields: tuple[str | None, ...]
    titles: tuple[int, ...] = ()
    tag_row: int | None = None
    body: int = 2
    merged: tuple[int, ...] = ()


def find_header_row(grid: RawTable, table: Table, requested: RequestedOptions) -> HeaderRow:
    """The head of the sheet, sought in its first rows unless `requested` says where it is.

    A row scores by the declared columns it names, those that must be present twice. Without any
    known name it is the first row with two filled cells, else the first filled one, and every
    field is None. HXL tags next to the names decide the fields. Where two columns name one
    field the first exact name has it. `wanted.columns` is obeyed by position.
    """
    return _Search(grid, table, requested).head()


@dataclass(frozen=True)
class _Names:
    """The name of each position, its lower part, and the positions that share a cell."""

    headers: Cells
    lower: Cells
    merged: tuple[int, ...]


class _Search:
    """The first rows of one sheet and what their cells could mean."""

    def __init__(self, grid: RawTable, table: Table, requested: RequestedOptions) -> None:
        self.grid, self.table, self.requested = grid, table, requested
        self.width = grid.cells.shape[1]
        top = grid.cells.iloc[:SCANNED_ROWS]
        if requested.header_row is not None and requested.header_row in grid.cells.index:
            # A row chosen by hand may stand lower than any that would be looked at.
            at = grid.cells.index.get_loc(requested.header_row)
            assert isinstance(at, int)
            top = grid.cells.iloc[: max(SCANNED_ROWS, at + 4)]
        self.rows: dict[int, Cells] = {
            int(str(row)): [tidy_text(str(cell)) for cell in cells]
            for row, cells in zip(top.index, top.to_numpy(dtype=object), strict=True)
        }
        self.must = {column.name for column in table.columns if column.present}

    def head(self) -> HeaderRow:
        if not self.rows:
            return HeaderRow(1, (), (), body=1)
        row, tags = self._place()
        names = self._one_row(row)
        first = last = row
        if tags != row:
            if above := self._above(row, tags):
                names, first = above, row - 1
            elif below := self._below(row, tags):
                names, last = below, row + 1
        body = max(last, tags or 0) + 1
        titles = tuple(
            above
            for above, cells in self.rows.items()
            if above < first and above != tags and _filled(cells)
        )
        fields = self._fields(names, self.rows.get(tags or 0), body)
        return HeaderRow(row, tuple(names.headers), fields, titles, tags, body, names.merged)

    # Which row --------------------------------------------------------------------------------

    def _place(self) -> tuple[int, int | None]:
        """The row of names, and the row of tags beside it; the two are one without names."""
        asked = self.requested.header_row
        if asked is not None and asked in self.rows:
            if self._is_tags(asked):
                return asked, asked
            return asked, self._tags_near(asked)
        scores = {row: self._score(cells) for row, cells in self.rows.items()}
        best = max(scores, key=lambda row: scores[row])
        if not scores[best]:
            best = self._first_filled()
        if not self._is_tags(best):
            return best, self._tags_near(best)
        for beside in (best - 1, best + 1):
            cells = self.rows.get(beside, [])
            named = len(_fields_in(cells, self.table.name)) >= 2
            named = named and not any(map(_is_entry, cells))
            # Above the tags stand the names, unless it is a title; below them entries follow.
            if named or (beside < best and len(_filled(cells)) >= 2):
                return beside, best
        return best, best

    def _score(self, cells: Cells) -> int:
        found = _fields_in(cells, self.table.name)
        return len(found) + len(found & self.must)

    def _first_filled(self) -> int:
        filled = {row: len(_filled(cells)) for row, cells in self.rows.items()}
        for least in (2, 1):
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
        # Between names and tags may stand a second row of names, never an entry.
        if not any(map(_is_entry, between)) and self._may_be_names(between):
            near.append(row + 2)
        return next((row for row in near if self._is_tags(row)), None)

    def _may_be_names(self, cells: Cells) -> bool:
        return not _filled(cells) or bool(_fields_in(cells, self.table.name))

    # Two rows of names --------------------------------------------------------------------------

    def _above(self, row: int, tags: int | None) -> _Names | None:
        """The names joined with those of the row above, where that makes them clearer."""
        upper, lower = self.rows.get(row - 1), self.rows[row]
        if upper is None or row - 1 == tags or any(map(_is_entry, upper)):
            return None
        alone = [field for name in lower if name and (field := field_of(name, self.table.name))]
        joined = self._joined(row - 1, upper, lower)
        more = _fields_in(joined.headers, self.table.name) - set(alone)
        doubled = len(alone) > len(set(alone)) and len(_filled(upper)) > 1
        return joined if more or doubled else None

    def _below(self, row: int, tags: int | None) -> _Names | None:
        """The names joined with those of the row below, where that is a second row of names."""
        upper, lower = self.rows[row], self.rows.get(row + 1)
        if lower is None or row + 1 == tags or any(map(_is_entry, lower)):
            return None
        shared = self._shared(row)
        for at, below in enumerate(lower):
            # Under «Дата» stands an entry; a second name only where the first is blank or shared.
            reaches_on = at + 1 < self.width and not upper[at + 1]
            if below and upper[at] and at not in shared and not reaches_on:
                return None
        joined = self._joined(row, upper, lower)
        found = (
            _field_of_joined(name, below, self.table.name)
            for name, below in zip(joined.headers, lower, strict=True)
            if below
        )
        return joined if any(found) else None

    def _shared(self, row: int) -> dict[int, int]:
        """{position: position of the value} of the cells merged sideways in this row."""
        found: dict[int, int] = {}
        for top, left, bottom, right in self.grid.merged:
            if top <= row <= bottom and right > left:
                found |= dict.fromkeys(range(left, min(right, self.width - 1) + 1), left)
        return found

    def _one_row(self, row: int) -> _Names:
        """The names of one row; a merged one stands for every column that it covers."""
        shared, names = self._shared(row), self.rows[row]
        headers = [names[shared.get(at, at)] for at in range(self.width)]
        merged = tuple(at for at in sorted(shared) if headers[at])
        return _Names(headers, headers, merged)

    def _joined(self, row: int, upper: Cells, lower: Cells) -> _Names:
        """Both names of each column in one, «из них» before «женщин», and who shares the upper.

        Where the file knows no merged cells, a name reaches over the blank cells to its right.
        """
        shared = self._shared(row)
        origin: list[int | None] = []
        reach: int | None = None
        for at in range(self.width):
            reach = at if upper[at] else reach
            blank_above = not upper[at] and at not in shared
            reached = reach if not shared and lower[at] else None
            origin.append(reached if blank_above else shared.get(at, at))
        sharers = Counter(at for at in origin if at is not None)
        headers = [
            " ".join(dict.fromkeys(filter(None, ("" if at is None else upper[at], below))))
            for at, below in zip(origin, lower, strict=True)
        ]
        merged = tuple(
            at for at, of in enumerate(origin) if of is not None and sharers[of] > 1 and upper[of]
        )
        return _Names(headers, lower, merged)

    # Fields ---------------------------------------------------------------------------------------

    def _fields(self, names: _Names, tags: Cells | None, body: int) -> tuple[str | None, ...]:
        by_hand = self.requested.columns
        offers: list[tuple[str | None, bool]] = []
        for at, (name, lower) in enumerate(zip(names.headers, names.lower, strict=True)):
            if tags and is_tag(tags[at]):
                offers.append((field_of(tags[at], self.table.name), True))
            else:
                field = _field_of_joined(name, lower, self.table.name)
                offers.append((field, is_exact(name, self.table.name)))
        fields = [by_hand.get(at) for at in range(self.width)]
        # What was decided by hand holds its field against any name.
        used = {field for field in by_hand.values() if field is not None}
        for exactly in (True, False):
            for at, (field, exact) in enumerate(offers):
                if field is None or field in used or exact is not exactly or at in by_hand:
                    continue
                used.add(field)
                fields[at] = field
        if "reached" in self.must - used and "audience" in fields:
            # «Участники» over figures says how many came, not who.
            at = fields.index("audience")
            if at not in by_hand and self._holds_figures(at, body):
                fields[at] = "reached"
        return tuple(fields)

    def _holds_figures(self, at: int, body: int) -> bool:
        filled = [cell for cell in self.grid.cells.loc[body:, at].head(200) if cell.strip()]
        return bool(filled) and 2 * sum(map(_is_figure, filled)) > len(filled)


def _field_of_joined(name: str, lower: str, table: str) -> str | None:
    """The column meant by two joined names, of which the lower may say it alone."""
    field = field_of(name, table)
    if field is not None or not lower or lower == name or is_plan(name):
        return field
    upper = name[: -len(lower)].strip()
    if plain(lower) in _WHOLE:
        return field_of(upper, table)
    field = field_of(lower, table)
    # «Раздали» over «женщинам» counts no women reached; «Охвачено» over «женщин» does.
    over = field_of(upper, table)
    return None if over in FIGURES and over != "reached" else field


def _fields_in(cells: Cells, table: str) -> set[str]:
    return {field for cell in cells if cell and (field := field_of(cell, table))}


def _filled(cells: Cells) -> Cells:
    return [cell for cell in cells if cell]


def _is_figure(cell: str) -> bool:
    return _FIGURE.fullmatch(cell.strip()) is not None


def _is_entry(cell: str) -> bool:
    """True for what stands in a body and never in a head."""
    return _is_figure(cell) or _DATE.fullmatch(cell) is not None
