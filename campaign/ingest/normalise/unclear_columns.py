"""Columns of a file that are missing, that fit one declared column, or that are undeclared."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import pandas as pd

from campaign.i18n import match_key
from campaign.i18n.match_key import fold, map_cells
from campaign.ingest.cells.cell_formats import CellFormats, detect_formats
from campaign.ingest.cells.place_regions import count_named_regions
from campaign.ingest.readers.raw_table import letter_of
from campaign.ingest.report import MissingColumn, StepLog
from campaign.ingest.sheet import DATE_KINDS, NUMBER_KINDS, Sheet
from campaign.ingest.understand.column_names import (
    field_behind_groups,
    field_of,
    is_form_time,
    is_plan,
    names_group,
    without_number,
)
from campaign.ingest.understand.layout import NO_HEADER_ROW, Layout
from campaign.ingest.understand.number_columns import is_bare_total, row_number_columns
from campaign.ingest.values import dates, numbers
from campaign.schema import tables
from campaign.schema.issues import Issue
from campaign.schema.tables import MARK_COLUMNS, Column

LEAST_SHARE = 0.5
"""A column is offered if at least this share of its filled cells fits."""


def find_missing_columns(entries: pd.DataFrame, sheet: Sheet) -> tuple[MissingColumn, ...]:
    """Return the required columns that the sheet lacks; `entries` have positions as columns.

    Only columns of a register have offers. Ambiguous columns are not missing.
    """
    known = {*sheet.positions, *sheet.header.ambiguous}
    missing = [c for c in sheet.table.columns if c.present and c.name not in known]
    if sheet.table is not tables.ACTIVITIES:
        return tuple(MissingColumn(column.name) for column in missing)
    return tuple(_find_missing(column, entries, sheet) for column in missing)


def _find_missing(column: Column, entries: pd.DataFrame, sheet: Sheet) -> MissingColumn:
    """Return a column that a register lacks, with its offers.

    Times of form software are offered only if no other column has days, and then never suggested.
    Of several columns of numbers, or of one next to a number of women, men or youth, only the one
    that is the sum of two others is suggested: the others are its parts.
    """
    offers, groups = _find_offers(column, entries, sheet)
    places = count_named_regions(entries, sheet) if column.code_list == "oblast" else 0
    if column.kind in DATE_KINDS:
        headers = sheet.header.headers
        days = [at for at in offers if not is_form_time(headers[at], entries[at])]
        return MissingColumn(
            column.name, tuple(days or offers), open_choice=bool(offers) and not days
        )
    if len(offers) + len(groups) < 2:
        return MissingColumn(column.name, tuple(offers), places)
    is_number = column.kind in NUMBER_KINDS
    # One row is enough evidence for a single offer.
    least = min(len(offers), 2)
    sums = _find_sums(entries[[*offers, *groups]], least) if is_number else []
    sums = [at for at in sums if at in offers]
    if len(sums) == 1:
        return MissingColumn(column.name, tuple(sums), places)
    return MissingColumn(column.name, tuple(offers), places, open_choice=True)


def _find_sums(entries: pd.DataFrame, least: int) -> list[int]:
    """Return the columns that are the sum of two others in all filled rows, at least `least`."""
    counts = {int(str(at)): cells for at, cells in numbers.parse_columns(entries).items()}
    sums = []
    for at, total in counts.items():
        parts = [part for other, part in counts.items() if other != at]
        for one, two in combinations(parts, 2):
            is_filled = total.notna() & one.notna() & two.notna() & (one > 0) & (two > 0)
            if is_filled.sum() >= least and (one + two)[is_filled].eq(total[is_filled]).all():
                sums.append(at)
                break
    return sums


def _find_offers(
    column: Column, entries: pd.DataFrame, sheet: Sheet
) -> tuple[list[int], list[int]]:
    """Return the undeclared columns that may be this one, the best first, and columns of groups.

    Columns of groups have numbers and a header such as «женщин»; they are not offered. Among other
    numbers, a column such as «Всего» is the best.
    """
    shares = {at: _share(column, entries[at], sheet) for at in _free_columns(entries, sheet)}
    positions = [at for at, share in shares.items() if share >= LEAST_SHARE]
    positions.sort(key=lambda at: -shares[at])
    if column.kind in NUMBER_KINDS:
        positions.sort(key=lambda at: not is_bare_total(sheet.header.headers[at]))
    groups = []
    if column.kind in NUMBER_KINDS and sheet.header.row != NO_HEADER_ROW:
        # «Пришло, женщин» counts a part of the people, although «пришло» alone is not known.
        groups = [at for at in positions if names_group(sheet.header.headers[at])]
    return [at for at in positions if at not in groups], groups


def _free_columns(entries: pd.DataFrame, sheet: Sheet) -> Iterator[int]:
    """Yield the positions of undeclared columns with a header, except row numbers and plans."""
    header = sheet.header
    names = {at: name for at, name in enumerate(header.headers) if name}
    asked = {at for positions in header.ambiguous.values() for at in positions}
    free = [at for at in names if header.fields[at] is None and at in entries and at not in asked]
    columns = entries[free].set_axis([names[at] for at in free], axis=1)
    row_numbers = set(row_number_columns(columns.loc[:, ~columns.columns.duplicated()], ()))
    for at in free:
        if names[at] not in row_numbers and not is_plan(names[at]):
            yield at


def _share(column: Column, cells: pd.Series, sheet: Sheet) -> float:
    """Return the share of the filled cells that are dates, numbers or names of this column."""
    filled = cells[map_cells(cells, lambda cell: cell.strip() != "", bool)]
    if filled.empty:
        return 0.0
    if column.kind in DATE_KINDS:
        return float(_are_dates(filled, sheet).mean())
    if column.kind in NUMBER_KINDS:
        values = numbers.parse_columns(filled.to_frame()).iloc[:, 0]
        return float((values.notna() & ~_are_dates(filled, sheet)).mean())
    code_list = sheet.reference.codes[str(column.code_list)]

    def has_code(cell: str) -> bool:
        match = code_list.match(cell)
        return match.code is not None or bool(match.candidates)

    return float(map_cells(filled, has_code, bool).mean())


def _are_dates(cells: pd.Series, sheet: Sheet) -> pd.Series:
    """Return True for dates with separators or words: a whole number may be a count."""
    return dates.are_dates(cells, sheet.raw.from_1904) & ~cells.str.fullmatch(r"\s*\d+\s*")


_FEWEST_CELLS = 3
"""A row with fewer filled cells may be a note or a signature, whose columns mean nothing."""
_MOST_HEADERS = 40


def settle_equal_columns(sheet: Sheet) -> Sheet:
    """Return the sheet without ambiguous columns of which one has the values of all others.

    This one is read: columns with equal values, or without any, leave no choice.
    """
    body = sheet.raw.cells.loc[sheet.header.body :]
    rows = body[(body != "").sum(axis=1) >= _FEWEST_CELLS]
    columns = {column.name: column for column in sheet.table.columns}
    for name, positions in sheet.header.ambiguous.items():
        column = columns[name]
        settled = [_with_column(sheet, name, at) for at in positions]
        values = {
            at: _values(rows[at], column, one, detect_formats(rows, one)[0])
            for at, one in zip(positions, settled, strict=True)
            if _may_have_values(rows[at], column)
        }
        for at, one in zip(positions, settled, strict=True):
            own = values.get(at)
            if not any(_differ(rows[of], other, own).any() for of, other in values.items()):
                sheet = one
                break
    return sheet


def _with_column(sheet: Sheet, name: str, at: int) -> Sheet:
    header = sheet.header
    fields = [name if position == at else field for position, field in enumerate(header.fields)]
    ambiguous = {other: of for other, of in header.ambiguous.items() if other != name}
    return replace(sheet, header=replace(header, fields=tuple(fields), ambiguous=ambiguous))


def find_ambiguous_columns(sheet: Sheet) -> tuple[MissingColumn, ...]:
    """Return the declared columns that several columns of the file fit, which are their offers."""
    return tuple(
        MissingColumn(name, positions, open_choice=True, is_ambiguous=True)
        for name, positions in sheet.header.ambiguous.items()
        if name not in sheet.positions
    )


def ambiguous_issue(column: MissingColumn, sheet: Sheet) -> Issue:
    """Return an error for a required column, for any other a warning; both name the offers."""
    required = {declared.name for declared in sheet.table.columns if declared.present}
    rule = "ambiguous_column" if column.name in required else "ambiguous_optional_column"
    params = {"fields": column.name, "headers": _list_headers(sheet.header, column.offers)}
    return Issue(sheet.file, rule, column=column.name, params=params)


def note_unused_columns(entries: pd.DataFrame, sheet: Sheet) -> tuple[Issue, ...]:
    """Return a note with the headers of the columns that are not read; () without any.

    Columns that number the rows, and those about which the owner is asked, are not listed.
    """
    header = sheet.header
    asked = {at for one in find_ambiguous_columns(sheet) for at in one.offers}
    unused = [
        at
        for at, name in enumerate(header.headers)
        if header.fields[at] is None and name not in MARK_COLUMNS and at not in asked
        if at in entries and (name or (entries[at] != "").any())
        if not row_number_columns(entries[[at]].set_axis([name or letter_of(at)], axis=1), ())
    ]
    if not unused:
        return ()
    params = {"headers": _list_headers(header, unused)}
    return (Issue(sheet.file, "unused_columns", params=params),)


def _list_headers(header: Layout, positions: Sequence[int]) -> str:
    """Return the headers, with the letter of the column where several columns have one or none."""
    names = []
    for at in positions:
        name, letter = header.headers[at], letter_of(at)
        is_unique = header.headers.count(name) == 1
        names.append(name if name and is_unique else f"{name} ({letter})" if name else letter)
    return "\n".join([*names[:_MOST_HEADERS], *(["…"] if len(names) > _MOST_HEADERS else [])])


def warn_second_columns(entries: pd.DataFrame, sheet: Sheet, formats: CellFormats) -> StepLog:
    """Return a warning for each column that is not read because another one has its exact name.

    Only columns of days, codes and numbers are compared. There is a warning only if a cell differs
    from that of the column that is read. `entries` have positions as columns. There is none about
    a choice of the owner.
    """
    columns = {column.name: column for column in sheet.columns}
    asked = {at for positions in sheet.header.ambiguous.values() for at in positions}
    issues = []
    for at, header in enumerate(sheet.header.headers):
        is_decided = at in asked or at in sheet.replies.of("column")
        if not header or sheet.header.fields[at] is not None or is_decided:
            continue
        table = sheet.table.name
        name = field_of(without_number(header), table) or field_behind_groups(header, table)
        column = columns.get(name or "")
        if column is None or not (column.code_list or column.kind in (*NUMBER_KINDS, *DATE_KINDS)):
            continue
        first, cells = sheet.positions[column.name], entries[at]
        if first in sheet.replies.of("column") or not _may_have_values(cells, column):
            continue
        own = _values(entries[first], column, sheet, formats)
        is_other = _differ(cells, _values(cells, column, sheet, formats), own)
        if len(rows := is_other.index[is_other]):
            params: dict[str, str | int] = {
                "column": f"{header} ({letter_of(at)})",
                "other": f"{sheet.header.headers[first] or column.name} ({letter_of(first)})",
                "count": len(rows),
                "first": int(rows[0]),
            }
            issues.append(
                Issue(sheet.file, "second_column", sheet.header.row or None, params=params)
            )
    return StepLog(tuple(issues))


def _may_have_values(cells: pd.Series, column: Column) -> bool:
    """Return False for an empty column, and for words beside numbers, such as “not reported”."""
    has_digits = column.kind in (*NUMBER_KINDS, *DATE_KINDS)
    pattern = r"\d" if has_digits else r"\S"
    return bool(cells.str.contains(pattern).any())


def _differ(cells: pd.Series, values: pd.Series, own: pd.Series | None) -> pd.Series:
    """Return a mask of filled cells whose value is not that of the column to read."""
    is_filled = map_cells(cells, lambda cell: cell.strip() != "", bool)
    return is_filled if own is None else is_filled & (values != own)


def _values(cells: pd.Series, column: Column, sheet: Sheet, formats: CellFormats) -> pd.Series:
    """Return a text for each cell that is equal for all spellings of one value."""
    values = cells.map(lambda cell: fold(str(cell)))
    if column.code_list is not None:
        code_list = sheet.reference.codes[column.code_list]
        codes = {cell: code_list.match(str(cell)).code for cell in cells.unique()}
        return cells.map(codes).fillna(values)
    if column.kind in DATE_KINDS:
        days = dates.parse_dates(cells, formats.date_order, sheet.raw.from_1904)[0]
        return days.dt.strftime("%Y-%m-%d").fillna(values)
    if column.kind not in NUMBER_KINDS:
        return values
    parsed, is_rewritten = numbers.parse_numbers(cells, formats.decimal, sheet.raw.has_types)
    return parsed.map(str).where(parsed.notna(), values.mask(is_rewritten, ""))


# Undeclared columns -----------------------------------------------------------------------------

_MOST_OVERFLOW = 0.5
"""Cells beyond the header row are an error if at most this share of the rows has them."""


def keep_extra_columns(
    entries: pd.DataFrame, sheet: Sheet, column_names: Collection[str]
) -> tuple[dict[str, pd.Series], StepLog]:
    """Return the columns that are not declared as tidied text, by their header or letter.

    A column with the name of one in `column_names` is excluded. In delimited text, a row with more
    cells than the header row most likely has an unquoted delimiter in a cell: an error, and the
    cells beyond the header row are excluded. A column that most rows fill is kept.
    """
    overflow, ragged_rows = _find_overflow(entries, sheet)
    columns: dict[str, pd.Series] = {}
    for at in map(int, entries.columns):
        name = "" if at in overflow else _name_of(at, entries[at], sheet)
        if name and name not in column_names and name not in columns:
            columns[name] = match_key.tidy(entries[at])[0]
    issues = tuple(Issue(sheet.file, "ragged", int(row)) for row in ragged_rows)
    return columns, StepLog(issues=issues)


def _name_of(at: int, cells: pd.Series, sheet: Sheet) -> str:
    """Return the header of an undeclared column, or its letter; "" to exclude the column."""
    header = sheet.header
    if at < len(header.fields) and header.fields[at] is not None:
        return ""
    if at < len(header.headers) and header.headers[at]:
        return header.headers[at]
    return letter_of(at) if (cells != "").any() else ""


def _find_overflow(entries: pd.DataFrame, sheet: Sheet) -> tuple[frozenset[int], pd.Index]:
    """Return the columns beyond the header row that are errors, and the rows that fill them."""
    own = [at for at in map(int, entries.columns) if not sheet.is_added(at)]
    beyond = [at for at in own if at > sheet.last_header]
    if sheet.raw.has_types or not beyond:
        return frozenset(), entries.index[:0]
    filled = (entries[beyond] != "").any(axis=1)
    if filled.mean() > _MOST_OVERFLOW:
        return frozenset(), entries.index[:0]
    return frozenset(map(int, beyond)), entries.index[filled]
