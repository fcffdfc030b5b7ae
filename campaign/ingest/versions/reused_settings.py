"""The reuse of options and answers for a former version of a file in the new version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from campaign.ingest.options import AS_IT_IS, RequestedOptions
from campaign.ingest.report import ValidationReport
from campaign.ingest.versions.former_settings import SELECTORS, FormerOptions, select_wide
from campaign.ingest.versions.owner_settings import SETTINGS, Setting, is_requested, with_settings
from campaign.ingest.versions.reused_answers import find_answers

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
    while more := [answer for answer in find_answers(former, report) if answer not in answers]:
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
