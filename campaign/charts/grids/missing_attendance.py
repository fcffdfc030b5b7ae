"""Activities without attendance by type and region, in a grid of counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from campaign.analysis.data_table import DataTable, TableColumn
from campaign.analysis.view import View
from campaign.charts.grids.heatmap import Axes
from campaign.charts.spec import Cell, Datum, Heading, Heatmap, LegendKey, NumberFormat
from campaign.charts.words.names import names_with_wide, short_names, type_names
from campaign.charts.words.wording import unreported_words
from campaign.i18n.translator import Text
from campaign.theme.roles import state_role


@dataclass(frozen=True, eq=False)
class MissingTypes:
    """The types with activities without attendance; the type with most of them is first.

    `rows` is indexed by `type` with `activities` and `missing`; `cells` are the rows of
    `uncertainty.missing_by_region_and_type` of these types.
    """

    rows: pd.DataFrame
    cells: pd.DataFrame

    @classmethod
    def of(cls, frame: pd.DataFrame) -> MissingTypes:
        """Return the types in the rows of `uncertainty.missing_by_region_and_type`."""
        sums = frame.groupby("type", sort=True, observed=True)[["activities", "missing"]].sum()
        rows = sums[sums["missing"] > 0].sort_values(
            ["missing", "activities"], ascending=[False, True], kind="stable"
        )
        return cls(rows, frame[frame["type"].isin(rows.index)])

    def selected(self, view: View) -> MissingTypes:
        """Return those of the selected regions; of all if none of the country is selected."""
        codes = [code for code in view.selection.oblasts if code in view.campaign.places.codes]
        return MissingTypes.of(self.cells[self.cells["oblast"].isin(codes)]) if codes else self


def build(types: MissingTypes, view: View) -> Heatmap:
    """Return, for each pair of type and region with an activity, how many have no attendance.

    Types whose activities all have an attendance are left out. Cells outside the selection fade.
    """
    text, axes = view.text, Axes(short_names(view), type_names(view), view.selection.oblasts)
    lines = {str(code): number for number, code in enumerate(types.rows.index)}
    columns = {code: number for number, code in enumerate(axes.units)}
    cells = types.cells[types.cells["oblast"].isin(list(columns))]
    grid_cells = [
        Cell(lines[row["type"]], columns[row["oblast"]], _datum(row, axes, text))
        for row in cells.to_dict("records")
    ]
    return Heatmap(
        rows=tuple(Heading(c, axes.types[c], c in axes.selected_types) for c in lines),
        columns=tuple(Heading(c, name, c in axes.selected_units) for c, name in axes.units.items()),
        cells=tuple(sorted(grid_cells, key=lambda cell: (cell.row, cell.column))),
        legend=_legend(grid_cells, text),
        headings=(text("Type of activity"), text("Activities with attendance not reported")),
        format=NumberFormat(),
        nothing=text("Attendance is reported for every activity in this selection."),
    )


def finding(types: MissingTypes, view: View) -> str:
    """Return the type with most missing attendances; if several have most, only the totals.

    "" if no attendance is missing, because the chart itself has this message.
    """
    text, types = view.text, types.selected(view)
    if types.rows.empty:
        return ""
    missing = types.rows["missing"]
    if (missing == missing.max()).sum() > 1:
        return text.n(
            "Attendance not reported: {n} activity; types of activity: {types}",
            "Attendance not reported: {n} activities; types of activity: {types}",
            int(missing.sum()),
            types=len(types.rows),
        )
    return text(
        "Attendance most often not reported: {type} (activities: {n} of {of})",
        type=text.quote(view.campaign.type_name(str(missing.index[0]), text)),
        n=int(missing.iloc[0]),
        of=int(types.rows["activities"].iloc[0]),
    )


def summary(types: MissingTypes, view: View) -> str:
    """Return how many activities of each region have no attendance, the highest number first."""
    text, types = view.text, types.selected(view)
    if types.rows.empty:
        return text("Attendance is reported for every activity in this selection.")
    by_region = types.cells.groupby("oblast", observed=True)["missing"].sum()
    counts = [(int(by_region.get(code, 0)), name) for code, name in names_with_wide(view).items()]
    counts = sorted((pair for pair in counts if pair[0]), key=lambda pair: -pair[0])
    return text(
        "Activities with attendance not reported, by region: {regions}.",
        regions=", ".join(
            text("{name} – {value}", name=name, value=text.number(n)) for n, name in counts
        ),
    )


def to_table(types: MissingTypes, view: View) -> DataTable:
    """Return a row for each type: its activities, its usual attendance, its count by region.

    If no activity of a type has an attendance, the median and the maximum are those of all types.
    The number of activities on which they are based is then 0.
    """
    text, usual, rows = view.text, view.edition.usual_attendance, types.rows.copy()
    assert usual is not None
    codes = rows.index.to_series()
    rows["name"] = [view.campaign.type_name(str(code), text) for code in codes]
    rows["median"], rows["maximum"] = usual.medians(codes), usual.maxima(codes)
    rows["based_on"] = codes.map(usual.by_type["reported"]).fillna(0)
    columns = [
        TableColumn("name", text("Type of activity")),
        TableColumn("activities", text("Activities"), "number"),
        TableColumn("missing", text("Activities with attendance not reported"), "number"),
        TableColumn("median", text("Median attendance for the type of activity"), "number", 1),
        TableColumn("maximum", text("Maximum attendance for the type of activity"), "number"),
        TableColumn("based_on", text("Activities used for the median and maximum"), "number"),
    ]
    for code, name in names_with_wide(view).items():
        of_region = types.cells[types.cells["oblast"] == code].set_index("type")["missing"]
        rows[code] = of_region.reindex(rows.index)
        rows[f"{code}_state"] = "no_activity"
        columns.append(TableColumn(code, name, "number", state=f"{code}_state"))
    return DataTable(rows, tuple(columns))


def _datum(row: Mapping[Any, Any], axes: Axes, text: Text) -> Datum:
    unit, kind, missing = str(row["oblast"]), str(row["type"]), int(row["missing"])
    is_included = axes.includes(unit, kind)
    label = f"{axes.units[unit]} · {axes.types[kind]}"
    activities = text.n("{n} activity", "{n} activities", int(row["activities"]))
    return Datum(
        code=f"oblast={unit}&type={kind}",
        label=label,
        value=float(missing),
        state="not_reported" if missing else "value",
        role=state_role("not_reported" if missing else "zero"),
        words=text.number(missing),
        tooltip=tuple(filter(None, (label, activities, unreported_words(missing, text)))),
        selected=is_included and bool(axes.selected_units and axes.selected_types),
        faded=not is_included,
    )


def _legend(cells: list[Cell], text: Text) -> tuple[LegendKey, ...]:
    if not cells:
        return ()
    keys = [LegendKey(state_role("not_reported"), text("activities with attendance not reported"))]
    if any(not cell.datum.value for cell in cells):
        keys.append(
            LegendKey(state_role("zero"), text("0: attendance reported for every activity"))
        )
    return (*keys, LegendKey(state_role("no_activity"), text("empty: no activity")))
