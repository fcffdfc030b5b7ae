"""The workbook has the values of the indicators and distinguishes the three states."""

from __future__ import annotations

from itertools import cycle, product

import pytest

from campaign.analysis.indicators import INDICATORS, by_day, by_type, by_unit, country
from campaign.analysis.kpi_words import kpi_values
from campaign.analysis.reconciliation import reconcile
from campaign.analysis.view import View
from campaign.domain.campaign import Campaign
from campaign.exports.xlsx.results import results_xlsx
from campaign.i18n.translator import LANGUAGES, Text
from tests.campaigns import REGIONS, view_of, with_edition
from tests.exports.xlsx.results_file import BookOf, Results, activities, charts, read, same


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("lang", "code"), [*product(LANGUAGES, [""]), *zip(cycle(LANGUAGES), REGIONS, strict=False)]
)
def test_values_are_those_of_the_indicators(
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
        assert days[day][text("People reached since the start")] == row["cumulative"]

    frame = by_type(view.totals(), INDICATORS["reach"], campaign.types)
    types = book.rows("types")
    assert [row[text("Code")] for row in types] == list(frame.index)
    for row, (_, expected) in zip(types, frame.iterrows(), strict=True):
        assert same(row[people], expected["value"])
        assert row[count] == expected["activities"]


def _check_register(book: Results, view: View) -> None:
    text, rows = view.text, book.rows("register")
    expected = view.selection.row_filter().apply(activities(view.campaign))
    assert [row[text("Activity code")] for row in rows] == list(expected["activity_id"])
    assert [row[text("Date")] for row in rows] == list(expected["date"])
    for header, column in {
        "People reached": "reached",
        "Women": "women",
        "Men": "men",
        "Young people": "youth",
        "Materials distributed": "materials",
        "Media audience": "media_audience",
    }.items():
        cells = [row[text(header)] for row in rows]
        assert all(map(same, cells, expected[column])), column
    names = view.campaign.places
    assert [row[text("Oblast or city")] for row in rows] == [
        names.name(code, text) for code in expected["oblast"]
    ]


def _check_oblasts(book: Results, view: View) -> None:
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
    selection = rows[-1]
    numbers = kpi_values(view.totals(), list(view.selection.oblasts), edition.population)
    assert selection[text("Region")] == text("Selection")
    assert same(selection[text("People reached")], numbers.reached)
    assert same(selection[text("Activities")], numbers.activities)
    assert same(selection[text("Share of young people")], numbers.youth)
    assert same(selection[text("People reached per 10,000 population")], numbers.rate)
    inside = [row[text("Code")] for row in rows if row[text("In the selection")] == text("yes")]
    assert inside == list(view.selection.oblasts)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_published_figures_are_beside_computed_values(
    campaign: Campaign, book_of: BookOf, lang: str
) -> None:
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


def test_a_missing_value_is_empty_hatched_and_named_and_zero_is_zero(campaign: Campaign) -> None:
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


def test_a_region_without_activity_differs_from_one_not_reported(campaign: Campaign) -> None:
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


def test_without_any_reported_value_there_is_no_chart(campaign: Campaign) -> None:
    rows = activities(campaign).assign(reached=float("nan"))
    content = results_xlsx(view_of(with_edition(campaign, activities=rows)))
    assert charts(content) == []
    assert all(
        row["People reached"] is None for row in Results(content, Text.of("en")).rows("oblasts")
    )
