"""The head is found wherever it stands, and its names mean the right columns."""

from __future__ import annotations

import pandas as pd

from campaign.ingest.options import AS_IT_IS, RequestedOptions
from campaign.ingest.parse.header_row import HeaderRow, find_header_row
from campaign.ingest.readers.raw_table import RawTable
from campaign.schema import tables


def grid(*lines: str, merged: tuple[tuple[int, int, int, int], ...] = ()) -> RawTable:
    """A sheet from lines with | between cells; `merged` counts as `RawTable` does."""
    rows = [line.split("|") for line in lines]
    width = max(len(row) for row in rows)
    frame = pd.DataFrame(
        [row + [""] * (width - len(row)) for row in rows],
        index=pd.RangeIndex(1, len(rows) + 1),
        columns=range(width),
        dtype="str",
    )
    return RawTable(frame, merged=merged)


def found(sheet: RawTable, requested: RequestedOptions = AS_IT_IS) -> HeaderRow:
    head = find_header_row(sheet, tables.ACTIVITIES, requested)
    assert len(head.headers) == len(head.fields) == sheet.cells.shape[1]
    # Choosing the row that was found changes nothing.
    again = RequestedOptions(header_row=head.row, columns=requested.columns)
    assert find_header_row(sheet, tables.ACTIVITIES, again) == head
    return head


ENTRY = "31.07.2017|Нарын|лекция|229"


def test_the_first_row() -> None:
    head = found(grid("date|oblast|type|reached", ENTRY))
    assert head == HeaderRow(
        1,
        ("date", "oblast", "type", "reached"),
        ("date", "oblast", "type", "reached"),
        titles=(),
        tag_row=None,
        body=2,
        merged=(),
    )


def test_titles_and_blank_rows_above() -> None:
    head = found(
        grid(
            "Отчёт о кампании",
            "",
            "Область:|Нарын",
            "№ п/п|Дата|Область|Вид мероприятия|Охвачено, чел.|Прочее",
            "1|" + ENTRY,
        )
    )
    assert (head.row, head.body, head.titles) == (4, 5, (1, 3))
    assert head.fields == (None, "date", "oblast", "type", "reached", None)
    assert head.headers[0] == "№ п/п"


def test_unknown_names_still_make_a_head() -> None:
    head = found(grid("Отчёт", "столбец|графа", "1|2"))
    assert (head.row, head.body, head.titles) == (2, 3, (1,))
    assert head.fields == (None, None) and head.headers == ("столбец", "графа")
    assert found(grid("столбец|графа", "1|2")).row == 1
    assert found(grid("", "слово", "ещё")).row == 2


def test_tags_below_the_names_decide() -> None:
    head = found(
        grid("Когда это было|Где|Что|Сколько|Охват", "#date|#adm1|#activity+type|#reached|", ENTRY)
    )
    assert (head.row, head.tag_row, head.body) == (1, 2, 3)
    assert head.headers[0] == "Когда это было"
    # The tag takes the field from the head that would have had it.
    assert head.fields == ("date", "oblast", "type", "reached", None)


def test_tags_above_the_names_and_alone() -> None:
    head = found(
        grid("Отчёт", "#date|#adm1|#activity+type|#reached", "Дата|Область|Тип|Всего", ENTRY)
    )
    assert (head.row, head.tag_row, head.body, head.titles) == (3, 2, 4, (1,))
    assert head.headers[3] == "Всего" and head.fields[3] == "reached"
    alone = found(grid("#date|#adm1|#activity+type|#reached", ENTRY))
    assert (alone.row, alone.tag_row, alone.body) == (1, 1, 2)
    assert alone.fields == ("date", "oblast", "type", "reached") and alone.headers[0] == "#date"


def test_tags_further_down_swallow_no_entry() -> None:
    tags = "#date|#adm1|#activity+type|#reached"
    head = found(grid("Дата|Область|Тип|Охват", ENTRY, tags, ENTRY))
    assert (head.row, head.tag_row, head.body) == (1, None, 2)


def test_a_tag_that_means_something_else_is_obeyed() -> None:
    head = found(
        grid("Дата|Область|Тип|Охват", "#date|#adm1|#activity+type|#reached+indirect", ENTRY)
    )
    assert head.fields[3] is None


