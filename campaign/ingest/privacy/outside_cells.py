"""Personal data outside the sheet that is read: in other sheets, and in texts of no cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from campaign.ingest.privacy.person_names import PERSON
from campaign.ingest.privacy.possible_names import TextPlace
from campaign.ingest.privacy.scan import heads_in, kinds_of, scan
from campaign.ingest.privacy.workbook_text import (
    WorkbookText,
    WorkbookTexts,
    texts_outside_cells,
)
from campaign.ingest.readers.raw_table import RawTable, letter_of
from campaign.schema import tables
from campaign.schema.issues import Issue


@dataclass(frozen=True)
class OutsideCells:
    """What outside the sheet looks personal.

    `issues` reject the file, at most `tables.MOST_PROBLEMS`; `names` are the texts that may name a
    person, of which the owner is asked.
    """

    issues: tuple[Issue, ...] = ()
    names: tuple[TextPlace, ...] = ()


def scan_outside_cells(raw: RawTable, file: str, content: bytes) -> OutsideCells:
    """What looks personal in the other sheets, hidden ones too, and in the texts of no cell.

    Another sheet is named by its number, `[2]!A`: its name may be a person's. Raises
    UnsafeArchiveError where the texts in no cell cannot be read.
    """
    texts = texts_outside_cells(content)
    numbers = {name: f"[{number}]" for number, name in enumerate(texts.sheets, start=1)}
    sheets = _scan_other_sheets(raw, file, numbers)
    outside = _scan_texts(texts, raw, file, numbers)
    return OutsideCells(
        (sheets.issues + outside.issues)[: tables.MOST_PROBLEMS], sheets.names + outside.names
    )


def _scan_other_sheets(raw: RawTable, file: str, numbers: Mapping[str, str]) -> OutsideCells:
    issues: list[Issue] = []
    names: list[TextPlace] = []
    for name, cells in raw.others:
        sheet = numbers.get(name, "[?]")
        personal = scan(cells, heads_in(cells), [None] * cells.shape[1], file)
        issues += [replace(p, column=f"{sheet}!{p.column}") for p in personal.problems]
        names += [
            TextPlace(str(cells.at[row, at]), row, f"{sheet}!{letter_of(at)}")
            for row, at in personal.names
        ]
    return OutsideCells(tuple(issues), tuple(names))


def _scan_texts(
    texts: WorkbookTexts, raw: RawTable, file: str, numbers: Mapping[str, str]
) -> OutsideCells:
    """The texts in no cell, the names of sheets among them; each kind once a place."""
    every = list(dict.fromkeys([*texts.texts, *(WorkbookText(n, n) for n in texts.sheets)]))
    kinds_by_place: dict[tuple[int | None, str | None, str], None] = {}
    names: list[TextPlace] = []
    for at, kinds in kinds_of([text.text for text in every], alone=True).items():
        text = every[at]
        if text.column is not None and text.sheet == raw.sheet:
            column: str | None = text.column
        else:
            sheet = numbers.get(text.sheet or "")
            column = "!".join(filter(None, (sheet, text.column))) or None
        kinds_by_place |= dict.fromkeys(
            (text.row, column, what) for what in kinds if what != PERSON
        )
        if PERSON in kinds:
            names.append(TextPlace(text.text, text.row, column))
    issues = tuple(
        Issue(file, "personal_aside", row, column, params={"what": what})
        for row, column, what in kinds_by_place
    )
    return OutsideCells(issues, tuple(names))
