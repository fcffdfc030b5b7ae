"""The safe suggestions about a file, accepted together and taken back together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from campaign.ingest.options import PLACE_REGION, RequestedOptions, SheetOption
from campaign.ingest.report import ValidationReport
from campaign.ingest.reuse import Read, Setting, is_requested, with_settings

CODE_LISTS = ("oblast", "unit", "type")
MOST_BYTES = 5 * 2**20
"""A larger file is not read with its suggestions before its owner accepts them."""


@dataclass(frozen=True)
class Suggestions:
    """The settings that one click accepts, and what the file is with them.

    `sheets` are those of a workbook that are read together, () for a single one.
    `duplicates` counts the rows that repeat another one in every cell and stay excluded,
    `questions` what nothing is suggested for, so that its owner has to answer.
    """

    settings: tuple[Setting, ...] = ()
    sheets: tuple[SheetOption, ...] = ()
    duplicates: int = 0
    questions: int = 0

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of suggestions, each of which takes a click of its own without this one."""
        return frozenset([*map(_kind, self.settings), *(["sheets"] if self.sheets else [])])

    @property
    def count(self) -> int:
        """The number of suggestions."""
        return len(self.settings) + bool(self.sheets)


def find_suggestions(
    report: ValidationReport, requested: RequestedOptions, read: Read | None
) -> Suggestions:
    """Return what is suggested about a file that was read with `requested`.

    Columns lead to questions about their cells: `read` reads the file with options, None leaves
    those questions for later. Suggested are a column that alone looks like the missing one, the
    region by district or place where no column holds it, all sheets of one register, the only near
    name of an unknown one, the only number of an estimate, and that signature lines are excluded.
    Nothing else: an ambiguous name, a range of numbers and a text that may name a person are left
    to the owner.
    """
    settings = new = list(_suggested(report))
    while read is not None and any(_kind(one) == "columns" for one in new):
        requested = with_settings(requested, new)
        report = read(requested)
        new = [one for one in _suggested(report) if one not in settings]
        settings = [*settings, *new]
    answered = {(one.of, one.key) for one in settings}
    questions = sum((q.of, q.folded) not in answered for q in report.questions)
    sheets = () if report.detected is None else report.detected.register_sheets
    return Suggestions(
        tuple(settings),
        () if requested.sheet is not None or report.status == "unreadable" else sheets,
        report.by_rule()["duplicate"],
        questions,
    )


def accept_settings(requested: RequestedOptions, settings: Sequence[Setting]) -> RequestedOptions:
    """Return the options with the settings about which the owner has said nothing else since."""
    return with_settings(requested, [one for one in settings if not _is_answered(one, requested)])


def withdraw_settings(requested: RequestedOptions, settings: Sequence[Setting]) -> RequestedOptions:
    """Return the options without those of the settings that the owner has not changed since."""
    used = [one for one in settings if is_requested(one, requested)]
    keys = {kind: {one.key for one in used if _kind(one) == kind} for kind in map(_kind, used)}
    answered = {(one.of, str(one.key)) for one in used}
    in_columns = {one.key for one in used if one.of == "column"}
    in_rows = {one.key for one in used if one.of == "file_value"}
    return replace(
        requested,
        signatures_excluded=requested.signatures_excluded and "signatures" not in keys,
        columns={at: name for at, name in requested.columns.items() if at not in in_columns},
        file_values={key: v for key, v in requested.file_values.items() if key not in in_rows},
        answers={key: v for key, v in requested.answers.items() if key not in answered},
    )


def _suggested(report: ValidationReport) -> Iterator[Setting]:
    if report.status not in ("clean", "problems"):
        return
    missing = [one for one in report.missing_columns if one.name not in report.file_values]
    offers = {one.name: at for one in missing if (at := one.suggestion) is not None}
    headers = () if report.detected is None else report.detected.headers
    for name, at in offers.items():
        # One column cannot be two: its owner has to say which.
        if list(offers.values()).count(at) == 1:
            yield Setting("column", headers[at], at, name)
    for one in missing:
        if one.place_rows and not one.offers:
            yield Setting("file_value", "", one.name, PLACE_REGION)
    if report.signature_lines and not report.signatures_confirmed:
        yield Setting("signatures", "", "", True)
    for q in report.questions:
        if len(q.offers) == 1 and not q.ambiguous:
            yield Setting(q.of, q.spelling, q.folded, q.offers[0])


def _kind(setting: Setting) -> str:
    if setting.of in ("column", "file_value"):
        return "columns"
    if setting.of == "signatures":
        return setting.of
    return "names" if setting.of in CODE_LISTS else "numbers"


def _is_answered(setting: Setting, requested: RequestedOptions) -> bool:
    if setting.of == "column":
        names = {*requested.columns.values(), *requested.file_values}
        return setting.key in requested.columns or setting.value in names
    if setting.of == "file_value":
        return setting.key in {*requested.columns.values(), *requested.file_values}
    return (setting.of, setting.key) in requested.answers
