"""The table of a chart of names as the columns of a sheet."""

from __future__ import annotations

from collections.abc import Collection

from campaign.charts.chart import Chart
from campaign.exports.xlsx.typed_table import Field


def text_fields(chart: Chart, selected: Collection[str] = ()) -> list[Field]:
    """The columns of the table of the chart, its numbers typed and those missing hatched.

    With `selected` codes only their rows, as on the other sheets of a selection.
    """
    frame = chart.table.frame
    if selected:
        frame = frame[frame.index.isin(list(selected))]
    fields = []
    for column in chart.table.columns:
        cells = frame[column.key].tolist()
        if column.kind == "text":
            fields.append(Field(column.head, "sentence", cells))
        else:
            states = [] if column.state is None else frame[column.state].astype("str").tolist()
            fields.append(Field(column.head, "whole", cells, states))
    return fields
