"""Activities in a repeat group of a form, whose export has a sheet of its own for the group.

KoboToolbox writes the answers that a submission has once into the sheet of the form, and a row for
each activity into the sheet of the group. `_parent_table_name` there is the name of the form, and
`_parent_index` the `_index` of the submission.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from campaign.i18n.match_key import plain, tidy_text
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.readers.raw_table import ParentSheet, RawIssue, RawTable
from campaign.ingest.report import ValidationReport
from campaign.ingest.sheet import Sheet
from campaign.ingest.understand.form_export import SheetLayout, read_layout
from campaign.ingest.values import numbers
from campaign.ingest.vocabulary import load_vocabulary
from campaign.schema import tables
from campaign.schema.issues import Issue
from campaign.schema.tables import Table

_INDEX, _PARENT, _PARENT_INDEX = "_index", "_parent_table_name", "_parent_index"
_TABLE = tables.ACTIVITIES
_TIMES = frozenset(load_vocabulary("understand", "form_headers").words("times"))
_REQUIRED = frozenset(column.name for column in _TABLE.columns if column.present)
_OWN_FIELDS = frozenset({"date", "oblast", "district", "place", "type", "title"})
"""The rows of a group are activities if it asks for one of these itself."""
_KINDS = ("date", "code", "text")
_WITHIN: Mapping[str, tuple[str, ...]] = {
    "end_date": ("date",),
    "date": ("end_date",),
    "district": ("oblast",),
    "place": ("oblast", "district"),
}
"""{answer of the form: answers of the group}: if the group has one, the form's is not added."""
_LEAST_NUMBERS = 0.5
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]|^'|'$")
_SHORTENED = re.compile(r"(.*)\.\.\.(?: \(\d+\))?")
_LONGEST_NAME = 31


def add_parent_answers(sheets: Sequence[SheetLayout], table: Table, file: str) -> list[SheetLayout]:
    """Return the sheets with the answers of the submission in each row of a repeat group.

    They follow the last column of the group, with their headers, and are described in `parents`.
    Only answers that the group does not ask for itself are added, never numbers, codes of
    activities, or columns of the program. A row without any answer stays blank, as does a row whose
    submission is missing or ambiguous. Sheets are unchanged if the rows of the form are activities
    themselves, if the rows of the group are not, or if `table` is another table.
    """
    if table is not _TABLE or len(sheets) < 2:
        return list(sheets)
    workbook = _Workbook(sheets, file)
    return [workbook.complete(sheet) for sheet in sheets]


def _column(sheet: SheetLayout, name: str) -> pd.Series | None:
    """Return the cells of a column of the program below the header; None without it."""
    header = sheet.layout
    headers = [tidy_text(str(cell)).lower() for cell in sheet.raw.cells.loc[header.row]]
    if name not in headers:
        return None
    return sheet.raw.cells.loc[header.body :, headers.index(name)].map(tidy_text)


def _fields(sheet: SheetLayout) -> set[str]:
    return {field for field in sheet.layout.fields if field} | {*sheet.layout.ambiguous}


def _filled_rows(sheet: SheetLayout) -> pd.Index:
    cells = sheet.form.raw.cells.loc[sheet.layout.body :]
    return cells.index[(cells != "").any(axis=1)]


