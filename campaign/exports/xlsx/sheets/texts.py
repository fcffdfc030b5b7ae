"""The sheets of organizers, partners, target groups and districts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from campaign.charts.body import Bars
from campaign.charts.chart import Build, Chart
from campaign.exports.xlsx.sheet_column import SheetColumn, to_sheet_column
from campaign.exports.xlsx.sheets.context import Results
from campaign.exports.xlsx.sheets.names import READING
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
    table = write_table(sheet, results.heading(name, *lines), _text_columns(chart, selected))
    bars, codes = _numbered_bars(chart)
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


def _text_columns(chart: Chart, selected: Collection[str]) -> list[SheetColumn]:
    """Return the columns of the table of the chart: numbers are typed, missing ones hatched.

    If codes are `selected`, only their rows are included, as on the other sheets of a selection.
    """
    frame = chart.table.frame
    if selected:
        frame = frame[frame.index.isin(list(selected))]
    return [
        SheetColumn(column.header, "sentence", frame[column.key].tolist())
        if column.kind == "text"
        else to_sheet_column(column, frame)
        for column in chart.table.columns
    ]


def _numbered_bars(chart: Chart) -> tuple[Chart, list[str]]:
    """Return the chart with the bars of its sheet, and their codes: the row numbers, from 0.

    Bars that a selection fades are not on the sheet.
    """
    assert isinstance(chart.body, Bars)
    data = [datum for datum in chart.body.data if not datum.faded]
    codes = [str(number) for number in range(len(data))]
    bars = (replace(datum, code=code) for datum, code in zip(data, codes, strict=True))
    return replace(chart, body=replace(chart.body, data=tuple(bars))), codes
