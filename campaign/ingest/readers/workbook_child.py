"""The child process that reads a workbook: guarded first, then read, then handed back as text.

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
# In a format these are words, not the sign that multiplies by a hundred.
_FORMAT_WORDS = re.compile(r'"[^"]*"|\\.|_.')


def answer(payload: bytes) -> bytes:
    """Lines of JSON for a line of JSON (`sheet`) followed by the bytes of a workbook.

    Either one line with `rule` and `params`; or for the sheet asked for, else the first visible
    one that has cells, and after it for every other, hidden ones too: a line with `sheet`,
    `sheets`, `merged`, `faults`, `from_1904` and `rows`, and then so many rows of text,
    `ROWS_A_LINE` a line. A number that is not whole follows the sign `STORED`, which tells it from
    a figure that was typed as text; one that is shown as per cents is text such as `100%`.
    """
    head, content = payload.split(b"\n", 1)
    asked = json.loads(head)
    try:
        lines = list(_Workbook(content).told(asked["sheet"]))
    except UnsafeArchiveError as refused:
        lines = [{"rule": refused.rule, "params": refused.params}]
    except PasswordError:
        lines = [{"rule": "locked", "params": {}}]
    except MemoryError:
        raise
    except (CalamineError, Exception):
        # Any fault of the reader is a fault of the file; more than that nobody can act on.
        lines = [{"rule": "not_a_table", "params": {}}]
    return b"\n".join(line if isinstance(line, bytes) else _json(line) for line in lines)


class _Workbook:
    """A workbook that passed the guard; its sheets are scanned before each is read."""

    def __init__(self, content: bytes) -> None:
        self.archive = zip_limits.open_archive(content)
        self.kind = zip_limits.kind_of(self.archive)
        zip_limits.check(self.archive)
        self.from_1904 = False
        if self.kind == "ods":
            self.scans = scan_ods(zip_limits.pieces(self.archive, "content.xml"))
        else:
            self.parts, self.from_1904 = _sheet_parts(self.archive)
            self.percents = _percent_styles(self.archive)
        self.book = CalamineWorkbook.from_filelike(BytesIO(content))

    def told(self, requested: str | None) -> Iterator[dict[str, Any] | bytes]:
        """The sheets that are asked for, as `answer` has it."""
        tables = [m for m in self.book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
        visible = [m.name for m in tables if m.visible == SheetVisibleEnum.Visible]
        if requested is not None and requested not in visible:
            raise UnsafeArchiveError("no_sheet", sheet=requested, sheets=", ".join(visible))
        for name in visible if requested is None else [requested]:
            lines = list(self._sheet(name, visible, always=requested is not None))
            if lines:
                yield from lines
                # The others only to be looked through for personal data: they travel along.
                for table in tables:
                    if table.name != name:
                        yield from self._sheet(table.name, visible, always=False)
                return
        raise UnsafeArchiveError("empty_content")

    def _sheet(
        self, name: str, visible: list[str], always: bool
    ) -> Iterator[dict[str, Any] | bytes]:
        """A head and the rows of a sheet; nothing for one without cells, unless `always`."""
        scanned = self._scanned(name)
        sheet = self.book.get_sheet_by_name(name)
        lines: list[bytes] = []
        rows = 0
        if sheet.start is not None and sheet.end is not None:
            # The scan and the reader may not see the same sheet.
            zip_limits.within(sheet.end[0] + 1, sheet.end[1] + 1)
            lines, rows = _lines(sheet, scanned.percents)
        if not rows and not scanned.faults and not always:
            return
        merged = [
            (first[0] + 1, first[1], last[0] + 1, last[1])
            for first, last in sheet.merged_cell_ranges or ()
        ]
        yield {
            "sheet": name,
            "sheets": visible,
            "merged": merged or scanned.merged,
            "faults": [astuple(fault) for fault in scanned.faults],
            "from_1904": self.from_1904,
            "rows": rows,
        }
        yield from lines

    def _scanned(self, name: str) -> SheetScan:
        if self.kind == "ods":
            return self.scans.get(name, SheetScan())
        part = self.parts.get(name)
        if part is None:
            raise UnsafeArchiveError("not_a_table")
        return scan_xlsx(partial(zip_limits.pieces, self.archive, part), self.percents)


def _book_part(archive: ZipFile) -> str:
    """The part of the archive that leads to its sheets."""
    return next(
        (path for kind, path in _relations(archive, "").values() if kind == "officeDocument"),
        "xl/workbook.xml",
    )


def _sheet_parts(archive: ZipFile) -> tuple[dict[str, str], bool]:
    """{sheet: the part of the archive that holds it}, as readers of workbooks resolve it, and
    whether days are counted from 1904."""
    names = {name.lower(): name for name in archive.namelist()}
    book = _book_part(archive)
    targets = _relations(archive, book)
    tree = _tree(archive, book)
    properties = tree.find("{*}workbookPr")
    said = "" if properties is None else properties.get("date1904", "")
    parts = {}
    for sheet in tree.findall(".//{*}sheet"):
        ids = [value for key, value in sheet.items() if key.startswith("{") and key.endswith("}id")]
        path = targets[ids[0]][1].lower() if ids and ids[0] in targets else ""
        if path in names and path.endswith(".xml"):  # By which the guard knows XML.
            parts[sheet.get("name", "")] = names[path]
    return parts, said.strip().lower() in ("1", "true", "on")


def _percent_styles(archive: ZipFile) -> frozenset[str]:
    """The numbers of the styles that show a number as per cents; none where there are no styles."""
    names = {name.lower(): name for name in archive.namelist()}
    targets = _relations(archive, _book_part(archive)).values()
    path = next((path for kind, path in targets if kind == "styles"), "xl/styles.xml").lower()
    if path not in names or not path.endswith(".xml"):
        return frozenset()
    tree = _tree(archive, names[path])
    formats = set(_PERCENT_FORMATS)
    for written in tree.findall("{*}numFmts/{*}numFmt"):
        shows = "%" in _FORMAT_WORDS.sub("", written.get("formatCode", ""))
        number = written.get("numFmtId", "")
        formats = formats | {number} if shows else formats - {number}
    styles = enumerate(tree.findall("{*}cellXfs/{*}xf"))
    return frozenset(str(at) for at, style in styles if style.get("numFmtId") in formats)


def _relations(archive: ZipFile, of: str) -> dict[str, tuple[str, str]]:
    """{id: (kind, path)} of the parts that a part leads to; "" is the workbook as a whole."""
    folder, _, name = of.rpartition("/")
    base = f"{folder}/" if folder else ""
    found = {}
    for relation in _tree(archive, f"{base}_rels/{name}.rels").findall("{*}Relationship"):
        target = relation.get("Target", "")
        rooted = target.startswith("/") or (base and target.startswith(base))
        path = target.lstrip("/") if rooted else base + target
        kind = relation.get("Type", "").rpartition("/")[2]
        found[relation.get("Id", "")] = (kind, path)
    return found


def _tree(archive: ZipFile, name: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(b"".join(zip_limits.pieces(archive, name)))
    except (KeyError, ElementTree.ParseError) as error:
        raise UnsafeArchiveError("not_a_table") from error


# Values as text ------------------------------------------------------------------------------


def _lines(sheet: CalamineSheet, percents: dict[int, set[int]]) -> tuple[list[bytes], int]:
    """The rows as lines of JSON, `ROWS_A_LINE` each, and how many up to the last filled one.

    `percents` are the positions of cells shown as per cents, by row.
    """
    left = [""] * (sheet.start[1] if sheet.start else 0)
    lines: list[bytes] = []
    rows: list[list[str]] = []
    filled = 0
    for at, row in enumerate(sheet.iter_rows(), 1):
        texts = left + [v if type(v) is str else _TEXTS[type(v)](v) for v in row]
        for position in percents.get(at, ()):
            if len(left) <= position < len(texts):
                texts[position] = _percent(row[position - len(left)], texts[position])
        if any(texts):
            filled = at
        rows.append(texts)
        if len(rows) == ROWS_A_LINE:
            lines.append(_json(rows))
            rows = []
    lines.append(_json(rows))
    return lines[: -(-filled // ROWS_A_LINE)], filled


def _number(value: float) -> str:
    """Fifteen figures, as a spreadsheet shows it, never an exponent, and `STORED` before a
    number that is not whole."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    said = f"{value:.15g}"
    return STORED + (format(Decimal(said), "f") if "e" in said else said)


