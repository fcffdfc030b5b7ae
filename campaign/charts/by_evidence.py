"""Charts on data quality: the range of the total, and missing attendance by type and region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from campaign.analysis.completeness import Completeness, completeness
from campaign.analysis.data_table import DataTable, TableColumn, named_table
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.uncertainty import (
    TotalRange,
    estimated_attendance_words,
    missing_by_region_and_type,
    of_indicator,
    range_by_region,
    total_range,
)
from campaign.analysis.view import View
from campaign.charts.bars import (
    bar,
    bars,
    range_columns,
    with_high_of,
    with_range,
)
from campaign.charts.chart import Chart, Parts, build_chart
from campaign.charts.heatmap import Axes
from campaign.charts.reporting import (
    report_map_finding,
    report_map_spec,
    report_map_summary,
    report_map_table,
    weeks_finding,
    weeks_spec,
    weeks_summary,
    weeks_table,
)
from campaign.charts.spec import Bars, Cell, Datum, Heading, Heatmap, LegendKey, NumberFormat
from campaign.charts.wording import (
    amount_or_state,
    end_sentence,
    join_sentences,
    names_with_wide,
    short_names,
    type_names,
    unreported_words,
    value_or_state,
)
from campaign.i18n.translator import Text
from campaign.theme.roles import ACCENT, state_role


def certainty(view: View) -> Chart:
    """Return people reached by region, with ranges because of activities without attendance."""
    text = view.text
    title = text(
        "Data completeness: people reached by region, with the range for missing attendance"
    )
    notes = (text("no values are imputed: totals are sums of reported values"),)
    parts = Parts(certainty_spec, certainty_finding, certainty_summary, certainty_table)
    frame = range_by_region(view)
    return build_chart("certainty", title, parts, frame, view, notes=notes, highlights=("place",))


def missing(view: View) -> Chart:
    """Return the activities without attendance by type and region."""
    title = view.text("Activities with attendance not reported, by type and region")
    types = MissingTypes.of(missing_by_region_and_type(view))
    parts = Parts(missing_spec, missing_finding, missing_summary, missing_table)
    return build_chart("missing", title, parts, types, view, highlights=("place",))


def reports(view: View) -> Chart:
    """Return which region reported in which week of the campaign."""
    title = view.text("Reports from each region by week of the campaign")
    parts = Parts(weeks_spec, weeks_finding, weeks_summary, weeks_table)
    return _of_weeks("reports", title, parts, view)


def report_shares(view: View) -> Chart:
    """Return the share of weeks with attendance by region, as a map."""
    title = view.text("Share of weeks with attendance reported, by region")
    parts = Parts(report_map_spec, report_map_finding, report_map_summary, report_map_table)
    return _of_weeks("report_shares", title, parts, view)


def _of_weeks(key: str, title: str, parts: Parts[Completeness], view: View) -> Chart:
    line, weeks = view.wide_line, completeness(view)
    return build_chart(key, title, parts, weeks, view, wide_line=line, highlights=("place",))


_REACH = INDICATORS["reach"]


def certainty_spec(frame: pd.DataFrame, view: View) -> Bars:
    """Return a bar for each row of `uncertainty.range_by_region` with activities, highest first.

    Activities of no single region cannot be selected. With selected regions, other bars fade.
    """
    text, selected, labels = view.text, view.selection.oblasts, short_names(view)
    names = names_with_wide(view)
    rows = _sort(frame[frame["present"] > 0])
    ranges, data = of_indicator(rows, _REACH, None), []
    for index, row in rows.to_dict("index").items():
        code = str(index)
        people = with_high_of(amount_or_state(row, _REACH, text), ranges, code, _REACH, text)
        datum = bar(
            f"oblast={code}" if code in labels else "",
            row,
            labels.get(code, names[code]),
            value_or_state(row, _REACH, text),
            (names[code], people, *_missing_lines(row, text)),
            selected=code in selected,
            faded=bool(selected) and code not in selected,
            name=names[code],
        )
        data.append(with_range(datum, ranges, code))
    keys = (LegendKey(ACCENT, text("reported")),) if data else ()
    return bars(data, (text("Region"), text(_REACH.name)), text, keys=keys)


def certainty_finding(_: pd.DataFrame, view: View) -> str:
    """Return the reported total and the high end of its range, as a headline."""
    text, total = view.text, total_range(view)
    if not total.activities:
        return ""
    if total.is_open:
        return text(
            "People reached: {low:0} reported, up to {high:0} if missing attendance equals the "
            "maximum for the type of activity",
            low=total.low,
            high=total.high,
        )
    if total.missing:
        return text("Attendance is not reported for any activity in this selection")
    return text("People reached: {low}; attendance is reported for every activity", low=total.low)


def certainty_summary(_: pd.DataFrame, view: View) -> str:
    """Return the missing attendance, the resulting range, and the estimates, in sentences."""
    text, total = view.text, total_range(view)
    if not total.activities:
        return text("No activities in this selection.")
    return join_sentences(*_missing_sentences(total, text), _estimate_sentence(total, text))


def certainty_table(frame: pd.DataFrame, view: View) -> DataTable:
    """Return rows for regions and activities of no single region, with both ends of the ranges."""
    text, rows = view.text, _sort(frame)
    share = text("Share of activities with attendance not reported")
    rows["missing_share"] = rows["missing"] / rows["activities"].where(rows["activities"] > 0)
    return named_table(
        rows,
        text("Region"),
        names_with_wide(view),
        text,
        TableColumn("activities", text("Activities"), "number"),
        TableColumn("value", text("People reached"), "number", state="state"),
        *range_columns(rows, _REACH, text),
        TableColumn("missing_share", share, "percent", 1),
        TableColumn("estimated", text("Activities with an estimated attendance"), "number"),
        TableColumn("estimated_people", text("People reached, estimated"), "number"),
        selected=view.selection.oblasts,
    )


def _sort(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows, highest first, with `value` and `state` as in `indicators.by_unit`."""
    is_reported = frame["activities"] > frame["missing"]
    # People of an activity of several regions may belong to a region without own activities.
    value = frame["low"].where(is_reported | (frame["low"] != 0))
    state = pd.Series("value", index=frame.index).mask(value == 0, "zero")
    state = state.mask(value.isna(), "not_reported")
    state = state.mask((frame["present"] == 0) & value.isna(), "no_activity")
    rows = frame.assign(value=value, state=state)
    return rows.sort_values(["value", "high"], ascending=False, na_position="last", kind="stable")


