"""The logs of the steps of reading: issues, corrections and questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from campaign.ingest.report import Question
from campaign.schema.issues import Issue
from campaign.schema.validate import MOST_ISSUES

Counts = Mapping[tuple[str, str | None], int]


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
