"""Issues of single cells that reading the file found, before anything in them was parsed."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from campaign.ingest.sheet import Sheet
from campaign.ingest.step_log import StepLog
from campaign.schema.issues import Issue


def locate_cell_issues(rows: pd.Index, sheet: Sheet) -> StepLog:
    """The issues in these rows, each in its declared column; in any other column a warning."""
    return StepLog(
        tuple(_locate(issue, sheet) for issue in sheet.raw.problems if issue.row in rows)
    )


def _locate(issue: Issue, sheet: Sheet) -> Issue:
    at = int(issue.column) if issue.column is not None else -1
    fields, headings = sheet.header.fields, sheet.header.heads
    if 0 <= at < len(fields) and fields[at] is not None:
        return replace(issue, file=sheet.file, column=fields[at])
    heading = headings[at] if 0 <= at < len(headings) else ""
    return replace(issue, file=sheet.file, column=heading or None, severity="warning")
