"""The accepted rows of an uploaded register as a file, and its cleaning log."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pandas as pd

from campaign.analysis.data_table import neutralize
from campaign.dataset.register_csv import format_cells
from campaign.exports.csv.register import safe_words
from campaign.exports.xlsx.workbook import Book
from campaign.i18n.translator import N_, Text
from campaign.ingest.cleaning_log import COLUMNS, LogLine
from campaign.ingest.report import ValidationReport
from campaign.schema import tables
from campaign.schema.data_dictionary import column_label

REGISTER = N_("Register")


def corrected_csv(report: ValidationReport) -> bytes:
    """Return the accepted rows in the format of `data/<campaign_id>/activities.csv`.

    The file is UTF-8 with commas: first the declared columns under their names, with codes and
    dates such as 2017-07-31, then the other columns, for example marks of estimates. An upload of
    the file gives the same rows, and no question is asked.
    """
    names = [*_declared_names(), *_others(report.frame)]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([neutralize(name) for name in names])
    writer.writerows(zip(*(format_cells(report.frame[n], safe_words) for n in names), strict=True))
    return out.getvalue().encode("utf-8", errors="replace")


def corrected_xlsx(report: ValidationReport, text: Text) -> bytes:
    """Return the same rows as a workbook: translated headers, typed dates and numbers."""
    names = [*_declared_names(), *_others(report.frame)]
    book = Book(report.file)
    sheet = book.sheet(text(REGISTER))
    sheet.write_header([column_label(name, text) for name in names])
    for row, cells in enumerate(report.frame[names].itertuples(index=False, name=None), start=1):
        sheet.write_row(row, [_to_value(cell) for cell in cells])
    sheet.add_filter(len(report.frame), len(names))
    sheet.set_widths()
    return book.content()


def log_csv(lines: Sequence[LogLine], text: Text) -> bytes:
    """Return the cleaning log: UTF-8 with BOM, so that Excel reads Cyrillic.

    The separator is a comma for English; for Kyrgyz and Russian, with decimal commas, Excel
    expects a semicolon.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="," if text.lang == "en" else ";", lineterminator="\r\n")
    writer.writerow([text(label) for label in COLUMNS.values()])
    for line in lines:
        writer.writerow(["" if cell is None else neutralize(str(cell)) for cell in line])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", errors="replace")


def _declared_names() -> list[str]:
    return [column.name for column in tables.ACTIVITIES.columns]


def _others(frame: pd.DataFrame) -> list[str]:
    return [str(name) for name in frame.columns if name not in _declared_names()]


def _to_value(cell: object) -> str | int | pd.Timestamp | None:
    """Return the value that the workbook stores: text, a whole number or a date.

    It is None for an empty cell.
    """
    if cell is None or cell != cell or cell is pd.NaT or cell == "":
        return None
    if isinstance(cell, pd.Timestamp):
        return cell
    return int(cell) if isinstance(cell, float) else str(cell)
