"""Counts the clicks of a reader from an uploaded register to the map, without a page.

A button is one click, a choice in a list two: opening it and choosing. `count_clicks` uses the
button with the widest effect: first one for all suggestions about all files, then one for all
lines, all texts or all suggestions of one kind, then one for each. Answers that only the owner can
know are arbitrary; another choice takes as many clicks. Text of cells with errors is typed, not
clicked, and the map does not need it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from campaign.domain.campaign import Campaign
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.normalise.pivot_register import MEASURES, missing_answers
from campaign.ingest.replies import (
    AS_IT_IS,
    BY_PLACE,
    EXCLUDE,
    NOT_REPORTED,
    PLACE_REGION,
    Replies,
    make_replies,
)
from campaign.ingest.report import Question, ValidationReport
from campaign.ingest.values.periods import days_of_month
from campaign.ingest.versions.suggestions import (
    accept_suggestions,
    find_suggestions,
)
from campaign.schema.tables import OTHER_CODES
from campaign.ui.upload.questions import CODE_LISTS, answer_groups, other_codes

CHOICE = 2  # clicks to open a list and to choose an entry
ANSWERS = {
    "period": "2017-07-31/2017-11-20",
    "measure": "reached",
    "oblast": "KG-B",
    "type": "lecture",
    "year": "2017",
}

FILE_VALUES = {
    "date": "2017-07-31/2017-11-20",
    "oblast": "KG-B",
    "type": "lecture",
    "reached": NOT_REPORTED,
}


@dataclass(frozen=True)
class Step:
    """A button or list of the page (the start of its key), its clicks, and what it requests.

    `chosen` is the code to choose from a list, None for a button; `replies` has several lists
    where the file becomes several.
    """

    key: str
    replies: tuple[Replies, ...]
    chosen: str | None = None

    @property
    def clicks(self) -> int:
        return 1 if self.chosen is None else CHOICE

    @property
    def rereads(self) -> bool:
        """Whether the page reads the file again: a choice about a wide table waits for a button."""
        return self.chosen is None or not self.key.startswith("wide-")


Reading = tuple[Replies, ValidationReport]
"""A file as it is read: its options, and the report on it."""
Reread = Callable[[Replies], ValidationReport]


def accept_all(files: Sequence[Reading], reread: Reread) -> list[Replies] | None:
    """Return the options of every file with all suggestions; None for fewer than two kinds."""
    each = [find_suggestions(report, replies, reread) for replies, report in files]
    if sum(len(suggestions.kinds) for suggestions in each) < 2:
        return None
    accepted = []
    for (replies, _), suggestions in zip(files, each, strict=True):
        options = accept_suggestions(replies, suggestions.replies)
        sheets = [option.name for option in suggestions.sheets]
        accepted += [options.add(make_replies(sheet=name)) for name in sheets or [None]]
    return accepted


def next_step(report: ValidationReport, replies: Replies, number: int) -> Step | None:
    """Return a reader's next step on the card of a file; None where the card asks nothing."""
    if sheets := _sheets(report, replies):
        each = tuple(replies.add(make_replies(sheet=name)) for name in sheets)
        return Step(f"all-sheets:{number}:", each)
    if report.pivot is not None and not report.sources:
        return _step_of_wide_table(report, replies, number)
    if step := _step_of_missing_column(report, replies, number):
        return step
    if report.signature_lines and not report.signatures_confirmed:
        excluded = replies.add(make_replies(signatures=True))
        return Step(f"signatures:{number}:", (excluded,))
    if names := report.possible_names:
        which = names[0].key if len(names) == 1 else "all"
        texts = dict.fromkeys((name.key for name in names), False)
        one = replies.add(make_replies(public_text=texts))
        return Step(f"name:{number}:{which}:False:", (one,))
    if not report.questions:
        return None
    others = other_codes(report.table, OTHER_CODES.values())
    if groups := answer_groups(report.questions, others):
        name, answers = next(iter(groups.items()))
        return Step(f"take:{number}:{name}:", (replies.add(answers),))
    campaigns = make_replies({("date", one.folded): one.folded for one in report.questions})
    return _step_of_question(report.questions[0], replies, number, report.table, campaigns)


def _sheets(report: ValidationReport, replies: Replies) -> list[str]:
    """Return the sheets that one button reads together; none where one was chosen."""
    if report.detected is None or replies.value("sheet") is not None:
        return []
    return [option.name for option in report.detected.register_sheets]


