"""The workbook read back: its figures are those of the indicators, and nothing in it is run."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from itertools import cycle, product
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from campaign.analysis.completeness import completeness
from campaign.analysis.indicator_frames import by_day, by_type, by_unit, country
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.key_figures import headline
from campaign.analysis.reconciliation import reconcile
from campaign.analysis.uncertainty import total_range
from campaign.analysis.view import View
from campaign.charts import by_evidence, by_text, coverage, over_time, plan
from campaign.charts import by_type as by_type_chart
from campaign.charts.campaign_words import campaign_names
from campaign.domain.campaign import Campaign, Edition
from campaign.domain.frame_register import FrameRegister
from campaign.domain.totals import group_activities
from campaign.exports.xlsx.results import results_xlsx
from campaign.exports.xlsx.sheets import context, register
from campaign.exports.xlsx.sheets.names import SHEETS
from campaign.exports.xlsx.workbook import sheet_name
from campaign.i18n.translator import LANGUAGES, Text
from tests.campaigns import REGIONS, view_of, with_edition, with_second_register
from tests.exports.conftest import Document
from tests.xlsx_charts import chart_parts, native_charts

HOSTILE = (
    "=1+1",
    "{=1+1}",
    "+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "https://example.org/",
    "\ttab\x07 and bell",
    "<b>&amp;</b>",
    "'quoted",
)


TEXT_SHEETS = {
    "organizer": "organisers",
    "partner": "partners",
    "target group": "audience_groups",
}
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


def activities(campaign: Campaign) -> pd.DataFrame:
    rows = campaign.editions["2017"].activities
    assert rows is not None
    return rows.copy()


class Read:
    """A workbook and the tables on its sheets."""

    def __init__(self, content: bytes, text: Text) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(content))
        self.text = text

    def sheet(self, name: str) -> Worksheet:
        return self.book[sheet_name(self.text(SHEETS[name][0]))]

    def words(self, name: str) -> str:
        cells = (cell for row in self.sheet(name).iter_rows(values_only=True) for cell in row)
        return "\n".join(str(cell) for cell in cells if cell is not None).replace("\xa0", " ")

    def header_row(self, name: str) -> int:
        """The row of the heads: the last of those that stay in view."""
        frozen = self.sheet(name).freeze_panes
        assert frozen and frozen.startswith("A")
        return int(frozen[1:]) - 1

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The table as dicts by the words of its heads."""
        head = self.header_row(name)
        lines = list(self.sheet(name).iter_rows(min_row=head, values_only=True))
        headers = [str(cell) for cell in lines[0] if cell is not None]
        assert len(set(headers)) == len(headers)
        return [dict(zip(headers, line, strict=False)) for line in lines[1:]]

    def by(self, name: str, head: str) -> dict[Any, dict[str, Any]]:
        return {row[head]: row for row in self.rows(name)}


def read(view: View) -> Read:
    return Read(results_xlsx(view), view.text)


BookOf = Callable[[str, str], Read]


@pytest.fixture(scope="module")
def book_of(workbook_of: Document) -> BookOf:
    """The workbook in a language, of a region, read once."""
    return cache(lambda lang, code: Read(workbook_of(lang, code), Text.of(lang)))


def same(cell: Any, expected: float | None) -> bool:
    """Equal, an empty cell being a missing figure."""
    if expected is None or expected != expected:
        return cell is None
    return cell is not None and cell == pytest.approx(expected, rel=1e-12)


# Figures ----------------------------------------------------------------------------------------


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    ("lang", "code"), [*product(LANGUAGES, [""]), *zip(cycle(LANGUAGES), REGIONS, strict=False)]
)
def test_figures_are_those_of_the_indicators(
    campaign: Campaign, book_of: BookOf, code: str, lang: str
) -> None:
    view = view_of(campaign, lang, oblast=code)
    book, text = book_of(lang, code), view.text
    people, count = text("People reached"), text("Activities")
    _check_register(book, view)
    _check_oblasts(book, view)

    frame = by_day(view.totals(), *view.days)
    days = book.by("days", text("Date"))
    assert len(days) == len(frame)
    for day, row in frame.iterrows():
        assert same(days[day][people], row["reached"]), day
        assert days[day][count] == row["activities"]
        assert days[day][text("People reached, running total")] == row["cumulative"]

    frame = by_type(view.totals(), INDICATORS["reach"], campaign.types)
    types = book.rows("types")
    assert [row[text("Code")] for row in types] == list(frame.index)
    for row, (_, expected) in zip(types, frame.iterrows(), strict=True):
        assert same(row[people], expected["value"])
        assert row[count] == expected["activities"]


