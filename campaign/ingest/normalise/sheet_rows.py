"""The rows of a sheet by their kind: entries, totals, notes, and all others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from campaign.i18n.match_key import tidy_text
from campaign.ingest.cells.automatic_corrections import correction, log_sheet
from campaign.ingest.cells.cell_corrections import row_key
from campaign.ingest.options import LONGEST_CELL
from campaign.ingest.privacy.person_names import PERSON
from campaign.ingest.privacy.recognizers import find_kinds
from campaign.ingest.replies import Replies
from campaign.ingest.report import NoteRow, StepLog, join_logs, log_corrections
from campaign.ingest.sheet import Sheet
from campaign.ingest.understand import row_kinds
from campaign.ingest.understand.row_kinds import find_misplaced_rows
from campaign.ingest.understand.shared_cells import fill_merged_cells, find_merged_numbers
from campaign.schema.issues import Issue

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
        _log_counted(note_rows, sheet),
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


def _log_counted(note_rows: tuple[NoteRow, ...], sheet: Sheet) -> StepLog:
    """Return a correction for each row that the owner counts."""
    return log_corrections(
        correction(sheet, "row_counted", note.row, value=note.text)
        for note in note_rows
        if note.is_counted
    )


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
