"""The sheet of a workbook that looks most like the table is chosen."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.domain.campaign import Campaign
from campaign.i18n.translator import Text
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.options import SheetOption
from campaign.ingest.readers.raw_table import RawTable
from campaign.ingest.replies import make_replies
from campaign.ingest.report import ValidationReport
from campaign.ingest.understand.form_export import read_layout
from campaign.ingest.understand.workbook import describe_sheet, find_best, open_workbook
from campaign.schema import tables
from campaign.schema.tables import Table
from tests.examples import examples

HEADERS = ["Дата", "Область", "Вид мероприятия", "Охвачено"]
ENTRY = ["31.07.2017", "Чуйская область", "Лекция", "10"]
Rows = list[list[str]]


def sheet(
    rows: Rows, name: str = "Лист1", number: int = 1, hidden: bool = False, **options: object
) -> RawTable:
    width = max(map(len, rows))
    cells = pd.DataFrame([[*row, *[""] * (width - len(row))] for row in rows], dtype="str")
    cells = cells.set_axis(pd.RangeIndex(1, len(rows) + 1), axis=0)
    return RawTable(cells, sheet=name, sheets=() if hidden else (name,), number=number, **options)  # type: ignore[arg-type]


def describe(raw: RawTable, table: Table = tables.ACTIVITIES) -> SheetOption:
    return describe_sheet(read_layout(raw, table), table, {})


def option(
    number: int = 1, hidden: bool = False, columns: int = 0, entries: int = 0, sample: bool = False
) -> SheetOption:
    return SheetOption(f"Лист{number}", number, hidden, columns, entries, sample)


@pytest.mark.parametrize(
    ("rows", "entries"),
    [
        ([HEADERS, ENTRY, ENTRY], 2),
        ([["Отчёт"], [], HEADERS, ENTRY], 1),
        # An unknown type or oblast leads to a question; a month is not a day.
        ([HEADERS, ["31.07.2017", "Оштук", "Субботник", ""]], 1),
        ([HEADERS, ["июль", "Чуйская область", "Лекция", "10"]], 0),
        ([HEADERS, ["7/31/2017", "Чуйская область", "Лекция", "10"]], 1),
        ([HEADERS, ["Итого", "", "", "10"], ["", "", "", ""]], 0),
        # A sheet without a column of types is not a register.
        ([["Дата", "Область", "Охвачено"], ["31.07.2017", "Чуйская область", "10"]], 0),
        ([["Графа", "Что писать"], ["Дата", "31.07.2017"]], 0),
    ],
)
def test_rows_that_look_like_activities_are_counted(rows: Rows, entries: int) -> None:
    assert describe(sheet(rows)).entries == entries


def test_a_total_read_as_people_reached_counts_in_every_sheet() -> None:
    head = ["Дата", "Область", "Вид", "Всего", "Мужчин", "Женщин"]
    sums = [[*ENTRY[:3], *numbers] for numbers in (("40", "10", "30"), ("25", "5", "20"))]
    proof = sheet([head, *sums, *sums], "Август")
    # Two rows alone prove nothing, but the sheet is named as one with activities.
    other = sheet([head, *sums], "Сентябрь", 2)
    book = open_workbook(replace(proof, others=(other,)), tables.ACTIVITIES)
    entries = [one.entries for one in book.options]
    assert (book.sheet.raw.sheet, entries) == ("Август", [4, 2])


def test_an_oblast_merged_down_counts_in_each_row() -> None:
    rows = [HEADERS, ENTRY, ["01.08.2017", "", "Лекция", "5"]]
    assert describe(sheet(rows)).entries == 1
    merged = sheet(rows, merged=((2, 1, 3, 1),))
    assert describe(merged).entries == 2


@pytest.mark.parametrize("name", ["Образец", "ПРИМЕР заполнения", "Үлгү", "Example"])
def test_a_sheet_of_examples_is_recognized_by_its_name(name: str) -> None:
    assert describe(sheet([HEADERS, ENTRY], name)).sample
    assert not describe(sheet([HEADERS, ENTRY], "Реестр")).sample


def test_a_sheet_of_population_counts_its_own_rows() -> None:
    rows = [["iso_code", "date", "population"], ["KG-C", "2017", "900000"]]
    assert describe(sheet(rows), tables.POPULATION).entries == 1
    assert describe(sheet(rows)).entries == 0


@pytest.mark.parametrize(
    ("options", "best"),
    [
        ([option(), option(2, entries=3)], 1),
        ([option(1, entries=3), option(2, entries=3)], 0),
        ([option(1, hidden=True, entries=9), option(2, entries=3)], 1),
        ([option(1), option(2, hidden=True, entries=3)], 1),
        ([option(1, columns=1), option(2, columns=4)], 1),
        ([option(1, hidden=True, columns=4), option(2)], 1),
        ([option(1, columns=9, entries=2), option(2, columns=4, entries=80)], 1),
        # Examples are not read in place of an empty register.
        ([option(1, columns=9), option(2, columns=9, entries=5, sample=True)], 0),
        ([option(1, columns=9, entries=5, sample=True), option(2, columns=4, entries=1)], 1),
    ],
)
def test_the_best_sheet_is_chosen(options: list[SheetOption], best: int) -> None:
    assert find_best(options) == best


OPTIONS = st.lists(
    st.builds(
        option,
        number=st.just(1),
        hidden=st.booleans(),
        columns=st.integers(0, 3),
        entries=st.integers(0, 3),
        sample=st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


@examples(100)
@given(OPTIONS)
def test_the_best_sheet_does_not_depend_on_those_after_it(options: list[SheetOption]) -> None:
    best = find_best(options)
    assert find_best([*options, options[best]]) == best
    assert find_best([options[best], *options]) == 0
    is_entry = [bool(o.entries) and not o.sample for o in options]
    assert is_entry[best] or not any(is_entry)


def test_unread_sheets_are_kept_as_others() -> None:
    cover, register = sheet([["Титул"]], "Титул"), sheet([HEADERS, ENTRY], "Реестр", 2)
    lists = sheet([["Области"]], "Списки", 3)
    raw = RawTable(cover.cells, sheet="Титул", sheets=cover.sheets, others=(register, lists))
    book = open_workbook(raw, tables.ACTIVITIES)
    assert book.sheet.raw.sheet == "Реестр"
    assert [o.name for o in book.options] == ["Титул", "Реестр", "Списки"]
    assert [other.raw.sheet for other in book.others] == ["Титул", "Списки"]
    # The chosen sheet is read, regardless of its content.
    replies = make_replies(sheet="Титул")
    assert open_workbook(raw, tables.ACTIVITIES, replies).sheet.raw.sheet == "Титул"
    assert open_workbook(RawTable(cover.cells), tables.ACTIVITIES).options == ()


def workbook(sheets: dict[str, Rows]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_sheet_named_like_a_person_is_referred_to_by_number(campaign: Campaign) -> None:
    name = "Иванов И. И."
    content = workbook({name: [HEADERS, ENTRY], "Реестр": [HEADERS, ENTRY, [*ENTRY[:3], "11"]]})
    report = ingest_file(content, "r.xlsx", campaign)
    assert isinstance(report, ValidationReport) and report.detected is not None
    assert "possible_name_aside" in report.by_rule()
    (issue,) = [issue for issue in report.issues if issue.rule == "sheet_not_read"]
    assert issue.params["sheets"] == "[1]"
    alone = ingest_file(workbook({name: [HEADERS, ENTRY]}), "r.xlsx", campaign)
    assert isinstance(alone, ValidationReport) and alone.detected is not None
    assert alone.detected.sheet_title == "[1]"


def test_personal_data_on_a_sheet_that_is_not_read_refuses_the_file(campaign: Campaign) -> None:
    people = [["ФИО", "Телефон"], ["Иванов И. И.", "+996 555 000000"]]
    content = workbook({"Участники": people, "Реестр": [HEADERS, ENTRY]})
    assert ingest_file(content, "r.xlsx", campaign).status == "personal_data"


def test_other_sheets_are_listed_in_one_warning(campaign: Campaign) -> None:
    sheets = {
        "Июль": [HEADERS, ENTRY],
        "Август": [HEADERS, ENTRY, ENTRY],
        "Октябрь": [HEADERS, ENTRY],
    }
    report = ingest_file(workbook(sheets), "r.xlsx", campaign)
    assert isinstance(report, ValidationReport)
    (issue,) = [issue for issue in report.issues if issue.rule == "sheet_not_read"]
    assert "«Июль» (1), «Октябрь» (1)" in issue.message(Text.of("ru"))
    assert "“Июль” (1), “Октябрь” (1)" in issue.message(Text.of("en"))
    assert "«Июль» (1), «Октябрь» (1)" in issue.message(Text.of("ky"))