def _percent(value: Any, said: str) -> str:
    """The number in per cents, `100%` for 1; what is no number stays as it is."""
    if type(value) not in (int, float):
        return said
    return _number(float(f"{value * 100:.15g}")).removeprefix(STORED) + "%"


def _day(value: dt.datetime | dt.date) -> str:
    if not isinstance(value, dt.datetime):
        return value.isoformat()
    # A spreadsheet keeps a moment as a fraction of a day: 15:00 may be 14:59:59.999999.
    value = (value + dt.timedelta(microseconds=500_000)).replace(microsecond=0)
    if value.time() == dt.time():
        return value.date().isoformat()
    return f"{value.date().isoformat()} {_clock(value.time())}"


def _clock(value: dt.time) -> str:
    return value.strftime("%H:%M:%S" if value.second else "%H:%M")


def _length(value: dt.timedelta) -> str:
    seconds = round(value.total_seconds())
    minutes, seconds = divmod(abs(seconds), 60)
    said = f"{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    return f"-{said}" if value.total_seconds() < 0 else said


_TEXTS: dict[type, Callable[[Any], str]] = {
    str: str,
    float: _number,
    int: str,
    bool: lambda value: "TRUE" if value else "FALSE",
    dt.date: _day,
    dt.datetime: _day,
    dt.time: _clock,
    dt.timedelta: _length,
}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
