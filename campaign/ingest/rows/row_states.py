"""Every row of a table with its state: accepted, rejected or excluded, each row once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from campaign.ingest.report import UnansweredRows, ValidationReport
from campaign.schema.issues import Issue
from campaign.schema.rules import EXCLUDED_ROWS

RowState = Literal["accepted", "rejected", "excluded"]


@dataclass(frozen=True, eq=False)
class RowStates:
    """The rows of a report by state, and the issues and corrections of each row.

    `rows` has the listed rows of each state, as they are numbered in the source; `counts` counts
    all of them. Not all rows are listed if more than `validate.MOST_ISSUES` rows break a rule, or
    if a table is rejected as a whole.
    """

    rows: Mapping[RowState, pd.Index]
    counts: Mapping[RowState, int]
    issues: Mapping[int, tuple[Issue, ...]]


def row_states(report: ValidationReport) -> RowStates:
    """Return the rows of a report by state."""
    issues_by_row: dict[int, list[Issue]] = {}
    for issue in (*report.issues, *report.corrections):
        if issue.row is not None and issue.sheet is None:
            issues_by_row.setdefault(issue.row, []).append(issue)
    others: dict[RowState, list[int]] = {"rejected": [], "excluded": []}
    for row in sorted(set(issues_by_row).difference(report.frame.index)):
        issues = issues_by_row[row]
        if any(issue.rule in EXCLUDED_ROWS for issue in issues):
            others["excluded"].append(row)
        elif any(issue.severity == "error" for issue in issues):
            others["rejected"].append(row)
    return RowStates(
        {
            "accepted": report.frame.index,
            **{state: pd.Index(rows, dtype="int64") for state, rows in others.items()},
        },
        {
            "accepted": report.accepted,
            "rejected": report.rejected,
            "excluded": report.excluded,
        },
        {row: tuple(issues) for row, issues in issues_by_row.items()},
    )


def count_unanswered(entries: pd.DataFrame, rows: pd.Index) -> UnansweredRows:
    """Return the number of rows that wait for an answer, and their people reached.

    `entries` are the parsed rows as text; people reached that are not a number are not summed.
    """
    if "reached" not in entries:
        return UnansweredRows(len(rows))
    people = pd.to_numeric(entries.loc[rows, "reached"], errors="coerce")
    return UnansweredRows(len(rows), int(people.sum()))
