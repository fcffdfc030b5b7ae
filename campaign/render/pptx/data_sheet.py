"""The data sheet of a native chart: a workbook of one sheet inside the presentation."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

from xlsxwriter import Workbook

from campaign.analysis.view import View
from campaign.charts.body import NumberFormat
from campaign.i18n.translator import NBSP, Text

LOCALE_IDS = {"ky": "440", "ru": "419", "en": "809"}
"""The Windows locale id of each language, for number formats."""
_CREATED = dt.datetime(1980, 1, 1)
"""The creation date of every data sheet: it is fixed, so that equal numbers give equal bytes."""


class DataSheet:
    """Columns of numbers below their names, and notes beside them.

    All text is written as text, also a name that looks like a formula.
    """

    def __init__(self, name: str, pattern: str) -> None:
        self._out = io.BytesIO()
        self._book = Workbook(self._out, {"in_memory": True})
        self._book.set_properties({"created": _CREATED})
        self.sheet = self._book.add_worksheet(name)
        self._days = self._book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self._numbers = self._book.add_format({"num_format": pattern})
        self._bold = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top"})

    def write_categories(self, header: str, categories: Sequence[str | dt.date]) -> None:
        """Write the first column: its name, and the categories (text or dates) below."""
        self.write_name(0, header)
        for row, category in enumerate(categories, start=1):
            if isinstance(category, dt.date):
                day = dt.datetime.combine(category, dt.time())
                self.sheet.write_datetime(row, 0, day, self._days)
            else:
                self.sheet.write_string(row, 0, category)

    def write_name(self, column: int, name: str) -> None:
        """Write the name of a column."""
        self.sheet.write_string(0, column, name, self._bold)

    def write_column(self, column: int, name: str, values: Sequence[float | None]) -> None:
        """Write a column: its name, and its numbers below; None is an empty cell."""
        self.write_name(column, name)
        for row, value in enumerate(values, start=1):
            if value is not None:
                self.sheet.write_number(row, column, value, self._numbers)

    def write_notes(self, column: int, notes: Sequence[str]) -> None:
        """Write the notes in the rows of a column."""
        for row, note in enumerate(notes):
            self.sheet.write_string(row, column, note)

    def to_xlsx(self) -> bytes:
        """Return the workbook; nothing can be written after this."""
        self._book.close()
        return self._out.getvalue()


def sheet_notes(view: View) -> tuple[str, ...]:
    """Return the notes beside the numbers of a data sheet: disclaimer, filter, data version."""
    fingerprint = view.text("data version {fingerprint}", fingerprint=view.campaign.fingerprint)
    return tuple(line for line in (view.disclaimer, view.filters, fingerprint) if line)


def value_pattern(text: Text, numbers: NumberFormat, digits: int | None = None) -> str:
    """Return the number format of the values of a body; `digits` replaces its decimals."""
    digits = numbers.digits if digits is None else digits
    return number_pattern(text, digits, percent=numbers.kind == "percent")


def number_pattern(text: Text, digits: int = 0, *, percent: bool = False) -> str:
    """Return the number format with the digit grouping of the language.

    LibreOffice takes the decimal separator from the locale in the format; PowerPoint takes it from
    the settings of the computer.
    """
    decimals = "." + "0" * digits if digits else ""
    locale = f"[$-{LOCALE_IDS[text.lang]}]" if digits else ""
    if percent:
        sign = text.percent(0.5, 0).removeprefix("50").replace(NBSP, f'"{NBSP}"')
        return f"{locale}0{decimals}{sign}"
    if digits:
        return f"{locale}#,##0{decimals}"
    mark = text.number(1000)[1:-3]
    group = f'"{mark}"000' if mark else "000"
    return f"[>=1000000]#{group}{group};[>=1000]#{group};0"


def day_pattern(text: Text) -> str:
    """Return the format of a date: the day and the short name of the month."""
    day = 'd"-"mmm' if text.lang == "ky" else f'd"{NBSP}"mmm'
    return f"[$-{LOCALE_IDS[text.lang]}]{day}"
