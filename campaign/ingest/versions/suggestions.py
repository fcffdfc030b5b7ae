"""The safe suggestions about a file, which one click accepts or withdraws together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from campaign.ingest.options import PLACE_REGION, RequestedOptions, SheetOption
from campaign.ingest.parse.periods import parse_month
from campaign.ingest.report import ValidationReport
from campaign.ingest.sheet import NUMBER_KINDS
from campaign.ingest.versions.owner_settings import Setting, with_settings
from campaign.ingest.versions.reused_settings import Read
from campaign.schema.tables import ACTIVITIES

CODE_LISTS = ("oblast", "unit", "type")
MOST_BYTES = 5 * 2**20
"""A larger file is not read with its suggestions before its owner accepts them."""


@dataclass(frozen=True)
class Suggestions:
    """The settings that one click accepts, and the report on the file with them.

    `sheets` are those of a workbook that are read together, () for a single one. `duplicates`
    counts the rows that repeat another one in every cell and stay excluded, `questions` the
    questions without a suggestion, which the owner has to answer.
    """

    settings: tuple[Setting, ...] = ()
    sheets: tuple[SheetOption, ...] = ()
    duplicates: int = 0
    questions: int = 0

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of suggestions; without the common click, each would need its own click."""
        return frozenset([*map(_kind, self.settings), *(["sheets"] if self.sheets else [])])

    @property
    def count(self) -> int:
        """The number of suggestions."""
        return len(self.settings) + bool(self.sheets)


def find_suggestions(
    report: ValidationReport, requested: RequestedOptions, read: Read | None
) -> Suggestions:
    """Return the suggestions about a file that was read with `requested`.

    Suggested columns lead to questions about their cells; `read` returns the report with options,
    None postpones these questions. Suggestions are the only column of dates or names that may be
    the missing one, the region by district or place if no column has it, sheets of months as one
    register, the only similar name for an unknown one, the only number of an estimate, and the
    exclusion of signature lines. The owner decides about everything else: a column of numbers,
    which may be a budget, sheets with other names, which may be plans, an ambiguous name, a range
    of numbers, and a text that may name a person.
    """
    settings = new = list(_suggested(report))
    while read is not None and any(_kind(one) == "columns" for one in new):
        requested = with_settings(requested, new)
        report = read(requested)
        new = [one for one in _suggested(report) if one not in settings]
        settings = [*settings, *new]
    answered = {(one.option, one.key) for one in settings}
    questions = sum((q.subject, q.folded) not in answered for q in report.questions)
    is_open = requested.sheet is None and report.status != "unreadable"
    sheets = report.detected.register_sheets if is_open and report.detected is not None else ()
    return Suggestions(
        tuple(settings),
        sheets if all(parse_month(option.title) for option in sheets) else (),
        report.by_rule()["duplicate"],
        questions,
    )


def accept_settings(requested: RequestedOptions, settings: Sequence[Setting]) -> RequestedOptions:
    """Return the options with the settings that the owner has not changed since."""
    return with_settings(requested, [one for one in settings if not _is_answered(one, requested)])


def _suggested(report: ValidationReport) -> Iterator[Setting]:
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
            yield Setting("column", headers[at], at, name)
    for one in missing:
        if one.place_rows and not one.offers:
            yield Setting("file_value", "", one.name, PLACE_REGION)
    if report.signature_lines and not report.signatures_confirmed:
        yield Setting("signatures", "", "", True)
    for q in report.questions:
        if len(q.offers) == 1 and not q.ambiguous:
            yield Setting(q.subject, q.spelling, q.folded, q.offers[0])


def _kind(setting: Setting) -> str:
    if setting.option in ("column", "file_value"):
        return "columns"
    if setting.option == "signatures":
        return setting.option
    return "names" if setting.option in CODE_LISTS else "numbers"


def _is_answered(setting: Setting, requested: RequestedOptions) -> bool:
    if setting.option == "column":
        names = {*requested.columns.values(), *requested.file_values}
        return setting.key in requested.columns or setting.value in names
    if setting.option == "file_value":
        return setting.key in {*requested.columns.values(), *requested.file_values}
    return (setting.option, setting.key) in requested.answers
