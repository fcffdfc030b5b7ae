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
from campaign.schema import validate
from campaign.schema.issues import Issue


@dataclass(frozen=True)
class OutsideCells:
    """What outside the sheet looks personal.

    `issues` reject the file, at most `validate.MOST_PROBLEMS`; `names` are the texts that may name
    a person, of which the owner is asked.
    """

    issues: tuple[Issue, ...] = ()
    names: tuple[TextPlace, ...] = ()


def scan_outside_cells(raw: RawTable, file: str, content: bytes) -> OutsideCells:
    """What looks personal in the other sheets, hidden ones too, and in the texts of no cell.

    Another sheet is told by its number: its name may be a person's. Raises UnsafeArchiveError
    where the texts in no cell cannot be read.
    """
    texts = texts_outside_cells(content)
    numbers = {name: number for number, name in enumerate(texts.sheets, start=1)}
    sheets = _scan_other_sheets(raw, file, numbers)
    outside = _scan_texts(texts, raw, file, numbers)
    return OutsideCells(
        (sheets.issues + outside.issues)[: validate.MOST_ISSUES], sheets.names + outside.names
    )


def _scan_other_sheets(raw: RawTable, file: str, numbers: Mapping[str, int]) -> OutsideCells:
    issues: list[Issue] = []
    names: list[TextPlace] = []
    for name, cells in raw.others:
        sheet = numbers.get(name, 0)
        personal = scan(cells, heads_in(cells), [None] * cells.shape[1], file)
        issues += [replace(p, sheet=sheet) for p in personal.issues]
        names += [
            TextPlace(str(cells.at[row, at]), row, letter_of(at), sheet)
            for row, at in personal.names
        ]
    return OutsideCells(tuple(issues), tuple(names))


def _scan_texts(
    texts: WorkbookTexts, raw: RawTable, file: str, numbers: Mapping[str, int]
) -> OutsideCells:
    """The texts in no cell, the names of sheets among them; each kind once a place."""
    every = list(dict.fromkeys([*texts.texts, *(WorkbookText(n, n) for n in texts.sheets)]))
    found: dict[tuple[int | None, str | None, int | None, str], None] = {}
    names: list[TextPlace] = []
    for at, kinds in kinds_of([text.text for text in every], alone=True).items():
        text = every[at]
        here = text.column is not None and text.sheet == raw.sheet
        sheet = None if here or text.sheet is None else numbers.get(text.sheet)
        place = (text.row, text.column, sheet)
        found |= dict.fromkeys((*place, what) for what in kinds if what != PERSON)
        if PERSON in kinds:
            names.append(TextPlace(text.text, *place))
    issues = tuple(
        Issue(file, "personal_aside", row, column, {"what": what}, sheet)
        for row, column, sheet, what in found
    )
    return OutsideCells(issues, tuple(names))
