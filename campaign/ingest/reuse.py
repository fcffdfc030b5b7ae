"""What the owner of a file decided about its former version, used again for the new one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from campaign.i18n.match_key import plain, tidy_text
from campaign.ingest.options import AS_IT_IS, DetectedOptions, RequestedOptions
from campaign.ingest.report import ValidationReport

SETTINGS = ("encoding", "delimiter", "decimal", "date_order", "sheet", "header_row")
_BY_KEY = ("column", "public_text")
Read = Callable[[RequestedOptions], ValidationReport]


@dataclass(frozen=True)
class Setting:
    """One decision: `of` is a list of codes, a name of `SETTINGS`, "column" or "public_text".

    `name` is the spelling or the head that it was made for as the file has it, never a text that
    may name a person; `key` is what `RequestedOptions` knows it by (the folded spelling, the
    position, the key of the text), "" where it is one for the file.
    """

    of: str
    name: str
    key: str | int
    value: str | int | bool | None


@dataclass(frozen=True)
class FormerReading:
    """How the former version was read.

    `requested` are the options of its owner, `applied` those it was read by, `detected` those it
    would be read by without any request.

    `codes` and `public_texts` have the answers to all that was asked about it and the versions
    before it.
    """

    requested: RequestedOptions
    applied: DetectedOptions | None
    detected: DetectedOptions | None
    codes: Mapping[tuple[str, str], str]
    public_texts: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Reuse:
    """Which decisions on the former version hold for the new one.

    `used` fit and changed something, `unfit` were made for the former version and were not
    applied; what the new version does without is in neither. `requested` has those used.
    """

    requested: RequestedOptions = AS_IT_IS
    used: tuple[Setting, ...] = ()
    unfit: tuple[Setting, ...] = ()

    def still_used(self, requested: RequestedOptions) -> tuple[Setting, ...]:
        """Those of `used` that hold under what the owner wants by now."""
        return tuple(setting for setting in self.used if _holds(setting, requested))

    def answers(self, requested: RequestedOptions) -> int:
        """How many of them are answers to what was asked."""
        return sum(s.of not in (*SETTINGS, "column") for s in self.still_used(requested))


def reuse(
    earlier: FormerReading, read: Read, first: ValidationReport
) -> tuple[Reuse, ValidationReport]:
    """The decisions on the former version that fit, and the new one read with them.

    `first` is the new version read by itself, `read` reads it with decisions.

    A setting fits where both files, by themselves, would be read the same way, a column where its
    head is there, an answer where its spelling is asked about. Where fewer rows would count than
    by itself no setting is applied.
    """
    requested, report, used, unfit = AS_IT_IS, first, list[Setting](), list[Setting]()
    for fitting in (_file_settings, _head_row, _columns):
        fit, not_fit = fitting(earlier, report)
        unfit += not_fit
        used += fit
        if fit:
            requested = with_settings(requested, fit)
            report = read(requested)
    answers, requested, report = _read_with_answers(earlier, read, requested, report)
    if used and not (report.usable and report.accepted >= first.accepted):
        unfit, used = [*used, *unfit], []
        answers, requested, report = _read_with_answers(earlier, read, AS_IT_IS, first)
    if not report.usable:
        return Reuse(), first
    return Reuse(requested, (*answers, *used), tuple(unfit)), report


def _read_with_answers(
    earlier: FormerReading, read: Read, requested: RequestedOptions, report: ValidationReport
) -> tuple[list[Setting], RequestedOptions, ValidationReport]:
    """The answers that fit, and the file read with them."""
    answers: list[Setting] = []
    # A text that was left out may have held back a question.
    while more := [answer for answer in _answers(earlier, report) if answer not in answers]:
        answers += more
        requested = with_settings(requested, more)
        report = read(requested)
    return answers, requested, report


def _answers(earlier: FormerReading, report: ValidationReport) -> list[Setting]:
    """The answers to what is asked about the new version, as far as they were given before."""
    codes = [
        Setting(asked.of, asked.spelling, asked.folded, earlier.codes[asked.of, asked.folded])
        for asked in report.questions
        if (asked.of, asked.folded) in earlier.codes
    ]
    texts = [
        Setting("public_text", "", asked.key, earlier.public_texts[asked.key])
        for asked in report.possible_names
        if asked.key in earlier.public_texts
    ]
    return [*codes, *texts]


def with_settings(requested: RequestedOptions, settings: list[Setting]) -> RequestedOptions:
    """These decisions on top of others."""
    scalars: dict[str, Any] = {s.of: s.value for s in settings if s.of in SETTINGS}
    columns: dict[Any, Any] = {s.key: s.value for s in settings if s.of == "column"}
    codes: dict[Any, Any] = {
        (s.of, s.key): s.value for s in settings if s.of not in (*SETTINGS, *_BY_KEY)
    }
    texts: dict[Any, Any] = {s.key: s.value for s in settings if s.of == "public_text"}
    return replace(
        requested,
        columns={**requested.columns, **columns},
        codes={**requested.codes, **codes},
        public_texts={**requested.public_texts, **texts},
        **scalars,
    )


def _holds(setting: Setting, requested: RequestedOptions) -> bool:
    if setting.of in SETTINGS:
        return bool(getattr(requested, setting.of) == setting.value)
    if setting.of == "column":
        columns = requested.columns
        return setting.key in columns and columns[int(setting.key)] == setting.value
    if setting.of == "public_text":
        return requested.public_texts.get(str(setting.key)) == setting.value
    return requested.codes.get((setting.of, str(setting.key))) == setting.value


Fit = tuple[list[Setting], list[Setting]]


def _file_settings(earlier: FormerReading, first: ValidationReport) -> Fit:
    """Those of the whole file; each fits where it would stand in for the same decision."""
    fit, unfit = list[Setting](), list[Setting]()
    for name in SETTINGS[:-1]:
        value = getattr(earlier.requested, name)
        by_itself = getattr(first.detected, name, None)
        if value is None or (first.detected is not None and by_itself == value):
            continue
        if first.detected is None:
            fits = True  # it cannot be read by itself: this may be what it lacks
        elif name == "sheet":
            fits = value in first.detected.sheets
        else:
            fits = by_itself is not None and by_itself == getattr(earlier.detected, name, None)
        (fit if fits else unfit).append(Setting(name, "", "", value))
    return fit, unfit


def _head_row(earlier: FormerReading, report: ValidationReport) -> Fit:
    """The row that holds the former header row, wherever it stands now."""
    row = earlier.requested.header_row
    if row is None or earlier.applied is None:
        return [], []
    headers = [plain(head) for head in earlier.applied.headers if head]
    if report.detected and [plain(head) for head in report.detected.headers if head] == headers:
        return [], []
    for at, cells in zip(report.preview.index, report.preview.to_numpy(dtype=object), strict=True):
        if [plain(cell) for cell in map(tidy_text, map(str, cells)) if cell] == headers:
            return [Setting("header_row", "", "", int(at))], []
    return [], [Setting("header_row", "", "", row)]


def _columns(earlier: FormerReading, report: ValidationReport) -> Fit:
    """Columns by their heads, the second of two by the second; one without a head by its place."""
    fit, unfit = list[Setting](), list[Setting]()
    if earlier.applied is None or report.detected is None:
        return fit, unfit
    there = {key: at for at, key in enumerate(_head_keys(report.detected))}
    headers = earlier.applied.headers
    keys = list(_head_keys(earlier.applied))
    for position, name in sorted(earlier.requested.columns.items()):
        known = position < len(headers)
        head = headers[position] if known else ""
        at = there.get(keys[position]) if known else None
        if at is None:
            unfit.append(Setting("column", head, position, name))
        elif report.detected.fields[at] != name:
            fit.append(Setting("column", head, at, name))
    return fit, unfit


def _head_keys(detected: DetectedOptions) -> Iterator[tuple[str, int]]:
    seen: dict[str, int] = {}
    for at, head in enumerate(detected.headers):
        key = plain(head)
        seen[key] = seen.get(key, 0) + 1
        yield (key, seen[key]) if key else ("", at)