class _Workbook:
    """The sheets of one form, by number, and its groups with the number of the parent of each."""

    def __init__(self, sheets: Sequence[SheetLayout], file: str) -> None:
        self.file = file
        self.sheets = {sheet.raw.number: sheet for sheet in sheets if sheet.is_form}
        parents = {number: self._find_parent(number) for number in self.sheets}
        self.groups = {number: parent for number, parent in parents.items() if parent is not None}

    def _find_parent(self, number: int) -> int | None:
        """Return the number of the sheet that a group names; None if there is none, or several."""
        names = _column(self.sheets[number], _PARENT)
        if names is None or _column(self.sheets[number], _PARENT_INDEX) is None:
            return None
        distinct = set(names) - {""}
        if len(distinct) != 1:
            return None
        (name,) = distinct
        others = [
            other
            for other, sheet in self.sheets.items()
            if other != number and _column(sheet, _INDEX) is not None
        ]
        for test in (str.__eq__, _is_name_of):
            matches = [other for other in others if test(str(self.sheets[other].raw.sheet), name)]
            if matches:
                return matches[0] if len(matches) == 1 else None
        return None

    def complete(self, sheet: SheetLayout) -> SheetLayout:
        """Return a sheet with the answers of its ancestors if its rows are activities."""
        ancestors = self._ancestors(sheet.raw.number)
        if not ancestors or not _fields(sheet) & _OWN_FIELDS:
            return sheet
        if any(_fields(self.sheets[number]) >= _REQUIRED for number in ancestors):
            return sheet
        parent_number = ancestors[-1]
        parent = self.sheets[parent_number]
        for number in (*ancestors[-2::-1], sheet.raw.number):
            used_indices = self._used_indices(parent_number)
            raw = _add_answers(self.sheets[number], parent, used_indices)
            parent_number, parent = number, read_layout(raw, _TABLE, file=self.file)
        return parent

    def _ancestors(self, number: int) -> list[int]:
        """Return the numbers of the parent, its parent, and so on."""
        ancestors: list[int] = []
        while (parent := self.groups.get(number)) not in (None, *ancestors):
            assert parent is not None
            ancestors.append(parent)
            number = parent
        return ancestors

    def _used_indices(self, parent: int) -> set[str]:
        """Return the values of `_index` that rows with answers have in any group of the parent."""
        used: set[str] = set()
        for number, named in self.groups.items():
            group = self.sheets[number]
            indices = _column(group, _PARENT_INDEX)
            if named == parent and indices is not None:
                used |= set(indices[_filled_rows(group)])
        return used


def _is_name_of(sheet: str, name: str) -> bool:
    """Return True if a form of this name has this sheet, whose name a spreadsheet may shorten."""
    allowed = _FORBIDDEN.sub("_", name)
    shortened = _SHORTENED.fullmatch(sheet)
    return sheet == allowed[:_LONGEST_NAME] or (
        shortened is not None and len(allowed) > _LONGEST_NAME and allowed.startswith(shortened[1])
    )


def _add_answers(sheet: SheetLayout, parent: SheetLayout, used_indices: set[str]) -> RawTable:
    """Return a group with the answers of its parent, and those that the parent has from its own."""
    indices, named = _column(parent, _INDEX), _column(sheet, _PARENT_INDEX)
    assert indices is not None and named is not None
    indices, named = indices[indices != ""], named[_filled_rows(sheet)]
    unique = indices[~indices.duplicated(keep=False)]
    parent_rows = named.map(dict(zip(unique, unique.index, strict=True)))
    is_orphan = (named != "") & parent_rows.isna()
    parent_rows = parent_rows.dropna().astype("int64")
    positions, numbers_left = _choose_columns(sheet, parent)
    cells, width = sheet.raw.cells.copy(), sheet.raw.cells.shape[1]
    for at, position in enumerate(positions, start=width):
        column = pd.Series("", index=cells.index, dtype="str")
        answers = parent.form.raw.cells[position]
        column[sheet.layout.row] = answers[parent.layout.row]
        if sheet.layout.tag_row is not None and parent.layout.tag_row is not None:
            column[sheet.layout.tag_row] = answers[parent.layout.tag_row]
        column[parent_rows.index] = answers[parent_rows].to_numpy()
        cells[at] = column
    own = ParentSheet(
        str(parent.raw.sheet),
        tuple(at for at, p in enumerate(positions, width) if p < parent.raw.own_width),
        numbers_left,
        tuple(map(int, indices.index[~indices.isin(used_indices)])),
        tuple(map(int, named.index[is_orphan])),
    )
    of_ancestors = (
        replace(
            one,
            columns=tuple(at for at, p in enumerate(positions, width) if p in one.columns),
            orphan_rows=tuple(map(int, parent_rows.index[parent_rows.isin(one.orphan_rows)])),
        )
        for one in parent.raw.parents
    )
    return replace(
        sheet.raw,
        cells=cells,
        issues=(*sheet.raw.issues, *_copy_issues(parent, positions, parent_rows, width)),
        parents=(own, *of_ancestors),
    )


