"""A total that does not say what is counted, read as people reached by its sums."""

from __future__ import annotations

import pandas as pd
import pytest

from campaign.ingest.readers.raw_table import RawTable
from campaign.ingest.replies import AS_IT_IS, Replies, make_replies
from campaign.ingest.understand.layout import Layout, find_layout
from campaign.ingest.understand.number_columns import is_bare_total
from campaign.schema import tables

HEADERS = "Дата|Область|Вид|Всего|Мужчин|Женщин"
ENTRY = "1.8.2017|Нарын|лекция|"
SUMS = ("40|10|30", "25|5|20", "55|25|30")
AT = 3


def read(
    *numbers: str,
    headers: str = HEADERS,
    replies: Replies = AS_IT_IS,
    below: tuple[str, ...] = (),
) -> Layout:
    """Return the header row of a register with the `numbers` of its entries and rows `below`."""
    lines = (*headers.splitlines(), *(ENTRY + cells for cells in numbers), *below)
    rows = [line.split("|") for line in lines]
    width = max(map(len, rows))
    cells = pd.DataFrame(
        [row + [""] * (width - len(row)) for row in rows],
        index=pd.RangeIndex(1, len(rows) + 1),
        columns=range(width),
        dtype="str",
    )
    header = find_layout(RawTable(cells), tables.ACTIVITIES, replies)
    reached = [at for at, field in enumerate(header.fields) if field == "reached"]
    assert header.total is None or reached == [header.total]
    return header


@pytest.mark.parametrize(
    "header", ["Всего", "ИТОГО:", "Жалпы", "Бардыгы", "Total", "Всего, чел.", "Общее кол-во"]
)
def test_sums_of_women_and_men_are_people_reached(header: str) -> None:
    header_row = read(*SUMS, headers=HEADERS.replace("Всего", header))
    assert header_row.total == AT
    assert header_row.fields == ("date", "oblast", "type", "reached", "men", "women")


def test_rows_without_all_three_numbers_may_not_contradict() -> None:
    clear = ("|10|30", "20||20", "20|20|-", "30||", "||", "около 50|20|30", "50|около 20|30")
    assert read(*SUMS, *clear, "0|0|0").total == AT
    assert read(*SUMS[:2], *clear, "0|0|0").total is None
    for other in ("40|10|29", "40||30", "0|10|30", "40,5|10,5|30", "10|-20|30"):
        assert read(*SUMS, other).total is None, other


@pytest.mark.parametrize(
    "numbers",
    [
        (),
        SUMS[:2],
        ("40|10|30", "25|5|21", "55|25|31"),  # One sum by chance.
        ("0|0|0",) * 5,
        ("1|0|1", "2|1|1", "3|1|2"),  # A running number.
        ("100|40|60", "100|30|70", "100|55|45"),  # Shares in percent.
        ("40|около 10|30",) * 5,
    ],
)
def test_numbers_that_prove_nothing(numbers: tuple[str, ...]) -> None:
    assert read(*numbers).total is None


@pytest.mark.parametrize(
    "headers",
    [
        HEADERS.replace("Всего", "Всего мероприятий"),
        HEADERS.replace("Всего", "Всего, шт."),
        HEADERS.replace("Всего", "Буклеты"),
        HEADERS.replace("Всего", "План, всего"),
        HEADERS.replace("Мужчин", "Собралось мужчин"),
        HEADERS.replace("Мужчин", "Молодёжь"),
        HEADERS.replace("Вид", "Примечание"),
        "|||Выдано буклетов||\n" + HEADERS,
        "|||Материалы||\n" + HEADERS,
    ],
)
def test_other_headers_are_no_total_of_people(headers: str) -> None:
    assert read(*SUMS, headers=headers).total is None


def test_a_total_below_one_header_with_women_and_men() -> None:
    # A known header above names the people itself; an unknown one may name anything.
    rows = "Дата|Область|Вид|{}||\n|||Всего|Мужчин|Женщин"
    known = read(*SUMS, headers=rows.format("Количество участников"))
    assert (known.fields[AT], known.total) == ("reached", None)
    assert read(*SUMS, headers=rows.format("Количество, чел.")).total == AT
    assert "reached" not in read(*SUMS, headers=rows.format("Выдано буклетов")).fields
    assert "reached" not in read(*SUMS, headers=rows.format("Роздано материалов")).fields


def test_a_title_above_the_headers_names_no_column() -> None:
    for above in ("Отчёт о кампании", "|||Количество, чел.", "||||в том числе", "||||||Прочее"):
        assert read(*SUMS, headers=f"{above}\n{HEADERS}").total == AT, above
    assert read(*SUMS, headers=f"|||Выдано\n|||Буклеты\n{HEADERS}").total is None


def test_two_totals_are_ambiguous_until_the_owner_excludes_one() -> None:
    headers, sums = HEADERS + "|Итого", [f"{cells}|900" for cells in SUMS]
    assert read(*sums, headers=headers).total is None
    assert read(*sums, headers=headers, replies=make_replies(column={6: None})).total == AT


def test_another_column_that_may_be_people_reached() -> None:
    for other, numbers, total in (
        ("Собралось", ("50", "30", "60"), None),
        ("Собралось", ("40", "30", "60"), None),
        ("Часов", ("2", "4", "3"), AT),
        ("Участников всего", ("50", "30", "60"), None),
        ("Молодёжь", ("40", "25", "55"), AT),
        ("Собралось женщин", ("40", "25", "55"), AT),
        ("План, чел.", ("50", "30", "60"), AT),
        ("Тема", ("Права", "Труд", "Закон"), AT),
        ("Тема", ("", "", ""), AT),
    ):
        rows = [f"{sums}|{number}" for sums, number in zip(SUMS, numbers, strict=True)]
        assert read(*rows, headers=f"{HEADERS}|{other}").total == total, (other, numbers)


def test_rows_of_totals_and_column_numbers_prove_nothing() -> None:
    sums = ("Итого|||65|15|50", "|||65|15|50", "|Всего по области||65|15|50")
    assert read(*SUMS[:2], below=sums).total is None
    assert read(*SUMS, below=("Итого|||121|40|80", "|||121|40|80")).total == AT
    # The title of an activity may begin with such a word.
    headers, rows = HEADERS + "|Название", [f"{cells}|Урок" for cells in SUMS]
    assert read(*rows, headers=headers).total == AT
    assert read(*rows, "41|10|30|Итог недели", headers=headers).total is None
    numbered = "1|2|3|4|5|6"
    assert read(*SUMS, below=(numbered,)).total == AT


def test_choices_of_the_owner_have_priority() -> None:
    for replies in (
        make_replies(column={AT: None}),
        make_replies(column={AT: "materials"}),
        make_replies(column={AT: "reached"}),
        make_replies(column={4: None}),
        make_replies(file_value={"reached": ""}),
    ):
        assert read(*SUMS, replies=replies).total is None


def test_a_tag_names_the_column() -> None:
    tags = "#date|#adm1|#activity+type|{}|#reached+m|#reached+f"
    for tag, total in (("", AT), ("#output+materials", None), ("#meta+sum", None)):
        assert read(*SUMS, headers=f"{HEADERS}\n{tags.format(tag)}").total == total, tag


def test_headers_of_a_total_without_a_name() -> None:
    for header in ("5. Всего", "Всего (чел.)", "Всего человек", "Жалпы саны", "Жалпы адам"):
        assert is_bare_total(header), header
    for header in ("", "Количество", "Чел.", "Всего школ", "Total hours", "Общее собрание"):
        assert not is_bare_total(header), header
