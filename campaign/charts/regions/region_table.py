"""The data table of the map and of the ranking."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from campaign.analysis.data_table import DataTable, TableColumn, in_selection
from campaign.analysis.shared_numbers import once_in_country
from campaign.analysis.uncertainty import range_by_region, to_scale
from campaign.analysis.view import View
from campaign.charts.words.ranges import range_columns


def to_table(view: View, selected_regions: Sequence[str] = ()) -> DataTable:
    """Return every region with its value and denominator, highest first, and a selection column.

    Activities of no single region have separate rows at the end. Columns as in
    `indicator_frames.by_unit`, with `code` and `name`; a missing value is shown as its `state`.
    """
    text, indicator, places = view.text, view.indicator, view.campaign.places
    rows = _rows(view).copy()
    rows.insert(0, "name", [places.name(str(code), text) for code in rows.index])
    rows.insert(0, "code", [str(code) for code in rows.index])
    columns = [
        TableColumn("code", text("Code")),
        TableColumn("name", text("Region")),
        *in_selection(rows, [code in selected_regions for code in rows["code"]], text),
        TableColumn(
            "value",
            text(indicator.name),
            "percent" if indicator.percent else "number",
            indicator.digits,
            state="state",
        ),
        *range_columns(rows, indicator, text),
        TableColumn("rank", text("Rank"), "number"),
    ]
    if indicator.adds_up:
        columns.append(TableColumn("share", text("Share of the national total"), "percent", 1))
    if indicator.code != "activities":
        columns.append(TableColumn("activities", text("Activities"), "number"))
    columns.append(TableColumn("reported", text("Activities that reported attendance"), "number"))
    if indicator.code == "plan":
        columns.append(TableColumn("planned", text("Planned to date"), "number"))
    if indicator.code in ("rate", "plan"):
        columns.append(TableColumn("reached", text("People reached"), "number", state="state"))
    columns.append(TableColumn("population", text("Population"), "number"))
    return DataTable(rows, tuple(columns))


@once_in_country
def _rows(view: View) -> pd.DataFrame:
    """Return the rows of `to_table` with the range of each value, without names."""
    population, ranges = view.edition.population, range_by_region(view)
    rows = view.units.sort_values("value", ascending=False, na_position="last", kind="stable")
    if view.wide.codes:
        rows = pd.concat([rows, view.wide.by_code(view.indicator)])
    scaled = to_scale(ranges, view.indicator, None if population is None else population.by_unit)
    rows[["middle", "high"]] = scaled[["middle", "high"]].reindex(rows.index)
    rows["missing"] = ranges["missing"].reindex(rows.index)
    return rows
