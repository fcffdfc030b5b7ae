"""The sheet of the regions."""

from __future__ import annotations

from campaign.analysis.population_source import source_of_population
from campaign.exports.xlsx.region_columns import region_columns
from campaign.exports.xlsx.sheets.context import Results
from campaign.exports.xlsx.sheets.names import READING
from campaign.exports.xlsx.typed_table import write_table
from campaign.exports.xlsx.workbook import BookSheet


def write_regions(results: Results, sheet: BookSheet) -> None:
    """Write the indicators of every region, with a row for the selection."""
    view, text = results.view, results.text
    if not view.has_register:
        return results.write_absence(sheet, "oblasts")
    columns, sums = region_columns(view)
    population = view.edition.population
    lines = [
        results.view.absence,
        text(
            "Ranks compare all regions for the selected types, dates and organizers; 1 is the "
            "highest."
        )
        if view.selection.organisers
        else text("Ranks compare all regions for the selected types and dates; 1 is the highest."),
        view.wide_line,
        text("Direct reach and media audience are not summed."),
        text(READING[0]),
        *source_of_population(population, view.edition, text),
    ]
    write_table(sheet, results.heading("oblasts", *lines), columns, sums)
