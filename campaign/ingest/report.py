"""The report on a file: its accepted rows, issues, corrections and questions; logs of its steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import pandas as pd

from campaign.ingest.options import DetectedOptions
from campaign.ingest.understand.pivot import PivotTable
from campaign.schema.issues import CellRef, Issue, SourceCell
from campaign.schema.validate import MOST_ISSUES

Counts = Mapping[tuple[str, str | None], int]
"""Numbers of issues or corrections by (rule, column)."""
Status = Literal["clean", "issues", "personal_data", "unreadable"]


@dataclass(frozen=True)
class Question:
    """A question to the owner of the file about one spelling in a column.

    `subject` is the list of codes (`oblast`, `type`) of an ambiguous or unknown name, the column of
    an estimated number, or `date` for one of several campaigns, whose id or year is the spelling.
    `spelling` is the cell as written, `folded` its form in `Reply.key`. `offers` are
    codes, best first, or the numbers of the estimate, the lower one first; `rows` is the number of
    rows with the spelling. `ambiguous` is True if the spelling is a name of each offer, so that
    nothing else is possible. `place_regions` are the offers that districts or places of the rows
    name, with the number of these rows.
    """

    subject: str
    spelling: str
    folded: str
    offers: tuple[str, ...]
    rows: int
    ambiguous: bool = False
    place_regions: tuple[tuple[str, int], ...] = ()


def ask_once(
    subject: str,
    cells: pd.Series,
    key_of: Callable[[str], str],
    offers_of: Callable[[str], tuple[str, ...]],
) -> tuple[Question, ...]:
    """Return one question for all spellings with the same key, the most frequent first."""
    spellings: dict[str, str] = {}
    rows: Counter[str] = Counter()
    for spelling, count in cells[cells != ""].value_counts().items():
        key = key_of(str(spelling))
        spellings.setdefault(key, str(spelling))
        rows[key] += int(count)
    return tuple(
        Question(subject, spellings[key], key, offers_of(spellings[key]), count)
        for key, count in rows.most_common(MOST_ISSUES)
    )


@dataclass(frozen=True)
class OpenCell:
    """A cell with an error that its owner can correct.

    `column` is declared, `header` its name in the file; `written` is the cell as in
    `CellCorrection`, `row_key` the key of its row, `issue` its first error.
    """

    row: int
    column: str
    header: str
    written: str
    row_key: str
    issue: Issue


@dataclass(frozen=True)
class PossibleName:
    """A text that may name a person, and its first cell.

    `key` is that of the reply about it; `count` is how often the file has it.
    The text is shown to its owner only: it is in no message and no `repr`.
    """

    text: str = field(repr=False)
    key: str
    cell: CellRef
    count: int


@dataclass(frozen=True)
class SignatureLine:
    """A line with personal data outside the table: its row, and whether it is above or below.

    `sheet` is the number of the sheet; None is the sheet that is read.
    """

    row: int
    below: bool
    sheet: int | None = None


@dataclass(frozen=True)
class NoteRow:
    """A row that looks like a note or a heading: its first words, and its key.

    `key` is that of the reply about it; `is_counted` is True if the owner of the
    file counts it as a row of the table, False if it is excluded.
    """

    row: int
    text: str
    key: str
    is_counted: bool


@dataclass(frozen=True)
class MissingColumn:
    """A column about which the owner is asked: the file lacks it, or several columns fit it.

    `offers` are the positions of undeclared columns whose cells fit it, the best first;
    `place_rows` counts the rows whose district or place names one region, 0 for any column but
    `oblast`. `open_choice` is True if the file does not show whether an offer is the right one.
    `is_ambiguous` is True if the headers of several columns, the offers, name this column equally
    well; it may be a column that is not required.
    """

    name: str
    offers: tuple[int, ...] = ()
    place_rows: int = 0
    open_choice: bool = False
    is_ambiguous: bool = False

    @property
    def suggestion(self) -> int | None:
        """The position of the only column that may be the missing one; None for an open choice."""
        return self.offers[0] if len(self.offers) == 1 and not self.open_choice else None


@dataclass(frozen=True)
class UnansweredRows:
    """The number of rows rejected only for lack of an owner's answer, and their people reached."""

    rows: int = 0
    people: int = 0


