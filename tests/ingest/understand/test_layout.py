"""The header row is found, and its headers are matched with columns."""

from __future__ import annotations

import pandas as pd
import pytest

from campaign.ingest.readers.raw_table import RawTable
from campaign.ingest.replies import AS_IT_IS, Replies, make_replies
from campaign.ingest.understand.layout import Layout, find_layout
from campaign.schema import tables


def raw_table(*lines: str, merged: tuple[tuple[int, int, int, int], ...] = ()) -> RawTable:
    """Return a sheet from lines with | between cells; `merged` are ranges as in `RawTable`."""
    rows = [line.split("|") for line in lines]
    width = max(len(row) for row in rows)
    frame = pd.DataFrame(
        [row + [""] * (width - len(row)) for row in rows],
        index=pd.RangeIndex(1, len(rows) + 1),
        columns=range(width),
        dtype="str",
    )
    return RawTable(frame, merged=merged)


def find(sheet: RawTable, replies: Replies = AS_IT_IS) -> Layout:
    header = find_layout(sheet, tables.ACTIVITIES, replies)
    assert len(header.headers) == len(header.fields) == sheet.cells.shape[1]
    # A request for the same row has the same result.
    again = make_replies(header_row=header.row, column=replies.of("column"))
    assert find_layout(sheet, tables.ACTIVITIES, again) == header
    return header


ENTRY = "31.07.2017|Нарын|лекция|229"


def test_the_first_row_may_be_the_header_row() -> None:
    header = find(raw_table("date|oblast|type|reached", ENTRY))
    assert header == Layout(
        1,
        ("date", "oblast", "type", "reached"),
        ("date", "oblast", "type", "reached"),
        titles=(),
        tag_row=None,
        body=2,
        merged=(),
    )


@pytest.mark.parametrize("above", ["Уважаемые коллеги!", "", "Область|7", "1|Нарын"])
def test_a_header_row_below_a_long_text_is_found(above: str) -> None:
    lines = [above] * 150
    header = find(raw_table(*lines, "Дата|Область|Вид|Охвачено", ENTRY, ENTRY))
    assert (header.row, header.body) == (151, 152)
    assert header.fields == ("date", "oblast", "type", "reached")
    assert len(header.titles) == (150 if above else 0)


@pytest.mark.parametrize("first", [1, 40])
def test_an_entry_above_the_header_row_is_not_a_title(first: int) -> None:
    lines = [""] * (first - 1) + [ENTRY] * 40
    header = find_layout(
        raw_table(*lines, "Дата|Область|Вид|Охвачено", ENTRY), tables.ACTIVITIES, AS_IT_IS
    )
    assert header.row == 0 and not header.titles if first == 1 else header.row != 80


def test_titles_and_blank_rows_above_the_headers_are_skipped() -> None:
    header = find(
        raw_table(
            "Отчёт о кампании",
            "",
            "Область:|Нарын",
            "№ п/п|Дата|Область|Вид мероприятия|Охвачено, чел.|Прочее",
            "1|" + ENTRY,
        )
    )
    assert (header.row, header.body, header.titles) == (4, 5, (1, 3))
    assert header.fields == (None, "date", "oblast", "type", "reached", None)
    assert header.headers[0] == "№ п/п"


def test_unknown_headers_may_be_the_header_row() -> None:
    header = find(raw_table("Отчёт", "столбец|графа", "1|2"))
    assert (header.row, header.body, header.titles) == (2, 3, (1,))
    assert header.fields == (None, None) and header.headers == ("столбец", "графа")
    assert find(raw_table("столбец|графа", "1|2")).row == 1
    assert find(raw_table("", "слово", "ещё")).row == 2


def test_tags_below_the_headers_have_priority() -> None:
    header = find(
        raw_table(
            "Когда это было|Где|Что|Сколько|Охват", "#date|#adm1|#activity+type|#reached|", ENTRY
        )
    )
    assert (header.row, header.tag_row, header.body) == (1, 2, 3)
    assert header.headers[0] == "Когда это было"
    # The tag has priority over the header with the same meaning.
    assert header.fields == ("date", "oblast", "type", "reached", None)


def test_tags_may_be_above_the_headers_or_alone() -> None:
    header = find(
        raw_table("Отчёт", "#date|#adm1|#activity+type|#reached", "Дата|Область|Тип|Всего", ENTRY)
    )
    assert (header.row, header.tag_row, header.body, header.titles) == (3, 2, 4, (1,))
    assert header.headers[3] == "Всего" and header.fields[3] == "reached"
    alone = find(raw_table("#date|#adm1|#activity+type|#reached", ENTRY))
    assert (alone.row, alone.tag_row, alone.body) == (1, 1, 2)
    assert alone.fields == ("date", "oblast", "type", "reached") and alone.headers[0] == "#date"


