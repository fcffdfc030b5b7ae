"""Compares a native chart in the workbook of results, or the table instead, with the chart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import cached_property
from itertools import accumulate
from typing import Any

import pandas as pd
import pytest

from campaign.analysis.view import View
from campaign.charts import by_region, by_text, by_type, coverage, over_time, plan
from campaign.charts.chart import Chart
from campaign.charts.spec import (
    Bars,
    Choropleth,
    Datum,
    Dumbbell,
    Gantt,
    Heatmap,
    Lines,
    SmallMultiples,
    Timeline,
)
from campaign.theme.roles import ACCENT, paint
from campaign.theme.style import LIGHT
from tests.campaigns import REGIONS
from tests.exports.xlsx.results_file import Results
from tests.xlsx_charts import NativeChart, native_charts


class Workbook(Results):
    """The results of a view, with the native charts in them."""

    def __init__(self, content: bytes, view: View) -> None:
        super().__init__(content, view.text)
        self.view, self.charts = view, native_charts(content)

    def column(self, sheet: str, header: str) -> Iterator[tuple[float | None, bool]]:
        """Each value of a column (None for an empty cell), and whether its cell is hatched."""
        cells, row = self.sheet(sheet), self.header_row(sheet)
        at = [cell.value for cell in cells[row]].index(self.text(header)) + 1
        for number in range(row + 1, row + 1 + len(self.rows(sheet))):
            cell = cells.cell(number, at)
            yield cell.value, cell.fill.patternType == "lightUp"

    def native(self, chart: Chart) -> NativeChart:
        """The native chart with the title of this chart."""
        (native,) = [native for native in self.charts if native.title.startswith(chart.title)]
        return native

    @cached_property
    def register(self) -> pd.DataFrame:
        """The sheet of activities: region and type by name, people as numbers, NaN for none."""
        names = {
            "Oblast or city": "region",
            "Type of activity": "type",
            "Date": "date",
            "Last day": "last",
            "People reached": "reached",
            "Women": "women",
            "Men": "men",
            "Young people": "youth",
        }
        frame = pd.DataFrame(self.rows("register"))
        return frame.rename(columns={self.text(name): key for name, key in names.items()})


# Native charts ------------------------------------------------------------------------------


def _check_days(book: Workbook, chart: Chart) -> None:
    """Columns by group and day, and the running total, for the selected days."""
    spec = chart.spec
    assert isinstance(spec, Timeline)
    daily, running = book.charts[:2]
    assert (daily.kind, running.kind) == ("barChart", "lineChart")
    days = [cell.date() for cell in running.series[0].labels]
    by_day = {day.day: day for day in spec.days}
    assert {day.day for day in spec.days if not day.faded} <= set(days)
    assert not {day.day for day in spec.days if day.faded} & set(days)
    keys = [key for key in spec.legend if key.mark == "area"]
    parts = {part.role for day in days if day in by_day for part in by_day[day].parts}
    series_keys = [key for key in keys if any(key.label in series.name for series in daily.series)]
    assert parts <= {key.role for key in series_keys}
    for series, key in zip(daily.series, series_keys, strict=True):
        assert key.label in series.name
        assert series.colours == (paint(key.role, LIGHT).fill,)
        for day, value in zip(days, series.values, strict=True):
            of_day = by_day[day].parts if day in by_day else ()
            assert value == next((p.value for p in of_day if p.role == key.role), None)
    _check_title(daily, spec.headings[0], book.view)
    people = [by_day[day].value if day in by_day else 0 for day in days]
    totals = list(accumulate(0 if value != value else value for value in people))
    (series,) = running.series
    assert list(series.values) == totals
    assert series.colours == (paint(ACCENT, LIGHT).fill,)


def _check_types(book: Workbook, chart: Chart) -> None:
    """A bar for each selected type, in the order and colours of the body."""
    spec, native = chart.spec, book.charts[2]
    assert isinstance(spec, Bars) and native.kind == "barChart"
    (series,) = native.series
    data = [datum for datum in spec.data if not datum.faded]
    assert list(series.labels) == [datum.label for datum in data]
    assert list(series.values) == [None if d.state == "not_reported" else d.value for d in data]
    assert list(series.colours) == [paint(datum.role, LIGHT).fill for datum in data]
    assert series.name == spec.headings[1]
    _check_title(native, chart.title, book.view)


def _check_shares(book: Workbook, chart: Chart) -> None:
    """Two bars side by side for each region, selected or not, in the order of the body."""
    spec, native = chart.spec, book.native(chart)
    assert isinstance(spec, Dumbbell) and native.kind == "barChart"
    for at, (series, key) in enumerate(zip(native.series, spec.legend, strict=True)):
        data = [pair.data[at] for pair in spec.rows]
        assert series.name == key.label and series.colours == (paint(key.role, LIGHT).fill,)
        assert list(series.labels) == [datum.name for datum in data]
        for datum, value in zip(data, series.values, strict=True):
            assert value == (None if datum.value != datum.value else pytest.approx(datum.value))
    _check_title(native, chart.title, book.view)


def _check_title(native: NativeChart, title: str, view: View) -> None:
    """The title has selection and disclaimer, because a chart is copied without its sheet."""
    for words in (title, view.scope.line, view.disclaimer.rstrip(".")):
        assert words in native.title


def _check_plan(book: Workbook, chart: Chart) -> None:
    """Planned, actual and forecast by day; no chart if days or organizers are selected."""
    spec = chart.spec
    assert isinstance(spec, Lines)
    natives = [native for native in book.charts if native.kind == "scatterChart"]
    if not spec.lines:
        assert not natives
        return
    (native,) = natives
    _check_title(native, chart.title, book.view)
    for series, line in zip(native.series, spec.lines, strict=True):
        assert series.colours == (paint(line.role, LIGHT).fill,)
        values = dict(zip(series.labels, series.values, strict=True))
        first = min(values)
        for point in line.points:
            value = values[first + timedelta(days=point.at)]
            assert value == pytest.approx(point.value, abs=0.5), (line.role, point.at)


# Tables instead of a chart ------------------------------------------------------------------


def _check_regions(book: Workbook, chart: Chart) -> None:
    spec = chart.spec
    assert isinstance(spec, Choropleth | Bars)
    names = [name for name, _ in book.column("oblasts", "Region")]
    values = dict(zip(names, book.column("oblasts", book.view.indicator.name), strict=True))
    for datum in spec.data:
        _check_value(*values[datum.name], datum)


def _check_type_rows(book: Workbook, chart: Chart) -> None:
    header = "Media audience" if chart.key == "media" else "People reached"
    assert isinstance(chart.spec, Bars)
    codes = [f"type={code}" for code, _ in book.column("types", "Code")]
    values = dict(zip(codes, book.column("types", header), strict=True))
    for datum in chart.spec.data:
        assert (datum.code in values) == (not datum.faded)
        if not datum.faded:
            _check_value(*values[datum.code], datum)


def _check_texts(book: Workbook, chart: Chart) -> None:
    """Each bar is a row with its name; the sheet has only the selected rows."""
    assert isinstance(chart.spec, Bars)
    header = chart.spec.headings[0]
    names = [name for name, _ in book.column(chart.key, header)]
    values = dict(zip(names, book.column(chart.key, "People reached"), strict=True))
    assert len(values) == len(names)
    for datum in chart.spec.data:
        assert (datum.name in values) == (not datum.faded)
        if not datum.faded:
            _check_value(*values[datum.name], datum)
    _check_bars(book, chart)


def _check_bars(book: Workbook, chart: Chart) -> None:
    """A native bar for each selected bar, in the order and colours of the body."""
    assert isinstance(chart.spec, Bars)
    native = book.native(chart)
    (series,) = native.series
    data = [datum for datum in chart.spec.data if not datum.faded]
    values = [None if datum.state == "not_reported" else datum.value for datum in data]
    assert (native.kind, list(series.values)) == ("barChart", values)
    assert list(series.colours) == [paint(datum.role, LIGHT).fill for datum in data]
    _check_title(native, chart.title, book.view)


def _check_districts(book: Workbook, chart: Chart) -> None:
    """Each bar is a row with its region and its name."""
    assert isinstance(chart.spec, Bars)
    regions = [name for name, _ in book.column("districts", "Region")]
    districts = [name for name, _ in book.column("districts", "District")]
    names = [f"{name} ({region})" for name, region in zip(districts, regions, strict=True)]
    values = dict(zip(names, book.column("districts", "People reached"), strict=True))
    assert len(values) == len(names)
    for datum in chart.spec.data:
        _check_value(*values[datum.name], datum)
    _check_bars(book, chart)


def _check_audience(book: Workbook, chart: Chart) -> None:
    rows = book.register
    assert isinstance(chart.spec, Bars)
    for datum, group in zip(chart.spec.data, ("women", "men", "youth"), strict=True):
        both = rows[rows[group].notna() & rows["reached"].notna()]
        share = both[group].sum() / both["reached"].sum()
        assert share == pytest.approx(datum.value, nan_ok=True)


def _check_cells(book: Workbook, chart: Chart) -> None:
    spec = chart.spec
    assert isinstance(spec, Heatmap)
    sums = book.register.groupby(["type", "region"])["reached"].sum(min_count=1)
    places = book.view.campaign.places
    for cell in spec.cells:
        region = places.name(spec.columns[cell.column].code, book.text)
        key = (spec.rows[cell.row].name, region)
        assert (key in sums.index) == (not cell.datum.faded)
        if key in sums.index:
            assert sums[key] == pytest.approx(cell.datum.value, nan_ok=True)


def _check_rates(book: Workbook, chart: Chart) -> None:
    assert isinstance(chart.spec, Dumbbell)
    unit = book.view.text("per 10,000 population")
    rates = _coverage_column(book, book.text("Rate, {unit}", unit=unit))
    for pair in chart.spec.rows:
        _check_value(*rates[pair.first.name], pair.first)


def _check_ranks(book: Workbook, chart: Chart) -> None:
    assert isinstance(chart.spec, Dumbbell)
    for at, header in enumerate(("Rank by people reached", "Rank by rate")):
        ranks = _coverage_column(book, book.text(header))
        for pair in chart.spec.rows:
            value, datum = ranks[pair.first.name][0], pair.data[at]
            assert value == (None if datum.value != datum.value else datum.value)


def _check_reach_shares(book: Workbook, chart: Chart) -> None:
    """The workbook has the people reached, but not the labour migrants."""
    assert isinstance(chart.spec, Dumbbell)
    shares = _coverage_column(book, book.text("Share of the people reached"))
    for pair in chart.spec.rows:
        _check_value(*shares[pair.first.name], pair.first)


def _check_curve(book: Workbook, chart: Chart) -> None:
    """The points are sums of the people and of the population in the order of the rates."""
    assert isinstance(chart.spec, Lines)
    # Regions with equal rates are in the official order.
    rows = sorted(book.rows("coverage"), key=lambda row: REGIONS.index(row[book.text("Code")]))
    state = book.text("State: {what}", what=book.text("People reached"))
    known = [row for row in rows if row[state] != book.text("not reported")]
    people = [row[book.text("People reached")] or 0 for row in known]
    population = [row[book.text("Population")] for row in known]
    order = sorted(range(len(known)), key=lambda n: people[n] / population[n])
    x = y = 0.0
    for point, n in zip(chart.spec.lines[0].points[1:], order, strict=True):
        x, y = x + population[n] / sum(population), y + people[n] / sum(people)
        assert (point.at, point.value) == (pytest.approx(x), pytest.approx(y))


def _coverage_column(book: Workbook, header: str) -> dict[Any, tuple[float | None, bool]]:
    names = [name for name, _ in book.column("coverage", "Region")]
    return dict(zip(names, book.column("coverage", header), strict=True))


def _check_weeks(book: Workbook, chart: Chart) -> None:
    spec, rows = chart.spec, book.register
    assert isinstance(spec, SmallMultiples)
    places = book.view.campaign.places
    for panel in spec.panels:
        name = places.name(panel.datum.code.removeprefix("oblast="), book.text)
        if not panel.datum.faded:
            region = rows[rows["region"] == name]
            for week in panel.bins:
                inside = region["date"].dt.date.between(week.first, week.last)
                total = region.loc[inside, "reached"].sum(min_count=1)
                assert total == pytest.approx(week.value, nan_ok=True)


def _check_activities(book: Workbook, chart: Chart) -> None:
    rows = book.register
    assert isinstance(chart.spec, Gantt)
    last = pd.to_datetime(rows["last"]).fillna(rows["date"])
    days = sorted(zip(rows["date"].dt.date, last.dt.date, strict=True))
    assert days == sorted((span.first, span.last) for span in chart.spec.spans)
    missing = sum(span.datum.state == "not_reported" for span in chart.spec.spans)
    assert sum(hatched for _, hatched in book.column("register", "People reached")) == missing


def check_absence(book: Workbook, chart: Chart) -> None:
    """No native chart shows the chart: its values follow from the rows of the register."""
    assert not [native for native in book.charts if chart.title in native.title]


def _check_value(value: Any, hatched: bool, datum: Datum) -> None:
    assert value == (None if datum.value != datum.value else pytest.approx(datum.value))
    assert hatched == (datum.state == "not_reported")


Check = Callable[[Workbook, Chart], None]

NATIVE: Mapping[Callable[[View], Chart], Check] = {
    over_time.timeline: _check_days,
    by_type.breakdown: _check_types,
    plan.pace: _check_plan,
    coverage.shares: _check_shares,
    by_text.organisers: _check_texts,
    by_text.partners: _check_texts,
    by_text.audience_groups: _check_texts,
    by_text.districts: _check_districts,
}
"""The charts with a native chart in the workbook."""

TABLES: Mapping[Callable[[View], Chart], Check] = {
    by_region.choropleth: _check_regions,
    by_region.region_ranking: _check_regions,
    coverage.rates: _check_rates,
    coverage.ranks: _check_ranks,
    coverage.labour_migrants: _check_reach_shares,
    coverage.concentration: _check_curve,
    over_time.small_multiples: _check_weeks,
    over_time.schedule: _check_activities,
    by_type.leading_types: _check_type_rows,
    by_type.heatmap: _check_cells,
    by_type.audience: _check_audience,
    by_type.media: _check_type_rows,
}
"""The charts without a native chart in the workbook: their values are in its tables."""
