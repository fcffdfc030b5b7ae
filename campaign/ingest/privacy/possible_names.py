"""Texts that may name a person: excluded from everything until their owner says what they are."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from campaign.i18n.match_key import tidy_text
from campaign.ingest.readers.raw_table import letter_of
from campaign.ingest.report import PossibleName, ValidationReport
from campaign.schema import validate
from campaign.schema.issues import CellRef, Issue


@dataclass(frozen=True)
class TextPlace:
    """One text that may name a person, and where it stands.

    `at` is the position of its column in the sheet that is read; None where it stands elsewhere in
    the workbook, and then `column` and the number of its `sheet` say where, as far as it is known.
    """

    text: str = field(repr=False)
    row: int | None
    column: str | None = None
    sheet: int | None = None
    at: int | None = None


def text_key(text: str) -> str:
    """The key of a text in `RequestedOptions.public_texts`, whatever spaces stand round its words.

    A digest, so that an answer can be kept without the words it is about.
    """
    return hashlib.sha256(tidy_text(text).encode("utf-8", "replace")).hexdigest()[:24]


class PossibleNames:
    """The texts of one file that may name a person, and what is said of them.

    `answers` are those of the file's owner, by key; `public` are keys of texts that are known to
    be no personal data. The owner's answer goes first.
    """

    def __init__(
        self, places: Iterable[TextPlace], answers: Mapping[str, bool], public: Collection[str]
    ) -> None:
        public_texts = {**dict.fromkeys(public, True), **answers}
        self.unanswered: list[tuple[TextPlace, str]] = []
        self.removed: list[TextPlace] = []
        for place in places:
            key = text_key(place.text)
            if key not in public_texts:
                self.unanswered.append((place, key))
            elif not public_texts[key]:
                self.removed.append(place)

    def remove_from(self, cells: pd.DataFrame) -> pd.DataFrame:
        """The cells of the sheet, empty where a text is left out; the very same where none is."""
        rows: dict[int, list[int]] = {}
        for place in (*self.removed, *(place for place, _ in self.unanswered)):
            if place.at is not None and place.row is not None:
                rows.setdefault(place.at, []).append(place.row)
        if not rows:
            return cells
        emptied = cells.copy()
        for at, of_column in rows.items():
            emptied.loc[of_column, at] = ""
        return emptied

    def add_to(self, report: ValidationReport, heads: Sequence[str]) -> ValidationReport:
        """The report with a warning for each text that waits for an answer.

        `heads` are those of the sheet without the texts left out: a place is named by nothing else.
        """
        warnings, repairs = _Listed(), _Listed()
        for place, _ in self.unanswered:
            rule = "possible_name" if place.at is not None else "possible_name_aside"
            warnings.add(_issue(rule, _cell(place, report.file, heads)))
        for place in self.removed:
            repairs.add(_issue("text_left_out", _cell(place, report.file, heads)))
        if not warnings.issues and not repairs.issues:
            return report
        issues = (*report.issues, *warnings.issues)
        return replace(
            report,
            status="problems" if issues and report.status == "clean" else report.status,
            issues=tuple(sorted(issues, key=lambda p: p.cell.reading_order)),
            corrections=(*report.corrections, *repairs.issues),
            counts={**report.counts, **warnings.counts, **repairs.counts},
            possible_names=self._questions(report.file, heads),
        )

    def _questions(self, file: str, heads: Sequence[str]) -> tuple[PossibleName, ...]:
        """Each text once, in the order in which they were met."""
        cells = Counter(key for _, key in self.unanswered)
        first: dict[str, TextPlace] = {}
        for place, key in self.unanswered:
            first.setdefault(key, place)
        return tuple(
            PossibleName(tidy_text(place.text), key, _cell(place, file, heads), cells[key])
            for key, place in list(first.items())[: validate.MOST_ISSUES]
        )


class _Listed:
    """Issues, listed up to `validate.MOST_PROBLEMS` of a column and all counted."""

    def __init__(self) -> None:
        self.issues: list[Issue] = []
        self.counts: Counter[tuple[str, str | None]] = Counter()

    def add(self, issue: Issue) -> None:
        key = (issue.rule, issue.cell.label or None)
        self.counts[key] += 1
        if self.counts[key] <= validate.MOST_ISSUES:
            self.issues.append(issue)


def _cell(place: TextPlace, file: str, heads: Sequence[str]) -> CellRef:
    """The cell as its author knows it: its column by its heading, or by its letter."""
    if place.at is None:
        return CellRef(file, place.row, place.column, place.sheet)
    heading = heads[place.at] if place.at < len(heads) else ""
    return CellRef(file, place.row, heading or letter_of(place.at))


def _issue(rule: str, cell: CellRef) -> Issue:
    return Issue(cell.file, rule, cell.row, cell.column, sheet=cell.sheet)
