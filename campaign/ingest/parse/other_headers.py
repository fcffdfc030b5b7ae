"""Header rows below the first: its repetitions, and header rows of a table with other columns."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from campaign.i18n.match_key import tidy_text
from campaign.ingest.parse.column_names import COUNTS, field_of, is_plan, names_group
from campaign.ingest.parse.header_row import HeaderRow
from campaign.ingest.parse.joined_headers import fields_in, is_entry_cell

_FEWEST_NAMES = 3
_LEAST_SHARE = 0.6
# An entry has a date or a code in these columns, and they have few distinct cells.
_CODE_FIELDS = ("date", "oblast", "type", "iso_code")
_NEEDED = COUNTS | {"date", "end_date", "oblast", "type"}


def find_named_rows(body: pd.DataFrame, header: HeaderRow, table: str) -> list[int]:
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
    body: pd.DataFrame, kinds: pd.Series, header: HeaderRow, table: str
) -> Iterator[tuple[int, int]]:
    """Yield each entry below a header row with other columns, and the number of that header row.

    The header row of the sheet does not apply to such an entry. `kinds` are the result of
    `classify_rows`.
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


def _has_other_columns(cells: list[str], header: HeaderRow, table: str) -> bool:
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
