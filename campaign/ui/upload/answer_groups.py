"""Questions about the values of a file: which are listed, and which of them one button answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from campaign.ingest.report import Question
from campaign.schema.row_marks import OTHER_CODES

MOST_QUESTIONS = 12
CODE_LISTS = ("oblast", "unit", "type")
Answers = Mapping[tuple[str, str], str]
"""Answers as codes or numbers: {(list or column, folded spelling): answer}."""


def listed_questions(questions: Sequence[Question]) -> list[Question]:
    """Return at most `MOST_QUESTIONS` questions in their order, the first ones of each kind.

    Many unknown places leave room for the types and numbers that come after them.
    """
    kinds: Counter[tuple[str, int]] = Counter()
    ranks = []
    for position, question in enumerate(questions):
        kind = (question.subject, min(len(question.offers), 2))
        kinds[kind] += 1
        ranks.append((kinds[kind], position))
    positions = sorted(position for _, position in sorted(ranks)[:MOST_QUESTIONS])
    return [questions[position] for position in positions]


def other_codes(table: str, type_codes: Collection[str]) -> dict[str, str]:
    """Return {list: code for values that fit no other code of the list}; {} except for a register.

    `type_codes` are those of the campaign: if it has no type for others, the list is left out.
    """
    return {
        subject: code
        for subject, code in OTHER_CODES.items()
        if table == "activities" and (subject != "type" or code in type_codes)
    }


def answer_groups(questions: Sequence[Question], others: Mapping[str, str]) -> dict[str, Answers]:
    """Return {name of a group: answers that one button gives together}; each has two or more.

    `others` is the result of `other_codes`. `suggestions` has the single similar code of each name,
    `estimates` the number of each estimate that has only one; `other-oblast` counts places without
    a region, `other-type` assigns the type for others. Names that may mean several codes, and
    ranges, are in no group.
    """
    groups: dict[str, Answers] = {
        "suggestions": {
            (q.subject, q.folded): q.offers[0]
            for q in questions
            if q.subject in CODE_LISTS and len(q.offers) == 1
        },
        "estimates": {
            (q.subject, q.folded): q.offers[0]
            for q in questions
            if q.subject not in CODE_LISTS and len(q.offers) == 1
        },
    }
    for subject, code in others.items():
        groups[f"other-{subject}"] = {
            (q.subject, q.folded): code
            for q in questions
            if q.subject == subject and not q.offers and not q.ambiguous
        }
    return {name: answers for name, answers in groups.items() if len(answers) > 1}
