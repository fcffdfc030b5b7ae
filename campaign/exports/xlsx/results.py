"""The results of a selection as a workbook: the register, its sums, and what was published."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import pandas as pd

from campaign.analysis import indicators
from campaign.analysis.comparison import default_other
from campaign.analysis.headline_numbers import finding, numbers
from campaign.analysis.indicators import INDICATORS, by_day, state_of
from campaign.analysis.provenance import Provenance, build_provenance
from campaign.analysis.reconciliation import (
    INDICATOR_NAMES,
    VERDICTS,
    ReconciliationLine,
    reconcile,
)
from campaign.analysis.register_texts import localize_texts
from campaign.analysis.uncertainty import range_by_type
from campaign.analysis.view import View
from campaign.charts import by_campaign, by_evidence, by_text, by_type, over_time
from campaign.charts import coverage as coverage_charts
from campaign.charts import plan as plan_charts
from campaign.charts.body import Bars, Timeline
from campaign.charts.calendar import Calendar
from campaign.charts.chart import Chart
from campaign.charts.denominator import Words, population_source
from campaign.charts.region_shares import sorted_rows
from campaign.charts.wording import GROUP_NAMES
from campaign.domain.totals import presence, sum_totals
from campaign.exports.progress import SHEET, Parts, Progress, silent
from campaign.exports.xlsx.activity_fields import activity_fields
from campaign.exports.xlsx.comparison_fields import COLUMNS as COMPARED_COLUMNS
from campaign.exports.xlsx.comparison_fields import comparison_fields
from campaign.exports.xlsx.completeness_fields import completeness_fields
from campaign.exports.xlsx.coverage_fields import COLUMNS, coverage_fields
from campaign.exports.xlsx.plan_fields import chart_columns, part_fields, plan_fields
from campaign.exports.xlsx.range_fields import range_fields
from campaign.exports.xlsx.region_fields import oblast_fields
from campaign.exports.xlsx.states import in_words, state_header
from campaign.exports.xlsx.text_fields import numbered_bars, text_fields
from campaign.exports.xlsx.typed_table import Field, Heading, Kind, room, write_table
from campaign.exports.xlsx.workbook import Book, Sheet
from campaign.i18n.translator import N_
from campaign.render.xlsx import figure
from campaign.render.xlsx.cells import CUMULATIVE, VALUE, ChartCells, TableRange
from campaign.theme.paint import line_role
from campaign.theme.style import LIGHT

SHEETS: Mapping[str, tuple[str, str]] = {
    "about": (N_("About this file"), N_("What the file is, and how to read it.")),
    "register": (N_("Register"), N_("The selected activities, one per row.")),
    "oblasts": (N_("By region"), N_("Every indicator of the regions side by side.")),
    "days": (N_("By day"), N_("Each day and the running total, with a chart.")),
    "types": (N_("By type"), N_("The types of activity from highest to lowest, with a chart.")),
    "organisers": (N_("By organizer"), N_("People reached, activities and regions by organizer.")),
    "partners": (N_("By partner"), N_("People reached, activities and regions by partner.")),
    "audience_groups": (
        N_("By target group"),
        N_("People reached, activities and regions by target group."),
    ),
    "districts": (N_("By district"), N_("People reached and activities by region and district.")),
    "coverage": (
        N_("Coverage"),
        N_("People reached compared with population by region, with a chart."),
    ),
    "completeness": (
        N_("Completeness"),
        N_("What each region reported in each week, in words, and the share of weeks."),
    ),
    "comparison": (
        N_("Two campaigns"),
        N_("People reached by region and type in two campaigns, with a chart."),
    ),
    "plan": (N_("Plan by day"), N_("Planned, actual and forecast by day, with a chart.")),
    "plan_parts": (
        N_("Plan by region and type"),
        N_("Target, plan to date and actual of each region and type."),
    ),
    "published": (
        N_("Published and computed"),
        N_("Published figures and the values of the whole register."),
    ),
    "sources": (N_("Sources and filter"), N_("The selection and its sources.")),
}
"""Sheets in their order: the name of each, and what is on it."""

QUALIFIERS: Mapping[str, str] = {
    "exact": N_("exactly"),
    "more_than": N_("more than"),
    "about": N_("about"),
}
READING: tuple[str, ...] = (
    N_("A hatched empty cell: not reported. A value of 0: reported as zero."),
    N_("An empty cell without hatching: no activity, or no value."),
    N_("A column beside the values gives the state of each cell in words."),
    N_("Direct reach and media audience are not summed."),
    N_("Young people are also counted among women and men; the three are not summed."),
    N_("A person who came to two activities is counted twice: the register has no names."),
    N_("Cells hold values, not formulas."),
)
"""How to read the sheets."""

ALL_REGIONS = N_("All regions; the filters by type and date apply.")
STREAMED = 20_000
"""Activities from which the rows are written out as they come, so that memory stays small."""


def results_xlsx(view: View, progress: Progress = silent) -> bytes:
    """The selection as a workbook in the reader's language, a sheet for each of `SHEETS`.

    Figures are typed cells. One that was not reported is an empty, hatched cell, and a column
    beside it says so in words; one that is zero is 0. The regions are shown side by side whatever
    oblast is chosen, with a row for the selection; days and types are those of the selection.
    Text is never a formula. The same view gives the same bytes.
    """
    return _Results(view).content(progress)


class _Results:
    """The workbook of one view while it is written."""

    def __init__(self, view: View) -> None:
        self.view, self.text = view, view.text
        register, where = view.edition.register, view.selection.row_filter()
        self.rows = None if register is None else localize_texts(register.rows(where), view)
        streaming = self.rows is not None and len(self.rows) >= STREAMED
        self.about: Provenance = build_provenance(view, _title(view), self._sources())
        self.book = Book(self.about.title, streaming)

    def content(self, progress: Progress) -> bytes:
        write = {
            "about": self._about,
            "register": self._register,
            "oblasts": self._oblasts,
            "days": self._days,
            "types": self._types,
            "organisers": lambda sheet: self._texts(sheet, "organisers", by_text.organisers),
            "partners": lambda sheet: self._texts(sheet, "partners", by_text.partners),
            "audience_groups": lambda sheet: self._texts(
                sheet, "audience_groups", by_text.audience_groups
            ),
            "districts": lambda sheet: self._texts(sheet, "districts", by_text.districts),
            "coverage": self._coverage,
            "completeness": self._completeness,
            "comparison": self._comparison,
            "plan": self._plan,
            "plan_parts": self._plan_parts,
            "published": self._published,
            "sources": self._sources_and_filter,
        }
        sheets = Parts(tuple(SHEETS), SHEET, progress)
        for name in sheets:
            write[name](self.book.sheet(self.text(SHEETS[name][0])))
        content = self.book.content()
        sheets.finished()
        return content

    # What stands on every sheet -----------------------------------------------------------------

    def _heading(self, sheet: str, *lines: str, filters: str | None = None) -> Heading:
        words = [self.about.filters if filters is None else filters, *lines]
        return Heading(self.text(SHEETS[sheet][0]), self.view.mark, tuple(filter(None, words)))

    def _nothing(self, sheet: Sheet, name: str) -> None:
        write_table(sheet, self._heading(name, self.view.absence), ())

    # About this file ----------------------------------------------------------------------------

    def _about(self, sheet: Sheet) -> None:
        text, about = self.text, self.about
        rows: list[tuple[str, str]] = [
            (text("Title"), about.title),
            (text("Filter"), about.filters),
            (text("In brief"), self._brief),
            (text("Data"), about.data_line),
            (text("Version"), about.version_line),
            # Without a register nothing here comes from one; the last sheet has the addresses.
            (text("Sources"), "\n".join(about.sources) if self.view.has_register else ""),
            (text("Boundaries"), about.boundaries),
            *((text("How to read"), text(line)) for line in READING),
            *((text(words), text(what)) for words, what in SHEETS.values()),
        ]
        rows = [(what, words) for what, words in rows if words]
        # A label stands once, over all of its lines.
        before = ["", *(what for what, _ in rows)]
        labels = [
            what if what != last else "" for (what, _), last in zip(rows, before, strict=False)
        ]
        fields = [
            Field(text("Parameter"), "text", labels),
            Field(text("Value"), "sentence", [words for _, words in rows]),
        ]
        write_table(sheet, Heading(about.title, about.mark), fields)

    @cached_property
    def _by_reach(self) -> View:
        """The view with the people reached, whatever indicator is selected."""
        return replace(self.view, selection=replace(self.view.selection, indicator="reach"))

    @cached_property
    def _brief(self) -> str:
        """The two main numbers, and what they leave out."""
        if self.view.absence:
            return self.view.absence
        parts = [finding(self.view), numbers(self.view)[0].note, self.view.wide_line]
        if self.view.edition.rejected_rows:
            parts.append(
                self.text.n(
                    "{n} row was rejected",
                    "{n} rows were rejected",
                    self.view.edition.rejected_rows,
                )
            )
        return "\n".join(filter(None, parts))

    # Register -----------------------------------------------------------------------------------

    def _register(self, sheet: Sheet) -> None:
        view, rows, text = self.view, self.rows, self.text
        if self.view.absence or rows is None:
            return self._nothing(sheet, "register")
        lines = [self._brief.replace("\n", " · "), text(READING[0])]
        fits = room(self._heading("register", *lines, "…"))
        if len(rows) > fits:
            lines.append(
                text(
                    "Only the first {n} of {of} activities fit on a sheet: download the "
                    "CSV for all.",
                    n=fits,
                    of=len(rows),
                )
            )
            rows = rows.iloc[:fits]
        write_table(sheet, self._heading("register", *lines), activity_fields(view, rows))

    # By oblast ----------------------------------------------------------------------------------

    def _oblasts(self, sheet: Sheet) -> None:
        view, text = self.view, self.text
        if not view.has_register:
            return self._nothing(sheet, "oblasts")
        fields, sums = oblast_fields(view)
        population = view.edition.population
        lines = [
            self.view.absence,
            text(
                "Ranks are among the regions under the same types, dates and organizers; 1 is the "
                "highest."
            )
            if view.selection.organisers
            else text(
                "Ranks are among the regions under the same types and dates; 1 is the highest."
            ),
            view.wide_line,
            text("Direct reach and media audience are not summed."),
            text(READING[0]),
            ""
            if population is None
            else text(
                "population: estimates for {year:raw}, rounded (geo/population.csv)",
                year=population.year,
            ),
        ]
        write_table(sheet, self._heading("oblasts", *lines), fields, sums)

    # By day -------------------------------------------------------------------------------------

    def _days(self, sheet: Sheet) -> None:
        view, text = self.view, self.text
        if self.view.absence:
            return self._nothing(sheet, "days")
        first, last = view.days
        frame = by_day(view.totals(), first, last)
        calendar = Calendar.of(view.edition)
        days = list(frame.index)
        count = None if calendar is None else [calendar.number(day.date()) for day in days]
        states = state_of(frame["activities"], frame["reached"])
        fields = [
            Field(text("Date"), "date", days),
            *([] if count is None else [Field(text("Day of the campaign"), "plain", count)]),
            Field(text("Activities"), "whole", frame["activities"].tolist()),
            Field(text("Activities that reported attendance"), "whole", frame["reported"].tolist()),
            Field(text("People reached"), "whole", frame["reached"].tolist(), list(states)),
            in_words(state_header(text("People reached"), text), states, text),
            Field(text("People reached, running total"), "whole", frame["cumulative"].tolist()),
        ]
        timeline = over_time.timeline(view)
        groups = self._groups_by_day(timeline, frame.index)
        columns = {CUMULATIVE: len(fields) - 1}
        columns |= {role: at for at, role in enumerate(groups, start=len(fields))}
        fields += groups.values()
        lines = [
            timeline.finding,
            text("The running total begins on the first day shown here."),
            text("An activity of several days is counted on its first day."),
            text(READING[0]),
        ]
        table = write_table(sheet, self._heading("days", *lines), fields)
        if frame["reported"].sum():
            titles = (text("People reached per day"), text("People reached, running total"))
            figure.draw(timeline, LIGHT, self._cells(sheet, table, columns, titles))

    def _groups_by_day(self, timeline: Chart, days: pd.Index) -> dict[str, Field]:
        """{role: column} of each group of types that took place, as the timeline stacks them."""
        assert isinstance(timeline.body, Timeline)
        rows = timeline.table.frame.set_index("date").reindex(days)
        columns = {column.key: column for column in timeline.table.columns}
        fields = {}
        for key in timeline.body.legend:
            column = columns.get(key.role.removeprefix("group:"))
            if column is None or column.state is None:
                continue
            took_place = rows[column.state] == "not_reported"
            if took_place.any():
                states = rows[column.state].fillna("no_activity").tolist()
                values = rows[column.key].tolist()
                fields[key.role] = Field(column.head, "whole", values, states)
        return fields

    # By type ------------------------------------------------------------------------------------

    def _types(self, sheet: Sheet) -> None:
        view, text = self.view, self.text
        if self.view.absence:
            return self._nothing(sheet, "types")
        totals = view.totals()
        frame = indicators.by_type(totals, INDICATORS["reach"], view.campaign.types)
        sums = sum_totals(totals, ["type"]).reindex(frame.index)
        codes = [str(code) for code in frame.index]
        states = list(frame["state"])
        fields = [
            Field(
                text("Type of activity"),
                "text",
                [view.campaign.type_name(code, text) for code in codes],
            ),
            Field(text("People reached"), "whole", frame["value"].tolist(), states),
            in_words(state_header(text("People reached"), text), frame["state"], text),
            *range_fields(range_by_type(view).reindex(frame.index), text),
            Field(text("Group"), "text", [text(GROUP_NAMES[group]) for group in frame["group"]]),
            Field(text("Activities"), "whole", frame["activities"].tolist()),
            Field(text("Activities that reported attendance"), "whole", frame["reported"].tolist()),
        ]
        for code in ("mean", "youth", "materials"):
            indicator = INDICATORS[code]
            values = indicator.of(sums, None)
            kind: Kind = "percent" if indicator.percent else "whole"
            unit_states = state_of(presence(sums), values).tolist()
            fields.append(Field(text(indicator.name), kind, values.tolist(), unit_states))
        audience = sums["media_audience"]
        on_air = (frame["group"] == "media") | audience.notna()
        media = state_of(presence(sums).where(on_air, 0), audience).tolist()
        fields += [
            Field(text("Media audience"), "whole", audience.tolist(), media),
            Field(text("Code"), "text", codes),
        ]
        breakdown = by_type.breakdown(self._by_reach)
        lines = [
            breakdown.finding,
            text("Direct reach and media audience are not summed."),
            text(READING[0]),
        ]
        table = write_table(sheet, self._heading("types", *lines), fields)
        if frame["value"].notna().any():
            queries = [f"type={code}" for code in codes]
            cells = self._cells(sheet, table, {VALUE: 1}, (breakdown.title,), queries)
            figure.draw(breakdown, LIGHT, cells)

    # Who and for whom -----------------------------------------------------------------------------

    def _texts(self, sheet: Sheet, name: str, build: Callable[[View], Chart]) -> None:
        """The table of a chart of names; people first, whatever indicator is selected."""
        view = self.view
        if view.absence:
            return self._nothing(sheet, name)
        chart = build(self._by_reach)
        selected = view.selection.organisers if name == "organisers" else ()
        lines = [chart.finding, chart.summary, *chart.sources[1:], self.text(READING[0])]
        table = write_table(sheet, self._heading(name, *lines), text_fields(chart, selected))
        bars, codes = numbered_bars(chart)
        assert isinstance(bars.body, Bars)
        if all(datum.state == "not_reported" for datum in bars.body.data):
            return
        keys = [column.key for column in chart.table.columns]
        cells = self._cells(
            sheet, table.head(len(codes)), {VALUE: keys.index("reached")}, (chart.title,), codes
        )
        # A district is named with its region, which stands before it.
        cells = replace(cells, label_columns=keys.index("name") + 1)
        figure.draw(bars, LIGHT, cells)

    # Coverage -------------------------------------------------------------------------------------

    def _coverage(self, sheet: Sheet) -> None:
        view, text = self.view, self.text
        basis = view.basis
        if view.absence or basis.population is None:
            words = view.absence or text("No year has a population for every region.")
            write_table(sheet, self._heading("coverage", words), ())
            return
        frame = sorted_rows(view.coverage(basis))
        chart = coverage_charts.shares(view)
        lines = [
            chart.finding,
            text(ALL_REGIONS),
            view.wide_line,
            text(READING[0]),
            *population_source(view),
        ]
        table = write_table(
            sheet,
            self._heading("coverage", *lines),
            coverage_fields(view, frame, Words.of(view)),
        )
        if frame["reach_share"].notna().any():
            figure.draw(chart, LIGHT, self._cells(sheet, table, COLUMNS, (chart.title,)))

    def _completeness(self, sheet: Sheet) -> None:
        if self.view.absence:
            return self._nothing(sheet, "completeness")
        chart = by_evidence.reports(self.view)
        scope = self.text(ALL_REGIONS)
        heading = self._heading("completeness", chart.finding, chart.summary, scope)
        write_table(sheet, heading, completeness_fields(chart.table, self.text))

    # Two campaigns --------------------------------------------------------------------------------

    def _comparison(self, sheet: Sheet) -> None:
        """People by region and type beside those of another campaign, or why they are not."""
        view, text = self._by_reach, self.text
        if self.view.absence:
            return self._nothing(sheet, "comparison")
        selection = view.selection
        other = selection.other or default_other(selection.edition, view.campaign)
        view = replace(view, selection=replace(selection, other=other))
        if words := by_campaign.refusal(view):
            write_table(sheet, self._heading("comparison", words), ())
            return
        regions, types = by_campaign.regions_of_both(view), by_campaign.types_of_both(view)
        lines = [
            *(line for chart in (regions, types) for line in (chart.finding, chart.summary)),
            text(READING[0]),
        ]
        unit = text(INDICATORS["reach"].name)
        fields = comparison_fields([regions.table, types.table], unit, text)
        table = write_table(sheet, self._heading("comparison", *lines), fields)
        values = regions.table.frame[["first", "second"]]
        if values.notna().any(axis=None):
            rows = table.head(len(values))
            cells = self._cells(sheet, rows, COMPARED_COLUMNS, (regions.title,))
            figure.draw(regions, LIGHT, cells)

    # Plan -----------------------------------------------------------------------------------------

    def _plan(self, sheet: Sheet) -> None:
        chart = None if self.view.absence else plan_charts.pace(self.view)
        if chart is None or chart.table.frame.empty:
            return self._no_plan(sheet, "plan", chart)
        lines = [chart.finding, chart.summary, *chart.sources[1:]]
        table = write_table(sheet, self._heading("plan", *lines), plan_fields(chart.table))
        if chart.table.frame["actual"].isna().all():
            return
        columns = {line_role(role): at for role, at in chart_columns(chart.table).items()}
        cells = self._cells(sheet, table, columns, (chart.title,))
        figure.draw(chart, LIGHT, replace(cells, label_format="dd.mm"))

    def _plan_parts(self, sheet: Sheet) -> None:
        if self.view.absence:
            return self._nothing(sheet, "plan_parts")
        charts = plan_charts.by_region(self.view), plan_charts.by_type(self.view)
        if all(chart.table.frame.empty for chart in charts):
            return self._no_plan(sheet, "plan_parts", charts[0])
        lines = [
            self.text("Planned by {date}.", date=self.view.plan_day),
            *(chart.summary for chart in charts),
            *charts[0].sources[1:],
            self.text(READING[0]),
        ]
        heading = self._heading("plan_parts", *lines)
        write_table(sheet, heading, part_fields([chart.table for chart in charts], self.text))

    def _no_plan(self, sheet: Sheet, name: str, chart: Chart | None) -> None:
        """Why there is no comparison with a plan."""
        words = self.view.absence if chart is None else chart.summary
        write_table(sheet, self._heading(name, words), ())

    def _cells(
        self,
        sheet: Sheet,
        table: TableRange,
        columns: Mapping[str, int],
        titles: Sequence[str],
        codes: Sequence[str] = (),
    ) -> ChartCells:
        """What a native chart draws of a table; each title names selection and mark."""
        titles = [self._chart_title(title) for title in titles]
        return ChartCells(self.book.xlsx, sheet.xlsx, table, columns, titles, codes)

    def _chart_title(self, title: str) -> str:
        """The title with selection and mark: a chart is copied without its sheet."""
        named = " · ".join(filter(None, (title, self.view.scope.line)))
        return f"{named} ({self.view.mark.rstrip('.')})" if self.view.mark else named

    # Published and computed -----------------------------------------------------------------------

    def _published(self, sheet: Sheet) -> None:
        view, text = self.view, self.text
        figures = reconcile(view.edition, view.campaign.types, view.campaign.places.table["kind"])
        edition = view.edition.title(text) if view.selection.filtered else None
        if not figures:
            words = text("No published figures can be compared with this register.")
            write_table(sheet, self._heading("published", words, filters=edition), ())
            return
        # No filter of the view holds on this sheet, and none is named on it.
        lines = [text("All values on this sheet cover the whole campaign; filters do not apply.")]
        if view.edition.totals is None:
            lines.append(self.view.absence)
        kinds: list[Kind] = ["percent" if line.share else "whole" for line in figures]
        fields = [
            Field(text("Indicator"), "text", [self._indicator(line) for line in figures]),
            Field(
                text("Qualifier"), "text", [text(QUALIFIERS[line.qualifier]) for line in figures]
            ),
            Field(
                text("Published, whole campaign"),
                "whole",
                [line.published for line in figures],
                kinds=kinds,
            ),
            Field(
                text("In the whole register"),
                "whole",
                [line.computed for line in figures],
                kinds=kinds,
            ),
            Field(
                text("Difference"),
                "change",
                [_difference(line) for line in figures],
                kinds=["points" if line.share else "change" for line in figures],
                unit=text("percentage points"),
            ),
            Field(text("Result"), "sentence", [text(VERDICTS[line.verdict]) for line in figures]),
            Field(
                text("Likely cause"),
                "sentence",
                ["\n".join(cause.describe(text) for cause in line.causes) for line in figures],
            ),
            Field(text("Source"), "sentence", [_addresses(line.source) for line in figures]),
        ]
        write_table(sheet, self._heading("published", *lines, filters=edition), fields)

    def _indicator(self, line: ReconciliationLine) -> str:
        name = INDICATOR_NAMES.get(line.indicator)
        return line.indicator if name is None else self.text(name)

    # Sources and filter ---------------------------------------------------------------------------

    def _sources(self) -> tuple[str, ...]:
        """Where the figures come from, beside the register."""
        population = self.view.edition.population
        if population is None or not self.view.has_register:
            return ()
        words = self.text(
            "population: estimates for {year:raw}, rounded (geo/population.csv)",
            year=population.year,
        )
        return (words,)

    def _sources_and_filter(self, sheet: Sheet) -> None:
        rows = [*self._filter_rows(), *self._source_rows()]
        text = self.text
        headers = (text("Parameter"), text("Value"), text("Code or address"))
        fields = [
            Field(header, "text" if at == 0 else "sentence", [row[at] for row in rows])
            for at, header in enumerate(headers)
        ]
        write_table(sheet, self._heading("sources", self.view.absence), fields)

    def _filter_rows(self) -> list[tuple[str, str, str]]:
        view, text, chosen = self.view, self.text, self.view.selection
        places = [view.campaign.places.name(code, text) for code in chosen.oblasts]
        types = [view.campaign.type_name(code, text) for code in chosen.types]
        organisers = [view.edition.organiser_name(code, text) for code in chosen.organisers]
        rows = [(text("Campaign year"), view.edition.name(text), view.edition.campaign_id)]
        if view.edition.first_day and view.edition.last_day:
            first, last = view.days
            days = f"{first.isoformat()} – {last.isoformat()}"
            rows.append((text("Dates"), text.date_range_short(first, last), days))
        rows += [
            (
                text("Regions"),
                text.list(places) or text("all"),
                ", ".join(chosen.oblasts),
            ),
            (text("Types of activity"), text.list(types) or text("all"), ", ".join(chosen.types)),
            (
                text("Organizers"),
                text.list(organisers) or text("all"),
                ", ".join(chosen.organisers),
            ),
            (
                text("Data version"),
                self.about.version_line,
                view.campaign.fingerprint,
            ),
        ]
        return rows

    def _source_rows(self) -> list[tuple[str, str, str]]:
        view, text = self.view, self.text
        rows = []
        if view.has_register:
            rows.append((text("Register"), view.source, ""))
        rows.append((text("Campaign"), view.edition.name(text), _addresses(view.edition.source)))
        population = view.edition.population
        if population is not None:
            year = text("population as of {year:raw}", year=population.year)
            rows.append((text("Population"), year, "\n".join(population.sources)))
        for row in view.edition.published.to_dict("records"):
            indicator = str(row["indicator"])
            message = INDICATOR_NAMES.get(indicator)
            name = indicator if message is None else text(message)
            rows.append((text("Published figures"), name, _addresses(str(row["source"]))))
        return rows


def _title(view: View) -> str:
    return f"{view.edition.name(view.text)} · {view.subject}"


def _difference(line: ReconciliationLine) -> float | None:
    """In the indicator's unit; a share's in percentage points."""
    if line.difference is None:
        return None
    return line.difference * 100 if line.share else line.difference


def _addresses(listed: str) -> str:
    """One address a line."""
    return "\n".join(part.strip() for part in listed.split(";") if part.strip())
