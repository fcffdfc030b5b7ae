"""The results of a check as files: the issues, the accepted rows and the cleaning log."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from campaign.analysis.data_table import neutralize
from campaign.dataset.register_csv import format_cells
from campaign.exports.register_csv import safe_words
from campaign.exports.xlsx.workbook import (
    COLOURS,
    Book,
    BookSheet,
)
from campaign.i18n.translator import N_, Text
from campaign.ingest.cleaning_log import COLUMNS, LogLine
from campaign.ingest.report import ValidationReport
from campaign.schema import tables
from campaign.schema.data_dictionary import column_label
from campaign.schema.issues import Issue
from campaign.schema.rules import RULES, issue_address, severity_name

SEVEREST_FIRST = tuple(COLOURS)


def issues_xlsx(report: ValidationReport, text: Text, site: str = "") -> bytes:
    """Return the issues of a file: grouped and counted, then one by one, then the corrections.

    The code of an issue is a link to its page in the catalogue of the app at the address `site`.
    The value is in the row of its issue, except for rules about personal data. If more issues are
    counted than listed, the first sheet counts all of them.
    """
    book = Book(report.file)
    _fill_groups(book.sheet(text("Summary")), report, text, site)
    _fill_issues(book.sheet(text("Issues")), report, report.issues, text, site)
    _fill_issues(book.sheet(text("Corrections")), report, report.corrections, text, site)
    return book.content()


@dataclass(frozen=True)
class IssueGroup:
    """One rule in one column: how often it is broken, and the first row (None: unknown)."""

    rule: str
    column: str | None
    severity: str
    count: int
    first: int | None


def group_issues(
    listed: Sequence[Issue], counts: Mapping[tuple[str, str | None], int]
) -> list[IssueGroup]:
    """Return every rule and column that is listed or counted, errors first, then the most frequent.

    `counts` may be higher than the number of listed issues (see `ValidationReport.counts`).
    """
    together: dict[tuple[str, str | None], list[Issue]] = {}
    for issue in listed:
        together.setdefault((issue.rule, issue.cell.label or None), []).append(issue)
    groups = []
    for key in dict.fromkeys([*together, *counts]):
        group = together.get(key, [])
        rows = [row for issue in group if (row := issue.cell.sheet_row) is not None]
        severities = {issue.severity for issue in group} or {"error"}
        severity = next(name for name in SEVEREST_FIRST if name in severities)
        count = max(counts.get(key, 0), len(group))
        groups.append(IssueGroup(*key, severity, count, min(rows, default=None)))
    return sorted(groups, key=lambda g: (SEVEREST_FIRST.index(g.severity), -g.count, g.first or 0))


def _fill_groups(sheet: BookSheet, report: ValidationReport, text: Text, site: str) -> None:
    headers = [text("Rule"), text("Column"), text("Severity"), text("Count"), text("First row")]
    headers.append(text("Code"))
    sheet.write_header(headers)
    groups = group_issues((*report.issues, *report.corrections), report.counts)
    for row, group in enumerate(groups, start=1):
        words = text(RULES[group.rule].title), _column(group.column, report, text)
        severity = text(severity_name(group.rule, group.severity))
        sheet.write_row(row, [*words, severity, group.count], sheet.book.wrapped)
        sheet.write_row_number(row, 4, group.first)
        _write_code(sheet, row, 5, group.rule, text, site)
    sheet.add_filter(len(groups), len(headers))
    sheet.set_widths()


def _fill_issues(
    sheet: BookSheet, report: ValidationReport, issues: Iterable[Issue], text: Text, site: str
) -> None:
    headers = [
        text("File"),
        text("Row"),
        text("Column"),
        text("Value"),
        text("Severity"),
        text("Rule"),
        text("Issue and what to do"),
        text("Code"),
    ]
    sheet.write_header(headers)
    row = 0
    for row, issue in enumerate(issues, start=1):
        cells: list[str | int | None] = [
            issue.file,
            None,
            _column(issue.cell.label, report, text),
            _value(issue),
            text(severity_name(issue.rule, issue.severity)),
            text(RULES[issue.rule].title),
            issue.message(text),
        ]
        sheet.write_row(row, cells, sheet.book.wrapped)
        sheet.write_row_number(row, 1, issue.cell.sheet_row)
        _write_code(sheet, row, len(cells), issue.rule, text, site)
    sheet.add_filter(row, len(headers))
    sheet.set_widths()


def _write_code(sheet: BookSheet, row: int, at: int, code: str, text: Text, site: str) -> None:
    """Write the code of a rule, as a link to its page in the catalogue if `site` is not ""."""
    sheet.write_link(row, at, code, issue_address(code, site, text.lang) if site else "")


def _value(issue: Issue) -> str:
    return "" if is_personal(issue) else str(issue.params.get("value", ""))


def is_personal(issue: Issue) -> bool:
    """Return whether the issue is about personal data; exported files never repeat such values."""
    return issue.rule.startswith("personal")


def _column(column: str | None, report: ValidationReport, text: Text) -> str:
    """Return the header in the file.

    For a declared column that is not in the file, return its label.
    """
    if column is None or (report.detected is not None and column in report.detected.headers):
        return column or ""
    return column_label(column, text)


REGISTER = N_("Register")


def corrected_csv(report: ValidationReport) -> bytes:
    """Return the accepted rows in the format of `data/<campaign_id>/activities.csv`.

    The file is UTF-8 with commas: first the declared columns under their names, with codes and
    dates such as 2017-07-31, then the other columns, for example marks of estimates. An upload of
    the file gives the same rows, and no question is asked.
    """
    names = [*_declared_names(), *_others(report.frame)]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([neutralize(name) for name in names])
    writer.writerows(zip(*(format_cells(report.frame[n], safe_words) for n in names), strict=True))
    return out.getvalue().encode("utf-8", errors="replace")


def corrected_xlsx(report: ValidationReport, text: Text) -> bytes:
    """Return the same rows as a workbook: translated headers, typed dates and numbers."""
    names = [*_declared_names(), *_others(report.frame)]
    book = Book(report.file)
    sheet = book.sheet(text(REGISTER))
    sheet.write_header([column_label(name, text) for name in names])
    for row, cells in enumerate(report.frame[names].itertuples(index=False, name=None), start=1):
        sheet.write_row(row, [_to_value(cell) for cell in cells])
    sheet.add_filter(len(report.frame), len(names))
    sheet.set_widths()
    return book.content()


def log_csv(lines: Sequence[LogLine], text: Text) -> bytes:
    """Return the cleaning log: UTF-8 with BOM, so that Excel reads Cyrillic.

    The separator is a comma for English; for Kyrgyz and Russian, with decimal commas, Excel
    expects a semicolon.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="," if text.lang == "en" else ";", lineterminator="\r\n")
    writer.writerow([text(label) for label in COLUMNS.values()])
    for line in lines:
        writer.writerow(["" if cell is None else neutralize(str(cell)) for cell in line])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", errors="replace")


def _declared_names() -> list[str]:
    return [column.name for column in tables.ACTIVITIES.columns]


def _others(frame: pd.DataFrame) -> list[str]:
    return [str(name) for name in frame.columns if name not in _declared_names()]


def _to_value(cell: object) -> str | int | pd.Timestamp | None:
    """Return the value that the workbook stores: text, a whole number or a date.

    It is None for an empty cell.
    """
    if cell is None or cell != cell or cell is pd.NaT or cell == "":
        return None
    if isinstance(cell, pd.Timestamp):
        return cell
    return int(cell) if isinstance(cell, float) else str(cell)