def _copy_issues(
    parent: SheetLayout, positions: Sequence[int], parent_rows: pd.Series, width: int
) -> Iterator[RawIssue]:
    """Yield the issues of single cells of the parent for each row that has the cell."""
    targets = {position: at for at, position in enumerate(positions, start=width)}
    for issue in parent.form.raw.issues:
        if issue.at in targets:
            for row in parent_rows.index[parent_rows == issue.row]:
                yield replace(issue, row=int(row), at=targets[issue.at])


def _choose_columns(sheet: SheetLayout, parent: SheetLayout) -> tuple[list[int], tuple[str, ...]]:
    """Return the positions of the answers to add, and the headers of columns of numbers."""
    fields = _fields(sheet)
    own_headers = set(map(plain, sheet.layout.headers))
    positions: list[int] = []
    numbers_left: list[str] = []
    ambiguous = {at: name for name, of in parent.layout.ambiguous.items() for at in of}
    for at, header in enumerate(parent.layout.headers):
        field = parent.layout.fields[at] or ambiguous.get(at)
        kind = "text" if field is None else _TABLE.kinds[field]
        cells = parent.form.raw.cells.loc[parent.layout.body :, at]
        filled = cells[cells != ""]
        is_unknown = field is None and (filled.empty or plain(header) in own_headers)
        if not header or field == "activity_id" or is_unknown:
            continue
        if kind not in _KINDS or (kind == "text" and _holds_numbers(filled)):
            numbers_left += [header] if len(filled) else []
        elif field is None and header.lower() in _TIMES and "date" in fields:
            continue
        elif field not in fields and fields.isdisjoint(_WITHIN.get(str(field), ())):
            positions.append(at)
    return positions, tuple(numbers_left)


def _holds_numbers(filled: pd.Series) -> bool:
    """Return True if half of the cells or more are numbers; False without a cell."""
    values = numbers.parse_columns(filled.to_frame()).iloc[:, 0]
    return bool(len(filled)) and bool(values.notna().mean() >= _LEAST_NUMBERS)


def add_parent_notes(
    report: ValidationReport, sheet: Sheet, is_private: Callable[[str], bool]
) -> ValidationReport:
    """Return the report with notes and warnings about the answers from the parents of its sheet.

    Notes have the headers of columns; there is a warning for each sheet with submissions that have
    no activity, and for each row whose submission is missing or ambiguous. Headers that are
    private are omitted.
    """
    if not sheet.raw.parents or report.status not in ("clean", "issues"):
        return report
    notes, warnings = list[Issue](), list[Issue]()
    for parent in sheet.raw.parents:
        title, empty = sheet.title_of(parent.sheet), parent.empty_submissions
        numbers = tuple(header for header in parent.numbers if not is_private(header))
        notes += _notes(replace(parent, numbers=numbers), title, sheet)
        if empty:
            count: dict[str, str | int] = {"count": len(empty), "first": empty[0]}
            params = {"sheet": title, **count}
            warnings.append(Issue(sheet.file, "form_without_activity", params=params))
    report = replace(report, notes=(*notes, *report.notes)).with_issues(warnings)
    orphans = [
        Issue(sheet.file, "form_without_submission", row, params={"sheet": title})
        for parent in sheet.raw.parents
        if (title := sheet.title_of(parent.sheet))
        for row in parent.orphan_rows
    ]
    return report.add(orphans)


def _notes(parent: ParentSheet, title: str, sheet: Sheet) -> Iterator[Issue]:
    headers = [header for at in parent.columns if (header := sheet.header.headers[at])]
    for rule, names in (("form_parent", headers), ("form_parent_numbers", parent.numbers)):
        if names:
            quoted = {
                f"columns_{lang}": ", ".join(map(Text.of(lang).quote, names)) for lang in LANGUAGES
            }
            yield Issue(sheet.file, rule, params={"sheet": title, **quoted})
