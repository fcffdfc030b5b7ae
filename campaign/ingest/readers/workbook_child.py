"""The child process that reads a workbook: checked first, then read, then returned as text.

Run by `run_sandboxed`; it imports little, so that it starts in a moment.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import astuple
from decimal import Decimal
from functools import partial
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from campaign.ingest.readers import zip_limits
from campaign.ingest.readers.ods_scan import scan_ods
from campaign.ingest.readers.xlsx_scan import SheetScan, scan_xlsx
from campaign.ingest.readers.zip_limits import UnsafeArchiveError

ROWS_A_LINE = 2_000
STORED = "\ue000"
_PERCENT_FORMATS = ("9", "10")
# In a number format these are text, where % does not multiply by a hundred.
_FORMAT_WORDS = re.compile(r'"[^"]*"|\\.|_.')


def answer(payload: bytes) -> bytes:
    """Return lines of JSON for a line of JSON (`sheet`) followed by the bytes of a workbook.

    Either one line with `rule` and `params`; or for the requested sheet, with cells or without,
    and for every other with cells, hidden ones too, in the order of the workbook: a line with
    `sheet`, `sheets` (the visible ones), `number` (among all tables, from 1), `merged`,
    `cell_errors`, `from_1904` and `rows`, followed by this many rows of text, `ROWS_A_LINE` a line.
    A fractional number has the prefix `STORED`, which distinguishes it from
    a number typed as text; a number shown as per cents is text such as `100%`.
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
        # Any error of the reader means that the file is no readable table.
        lines = [{"rule": "not_a_table", "params": {}}]
    return b"\n".join(line if isinstance(line, bytes) else _json(line) for line in lines)


class _Workbook:
    """A workbook that passed the checks; each sheet is scanned before it is read."""

    def __init__(self, content: bytes) -> None:
        self.archive = zip_limits.open_archive(content)
        self.kind = zip_limits.kind_of(self.archive)
        zip_limits.check_parts(self.archive)
        self.from_1904 = False
        if self.kind == "ods":
            self.scans = scan_ods(zip_limits.pieces(self.archive, "content.xml"))
        else:
            self.parts, self.from_1904 = _sheet_parts(self.archive)
            self.percents = _percent_styles(self.archive)
        self.book = CalamineWorkbook.from_filelike(BytesIO(content))

    def to_lines(self, requested: str | None) -> Iterator[dict[str, Any] | bytes]:
        """Yield the lines of the answer, in the order of the workbook."""
        tables = [m for m in self.book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
        visible = [m.name for m in tables if m.visible == SheetVisibleEnum.Visible]
        if requested is not None and requested not in (table.name for table in tables):
            raise UnsafeArchiveError("no_sheet", sheet=requested, sheets=", ".join(visible))
        is_empty = True
        for number, table in enumerate(tables, start=1):
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
            "rows": rows,
        }
        yield from lines

    def _scan(self, name: str) -> SheetScan:
        if self.kind == "ods":
            return self.scans.get(name, SheetScan())
        part = self.parts.get(name)
        if part is None:
            raise UnsafeArchiveError("not_a_table")
        return scan_xlsx(partial(zip_limits.pieces, self.archive, part), self.percents)


def _book_part(archive: ZipFile) -> str:
    """Return the part of the archive that lists its sheets."""
    return next(
        (path for kind, path in _relations(archive, "").values() if kind == "officeDocument"),
        "xl/workbook.xml",
    )


def _sheet_parts(archive: ZipFile) -> tuple[dict[str, str], bool]:
    """Return {sheet: its part of the archive}, and whether days are counted from 1904."""
    names = {name.lower(): name for name in archive.namelist()}
    book = _book_part(archive)
    targets = _relations(archive, book)
    tree = _tree(archive, book)
    properties = tree.find("{*}workbookPr")
    date_1904 = "" if properties is None else properties.get("date1904", "")
    parts = {}
    for sheet in tree.findall(".//{*}sheet"):
        ids = [value for key, value in sheet.items() if key.startswith("{") and key.endswith("}id")]
        path = targets[ids[0]][1].lower() if ids and ids[0] in targets else ""
        if path in names and path.endswith(".xml"):  # The suffix by which `zip_limits` detects XML.
            parts[sheet.get("name", "")] = names[path]
    return parts, date_1904.strip().lower() in ("1", "true", "on")


def _percent_styles(archive: ZipFile) -> frozenset[str]:
    """Return the numbers of the styles that show per cents; none where there are no styles."""
    names = {name.lower(): name for name in archive.namelist()}
    targets = _relations(archive, _book_part(archive)).values()
    path = next((path for kind, path in targets if kind == "styles"), "xl/styles.xml").lower()
    if path not in names or not path.endswith(".xml"):
        return frozenset()
    tree = _tree(archive, names[path])
    formats = set(_PERCENT_FORMATS)
    for number_format in tree.findall("{*}numFmts/{*}numFmt"):
        is_percent = "%" in _FORMAT_WORDS.sub("", number_format.get("formatCode", ""))
        number = number_format.get("numFmtId", "")
        formats = formats | {number} if is_percent else formats - {number}
    styles = enumerate(tree.findall("{*}cellXfs/{*}xf"))
    return frozenset(str(at) for at, style in styles if style.get("numFmtId") in formats)


def _relations(archive: ZipFile, of: str) -> dict[str, tuple[str, str]]:
    """Return {id: (kind, path)} of the parts related to a part; "" is the workbook as a whole."""
    folder, _, name = of.rpartition("/")
    base = f"{folder}/" if folder else ""
    relations = {}
    for relation in _tree(archive, f"{base}_rels/{name}.rels").findall("{*}Relationship"):
        target = relation.get("Target", "")
        is_absolute = target.startswith("/") or (base and target.startswith(base))
        path = target.lstrip("/") if is_absolute else base + target
        kind = relation.get("Type", "").rpartition("/")[2]
        relations[relation.get("Id", "")] = (kind, path)
    return relations


def _tree(archive: ZipFile, name: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(b"".join(zip_limits.pieces(archive, name)))
    except (KeyError, ElementTree.ParseError) as error:
        raise UnsafeArchiveError("not_a_table") from error


# Values as text ------------------------------------------------------------------------------


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
                texts[position] = _percent(row[position - len(indent)], texts[position])
        if any(texts):
            filled = at
        rows.append(texts)
        if len(rows) == ROWS_A_LINE:
            lines.append(_json(rows))
            rows = []
    lines.append(_json(rows))
    return lines[: -(-filled // ROWS_A_LINE)], filled


def _number(value: float) -> str:
    """Return fifteen digits without exponent, with the prefix `STORED` for a fractional number."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    digits = f"{value:.15g}"
    return STORED + (format(Decimal(digits), "f") if "e" in digits else digits)


def _percent(value: Any, text: str) -> str:
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


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
