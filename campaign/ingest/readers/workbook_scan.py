"""The scan of the XML of one sheet for what calamine does not report: size, errors, per cents.

It imports only the standard library, because it runs in the child process of `workbook_child`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from campaign.ingest.readers import zip_limits
from campaign.ingest.readers.sheet_scan import PARTLY_STRUCK, CellError, SheetScan
from campaign.ingest.readers.xlsx_looks import MARKS, Looks, is_mark
from campaign.ingest.readers.zip_limits import UnsafeArchiveError

NO_LOOKS = Looks()
_LONGEST_CELL = 4 * 2**20


class _UnusualXmlError(Exception):
    """The XML has another form than the usual programs write."""


def scan_xlsx(pieces: Callable[[], Iterator[bytes]], looks: Looks = NO_LOOKS) -> SheetScan:
    """Return the scan of a sheet; `pieces` unpacks its XML from the start.

    Raises UnsafeArchiveError if the sheet is too large or is not XML.
    """
    try:
        scan = _scan_fast(pieces(), looks)
        zip_limits.check_size(scan.rows, scan.columns)
    except (_UnusualXmlError, UnsafeArchiveError):
        # This is five times slower, but ignores empty formatted cells, which may exceed the limit.
        scan = _scan_exactly(pieces(), looks)
        zip_limits.check_size(scan.rows, scan.columns)
    return scan


# As Excel, LibreOffice, openpyxl and xlsxwriter write it -------------------------------------

_CELL = re.compile(rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"[^<>]*>')
_OTHER_CELLS = (
    b"<c>",
    b"<c/",
    b"<c\t",
    b"<c\n",
    b"<c\r",
    b":c ",
    b":c>",
    b":c\t",
    b":c\n",
    b":c\r",
)
_STYLED = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^<>]*\bs="([0-9]+)"[^<>]*(?<!/)>')
_SHARED = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"(?=[^<>]*\bt="s")[^<>]*(?<!/)>\s*<v>\s*([0-9]+)\s*</v>'
)
_ERROR = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"(?=[^<>]*\bt="e")[^<>]*(?<!/)>(?:(?!</c>).)*?'
    rb"<v[^<>]*>([^<]*)</v>",
    re.DOTALL,
)
_HIDDEN_COLUMNS = re.compile(rb'<col (?=[^<>]*\bhidden="(?:1|true)")[^<>]*>')
_COLUMN_ENDS = re.compile(rb'\b(min|max)="([0-9]{1,5})"')
_HIDDEN_ROW = re.compile(rb'<row (?=[^<>]*\bhidden="(?:1|true)")[^<>]*\br="([0-9]+)"')
_FORMULA = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"([^<>]*)(?<!/)>\s*<f(?:[^<>]*/>|[^<>]*>[^<]*</f>)\s*'
    rb"(<v[^<>]*>)?([^<]*)"
)


def _scan_fast(pieces: Iterator[bytes], looks: Looks = NO_LOOKS) -> SheetScan:
    scan = SheetScan()
    columns: set[bytes] = set()
    styles = {style.encode() for style in looks.percents | looks.struck}
    for block in _blocks(pieces):
        usual = block.count(b"<c ")
        unusual = block.count(b"<c") != usual or b":c" in block  # Or <cols>, or text.
        if unusual and any(other in block for other in _OTHER_CELLS):
            raise _UnusualXmlError
        if any(mark in block for mark in MARKS):
            raise _UnusualXmlError  # A text that is not shared, with marked parts.
        refs = _CELL.findall(block)
        if len(refs) != usual:
            raise _UnusualXmlError
        columns.update(letters for letters, _ in refs)
        rows = {row for _, row in refs}
        scan.rows = max(scan.rows, max(map(int, rows), default=0))
        if b'hidden="' in block:
            scan.hidden_rows += map(int, _HIDDEN_ROW.findall(block))
            for element in _HIDDEN_COLUMNS.findall(block):
                ends = {name: int(number) - 1 for name, number in _COLUMN_ENDS.findall(element)}
                scan.hidden_columns.append((ends.get(b"min", 0), ends.get(b"max", 0)))
        cell_errors = []
        if b'"e"' in block:
            for letters, row, value in _ERROR.findall(block):
                at = _position(letters.decode())
                cell_errors.append(
                    CellError(int(row), at, "error_cell", value.decode("utf-8", "replace"))
                )
        if b"<f" in block:
            for letters, row, attributes, value, content in _FORMULA.findall(block):
                if b't="e"' in attributes:
                    continue
                # A formula whose result is an empty text has an empty <v> of the type "str".
                if not value or (not content and b't="str"' not in attributes):
                    cell_errors.append(
                        CellError(int(row), _position(letters.decode()), "uncalculated")
                    )
        for letters, row, number in _SHARED.findall(block) if looks.texts else ():
            if text := looks.texts.get(number.decode()):
                at = _position(letters.decode())
                cell_errors.append(CellError(int(row), at, PARTLY_STRUCK, text))
        for error in sorted(cell_errors, key=lambda e: (e.row, e.at)):
            scan.add_error(error)
        for letters, row, style in _STYLED.findall(block) if styles else ():
            if style in styles:
                scan.add_look(int(row), _position(letters.decode()), style.decode(), looks)
    scan.columns = max((_position(letters.decode()) + 1 for letters in columns), default=0)
    return scan


def _blocks(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the XML in large blocks that end after a whole cell."""
    rest = b""
    for piece in pieces:
        rest += piece
        end = max(rest.rfind(b"<c "), rest.rfind(b"<row"))
        if end > 0:
            yield rest[:end]
            rest = rest[end:]
        if b"</sheetData>" in rest:
            break
        if len(rest) > _LONGEST_CELL:
            raise _UnusualXmlError
    yield rest