def _check_register(book: Read, view: View) -> None:
    text, rows = view.text, book.rows("register")
    expected = view.selection.apply(activities(view.campaign))
    assert [row[text("Activity code")] for row in rows] == list(expected["activity_id"])
    assert [row[text("Date")] for row in rows] == list(expected["date"])
    for head, column in {
        "People reached": "reached",
        "Women": "women",
        "Men": "men",
        "Young people": "youth",
        "Materials distributed": "materials",
        "Media audience": "media_audience",
    }.items():
        cells = [row[text(head)] for row in rows]
        assert all(map(same, cells, expected[column])), column
    names = view.campaign.places
    assert [row[text("Oblast or city")] for row in rows] == [
        names.name(code, text) for code in expected["oblast"]
    ]


def _check_oblasts(book: Read, view: View) -> None:
    text, campaign, edition = view.text, view.campaign, view.edition
    rows = book.rows("oblasts")
    codes = campaign.places.codes
    assert [row[text("Code")] for row in rows[: len(codes)]] == codes
    every = view.totals(oblasts=False)
    national = rows[len(codes)]
    assert national[text("Region")] == text("Whole country")
    for indicator in INDICATORS.values():
        name = text(indicator.name)
        units = by_unit(every, indicator, codes, edition.population)
        for row in rows[: len(codes)]:
            unit = units.loc[row[text("Code")]]
            assert same(row[name], unit["value"])
            assert same(row[text("Rank: {what}", what=name)], unit["rank"])
        assert same(national[name], country(every, indicator, edition.population))
    if not view.selection.oblasts:
        assert len(rows) == len(codes) + 1
        return
    chosen = rows[-1]
    numbers = headline(view.totals(), list(view.selection.oblasts), edition.population)
    assert chosen[text("Region")] == text("Selection")
    assert same(chosen[text("People reached")], numbers.reached)
    assert same(chosen[text("Activities")], numbers.activities)
    assert same(chosen[text("Share of young people")], numbers.youth)
    assert same(chosen[text("People reached per 10,000 population")], numbers.rate)
    inside = [row[text("Code")] for row in rows if row[text("In the selection")] == text("yes")]
    assert inside == list(view.selection.oblasts)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_published_beside_computed(campaign: Campaign, book_of: BookOf, lang: str) -> None:
    view = view_of(campaign, lang, oblast="KG-B")
    text = view.text
    expected = reconcile(view.edition, campaign.types, campaign.places.table["kind"])
    rows = book_of(lang, "KG-B").rows("published")
    assert len(rows) == len(expected) > 0
    for row, line in zip(rows, expected, strict=True):
        assert row[text("Published, whole campaign")] == line.published
        assert same(row[text("In the whole register")], line.computed)
        size = 100 if line.share else 1
        assert same(
            row[text("Difference")], None if line.difference is None else line.difference * size
        )
        assert row[text("Source")].split("\n") == [s.strip() for s in line.source.split(";")]


# What stands on every sheet -----------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sheet_bears_mark_and_filter(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang, oblast="KG-T", **{"from": "2017-09-01"})
    content = results_xlsx(view)
    book = Read(content, view.text)
    assert book.book.sheetnames == [sheet_name(view.text(name)) for name, _ in SHEETS.values()]
    for name in SHEETS:
        assert view.mark in book.words(name), name
        # What is published and computed is of the whole campaign: no filter is named there.
        scope = view.edition.title(view.text) if name == "published" else view.filters
        assert scope.replace("\xa0", " ") in book.words(name), name
        assert (view.scope.line.replace("\xa0", " ") in book.words(name)) == (name != "published")
        footer = book.sheet(name).oddFooter.left.text
        assert footer and view.mark.split(":")[0] in footer
    about = book.words("about")
    assert campaign.fingerprint in about and "2017" in about
    for chart in charts(content):
        assert view.mark.rstrip(".") in chart


def test_a_real_register_bears_no_mark(campaign: Campaign) -> None:
    view = view_of(with_edition(campaign, status="register"))
    book = read(view)
    assert not view.mark
    for name in SHEETS:
        assert "not actual campaign results" not in book.words(name)
        assert book.sheet(name).oddFooter.left.text is None


