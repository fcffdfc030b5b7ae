"""An office's register of a few rows, as CSV and as a workbook, and its upload."""

from __future__ import annotations

import csv
import io

import openpyxl
from playwright.sync_api import expect

from tests.e2e.screen import Screen

# The note on invented data, on a page of HTML and on a page of Streamlit's widgets.
INVENTED = ".provenance p"
HEADER = ("Дата проведения", "Область", "Вид мероприятия", "Кол-во участников", "Примечание")
ROWS = (
    ("31.07.2017", "Нарынская обл.", "лекция", "1 120", ""),
    ("02.08.2017", "г. Бишкек", "флешмоб", "0", ""),
    ("03.08.2017", "Таласская область", "тренинг", "", ""),
    ("31.02.2017", "Чуйская область", "тренинг", "40", ""),
    ("04.08.2017", "Ош", "круглый стол", "45,0", ""),
    ("Итого", "", "", "1 205", ""),
)


def cp1251(*rows: tuple[str, ...]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([HEADER, *rows])
    return out.getvalue().encode("cp1251")


def workbook(*rows: tuple[str, ...]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Отчёт о мероприятиях"])
    for row in (HEADER, *rows):
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(screen: Screen, *files: tuple[str, bytes]) -> None:
    """Upload files on the page and wait for the report on each."""
    screen.page.locator('.st-key-uploader input[type="file"]').set_input_files(
        [{"name": name, "mimeType": "text/csv", "buffer": content} for name, content in files]
    )
    for name, _ in files:
        card = screen.page.locator('[class*="st-key-file-"]')
        expect(card.get_by_role("heading", name=name)).to_be_visible()
    screen.wait_until_idle()