def _missing_lines(row: Mapping[Any, Any], text: Text) -> Iterator[str]:
    activities = text.n("{n} activity", "{n} activities", int(row["activities"]))
    missing = unreported_words(int(row["missing"]), text)
    yield " · ".join(filter(None, (activities, missing)))
    if row["estimated"]:
        estimated_people = float(row["estimated_people"])
        yield estimated_attendance_words(int(row["estimated"]), estimated_people, text)


def _missing_sentence(total: TotalRange, text: Text) -> str:
    """Return how many activities have no attendance."""
    if total.missing == total.activities:
        return end_sentence(text("Attendance is not reported for any activity in this selection"))
    return text.n(
        "Attendance is not reported for {n} of {of} activities ({share:%}).",
        "Attendance is not reported for {n} of {of} activities ({share:%}).",
        total.missing,
        of=total.activities,
        share=total.missing_share,
    )


def _missing_sentences(total: TotalRange, text: Text) -> list[str]:
    if not total.missing:
        return [text("Attendance is reported for every activity in this selection.")]
    sentences = [_missing_sentence(total, text)]
    if not total.is_open:
        return [
            *sentences,
            text("The register reports no attendance, so no range can be calculated."),
        ]
    sentences.append(
        text(
            "People reached: {low:0} if nobody attended these activities; {middle:0} if "
            "attendance at each equals the median for its type of activity; {high:0} if "
            "attendance at each equals the maximum for its type.",
            low=total.low,
            middle=total.middle,
            high=total.high,
        )
    )
    if total.untyped:
        sentences.append(
            text.n(
                "The median and the maximum of all types are used for {n} activity of a type "
                "without any reported attendance.",
                "The median and the maximum of all types are used for {n} activities of types "
                "without any reported attendance.",
                total.untyped,
            )
        )
    return sentences


def _estimate_sentence(total: TotalRange, text: Text) -> str:
    if not total.estimated:
        return text("No attendance is marked as an estimate.")
    return text.n(
        "Of the people reached, {people} ({share:%}) are from {n} activity with an estimated "
        "attendance.",
        "Of the people reached, {people} ({share:%}) are from {n} activities with an estimated "
        "attendance.",
        total.estimated,
        people=total.estimated_people,
        share=total.estimated_share,
    )


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


def missing_spec(types: MissingTypes, view: View) -> Heatmap:
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


def missing_finding(types: MissingTypes, view: View) -> str:
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


def missing_summary(types: MissingTypes, view: View) -> str:
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


def missing_table(types: MissingTypes, view: View) -> DataTable:
    """Return a row for each type: its activities, its usual attendance, its count by region.

    If no activity of a type has an attendance, the median and the maximum are those of all types.
    The number of activities on which they are based is then 0.
    """
    text, usual, rows = view.text, view.edition.usual_attendance, types.rows.copy()
    assert usual is not None
    codes = rows.index.to_series()
    rows["median"], rows["maximum"] = usual.medians(codes), usual.maxima(codes)
    rows["based_on"] = codes.map(usual.by_type["reported"]).fillna(0)
    columns = []
    for code, name in names_with_wide(view).items():
        of_region = types.cells[types.cells["oblast"] == code].set_index("type")["missing"]
        rows[code], rows[f"{code}_state"] = of_region.reindex(rows.index), "no_activity"
        columns.append(TableColumn(code, name, "number", state=f"{code}_state"))
    return named_table(
        rows,
        text("Type of activity"),
        type_names(view),
        text,
        TableColumn("activities", text("Activities"), "number"),
        TableColumn("missing", text("Activities with attendance not reported"), "number"),
        TableColumn("median", text("Median attendance for the type of activity"), "number", 1),
        TableColumn("maximum", text("Maximum attendance for the type of activity"), "number"),
        TableColumn("based_on", text("Activities used for the median and maximum"), "number"),
        *columns,
    )


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
