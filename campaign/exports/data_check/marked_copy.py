"""A copy of an uploaded file, in which each cell with an issue is coloured and has a comment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from campaign.exports.data_check import workbook_marks
from campaign.exports.data_check.result_files import SEVEREST_FIRST, group_issues, is_personal
from campaign.exports.data_check.workbook_marks import CellMark, MarkingTask, NoteLine
from campaign.exports.deterministic_zip import rezip
from campaign.exports.xlsx.workbook import MOST_COLUMNS, MOST_ROWS, Book, fit_cells, replace_illegal
from campaign.i18n.translator import LANGUAGES, N_, Text
from campaign.ingest.options import DetectedOptions
from campaign.ingest.readers.detect import read_raw_table
from campaign.ingest.readers.raw_table import RawTable
from campaign.ingest.readers.sandbox import run_sandboxed
from campaign.ingest.readers.workbook_scan import PARTLY_STRUCK
from campaign.ingest.readers.zip_limits import UnsafeArchiveError, kind_of, open_archive
from campaign.ingest.replies import make_replies
from campaign.ingest.report import ValidationReport
from campaign.schema.issues import Issue
from campaign.schema.rules import RULES, issue_address

_WHAT = N_("This is a copy. Cells with an issue are coloured, and a comment says what to do.")
_CORRECT = N_("Correct the file you work with, or this copy, and upload it again.")
MAY_LOSE = N_(
    "A copy may lose text boxes, sparklines, pictures, check boxes and the fonts of individual "
    "words. Results of formulas are missing until the file is opened and saved in a "
    "spreadsheet program."
)
ONLY_CELLS = N_(
    "The copy contains the cells of one sheet as text, without formulas, formatting or other "
    "sheets."
)
_LEGEND: Mapping[str, str] = {
    "error": N_("error: the row is not counted"),
    "warning": N_("warning: the row is counted"),
}

MOST_CELLS = 150_000
"""The most cells of a sheet that is marked in its workbook; a larger one is copied cell by cell."""

SEEN_ROWS = 1_000
"""How many first rows of a copy set the widths of its columns."""

AUTHOR = N_("Check of the register")
MARKS = N_("Marks")


def mark_copy(
    content: bytes, file: str, report: ValidationReport, text: Text, site: str = ""
) -> bytes:
    """Return the sheet that was read, as XLSX, with every listed issue coloured and explained.

    A workbook is unchanged except for the marks and one more sheet at the end, which explains the
    colours and what a copy may lose. Delimited text, ODS and very large sheets become a new
    workbook with their cells as text. Signatures outside the table are not in the copy. Each kind
    of issue has a link to its page in the catalogue of the app at the address `site`. The same
    input gives the same bytes. Raises ValueError for a file that was rejected because of personal
    data, or that could not be read.
    """
    issues = (*report.issues, *report.corrections)
    if report.status == "personal_data" or any(map(is_personal, issues)):
        raise ValueError(f"{file}: no copy of a file with personal data")
    if report.status == "unreadable" or report.detected is None:
        raise ValueError(f"{file}: no copy of a file that was not read")
    detected = report.detected
    replies = make_replies(
        encoding=detected.encoding, delimiter=detected.delimiter, sheet=detected.sheet
    )
    grid = read_raw_table(content, file, replies)
    if isinstance(grid, Issue):
        raise ValueError(f"{file}: {grid.rule}")
    own_rows = [line.row for line in report.signature_lines if line.sheet is None]
    if own_rows:
        grid = replace(grid, cells=grid.cells.copy())
        grid.cells.loc[own_rows, :] = ""
    if grid.cells.shape[1] > MOST_COLUMNS or max(grid.cells.index, default=0) > MOST_ROWS:
        raise ValueError(f"{file}: larger than a sheet can be")
    marks = marks_of(report, detected, text)
    notes = partial(marking_notes, report, text, site)
    if grid.sheet and _is_xlsx(content) and grid.cells.size <= MOST_CELLS:
        marked_copy = _mark_workbook(
            content, grid.sheet, marks, [*notes(whole_workbook=True)], report, text
        )
        if marked_copy is not None:
            return rezip(marked_copy)
    return _mark_cells(grid, file, detected, marks, [*notes(whole_workbook=False)], text)


def marks_of(report: ValidationReport, detected: DetectedOptions, text: Text) -> list[CellMark]:
    """Return one mark per cell, in the order of the sheet; the severest issue sets the colour.

    An issue of a whole row marks the first column of the row, and an issue of a whole column marks
    its header. An issue of the whole file has no cell; it is listed on the sheet of marks.
    """
    positions = _positions_of(detected)
    first = next((at for at, name in enumerate(detected.headers) if name), 0)
    cells: dict[tuple[int, int], list[Issue]] = {}
    for issue in report.issues:
        cell = issue.cell
        at = positions.get(cell.label)
        if (cell.row is None and at is None) or _is_aside(issue):
            continue
        if cell.source is not None:
            cells.setdefault((cell.source.row, cell.source.at), []).append(issue)
            continue
        row = max(1, detected.header_row) if cell.row is None else cell.row
        cells.setdefault((row, first if at is None else at), []).append(issue)
    marks = []
    for (row, at), here in sorted(cells.items()):
        severities = {issue.severity for issue in here}
        severity = next(name for name in SEVEREST_FIRST if name in severities)
        words = dict.fromkeys(issue.message(text) for issue in here)
        marks.append(CellMark(row, at, severity, replace_illegal("\n".join(words))))
    return marks


def _is_xlsx(content: bytes) -> bool:
    """Return whether openpyxl can read the file as a workbook; ODS and others are zips too."""
    try:
        return kind_of(open_archive(content)) == "xlsx"
    except UnsafeArchiveError:
        return False


def _mark_workbook(
    content: bytes,
    sheet: str,
    marks: list[CellMark],
    notes: list[NoteLine],
    report: ValidationReport,
    text: Text,
) -> bytes | None:
    """Return the user's workbook with the marks in it; None if openpyxl could not read it."""
    task = MarkingTask(
        sheet=sheet,
        name=text(MARKS),
        author=text(AUTHOR),
        authors=[Text.of(lang)(AUTHOR) for lang in LANGUAGES],
        titles=[Text.of(lang)(_WHAT) for lang in LANGUAGES],
        marks=marks,
        notes=notes,
        blank_rows=[(line.sheet, line.row) for line in report.signature_lines],
    )
    payload = workbook_marks.payload(task, content)
    return run_sandboxed(
        workbook_marks.MODULE, payload, workbook_marks.SECONDS, workbook_marks.MEGABYTES
    )


