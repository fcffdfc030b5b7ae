"""Registers laid out for print: subtotals, pages, headings, notes, date ranges."""

from __future__ import annotations

from collections.abc import Sequence

import xlsxwriter
from catalogue import add_file, corpus_file
from delimited import text
from openpyxl.worksheet.worksheet import Worksheet
from register import HEADER_EN, HEADER_KY, HEADER_RU, rows_en, rows_ky, rows_ru
from workbooks import as_excel, as_openpyxl, fill

RU = rows_ru()
TITLE = "Условное мероприятие"
SHORT = ["№", "Дата", "Область", "Вид мероприятия", "Название", "Охвачено"]

Rows = Sequence[Sequence[object]]


def _cp1251(rows: Rows) -> bytes:
    return text(rows).encode("cp1251")


def _short(days: Sequence[object], figures: Sequence[object]) -> list[list[object]]:
    """A numbered register of lectures in Naryn oblast with these days and figures."""
    return [
        SHORT,
        *(
            [number, day, "Нарынская область", "Лекция", f"{TITLE} {number}", figure]
            for number, (day, figure) in enumerate(zip(days, figures, strict=True), start=1)
        ),
    ]


@corpus_file(
    "offices/months_with_subtotals.xlsx",
    "A sheet for each month with «Итого за август» below its table",
)
def months_with_subtotals() -> bytes:
    def total(words: str, *figures: int) -> list[object]:
        return [words, "", "", "", "", "", *figures, ""]

    def write(book: xlsxwriter.Workbook) -> None:
        august = total("Итого за август", 143, 84, 59)
        fill(book, [HEADER_RU, *RU[1:4], august], "Август")
        fill(book, [HEADER_RU, *RU[4:6], total("Итого за сентябрь", 85, 40, 45)], "Сентябрь")

    return as_excel(write)


@corpus_file(
    "offices/two_tables.xlsx",
    "Two tables on one sheet, each with a header row; the title between them is not an activity",
)
def two_tables() -> bytes:
    return as_openpyxl(
        [
            ["Мероприятия области"],
            HEADER_RU,
            *RU[:5],
            [],
            ["Мероприятия районов"],
            HEADER_RU,
            *RU[5:],
        ]
    )


add_file(
    "offices/printed_pages.csv",
    "The header row on each printed page, «Итого по странице» and «Всего» below",
    _cp1251(
        [
            HEADER_RU,
            *RU[:5],
            ["Итого по странице", "", "", "", "", "", 372, 204, 168, ""],
            HEADER_RU,
            *RU[5:],
            ["Итого по странице", "", "", "", "", "", 1572, 668, 904, ""],
            ["Всего", "", "", "", "", "", 1944, 872, 1072, ""],
        ]
    ),
)
add_file(
    "offices/day_ranges.csv",
    "Dates as «с 1 по 5 сентября 2017 г.», «11–13.09.2017», and two single dates",
    _cp1251(
        _short(
            ["с 1 по 5 сентября 2017 г.", "11–13.09.2017", "20.09.2017", "25 сентября 2017 г."],
            [50, 40, 30, 20],
        )
    ),
)
add_file(
    "offices/ranges_across_years.csv",
    "A date range across the end of a year in one cell, and a date in the next year",
    _cp1251(_short(["28.12.2017 – 05.01.2018", "10.01.2018", "20.09.2017"], [50, 40, 30])),
)
add_file(
    "offices/start_and_end.csv",
    "Start and end date in two columns; the end date of a one-day activity is blank",
    _cp1251(
        [
            ["Дата начала", "Дата окончания", "Область", "Вид мероприятия", "Название", "Охвачено"],
            ["01.09.2017", "05.09.2017", "Нарынская область", "Лекция", f"{TITLE} 1", 50],
            ["29.09.2017", "02.10.2017", "Таласская область", "Тренинг", f"{TITLE} 2", 40],
            ["20.10.2017", "", "г. Бишкек", "Конференция", f"{TITLE} 3", 30],
        ]
    ),
)
add_file(
    "offices/people_in_words.csv",
    "People reached as «50 чел.», «1 250 человек», «35 адам», «20 чел»",
    text(
        _short(
            ["01.09.2017", "04.09.2017", "05.09.2017", "06.09.2017"],
            ["50 чел.", "1 250 человек", "35 адам", "20 чел"],
        )
    ).encode("utf-8-sig"),
)


@corpus_file(
    "offices/merged_districts.xlsx",
    "Cells of oblast and of district in two columns, merged over the rows of their activities",
)
def merged_districts() -> bytes:
    def change(page: Worksheet) -> None:
        for cells in ("A2:A4", "B2:B3", "A5:A6", "B5:B6"):
            page.merge_cells(cells)

    return as_openpyxl(
        [
            ["Область", "Район", "Дата", "Вид мероприятия", "Название", "Охвачено"],
            ["Нарынская область", "Ат-Башинский район", RU[1][0], "Лекция", f"{TITLE} 1", 50],
            ["", "", RU[2][0], "Тренинг", f"{TITLE} 2", 40],
            ["", "Кочкорский район", RU[3][0], "Лекция", f"{TITLE} 3", 30],
            ["Таласская область", "Манасский район", RU[4][0], "Конференция", f"{TITLE} 4", 20],
            ["", "", RU[5][0], "Лекция", f"{TITLE} 5", 10],
        ],
        change=change,
    )


