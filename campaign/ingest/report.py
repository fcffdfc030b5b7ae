"""The report on a file: its accepted rows, and why others are not among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from campaign.ingest.options import DetectedOptions
from campaign.schema.issues import CellRef, Issue

Status = Literal["clean", "problems", "refused", "unreadable"]


@dataclass(frozen=True)
class Question:
    """A spelling that only the owner can settle, asked once for the whole column.

    `of` is the list of codes (`oblast`, `type`), `spelling` the cell as written, `folded` its form
    in `RequestedOptions.codes`, `codes` the offers, best first, `rows` how many rows wait for the
    answer.
    """

    of: str
    spelling: str
    folded: str
    codes: tuple[str, ...]
    rows: int


@dataclass(frozen=True)
class PossibleName:
    """A text that may name a person, and its first place.

    `key` is its key in `RequestedOptions.public_texts`; `count` is how often it stands in the file.
    The text is for its owner's eyes only: it is in no message and no representation.
    """

    text: str = field(repr=False)
    key: str
    cell: CellRef
    count: int


@dataclass(frozen=True, eq=False)
class ValidationReport:
    """A file as it was read, or why it was not.

    `frame` holds the accepted rows, typed as `validate.check` types them, index = row in the
    source; columns that no rule knows follow as text. It is empty where the file was refused
    (personal data) or unreadable. `rows` = `accepted` + `excluded` + `rejected`. `counts` has every
    issue and correction by (rule, column), whereas the lists `issues` and `corrections` stop at
    `validate.MOST_PROBLEMS` each. `preview` is the top of the sheet as it stands in the file;
    `edition` the one whose days its dates are compared with, None without any; `table` the
    declared table it was read as. `possible_names` are the texts that wait for an answer of
    their owner; until then they stand nowhere in the rest. `notes` say what is good to know.
    """

    file: str
    status: Status
    detected: DetectedOptions | None
    frame: pd.DataFrame
    issues: tuple[Issue, ...]
    corrections: tuple[Issue, ...] = ()
    counts: Mapping[tuple[str, str | None], int] = field(default_factory=dict)
    rows: int = 0
    excluded: int = 0
    rejected: int = 0
    questions: tuple[Question, ...] = ()
    extra: tuple[str, ...] = ()
    preview: pd.DataFrame = field(default_factory=pd.DataFrame)
    edition: str | None = None
    table: str = "activities"
    possible_names: tuple[PossibleName, ...] = ()
    notes: tuple[Issue, ...] = ()

    @property
    def accepted(self) -> int:
        """How many rows count."""
        return len(self.frame)

    @property
    def complete(self) -> bool:
        """True where the sheet has every column it needs, however few rows count."""
        rules = {issue.rule for issue in self.issues}
        lacking = rules & {"missing_column", "header_delimiter"}
        return self.status in ("clean", "problems") and not lacking

    @property
    def usable(self) -> bool:
        """True where at least one row counts."""
        return self.status in ("clean", "problems") and self.accepted > 0

    def count(self, severity: str) -> int:
        """How many issues of this severity there are, listed or not."""
        of = {p.rule: p.severity for p in (*self.issues, *self.corrections)}
        return sum(n for (rule, _), n in self.counts.items() if of.get(rule) == severity)

    def by_rule(self) -> Counter[str]:
        """How often each rule is broken, over all columns."""
        by_rule: Counter[str] = Counter()
        for (rule, _), count in self.counts.items():
            by_rule[rule] += count
        return by_rule


def rejected_report(file: str, issue: Issue, status: Status = "unreadable") -> ValidationReport:
    """A file of which no row is read, with the reason."""
    counts = {(issue.rule, issue.cell.label or None): 1}
    return ValidationReport(file, status, None, pd.DataFrame(), (issue,), counts=counts)
