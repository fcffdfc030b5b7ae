"""A sheet without personal data, or the report on a file that must not be read because of it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from campaign.ingest.privacy.person_names import PERSON
from campaign.ingest.privacy.personal_headers import find_personal_headers
from campaign.ingest.privacy.possible_names import HIDDEN, PossibleNames, TextPlace
from campaign.ingest.privacy.recognizers import find_kinds
from campaign.ingest.privacy.scan import scan
from campaign.ingest.privacy.signature_lines import add_lines, remove_signature_lines
from campaign.ingest.readers.raw_table import RawTable, letter_of
from campaign.ingest.report import SignatureLine, ValidationReport, rejected_report
from campaign.ingest.sheet import Sheet
from campaign.ingest.understand.form_export import SheetLayout
from campaign.ingest.understand.layout import Layout
from campaign.ingest.understand.pivot import LINE_FIELDS
from campaign.schema import tables, validate
from campaign.schema.issues import Issue

_TEXTS_OUTSIDE = re.compile("comment|drawing", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class PublicSheet:
    """A sheet without signature lines and without texts that may name a person.

    `names` are the texts of the file that may name a person; those that are public stay in the
    sheet. `lines` are the signature lines of all sheets. `has_unread_texts` is True for a workbook
    with comments or drawings.
    """

    sheet: Sheet
    names: PossibleNames
    lines: tuple[SignatureLine, ...]
    has_unread_texts: bool = False

    def add_to(self, report: ValidationReport) -> ValidationReport:
        """Return the report with what was removed from the sheet, and what was not read."""
        report = self.names.add_to(report, self.sheet.header.headers)
        if self.has_unread_texts:
            note = Issue(report.file, "only_cells_read")
            report = replace(report, notes=(*report.notes, note))
        return add_lines(report, self.lines, bool(self.sheet.replies.value("signatures")))


def exclude_personal_texts(
    sheet: Sheet, others: Sequence[SheetLayout], content: bytes
) -> PublicSheet | ValidationReport:
    """Return the sheet without texts that may name a person; `content` is the whole file.

    The report is returned for a file that is rejected: it has other personal data, also in the
    other sheets and in the names of sheets. Comments, headers, footers, drawings and properties of
    a workbook are not read, and therefore in no output.
    """
    lines: tuple[SignatureLine, ...] = ()
    if sheet.table.free_form:
        cells, lines = remove_signature_lines(sheet.raw.cells, _table_layout(sheet))
        sheet = _with_cells(sheet, cells)
    raw, header, file = sheet.raw, sheet.header, sheet.file
    scanned_cells = raw.own_cells
    if sheet.table is tables.PUBLIC_TEXTS:
        scanned_cells = _without_answers(scanned_cells, sheet)
    personal = scan(scanned_cells, header.headers, header.fields, file)
    other_issues, other_names, other_lines = _scan_other_sheets(raw, others, file)
    if private := (*personal.issues, *other_issues):
        return rejected_report(file, *private, status="personal_data")
    inside = [TextPlace(str(raw.cells.at[row, at]), row, at=at) for row, at in personal.names]
    names = PossibleNames(
        [*inside, *other_names], sheet.replies.of("public_text"), sheet.reference.public_texts
    )
    cells = names.remove_from(raw.cells, raw.own_width)
    if cells is not raw.cells:
        sheet = _with_cells(sheet, _fill_required(cells, sheet))
        sheet = replace(sheet, excluded_texts=names.keys_by_row)
    options = tuple(replace(o, may_name_person=names.has(o.name)) for o in sheet.options)
    sheet = replace(sheet, options=options)
    parts = zipfile.ZipFile(io.BytesIO(content)).namelist() if content.startswith(b"PK") else []
    has_unread_texts = any(map(_TEXTS_OUTSIDE.search, parts))
    return PublicSheet(sheet, names, (*lines, *other_lines), has_unread_texts)


def _scan_other_sheets(
    raw: RawTable, others: Sequence[SheetLayout], file: str
) -> tuple[Sequence[Issue], Sequence[TextPlace], Sequence[SignatureLine]]:
    """Return the personal data of the other sheets, also hidden ones, and in names of sheets.

    They are issues, texts that may name a person, and signature lines. Another sheet with a header
    row of the table may have signatures too. An issue has the number of another sheet, because its
    name may be that of a person.
    """
    issues: list[Issue] = []
    names: list[TextPlace] = []
    lines: list[SignatureLine] = []
    tables = (raw, *(other.raw for other in others))
    numbers = {one.sheet: one.number for one in tables if one.sheet}
    for other in others:
        number, layout = other.raw.number, other.layout
        if other.is_form:
            # The columns of the program are removed from a form's export, which has no signatures.
            cells = other.form.raw.own_cells
            personal = scan(cells, layout.headers, layout.fields, file)
        else:
            cells, own_lines = remove_signature_lines(other.raw.own_cells, layout, number)
            lines += own_lines
            personal = scan(cells, find_personal_headers(cells), [None] * cells.shape[1], file)
        issues += [replace(issue, sheet=number) for issue in personal.issues]
        names += [
            TextPlace(str(cells.at[row, at]), row, letter_of(at), number)
            for row, at in personal.names
        ]
    sheets = [name for name in dict.fromkeys((*numbers, *raw.sheets)) if name]
    for position, kinds in find_kinds(sheets, is_text=True).items():
        place = numbers.get(sheets[position])
        issues += [
            Issue(file, "personal_aside", params={"what": kind}, sheet=place)
            for kind in kinds
            if kind != PERSON
        ]
        if PERSON in kinds:
            names.append(TextPlace(sheets[position], None, sheet=place))
    return issues[: validate.MOST_ISSUES], names, lines


def _without_answers(cells: pd.DataFrame, sheet: Sheet) -> pd.DataFrame:
    """Return the cells of the list of public texts; those that only name a person are ""."""
    if (at := sheet.positions.get("text")) is None:
        return cells
    texts = [str(text) for text in cells[at].unique()]
    kinds = find_kinds(texts, True)
    answers = [texts[number] for number in kinds if set(kinds[number]) == {PERSON}]
    other_cells = cells.copy()
    other_cells.loc[cells[at].isin(answers), at] = ""
    return other_cells


def _fill_required(cells: pd.DataFrame, sheet: Sheet) -> pd.DataFrame:
    """Return the cells with a replacement for each excluded text that its row cannot do without.

    A required text is replaced by the code of its row, or by `HIDDEN` in a table without codes. In
    a column of codes, numbers or days, `HIDDEN` rejects the row, because an empty cell has a
    meaning there, such as the whole country or a number that is not reported.
    """
    code = next((c.name for c in sheet.columns if c.unique), None)
    cells = cells.copy()
    is_entry = (cells.index >= sheet.header.body) & (cells != "").any(axis=1)
    for column in sheet.columns:
        at = sheet.positions[column.name]
        is_excluded = is_entry & (cells[at] == "") & (sheet.raw.cells[at] != "")
        if column.kind != "text" and not column.filled:
            cells.loc[is_excluded, at] = HIDDEN
        elif column.kind == "text" and column.filled and not column.unique:
            codes = cells[sheet.positions[code]] if code else pd.Series("", index=cells.index)
            cells.loc[is_excluded, at] = codes[is_excluded].replace("", HIDDEN)
    return cells


def _table_layout(sheet: Sheet) -> Layout:
    """Return the layout for the search for lines above and below the table.

    That of a pivot table has labels of months and weeks as dates and all numbers as people reached.
    """
    layout, pivot = sheet.header, sheet.header.pivot
    if pivot is None:
        return layout
    fields: dict[int, str] = {at: LINE_FIELDS.get(name, name) for name, at in pivot.labels.items()}
    numbers_at = (*(column.at for column in pivot.columns), *pivot.total_positions)
    fields |= dict.fromkeys(numbers_at, "reached")
    above = sheet.raw.cells.loc[: pivot.header_row - 1]
    return replace(
        layout,
        row=pivot.header_row,
        fields=tuple(fields.get(at) for at in range(sheet.raw.cells.shape[1])),
        titles=tuple(int(row) for row in above.index[(above != "").any(axis=1)]),
        body=pivot.body,
    )


def _with_cells(sheet: Sheet, cells: pd.DataFrame) -> Sheet:
    """Return the sheet with cells of which some are emptied."""
    if cells is sheet.raw.cells:
        return sheet
    header = sheet.header.without_texts(sheet.raw.cells, cells)
    return replace(sheet, raw=replace(sheet.raw, cells=cells), header=header)