def _mark_cells(
    grid: RawTable,
    file: str,
    detected: DetectedOptions,
    marks: list[CellMark],
    lines: list[NoteLine],
    text: Text,
) -> bytes:
    """Return the cells as text in a new workbook, each at its row and column, with the marks."""
    book = Book(file, streaming=grid.cells.size > MOST_CELLS)
    sheet = book.sheet(_name(grid, file))
    by_cell = {(mark.row, mark.at): mark for mark in marks}
    rows = {mark.row for mark in marks} | {detected.header_row}
    # In plain text, the part that is struck through and the rest look like one number.
    struck = {(issue.row, issue.at) for issue in grid.issues if issue.rule == PARTLY_STRUCK}
    # `fit_cells` works by column; cell by cell it would take as long as writing the file.
    fit = grid.cells.apply(fit_cells)
    table = fit.itertuples(index=False, name=None)
    write, plain = sheet.xlsx.write_string, book.text
    for row, cells in zip(fit.index, table, strict=True):
        if row not in rows:
            for at, cell in enumerate(cells):
                if cell:
                    write(row - 1, at, cell, plain)
            continue
        look = book.header if row == detected.header_row else plain
        for at, cell in enumerate(cells):
            mark = by_cell.get((row, at))
            if mark is None:
                sheet.write_words(row - 1, at, cell, look)
                continue
            words = f"{cell} (?)" if (row, at) in struck and mark.severity == "error" else cell
            sheet.mark_cell(row - 1, at, words, mark.severity)
            sheet.add_comment(row - 1, at, mark.words, text(AUTHOR))
    for at, longest in enumerate(fit.iloc[:SEEN_ROWS].map(len).max()):
        sheet.widen(at, int(longest))
    sheet.xlsx.freeze_panes(detected.header_row, 0)
    sheet.set_widths()
    notes = book.sheet(text(MARKS))
    for row, line in enumerate(lines):
        if line.link:
            notes.write_link(row, 0, line.words, line.link)
        else:
            notes.write_words(row, 0, line.words, book.marks.get(line.severity, book.wrapped))
    notes.set_widths()
    return book.content()