def _step_of_wide_table(report: ValidationReport, replies: Replies, number: int) -> Step | None:
    """Return the next choice about a wide table, then its button; None if it has none."""
    wide = report.pivot
    assert wide is not None
    request = {"note": "total", **replies.of("wide")}  # the page gives a note
    counts = any(column.measure in MEASURES for column in wide.columns)
    if wide.measure == "activities" and not counts:
        return None
    if not counts and "measure" not in request and wide.measure is not None:
        request["measure"] = wide.measure  # initial choice of the page
    if wide.month is not None and not wide.has_periods and "period" not in request:
        year = wide.month[0] or wide.year
        if year is not None:
            request["period"] = "/".join(
                days_of_month(year, wide.month[1])
            )  # initial choice of the page
    for name in missing_answers(wide, request):
        chosen = request[name] = ANSWERS[name]
        return Step(f"wide-{name}:{number}:", (replies.add(make_replies(wide=request)),), chosen)
    return Step(f"wide-read:{number}:", (replies.add(make_replies(wide=request)),))


def _step_of_missing_column(report: ValidationReport, replies: Replies, number: int) -> Step | None:
    """Return the button of all offers, else the first answer about the first missing column."""
    missing = [one for one in report.missing_columns if one.name not in report.file_values]
    offers = {one.suggestion: one.name for one in missing if one.suggestion is not None}
    by_place = {one.name: PLACE_REGION for one in missing if one.place_rows and not one.offers}
    if len(offers) + len(by_place) > 1:
        every = replies.add(make_replies(column=offers, file_value=by_place))
        return Step(f"column:{number}:all:", (every,))
    if not missing:
        return None
    name = missing[0].name
    if missing[0].offers:
        offers[missing[0].offers[0]] = name
    if (at := next((at for at, of in offers.items() if of == name), -1)) >= 0:
        one = replies.add(make_replies(column={at: name}))
        return Step(f"column:{number}:{name}:{at}:", (one,))
    value = FILE_VALUES[name]
    if missing[0].place_rows:
        value = PLACE_REGION
    key = {NOT_REPORTED: "none", PLACE_REGION: "place"}.get(value)
    one = replies.add(make_replies(file_value={name: value}))
    if key is not None:
        return Step(f"column:{number}:{key}:{name}:", (one,))
    return Step(f"value-list:{number}:{name}:", (one,), value)


def _step_of_question(
    question: Question,
    replies: Replies,
    number: int,
    table: str,
    campaigns: Replies,
) -> Step:
    """Return the first button of a question; a list where only the list has the right name.

    `campaigns` is the answer that keeps all campaigns of a file.
    """
    subject, about = question.subject, (question.subject, question.folded)

    def given(answers: Mapping[tuple[str, str], str]) -> tuple[Replies, ...]:
        return (replies.add(make_replies(answers)),)

    if subject == "date":
        return Step(f"take:{number}:campaigns:", (replies.add(campaigns),))
    if subject not in CODE_LISTS:
        answer = question.offers[0] if question.offers else NOT_REPORTED
        kind = answer if question.offers else "none"
        key = f"take:{number}:{kind}:{subject}:{question.folded}:"
        return Step(key, given({about: answer}))
    button = f"answer:{subject}:{question.folded}:"
    if len(question.offers) == 1:
        return Step(f"take:{number}:{button}", given({about: question.offers[0]}))
    if question.place_regions:
        key = f"take:{number}:place:{subject}:{question.folded}:"
        return Step(key, given({(BY_PLACE, question.folded): PLACE_REGION}))
    if question.offers:
        chosen = question.offers[0]
        key = f"take:{number}:{chosen}:{button}"
        return Step(key, given({about: chosen}))
    is_register = table == "activities" and subject in OTHER_CODES
    kind, answer = ("other", OTHER_CODES[subject]) if is_register else ("exclude", EXCLUDE)
    return Step(f"take:{number}:{kind}:{button}", given({about: answer}))


def count_clicks(
    report: ValidationReport, name: str, content: bytes, campaign: Campaign
) -> int | None:
    """Return the clicks from a file to the map with every question answered; None without a map.

    `report` is the report on the file without any answers.
    """
    clicks = 1  # Show on the map

    def reread(replies: Replies) -> ValidationReport:
        return read_register(name, content, campaign, replies)

    files: list[Reading] = [(AS_IT_IS, report)]
    while True:
        assert clicks < 50, files  # a step without effect would repeat forever
        if (accepted := accept_all(files, reread)) is not None:
            clicks += 1
            files = [(replies, reread(replies)) for replies in accepted]
            continue
        steps = ((at, next_step(one[1], one[0], 1)) for at, one in enumerate(files))
        at, step = next(((at, step) for at, step in steps if step is not None), (0, None))
        if step is None:
            break
        clicks += step.clicks
        while not step.rereads:
            (replies,) = step.replies
            step = next_step(files[at][1], replies, 1)
            assert step is not None
            clicks += step.clicks
        files[at : at + 1] = [(replies, reread(replies)) for replies in step.replies]
    return clicks if any(one.usable for _, one in files) else None


def read_register(
    name: str, content: bytes, campaign: Campaign, replies: Replies
) -> ValidationReport:
    """Return the report on a register, read with these options."""
    report = ingest_file(content, name, campaign, replies=replies)
    assert isinstance(report, ValidationReport)
    return report
