"""The sheets of coverage and completeness."""

from __future__ import annotations

from campaign.analysis.population_source import population_source
from campaign.charts import by_evidence
from campaign.charts import coverage as coverage_charts
from campaign.charts.regions.region_shares import sorted_rows
from campaign.charts.words.denominator import Words
from campaign.exports.xlsx.completeness_columns import completeness_columns
from campaign.exports.xlsx.coverage_columns import POSITIONS, coverage_columns
from campaign.exports.xlsx.sheets.context import Results
from campaign.exports.xlsx.sheets.names import ALL_REGIONS, READING
from campaign.exports.xlsx.typed_table import write_table
from campaign.exports.xlsx.workbook import BookSheet
from campaign.render.xlsx import figure
from campaign.theme.style import LIGHT


def write_coverage(results: Results, sheet: BookSheet) -> None:
    """Write the people reached compared with the population of each region, with a chart."""
    view, text = results.view, results.text
    basis = view.basis
    if view.absence or basis.population is None:
        words = view.absence or text("No year has population data for every region.")
        write_table(sheet, results.heading("coverage", words), ())
        return
    frame = sorted_rows(view.coverage(basis))
    chart = coverage_charts.shares(view)
    lines = [
        chart.finding,
        text(ALL_REGIONS),
        view.wide_line,
        text(READING[0]),
        *population_source(view),
    ]
    table = write_table(
        sheet,
        results.heading("coverage", *lines),
        coverage_columns(view, frame, Words.of(view)),
    )
    if frame["reach_share"].notna().any():
        figure.draw(chart, LIGHT, results.cells(sheet, table, POSITIONS, (chart.title,)))


def write_completeness(results: Results, sheet: BookSheet) -> None:
    """Write what each region reported in each week."""
    if results.view.absence:
        return results.write_absence(sheet, "completeness")
    chart = by_evidence.reports(results.view)
    scope = results.text(ALL_REGIONS)
    heading = results.heading("completeness", chart.finding, chart.summary, scope)
    write_table(sheet, heading, completeness_columns(chart.table, results.text))