def _name(grid: RawTable, file: str) -> str:
    """Return the name of the sheet, or else of the file without folders and extension."""
    if grid.sheet:
        return grid.sheet
    name = file.replace("\\", "/").rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[0]


def _is_aside(issue: Issue) -> bool:
    """Return whether an issue is on another sheet, in its name, or in a line not in the copy."""
    return issue.rule == "possible_name_aside" or issue.rule.startswith("signature_")


def _positions_of(detected: DetectedOptions) -> dict[str, int]:
    """Return {header or declared name: position of the column}; a header takes precedence.

    Columns that come from another sheet are omitted.
    """
    own = [at for at in range(len(detected.headers)) if at not in detected.parents]
    headers = {at: detected.headers[at] for at in own}
    fields = {at: detected.fields[at] for at in own}
    declared = {at: header for at, header in headers.items() if fields[at] is not None}
    positions: dict[str, int] = {}
    for names in (declared, headers, fields):
        for at, name in names.items():
            if name:
                positions.setdefault(name, at)
    return positions


def marking_notes(
    report: ValidationReport, text: Text, site: str, *, whole_workbook: bool
) -> Iterator[NoteLine]:
    """Yield the lines of the sheet of marks: explanations, colours, issues without a cell.

    The last lines are the kinds of issues, with links to their pages in the catalogue of the app at
    the address `site`; if `site` is "", there are no such lines.
    """
    loss = MAY_LOSE if whole_workbook else ONLY_CELLS
    yield NoteLine(text(_WHAT), "")
    yield NoteLine(text(_CORRECT), "")
    yield NoteLine(text(loss), "")
    for severity, words in _LEGEND.items():
        yield NoteLine(text(words), severity)
    assert report.detected is not None
    positions = _positions_of(report.detected)
    for issue in report.issues:
        if _is_aside(issue) or (issue.row is None and issue.cell.label not in positions):
            yield NoteLine(replace_illegal(issue.message(text)), issue.severity)
    groups = group_issues((*report.issues, *report.corrections), report.counts)
    counted = sum(group.count for group in groups if group.severity in _LEGEND)
    omitted = counted - len(report.issues)
    if omitted > 0:
        few = text.n(
            "{n} more issue is counted but not marked, to keep the file small.",
            "{n} more issues are counted but not marked, to keep the file small.",
            omitted,
        )
        yield NoteLine(few, "")
    if site:
        yield from _catalogue_lines(report, text, site)


def _catalogue_lines(report: ValidationReport, text: Text, site: str) -> Iterator[NoteLine]:
    """Yield a line with a link for each kind of issue in the copy, the severest first."""
    rules = dict.fromkeys((issue.severity, issue.rule) for issue in report.issues)
    by_severity = [rule for kind in _LEGEND for severity, rule in rules if severity == kind]
    if by_severity:
        yield NoteLine(text("Each kind of issue is explained on a page of its own:"), "")
    for rule in by_severity:
        yield NoteLine(text(RULES[rule].title), "", issue_address(rule, site, text.lang))