def test_header_rows_stay_in_view_and_have_a_filter(book_of: BookOf) -> None:
    book = book_of("en", "KG-B")
    for name in SHEETS:
        if name in ("comparison", "comparison_days"):
            continue  # no second campaign has a register: these sheets have words and no table
        head, sheet = book.header_row(name), book.sheet(name)
        first, last = sheet.auto_filter.ref.split(":")
        assert first == f"A{head}"
        # Sums stand below the filter: sorting must not move them.
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
    assert book.sheet("days")[f"G{head}"].value == "People reached, running total"
    assert book.sheet("days")[f"H{head}"].value == "People reached: Awareness"
    head, rows = book.header_row("types"), len(book.rows("types"))
    assert f"'By type'!$B${head + 1}:$B${head + rows}" in types
    head, rows = book.header_row("coverage"), len(book.rows("coverage"))
    for column in "DF":
        assert f"Coverage!${column}${head + 1}:${column}${head + rows}" in shares
    head, rows = book.header_row("plan"), len(book.rows("plan"))
    for column in "CD":
        assert f"'Plan by day'!${column}${head + 1}:${column}${head + rows}" in plan
    assert len(book.rows("plan_parts")) == 9 + 19
    assert book.rows("plan_parts")[0]["Name"] == "Talas oblast"


def test_the_finding_of_each_chart_stands_above_its_table(
    campaign: Campaign, book_of: BookOf
) -> None:
    book, view = book_of("en", "KG-B"), view_of(campaign, oblast="KG-B")
    for name, build in FINDINGS.items():
        finding = build(view).finding.replace("\xa0", " ")
        lines = [cell for (cell,) in book.sheet(name).iter_rows(max_col=1, values_only=True)]
        words = [str(cell).replace("\xa0", " ") for cell in lines[: book.header_row(name)]]
        assert finding and finding in words, name


def test_each_week_of_a_region_says_what_was_reported(campaign: Campaign, book_of: BookOf) -> None:
    book, view = book_of("en", ""), view_of(campaign)
    weeks = completeness(view)
    by_name = book.by("completeness", "Region")
    for code, shares in weeks.by_region().iterrows():
        row = by_name[campaign.places.name(str(code), view.text)]
        states = weeks.states[weeks.states["oblast"] == code].sort_values("week")["state"]
        cells = list(row.values())[-len(weeks.weeks) :]
        assert cells == [WEEKS[state] for state in states]
        assert row["Share of weeks with attendance"] == pytest.approx(shares["share"])
        assert row["Weeks with attendance"] == cells.count("attendance reported") + cells.count(
            "zero"
        )
        assert row["Weeks without activities"] == cells.count("no activity")


@pytest.mark.long
def test_two_campaigns_stand_side_by_side_where_they_are_comparable(
    campaign: Campaign, book_of: BookOf
) -> None:
    both = with_second_register(campaign)
    for query in ({}, {"oblast": "KG-B", "indicator": "rate"}):
        view = view_of(both, edition="2017", **query)
        content = results_xlsx(view)
        rows = Read(content, view.text).rows("comparison")
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
    rows = Read(content, view.text).rows("comparison_days")
    assert [row["Day of the campaign"] for row in rows] == list(range(len(rows)))
    for name, code in zip(campaign_names(with_comparison(view)), ("2017", "2018"), strict=True):
        cells = [row[f"People reached since the start, {name}"] for row in rows]
        known = [cell for cell in cells if cell is not None]
        # Only days after the last one of the shorter campaign have no total.
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


def test_unlike_campaigns_are_refused_in_words(campaign: Campaign) -> None:
    both = with_second_register(campaign)
    edition = both.editions["2018"]
    rows = edition.activities.assign(reached=edition.activities["reached"] * 9)
    changed = replace(edition, register=FrameRegister(rows), totals=group_activities(rows))
    view = view_of(replace(both, editions={**both.editions, "2018": changed}))
    content = results_xlsx(view)
    assert "The two campaigns are not comparable" in Read(content, view.text).words("comparison")
    assert not [n for n in native_charts(content) if n.sheet == "Two campaigns"]


def with_comparison(view: View) -> View:
    return replace(view, selection=replace(view.selection, other="2018"))


def charts(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(name).decode() for name in chart_parts(archive)]


# Three states ------------------------------------------------------------------------------------


