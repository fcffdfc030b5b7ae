"""The lines that `python -m campaign check` prints for a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from campaign.commands.register_check import RegisterReport
from campaign.i18n.translator import N_, Text
from campaign.ingest.boundaries.boundary_file import BoundaryFile
from campaign.ingest.dispatch import FileReport
from campaign.schema.causes import severity_name
from campaign.schema.issues import Issue
from campaign.schema.rules import RULES, SEVERITIES

_STATUSES = {
    "clean": N_("no errors or warnings"),
    "personal_data": N_("rejected: the file contains personal data"),
    "unreadable": N_("cannot be read"),
}
_FOUND = {
    frozenset({"error"}): N_("errors found"),
    frozenset({"warning"}): N_("warnings found"),
}
"""The text of the status `issues` by the severities of the issues; default: `_FOUND_BOTH`."""
_FOUND_BOTH = N_("errors and warnings found")
_MOST_LINES = 200


def report_lines(report: FileReport, text: Text) -> Iterator[str]:
    """Yield the status of a file, its rows, at most 200 issues, notes, and corrections by rule."""
    yield _status_line(report, text)
    if report.rows or report.status == "clean":
        if isinstance(report, BoundaryFile):
            yield _areas_line(report, text)
        else:
            yield _rows_line(report.rows, report.accepted, report.excluded, text)
    yield from _issue_lines(report.issues[:_MOST_LINES], text)
    if len(report.issues) > _MOST_LINES:
        rest = len(report.issues) - _MOST_LINES
        yield "  " + text.n("and {n} more", "and {n} more", rest)
    for note in getattr(report, "notes", ()):
        yield f"  {text(SEVERITIES['note'])}: {note.message(text)}"
    listed_counts = Counter((repair.rule, repair.column or "") for repair in report.corrections)
    for (rule, column), listed_count in listed_counts.items():
        # Corrections are counted by rule and column; the JSON lists them cell by cell.
        n = max(listed_count, getattr(report, "counts", {}).get((rule, column or None), 0))
        title = text(RULES[rule].title)
        title = f"{title}, {text.quote(column)}" if column else title
        yield f"  {text(severity_name(rule, 'repair'))}: {title} ({text.number(n)})"


def register_lines(report: RegisterReport, text: Text) -> Iterator[str]:
    """Yield the status of a register in an engine, its rows, and each issue with its column."""
    yield _status_line(report, text)
    if report.totals is not None:
        yield _rows_line(report.opened.rows, report.accepted, 0, text)
    yield from _issue_lines(report.opened.issues, text)


def _status_line(report: FileReport | RegisterReport, text: Text) -> str:
    issues = report.opened.issues if isinstance(report, RegisterReport) else report.issues
    words = _STATUSES.get(report.status)
    if words is None:
        words = _FOUND.get(frozenset(issue.severity for issue in issues), _FOUND_BOTH)
    return f"{report.file}: {text(words)}"


def _rows_line(rows: int, accepted: int, excluded: int, text: Text) -> str:
    return "  " + text(
        "rows read: {rows}; accepted: {accepted}; rejected: {rejected}; excluded: {excluded}",
        rows=rows,
        accepted=accepted,
        rejected=rows - accepted - excluded,
        excluded=excluded,
    )


def _areas_line(report: BoundaryFile, text: Text) -> str:
    return "  " + text(
        "areas read: {areas}; used: {used}; not used: {rest}",
        areas=report.rows,
        used=report.accepted,
        rest=report.rows - report.accepted,
    )


def _issue_lines(issues: Sequence[Issue], text: Text) -> Iterator[str]:
    for issue in issues:
        severity, place = text(SEVERITIES[issue.severity]), issue.location(text)
        yield f"  {severity}: {place}: {issue.message(text)}"
