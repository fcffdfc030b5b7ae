"""Workbooks as Excel, openpyxl and 1C write them."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO

import xlsxwriter
from catalogue import corpus_file
from openpyxl.worksheet.worksheet import Worksheet
from register import HEADER_RU, rows_coded, rows_ru
from workbooks import as_excel, as_openpyxl, fill, zip_archive

RU = [HEADER_RU, *rows_ru()]
SHORT = ["Дата", "Область", "Место проведения", "Вид мероприятия", "Название", "Охвачено"]


@corpus_file(
    "sheets/excel.xlsx", "Excel: shared strings, date cells, number formats, filter, rich text"
)
def excel() -> bytes:
    def write(book: xlsxwriter.Workbook) -> None:
        page = fill(book, RU)
        bold = book.add_format({"bold": True})
        page.write_rich_string(1, 2, "г. Токмок, ", bold, "дом культуры")

    return as_excel(write)


@corpus_file(
    "sheets/openpyxl.xlsx", "The same register written by openpyxl, as other programs write it"
)
def by_openpyxl() -> bytes:
    return as_openpyxl(RU)


@corpus_file("sheets/inline_strings.xlsx", "Inline strings instead of shared strings")
def inline_strings() -> bytes:
    return as_excel(lambda book: _plain(book, RU), constant_memory=True)


def _plain(book: xlsxwriter.Workbook, rows: list[list[object]]) -> None:
    fill(book, rows)


@corpus_file("sheets/mac_1904.xlsx", "Dates counted from 1904, as in older Excel for the Mac")
def mac_1904() -> bytes:
    def write(book: xlsxwriter.Workbook) -> None:
        fill(book, RU)

    return as_excel(write, date_1904=True)


@corpus_file("sheets/dates_with_time.xlsx", "Dates with a time of day (31.07.2017 15:00)")
def dates_with_time() -> bytes:
    rows: list[list[object]] = [list(HEADER_RU)]
    for row in rows_ru():
        day = row[0]
        rows.append([datetime(day.year, day.month, day.day, 15, 0), *row[1:]])  # type: ignore[attr-defined]

    def change(page: Worksheet) -> None:
        for cell in page["A"][1:]:
            cell.number_format = "dd.mm.yyyy hh:mm"

    return as_openpyxl(rows, change=change)


@corpus_file(
    "sheets/cover_sheet.xlsx",
    "A cover sheet before the register, read with and without a chosen sheet",
)
def cover_sheet() -> bytes:
    def write(book: xlsxwriter.Workbook) -> None:
        cover = book.add_worksheet("Титул")
        cover.write_string(1, 1, "Сводный отчёт о кампании")
        cover.write_string(2, 1, "за 2017 год")
        cover.write_string(4, 1, "Условные данные")
        cover.write_string(4, 2, "для проверки")
        fill(book, RU, "Реестр")

    return as_excel(write)


@corpus_file(
    "sheets/hidden_first.xlsx", "The first sheet is hidden; the first visible sheet is read"
)
def hidden_first() -> bytes:
    def write(book: xlsxwriter.Workbook) -> None:
        lists = book.add_worksheet("Справочник")
        lists.write_string(0, 0, "Область")
        lists.write_string(1, 0, "Чуйская область")
        lists.hide()
        fill(book, RU, "Реестр").activate()
        book.worksheets()[1].set_first_sheet()

    return as_excel(write)


@corpus_file("sheets/merged_oblasts.xlsx", "Oblast cells merged over three rows and over two rows")
def merged_oblasts() -> bytes:
    rows: list[list[object]] = [
        ["Область", "Дата", "Место проведения", "Вид мероприятия", "Название", "Охвачено"],
        ["Чуйская область", "31.07.2017", "школа", "Лекция", "Условное мероприятие 1", 10],
        ["", "15.08.2017", "театр", "Тренинг", "Условное мероприятие 2", 20],
        ["", "16.08.2017", "площадь", "Флешмоб", "Условное мероприятие 3", 30],
        ["Ошская область", "17.08.2017", "школа", "Лекция", "Условное мероприятие 4", 40],
        ["", "18.08.2017", "рынок", "Раздача листовок", "Условное мероприятие 5", 50],
        ["Нарынская область", "19.08.2017", "школа", "Лекция", "Условное мероприятие 6", 60],
    ]

    def change(page: Worksheet) -> None:
        page.merge_cells("A2:A4")
        page.merge_cells("A5:A6")

    return as_openpyxl(rows, change=change)


@corpus_file(
    "sheets/merged_header.xlsx",
    "A title, and a header of two rows with cells merged across rows and columns",
)
def merged_header() -> bytes:
    rows: list[list[object]] = [
        ["Отчёт о мероприятиях кампании"],
        [*HEADER_RU[:7], "из них", "", "Примечание"],
        [*[""] * 7, "женщин", "мужчин", ""],
        *rows_ru(),
    ]

    def change(page: Worksheet) -> None:
        page.merge_cells("A1:J1")
        page.merge_cells("H2:I2")
        for letter in "ABCDEFGJ":
            page.merge_cells(f"{letter}2:{letter}3")

    return as_openpyxl(rows, change=change)


@corpus_file(
    "sheets/error_cells.xlsx",
    "#N/A and an uncalculated formula for people reached; #REF! in an unknown column",
)
def error_cells() -> bytes:
    rows: list[list[object]] = [
        [*SHORT, "Бюджет"],
        [datetime(2017, 8, 14), "KG-C", "школа", "Лекция", "Условное мероприятие 1", 10, 1000],
        [datetime(2017, 8, 15), "KG-O", "школа", "Лекция", "Условное мероприятие 2", "#N/A", 1000],
        [datetime(2017, 8, 16), "KG-N", "школа", "Лекция", "Условное мероприятие 3", None, 1000],
        [
            datetime(2017, 8, 17),
            "KG-T",
            "школа",
            "Лекция",
            "Условное мероприятие 4",
            "=F2+30",
            1000,
        ],
        [datetime(2017, 8, 18), "KG-Y", "школа", "Лекция", "Условное мероприятие 5", 50, "#REF!"],
    ]
    return as_openpyxl(rows)


@corpus_file(
    "sheets/cached_formulas.xlsx",
    "Formulas with stored results for people reached; a row of totals by SUM",
)
def cached_formulas() -> bytes:
    def write(book: xlsxwriter.Workbook) -> None:
        page = fill(book, RU)
        for at, row in enumerate(rows_ru(), 1):
            if row[6] is not None:
                page.write_formula(at, 6, f"=H{at + 1}+I{at + 1}", None, row[6])
        page.write_string(11, 0, "Итого")
        for column, total in ((6, 1944), (7, 872), (8, 1072)):
            letter = "ABCDEFGHI"[column]
            page.write_formula(11, column, f"=SUM({letter}2:{letter}11)", None, total)

    return as_excel(write)


@corpus_file(
    "sheets/offset_table.xlsx",
    "A table that begins in C5 below a title; row 7 has a word instead of a number",
)
def offset_table() -> bytes:
    rows: list[list[object]] = [
        [],
        ["", "", "Отчёт о мероприятиях кампании"],
        [],
        [],
        ["", "", *SHORT],
        ["", "", "15.08.2017", "KG-C", "школа", "Лекция", "Условное мероприятие 1", 10],
        ["", "", "16.08.2017", "KG-O", "школа", "Лекция", "Условное мероприятие 2", "много"],
        ["", "", "17.08.2017", "KG-N", "школа", "Лекция", "Условное мероприятие 3", 30],
    ]
    return as_openpyxl(rows)


@corpus_file(
    "sheets/mixed_dates.xlsx",
    "Date cells, dates as text, a serial number and a date in words in one column",
)
def mixed_dates() -> bytes:
    days: list[object] = [datetime(2017, 8, 14), "15.08.2017", 42963, "17 августа 2017"]
    rows: list[list[object]] = [list(SHORT)]
    for at, day in enumerate(days, 1):
        rows.append([day, "KG-N", f"школа {at}", "Лекция", f"Условное мероприятие {at}", 10])
    return as_openpyxl(rows)


@corpus_file(
    "sheets/typed_faults.xlsx",
    "A negative number, a fraction, a date (typed as “1-5”) and TRUE for people reached",
)
def typed_faults() -> bytes:
    rows: list[list[object]] = [list(SHORT)]
    for at, figure in enumerate((-5, 12.5, datetime(2017, 5, 1), 40, True), 1):
        day = datetime(2017, 8, 13 + at)
        rows.append([day, "KG-N", f"школа {at}", "Лекция", f"Условное мероприятие {at}", figure])
    return as_openpyxl(rows)


@corpus_file(
    "sheets/formatted_far.xlsx", "Borders on empty cells down to row 500 and across to column AD"
)
def formatted_far() -> bytes:
    def write(book: xlsxwriter.Workbook) -> None:
        page = fill(book, RU)
        border = book.add_format({"border": 1})
        for row in range(11, 500, 7):
            for column in range(30):
                page.write_blank(row, column, None, border)

    return as_excel(write)


@corpus_file("sheets/equals_text.xlsx", "Text that begins with = + - @ and is not a formula")
def equals_text() -> bytes:
    def write(book: xlsxwriter.Workbook) -> None:
        page = fill(book, RU)
        page.write_string(1, 4, "=Условное мероприятие 1")
        page.write_string(2, 4, "+Условное мероприятие 2")
        page.write_string(3, 4, "@Условное мероприятие 3")
        page.write_string(4, 9, "- отменено")

    return as_excel(write)


@corpus_file(
    "sheets/onec.xlsx",
    "1C: title block, «Период», «Отбор», all cells text, sums after each oblast, «Итого»",
)
def onec() -> bytes:
    def as_text(value: object) -> object:
        if isinstance(value, int):
            return f"{value:,}".replace(",", "\u00a0")
        return value.strftime("%d.%m.%Y") if hasattr(value, "strftime") else value

    by_oblast: dict[str, list[list[object]]] = {}
    for coded, row in zip(rows_coded(), rows_ru(), strict=True):
        by_oblast.setdefault(str(coded[1]), []).append(row)
    rows: list[list[object]] = [
        ["Отчёт по мероприятиям кампании"],
        [],
        ["Период: 31.07.2017 - 20.11.2017"],
        ["Отбор: Статус Равно Проведено"],
        [],
        HEADER_RU,
    ]
    for group in by_oblast.values():
        rows += [[as_text(value) for value in row] for row in group]
        sums = [sum(int(str(row[at] or 0)) for row in group) for at in (6, 7, 8)]
        rows.append(["Итого по области:", "", "", "", "", "", *map(as_text, sums), ""])
    rows.append(["Итого", "", "", "", "", "", *map(as_text, (1944, 872, 1072)), ""])

    def change(page: Worksheet) -> None:
        for row in (1, 3, 4):
            page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=10)

    return as_openpyxl(rows, "TDSheet", change)


@corpus_file(
    "private/participants.xlsx",
    "A list of participants with «ФИО» and «Телефон», phone numbers in number cells",
)
def participants() -> bytes:
    rows: list[list[object]] = [["№", "ФИО", "Телефон", "Школа"]]
    rows += [
        [at, f"Образцова Пример {name}", 555000000 + at, f"Школа № {at}"]
        for at, name in enumerate(("Первая", "Вторая", "Третья", "Четвёртая"), 1)
    ]
    return as_openpyxl(rows, "Список")


@corpus_file("private/hidden_column.xlsx", "A register with a hidden column of names")
def hidden_column() -> bytes:
    names = ["Образцов П. П.", "Примерова О. О.", "Образцова П. О."] * 4

    def hide(page: Worksheet) -> None:
        page.column_dimensions["K"].hidden = True

    rows = [[*row, name] for row, name in zip(rows_ru(), names, strict=False)]
    return as_openpyxl([[*HEADER_RU, "Кто"], *rows], "Список", hide)


@corpus_file("sheets/power_query.xlsx", "A register with a query of Power Query, stored in UTF-16")
def power_query() -> bytes:
    with zipfile.ZipFile(BytesIO(as_openpyxl([HEADER_RU, *rows_ru()]))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
    leads = f'<Relationship Id="rIdQ" Type="{kind}" Target="../customXml/item1.xml"/>'.encode()
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", leads + b"</Relationships>")
    query = '<?xml version="1.0" encoding="utf-16"?><DataMashup>UEsDBA==</DataMashup>'
    parts["customXml/item1.xml"] = b"\xff\xfe" + query.encode("utf-16-le")
    return zip_archive(parts)
