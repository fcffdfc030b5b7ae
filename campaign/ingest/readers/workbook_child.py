"""The child process that checks a workbook, reads it and returns it as text.

`run_sandboxed` starts it; it imports little, so that it starts fast.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import astuple
from decimal import Decimal
from io import BytesIO
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from campaign.ingest.readers import zip_limits
from campaign.ingest.readers.workbook_scan import SheetScan, XlsxParts, scan_ods, scan_xlsx
from campaign.ingest.readers.zip_limits import UnsafeArchiveError

ROWS_A_LINE = 2_000
STORED = "\ue000"
"""The prefix of a fractional number that is stored as a number, not as text."""


def answer(payload: bytes) -> bytes:
    """Return lines of JSON for a line of JSON (`sheet`) followed by the bytes of a workbook.

    Either one line with `rule` and `params`; or for the requested sheet, with cells or without, and
    for every other with cells, hidden ones too, in the order of the workbook: a line with `sheet`,
    `sheets` (the visible ones), `number` (among all tables, from 1), `merged`, `cell_errors`,
    `from_1904`, `hidden_rows`, `hidden_columns` (the first and the last position of each run),
    `struck` (rows and positions) and `rows`, followed by this many rows of text, `ROWS_A_LINE` per
    line. A fractional number has the prefix `STORED`, which distinguishes it from a number typed as
    text; a number shown as per cents is text such as `100%`.
    """
    first_line, content = payload.split(b"\n", 1)
    request = json.loads(first_line)
    try:
        lines = list(_Workbook(content).to_lines(request["sheet"]))
    except UnsafeArchiveError as unsafe:
        lines = [{"rule": unsafe.rule, "params": unsafe.params}]
    except PasswordError:
        lines = [{"rule": "locked", "params": {}}]
    except MemoryError:
        raise
    except (CalamineError, Exception):
        # Any error of the reader means that the file cannot be read.
        lines = [{"rule": "not_a_table", "params": {}}]
    return b"\n".join(line if isinstance(line, bytes) else _json(line) for line in lines)


class _Workbook:
    """A workbook that passes the checks; each sheet is scanned before it is read."""

    def __init__(self, content: bytes) -> None:
        self.archive = zip_limits.open_archive(content)
        self.kind = zip_limits.kind_of(self.archive)
        zip_limits.check_parts(self.archive)
        self.from_1904 = False
        if self.kind == "ods":
            self.scans = scan_ods(zip_limits.pieces(self.archive, "content.xml"))
        else:
            parts = XlsxParts(self.archive)
            self.sheets, self.from_1904, self.looks = parts.sheets, parts.from_1904, parts.looks()
        self.book = CalamineWorkbook.from_filelike(BytesIO(content))

    def to_lines(self, requested: str | None) -> Iterator[dict[str, Any] | bytes]:
        """Yield the lines of the answer, in the order of the workbook."""
        tables = [m for m in self.book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
        visible = [m.name for m in tables if m.visible == SheetVisibleEnum.Visible]
        if requested is not None and requested not in (table.name for table in tables):
            raise UnsafeArchiveError("no_sheet", sheet=requested, sheets=", ".join(visible))
        is_empty = True
        for number, table in enumerate(self.book.sheets_metadata, start=1):
            if table not in tables:
                continue
            names = {"sheet": table.name, "sheets": visible, "number": number}
            for line in self._sheet(names, always=table.name == requested):
                is_empty = False
                yield line
        if is_empty:
            raise UnsafeArchiveError("empty_content")

    def _sheet(self, names: dict[str, Any], always: bool) -> Iterator[dict[str, Any] | bytes]:
        """Yield the properties and rows of a sheet; nothing without cells, unless `always`."""
        scan = self._scan(names["sheet"])
        sheet = self.book.get_sheet_by_name(names["sheet"])
        lines: list[bytes] = []
        rows = 0
        if sheet.start is not None and sheet.end is not None:
            # The scan and the reader may find different sizes.
            zip_limits.check_size(sheet.end[0] + 1, sheet.end[1] + 1)
            lines, rows = _lines(sheet, scan.percents)
        if not rows and not scan.cell_errors and not always:
            return
        merged = [
            (first[0] + 1, first[1], last[0] + 1, last[1])
            for first, last in sheet.merged_cell_ranges or ()
        ]
        yield {
            **names,
            "merged": merged or scan.merged,
            "cell_errors": [astuple(error) for error in scan.cell_errors],
            "from_1904": self.from_1904,
            "hidden_rows": [row for row in scan.hidden_rows if row <= rows],
            "hidden_columns": scan.hidden_columns,
            "struck": scan.struck,
            "rows": rows,
        }
        yield from lines

    def _scan(self, name: str) -> SheetScan:
        if self.kind == "ods":
            return self.scans.get(name, SheetScan())
        part = self.sheets.get(name)
        if part is None:
            raise UnsafeArchiveError("not_a_table")
        return scan_xlsx(zip_limits.pieces(self.archive, part), self.looks)


def _lines(sheet: CalamineSheet, percents: dict[int, set[int]]) -> tuple[list[bytes], int]:
    """Return the rows as lines of JSON, `ROWS_A_LINE` each, and the number of the last filled row.

    `percents` are the positions of cells shown as per cents, by row.
    """
    indent = [""] * (sheet.start[1] if sheet.start else 0)
    lines: list[bytes] = []
    rows: list[list[str]] = []
    filled = 0
    for at, row in enumerate(sheet.iter_rows(), 1):
        texts = indent + [v if type(v) is str else _TEXTS[type(v)](v) for v in row]
        for position in percents.get(at, ()):
            if len(indent) <= position < len(texts):
                texts[position] = _percent_text(row[position - len(indent)], texts[position])
        if any(texts):
            filled = at
        rows.append(texts)
        if len(rows) == ROWS_A_LINE:
            lines.append(_json(rows))
            rows = []
    lines.append(_json(rows))
    return lines[: -(-filled // ROWS_A_LINE)], filled


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


# The values of cells as text ----------------------------------------------------------------------


def _number(value: float) -> str:
    """Return up to fifteen digits without exponent; a fractional number has the prefix `STORED`."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    digits = f"{value:.15g}"
    return STORED + (format(Decimal(digits), "f") if "e" in digits else digits)


def _percent_text(value: Any, text: str) -> str:
    """Return a number in per cents, `100%` for 1; `text` for any other value."""
    if type(value) not in (int, float):
        return text
    return _number(float(f"{value * 100:.15g}")).removeprefix(STORED) + "%"


def _day(value: dt.datetime | dt.date) -> str:
    if not isinstance(value, dt.datetime):
        return value.isoformat()
    # A spreadsheet stores a time as a fraction of a day: 15:00 may be 14:59:59.999999.
    value = (value + dt.timedelta(microseconds=500_000)).replace(microsecond=0)
    if value.time() == dt.time():
        return value.date().isoformat()
    return f"{value.date().isoformat()} {_clock(value.time())}"


def _clock(value: dt.time) -> str:
    return value.strftime("%H:%M:%S" if value.second else "%H:%M")


def _duration(value: dt.timedelta) -> str:
    seconds = round(value.total_seconds())
    minutes, seconds = divmod(abs(seconds), 60)
    text = f"{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    return f"-{text}" if value.total_seconds() < 0 else text


_TEXTS: dict[type, Callable[[Any], str]] = {
    str: str,
    float: _number,
    int: str,
    bool: lambda value: "TRUE" if value else "FALSE",
    dt.date: _day,
    dt.datetime: _day,
    dt.time: _clock,
    dt.timedelta: _duration,
}
