"""Counts the clicks of a reader from an uploaded register to the map, without a page.

A button is one click, a choice in a list two: opening it and choosing. `count_clicks` uses the
button with the widest effect: first one for all suggestions about all files, then one for all
lines, all texts or all suggestions of one kind, then one for each. Answers that only the owner can
know are arbitrary; another choice takes as many clicks. Text of cells with errors is typed, not
clicked, and the map does not need it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from campaign.domain.campaign import Campaign
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.options import (
    BY_PLACE,
    EXCLUDE,
    NOT_REPORTED,
    PLACE_REGION,
    RequestedOptions,
    WideRequest,
)
from campaign.ingest.parse.periods import days_of_month
from campaign.ingest.report import Question, ValidationReport
from campaign.ingest.sheets.wide_register import MEASURES, missing_answers
from campaign.ingest.versions.suggestions import accept_settings, find_suggestions
from campaign.schema.row_marks import OTHER_CODES
from campaign.ui.upload.questions import CODE_LISTS, Answers, answer_groups, other_codes

CHOICE = 2  # clicks to open a list and to choose an entry
ANSWERS: dict[str, Any] = {"measure": "reached", "oblast": "KG-B", "type": "lecture", "year": 2017}

FILE_VALUES = {
    "date": "2017-07-31/2017-11-20",
    "oblast": "KG-B",
    "type": "lecture",
    "reached": NOT_REPORTED,
}


@dataclass(frozen=True)
class Step:
    """A button or list of the page (the start of its key), its clicks, and what it requests.

    `chosen` is the code to choose from a list, None for a button; `requested` has several options
    where the file becomes several.
    """

    key: str
    requested: tuple[RequestedOptions, ...]
    chosen: str | None = None

    @property
    def clicks(self) -> int:
        return 1 if self.chosen is None else CHOICE

    @property
    def rereads(self) -> bool:
        """Whether the page reads the file again: a choice about a wide table waits for a button."""
        return self.chosen is None or not self.key.startswith("wide-")


Reading = tuple[RequestedOptions, ValidationReport]
"""A file as it is read: its options, and the report on it."""
Reread = Callable[[RequestedOptions], ValidationReport]


def accept_all(files: Sequence[Reading], reread: Reread) -> list[RequestedOptions] | None:
    """Return the options of every file with all suggestions; None for fewer than two kinds."""
    each = [find_suggestions(report, requested, reread) for requested, report in files]
    if sum(len(suggestions.kinds) for suggestions in each) < 2:
        return None
    accepted = []
    for (requested, _), suggestions in zip(files, each, strict=True):
        options = accept_settings(requested, suggestions.settings)
        sheets = [option.name for option in suggestions.sheets]
        accepted += [replace(options, sheet=name) for name in sheets or [requested.sheet]]
    return accepted


def next_step(report: ValidationReport, requested: RequestedOptions, number: int) -> Step | None:
    """Return a reader's next step on the card of a file; None where the card asks nothing."""
    if sheets := _sheets(report, requested):
        each = tuple(replace(requested, sheet=name) for name in sheets)
        return Step(f"all-sheets:{number}:", each)
    if report.wide is not None and not report.sources:
        return _step_of_wide_table(report, requested, number)
    if step := _step_of_missing_column(report, requested, number):
        return step
    if report.signature_lines and not report.signatures_confirmed:
        excluded = replace(requested, signatures_excluded=True)
        return Step(f"signatures:{number}:", (excluded,))
    if names := report.possible_names:
        which = names[0].key if len(names) == 1 else "all"
        texts = {**requested.public_texts, **dict.fromkeys((name.key for name in names), False)}
        one = replace(requested, public_texts=texts)
        return Step(f"name:{number}:{which}:False:", (one,))
    if not report.questions:
        return None
    others = other_codes(report.table, OTHER_CODES.values())
    if groups := answer_groups(report.questions, others):
        name, answers = next(iter(groups.items()))
        return Step(f"take:{number}:{name}:", (_with(requested, answers),))
    campaigns = {("date", one.folded): one.folded for one in report.questions}
    return _step_of_question(report.questions[0], requested, number, report.table, campaigns)


def _sheets(report: ValidationReport, requested: RequestedOptions) -> list[str]:
    """Return the sheets that one button reads together; none where one was requested."""
    if report.detected is None or requested.sheet is not None:
        return []
    return [option.name for option in report.detected.register_sheets]


def _step_of_wide_table(
    report: ValidationReport, requested: RequestedOptions, number: int
) -> Step | None:
    """Return the next choice about a wide table, then its button; None if it has none."""
    wide = report.wide
    assert wide is not None
    request = requested.wide or WideRequest()
    counts = any(column.measure in MEASURES for column in wide.columns)
    if wide.measure == "activities" and not counts:
        return None
    if not counts and request.measure is None and wide.measure is not None:
        request = replace(request, measure=wide.measure)  # initial choice of the page
    if wide.month is not None and not wide.has_periods and not request.start:
        year = wide.month[0] or wide.year
        if year is not None:
            start, end = days_of_month(year, wide.month[1])
            request = replace(request, start=start, end=end)  # initial choice of the page
    for name in missing_answers(wide, request):
        if name == "period":
            chosen = "2017-07-31/2017-11-20"
            request = replace(request, start="2017-07-31", end="2017-11-20")
        else:
            chosen = str(ANSWERS[name])
            request = replace(request, **{name: ANSWERS[name]})
        return Step(f"wide-{name}:{number}:", (replace(requested, wide=request),), chosen)
    return Step(f"wide-read:{number}:", (replace(requested, wide=request),))


