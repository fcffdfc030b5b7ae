"""The XML of an ODS workbook, read for the reach, merges and faults of its sheets."""

from __future__ import annotations

from collections.abc import Iterator

from campaign.ingest.readers import zip_limits
from campaign.ingest.readers.xlsx_scan import CellFault, SheetScan, parse

_CELLS = ("table:table-cell", "table:covered-table-cell")
_NO_RESULT = ("office:value", "office:string-value", "office:date-value", "office:time-value")


class _Follower:
    """Follows rows and cells; a run of empty ones at the end reaches nowhere."""

    def __init__(self) -> None:
        self.found: dict[str, SheetScan] = {}
        self.sheet = SheetScan()
        self.row = self.at = 0
        self.row_run = self.run = 1
        self.attributes: dict[str, str] = {}
        self.inside = False
        self.note = 0
        self.said: list[str] = []
        self.filled = False
        self.faults: list[CellFault] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _CELLS:
            self.attributes, self.inside, self.filled = attributes, True, False
            self.run = 1
            if "table:number-columns-repeated" in attributes:
                self.run = _count(attributes, "table:number-columns-repeated")
            self.said.clear()
        elif name == "text:p":
            self.filled = self.filled or (self.inside and not self.note)
        elif name == "table:table-row":
            self.at = 0
            self.row_run = _count(attributes, "table:number-rows-repeated")
            self.faults.clear()
        elif name == "office:annotation":
            self.note += 1
        elif name == "table:table":
            self.sheet = self.found.setdefault(attributes.get("table:name", ""), SheetScan())
            self.row = 0

    def text(self, text: str) -> None:
        if self.inside and not self.note:
            self.said.append(text)

    def end(self, name: str) -> None:
        if name in _CELLS:
            self.inside = False
            self._cell()
            self.at += self.run
        elif name == "office:annotation":
            self.note -= 1
        elif name == "table:table-row":
            for down in range(self.row_run if self.faults else 0):
                for fault in self.faults:
                    moved = CellFault(fault.row + down, fault.at, fault.rule, fault.value)
                    self.sheet.fault(moved)
            self.row += self.row_run

    def _cell(self) -> None:
        attributes = self.attributes
        formula = "table:formula" in attributes
        typed = "office:value-type" in attributes
        if not (formula or typed or self.filled):
            return
        sheet, columns = self.sheet, self.at + self.run
        rows = self.row + self.row_run
        if rows > sheet.rows or columns > sheet.columns:
            sheet.reaches(rows, columns)
            # Before faults are multiplied: a run may be said to be endless.
            zip_limits.within(sheet.rows, sheet.columns)
        row = self.row + 1
        if "table:number-rows-spanned" in attributes or (
            "table:number-columns-spanned" in attributes
        ):
            down = _count(attributes, "table:number-rows-spanned")
            across = _count(attributes, "table:number-columns-spanned")
            if down > 1 or across > 1:
                sheet.merged.append((row, self.at, row + down - 1, self.at + across - 1))
        if not formula and attributes.get("calcext:value-type") != "error":
            return
        said = "".join(self.said)
        if attributes.get("calcext:value-type") == "error":
            rule = "error_cell"
        elif formula and not self.filled and not any(kind in attributes for kind in _NO_RESULT):
            rule = "uncalculated"
        else:
            return
        for at in range(self.at, self.at + self.run):
            self.faults.append(CellFault(row, at, rule, said if rule == "error_cell" else ""))


def scan_ods(pieces: Iterator[bytes]) -> dict[str, SheetScan]:
    """{sheet: its reach, merges and faults}. Raises RefusedError where one reaches too far."""
    follower = _Follower()
    parse(pieces, follower.start, follower.end, follower.text)
    return follower.found


def _count(attributes: dict[str, str], name: str) -> int:
    """A count of repeats or of cells spanned; 1 where it is not said or is nonsense."""
    said = attributes.get(name, "1")
    return max(int(said), 1) if said.isdecimal() and len(said) < 10 else 1
