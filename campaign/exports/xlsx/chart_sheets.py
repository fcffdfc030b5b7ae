"""The sheets of the charts: their tables, joined where several charts have the same rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from campaign.analysis.comparison import default_other
from campaign.analysis.completeness import SILENT
from campaign.analysis.data_table import DataTable, TableColumn, TableKind
from campaign.analysis.indicators import INDICATORS, Indicator, by_day, by_type, by_unit
from campaign.analysis.provenance import population_source, source_of_population
from campaign.analysis.regions import WideActivities
from campaign.analysis.uncertainty import range_by_region, whole_range
from campaign.analysis.view import View
from campaign.charts import by_campaign, by_evidence, compared, over_time
from campaign.charts import by_type as type_charts
from campaign.charts import coverage as coverage_charts
from campaign.charts import plan as plan_charts
from campaign.charts.bars import range_columns
from campaign.charts.calendar import Calendar
from campaign.charts.chart import Build, Chart
from campaign.charts.reporting import MEANINGS, WEEK_KEY
from campaign.charts.spec import Bars
from campaign.domain.value_states import MISSING_WORDS, state_of
from campaign.exports.data_package.contents import indicator_totals
from campaign.exports.xlsx.table import (
    READING,
    Content,
    Results,
    SheetColumn,
    is_missing,
    kind_of,
    sheet_columns,
    state_column,
)
from campaign.i18n.translator import N_, Text
from campaign.render.xlsx.native_charts import CUMULATIVE, VALUE
from campaign.theme.roles import FIRST, SECOND, line_role
from campaign.theme.style import GROUPS

ALL_REGIONS = N_("All regions; the filters by type, date and organizer apply.")
WHOLE, SELECTION = "whole", "selection"
"""The codes of the rows of the whole country and of the selected regions."""

_REACH = INDICATORS["reach"]


def region_values(view: View) -> Iterator[tuple[Indicator, pd.DataFrame]]:
    """Yield each indicator with its values, as `by_unit`, ranked among the regions of the country.

    Rows are the regions, the activities of no single region, `WHOLE`, and `SELECTION` if regions
    are selected. A number of activities is never missing: none is 0.
    """
    places, chosen = view.campaign.places, view.selection.oblasts
    population = view.edition.population
    groups = {WHOLE: places.codes, **({SELECTION: list(chosen)} if chosen else {})}
    codes = [*places.codes, *view.wide.codes, *groups]
    if population is not None:
        sums = {code: population.by_unit.reindex(units).sum() for code, units in groups.items()}
        population = replace(population, by_unit=pd.concat([population.by_unit, pd.Series(sums)]))
    for indicator, totals in indicator_totals(view, oblasts=False):
        rows = [WideActivities.of(totals).totals, totals.assign(oblast=WHOLE)]
        if chosen:
            rows.append(totals[totals["oblast"].isin(chosen)].assign(oblast=SELECTION))
        values = by_unit(pd.concat(rows), indicator, codes, population)
        ranks = values["value"][places.codes].rank(method="min", ascending=False)
        values["rank"] = ranks.reindex(codes)
        if indicator.code == "activities":
            values["value"] = values["value"].fillna(0)
        yield indicator, values


def regions(results: Results) -> Content:
    """Return the indicators of every region, then of the whole country and of the selection.

    All regions are included, also if some are selected, so that ranks are comparable. Activities of
    no single region have their own rows.
    """
    view, text, places = results.view, results.text, results.view.campaign.places
    if not view.has_register:
        return Content([view.absence])
    chosen, population = view.selection.oblasts, view.edition.population
    sums = [WHOLE, SELECTION] if chosen else [WHOLE]
    names = {WHOLE: text("Whole country"), SELECTION: text("Selection")}
    codes = [*places.codes, *view.wide.codes, *sums]
    columns = [
        SheetColumn(text("Code"), "text", ["" if code in sums else code for code in codes]),
        SheetColumn(text("Region"), "text", [names.get(c) or places.name(c, text) for c in codes]),
    ]
    if chosen:
        inside = [text("yes") if code in chosen else text("no") for code in codes[: -len(sums)]]
        columns.append(SheetColumn(text("In the selection"), "text", [*inside, *[""] * len(sums)]))
    for indicator, values in region_values(view):
        name, cells, states = text(indicator.name), values["value"].tolist(), [*values["state"]]
        columns.append(SheetColumn(name, kind_of(indicator), cells, states))
        if indicator.code in INDICATORS:
            header = text("Rank: {what}", what=name)
            columns.append(SheetColumn(header, "whole", values["rank"].tolist()))
        if indicator.code == "activities":
            header = text("Activities that reported attendance")
            columns.append(SheetColumn(header, "whole", values["reported"].tolist()))
        elif indicator.code not in ("rate", "mean"):
            # These two are computed from the people reached, which have a column of their state.
            header = text("State: {what}", what=name)
            columns.append(state_column(header, values["value"], states, text))
    ranges = pd.concat(
        [
            range_by_region(view),
            whole_range(view, oblasts=False),
            *([whole_range(view)] if chosen else []),
        ]
    )
    columns += _columns(DataTable(ranges, range_columns(ranges, _REACH, text)), text)
    if population is not None:
        people = [*population.by_unit.reindex(places.codes), *([None] * len(view.wide.codes))]
        people += [population.total]
        people += [population.by_unit.reindex(list(chosen)).sum()] if chosen else []
        years = [population.year] * len(codes)
        columns += [
            SheetColumn(text("Population"), "whole", people),
            SheetColumn(text("Population year"), "plain", years),
        ]
    lines = [
        view.absence,
        text(
            "Ranks compare all regions for the selected types, dates and organizers; 1 is the "
            "highest."
        )
        if view.selection.organisers
        else text("Ranks compare all regions for the selected types and dates; 1 is the highest."),
        view.wide_line,
        text(READING[3]),
        text(READING[0]),
        *source_of_population(population, view.edition, text),
    ]
    return Content(lines, columns, len(sums))


def days(results: Results) -> Content:
    """Return each day of the selection, the running total, and people reached by group of types."""
    view, text, chart = results.view, results.text, over_time.timeline(results.view)
    calendar = Calendar.of(view.edition)
    frame = by_day(view.totals(), *view.days).reset_index()
    frame["number"] = [calendar.number(day.date()) if calendar else None for day in frame["date"]]
    frame["state"] = state_of(frame["activities"], frame["reached"])
    of_chart = {column.key: column for column in chart.table.columns}
    keys = ["date", "number", "activities", "reported", "reached", "cumulative"]
    of_groups = chart.table.frame.set_index("date").reindex(frame["date"])
    for group in GROUPS:
        state = f"{group}_state"
        # A group without activities on the selected days has no column.
        if group in of_chart and (of_groups[state] == "not_reported").any():
            frame[group] = of_groups[group].tolist()
            frame[state] = of_groups[state].fillna("no_activity").tolist()
            keys.append(group)
    columns = sheet_columns(DataTable(frame, tuple(of_chart[key] for key in keys)), text)
    at = {key: number for number, key in enumerate(columns)}
    lines = [
        chart.finding,
        view.undrawn_line,
        text("The running total begins on the first day shown here."),
        text("An activity that lasts several days is counted on its first day."),
        text(READING[0]),
    ]
    series = {f"group:{key}": at[key] for key in keys if key in GROUPS}
    series[CUMULATIVE] = at["cumulative"]
    titles = (text("People reached per day"), text("People reached since the start"))
    native = chart if frame["reported"].sum() else None
    return Content(lines, [*columns.values()], chart=native, series=series, titles=titles)


def types(results: Results) -> Content:
    """Return the types that have activities, with every indicator that needs no population."""
    view, text = results.by_reach, results.text
    chart, media, totals = type_charts.breakdown(view), type_charts.media(view), view.totals()
    others = []
    for indicator in (INDICATORS[code] for code in ("mean", "youth", "materials")):
        kind: TableKind = "percent" if indicator.percent else "number"
        column = TableColumn("value", text(indicator.name), kind, indicator.digits, "state")
        others.append(DataTable(by_type(totals, indicator, view.campaign.types), (column,)))
    table = _selected(_join([chart.table, *others, media.table], text), text)
    lines = [chart.finding, text(READING[3]), text(READING[0])]
    return _bars_content(chart, table, lines, "value", text)


def texts(results: Results, build: Build) -> Content:
    """Return the table of a chart of names, always by people reached, with bars."""
    chart = build(results.by_reach)
    reading, table = results.text(READING[0]), _selected(chart.table, results.text)
    lines = [chart.finding, chart.summary, *chart.sources[1:], *chart.notes, reading]
    return _bars_content(chart, table, lines, "reached", results.text)


def coverage(results: Results) -> Content:
    """Return the people reached compared with the population of each region."""
    view, text = results.view, results.text
    if view.basis.population is None:
        return Content([text("No year has population data for every region.")])
    charts = coverage_charts.shares(view), coverage_charts.rates(view), coverage_charts.ranks(view)
    columns = sheet_columns(_join([chart.table for chart in charts], text), text)
    lines = [
        *(chart.finding for chart in charts),
        text(ALL_REGIONS),
        view.wide_line,
        text(READING[0]),
        *population_source(view),
    ]
    series = {FIRST: "reach_share", SECOND: "population_share"}
    return _content(charts[0], columns, lines, series, ["reach_share"])


def completeness(results: Results) -> Content:
    """Return what each region reported in each week, in words."""
    text, chart = results.text, by_evidence.reports(results.view)
    words = {SILENT: text(MISSING_WORDS["no_activity"])}
    words |= {state: text(meaning) for state, meaning in MEANINGS.items()}
    columns = sheet_columns(chart.table, text)
    for key, column in columns.items():
        if key.startswith(WEEK_KEY):
            columns[key] = SheetColumn(column.header, "text", [words[s] for s in column.states])
    return Content([chart.finding, chart.summary, text(ALL_REGIONS)], [*columns.values()])


def comparison(results: Results) -> Content:
    """Return people reached in two campaigns by region and type, or why there is no comparison."""
    view, text = _with_other(results), results.text
    if words := by_campaign.comparison_absence(view):
        return Content([words])
    charts = by_campaign.regions_of_both(view), by_campaign.types_of_both(view)
    columns = sheet_columns(_stack(charts, text), text)
    for key in ("first", "second"):
        header = f"{text(_REACH.name)}, {columns[key].header}"
        columns[key] = replace(columns[key], header=header)
    lines = [line for chart in charts for line in (chart.finding, chart.summary)]
    series = {FIRST: "first", SECOND: "second"}
    return _content(charts[0], columns, [*lines, text(READING[0])], series, ["first", "second"])


def comparison_days(results: Results) -> Content:
    """Return the running totals of both campaigns by day, with ranges, or why there are none.

    A cell is empty if its campaign has no such day.
    """
    view, text = _with_other(results), results.text
    chart, paces = by_campaign.pace_by_day(view), by_campaign.paces_of(view)
    if not paces:
        return Content([chart.summary])
    numbers = pd.concat([pace.rows["day"] for pace in paces])
    numbered = list(range(int(numbers.min()), int(numbers.max()) + 1))
    table = {column.key: column for column in chart.table.columns}
    totals: list[SheetColumn] = []
    ends: list[SheetColumn] = []
    for pace in paces:
        rows = pace.rows.set_index("day").reindex(numbered)
        shown = (table["value"], *range_columns(rows, _REACH, text))
        named = tuple(replace(column, header=f"{column.header}, {pace.name}") for column in shown)
        total, *others = _columns(DataTable(rows, named), text)
        totals.append(total)
        ends += others
    first = SheetColumn(table["day"].header, "whole", numbered)
    series = {role: at for at, role in enumerate(compared.ROLES, start=1)}
    lines = [chart.finding, chart.summary, *chart.sources]
    columns = [first, *totals, *ends]
    return Content(lines, columns, chart=chart, series=series, places=numbered)


def plan(results: Results) -> Content:
    """Return planned, actual and forecast by day, or why there is no plan."""
    chart = plan_charts.pace(results.view)
    if chart.table.frame.empty:
        return Content([chart.summary])
    columns = sheet_columns(chart.table, results.text)
    lines = [chart.finding, chart.summary, *chart.sources[1:], *chart.notes]
    keys = {"actual": "actual", "plan": "planned", "forecast": "forecast"}
    series = {line_role(line): key for line, key in keys.items() if key in columns}
    return _content(chart, columns, lines, series, ["actual"])


def plan_parts(results: Results) -> Content:
    """Return target, plan to date and actual of each region and type."""
    view, text = results.view, results.text
    charts = plan_charts.by_region(view), plan_charts.by_type(view)
    if all(chart.table.frame.empty for chart in charts):
        return Content([charts[0].summary])
    lines = [
        text("Planned by {date}.", date=view.plan_day),
        *(chart.summary for chart in charts),
        *charts[0].sources[1:],
        text(READING[0]),
    ]
    return Content(lines, _columns(_stack(charts, text), text))


# Tables of several charts -----------------------------------------------------------------


def _content(
    chart: Chart,
    columns: Mapping[str, SheetColumn],
    lines: Sequence[str],
    series: Mapping[str, str],
    needed: Sequence[str],
    label_columns: int = 1,
) -> Content:
    """Return the content with its chart, if one of the columns that it needs has a value."""
    keys = list(columns)
    is_known = any(not is_missing(cell) for key in needed for cell in columns[key].cells)
    return Content(
        lines,
        [*columns.values()],
        chart=chart if is_known else None,
        series={role: keys.index(key) for role, key in series.items()},
        label_columns=label_columns,
    )


def _bars_content(
    chart: Chart, table: DataTable, lines: Sequence[str], value: str, text: Text
) -> Content:
    """Return the content of a chart of bars; a bar is in the first rows of the table."""
    assert isinstance(chart.spec, Bars)
    columns = sheet_columns(table, text)
    content = _content(chart, columns, lines, {VALUE: value}, [value], 1 + ("region" in columns))
    # Rows without a name come last and have no bar.
    has_bars = any(datum.state != "not_reported" for datum in chart.spec.data)
    return content if has_bars else replace(content, chart=None)


def _columns(table: DataTable, text: Text) -> list[SheetColumn]:
    return [*sheet_columns(table, text).values()]


def _join(tables: Sequence[DataTable], text: Text) -> DataTable:
    """Return the rows of the first table with the columns of all whose header is new, and codes."""
    frame, columns = tables[0].frame.copy(), list(tables[0].columns)
    headers = {column.header for column in columns}
    for number, table in enumerate(tables[1:]):
        rows = table.frame.reindex(frame.index)
        for column in (c for c in table.columns if c.header not in headers):
            key, state = f"{column.key}_{number}", None
            frame[key] = rows[column.key]
            if column.state:
                state = f"{column.state}_{number}"
                frame[state] = rows[column.state].astype("object").fillna("no_activity")
            columns.append(replace(column, key=key, state=state))
            headers.add(column.header)
    frame["code"] = frame.index
    return DataTable(frame, (*columns, TableColumn("code", text("Code"))))


def _stack(charts: Sequence[Chart], text: Text) -> DataTable:
    """Return the rows of all tables, with the columns of the first and the kind of each row."""
    tables = [chart.table for chart in charts]
    frame = pd.concat([table.frame for table in tables], ignore_index=True)
    frame["kind"] = [table.columns[0].header for table in tables for _ in table.frame.index]
    name, *others = tables[0].columns
    columns = (replace(name, header=text("Name")), TableColumn("kind", text("Kind of row")))
    return DataTable(frame, (*columns, *others))


def _selected(table: DataTable, text: Text) -> DataTable:
    """Return only the selected rows, if the table says which ones are selected."""
    if "in_selection" not in table.frame:
        return table
    columns = tuple(column for column in table.columns if column.key != "in_selection")
    return DataTable(table.frame[table.frame["in_selection"] == text("yes")], columns)


def _with_other(results: Results) -> View:
    """Return the view with the other campaign, by default the newest one with a register."""
    view = results.by_reach
    other = view.selection.other or default_other(view.selection.edition, view.campaign)
    return replace(view, selection=replace(view.selection, other=other))
