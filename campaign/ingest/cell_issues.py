"""Issues of single cells that are known before any cell is parsed."""

from __future__ import annotations

import pandas as pd

from campaign.ingest.readers.raw_table import RawIssue
from campaign.ingest.sheet import Sheet
from campaign.ingest.step_log import StepLog
from campaign.schema.issues import Issue


def locate_cell_issues(rows: pd.Index, sheet: Sheet) -> StepLog:
    """Return the issues of these rows, each with its declared column, or else its header."""
    return StepLog(tuple(_locate(issue, sheet) for issue in sheet.raw.issues if issue.row in rows))


def _locate(issue: RawIssue, sheet: Sheet) -> Issue:
    fields, headers = sheet.header.fields, sheet.header.headers
    field = fields[issue.at] if issue.at < len(fields) else None
    header = headers[issue.at] if issue.at < len(headers) else ""
    column = field or header or None
    return Issue(
        sheet.file, issue.rule, issue.row, column, issue.params, extra_column=field is None
    )
