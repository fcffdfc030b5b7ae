"""The sheet about the file."""

from __future__ import annotations

from campaign.charts.insight_words import insight_sentences
from campaign.exports.xlsx.sheet_column import SheetColumn
from campaign.exports.xlsx.sheet_heading import SheetHeading
from campaign.exports.xlsx.sheets.context import Results
from campaign.exports.xlsx.sheets.names import READING, SHEETS
from campaign.exports.xlsx.typed_table import write_table
from campaign.exports.xlsx.workbook import BookSheet
from campaign.i18n.letter_case import capitalize_entry


def write_about(results: Results, sheet: BookSheet) -> None:
    """Write what the file is, how to read it, and what is on each sheet."""
    text, about = results.text, results.about
    rows: list[tuple[str, str]] = [
        (text("Title"), about.title),
        (text("Filter"), about.filters),
        (text("In brief"), results.brief),
        (text("What stands out"), "\n".join(insight_sentences(results.view))),
        (text("Data"), about.data_line),
        (text("Version"), about.version_line),
        # Without a register there are no sources here; the last sheet has the addresses.
        (
            text("Sources"),
            "\n".join(map(capitalize_entry, about.sources)) if results.view.has_register else "",
        ),
        (text("Boundaries"), about.boundaries),
        *((text("How to read this file"), text(line)) for line in READING),
        *((text(words), text(what)) for words, what in SHEETS.values()),
    ]
    rows = [(what, words) for what, words in rows if words]
    # A label is written once, in the first of its lines.
    before = ["", *(what for what, _ in rows)]
    labels = [what if what != last else "" for (what, _), last in zip(rows, before, strict=False)]
    columns = [
        SheetColumn(text("Parameter"), "text", labels),
        SheetColumn(text("Value"), "sentence", [words for _, words in rows]),
    ]
    write_table(sheet, SheetHeading(about.title, about.disclaimer), columns)
