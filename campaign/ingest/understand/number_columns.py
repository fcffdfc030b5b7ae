"""Columns of numbers by what they number: the rows, or women and men together."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from campaign.i18n.match_key import map_cells, plain
from campaign.ingest.understand.column_names import is_plan, names_group
from campaign.ingest.understand.row_words import has_total_word
from campaign.ingest.values import numbers
from campaign.ingest.values.numbers import is_number_cell
from campaign.ingest.vocabulary import load_vocabulary

FEWEST_ROWS = 5
"""In fewer rows, 1, 2, 3 below any other header may be classes, groups or shifts."""
_WORDS = load_vocabulary("understand", "header_words")
_HEADERS = frozenset(map(plain, _WORDS.words("row_numbers")))
_NUMBER = r"\d{1,7}[.)]?"


def row_number_columns(raw: pd.DataFrame, column_names: Collection[str]) -> list[str]:
    """Return the columns of `raw` that number its rows, except those in `column_names`.

    Either they have a header such as «№ п/п», or their cells count upwards from 0 or 1, with few
    gaps.
    """
    others = [str(name) for name in raw.columns if name not in column_names]
    return [name for name in others if _numbers_rows(name, raw[name])]


def _numbers_rows(name: str, cells: pd.Series) -> bool:
    if plain(name) in _HEADERS:
        filled = cells[cells != ""]
        return bool(2 * filled.str.match(r"\W*\d").sum() >= len(filled))
    # A column without a header is named by its letter.
    fewest = 2 if len(name) == 1 else FEWEST_ROWS
    return len(cells) >= fewest and are_row_numbers(cells)


def are_row_numbers(cells: pd.Series) -> bool:
    """Return True if all cells are whole numbers that count upwards from 0 or 1."""
    texts = cells.astype("str")
    if texts.empty or not texts.str.fullmatch(_NUMBER).all():
        return False
    numbers = texts.str.rstrip(".)").astype("int64")
    is_ascending = numbers.is_monotonic_increasing and numbers.is_unique
    return bool(is_ascending and numbers.iloc[0] in (0, 1) and numbers.iloc[-1] <= 2 * len(numbers))


FEWEST_SUMS = 3
"""In fewer rows, another number may be the sum of women and men by chance."""
_LEAST_NUMBERS = 0.5
_WHOLE_SHARE = 100
_PARTS = ["women", "men"]
_WHOLE = frozenset(_WORDS.words("whole"))
_BESIDE = frozenset(_WORDS.words("beside_whole"))


def is_bare_total(header: str) -> bool:
    """Return True for the header of a total that does not name what is counted: «Всего, чел.»."""
    words = {word for word in plain(header).split() if not word.isdigit()}
    return not words.isdisjoint(_WHOLE) and words <= _WHOLE | _BESIDE


def find_total_column(
    body: pd.DataFrame,
    headers: Sequence[str],
    fields: Sequence[str | None],
    above: Sequence[str] = (),
    decided: Collection[int] = (),
) -> int | None:
    """Return the position of the only bare total if its numbers prove that it is people reached.

    `body` has the rows below the headers, with positions as columns; `fields` are the declared
    columns, `above` are the texts of a row right above the headers. The columns in `decided`, about
    which the owner has decided, are ignored. A proof needs women, men and type as columns, and
    `FEWEST_SUMS` rows in which the total is the sum of women and men; it may not differ in any row,
    and no other column may be people reached. Rows of totals, rows without words, and rows with
    words instead of one of the three numbers are ignored.
    """
    free = [
        at
        for at, header in enumerate(headers)
        if header and fields[at] is None and at not in decided
    ]
    totals = [at for at in free if is_bare_total(headers[at])]
    # A table without types may be a table of inhabitants.
    if len(totals) != 1 or not {*_PARTS, "type"} <= {*fields}:
        return None
    (at,) = totals
    if _is_of_group(headers, at, above):
        return None
    parts = [fields.index(name) for name in _PARTS]
    date = fields.index("date") if "date" in fields else None
    rows = body[_are_entries(body, [at, *parts], date)]
    sums = _sums_of_parts(rows, at, parts)
    if sums is None:
        return None
    others = [one for one in free if one != at]
    return None if any(_may_be_reached(headers[one], rows[one], sums) for one in others) else at


def _is_of_group(headers: Sequence[str], at: int, above: Sequence[str]) -> bool:
    """Return True if a text above names what the total counts: «Буклеты».

    A text above the first column is a title of the table.
    """
    first = next(position for position, header in enumerate(headers) if header)
    texts = [text for text in above[first + 1 : at + 1] if text.strip()]
    return bool(texts) and not is_bare_total(f"{texts[-1]} {headers[at]}")


def _are_entries(body: pd.DataFrame, counts: Sequence[int], date: int | None) -> pd.Series:
    """Return a mask of rows with a word outside these columns that are not rows of totals.

    Rows of totals have the words of a total, and no date.
    """
    has_word = pd.Series(False, index=body.index)
    is_total = has_word.copy()
    for at in set(body.columns).difference(counts):
        has_word |= map_cells(
            body[at], lambda cell: cell.strip() != "" and not is_number_cell(cell), bool
        )
        is_total |= map_cells(body[at], has_total_word, bool)
    if date is not None:
        is_total &= ~map_cells(
            body[date], lambda cell: any(map(str.isdigit, cell)) and not has_total_word(cell), bool
        )
    return has_word & ~is_total


def _sums_of_parts(rows: pd.DataFrame, at: int, parts: Sequence[int]) -> pd.Series | None:
    """Return the sums of women and men in the rows that prove the total; None without a proof."""
    cells = rows[[at, *parts]]
    counts = numbers.parse_columns(cells)
    is_compared = counts[at].notna() & counts[parts].notna().any(axis=1)
    for part in parts:
        is_compared &= counts[part].notna() | map_cells(
            cells[part], lambda cell: cell.strip() == "" or numbers.is_not_reported(cell), bool
        )
    counts = counts[is_compared]
    total, sums = counts[at], counts[parts].sum(axis=1)
    is_whole = ((counts.fillna(0) >= 0) & (counts.fillna(0) % 1 == 0)).all(axis=1)
    proves = counts.notna().all(axis=1) & (total > 0)
    if not (is_whole & (total == sums)).all() or proves.sum() < FEWEST_SUMS:
        return None
    # Shares of women and men have the sum 100 in every row.
    if are_row_numbers(total[proves].astype("int64")) or (total[proves] == _WHOLE_SHARE).all():
        return None
    return sums


def _may_be_reached(header: str, cells: pd.Series, sums: pd.Series) -> bool:
    """Return True for a column of numbers that are nowhere less than the sum of women and men."""
    if is_plan(header) or names_group(header):
        return False
    filled = cells[map_cells(cells, lambda cell: cell.strip() != "", bool)]
    values = numbers.parse_columns(filled.to_frame()).iloc[:, 0]
    is_less = values.reindex(sums.index) < sums
    return bool(values.notna().mean() >= _LEAST_NUMBERS and not is_less.any())