def test_tags_between_entries_exclude_no_entry() -> None:
    tags = "#date|#adm1|#activity+type|#reached"
    header = find(raw_table("Дата|Область|Тип|Охват", ENTRY, tags, ENTRY))
    assert (header.row, header.tag_row, header.body) == (1, None, 2)


def test_a_tag_of_another_field_has_priority_too() -> None:
    header = find(
        raw_table("Дата|Область|Тип|Охват", "#date|#adm1|#activity+type|#reached+indirect", ENTRY)
    )
    assert header.fields[3] is None


TWO_ROWS = (
    "Дата|Область|Вид|Охвачено|||Примечание",
    "|||всего|женщин|мужчин|",
    ENTRY + "|100|129|",
)
NAMES = ("date", "oblast", "type", "reached", "women", "men", "note")


def test_headers_in_two_rows_with_merged_cells() -> None:
    vertical = tuple((1, at, 2, at) for at in (0, 1, 2, 6))
    header = find(raw_table(*TWO_ROWS, merged=(*vertical, (1, 3, 1, 5))))
    assert (header.row, header.body) == (1, 3)
    assert header.fields == NAMES
    assert header.headers[3:6] == ("Охвачено всего", "Охвачено женщин", "Охвачено мужчин")
    assert header.merged == (3, 4, 5)


def test_text_below_a_merged_cell_is_a_header() -> None:
    lines = ("Дата|Область|Вид|Собрано||", "|||итог|ж-н|м-н", ENTRY + "|100|129")
    header = find(raw_table(*lines, merged=((1, 3, 1, 5),)))
    assert header.body == 3
    assert header.headers[3:] == ("Собрано итог", "Собрано ж-н", "Собрано м-н")
    # Single cells below merged ones may be the first entry.
    lines = ("Дата|Область|Вид|Собрано||", "|||много||", ENTRY + "|100|129")
    assert find(raw_table(*lines, merged=((1, 3, 1, 5),))).body == 2
    lines = ("Дата||Область||Вид|", "31 июля||Нарын||Лекция|", "1 августа||Нарын||Лекция|")
    assert find(raw_table(*lines, merged=((1, 0, 1, 1), (1, 2, 1, 3), (1, 4, 1, 5)))).body == 2


def test_a_line_with_a_number_above_the_headers_is_a_title() -> None:
    lines = ("Дата отчёта|31.08.2017", "Когда было|Где было|Что было|Сколько пришло", ENTRY)
    header = find(raw_table(*lines))
    assert (header.row, header.titles, header.body) == (2, (1,), 3)


def test_headers_in_two_rows_of_a_delimited_file() -> None:
    header = find(raw_table(*TWO_ROWS))
    assert (header.body, header.fields, header.merged) == (3, NAMES, (3, 4, 5))


def test_parts_below_a_merged_header_have_both_headers() -> None:
    header = find(
        raw_table(
            "Дата|Область|Вид|Охвачено|из них||Прим.",
            "||||женщин|мужчин|",
            ENTRY + "|100|129|",
            merged=((1, 4, 1, 5),),
        )
    )
    assert header.headers[4:6] == ("из них женщин", "из них мужчин")
    assert header.fields == NAMES and header.merged == (4, 5) and header.body == 3


def test_a_row_of_groups_above_the_headers_is_added() -> None:
    lines = ("Отчёт", "|||Охвачено||", "Дата|Область|Вид|Всего|женщин|мужчин", ENTRY + "|1|2")
    header = find(raw_table(*lines))
    assert (header.row, header.body, header.titles) == (3, 4, (1,))
    assert header.fields == NAMES[:6] and header.headers[3] == "Охвачено Всего"


def test_planned_values_are_not_people_reached() -> None:
    header = find(raw_table("|||План||Факт|", "Дата|Область|Вид|Охват|Женщин|Охват|Женщин", ENTRY))
    assert header.fields == ("date", "oblast", "type", None, None, "reached", "women")


def test_an_entry_below_a_blank_header_is_not_a_header() -> None:
    header = find(raw_table("Дата|Область|Вид|Охвачено|", "н/д|Нарын|лекция|н/д|Женщины"))
    assert (header.body, header.headers[4]) == (2, "")


def test_a_field_is_used_once() -> None:
    header = find(raw_table("Охвачено (чел.)|Дата|Область|Тип|Охвачено|Охват", ENTRY))
    assert header.fields == (None, "date", "oblast", "type", None, None)
    assert header.ambiguous == {"reached": (0, 4, 5)}
    header = find(raw_table("Дата проведения|Date|Область|Тип|Охват|Охват, чел.", ENTRY))
    assert header.fields == (None, "date", "oblast", "type", None, "reached")
    assert header.ambiguous == {}


