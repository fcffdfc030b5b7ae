"""The sheet of the types of activity."""

from __future__ import annotations

from campaign.analysis import indicator_frames
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.uncertainty import range_by_type
from campaign.charts import by_type
from campaign.charts.words.wording import GROUP_NAMES
from campaign.domain.totals import presence, sum_totals
from campaign.domain.value_states import state_of
from campaign.exports.xlsx.range_columns import range_columns
from campaign.exports.xlsx.sheet_column import Kind, SheetColumn
from campaign.exports.xlsx.sheets.context import Results
from campaign.exports.xlsx.sheets.names import READING
from campaign.exports.xlsx.states import in_words, state_header
from campaign.exports.xlsx.typed_table import write_table
from campaign.exports.xlsx.workbook import BookSheet
from campaign.render.xlsx import figure
from campaign.render.xlsx.cells import VALUE
from campaign.theme.style import LIGHT


def write_types(results: Results, sheet: BookSheet) -> None:
    """Write the types that have activities, with a chart."""
    view, text = results.view, results.text
    if results.view.absence:
        return results.write_absence(sheet, "types")
    totals = view.totals()
    frame = indicator_frames.by_type(totals, INDICATORS["reach"], view.campaign.types)
    sums = sum_totals(totals, ["type"]).reindex(frame.index)
    codes = [str(code) for code in frame.index]
    states = list(frame["state"])
    columns = [
        SheetColumn(
            text("Type of activity"),
            "text",
            [view.campaign.type_name(code, text) for code in codes],
        ),
        SheetColumn(text("People reached"), "whole", frame["value"].tolist(), states),
        in_words(state_header(text("People reached"), text), frame["state"], text),
        *range_columns(range_by_type(view).reindex(frame.index), text),
        SheetColumn(text("Group"), "text", [text(GROUP_NAMES[group]) for group in frame["group"]]),
        SheetColumn(text("Activities"), "whole", frame["activities"].tolist()),
        SheetColumn(
            text("Activities that reported attendance"), "whole", frame["reported"].tolist()
        ),
    ]
    for code in ("mean", "youth", "materials"):
        indicator = INDICATORS[code]
        values = indicator.of(sums, None)
        kind: Kind = "percent" if indicator.percent else "whole"
        unit_states = state_of(presence(sums), values).tolist()
        columns.append(SheetColumn(text(indicator.name), kind, values.tolist(), unit_states))
    audience = sums["media_audience"]
    on_air = (frame["group"] == "media") | audience.notna()
    media = state_of(presence(sums).where(on_air, 0), audience).tolist()
    columns += [
        SheetColumn(text("Media audience"), "whole", audience.tolist(), media),
        SheetColumn(text("Code"), "text", codes),
    ]
    breakdown = by_type.breakdown(results.by_reach)
    lines = [
        breakdown.finding,
        text("Direct reach and media audience are not summed."),
        text(READING[0]),
    ]
    table = write_table(sheet, results.heading("types", *lines), columns)
    if frame["value"].notna().any():
        queries = [f"type={code}" for code in codes]
        cells = results.cells(sheet, table, {VALUE: 1}, (breakdown.title,), queries)
        figure.draw(breakdown, LIGHT, cells)
