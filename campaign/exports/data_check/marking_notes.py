"""The sheet of marks in a marked copy: explanations, colours, and the issues without a cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from campaign.exports.data_check.issues import group_issues
from campaign.exports.data_check.workbook_marks import NoteLine
from campaign.exports.xlsx.excel_texts import replace_illegal
from campaign.i18n.translator import N_, Text
from campaign.ingest.options import DetectedOptions
from campaign.ingest.report import ValidationReport
from campaign.schema.issues import Issue
from campaign.schema.rules import RULES, issue_address

WHAT = N_("This is a copy. Cells with an issue are coloured, and a comment says what to do.")
CORRECT = N_("Correct the file you work with, or this copy, and upload it again.")
MAY_LOSE = N_(
    "A copy may lose text boxes, sparklines, pictures, check boxes and the fonts of individual "
    "words. Results of formulas are missing until the file is opened and saved in a "
    "spreadsheet program."
)
ONLY_CELLS = N_(
    "The copy contains the cells of one sheet as text, without formulas, formatting or other "
    "sheets."
)
LEGEND: Mapping[str, str] = {
    "error": N_("error: the row is not counted"),
    "warning": N_("warning: the row is counted"),
}


def is_aside(issue: Issue) -> bool:
    """Return whether an issue is on another sheet, outside cells, or in a line not in the copy."""
    return issue.rule == "possible_name_aside" or issue.rule.startswith("signature_")


def positions_of(detected: DetectedOptions) -> dict[str, int]:
    """Return {header or declared name: position of the column}; a header takes precedence.

    Columns that come from another sheet are omitted.
    """
    own = [at for at in range(len(detected.headers)) if at not in detected.parents]
    headers = {at: detected.headers[at] for at in own}
    fields = {at: detected.fields[at] for at in own}
    declared = {at: header for at, header in headers.items() if fields[at] is not None}
    positions: dict[str, int] = {}
    for names in (declared, headers, fields):
        for at, name in names.items():
            if name:
                positions.setdefault(name, at)
    return positions


def marking_notes(
    report: ValidationReport, text: Text, site: str, *, whole_workbook: bool
) -> Iterator[NoteLine]:
    """Yield the lines of the sheet of marks: explanations, colours, issues without a cell.

    The last lines are the kinds of issues, with links to their pages in the catalogue of the app at
    the address `site`; if `site` is "", there are no such lines.
    """
    loss = MAY_LOSE if whole_workbook else ONLY_CELLS
    yield NoteLine(text(WHAT), "")
    yield NoteLine(text(CORRECT), "")
    yield NoteLine(text(loss), "")
    for severity, words in LEGEND.items():
        yield NoteLine(text(words), severity)
    assert report.detected is not None
    positions = positions_of(report.detected)
    for issue in report.issues:
        if is_aside(issue) or (issue.row is None and issue.cell.label not in positions):
            yield NoteLine(replace_illegal(issue.message(text)), issue.severity)
    groups = group_issues((*report.issues, *report.corrections), report.counts)
    counted = sum(group.count for group in groups if group.severity in LEGEND)
    omitted = counted - len(report.issues)
    if omitted > 0:
        few = text.n(
            "{n} more issue is counted but not marked, to keep the file small.",
            "{n} more issues are counted but not marked, to keep the file small.",
            omitted,
        )
        yield NoteLine(few, "")
    if site:
        yield from _catalogue_lines(report, text, site)


def _catalogue_lines(report: ValidationReport, text: Text, site: str) -> Iterator[NoteLine]:
    """Yield a line with a link for each kind of issue in the copy, the severest first."""
    rules = dict.fromkeys((issue.severity, issue.rule) for issue in report.issues)
    by_severity = [rule for kind in LEGEND for severity, rule in rules if severity == kind]
    if by_severity:
        yield NoteLine(text("Each kind of issue is explained on a page of its own:"), "")
    for rule in by_severity:
        yield NoteLine(text(RULES[rule].title), "", issue_address(rule, site, text.lang))