def test_requested_columns_and_row_are_used() -> None:
    sheet = raw_table("Дата|Область|Тип|Охват|Столбец", ENTRY)
    header = find(sheet, make_replies(column={4: "reached", 1: None}))
    assert header.fields == ("date", None, "type", None, "reached")
    low = raw_table(*["Дата|Область|Тип|Охват", ENTRY] * 25)
    assert find_layout(low, tables.ACTIVITIES, make_replies(header_row=41)).body == 42
    assert find_layout(low, tables.ACTIVITIES, make_replies(header_row=99)).row == 1


def test_a_participants_header_means_counts_or_audience_by_its_cells() -> None:
    counts = find(raw_table("Дата|Область|Тип|Участники", ENTRY, ENTRY))
    people = find(raw_table("Дата|Область|Тип|Участники", "31.07.2017|Нарын|лекция|студенты"))
    assert counts.fields[3] == "reached" and people.fields[3] == "audience"


def test_a_merged_header_of_two_columns_names_none_of_them() -> None:
    header = find(
        raw_table(
            "Дата|Область||Тип|Охват", "31.07.2017|Нарын|Кочкор|лекция|5", merged=((1, 1, 1, 2),)
        )
    )
    assert header.headers[1:3] == ("Область", "Область") and header.fields[1:3] == (None, None)
    assert header.ambiguous == {"oblast": (1, 2)}
    assert header.merged == (1, 2) and header.body == 2


def test_headers_of_a_population_file_are_matched() -> None:
    header = find_layout(
        raw_table("Год|Регион|Население|Вид|Источник", "2017|Нарын|5||"),
        tables.POPULATION,
        AS_IT_IS,
    )
    assert header.fields == ("date", "iso_code", "population", "kind", "source")


def test_a_sheet_without_rows_has_no_headers() -> None:
    assert find_layout(RawTable(pd.DataFrame()), tables.ACTIVITIES, AS_IT_IS).headers == ()


THREE_ROWS = (
    "№|Дата|Место||Вид|Участники|||",
    "||Область|Район||Всего|в т.ч.||",
    "||||||жен.|муж.|молодёжь",
    "1|01.08.2017|Нарынская|Нарынский|Лекция|30|10|20|25",
)
MERGED = (*((1, at, 3, at) for at in (0, 1, 4)), (1, 2, 1, 3), (1, 5, 1, 8), (2, 6, 2, 8))
OF_THREE_ROWS = (None, "date", "oblast", "district", "type", "reached", "women", "men", "youth")


@pytest.mark.parametrize("merged", [MERGED, ()], ids=["workbook", "csv"])
def test_headers_in_three_rows(merged: tuple[tuple[int, int, int, int], ...]) -> None:
    header = find(raw_table(*THREE_ROWS, merged=merged))
    assert (header.row, header.body) == (1, 4)
    assert header.headers[5:] == (
        "Участники Всего",
        "Участники в т.ч. жен.",
        "Участники в т.ч. муж.",
        "Участники в т.ч. молодёжь",
    )
    assert header.fields == OF_THREE_ROWS


def test_a_column_without_a_header_is_not_the_total() -> None:
    """Columns without a header beside «Всего» below «Участники» may count a part only."""
    lines = (THREE_ROWS[0], THREE_ROWS[1], THREE_ROWS[3])
    header = find(raw_table(*lines, merged=MERGED[3:]))
    assert header.fields == (*OF_THREE_ROWS[:6], None, None, None) and header.body == 3


def test_the_total_is_read_beside_columns_without_headers() -> None:
    lines = (
        "Дата|Область|Вид|Участники|||",
        "|||из них|||Всего",
        "01.08.2017|Нарын|лекция|1|2|3|6",
    )
    header = find(raw_table(*lines, merged=((1, 3, 1, 6), (2, 3, 2, 5))))
    assert header.fields == ("date", "oblast", "type", None, None, None, "reached")
    # A single column without a header beside named parts has the total.
    lines = ("Дата|Область|Вид|Охвачено||", "||||женщин|мужчин", "01.08.2017|Нарын|лекция|6|2|4")
    header = find(raw_table(*lines, merged=((1, 3, 1, 5),)))
    assert header.fields == ("date", "oblast", "type", "reached", "women", "men")


def test_a_header_may_be_repeated_instead_of_merged() -> None:
    header = find(
        raw_table(
            "Дата|Область|Вид|Количество участников|Количество участников|Количество участников",
            "|||дети|взрослые|всего",
            "01.08.2017|Нарын|лекция|10|20|30",
        )
    )
    assert header.fields == ("date", "oblast", "type", None, None, "reached")
    assert header.headers[5] == "Количество участников всего" and header.body == 3


def test_an_entry_of_text_is_not_a_third_row_of_headers() -> None:
    header = find(
        raw_table(
            "Дата|Область|Вид|Охвачено||",
            "|||Всего|женщин|мужчин",
            "вчера|Нарын|лекция|много|мало|",
            merged=((1, 3, 1, 5),),
        )
    )
    assert header.body == 3
