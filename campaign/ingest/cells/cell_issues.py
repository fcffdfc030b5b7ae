"""Issues of single cells that the reader of the file found, before any cell is parsed."""

from __future__ import annotations

import pandas as pd

from campaign.ingest.readers.raw_table import RawIssue
from campaign.ingest.sheet import DATE_KINDS, NUMBER_KINDS, Sheet
from campaign.ingest.step_log import StepLog
from campaign.schema.issues import Issue


def locate_cell_issues(rows: pd.Index, sheet: Sheet) -> StepLog:
    """Return the issues of these rows; an issue names its declared column, else its header.

    Text that is partly struck out or superscript is an issue only in columns of numbers and days.
    """
    kinds = (*NUMBER_KINDS, *DATE_KINDS)
    exact = {sheet.positions[column.name] for column in sheet.columns if column.kind in kinds}
    issues = (
        issue
        for issue in sheet.raw.issues
        if issue.row in rows and (issue.rule != "partly_struck" or issue.at in exact)
    )
    return StepLog(tuple(_locate(issue, sheet) for issue in issues))


def _locate(issue: RawIssue, sheet: Sheet) -> Issue:
    fields, headers = sheet.header.fields, sheet.header.headers
    field = fields[issue.at] if issue.at < len(fields) else None
    header = headers[issue.at] if issue.at < len(headers) else ""
    column = field or header or None
    return Issue(
        sheet.file, issue.rule, issue.row, column, issue.params, extra_column=field is None
    )
