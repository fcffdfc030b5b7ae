"""The reuse of options and answers for a former version of a file in the new version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from campaign.ingest.options import (
    AS_IT_IS,
    BY_PLACE,
    PLACE_REGION,
    CellCorrection,
    RequestedOptions,
)
from campaign.ingest.report import ValidationReport
from campaign.ingest.versions.former_settings import SELECTORS, FormerOptions, select_wide
from campaign.ingest.versions.owner_settings import SETTINGS, Setting, is_requested, with_settings

Read = Callable[[RequestedOptions], ValidationReport]


@dataclass(frozen=True)
class ReusedSettings:
    """The settings of the former version that apply to the new one.

    `used` are the settings that apply and change the result, `unfit` those that do not apply;
    settings that the new version does not need are in neither. `requested` are the options with
    those in `used`.
    """

    requested: RequestedOptions = AS_IT_IS
    used: tuple[Setting, ...] = ()
    unfit: tuple[Setting, ...] = ()

    def settings_in_use(self, requested: RequestedOptions) -> tuple[Setting, ...]:
        """Return the settings of `used` that the owner has not changed since."""
        return tuple(setting for setting in self.used if is_requested(setting, requested))

    def answers(self, requested: RequestedOptions) -> int:
        """Return the number of used settings that are answers to questions."""
        return sum(
            s.option not in (*SETTINGS, "column", "wide", "file_value")
            for s in self.settings_in_use(requested)
        )


def reuse_settings(
    former: FormerOptions, read: Read, first: ValidationReport
) -> tuple[ReusedSettings, ValidationReport]:
    """Return the settings of the former version that apply, and the report with them.

    `first` is the report on the new version without settings; `read` returns the report with
    options.

    `former_settings` decides what applies. If fewer rows would be accepted than without settings,
    only answers are applied.
    """
    requested, report, used, unfit = AS_IT_IS, first, list[Setting](), list[Setting]()
    for select in SELECTORS:
        matches, others = select(former, report)
        used += matches
        unfit += others
        if matches:
            requested = with_settings(requested, matches)
            report = read(requested)
    answers, requested, report = reuse_answers(former, read, requested, report)
    if used and not (report.usable and report.accepted >= first.accepted):
        unfit, used = [*used, *unfit], []
        answers, requested, report = reuse_answers(former, read, AS_IT_IS, first)
    if not report.usable:
        return ReusedSettings(), first
    return ReusedSettings(requested, (*answers, *used), tuple(unfit)), report


def reuse_answers(
    former: FormerOptions, read: Read, requested: RequestedOptions, report: ValidationReport
) -> tuple[list[Setting], RequestedOptions, ValidationReport]:
    """Return the former answers and corrections that apply, the options and the report with them.

    `report` is the report with `requested`, to which they are added.
    """
    answers: list[Setting] = []
    # A text that is no longer excluded may lead to another question.
    while more := [answer for answer in _find_answers(former, report) if answer not in answers]:
        answers += more
        requested = with_settings(requested, more)
        report = read(requested)
    return answers, requested, report


def reuse_wide(
    former: FormerOptions, requested: RequestedOptions, report: ValidationReport
) -> RequestedOptions | None:
    """Return the options with the former answers about a wide table; None if they do not fit."""
    settings, _ = select_wide(former, report)
    return with_settings(requested, settings) if settings else None


def _find_answers(former: FormerOptions, report: ValidationReport) -> list[Setting]:
    """Return the former answers to the questions about the new version."""
    codes = [
        Setting(q.subject, q.spelling, q.folded, former.answers[q.subject, q.folded])
        for q in report.questions
        if (q.subject, q.folded) in former.answers
    ]
    codes += [
        Setting(BY_PLACE, q.spelling, q.folded, PLACE_REGION)
        for q in report.questions
        if q.place_regions and (BY_PLACE, q.folded) in former.answers
    ]
    texts = [
        Setting("public_text", "", name.key, former.public_texts[name.key])
        for name in report.possible_names
        if name.key in former.public_texts
    ]
    asks = bool(report.signature_lines) and not report.signatures_confirmed
    signatures = [Setting("signatures", "", "", True)] if asks else []
    counted = [
        Setting("counted_row", note.text, note.key, True)
        for note in {note.key: note for note in report.note_rows}.values()
        if note.key in former.requested.counted_rows and not note.is_counted
    ]
    return [
        *codes,
        *texts,
        *counted,
        *_find_corrections(former, report),
        *(signatures if former.requested.signatures_excluded else []),
    ]


def _find_corrections(former: FormerOptions, report: ValidationReport) -> list[Setting]:
    """Return the former corrections of cells that are wrong in the new version too.

    A cell is the same if its column, the key of its row and the cell itself are equal; the row may
    have moved. Among equal rows, the one with the former number is used.
    """
    by_content: dict[tuple[str, str, str], dict[int, str]] = {}
    for (row, column), correction in former.cells.items():
        content = (column, correction.row_key, correction.written)
        by_content.setdefault(content, {})[row] = correction.value
    settings = []
    for cell in report.open_cells:
        values = by_content.get((cell.column, cell.row_key, cell.written), {})
        value = values.get(cell.row)
        if value is None and len(set(values.values())) == 1:
            (value,) = set(values.values())
        if value is not None:
            correction = CellCorrection(cell.written, value, cell.row_key)
            settings.append(Setting("cell", cell.header, (cell.row, cell.column), correction))
    return settings