@corpus_file(
    "offices/two_numberings.xlsx",
    "«№ п/п» for the register, «№» within each oblast, a row «1, 2, 3 …» below the header row",
)
def two_numberings() -> bytes:
    within = [1, 1, 1, 1, 1, 1, 1, 1, 2, 1]
    rows = [[at + 1, within[at], *row] for at, row in enumerate(RU)]
    return as_openpyxl([["№ п/п", "№", *HEADER_RU], list(range(1, 13)), *rows])


@corpus_file(
    "offices/notes_at_foot.xlsx",
    "«Итого», then the notes «* данные уточняются», «Примечание: …», «Источник: …»",
)
def notes_at_foot() -> bytes:
    return as_openpyxl(
        [
            HEADER_RU,
            *RU,
            ["Итого", "", "", "", "", "", 1944, 872, 1072],
            [],
            ["* данные уточняются"],
            ["Примечание: отменённые мероприятия указаны с нулём"],
            ["Источник: условные отчёты районов"],
        ]
    )


@corpus_file(
    "offices/empty_columns.xlsx", "Narrow empty columns between the others, as in print layouts"
)
def empty_columns() -> bytes:
    def spread(row: Sequence[object]) -> list[object]:
        return [value for cell in row for value in (cell, None)]

    return as_openpyxl([spread(row) for row in (HEADER_RU, *RU)])


add_file(
    "offices/mixed_languages.csv",
    "Russian headers and one in Kyrgyz; rows alternate between Russian, Kyrgyz and English",
    text(
        [
            [*HEADER_RU[:6], HEADER_KY[6], *HEADER_RU[7:]],
            *((rows_ru(), rows_ky(), rows_en())[at % 3][at] for at in range(10)),
        ]
    ).encode("utf-8-sig"),
)
add_file(
    "offices/google_sheets.csv",
    "Google Sheets: UTF-8 without a BOM, commas, CR LF, empty rows at the end",
    text([HEADER_RU, *RU, *[[""] * 10] * 5], delimiter=",").encode(),
)
add_file(
    "offices/utf16_semicolons.csv",
    "UTF-16 with a BOM and semicolons, as databases export it, English headers",
    text([HEADER_EN, *rows_en()]).encode("utf-16"),
)
add_file(
    "offices/onec_page.xls",
    "1C: a register saved as .xls that is a web page with a table in Windows-1251",
    (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'
        "</head><body><table>"
        + "".join(
            "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\r\n"
            for row in (HEADER_RU, *RU)
        )
        + "</table></body></html>"
    ).encode("cp1251"),
)


@corpus_file(
    "offices/oblast_subtotals.xlsx",
    "«Итого по Чуйской области» after each oblast, «Всего по республике» at the end",
)
def oblast_subtotals() -> bytes:
    def total(words: str, figure: int) -> list[object]:
        return ["", "", words, "", "", figure]

    def row(number: int, oblast: str, figure: int) -> list[object]:
        return [number, RU[number][0], oblast, "Лекция", f"{TITLE} {number}", figure]

    return as_openpyxl(
        [
            SHORT,
            row(1, "Чуйская область", 50),
            row(2, "Чуйская область", 40),
            total("Итого по Чуйской области", 90),
            row(3, "Таласская область", 30),
            row(4, "Таласская область", 20),
            total("Итого по Таласской области", 50),
            total("Всего по республике", 140),
        ]
    )


@corpus_file(
    "offices/merged_title.xlsx",
    "Kyrgyz: a title and a period in cells merged over all columns, «Жыйынтыгы» below",
)
def merged_title() -> bytes:
    def change(page: Worksheet) -> None:
        page.merge_cells("A1:J1")
        page.merge_cells("A2:J2")

    return as_openpyxl(
        [
            ["Өткөрүлгөн иш-чаралар жөнүндө маалымат"],
            ["2017-жылдын 31-июлунан 20-ноябрына чейин"],
            [],
            HEADER_KY,
            *rows_ky(),
            ["Жыйынтыгы", "", "", "", "", "", 1944, 872, 1072],
        ],
        change=change,
    )


add_file(
    "offices/status_column.csv",
    "A column «Статус» with «проведено» and «отменено», which is read; zero stays zero",
    _cp1251(
        [
            [*SHORT, "Статус"],
            [1, "01.09.2017", "г. Бишкек", "Лекция", f"{TITLE} 1", 50, "проведено"],
            [2, "04.09.2017", "г. Бишкек", "Лекция", f"{TITLE} 2", 0, "отменено"],
            [3, "05.09.2017", "Таласская область", "Тренинг", f"{TITLE} 3", "", "проведено"],
        ]
    ),
)
add_file(
    "offices/pasted_from_document.txt",
    "A table pasted from a word processor: UTF-8, tabs, dates as «5 сентября 2017 г., 14:00»",
    text(
        _short(
            ["5 сентября 2017 г., 14:00", "06.09.2017 г.", "7 сентября 2017 года"], [50, 40, 30]
        ),
        delimiter="\t",
    ).encode(),
)