def test_missing_is_empty_and_hatched_and_said_and_zero_is_zero(campaign: Campaign) -> None:
    rows = activities(campaign)
    rows.loc[rows.index[0], "reached"] = float("nan")
    rows.loc[rows.index[1], ["reached", "women", "men", "youth"]] = 0.0
    view = view_of(with_edition(campaign, activities=rows))
    book, text = read(view), view.text
    head, sheet = book.header_row("register"), book.sheet("register")
    headers = [cell.value for cell in sheet[head]]
    missing, zero, positive = (
        sheet.cell(head + n, headers.index("People reached") + 1) for n in (1, 2, 3)
    )
    assert missing.value is None and missing.fill.patternType == "lightUp"
    assert zero.value == 0 and zero.fill.patternType is None
    assert positive.value > 0 and positive.fill.patternType is None
    words = [row["Attendance"] for row in book.rows("register")[:3]]
    assert words == [text("not reported"), text("zero"), text("reported")]
    # A media audience is missing only where an activity was on air.
    for n, row in enumerate(book.rows("register"), 1):
        on_air = campaign.types.at[rows["type"].iloc[n - 1], "group"] == "media"
        cell = sheet.cell(head + n, headers.index("Media audience") + 1)
        hatched = cell.fill.patternType == "lightUp"
        assert hatched == (on_air and row["Media audience"] is None)


def test_a_region_without_activity_is_not_one_without_a_figure(campaign: Campaign) -> None:
    rows = activities(campaign)
    rows = rows[rows["oblast"] != "KG-T"]
    rows.loc[rows["oblast"] == "KG-B", "reached"] = float("nan")
    view = view_of(with_edition(campaign, activities=rows))
    book, text = read(view), view.text
    regions, head = book.by("oblasts", "Code"), book.header_row("oblasts")
    state = text("State: {what}", what="People reached")
    none, unreported = regions["KG-T"], regions["KG-B"]
    assert (none["Activities"], none["People reached"]) == (0, None)
    assert none[state] == "no activity" and unreported[state] == "not reported"
    assert unreported["Activities"] > 0 and unreported["People reached"] is None
    sheet = book.sheet("oblasts")
    column = [cell.value for cell in sheet[head]].index("People reached") + 1
    patterns = {
        sheet.cell(row, 1).value: sheet.cell(row, column).fill.patternType
        for row in range(head + 1, head + 10)
    }
    assert patterns["KG-B"] == "lightUp" and patterns["KG-T"] is None
    assert regions[None]["People reached"] == rows["reached"].sum()


def test_nothing_reported_at_all_draws_no_chart(campaign: Campaign) -> None:
    rows = activities(campaign).assign(reached=float("nan"))
    content = results_xlsx(view_of(with_edition(campaign, activities=rows)))
    assert charts(content) == []
    assert all(
        row["People reached"] is None for row in Read(content, Text.of("en")).rows("oblasts")
    )


# Strain ------------------------------------------------------------------------------------------


def _empty(campaign: Campaign) -> Mapping[str, str]:
    """A selection that leaves nothing."""
    edition: Edition = campaign.editions["2017"]
    assert edition.totals is not None
    types = set(edition.totals.loc[edition.totals["oblast"] == "KG-T", "type"])
    absent = next(str(code) for code in campaign.types.index if code not in types)
    return {"oblast": "KG-T", "type": absent}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_filter_that_leaves_nothing_is_said(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang, **_empty(campaign))
    assert view.is_empty
    book = read(view)
    for name in ("about", "register", "oblasts", "days", "types", "sources"):
        assert view.text("No activities in this selection.") in book.words(name), name
        assert view.mark in book.words(name)
    assert book.rows("oblasts")[-1][view.text("Activities")] == 0


@pytest.mark.sample(1)
@pytest.mark.parametrize("year", ("2018", "2019", "2020"))
def test_an_edition_without_register_says_so(campaign: Campaign, year: str) -> None:
    view = view_of(campaign, edition=year)
    book = read(view)
    sentence = "No register of activities was published for this campaign."
    for name in ("about", "register", "oblasts", "days", "types", "sources"):
        assert sentence in book.words(name), name
    published = view.edition.published
    if not published.empty:
        assert [row["Published, whole campaign"] for row in book.rows("published")] == list(
            published["value"]
        )


