"""Registers with headings between their rows: a region, a month, a title between two tables."""

from __future__ import annotations

from catalogue import add_file, corpus_file
from delimited import text
from openpyxl.worksheet.worksheet import Worksheet
from workbooks import as_openpyxl

_HEADER = ["№", "Дата", "Вид мероприятия", "Название", "Охвачено"]
_TITLE = "Условное мероприятие"


def _row(number: int, day: str, kind: str, people: object) -> list[object]:
    return [number, day, kind, f"{_TITLE} {number}", people]


@corpus_file(
    "offices/oblast_headings.xlsx",
    "No oblast column: merged heading rows with the oblasts above activities, one of them numbered",
)
def oblast_headings() -> bytes:
    def change(page: Worksheet) -> None:
        for row in (2, 5, 7):
            page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=5)

    return as_openpyxl(
        [
            _HEADER,
            ["Баткенская область"],
            _row(1, "01.08.2017", "Лекция", 40),
            _row(2, "02.08.2017", "Тренинг", 30),
            ["2. Нарынская область:"],
            _row(3, "03.08.2017", "Лекция", ""),
            ["г. Бишкек"],
            _row(4, "04.08.2017", "Конференция", 0),
            ["Итого", "", "", "", 70],
        ],
        change=change,
    )


add_file(
    "offices/headings_with_sums.csv",
    "1C: no oblast column; each oblast above its activities with their sum, and one sum differs",
    text(
        [
            _HEADER,
            ["Баткен облусу", "", "", "", 70],
            _row(1, "01.08.2017", "Лекция", 40),
            _row(2, "02.08.2017", "Тренинг", 30),
            ["Талас облусу", "", "", "", 25],
            _row(3, "03.08.2017", "Лекция", 20),
            ["Жалпы", "", "", "", 90],
        ]
    ).encode("utf-8-sig"),
)
add_file(
    "offices/heading_osh.csv",
    "«Ош» as a heading of two activities, and an activity above the first heading",
    text(
        [
            _HEADER,
            _row(1, "31.07.2017", "Лекция", 10),
            ["Ош"],
            _row(2, "01.08.2017", "Лекция", 40),
            _row(3, "02.08.2017", "Тренинг", 30),
            ["Таласская область"],
            _row(4, "03.08.2017", "Лекция", 20),
        ]
    ).encode("utf-8-sig"),
)
add_file(
    "offices/titled_tables.csv",
    "Two title lines and a second header row between two tables, and a month between rows",
    text(
        [
            ["Мероприятия школ"],
            ["Дата", "Область", "Вид мероприятия", "Название", "Охвачено"],
            ["01.08.2017", "KG-T", "Лекция", f"{_TITLE} 1", 10],
            [],
            ["Мероприятия колледжей"],
            ["за август и сентябрь"],
            ["Дата", "Область", "Вид мероприятия", "Название", "Охвачено"],
            ["02.08.2017", "KG-N", "Лекция", f"{_TITLE} 2", 20],
            ["Сентябрь"],
            ["03.09.2017", "KG-N", "Лекция", f"{_TITLE} 3", 30],
        ]
    ).encode("utf-8-sig"),
)
add_file(
    "offices/month_sums.csv",
    "Each month above its activities with their sum, and one sum differs; an oblast column",
    text(
        [
            ["Дата", "Область", "Вид мероприятия", "Название", "Охвачено"],
            ["Август 2017", "", "", "", 60],
            ["01.08.2017", "KG-T", "Лекция", f"{_TITLE} 1", 10],
            ["02.08.2017", "KG-N", "Лекция", f"{_TITLE} 2", 50],
            ["", "", "", "сентябрь", 44],
            ["03.09.2017", "KG-T", "Лекция", f"{_TITLE} 3", 30],
            ["04.09.2017", "KG-N", "Лекция", f"{_TITLE} 4", ""],
            ["2017-10-01", "", "", "", 15],
            ["Итого", "", "", "", 105],
        ]
    ).encode("utf-8-sig"),
)
add_file(
    "offices/months_of_oblasts.csv",
    "1C: headings of oblasts with a sum, and below each headings of months with a sum",
    text(
        [
            _HEADER,
            ["Баткенская область", "", "", "", 60],
            ["Август", "", "", "", 25],
            _row(1, "01.08.2017", "Лекция", 10),
            _row(2, "02.08.2017", "Тренинг", 15),
            ["Сентябрь", "", "", "", 35],
            _row(3, "03.09.2017", "Лекция", 35),
            ["Таласская область", "", "", "", 20],
            ["Август", "", "", "", 20],
            _row(4, "04.08.2017", "Лекция", 20),
            ["Итого", "", "", "", 80],
        ]
    ).encode("utf-8-sig"),
)
add_file(
    "offices/oblasts_of_months.csv",
    "1C: headings of months with a sum, and below each headings of oblasts with a sum",
    text(
        [
            _HEADER,
            ["Август 2017 г.", "", "", "", 45],
            ["Баткенская область", "", "", "", 25],
            _row(1, "01.08.2017", "Лекция", 10),
            _row(2, "02.08.2017", "Тренинг", 15),
            ["Таласская область", "", "", "", 20],
            _row(3, "04.08.2017", "Лекция", 20),
            ["Сентябрь 2017 г.", "", "", "", 35],
            ["Баткенская область", "", "", "", 35],
            _row(4, "03.09.2017", "Лекция", 35),
        ]
    ).encode("utf-8-sig"),
)
add_file(
    "wrong/region_alone.csv",
    "A row with only oblast and people reached among complete rows: not a heading",
    text(
        [
            ["Дата", "Область", "Вид мероприятия", "Название", "Охвачено"],
            ["01.08.2017", "KG-T", "Лекция", f"{_TITLE} 1", 10],
            ["", "Нарынская область", "", "", 20],
            ["03.08.2017", "KG-B", "Лекция", f"{_TITLE} 3", 30],
        ]
    ).encode("utf-8-sig"),
)
