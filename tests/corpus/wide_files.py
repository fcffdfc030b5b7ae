"""Tables with months, weeks or oblasts as columns, in which offices summarize a campaign."""

from __future__ import annotations

from catalogue import add_file, corpus_file
from openpyxl.worksheet.worksheet import Worksheet
from workbooks import as_openpyxl

OBLASTS = ["Баткенская область", "Чуйская область", "Нарынская область", "г. Бишкек"]
FIGURES = [[120, 80, None], [300, 0, 45], [15, 60, 25], [500, 410, 390]]


def _with_totals(rows: list[list[object]]) -> list[list[object]]:
    """The rows with a column and a row of totals."""
    columns = list(zip(*(row[1:] for row in rows), strict=True))
    sums: list[object] = [sum(n for n in column if isinstance(n, int)) for column in columns]
    total = ["Итого", *sums, sum(n for n in sums if isinstance(n, int))]
    return [[*row, sum(n for n in row if isinstance(n, int))] for row in rows] + [total]


MONTHS = [[name, *figures] for name, figures in zip(OBLASTS, FIGURES, strict=True)]
BY_TYPE: list[list[object]] = [
    ["Лекция", 120, 340, 75, 60],
    ["Флешмоб", None, 250, 30, 400],
    ["Круглый стол", 18, None, 22, 31],
]


@corpus_file(
    "wide/months_ru.xlsx",
    "People reached by oblast and month, with totals and without a type",
)
def months_ru() -> bytes:
    return as_openpyxl(
        [
            ["Охват населения за 2017 год, чел."],
            [],
            ["Область", "Август", "Сентябрь", "Октябрь", "Итого"],
            *_with_totals(MONTHS),
        ]
    )


@corpus_file("wide/months_ky.xlsx", "Kyrgyz: oblasts and types by month and year")
def months_ky() -> bytes:
    return as_openpyxl(
        [
            ["Камтылган адамдардын саны"],
            ["№", "Облус", "Иш-чаранын түрү", "2017-ж. август", "2017-ж. сентябрь"],
            [1, "Баткен облусу", "Лекция, сабак", 40, 25],
            [2, "", "Тегерек стол", None, 18],
            [3, "Талас облусу", "Флешмоб", 200, "-"],
            ["", "Жыйынтыгы", "", 240, 43],
        ],
        change=lambda page: page.merge_cells("B3:B4"),
    )


@corpus_file(
    "wide/oblasts_with_totals.xlsx", "Types by oblast for one month, totals of rows and columns"
)
def oblasts_with_totals() -> bytes:
    heads = ["Баткенская обл.", "Чуйская обл.", "Нарынская обл.", "г. Бишкек"]
    return as_openpyxl(
        [
            ["Количество участников мероприятий за август 2017 года"],
            ["Вид мероприятия", *heads, "Всего"],
            *_with_totals(BY_TYPE),
            [],
            ["Примечание: условные данные"],
        ]
    )


@corpus_file("wide/wrong_totals.xlsx", "Types by oblast: one row total and one column total differ")
def wrong_totals() -> bytes:
    rows = _with_totals(BY_TYPE)
    rows[0][5] = 590
    rows[3][2] = 600

    return as_openpyxl(
        [
            ["Число участников за август 2017 года"],
            ["Вид мероприятия", "Баткен", "Чуй", "Нарын", "Бишкек", "Всего"],
            *rows,
        ]
    )


@corpus_file(
    "wide/two_line_header.xlsx",
    "Each month above columns of activities, people and women; the year in the title",
)
def two_line_header() -> bytes:
    def change(page: Worksheet) -> None:
        page.merge_cells("A2:A3")
        page.merge_cells("B2:B3")
        page.merge_cells("C2:E2")
        page.merge_cells("F2:H2")

    lower = ["количество мероприятий", "охвачено", "женщин"]
    return as_openpyxl(
        [
            ["Отчёт за 2017 год"],
            ["Область", "Вид мероприятия", "Август", "", "", "Сентябрь", "", ""],
            ["", "", *lower, *lower],
            ["Ошская область", "Лекция", 3, 120, 70, 1, 30, None],
            ["г. Ош", "Флешмоб", 1, 250, 130, None, None, None],
            ["Итого", "", 4, 370, 200, 1, 30, None],
        ],
        change=change,
    )


