"""The sheets of organizers, partners, target groups and districts."""

from __future__ import annotations

from dataclasses import replace

from campaign.charts.body import Bars
from campaign.charts.chart import Build
from campaign.exports.xlsx.sheets.context import Results
from campaign.exports.xlsx.sheets.names import READING
from campaign.exports.xlsx.text_columns import numbered_bars, text_columns
from campaign.exports.xlsx.typed_table import write_table
from campaign.exports.xlsx.workbook import BookSheet
from campaign.render.xlsx import figure
from campaign.render.xlsx.cells import VALUE
from campaign.theme.style import LIGHT


def write_texts(results: Results, sheet: BookSheet, name: str, build: Build) -> None:
    """Write the table of a chart of names, always by people reached, with bars."""
    view = results.view
    if view.absence:
        return results.write_absence(sheet, name)
    chart = build(results.by_reach)
    selected = view.selection.organisers if name == "organisers" else ()
    lines = [
        chart.finding,
        chart.summary,
        *chart.sources[1:],
        *chart.notes,
        results.text(READING[0]),
    ]
    table = write_table(sheet, results.heading(name, *lines), text_columns(chart, selected))
    bars, codes = numbered_bars(chart)
    assert isinstance(bars.body, Bars)
    if all(datum.state == "not_reported" for datum in bars.body.data):
        return
    keys = [column.key for column in chart.table.columns]
    cells = results.cells(
        sheet, table.head(len(codes)), {VALUE: keys.index("reached")}, (chart.title,), codes
    )
    # The label of a district includes its region, which is in the column before it.
    cells = replace(cells, label_columns=keys.index("name") + 1)
    figure.draw(bars, LIGHT, cells)