TWO_ROWS = (
    "Дата|Область|Вид|Охвачено|||Примечание",
    "|||всего|женщин|мужчин|",
    ENTRY + "|100|129|",
)
NAMES = ("date", "oblast", "type", "reached", "women", "men", "note")


def test_two_rows_with_merged_cells() -> None:
    vertical = tuple((1, at, 2, at) for at in (0, 1, 2, 6))
    head = found(grid(*TWO_ROWS, merged=(*vertical, (1, 3, 1, 5))))
    assert (head.row, head.body) == (1, 3)
    assert head.fields == NAMES
    assert head.headers[3:6] == ("Охвачено всего", "Охвачено женщин", "Охвачено мужчин")
    assert head.merged == (3, 4, 5)


def test_two_rows_in_a_delimited_file() -> None:
    head = found(grid(*TWO_ROWS))
    assert (head.body, head.fields, head.merged) == (3, NAMES, (3, 4, 5))


def test_of_them() -> None:
    head = found(
        grid(
            "Дата|Область|Вид|Охвачено|из них||Прим.",
            "||||женщин|мужчин|",
            ENTRY + "|100|129|",
            merged=((1, 4, 1, 5),),
        )
    )
    assert head.headers[4:6] == ("из них женщин", "из них мужчин")
    assert head.fields == NAMES and head.merged == (4, 5) and head.body == 3


def test_a_row_of_groups_above() -> None:
    lines = ("Отчёт", "|||Охвачено||", "Дата|Область|Вид|Всего|женщин|мужчин", ENTRY + "|1|2")
    head = found(grid(*lines))
    assert (head.row, head.body, head.titles) == (3, 4, (1,))
    assert head.fields == NAMES[:6] and head.headers[3] == "Охвачено Всего"


def test_a_plan_is_not_taken_for_what_was_reached() -> None:
    head = found(grid("|||План||Факт|", "Дата|Область|Вид|Охват|Женщин|Охват|Женщин", ENTRY))
    assert head.fields == ("date", "oblast", "type", None, None, "reached", "women")


def test_an_entry_below_a_blank_name_is_no_name() -> None:
    head = found(grid("Дата|Область|Вид|Охвачено|", "н/д|Нарын|лекция|н/д|Женщины"))
    assert (head.body, head.headers[4]) == (2, "")


def test_one_field_is_given_once() -> None:
    head = found(grid("Охвачено (чел.)|Дата|Область|Тип|Охвачено|Охват", ENTRY))
    assert head.fields == (None, "date", "oblast", "type", "reached", None)


def test_what_the_owner_decides() -> None:
    sheet = grid("Дата|Область|Тип|Охват|Столбец", ENTRY)
    head = found(sheet, RequestedOptions(columns={4: "reached", 1: None}))
    assert head.fields == ("date", None, "type", None, "reached")
    low = grid(*["Дата|Область|Тип|Охват", ENTRY] * 25)
    assert find_header_row(low, tables.ACTIVITIES, RequestedOptions(header_row=41)).body == 42
    assert find_header_row(low, tables.ACTIVITIES, RequestedOptions(header_row=99)).row == 1


def test_participants_by_what_stands_below() -> None:
    counts = found(grid("Дата|Область|Тип|Участники", ENTRY, ENTRY))
    people = found(grid("Дата|Область|Тип|Участники", "31.07.2017|Нарын|лекция|студенты"))
    assert counts.fields[3] == "reached" and people.fields[3] == "audience"


def test_a_merged_name_over_two_columns() -> None:
    head = found(
        grid("Дата|Область||Тип|Охват", "31.07.2017|Нарын|Кочкор|лекция|5", merged=((1, 1, 1, 2),))
    )
    assert head.headers[1:3] == ("Область", "Область") and head.fields[1:3] == ("oblast", None)
    assert head.merged == (1, 2) and head.body == 2


def test_population() -> None:
    head = find_header_row(
        grid("Год|Регион|Население|Вид|Источник", "2017|Нарын|5||"), tables.POPULATION, AS_IT_IS
    )
    assert head.fields == ("date", "iso_code", "population", "kind", "source")


def test_a_sheet_without_rows() -> None:
    assert find_header_row(RawTable(pd.DataFrame()), tables.ACTIVITIES, AS_IT_IS).headers == ()