def test_a_register_of_one_row_has_every_sheet(campaign: Campaign) -> None:
    rows = activities(campaign).iloc[:1]
    content = results_xlsx(view_of(with_edition(campaign, activities=rows)))
    book = Read(content, Text.of("en"))
    assert len(book.rows("register")) == len(book.rows("types")) == 1
    assert book.rows("oblasts")[-1]["People reached"] == rows["reached"].iloc[0]
    # It names no partner.
    assert len(charts(content)) == 8


def test_a_selection_without_rows_says_so(campaign: Campaign) -> None:
    book = read(view_of(with_edition(campaign, activities=activities(campaign).iloc[:0])))
    assert "No activities in this selection." in book.words("register")


def test_forty_types_have_room(campaign: Campaign) -> None:
    rows = activities(campaign)
    extra = [f"type_{n}" for n in range(40)]
    more = pd.DataFrame([campaign.types.iloc[n % len(campaign.types)] for n in range(40)])
    more.index = pd.Index(extra)
    more[["name_en", "name_ru", "name_ky"]] = [
        [f"{n} " + "Очень длинное имя " * 8] * 3 for n in extra
    ]
    rows["type"] = [extra[n % 40] for n in range(len(rows))]
    wide = replace(with_edition(campaign, activities=rows), types=more)
    view = view_of(wide, type=",".join(extra))
    book = read(view)
    assert len(book.rows("types")) == 40
    assert sum(row["People reached"] or 0 for row in book.rows("types")) == rows["reached"].sum()
    heights = [d.height for d in book.sheet("days").row_dimensions.values() if d.height]
    assert max(heights) < 100


def test_a_title_of_two_hundred_characters(campaign: Campaign) -> None:
    title = ("Ң Ө Ү " * 40)[:200]
    rows = activities(campaign).assign(title=title)
    wide = with_edition(campaign, activities=rows, names=dict.fromkeys(LANGUAGES, title))
    book = read(view_of(wide))
    assert all(row["Title"] == title for row in book.rows("register"))
    assert title in book.words("about")
    top = book.sheet("about").row_dimensions[1]
    assert top.height and 30 < top.height < 200


def test_nothing_in_it_is_run(campaign: Campaign) -> None:
    rows = activities(campaign)
    for column in ("title", "place", "organiser", "partners", "audience", "source", "note"):
        rows[column] = [HOSTILE[n % len(HOSTILE)] for n in range(len(rows))]
    rows["activity_id"] = [f"={n}+1" for n in range(len(rows))]
    names = dict.fromkeys(LANGUAGES, "{=HYPERLINK(1)}")
    view = view_of(with_edition(campaign, activities=rows, names=names, source="=1+1;javascript:1"))
    content = results_xlsx(view)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                part = archive.read(name).decode()
                assert "<f>" not in part and "<f " not in part and "hyperlink" not in part, name
    book = Read(content, view.text)
    titles = [row["Title"] for row in book.rows("register")[: len(HOSTILE)]]
    assert titles == [words.replace("\x07", "\ufffd") for words in HOSTILE]


@pytest.mark.long
def test_the_same_view_gives_the_same_bytes(campaign: Campaign, workbook_of: Document) -> None:
    regions = "KG-O,KG-GO"
    assert results_xlsx(view_of(campaign, oblast=regions)) == workbook_of("en", regions)
    assert workbook_of("en", regions) != workbook_of("en", "")


def test_large_registers_are_written_as_they_come(
    campaign: Campaign, book_of: BookOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = view_of(campaign)
    in_memory = book_of("en", "")
    monkeypatch.setattr(context, "STREAMED", 10)
    content = results_xlsx(view)
    streamed = Read(content, view.text)
    for name in SHEETS:
        assert streamed.words(name) == in_memory.words(name)
    assert content == results_xlsx(view)


def test_what_no_sheet_can_hold_is_said(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "room", lambda heading: 30)
    book = read(view_of(campaign))
    assert len(book.rows("register")) == 30
    assert "Only the first 30 of 77 activities" in book.words("register")
    assert book.rows("oblasts")[-1]["Activities"] == 77


def test_without_population_there_is_no_rate(campaign: Campaign) -> None:
    book = read(view_of(with_edition(campaign, population=None), indicator="rate"))
    headers = book.rows("oblasts")[0]
    assert "Population" not in headers and "People reached per 10,000 population" not in headers
    assert "population" not in book.words("sources").casefold()
