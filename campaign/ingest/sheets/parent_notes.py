"""Notes and warnings about the answers that activities have from another sheet of a form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.privacy.possible_names import PossibleNames
from campaign.ingest.readers.raw_table import ParentSheet
from campaign.ingest.report import ValidationReport
from campaign.ingest.sheet import Sheet
from campaign.schema import validate
from campaign.schema.issues import Issue


def add_parent_notes(
    report: ValidationReport, sheet: Sheet, names: PossibleNames
) -> ValidationReport:
    """Return the report with notes and warnings about the answers from the parents of its sheet.

    Notes have the headers of columns; there is a warning for each sheet with submissions that have
    no activity, and for each row whose submission is missing or ambiguous. Headers in `names` are
    omitted.
    """
    if not sheet.raw.parents or report.status not in ("clean", "issues"):
        return report
    notes, warnings = list[Issue](), list[Issue]()
    for parent in sheet.raw.parents:
        title, empty = sheet.title_of(parent.sheet), parent.empty_submissions
        numbers = tuple(header for header in parent.numbers if not names.has(header))
        notes += _notes(replace(parent, numbers=numbers), title, sheet)
        if empty:
            count: dict[str, str | int] = {"count": len(empty), "first": empty[0]}
            params = {"sheet": title, **count}
            warnings.append(Issue(sheet.file, "form_without_activity", params=params))
    report = replace(report, notes=(*notes, *report.notes)).with_issues(warnings)
    return _warn_orphans(report, sheet)


def _notes(parent: ParentSheet, title: str, sheet: Sheet) -> Iterator[Issue]:
    headers = [header for at in parent.columns if (header := sheet.header.headers[at])]
    for rule, names in (("form_parent", headers), ("form_parent_numbers", parent.numbers)):
        if names:
            yield Issue(sheet.file, rule, params={"sheet": title, **_quoted(names)})


def _quoted(headers: Iterable[str]) -> dict[str, str]:
    """Return the parameters with the headers in the quotation marks of each language."""
    return {f"columns_{lang}": ", ".join(map(Text.of(lang).quote, headers)) for lang in LANGUAGES}


def _warn_orphans(report: ValidationReport, sheet: Sheet) -> ValidationReport:
    """Return the report with a warning for each row whose submission is missing or ambiguous."""
    warnings = [
        Issue(sheet.file, "form_without_submission", row, params={"sheet": title})
        for parent in sheet.raw.parents
        if (title := sheet.title_of(parent.sheet))
        for row in parent.orphan_rows
    ]
    if not warnings:
        return report
    issues = (*report.issues, *warnings[: validate.MOST_ISSUES])
    counts = Counter(report.counts)
    counts[warnings[0].rule, None] += len(warnings)
    return replace(
        report,
        status="issues",
        issues=tuple(sorted(issues, key=lambda issue: issue.cell.reading_order)),
        counts=dict(counts),
    )