@dataclass(frozen=True, eq=False)
class ValidationReport:
    """The rows of a file with their issues, or the reason why it was not read.

    `frame` has the accepted rows, typed as by `validate.check_table`, index = row in the source;
    undeclared columns (`extra`) follow as text. It is empty if the file was refused (personal data)
    or unreadable. `rows` = `accepted` + `excluded` + `rejected`. `counts` has every issue and
    correction by (rule, column), whereas `issues` and `corrections` list at most
    `validate.MOST_ISSUES` of each. `preview` is the top of the sheet as written in the file;
    `campaigns` are those of the accepted rows (`campaign_days.campaigns_of`), the one with most
    rows first; `table` is the declared table that it was read as. `possible_names` are texts that
    need an answer of the owner; until then no other field has them. `open_cells` are the cells of
    listed errors.
    `signature_lines` are excluded lines outside the table, `signatures_confirmed` is True if the
    owner agreed. `note_rows` are rows that look like notes or headings, excluded unless their owner
    counts them. `notes` are information only. `pivot` is the table with months, weeks or oblasts as
    columns in the sheet, None without one; if it was turned into totals, the index of `frame`
    numbers the totals, and `sources` has the cell of each, also of those rejected and excluded.
    `unanswered` counts the rejected rows that an answer of the owner can make accepted.
    `missing_columns` are the required columns that a register lacks, and all that are ambiguous;
    `file_values` are the replied values for every row that are in use.
    """

    file: str
    status: Status
    detected: DetectedOptions | None
    frame: pd.DataFrame
    issues: tuple[Issue, ...]
    corrections: tuple[Issue, ...] = ()
    counts: Counts = field(default_factory=dict)
    rows: int = 0
    excluded: int = 0
    rejected: int = 0
    questions: tuple[Question, ...] = ()
    extra: tuple[str, ...] = ()
    preview: pd.DataFrame = field(default_factory=pd.DataFrame)
    campaigns: tuple[str, ...] = ()
    table: str = "activities"
    possible_names: tuple[PossibleName, ...] = ()
    open_cells: tuple[OpenCell, ...] = ()
    notes: tuple[Issue, ...] = ()
    pivot: PivotTable | None = None
    sources: Mapping[int, SourceCell] = field(default_factory=dict)
    signature_lines: tuple[SignatureLine, ...] = ()
    signatures_confirmed: bool = False
    note_rows: tuple[NoteRow, ...] = ()
    unanswered: UnansweredRows = UnansweredRows()
    missing_columns: tuple[MissingColumn, ...] = ()
    file_values: Mapping[str, str] = field(default_factory=dict)

    def row_name(self, row: int) -> str:
        """Return a row of `frame` or of an issue as its author sees it: 7, or the cell C7."""
        return self.sources[row].name if row in self.sources else str(row)

    @property
    def accepted(self) -> int:
        """The number of accepted rows."""
        return len(self.frame)

    @property
    def complete(self) -> bool:
        """True if the sheet has every required column, with or without accepted rows."""
        rules = {issue.rule for issue in self.issues}
        column_rules = rules & {
            *("missing_column", "ambiguous_column", "header_delimiter", "no_header_row")
        }
        return self.status in ("clean", "issues") and not column_rules

    @property
    def usable(self) -> bool:
        """True if at least one row is accepted."""
        return self.status in ("clean", "issues") and self.accepted > 0

    def with_issues(self, issues: Sequence[Issue]) -> ValidationReport:
        """Return the report with these issues of the file as a whole before all others."""
        if not issues:
            return self
        counts = Counter(self.counts)
        counts.update((issue.rule, issue.cell.label or None) for issue in issues)
        return replace(
            self,
            status="issues" if self.status == "clean" else self.status,
            issues=(*issues, *self.issues),
            counts=dict(counts),
        )

    def add(
        self, issues: Sequence[Issue] = (), corrections: Sequence[Issue] = ()
    ) -> ValidationReport:
        """Return the report with more issues, in the order of the sheet, and more corrections.

        At most `MOST_ISSUES` of each rule and column are listed; all are counted.
        """
        if not issues and not corrections:
            return self
        counts, listed = Counter(self.counts), Counter[tuple[str, str | None]]()
        lists: tuple[list[Issue], list[Issue]] = [*self.issues], [*self.corrections]
        for entries, others in zip(lists, (issues, corrections), strict=True):
            for one in others:
                key = (one.rule, one.cell.label or None)
                counts[key] += 1
                listed[key] += 1
                if listed[key] <= MOST_ISSUES:
                    entries.append(one)
        return replace(
            self,
            status="issues" if lists[0] and self.status == "clean" else self.status,
            issues=tuple(sorted(lists[0], key=lambda issue: issue.cell.reading_order)),
            corrections=tuple(lists[1]),
            counts=dict(counts),
        )

    def count(self, severity: str) -> int:
        """Return the number of issues of this severity, listed or not."""
        severities = {i.rule: i.severity for i in (*self.issues, *self.corrections)}
        return sum(n for (rule, _), n in self.counts.items() if severities.get(rule) == severity)

    def by_rule(self) -> Counter[str]:
        """Return the number of issues and corrections of each rule, over all columns."""
        counts: Counter[str] = Counter()
        for (rule, _), count in self.counts.items():
            counts[rule] += count
        return counts


def rejected_report(file: str, *issues: Issue, status: Status = "unreadable") -> ValidationReport:
    """Return the report on a file without any row, with the reasons."""
    counts = Counter((issue.rule, issue.cell.label or None) for issue in issues)
    return ValidationReport(file, status, None, pd.DataFrame(), issues, counts=dict(counts))


# The logs of the steps of reading ----------------------------------------------------------------


@dataclass(frozen=True)
class StepLog:
    """The issues, corrections and questions of one step, or of several in their order.

    `issues` name declared columns. `corrections` name columns by their headers; at most
    `MOST_ISSUES` of a rule and column are listed, and `counts` has all of them by (rule, column).
    """

    issues: tuple[Issue, ...] = ()
    corrections: tuple[Issue, ...] = ()
    counts: Counts = field(default_factory=dict)
    questions: tuple[Question, ...] = ()


def log_corrections(corrections: Iterable[Issue]) -> StepLog:
    """Return a log of corrections, all of them listed."""
    entries = tuple(corrections)
    return StepLog(corrections=entries, counts=Counter((c.rule, c.column) for c in entries))


def join_logs(logs: Iterable[StepLog]) -> StepLog:
    """Join the logs in their order; at most `MOST_ISSUES` questions."""
    logs = list(logs)
    counts: Counter[tuple[str, str | None]] = Counter()
    for log in logs:
        counts.update(log.counts)
    return StepLog(
        tuple(issue for log in logs for issue in log.issues),
        tuple(correction for log in logs for correction in log.corrections),
        dict(counts),
        tuple(question for log in logs for question in log.questions)[:MOST_ISSUES],
    )
