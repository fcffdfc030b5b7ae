"""Issues of single cells that reading the file found, before anything in them was parsed."""

from __future__ import annotations

import pandas as pd

from campaign.ingest.readers.raw_table import RawIssue
from campaign.ingest.sheet import Sheet
from campaign.ingest.step_log import StepLog
from campaign.schema.issues import Issue


def locate_cell_issues(rows: pd.Index, sheet: Sheet) -> StepLog:
    """The issues in these rows, each in its declared column, or under the heading it has."""
    return StepLog(tuple(_locate(issue, sheet) for issue in sheet.raw.issues if issue.row in rows))


def _locate(issue: RawIssue, sheet: Sheet) -> Issue:
    fields, headings = sheet.header.fields, sheet.header.headers
    field = fields[issue.at] if issue.at < len(fields) else None
    heading = headings[issue.at] if issue.at < len(headings) else ""
    column = field or heading or None
    return Issue(sheet.file, issue.rule, issue.row, column, issue.params, unread=field is None)
