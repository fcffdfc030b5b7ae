"""Rows as XLSX with reproducible bytes, written by libraries that imitate Excel."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO

import openpyxl
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

DAY_FORMAT = "dd.mm.yyyy"
_MOMENT = datetime(2017, 11, 21, 9, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def zip_archive(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these parts with the date that Excel writes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(
                zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def with_fixed_time(content: bytes) -> bytes:
    """The archive with a fixed time of creation."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = "docProps/core.xml"
    if core in parts:
        parts[core] = _STAMP.sub(rb"\g<1>2017-11-21T09:00:00Z", parts[core])
    return zip_archive(parts)


def as_openpyxl(
    rows: Sequence[Sequence[object]],
    sheet: str = "Реестр",
    change: Callable[[Worksheet], None] | None = None,
) -> bytes:
    """A workbook of openpyxl with dates as date cells; `change` edits the sheet before saving."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is None or value == "":
                continue
            cell = page.cell(at, column, value)
            if isinstance(value, date):
                cell.number_format = DAY_FORMAT
    if change is not None:
        change(page)
    out = BytesIO()
    book.save(out)
    return with_fixed_time(out.getvalue())


def as_excel(write: Callable[[xlsxwriter.Workbook], None], **options: object) -> bytes:
    """A workbook of xlsxwriter, whose XML differs from Excel's only in a few ids."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    book.set_properties({"created": _MOMENT})
    write(book)
    book.close()
    return with_fixed_time(out.getvalue())


def fill(
    book: xlsxwriter.Workbook,
    rows: Sequence[Sequence[object]],
    sheet: str = "Реестр",
    top: int = 0,
) -> xlsxwriter.workbook.Worksheet:
    """A sheet with a bold header row, date cells, and integers with a number format."""
    page = book.add_worksheet(sheet)
    bold = book.add_format({"bold": True, "text_wrap": True, "border": 1})
    day = book.add_format({"num_format": DAY_FORMAT})
    figure = book.add_format({"num_format": "# ##0"})
    for at, row in enumerate(rows, top):
        for column, value in enumerate(row):
            if at == top:
                page.write_string(at, column, str(value), bold)
            elif isinstance(value, date):
                page.write_datetime(at, column, datetime(value.year, value.month, value.day), day)
            elif isinstance(value, int):
                page.write_number(at, column, value, figure)
            elif value:
                page.write_string(at, column, str(value))
    page.freeze_panes(top + 1, 0)
    page.autofilter(top, 0, top + len(rows) - 1, len(rows[0]) - 1)
    return page