def _step_of_missing_column(
    report: ValidationReport, requested: RequestedOptions, number: int
) -> Step | None:
    """Return the button of all offers, else the first answer about the first missing column."""
    missing = [one for one in report.missing_columns if one.name not in report.file_values]
    offers = {one.suggestion: one.name for one in missing if one.suggestion is not None}
    by_place = {one.name: PLACE_REGION for one in missing if one.place_rows and not one.offers}
    if len(offers) + len(by_place) > 1:
        every = replace(
            requested,
            columns={**requested.columns, **offers},
            file_values={**requested.file_values, **by_place},
        )
        return Step(f"column:{number}:all:", (every,))
    if not missing:
        return None
    name = missing[0].name
    if missing[0].offers:
        offers[missing[0].offers[0]] = name
    if (at := next((at for at, of in offers.items() if of == name), -1)) >= 0:
        one = replace(requested, columns={**requested.columns, at: name})
        return Step(f"column:{number}:{name}:{at}:", (one,))
    value = FILE_VALUES[name]
    if missing[0].place_rows:
        value = PLACE_REGION
    values = {**requested.file_values, name: value}
    key = {NOT_REPORTED: "none", PLACE_REGION: "place"}.get(value)
    one = replace(requested, file_values=values)
    if key is not None:
        return Step(f"column:{number}:{key}:{name}:", (one,))
    return Step(f"value-list:{number}:{name}:", (one,), value)


def _step_of_question(
    question: Question,
    requested: RequestedOptions,
    number: int,
    table: str,
    campaigns: Answers,
) -> Step:
    """Return the first button of a question; a list where only the list has the right name.

    `campaigns` is the answer that keeps all campaigns of a file.
    """
    subject, about = question.subject, (question.subject, question.folded)
    if subject == "date":
        return Step(f"take:{number}:campaigns:", (_with(requested, campaigns),))
    if subject not in CODE_LISTS:
        answer = question.offers[0] if question.offers else NOT_REPORTED
        kind = answer if question.offers else "none"
        key = f"take:{number}:{kind}:{subject}:{question.folded}:"
        return Step(key, (_with(requested, {about: answer}),))
    button = f"answer:{subject}:{question.folded}:"
    if len(question.offers) == 1:
        return Step(f"take:{number}:{button}", (_with(requested, {about: question.offers[0]}),))
    if question.place_regions:
        key = f"take:{number}:place:{subject}:{question.folded}:"
        return Step(key, (_with(requested, {(BY_PLACE, question.folded): PLACE_REGION}),))
    if question.offers:
        chosen = question.offers[0]
        key = f"take:{number}:{chosen}:{button}"
        return Step(key, (_with(requested, {about: chosen}),))
    is_register = table == "activities" and subject in OTHER_CODES
    kind, answer = ("other", OTHER_CODES[subject]) if is_register else ("exclude", EXCLUDE)
    return Step(f"take:{number}:{kind}:{button}", (_with(requested, {about: answer}),))


def _with(requested: RequestedOptions, answers: Answers) -> RequestedOptions:
    return replace(requested, answers={**requested.answers, **answers})


def count_clicks(
    report: ValidationReport, name: str, content: bytes, campaign: Campaign
) -> int | None:
    """Return the clicks from a file to the map with every question answered; None without a map.

    `report` is the report on the file without any answers.
    """
    clicks = 1  # Show on the map

    def reread(requested: RequestedOptions) -> ValidationReport:
        return read_register(name, content, campaign, requested)

    files: list[Reading] = [(RequestedOptions(), report)]
    while True:
        assert clicks < 50, files  # a step without effect would repeat forever
        if (accepted := accept_all(files, reread)) is not None:
            clicks += 1
            files = [(requested, reread(requested)) for requested in accepted]
            continue
        steps = ((at, next_step(one[1], one[0], 1)) for at, one in enumerate(files))
        at, step = next(((at, step) for at, step in steps if step is not None), (0, None))
        if step is None:
            break
        clicks += step.clicks
        while not step.rereads:
            (requested,) = step.requested
            step = next_step(files[at][1], requested, 1)
            assert step is not None
            clicks += step.clicks
        files[at : at + 1] = [(requested, reread(requested)) for requested in step.requested]
    return clicks if any(one.usable for _, one in files) else None


def read_register(
    name: str, content: bytes, campaign: Campaign, requested: RequestedOptions
) -> ValidationReport:
    """Return the report on a register, read with these options."""
    report = ingest_file(content, name, campaign, requested=requested)
    assert isinstance(report, ValidationReport)
    return report
