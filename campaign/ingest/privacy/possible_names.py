"""Texts that may name a person: excluded from all output until the owner of the file answers."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

import pandas as pd

from campaign.i18n.match_key import tidy_text
from campaign.ingest.privacy.person_names import PERSON
from campaign.ingest.privacy.recognizers import find_kinds
from campaign.ingest.readers.raw_table import letter_of
from campaign.ingest.report import PossibleName, ValidationReport
from campaign.schema import validate
from campaign.schema.issues import CellRef, Issue

HIDDEN = "[…]"
"""The replacement of an excluded text in a cell that must not be empty."""


@dataclass(frozen=True)
class TextPlace:
    """A text that may name a person, and its place.

    `at` is the position of its column in the sheet that is read. It is None for any other place in
    the workbook, which has a `column` and the number of its `sheet`, or None if unknown.
    """

    text: str = field(repr=False)
    row: int | None
    column: str | None = None
    sheet: int | None = None
    at: int | None = None


def text_key(text: str) -> str:
    """Return the key of replies about a text, the same for any spaces in it.

    The key is a digest, so that an answer can be stored without the text.
    """
    return hashlib.sha256(tidy_text(text).encode("utf-8", "replace")).hexdigest()[:24]


def public_file_name(name: str) -> str:
    """Return the name of a file; a short code of it if it has personal data."""
    path = PurePath(name)
    if not find_kinds([path.stem.replace("_", " ")], True):
        return name
    return f"file-{text_key(name)[:4]}{path.suffix}"


def find_private(
    texts: Sequence[str],
    is_text: bool,
    public_texts: Collection[str],
    bare_names: bool = False,
) -> dict[int, tuple[str, ...]]:
    """Return {position: kinds of personal data} of the texts that must not be shown.

    `public_texts` are the keys of texts that may name a person and are public. `is_text` and
    `bare_names` are as in `find_kinds`.
    """
    return {
        at: kinds
        for at, kinds in find_kinds(texts, is_text, bare_names).items()
        if set(kinds) != {PERSON} or text_key(texts[at]) not in public_texts
    }


class PossibleNames:
    """The texts of one file that may name a person, by the answers about them.

    `answers` are those of the owner of the file, by key: True for a public text. `public` are keys
    of texts on the list of public texts. The answer of the owner has priority.
    """

    def __init__(
        self, places: Iterable[TextPlace], answers: Mapping[str, bool], public: Collection[str]
    ) -> None:
        public_texts = {**dict.fromkeys(public, True), **answers}
        self.open_places: list[tuple[TextPlace, str]] = []
        self.removed_places: list[TextPlace] = []
        for place in places:
            key = text_key(place.text)
            if key not in public_texts:
                self.open_places.append((place, key))
            elif not public_texts[key]:
                self.removed_places.append(place)
        self.excluded_keys = {key for _, key in self.open_places}
        self.excluded_keys |= {text_key(place.text) for place in self.removed_places}

    @property
    def keys_by_row(self) -> dict[int, str]:
        """The keys of the excluded texts of each row of the sheet, joined."""
        keys: dict[int, str] = {}
        for place in (*self.removed_places, *(place for place, _ in self.open_places)):
            if place.at is not None and place.row is not None:
                keys[place.row] = f"{keys.get(place.row, '')} {place.at} {text_key(place.text)}"
        return keys

    def has(self, text: str) -> bool:
        """Return True for a text that waits for an answer, or is excluded."""
        return text_key(text) in self.excluded_keys

    def remove_from(self, cells: pd.DataFrame, own_width: int) -> pd.DataFrame:
        """Return the cells with excluded texts as ""; the same frame if there are none.

        Columns from the position `own_width` on have texts of another sheet of the workbook: they
        are found by their text.
        """
        rows_by_column: dict[int, list[int]] = {}
        for place in (*self.removed_places, *(place for place, _ in self.open_places)):
            if place.at is not None and place.row is not None:
                rows_by_column.setdefault(place.at, []).append(place.row)
        for at in range(own_width, cells.shape[1]):
            excluded = [text for text in cells[at].unique() if text and self.has(text)]
            if rows := cells.index[cells[at].isin(excluded)].tolist():
                rows_by_column[at] = rows
        if not rows_by_column:
            return cells
        copy = cells.copy()
        for at, rows in rows_by_column.items():
            copy.loc[rows, at] = ""
        return copy

    def add_to(self, report: ValidationReport, headers: Sequence[str]) -> ValidationReport:
        """Return the report with a warning for each text that waits for an answer.

        `headers` are those of the sheet without the excluded texts, so that no issue shows one.
        """
        warnings = [
            _issue(
                "possible_name" if place.at is not None else "possible_name_aside",
                _locate(place, report.file, headers),
            )
            for place, _ in self.open_places
        ]
        corrections = [
            _issue("text_excluded", _locate(place, report.file, headers))
            for place in self.removed_places
        ]
        if not warnings and not corrections:
            return report
        names = self._list_questions(report.file, headers)
        return replace(report.add(warnings, corrections), possible_names=names)

    def _list_questions(self, file: str, headers: Sequence[str]) -> tuple[PossibleName, ...]:
        """Return each text once, in the order of the file."""
        counts = Counter(key for _, key in self.open_places)
        first_places: dict[str, TextPlace] = {}
        for place, key in self.open_places:
            first_places.setdefault(key, place)
        return tuple(
            PossibleName(tidy_text(place.text), key, _locate(place, file, headers), counts[key])
            for key, place in list(first_places.items())[: validate.MOST_ISSUES]
        )


def _locate(place: TextPlace, file: str, headers: Sequence[str]) -> CellRef:
    """Return the cell, with the header of its column or else its letter."""
    if place.at is None:
        return CellRef(file, place.row, place.column, place.sheet)
    header = headers[place.at] if place.at < len(headers) else ""
    return CellRef(file, place.row, header or letter_of(place.at))


def _issue(rule: str, cell: CellRef) -> Issue:
    return Issue(cell.file, rule, cell.row, cell.column, sheet=cell.sheet)
