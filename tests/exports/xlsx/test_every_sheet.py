"""Every sheet of the workbook has the disclaimer, filter, header row, finding and chart."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from openpyxl.utils import range_boundaries

from campaign.analysis.completeness import completeness
from campaign.analysis.kpi_words import kpi_values
from campaign.analysis.uncertainty import total_range
from campaign.analysis.view import View
from campaign.charts import by_evidence, by_text, coverage, over_time, plan
from campaign.charts import by_type as by_type_chart
from campaign.charts.by_campaign import campaign_names
from campaign.charts.wording import end_sentence
from campaign.domain.campaign import Campaign
from campaign.domain.frame_register import FrameRegister
from campaign.domain.totals import group_activities
from campaign.exports.xlsx.results import results_xlsx
from campaign.exports.xlsx.table import SHEETS
from campaign.exports.xlsx.workbook import sheet_name
from campaign.i18n.translator import LANGUAGES
from tests.campaigns import (
    REGIONS,
    view_of,
    with_edition,
    with_every_state,
    with_second_register,
)
from tests.exports.conftest import Document
from tests.exports.xlsx.results_file import (
    TEXT_SHEETS,
    BookOf,
    Results,
    activities,
    charts,
    read,
    same,
)
from tests.xlsx_charts import native_charts

OF_CHARTS = {
    "types": (by_type_chart.breakdown,),
    "organisers": (by_text.organisers,),
    "partners": (by_text.partners,),
    "audience_groups": (by_text.audience_groups,),
    "districts": (by_text.districts,),
    "coverage": (coverage.shares, coverage.rates, coverage.ranks),
    "plan": (plan.pace,),
}
"""The charts whose whole tables are on a sheet."""
FINDINGS = {
    "days": over_time.timeline,
    "types": by_type_chart.breakdown,
    "organisers": by_text.organisers,
    "partners": by_text.partners,
    "audience_groups": by_text.audience_groups,
    "districts": by_text.districts,
    "coverage": coverage.shares,
    "completeness": by_evidence.reports,
    "plan": plan.pace,
}
"""The chart of each sheet that has one."""
WEEKS = {
    "value": "attendance reported",
    "zero": "zero",
    "not_reported": "attendance not reported",
    "ongoing": "an earlier activity continues",
    "no_activity": "no activity",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sheet_has_disclaimer_and_filter(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang, oblast="KG-T", **{"from": "2017-09-01"})
    content = results_xlsx(view)
    book = Results(content, view.text)
    assert book.book.sheetnames == [sheet_name(view.text(name)) for name, _ in SHEETS.values()]
    for name in SHEETS:
        assert view.disclaimer in book.words(name), name
        # The sheet of published figures is about the whole campaign and names no filter.
        scope = view.edition.title(view.text) if name == "published" else view.filters
        assert scope.replace("\xa0", " ") in book.words(name), name
        assert (view.scope.line.replace("\xa0", " ") in book.words(name)) == (name != "published")
        footer = book.sheet(name).oddFooter.left.text
        assert footer and view.disclaimer.split(":")[0] in footer
    about = book.words("about")
    assert campaign.fingerprint in about and "2017" in about
    for chart in charts(content):
        assert view.disclaimer.rstrip(".") in chart


def test_the_workbook_of_a_real_register_has_no_disclaimer(campaign: Campaign) -> None:
    view = view_of(with_edition(campaign, status="register"))
    book = read(view)
    assert not view.disclaimer
    for name in SHEETS:
        assert "not actual campaign results" not in book.words(name)
        assert book.sheet(name).oddFooter.left.text is None


def test_header_rows_stay_in_view_and_have_a_filter(book_of: BookOf) -> None:
    book = book_of("en", "KG-B")
    for name in SHEETS:
        if name in ("comparison", "comparison_days"):
            continue  # no second campaign has a register: these sheets have a sentence and no table
        head, sheet = book.header_row(name), book.sheet(name)
        first, last = sheet.auto_filter.ref.split(":")
        assert first == f"A{head}"
        # Totals are below the filtered range: sorting must not move them.
        below = 2 if name == "oblasts" else 0
        assert int(re.sub(r"\D", "", last)) == head + len(book.rows(name)) - below
        assert all(8 <= size.width <= 70 for size in sheet.column_dimensions.values())


def test_charts_draw_the_rows_of_their_sheet(workbook_of: Document, book_of: BookOf) -> None:
    book, natives = book_of("en", ""), charts(workbook_of("en", ""))
    assert len(natives) == 9
    days, running, types, organisers, *others, districts, shares, plan = natives
    names = ("organizer", "partner", "target group")
    for chart, name in zip((organisers, *others), names, strict=True):
        sheet = TEXT_SHEETS[name]
        head, name_column = book.header_row(sheet), name.capitalize()
        stated = [row for row in book.rows(sheet) if row[name_column] != "not stated"]
        last = head + min(12, len(stated))
        assert f"'By {name}'!$B${head + 1}:$B${last}" in chart
    # A district has its region before its name.
    head = book.header_row("districts")
    assert f"'By district'!$A${head + 1}:$B${head + 12}" in districts
    assert f"'By district'!$C${head + 1}:$C${head + 12}" in districts
    head, rows = book.header_row("days"), len(book.rows("days"))
    assert "<c:barChart>" in days and "<c:lineChart>" in running
    for chart, column in [(running, "G"), *((days, column) for column in "HIJK")]:
        assert f"'By day'!${column}${head + 1}:${column}${head + rows}" in chart
    assert book.sheet("days")[f"G{head}"].value == "People reached since the start"
    assert book.sheet("days")[f"H{head}"].value == "People reached: Awareness"
    head, rows = book.header_row("types"), len(book.rows("types"))
    assert book.sheet("types")[f"C{head}"].value == "People reached"
    assert f"'By type'!$C${head + 1}:$C${head + rows}" in types
    head, rows = book.header_row("coverage"), len(book.rows("coverage"))
    for column in "DF":
        assert f"Coverage!${column}${head + 1}:${column}${head + rows}" in shares
    head, rows = book.header_row("plan"), len(book.rows("plan"))
    for column in "CD":
        assert f"'Plan by day'!${column}${head + 1}:${column}${head + rows}" in plan
    assert len(book.rows("plan_parts")) == 9 + 19
    assert book.rows("plan_parts")[0]["Name"] == "Talas oblast"


def test_the_finding_of_each_chart_is_above_its_table(campaign: Campaign, book_of: BookOf) -> None:
    book, view = book_of("en", "KG-B"), view_of(campaign, oblast="KG-B")
    for name, build in FINDINGS.items():
        finding = end_sentence(build(view).finding).replace("\xa0", " ")
        lines = [cell for (cell,) in book.sheet(name).iter_rows(max_col=1, values_only=True)]
        words = [str(cell).replace("\xa0", " ") for cell in lines[: book.header_row(name)]]
        assert finding and finding in words, name


def test_columns_of_a_sheet_are_those_of_the_tables_of_its_charts(campaign: Campaign) -> None:
    view = view_of(with_every_state(campaign))
    book = read(view)
    for name, builds in OF_CHARTS.items():
        for table in (build(view).table for build in builds):
            rows = book.rows(name)
            if name == "coverage":
                # Its charts have an order of their own each.
                rows = [book.by(name, "Region")[record["name"]] for record in table.records]
            for row, record in zip(rows, table.records, strict=True):
                for column in table.columns:
                    cell, value = row[column.header], record[column.key]
                    if column.kind == "number" and not column.digits and value == value:
                        value = round(value)  # An estimate of half a person.
                    if column.kind in ("number", "percent"):
                        assert same(cell, value), (name, column.header)
                    else:
                        assert cell == value


@pytest.mark.parametrize("region", ["", "KG-O,KG-GO"])
def test_the_first_sheet_has_the_key_figures_as_numbers(campaign: Campaign, region: str) -> None:
    view = view_of(campaign, oblast=region)
    book = read(view)
    assert book.book.sheetnames[0] == "Key figures"
    selected = view.selection.row_filter().apply(activities(campaign))
    figures = book.by("key_figures", "Indicator")
    for header, rows in (("Selection", selected), ("Whole country", activities(campaign))):
        if header == "Whole country" or region:
            assert figures["People reached"][header] == rows["reached"].sum()
            assert figures["Activities"][header] == len(rows)
            assert figures["Materials distributed"][header] == rows["materials"].sum()
            assert figures["Oblasts and cities"][header] == rows["oblast"].nunique()
    values = kpi_values(
        view.totals(), list(view.selection.oblasts) or list(REGIONS), view.edition.population
    )
    column = "Selection" if region else "Whole country"
    headers = list(figures["People reached"])
    assert headers[headers.index("Note") - 1] == f"State: {column}"
    assert same(figures["People reached per 10,000 population"][column], values.rate)
    assert same(figures["Share of young people"][column], values.youth)


def test_a_key_figure_that_nobody_reported_is_empty_and_named(campaign: Campaign) -> None:
    rows = activities(campaign).assign(reached=float("nan"))
    figure = read(view_of(with_edition(campaign, activities=rows))).by("key_figures", "Indicator")
    people = figure["People reached"]
    assert people["Whole country"] is None
    assert people["State: Whole country"] == "not reported"


@pytest.mark.parametrize("region", ["", "KG-B"])
def test_each_sheet_is_printed_in_whole_columns_with_its_headers(
    book_of: BookOf, region: str
) -> None:
    book = book_of("ru", region)
    for name in SHEETS:
        sheet = book.sheet(name)
        assert sheet.page_setup.orientation == "landscape" and sheet.sheet_properties.pageSetUpPr
        if not sheet.freeze_panes:
            continue
        head = book.header_row(name)
        assert sheet.print_title_rows == f"${head}:${head}"
        _, _, last, end = range_boundaries(sheet.print_area.rpartition("!")[2].replace("$", ""))
        assert end >= head + len(book.rows(name))
        assert last >= sum(cell.value is not None for cell in sheet[head])
    register = book.sheet("register")
    assert register.page_setup.fitToWidth > 1 and register.print_title_cols == "$A:$A"


def test_each_week_of_a_region_has_its_state(campaign: Campaign, book_of: BookOf) -> None:
    book, view = book_of("en", ""), view_of(campaign)
    weeks = completeness(view)
    by_name = book.by("completeness", "Region")
    for code, shares in weeks.by_region.iterrows():
        row = by_name[campaign.places.name(str(code), view.text)]
        states = weeks.states[weeks.states["oblast"] == code].sort_values("week")["state"]
        cells = list(row.values())[-len(weeks.weeks) :]
        assert cells == [WEEKS[state] for state in states]
        assert row["Share of weeks with attendance reported"] == pytest.approx(shares["share"])
        assert row["Weeks with attendance reported"] == cells.count(
            "attendance reported"
        ) + cells.count("zero")
        assert row["Weeks without activities"] == cells.count("no activity")


@pytest.mark.long
def test_two_comparable_campaigns_are_side_by_side(campaign: Campaign, book_of: BookOf) -> None:
    both = with_second_register(campaign)
    for query in ({}, {"oblast": "KG-B", "indicator": "rate"}):
        view = view_of(both, edition="2017", **query)
        content = results_xlsx(view)
        rows = Results(content, view.text).rows("comparison")
        kinds = [row["Kind of row"] for row in rows]
        assert kinds == ["Region"] * 9 + ["Type of activity"] * (len(rows) - 9)
        first, second = (
            f"People reached, {name}" for name in campaign_names(with_comparison(view))
        )
        sums = {
            name: both.editions[name].totals.groupby("oblast")["reached"].sum(min_count=1)
            for name in ("2017", "2018")
        }
        for row in rows[:9]:
            code = next(c for c in REGIONS if both.places.name(c, view.text) == row["Name"])
            assert same(row[first], sums["2017"].get(code)) and same(
                row[second], sums["2018"].get(code)
            )
            if row[first] is not None and row[second] is not None:
                assert row["Difference"] == row[first] - row[second]
        (native,) = [n for n in native_charts(content) if n.sheet == "Two campaigns"]
        assert [list(s.values) for s in native.series] == [
            [r[n] for r in rows[:9]] for n in (first, second)
        ]
    words = book_of("en", "").words("comparison")
    assert "Only one of the campaigns has a register." in words


def test_the_running_totals_of_two_campaigns_end_at_their_ranges(
    campaign: Campaign, book_of: BookOf
) -> None:
    both = with_second_register(campaign)
    view = view_of(both, edition="2017")
    content = results_xlsx(view)
    rows = Results(content, view.text).rows("comparison_days")
    assert [row["Day of the campaign"] for row in rows] == list(range(len(rows)))
    for name, code in zip(campaign_names(with_comparison(view)), ("2017", "2018"), strict=True):
        cells = [row[f"People reached since the start, {name}"] for row in rows]
        known = [cell for cell in cells if cell is not None]
        # Only days after the end of the shorter campaign have no total.
        assert known == cells[: len(known)] == sorted(known)
        total = total_range(view_of(both, edition=code))
        last = rows[len(known) - 1]
        assert known[-1] == total.low
        assert last[
            f"If missing attendance equals the median for the type of activity, {name}"
        ] == round(total.middle)
        assert (
            last[f"If missing attendance equals the maximum for the type of activity, {name}"]
            == total.high
        )
    (native,) = [n for n in native_charts(content) if n.sheet == "Two campaigns by day"]
    assert native.kind == "scatterChart" and len(native.series) == 2
    words = book_of("en", "").words("comparison_days")
    assert "Only one of the campaigns has a register." in words


def test_campaigns_that_are_not_comparable_have_a_sentence_and_no_chart(campaign: Campaign) -> None:
    both = with_second_register(campaign)
    edition = both.editions["2018"]
    rows = edition.activities.assign(reached=edition.activities["reached"] * 9)
    changed = replace(edition, register=FrameRegister(rows), totals=group_activities(rows))
    view = view_of(replace(both, editions={**both.editions, "2018": changed}))
    content = results_xlsx(view)
    assert "The two campaigns are not comparable" in Results(content, view.text).words("comparison")
    assert not [n for n in native_charts(content) if n.sheet == "Two campaigns"]


def with_comparison(view: View) -> View:
    return replace(view, selection=replace(view.selection, other="2018"))
