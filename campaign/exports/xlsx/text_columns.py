"""The table of a chart of names as the columns of a sheet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from campaign.charts.body import Bars
from campaign.charts.chart import Chart
from campaign.exports.xlsx.sheet_column import SheetColumn, to_sheet_column


def text_columns(chart: Chart, selected: Collection[str]) -> list[SheetColumn]:
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


def numbered_bars(chart: Chart) -> tuple[Chart, list[str]]:
    """Return the chart with the bars of its sheet, and their codes: the row numbers, from 0.

    Bars that a selection fades are not on the sheet.
    """
    assert isinstance(chart.body, Bars)
    data = [datum for datum in chart.body.data if not datum.faded]
    codes = [str(number) for number in range(len(data))]
    bars = (replace(datum, code=code) for datum, code in zip(data, codes, strict=True))
    return replace(chart, body=replace(chart.body, data=tuple(bars))), codes