# As XML allows -------------------------------------------------------------------------------


class _ExactScanner:
    """Scans every element of a sheet, with any prefixes and any order of attributes."""

    def __init__(self, looks: Looks) -> None:
        self.scan = SheetScan()
        self.looks = looks
        self.row = self.at = 0
        self.type, self.inside, self.style = "", "", ""
        self.formula = self.has_value = self.filled = self.is_marked = False
        self.value: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.at = -1
            if attributes.get("hidden") in ("1", "true"):
                self.scan.hidden_rows.append(self.row)
        elif name == "col":
            if attributes.get("hidden") in ("1", "true"):
                ends = int(attributes.get("min", 1)) - 1, int(attributes.get("max", 1)) - 1
                self.scan.hidden_columns.append(ends)
        elif name == "c":
            self._place(attributes.get("r", ""))
            self.type, self.style = attributes.get("t", "n"), attributes.get("s", "")
            self.formula = self.has_value = self.filled = self.is_marked = False
            self.value.clear()
        elif name == "f":
            self.formula = self.filled = True
        elif name in ("v", "is"):
            self.has_value = self.filled = True
            self.inside = name
        elif self.inside == "is" and is_mark(name, attributes):
            self.is_marked = True

    def text(self, text: str) -> None:
        if self.inside:
            self.value.append(text)

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == self.inside:
            self.inside = ""
        elif name == "c" and self.filled:
            value = "".join(self.value)
            self.scan.extend(self.row, self.at + 1)
            self.scan.add_look(self.row, self.at, self.style, self.looks)
            shared = self.looks.texts.get(value.strip(), "") if self.type == "s" else ""
            if shared or self.is_marked:
                self.scan.add_error(CellError(self.row, self.at, PARTLY_STRUCK, shared or value))
            if self.type == "e":
                self.scan.add_error(CellError(self.row, self.at, "error_cell", value))
            elif self.formula and (not self.has_value or (not value and self.type != "str")):
                self.scan.add_error(CellError(self.row, self.at, "uncalculated"))

    def _place(self, ref: str) -> None:
        if not ref:
            self.at += 1
            return
        letters = ref.rstrip("0123456789")
        self.at = _position(letters.upper()) if letters else self.at + 1
        self.row = int(ref[len(letters) :] or self.row)


def _scan_exactly(pieces: Iterator[bytes], looks: Looks = NO_LOOKS) -> SheetScan:
    scanner = _ExactScanner(looks)
    zip_limits.parse_xml(pieces, scanner.start, scanner.end, scanner.text)
    return scanner.scan


def _position(letters: str) -> int:
    """`A` → 0, `AA` → 26."""
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - 64
    return at - 1
