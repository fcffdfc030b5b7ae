"""The sheets of coverage and completeness."""

from __future__ import annotations

import pandas as pd

from campaign.analysis.completeness import SILENT
from campaign.analysis.data_table import DataTable
from campaign.analysis.population_source import population_source
from campaign.analysis.view import View
from campaign.charts import by_evidence
from campaign.charts import coverage as coverage_charts
from campaign.charts.grids.reporting_weeks import MEANINGS, WEEK_KEY
from campaign.charts.regions.region_ranks import BY_NUMBER, BY_RATE
from campaign.charts.regions.region_shares import POPULATION, REACH, sorted_rows
from campaign.charts.words.denominator import Words
from campaign.domain.value_states import MISSING_WORDS
from campaign.exports.xlsx.sheet_column import SheetColumn, to_sheet_column
from campaign.exports.xlsx.sheets.context import Results
from campaign.exports.xlsx.sheets.names import ALL_REGIONS, READING
from campaign.exports.xlsx.states import in_words, state_header
from campaign.exports.xlsx.typed_table import write_table
from campaign.exports.xlsx.workbook import BookSheet
from campaign.i18n.translator import N_, Text
from campaign.render.xlsx import figure
from campaign.theme.roles import FIRST, SECOND
from campaign.theme.style import LIGHT

POSITIONS = {FIRST: 3, SECOND: 5}
"""{role of a pair: position of its column}, for shares of people reached and of population."""

_GAP = N_("Gap to the national average, people")


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
        _coverage_columns(view, frame, Words.of(view)),
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
    write_table(sheet, heading, _completeness_columns(chart.table, results.text))


def _completeness_columns(table: DataTable, text: Text) -> list[SheetColumn]:
    """Return the columns of the table of reports.

    A cell of a week has the text of the state of the region's reports.
    """
    words = {SILENT: text(MISSING_WORDS["no_activity"])}
    words |= {state: text(meaning) for state, meaning in MEANINGS.items()}
    columns = []
    for column in table.columns:
        if column.key.startswith(WEEK_KEY):
            assert column.state is not None
            states = table.frame[column.state]
            columns.append(
                SheetColumn(column.header, "text", [words[str(state)] for state in states])
            )
        else:
            columns.append(to_sheet_column(column, table.frame))
    return columns


def _coverage_columns(view: View, frame: pd.DataFrame, words: Words) -> list[SheetColumn]:
    """Return the columns for the rows of `coverage`, the names of regions first.

    A negative gap means that fewer people were reached than at the national rate.
    """
    text, places = view.text, view.campaign.places
    codes, states = [str(code) for code in frame.index], frame["state"].tolist()
    reached = words.people

    def numbers(name: str) -> list[float]:
        return frame[name].tolist()

    return [
        SheetColumn(text("Region"), "text", [places.name(code, text) for code in codes]),
        SheetColumn(reached, "whole", numbers("reached"), states),
        in_words(state_header(reached, text), states, text),
        SheetColumn(text(REACH), "percent", numbers("reach_share"), states),
        SheetColumn(words.population, "whole", numbers("population")),
        SheetColumn(text(POPULATION), "percent", numbers("population_share")),
        SheetColumn(
            text("Difference"),
            "points",
            (frame["share_difference"] * 100).tolist(),
            states,
            unit=text("percentage points"),
        ),
        SheetColumn(text("Rate, {unit}", unit=words.unit), "decimal", numbers("rate"), states),
        SheetColumn(text(_GAP), "change", numbers("gap"), states),
        SheetColumn(text(BY_NUMBER), "plain", numbers("count_rank")),
        SheetColumn(text(BY_RATE), "plain", numbers("rate_rank")),
        SheetColumn(text("Code"), "text", codes),
    ]
