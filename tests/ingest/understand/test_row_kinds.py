"""Rows are classified as entries, totals, repeated headers, notes or blank rows."""

from __future__ import annotations

import pandas as pd
import pytest

from campaign.ingest.replies import AS_IT_IS
from campaign.ingest.understand.layout import Layout, find_layout
from campaign.ingest.understand.row_kinds import classify_body
from campaign.schema import tables
from tests.ingest.understand.test_layout import raw_table

NAMES = "№|Дата|Область|Вид|Название|Охвачено|Женщин"
FIRST = "1|31.07.2017|Нарын|лекция|Урок|229|100"
SECOND = "2|01.08.2017|Ош обл.|акция|Акция|1 000|"


def classify_rows(body: pd.DataFrame, header: Layout) -> pd.Series:
    return classify_body(body, header, tables.ACTIVITIES.name, {}).kinds


def kinds(*lines: str, names: str = NAMES) -> list[str]:
    sheet = raw_table(names, *lines)
    header = find_layout(sheet, tables.ACTIVITIES, AS_IT_IS)
    assert header.row == 1
    body = sheet.cells.loc[header.body :]
    kinds_by_row = classify_rows(body, header)
    assert list(kinds_by_row.index) == list(body.index)
    return kinds_by_row.tolist()


@pytest.mark.parametrize(
    "total",
    [
        "|Итого|||||1229|100",
        "Всего:||||||1229",
        "Bcего||||||1229",
        "||Итого по области: Нарын|||1229|100",
        "|Жалпы||||1229|",
        "|Жыйынтыгы|||||",
        "|||Бардыгы||1229|",
        "||||Total|1229|100",
        "|Grand total||||1229|",
        "||Нарын||Итого|1229|100",
        "|||||1229|100",
        "|||||1 229|",
        "||Баткен Итог|||1229|",
        "Общий итог|||||1229|",
        "||Batken Total|||1229|",
        "||||Жалпы саны:|1229|",
        "Жалпы боюнча|||||1229|",
    ],
)
def test_a_row_of_totals_is_recognized(total: str) -> None:
    assert kinds(FIRST, SECOND, total) == ["row", "row", "total"]


@pytest.mark.parametrize(
    "entry",
    [
        "3|02.08.2017|Талас|лекция|Всего один день|1229|100",
        "3|02.08.2017|Талас|лекция|Итого: чему мы научились|1229|100",
        "3||Талас|лекция|Жалпы билим берүү мектеби|1229|100",
        "3|02.08.2017||лекция|Total|1229|",
        "3|02.08.2017|Талас|Итоговая конференция|Итоговая конференция|1229|",
        "|||||1228|100",
        "3|||||1229|100",
        "3||Талас||Жалпы билим берүү|1229|100",
        "Жалпы билим берүүчү мектеп||Талас|||1229|",
        "3||Талас|лекция|Подводим итог|1229|",
        "3|02.08.2017|Баткен Итог|лекция||1229|",
    ],
)
def test_entries_that_look_like_totals_are_entries(entry: str) -> None:
    assert kinds(FIRST, SECOND, entry) == ["row", "row", "row"]


@pytest.mark.parametrize("place", ["Жалпы билим берүүчү мектеп", "Total", "Зал Итог", "Всего"])
def test_text_in_the_place_column_is_not_a_label_of_totals(place: str) -> None:
    names = "Дата|Место|Область|Вид|Охвачено"
    entry = "31.07.2017|село|Нарын|лекция|229"
    assert kinds(entry, entry, f"|{place}|Талас||1229", names=names) == ["row"] * 3
    assert kinds(entry, entry, f"|{place}|||1229", names=names) == ["row"] * 3


def test_without_a_region_column_the_place_may_be_a_label_of_totals() -> None:
    names = "Дата|Место|Вид|Охвачено"
    entry = "31.07.2017|село|лекция|229"
    assert kinds(entry, entry, "|Итого||458", names=names) == ["row", "row", "total"]
    assert kinds(entry, entry, "|Всего|лекция|458", names=names) == ["row"] * 3
    school = "|Жалпы билим берүүчү мектеп||458"
    assert kinds(entry, entry, school, names=names) == ["row"] * 3


