"""Registers with signatures, approvals, stamps and contact details above or below the table.

The names, numbers and bodies in them are invented.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import xlsxwriter
from catalogue import add_file, corpus_file
from delimited import text
from openpyxl.worksheet.worksheet import Worksheet
from register import HEADER_KY, HEADER_RU, rows_ky, rows_ru
from workbooks import as_excel, as_openpyxl, fill

RU = [HEADER_RU, *rows_ru()]
KY = [HEADER_KY, *rows_ky()]
BLANK = [""] * 10
TOTAL_RU = ["Итого", "", "", "", "", "", 1944, 872, 1072, ""]
TOTAL_KY = ["Жалпы", "", "", "", "", "", 1944, 872, 1072, ""]


def _line(*cells: str, at: int = 0) -> list[object]:
    """A row of ten cells with these from position `at` on."""
    row: list[object] = [*[""] * at, *cells]
    return row + [""] * (10 - len(row))


def _cp1251(rows: Sequence[Sequence[object]]) -> bytes:
    return text(rows).encode("cp1251")


def _utf8(rows: Sequence[Sequence[object]]) -> bytes:
    return text(rows).encode("utf-8-sig")


def _merge(*ranges: str) -> Callable[[Worksheet], None]:
    def change(page: Worksheet) -> None:
        for cells in ranges:
            page.merge_cells(cells)

    return change


add_file(
    "signatures/executor_and_phone.csv",
    "«Итого», then the executor with a phone number on the same line",
    _cp1251(
        [
            *RU,
            TOTAL_RU,
            BLANK,
            _line("Исп.: Условнова П. П., тел. 0312 00-00-00"),
        ]
    ),
)
add_file(
    "signatures/executor_in_cells.csv",
    "Role, signature line, name and phone number in separate cells below «Итого»",
    _cp1251(
        [
            *RU,
            TOTAL_RU,
            BLANK,
            _line("Директор", "______________", "И. И. Условнов"),
            _line("Исполнитель:", "Примерова", "", "тел.", "", "0555 00 00 00"),
            _line("М.П."),
        ]
    ),
)
add_file(
    "signatures/approval_above.csv",
    "«УТВЕРЖДАЮ» with role, name and date above the title, on the right",
    _cp1251(
        [
            _line("УТВЕРЖДАЮ", at=7),
            _line("Директор департамента", at=7),
            _line("__________ И. И. Условнов", at=7),
            _line("«20» ноября 2017 г.", at=7),
            BLANK,
            _line("Отчёт о мероприятиях кампании"),
            *RU,
        ]
    ),
)
add_file(
    "signatures/line_above_header.csv",
    "The executor directly above the header row, without a blank row",
    _cp1251([_line("Исполнитель: Условнов А. А., 0700 00-00-00"), *RU]),
)
add_file(
    "signatures/kyrgyz_below.csv",
    "Kyrgyz: «Жалпы», «Аткаруучу», a phone number on a separate line, the stamp",
    _utf8(
        [
            *KY,
            TOTAL_KY,
            BLANK,
            _line("Аткаруучу: Мисал Үлгү уулу"),
            _line("Байланыш телефону: 0312 00 00 00"),
            _line("М.О."),
        ]
    ),
)
add_file(
    "signatures/kyrgyz_approval.csv",
    "Kyrgyz: «Бекитемин» above, «Макулдашылды» and a date below, with names",
    _utf8(
        [
            _line("БЕКИТЕМИН", at=6),
            _line("Башкармалыктын башчысы А. Б. Мисалова", at=6),
            _line("2017-ж. «20» ноябрь", at=6),
            BLANK,
            *KY,
            BLANK,
            _line("Макулдашылды:", "", "Үлгүева М.", "", "20.11.2017"),
        ]
    ),
)
add_file(
    "signatures/no_person.csv",
    "A signature block without names: no question",
    _cp1251(
        [
            _line("УТВЕРЖДАЮ", at=7),
            _line("«___» __________ 20__ г.", at=7),
            *RU,
            TOTAL_RU,
            _line("Руководитель", "____________", "", "М.П."),
            _line("Исполнитель: отдел по социальным вопросам"),
        ]
    ),
)
add_file(
    "signatures/phone_in_row.csv",
    "A signature below, and a phone number inside a row, for which the file is rejected",
    _cp1251(
        [
            *RU[:5],
            [*RU[5][:5], "Молодёжный центр, тел. 0555 00-00-00", *RU[5][6:]],
            *RU[6:],
            BLANK,
            _line("Исполнитель: Условнова П. П., тел. 0312 00-00-00"),
        ]
    ),
)
add_file(
    "signatures/participants_below.csv",
    "Fifteen persons with phone numbers below the table: not signatures, the file is rejected",
    _cp1251(
        [
            *RU,
            BLANK,
            *(
                _line(f"Образцова П. {letter}.", f"0555 00-00-{at:02}")
                for at, letter in enumerate("АБВГДЕЖЗИКЛМНОП")
            ),
        ]
    ),
)


@corpus_file(
    "signatures/merged_below.xlsx",
    "Excel: totals by SUM, then merged cells with director, executor, phone number as a number",
)
def merged_below() -> bytes:
    def write(book: xlsxwriter.Workbook) -> None:
        page = fill(book, RU)
        page.write_string(11, 0, "Итого")
        for column, total in ((6, 1944), (7, 872), (8, 1072)):
            letter = "ABCDEFGHI"[column]
            page.write_formula(11, column, f"=SUM({letter}2:{letter}11)", None, total)
        page.merge_range("A14:D14", "Директор департамента")
        page.merge_range("E14:F14", "______________")
        page.merge_range("G14:J14", "И. И. Условнов")
        page.merge_range("A16:J16", "Исполнитель: Примерова Анна, главный специалист")
        page.write_number("A17", 555000000)
        page.write_string("E18", "М.П.")

    return as_excel(write)


@corpus_file(
    "signatures/merged_above.xlsx",
    "«Согласовано» and «Утверждаю» side by side above the table, in merged cells",
)
def merged_above() -> bytes:
    rows: list[list[object]] = [
        _line("СОГЛАСОВАНО", "", "", "", "", "", "УТВЕРЖДАЮ"),
        _line("Начальник отдела", "", "", "", "", "", "Директор"),
        _line("_______ А. А. Примеров", "", "", "", "", "", "_______ И. И. Условнов"),
        _line("20.11.2017", "", "", "", "", "", "20.11.2017"),
        BLANK,
        _line("Сведения о мероприятиях кампании"),
        *RU,
        BLANK,
        _line("Исп. Образцова О. О."),
        _line("Тел. 0312 00-00-00"),
    ]
    return as_openpyxl(
        rows,
        change=_merge("A1:C1", "G1:J1", "A2:C2", "G2:J2", "A3:C3", "G3:J3", "A6:J6"),
    )


@corpus_file(
    "signatures/kyrgyz_other_sheet.xlsx",
    "Kyrgyz: two sheets, each with «Аткаруучу» below its table; the first sheet is read",
)
def kyrgyz_other_sheet() -> bytes:
    def change(page: Worksheet) -> None:
        other = page.parent.create_sheet("Талас")
        for row in [HEADER_KY, ["01.09.2017", *KY[10][1:]], _line("Аткаруучу: А. Б. Мисалова")]:
            other.append(row)

    return as_openpyxl(
        [*KY, TOTAL_KY, _line("Аткаруучу: Мисалова А. Б., тел. 0312 00 00 00")], "Баары", change
    )
