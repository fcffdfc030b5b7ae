"""The rows of a sheet by kind, and those that the owner's answers exclude or mark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from campaign.i18n.match_key import map_cells, plain, tidy_text
from campaign.ingest.cells.automatic_corrections import correction, log_sheet
from campaign.ingest.cells.cell_corrections import row_key
from campaign.ingest.cells.column_parsers import ParsedColumns
from campaign.ingest.cells.place_regions import choose_place_regions, find_place_regions
from campaign.ingest.options import LONGEST_CELL
from campaign.ingest.privacy.person_names import PERSON
from campaign.ingest.privacy.recognizers import find_kinds
from campaign.ingest.replies import EXCLUDE, NOT_REPORTED, Replies
from campaign.ingest.report import NoteRow, StepLog, join_logs, log_corrections
from campaign.ingest.sheet import Sheet
from campaign.ingest.understand import row_kinds
from campaign.ingest.understand.row_kinds import find_misplaced_rows
from campaign.ingest.understand.shared_cells import fill_merged_cells, find_merged_numbers
from campaign.ingest.values.codes import match_column
from campaign.ingest.values.numbers import estimate_key, estimated_numbers
from campaign.schema import validate
from campaign.schema.issues import Issue
from campaign.schema.tables import AS_WRITTEN, ESTIMATED, MARK_COLUMNS, MARKS

MOST_NOTE_ROWS = 50
TEXT_FIELDS = ("title", "place", "district", "organiser", "partners", "audience")


@dataclass(frozen=True, eq=False)
class SheetRows:
    """The rows below the header row by kind; columns are positions, the index is the source row.

    `entries` are the rows to check. `totals` are the rows of totals, and headings, which may have
    the sums of their rows; `total_kinds` are their kinds (`row_kinds`). `excluded` counts totals,
    repeated header rows, headings and notes. `merged_numbers` has, by position, {row: row above}
    for numbers that are merged into a cell of a row above. `note_rows` are headings and notes; they
    are entries if the owner counts them, and at most `MOST_NOTE_ROWS` others are listed.
    """

    entries: pd.DataFrame
    totals: pd.DataFrame
    total_kinds: pd.Series
    excluded: int
    merged_numbers: Mapping[int, Mapping[int, int]]
    note_rows: tuple[NoteRow, ...] = ()


def find_counted_rows(body: pd.DataFrame, replies: Replies) -> dict[int, NoteRow]:
    """Return the rows that the owner counts; `body` has them as written in the file."""
    if not replies.of("counted_row"):
        return {}
    rows = zip(body.index, body.to_numpy(dtype=object), strict=True)
    note_rows = (_note_row(int(row), cells, True) for row, cells in rows)
    return {note.row: note for note in note_rows if note.key in replies.of("counted_row")}


def select_rows(sheet: Sheet) -> tuple[SheetRows, StepLog]:
    """Return the rows by kind, with merged cells filled in, without blank rows."""
    body = sheet.raw.cells.loc[sheet.header.body :]
    merged_numbers = find_merged_numbers(body, sheet.raw, sheet.header)
    body, masks = fill_merged_cells(body, sheet.raw, sheet.header)
    if sheet.table.free_form:
        codes = sheet.reference.codes
        classified = row_kinds.classify_body(body, sheet.header, sheet.table.name, masks, codes)
    else:
        classified = row_kinds.all_entries(body)
    kinds = classified.kinds
    note_rows = _find_note_rows(kinds, sheet)
    kinds[[note.row for note in note_rows if note.is_counted]] = "row"
    has_sums = kinds.isin(("total", "group", "heading"))
    rows = SheetRows(
        body[kinds == "row"],
        body[has_sums],
        kinds[has_sums],
        int(kinds.isin(row_kinds.EXCLUDED_KINDS).sum()),
        merged_numbers,
        note_rows,
    )
    logs = (
        log_sheet(sheet, kinds, masks),
        log_corrections(
            correction(sheet, "row_counted", note.row, value=note.text)
            for note in note_rows
            if note.is_counted
        ),
        _log_misplaced(body, kinds, sheet),
        StepLog(
            tuple(
                Issue(sheet.file, "possible_total", int(row))
                for row in classified.possible_totals
                if not sheet.are_totals
            )
        ),
    )
    return rows, join_logs(logs)


def _log_misplaced(body: pd.DataFrame, kinds: pd.Series, sheet: Sheet) -> StepLog:
    """Return an error for each entry below a header row with other columns than the first one."""
    if not sheet.table.free_form:
        return StepLog()
    rows = find_misplaced_rows(body, kinds, sheet.header, sheet.table.name)
    return StepLog(
        tuple(
            Issue(sheet.file, "other_header", row, params={"first": first}) for row, first in rows
        )
    )


def _find_note_rows(kinds: pd.Series, sheet: Sheet) -> tuple[NoteRow, ...]:
    """Return the notes and the headings without numbers (`row_kinds.NOTE_KINDS`).

    A row that the owner counts is always included, whatever its corrected cells are. A line that
    may name a person («Асанова Айгуль, школа № 5») is not included.
    """
    if sheet.are_totals:
        return ()
    notes = kinds.index[kinds.isin(row_kinds.NOTE_KINDS)]
    corrected = {row for row, _ in sheet.replies.of("cell")}
    counted = [note for row, note in sheet.counted.items() if row in notes or row in corrected]
    others = []
    for row in notes.difference([note.row for note in counted])[: 2 * MOST_NOTE_ROWS]:
        cells = sheet.raw.cells.loc[row].tolist()
        is_note = kinds[row] == "note" or sum(map(bool, map(tidy_text, cells))) == 1
        if is_note and not _names_person(cells, sheet):
            others.append(_note_row(int(row), cells, False))
    return (*counted, *others[:MOST_NOTE_ROWS])


def _names_person(cells: Sequence[str], sheet: Sheet) -> bool:
    """Return True if a cell may name a person; titles and places of activities are ignored."""
    texts = [at for at, name in enumerate(sheet.header.fields) if name in TEXT_FIELDS]
    kinds = find_kinds([cell for at, cell in enumerate(cells) if at not in texts])
    return any(PERSON in kinds_of_cell for kinds_of_cell in kinds.values())


def _note_row(row: int, cells: Iterable[str], is_counted: bool) -> NoteRow:
    words = " ".join(filter(None, map(tidy_text, cells)))[:LONGEST_CELL]
    return NoteRow(row, words, row_key(cells), is_counted)


def warn_merged_numbers(rows: SheetRows, sheet: Sheet) -> StepLog:
    """Return a warning for each entry whose number is merged into a cell of a row above."""
    entries = set(rows.entries.index)
    fields = sheet.header.fields
    return StepLog(
        tuple(
            Issue(sheet.file, "merged_number", row, fields[at], {"first": first})
            for at, first_rows in rows.merged_numbers.items()
            for row, first in first_rows.items()
            if row in entries
        )
    )


# Answers ----------------------------------------------------------------------------------------


def find_excluded_rows(entries: pd.DataFrame, sheet: Sheet) -> tuple[pd.Index, StepLog]:
    """Return the rows to exclude, each with one correction; `entries` have positions as columns.

    A row is not excluded if the cell is a code or a known name, or has the region of its place by
    an answer.
    """
    corrections_by_row: dict[int, Issue] = {}
    for column in sheet.columns:
        answers = sheet.replies.of(column.code_list) if column.code_list else {}
        spellings = {spelling for spelling, answer in answers.items() if answer == EXCLUDE}
        if not spellings or column.code_list is None:
            continue
        code_list, cells = (
            sheet.reference.codes[column.code_list],
            entries[sheet.positions[column.name]],
        )
        excluded = {
            str(cell)
            for cell in cells.unique()
            if plain(str(cell)) in spellings and code_list.match(str(cell)).code is None
        }
        excluded_cells = cells[cells.isin(excluded)]
        regions = find_place_regions(excluded_cells, column.code_list, sheet)
        by_place = choose_place_regions(regions, excluded_cells, sheet)
        for row in excluded_cells.index.difference(by_place.index):
            value = tidy_text(str(cells[row]))[:LONGEST_CELL]
            header = sheet.header_of(column.name)
            corrections_by_row.setdefault(
                int(row), correction(sheet, "row_excluded", int(row), header, value=value)
            )
    corrections = tuple(corrections_by_row.values())
    counts = Counter((one.rule, one.column) for one in corrections)
    log = StepLog(corrections=corrections[: validate.MOST_ISSUES], counts=counts)
    return pd.Index(corrections_by_row, dtype=entries.index.dtype), log


def exclude_rows(
    excluded: pd.Index, rows: SheetRows, columns: ParsedColumns, log: StepLog
) -> tuple[SheetRows, ParsedColumns, StepLog]:
    """Return rows, columns and log without the rows `excluded`, which are counted.

    The log keeps the corrections of these rows.
    """
    if excluded.empty:
        return rows, columns, log
    others = replace(
        rows, entries=rows.entries.drop(index=excluded), excluded=rows.excluded + len(excluded)
    )
    values = {name: column.drop(excluded) for name, column in columns.values.items()}
    cells = {name: column.drop(excluded) for name, column in columns.cells.items()}
    issues = tuple(issue for issue in log.issues if issue.row not in excluded)
    return others, ParsedColumns(values, cells), replace(log, issues=issues)


def exclude_campaigns(frame: pd.DataFrame, sheet: Sheet) -> tuple[pd.DataFrame, tuple[Issue, ...]]:
    """Return the accepted rows without those of excluded campaigns, and a correction for each.

    Nothing is excluded if no row would be left.
    """
    answers = sheet.replies.of("date")
    if EXCLUDE not in answers.values() or "date" not in frame.columns:
        return frame, ()
    campaigns = sheet.reference.campaigns_of(frame["date"])
    is_excluded = campaigns.map(answers) == EXCLUDE
    if is_excluded.all():
        return frame, ()
    header = sheet.header_of("date")
    corrections = tuple(
        correction(sheet, "campaign_excluded", row, header, value=name)
        for row, name in zip(frame.index[is_excluded].tolist(), campaigns[is_excluded], strict=True)
    )
    return frame[~is_excluded], corrections


def mark_rows(
    columns: ParsedColumns, extra: Mapping[str, pd.Series], sheet: Sheet
) -> dict[str, pd.Series]:
    """Return the columns of marks, "" in rows without a mark; no column if no row has one.

    Marks in the file itself (`extra`) are kept, so that a downloaded register that is uploaded
    again has the same marks.
    """
    marks = {name: extra[name] for name in MARK_COLUMNS if name in extra}
    cells = columns.cells
    for mark, (subject, code) in AS_WRITTEN.items():
        if code in sheet.replies.of(subject).values() and subject in cells:
            code_list = sheet.reference.codes[subject]
            matches = match_column(cells[subject], code_list)
            is_code = (columns.values[subject] == code) & matches.codes.isna()
            words = cells[subject].where(is_code, "")
            marks[mark] = words.where(words != "", marks.get(mark, ""))
    for column in sheet.columns:
        answers = sheet.replies.of(column.name) if column.kind == "whole" else {}
        if any(answer != NOT_REPORTED for answer in answers.values()):
            estimates = {key for key, answer in answers.items() if answer != NOT_REPORTED}
            keys = map_cells(cells[column.name], estimate_key)
            is_estimate = keys.isin(estimates) & map_cells(
                cells[column.name], lambda cell: bool(estimated_numbers(cell)), bool
            )
            marks[ESTIMATED] = _add_name(marks.get(ESTIMATED), column.name, is_estimate)
    return {
        column.name: marks[column.name]
        for column in MARKS
        if column.name in marks and (marks[column.name] != "").any()
    }


def estimate_notes(frame: pd.DataFrame, file: str) -> tuple[Issue, ...]:
    """Return one note with the number of accepted rows that have an estimate; () for none."""
    rows = int((frame[ESTIMATED].fillna("") != "").sum()) if ESTIMATED in frame else 0
    return (Issue(file, "estimates", params={"rows": rows}),) if rows else ()


def _add_name(before: pd.Series | None, name: str, rows: pd.Series) -> pd.Series:
    """Return the marks with a name added in these rows, once in each."""
    marks = pd.Series("", index=rows.index, dtype="str") if before is None else before
    has_name = map_cells(marks, lambda mark: name in mark.split("; "), bool)
    names = marks.where(marks == "", marks + "; ") + name
    return marks.where(~rows | has_name, names)
