"""The sheet of published figures."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.analysis.reconciliation import (
    INDICATOR_NAMES,
    VERDICTS,
    ReconciliationLine,
    reconcile,
)
from campaign.exports.xlsx.sheet_column import Kind, SheetColumn
from campaign.exports.xlsx.sheets.context import Results
from campaign.exports.xlsx.sheets.sources import addresses
from campaign.exports.xlsx.typed_table import write_table
from campaign.exports.xlsx.workbook import BookSheet
from campaign.i18n.translator import N_, Text

QUALIFIERS: Mapping[str, str] = {
    "exact": N_("exactly"),
    "more_than": N_("more than"),
    "about": N_("about"),
}


def write_published(results: Results, sheet: BookSheet) -> None:
    """Write the published figures next to the values of the whole register."""
    view, text = results.view, results.text
    figures = reconcile(view.edition, view.campaign.types, view.campaign.places.table["kind"])
    edition = view.edition.title(text) if view.selection.filtered else None
    if not figures:
        words = text("No published figures can be compared with this register.")
        write_table(sheet, results.heading("published", words, filters=edition), ())
        return
    # The filters of the view do not apply to this sheet and are not named on it.
    lines = [text("All values on this sheet cover the whole campaign; filters do not apply.")]
    if view.edition.totals is None:
        lines.append(results.view.absence)
    kinds: list[Kind] = ["percent" if line.share else "whole" for line in figures]
    columns = [
        SheetColumn(text("Indicator"), "text", [_indicator(line, text) for line in figures]),
        SheetColumn(
            text("Qualifier"), "text", [text(QUALIFIERS[line.qualifier]) for line in figures]
        ),
        SheetColumn(
            text("Published, whole campaign"),
            "whole",
            [line.published for line in figures],
            kinds=kinds,
        ),
        SheetColumn(
            text("In the whole register"),
            "whole",
            [line.computed for line in figures],
            kinds=kinds,
        ),
        SheetColumn(
            text("Difference"),
            "change",
            [_difference(line) for line in figures],
            kinds=["points" if line.share else "change" for line in figures],
            unit=text("percentage points"),
        ),
        SheetColumn(text("Result"), "sentence", [text(VERDICTS[line.verdict]) for line in figures]),
        SheetColumn(
            text("Likely cause"),
            "sentence",
            ["\n".join(cause.describe(text) for cause in line.causes) for line in figures],
        ),
        SheetColumn(text("Source"), "sentence", [addresses(line.source) for line in figures]),
    ]
    write_table(sheet, results.heading("published", *lines, filters=edition), columns)


def _indicator(line: ReconciliationLine, text: Text) -> str:
    name = INDICATOR_NAMES.get(line.indicator)
    return line.indicator if name is None else text(name)


def _difference(line: ReconciliationLine) -> float | None:
    """Return the difference in the indicator's unit, for a share in percentage points, or None."""
    if line.difference is None:
        return None
    return line.difference * 100 if line.share else line.difference