@corpus_file("wide/activities_only.xlsx", "Numbers of activities, not of people, by month")
def activities_only() -> bytes:
    return as_openpyxl(
        [
            ["Количество мероприятий в 2017 году"],
            ["Область", "Август", "Сентябрь"],
            ["Баткенская область", 2, 3],
            ["Чуйская область", 1, 4],
        ]
    )


@corpus_file(
    "wide/bare_osh.xlsx", "A cell that is not a number, a dash, an oblast that may be a city"
)
def bare_osh() -> bytes:
    return as_openpyxl(
        [
            ["Охвачено, чел., 2017"],
            ["Область", "Вид мероприятия", "Август", "Сентябрь", "Октябрь"],
            ["Баткенская область", "Лекция", "около 50", 20, "-"],
            ["Ош", "Лекция", 10, "", 12],
        ]
    )


add_file(
    "wide/months_as_rows.csv",
    "Delimited text with months as rows and oblasts as columns",
    (
        "Охват участников;Чуйская область;Нарынская область;Таласская область\r\n"
        "Август 2017;100;20;\r\n"
        "Сентябрь 2017;1 250;;30\r\n"
        "Итого;1 350;20;30\r\n"
    ).encode("cp1251"),
)


@corpus_file(
    "wide/weeks_two_columns.xlsx",
    "Each week of the report above columns of activities and people; days without a year",
)
def weeks_two_columns() -> bytes:
    def change(page: Worksheet) -> None:
        for cells in ("A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:H2"):
            page.merge_cells(cells)

    weeks = [
        "1 неделя (31.07–06.08)",
        "",
        "2 неделя (07.08–13.08)",
        "",
        "3 неделя (14.08–20.08)",
        "",
    ]
    return as_openpyxl(
        [
            ["Отчёт по неделям"],
            ["Область", "Вид мероприятия", *weeks],
            ["", "", *["мероприятия", "охват"] * 3],
            ["Баткенская область", "Лекция", 2, 120, 3, 200, 1, 50],
            ["Чуйская область", "Лекция", 1, 300, None, None, 4, 410],
            ["г. Бишкек", "Флешмоб", 1, 319, 2, 500, 2, 548],
        ],
        change=change,
    )


add_file(
    "wide/weeks_numbered.csv",
    "Kyrgyz: weeks with numbers only, whose days depend on the campaign",
    (
        "Катышкандардын саны\n"
        "Облус;Иш-чаранын түрү;1-жума;2-жума;16-апта;Жыйынтыгы\n"
        "Баткен облусу;Лекция, сабак;40;25;;65\n"
        "Талас облусу;Флешмоб;200;;30;230\n"
        "Жыйынтыгы;;240;25;30;295\n"
    ).encode(),
)
add_file(
    "wide/weeks_iso.csv",
    "ISO weeks as columns, and one in words; the header row has all that is counted",
    (
        b"People reached\n"
        b"Oblast,Type,2017-W31,2017-W32,Week from 14 August 2017 to 20 August 2017\n"
        b"Naryn,lecture,10,20,30\nTalas,training,5,,7\n"
    ),
)
add_file(
    "wide/weeks_as_rows.csv",
    "Weeks in words as rows, oblasts as columns, the year in the title",
    (
        "Охват участников за 2017 год;;;\r\n"
        "Неделя;Чуйская область;Нарынская область;Таласская область\r\n"
        "неделя с 31 июля по 6 августа;100;20;\r\n"
        "с 7 по 13 августа;1 250;;30\r\n"
        "14–20.08;7;;\r\n"
    ).encode("cp1251"),
)
add_file(
    "wide/weeks_of_months.csv",
    "Weeks that begin with 1 in each month: their days are not known, so nothing is counted",
    (
        "Охват за 2017 год\n"
        "Область;Вид;Август;Август;Август;Сентябрь;Сентябрь;Сентябрь\n"
        ";;1 неделя;2 неделя;3 неделя;1 неделя;2 неделя;3 неделя\n"
        "Чуйская область;лекция;10;20;5;30;40;5\nНарынская область;лекция;1;2;5;3;4;5\n"
    ).encode(),
)

add_file(
    "wide/weeks_in_one_line.csv",
    "Days of a week and what is counted in one header: activities, people, women",
    (
        "Отчёт за 2017 год\n"
        "Область;Вид;31.07–06.08, мероприятия;31.07–06.08, охват;31.07–06.08, женщин;"
        "07.08–13.08, мероприятия;07.08–13.08, охват;07.08–13.08, женщин\n"
        "Чуйская область;лекция;2;120;70;1;30;\nНарынская область;лекция;1;50;20;;;\n"
    ).encode(),
)
