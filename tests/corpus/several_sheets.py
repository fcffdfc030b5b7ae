"""Workbooks with several sheets: covers, instructions, months, hidden sheets."""

from __future__ import annotations

import xlsxwriter
from catalogue import corpus_file
from register import HEADER_RU, rows_ru
from workbooks import as_excel, fill

RU = [HEADER_RU, *rows_ru()]


def _write_cover(book: xlsxwriter.Workbook) -> None:
    cover = book.add_worksheet("Титул")
    cover.write_string(1, 1, "Сводный отчёт о кампании за 2017 год")
    cover.write_string(3, 1, "Условные данные")


def _write_instructions(book: xlsxwriter.Workbook) -> None:
    page = book.add_worksheet("Инструкция")
    lines = [
        ("Как заполнять реестр", ""),
        ("Графа", "Что писать"),
        ("Дата", "день мероприятия, 31.07.2017"),
        ("Область", "область или город"),
        ("Вид мероприятия", "по списку"),
        ("Охвачено", "число участников; если неизвестно, оставьте пустым"),
    ]
    for row, cells in enumerate(lines):
        for at, cell in enumerate(cells):
            page.write_string(row, at, cell)


@corpus_file(
    "sheets/third_sheet.xlsx",
    "A cover sheet, instructions that name the columns, the register on sheet 3",
)
def third_sheet() -> bytes:
    def write(book: xlsxwriter.Workbook) -> None:
        _write_cover(book)
        _write_instructions(book)
        fill(book, RU, "Реестр")

    return as_excel(write)


@corpus_file(
    "sheets/hidden_register.xlsx", "A visible cover sheet, and the register on a hidden sheet"
)
def hidden_register() -> bytes:
    def write(book: xlsxwriter.Workbook) -> None:
        _write_cover(book)
        fill(book, RU, "Реестр").hide()

    return as_excel(write)


@corpus_file("sheets/hidden_copy.xlsx", "The register, and a hidden sheet with four older rows")
def hidden_copy() -> bytes:
    def write(book: xlsxwriter.Workbook) -> None:
        fill(book, RU, "Реестр")
        fill(book, RU[:5], "Реестр (старый)").hide()

    return as_excel(write)


@corpus_file("sheets/sample_first.xlsx", "A sheet with two sample rows before the register")
def sample_first() -> bytes:
    def write(book: xlsxwriter.Workbook) -> None:
        fill(book, RU[:3], "Образец")
        fill(book, RU, "Реестр")

    return as_excel(write)


@corpus_file("sheets/monthly.xlsx", "A sheet for each month, all with the same columns")
def monthly() -> bytes:
    months = {"Июль": (1, 2), "Август": (2, 5), "Сентябрь": (5, 7), "Октябрь": (7, 9)}
    months["Ноябрь"] = (9, 11)

    def write(book: xlsxwriter.Workbook) -> None:
        for name, (first, last) in months.items():
            fill(book, [HEADER_RU, *RU[first:last]], name)

    return as_excel(write)
