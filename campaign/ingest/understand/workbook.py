"""The sheets of a workbook with their layouts, and the choice of the one that is read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from campaign.i18n.match_key import map_cells, plain
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.options import SheetOption
from campaign.ingest.readers.raw_table import RawTable
from campaign.ingest.replies import AS_IT_IS, Replies, make_replies
from campaign.ingest.sheet import DATE_KINDS, Sheet
from campaign.ingest.understand.form_export import SheetLayout, read_layout
from campaign.ingest.understand.layout import Layout, find_layout
from campaign.ingest.understand.pivot import find_pivot_table
from campaign.ingest.understand.repeat_groups import add_parent_answers
from campaign.ingest.understand.shared_cells import fill_merged_cells, has_text
from campaign.ingest.values.codes import CodeList
from campaign.ingest.values.dates import are_dates
from campaign.ingest.vocabulary import load_vocabulary
from campaign.schema.issues import Issue
from campaign.schema.tables import ACTIVITIES, Table

_SAMPLES = frozenset(map(plain, load_vocabulary("understand", "sheet_words").words("samples")))
_LAYOUT_REPLIES = ("header_row", "column", "file_value")
"""The kinds of replies that change the layout of a sheet."""
_YEAR = r"\s*\d{4}\s*"


@dataclass(frozen=True, eq=False)
class Workbook:
    """The sheet of a file that is read, every sheet with cells as an option, and the others.

    `options` are in the order of the workbook; delimited text, which has no sheets, has none.
    """

    sheet: SheetLayout
    options: tuple[SheetOption, ...] = ()
    others: tuple[SheetLayout, ...] = ()


def open_workbook(
    raw: RawTable,
    table: Table,
    replies: Replies = AS_IT_IS,
    codes: Mapping[str, CodeList] | None = None,
    file: str = "",
) -> Workbook:
    """Return the sheets of a file with their layouts, each inferred once.

    A chosen sheet is always read; without a choice the best one is read. `codes` are needed to
    recognize pivot tables.
    """
    codes = codes or {}
    if raw.sheet is None:
        return Workbook(_with_pivot(read_layout(raw, table, replies, file), table, codes))
    tables = sorted((raw, *raw.others), key=lambda sheet: sheet.number)
    sheets = add_parent_answers([read_layout(one, table, file=file) for one in tables], table, file)
    options = tuple(describe_sheet(sheet, table, codes) for sheet in sheets)
    is_chosen = replies.value("sheet") is not None
    at = tables.index(raw) if is_chosen else find_best(options)
    best = sheets[at]
    if any(replies.of(kind) for kind in _LAYOUT_REPLIES):
        best = read_layout(best.raw, table, replies, file)
    else:
        form = replace(best.form, replies=replies.add(best.form.replies))
        best = replace(best, form=form)
    others = tuple(sheet for position, sheet in enumerate(sheets) if position != at)
    options = _with_columns(best, sheets, options, table, replies)
    return Workbook(_with_pivot(best, table, codes), options, others)


def _with_pivot(sheet: SheetLayout, table: Table, codes: Mapping[str, CodeList]) -> SheetLayout:
    """Return the sheet with its pivot table, unless it is a register or another table."""
    if table is not ACTIVITIES or sheet.layout.has_required(table):
        return sheet
    pivot = find_pivot_table(sheet.form.raw, codes)
    return replace(sheet, layout=replace(sheet.layout, pivot=pivot))


def _with_columns(
    read: SheetLayout,
    sheets: Sequence[SheetLayout],
    options: tuple[SheetOption, ...],
    table: Table,
    replies: Replies,
) -> tuple[SheetOption, ...]:
    """Return the options with new counts for sheets with the same headers as the one to read.

    The owner's choices of columns for that sheet apply to them too, and so does a total that is
    read as people reached.
    """
    columns, values = {**replies.of("column")}, replies.of("file_value")
    if read.layout.total is not None:
        columns[read.layout.total] = "reached"
    if not (columns or values):
        return options
    choices = make_replies(column=columns, file_value=values)
    options_of_sheets = []
    for sheet, option in zip(sheets, options, strict=True):
        if not option.entries:
            header = find_layout(sheet.form.raw, table, sheet.form.replies.add(choices))
            if header.headers == read.layout.headers:
                entries = _count_entries(sheet.form.raw, header, table, values)
                option = replace(option, entries=entries)
        options_of_sheets.append(option)
    return tuple(options_of_sheets)


def find_best(options: Sequence[SheetOption]) -> int:
    """Return the position of the sheet that is most like the table; the first of equal ones.

    A sheet with entries is better than one without; then a visible sheet, more entries, a table
    with months, weeks or oblasts as columns, and more declared columns are better, in this order.
    Examples are not entries, so that an empty template has none.
    """

    def rank(option: SheetOption) -> tuple[bool, bool, int, bool, int]:
        entries, columns = (0, 0) if option.sample else (option.entries, option.columns)
        return bool(entries), not option.hidden, entries, option.pivot, columns

    ranks = list(map(rank, options))
    return ranks.index(max(ranks))


def describe_sheet(sheet: SheetLayout, table: Table, codes: Mapping[str, CodeList]) -> SheetOption:
    """Return the sheet with its number of declared columns, and of rows that look like entries."""
    raw, layout = sheet.form.raw, sheet.layout
    columns = sum(field is not None for field in layout.fields)
    name, entries = str(raw.sheet), _count_entries(raw, layout, table)
    is_sample = plain(name).split(" ")[0] in _SAMPLES
    is_pivot = not entries and table is ACTIVITIES and find_pivot_table(raw, codes) is not None
    return SheetOption(name, raw.number, raw.hidden, columns, entries, is_sample, is_pivot)


def _count_entries(
    raw: RawTable, header: Layout, table: Table, value_columns: Collection[str] = ()
) -> int:
    """Return the number of rows with all cells that may not be empty, and with readable dates.

    The number is 0 if a required column is missing and not in `value_columns`, which have one value
    in every row. A row with an unknown spelling counts, because the owner is asked about it.
    """
    positions = {name: at for at, name in enumerate(header.fields) if name is not None}
    names = {*positions, *header.ambiguous, *value_columns}
    if any(column.present and column.name not in names for column in table.columns):
        return 0
    body = fill_merged_cells(raw.cells.loc[header.body :], raw, header)[0]
    is_entry = pd.Series(True, index=body.index)
    for column in table.columns:
        if column.filled and column.name in positions:
            cells = body[positions[column.name]]
            is_entry &= map_cells(cells, has_text, bool)
            if column.kind in DATE_KINDS:
                is_entry &= are_dates(cells, raw.from_1904) | cells.str.fullmatch(_YEAR)
    return int(is_entry.sum())


def warn_other_sheets(sheet: Sheet) -> tuple[Issue, ...]:
    """Return a warning for each hidden sheet that is read or has entries, and one for others.

    There are no warnings if the owner requests a sheet, because the owner has seen the others.
    Examples are not entries.
    """
    if sheet.replies.value("sheet") is not None:
        return ()
    issues, unread = [], []
    for option in sheet.options:
        is_read = option.name == sheet.raw.sheet
        if is_read and option.hidden:
            issues.append(_sheet_issue(sheet.file, "hidden_sheet", option))
        elif not is_read and option.entries and not option.sample:
            if option.hidden:
                issues.append(_sheet_issue(sheet.file, "hidden_sheet_not_read", option))
            else:
                unread.append(option)
    if unread:
        params = {"sheets": ", ".join(option.title for option in unread)}
        for text in map(Text.of, LANGUAGES):
            params[f"sheets_{text.lang}"] = ", ".join(
                f"{text.quote(one.title)} ({text.number(one.entries)})" for one in unread
            )
        issues.append(Issue(sheet.file, "sheet_not_read", params=params))
    return tuple(issues)


def _sheet_issue(file: str, rule: str, option: SheetOption) -> Issue:
    return Issue(file, rule, params={"sheet": option.title, "count": option.entries})
