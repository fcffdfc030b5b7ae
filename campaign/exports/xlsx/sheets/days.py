"""The sheet of the days."""

from __future__ import annotations

import pandas as pd

from campaign.analysis.indicator_frames import by_day
from campaign.charts import over_time
from campaign.charts.body import Timeline
from campaign.charts.calendar import Calendar
from campaign.charts.chart import Chart
from campaign.domain.value_states import state_of
from campaign.exports.xlsx.sheet_column import SheetColumn
from campaign.exports.xlsx.sheets.context import Results
from campaign.exports.xlsx.sheets.names import READING
from campaign.exports.xlsx.states import in_words, state_header
from campaign.exports.xlsx.typed_table import write_table
from campaign.exports.xlsx.workbook import BookSheet
from campaign.render.xlsx import figure
from campaign.render.xlsx.cells import CUMULATIVE
from campaign.theme.style import LIGHT


def write_days(results: Results, sheet: BookSheet) -> None:
    """Write each day and the running total, with a chart."""
    view, text = results.view, results.text
    if results.view.absence:
        return results.write_absence(sheet, "days")
    first, last = view.days
    frame = by_day(view.totals(), first, last)
    calendar = Calendar.of(view.edition)
    days = list(frame.index)
    count = None if calendar is None else [calendar.number(day.date()) for day in days]
    states = state_of(frame["activities"], frame["reached"])
    columns = [
        SheetColumn(text("Date"), "date", days),
        *([] if count is None else [SheetColumn(text("Day of the campaign"), "plain", count)]),
        SheetColumn(text("Activities"), "whole", frame["activities"].tolist()),
        SheetColumn(
            text("Activities that reported attendance"), "whole", frame["reported"].tolist()
        ),
        SheetColumn(text("People reached"), "whole", frame["reached"].tolist(), list(states)),
        in_words(state_header(text("People reached"), text), states, text),
        SheetColumn(text("People reached since the start"), "whole", frame["cumulative"].tolist()),
    ]
    timeline = over_time.timeline(view)
    groups = _groups_by_day(timeline, frame.index)
    positions = {CUMULATIVE: len(columns) - 1}
    positions |= {role: at for at, role in enumerate(groups, start=len(columns))}
    columns += groups.values()
    lines = [
        *filter(None, (timeline.finding, view.undrawn_line)),
        text("The running total begins on the first day shown here."),
        text("An activity that lasts several days is counted on its first day."),
        text(READING[0]),
    ]
    table = write_table(sheet, results.heading("days", *lines), columns)
    if frame["reported"].sum():
        titles = (text("People reached per day"), text("People reached since the start"))
        figure.draw(timeline, LIGHT, results.cells(sheet, table, positions, titles))


def _groups_by_day(timeline: Chart, days: pd.Index) -> dict[str, SheetColumn]:
    """Return {role: column} for each group of types with activities, in the timeline's order."""
    assert isinstance(timeline.body, Timeline)
    rows = timeline.table.frame.set_index("date").reindex(days)
    columns = {column.key: column for column in timeline.table.columns}
    groups = {}
    for key in timeline.body.legend:
        column = columns.get(key.role.removeprefix("group:"))
        if column is None or column.state is None:
            continue
        took_place = rows[column.state] == "not_reported"
        if took_place.any():
            states = rows[column.state].fillna("no_activity").tolist()
            values = rows[column.key].tolist()
            groups[key.role] = SheetColumn(column.header, "whole", values, states)
    return groups
