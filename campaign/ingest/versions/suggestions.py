"""The safe suggestions about a file, which one click accepts or withdraws together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from campaign.ingest.carry_over import Read
from campaign.ingest.options import SheetOption
from campaign.ingest.replies import PLACE_REGION, Replies, Reply
from campaign.ingest.report import ValidationReport
from campaign.ingest.sheet import NUMBER_KINDS
from campaign.ingest.values.periods import parse_month
from campaign.schema.tables import ACTIVITIES

CODE_LISTS = ("oblast", "unit", "type")
MOST_BYTES = 5 * 2**20
"""A larger file is not read with its suggestions before its owner accepts them."""


@dataclass(frozen=True)
class Suggestions:
    """The replies that one click accepts about one file.

    `sheets` are those of a workbook that are read together, () for a single one. `duplicates`
    counts the rows that repeat another one in every cell and stay excluded, `questions` the
    questions without a suggestion, which the owner has to answer.
    """

    replies: tuple[Reply, ...] = ()
    sheets: tuple[SheetOption, ...] = ()
    duplicates: int = 0
    questions: int = 0

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of suggestions; without the common click, each would need its own click."""
        return frozenset([*map(_kind, self.replies), *(["sheets"] if self.sheets else [])])

    @property
    def count(self) -> int:
        """The number of suggestions."""
        return len(self.replies) + bool(self.sheets)


def find_suggestions(report: ValidationReport, replies: Replies, read: Read | None) -> Suggestions:
    """Return the suggestions about a file that was read with `replies`.

    Suggested columns lead to questions about their cells; `read` returns the report with options,
    None postpones these questions. Suggestions are the only column of dates or names that may be
    the missing one, the region by district or place if no column has it, sheets of months as one
    register, the only similar name for an unknown one, the only number of an estimate, and the
    exclusion of signature lines. The owner decides about everything else: a column of numbers,
    which may be a budget, sheets with other names, which may be plans, an ambiguous name, a range
    of numbers, and a text that may name a person.
    """
    suggested = new = list(_suggested(report))
    while read is not None and any(_kind(one) == "columns" for one in new):
        replies = replies.add(new)
        report = read(replies)
        new = [one for one in _suggested(report) if one not in suggested]
        suggested = [*suggested, *new]
    answered = {(one.kind, one.key) for one in suggested}
    questions = sum((q.subject, q.folded) not in answered for q in report.questions)
    is_open = replies.value("sheet") is None and report.status != "unreadable"
    sheets = report.detected.register_sheets if is_open and report.detected is not None else ()
    return Suggestions(
        tuple(suggested),
        sheets if all(parse_month(option.title) for option in sheets) else (),
        report.by_rule()["duplicate"],
        questions,
    )


def accept_suggestions(replies: Replies, suggested: Sequence[Reply]) -> Replies:
    """Return the replies with the suggested ones, except where the uploader has replied since."""
    names = {*replies.of("column").values(), *replies.of("file_value")}

    def is_open(one: Reply) -> bool:
        name = {"column": one.value, "file_value": one.key}.get(one.kind, "")
        return one.key not in replies.of(one.kind) and name not in names

    return replies.add(filter(is_open, suggested))


def _suggested(report: ValidationReport) -> Iterator[Reply]:
    if report.status not in ("clean", "issues"):
        return
    missing = [one for one in report.missing_columns if one.name not in report.file_values]
    offers = {
        one.name: at
        for one in missing
        if len(one.offers) == 1
        and (at := one.suggestion) is not None
        and ACTIVITIES.kinds[one.name] not in NUMBER_KINDS
    }
    headers = () if report.detected is None else report.detected.headers
    for name, at in offers.items():
        # One column cannot be both missing columns, so that the owner has to choose.
        if list(offers.values()).count(at) == 1:
            yield Reply("column", at, name, headers[at])
    for one in missing:
        if one.place_rows and not one.offers:
            yield Reply("file_value", one.name, PLACE_REGION)
    if report.signature_lines and not report.signatures_confirmed:
        yield Reply("signatures", "", True)
    for q in report.questions:
        if len(q.offers) == 1 and not q.ambiguous:
            yield Reply(q.subject, q.folded, q.offers[0], q.spelling)


def _kind(one: Reply) -> str:
    if one.kind in ("column", "file_value"):
        return "columns"
    if one.kind == "signatures":
        return one.kind
    return "names" if one.kind in CODE_LISTS else "numbers"