@pytest.mark.parametrize(
    ("number", "title", "kind"),
    [
        ("1229", "Итого", "total"),
        ("1229", "Жалпы саны:", "total"),
        ("1230", "Итого", "row"),
        ("1229", "Итого: чему мы научились", "row"),
    ],
)
def test_a_complete_row_is_a_total_only_with_label_and_sum(
    number: str, title: str, kind: str
) -> None:
    entry = f"3|31.08.2017|Талас|лекция|{title}|{number}|100"
    assert kinds(FIRST, SECOND, entry) == ["row", "row", kind]


def test_subtotals_and_totals_are_recognized() -> None:
    third = "3|02.08.2017|Талас|лекция||10|"
    kinds_of_rows = kinds(FIRST, SECOND, "|||||1229|100", third, third, "|||||20|", "|||||1249|100")
    assert kinds_of_rows == ["row", "row", "total", "row", "row", "total", "total"]


def test_one_repeated_number_is_not_a_total() -> None:
    assert kinds(FIRST, "|||||229|100") == ["row", "row"]


def test_a_row_of_spaces_is_blank() -> None:
    assert kinds(FIRST, "", " |\u00a0||\u200b|", SECOND) == ["row", "blank", "blank", "row"]


def test_a_repeated_header_row_is_recognized() -> None:
    assert kinds("1|2|3|4|5|6|7", FIRST, NAMES, "1|2|3|4|5|6|7", SECOND) == [
        *("header", "row", "header", "header", "row")
    ]
    assert kinds(FIRST, "№|ДАТА|Область|вид||Охвачено|", SECOND)[1] == "header"
    assert kinds(FIRST, "|#date|#adm1|||#reached|", SECOND)[1] == "header"
    assert kinds(FIRST, "1|2|3|4|5|6|7", SECOND)[1] == "row"


def test_a_repeated_second_row_of_headers_is_recognized() -> None:
    names = ("Дата|Область|Вид|Охвачено||", "|||всего|женщин|мужчин")
    entry = "31.07.2017|Нарын|лекция|229|100|129"
    sheet = raw_table(*names, entry, *names, entry)
    header = find_layout(sheet, tables.ACTIVITIES, AS_IT_IS)
    assert classify_rows(sheet.cells.loc[header.body :], header).tolist() == [
        "row",
        "header",
        "header",
        "row",
    ]


@pytest.mark.parametrize(
    "note",
    ["Исполнитель: отдел", "||Примечание: данные предварительные|||", "|||Исполнитель|отдел||"],
)
def test_a_note_below_the_table_is_recognized(note: str) -> None:
    assert kinds(FIRST, SECOND, "|Итого||||1229|", "", note) == [
        *("row", "row", "total", "blank", "note")
    ]


def test_notes_are_recognized_only_below_the_entries() -> None:
    assert kinds("Нарынская область", FIRST, SECOND)[0] == "row"
    assert kinds(FIRST, "|||||5|")[1] == "row"
    assert kinds(FIRST, "3|02.08.2017|Талас|лекция|Примечание||")[1] == "row"


def test_rows_below_unknown_headers_are_classified() -> None:
    header = Layout(1, ("а", "б"), (None, None))
    body = raw_table("а|б", "Итого|5", "1|Всего хорошего", "|").cells.loc[2:]
    assert classify_rows(body, header).tolist() == ["total", "row", "blank"]
    assert classify_rows(body.iloc[:0], header).empty


@pytest.mark.long
def test_a_large_sheet_is_fast() -> None:
    count = 100_000
    body = pd.DataFrame(
        {
            at: [f"{at} ячейка {row}" if at % 5 == 4 else str(row % 9) for row in range(count)]
            for at in range(20)
        },
        index=pd.RangeIndex(2, count + 2),
    )
    header = Layout(
        1, tuple("abcdefghijklmnopqrst"), ("date", "oblast", "type", "reached", *[None] * 16)
    )
    assert set(classify_rows(body, header)) == {"row"}
