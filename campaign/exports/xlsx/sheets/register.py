"""The sheet of the selected activities."""

from __future__ import annotations

from campaign.exports.xlsx.activity_columns import activity_columns
from campaign.exports.xlsx.sheet_heading import room
from campaign.exports.xlsx.sheets.context import Results
from campaign.exports.xlsx.sheets.names import READING
from campaign.exports.xlsx.typed_table import write_table
from campaign.exports.xlsx.workbook import BookSheet


def write_register(results: Results, sheet: BookSheet) -> None:
    """Write the selected activities, or the first ones that fit on a sheet."""
    view, rows, text = results.view, results.rows, results.text
    if results.view.absence or rows is None:
        return results.write_absence(sheet, "register")
    lines = [results.brief.replace("\n", " "), text(READING[0])]
    fits = room(results.heading("register", *lines, "…"))
    if len(rows) > fits:
        lines.append(
            text(
                "Only the first {n} of {of} activities fit on a sheet. Download the CSV file "
                "for all activities.",
                n=fits,
                of=len(rows),
            )
        )
        rows = rows.iloc[:fits]
    write_table(sheet, results.heading("register", *lines), activity_columns(view, rows))
