"""The scan of an ODS workbook's XML for sizes, merged cells, cell errors and formats of sheets."""

from __future__ import annotations

from collections.abc import Iterator

from campaign.ingest.readers import zip_limits
from campaign.ingest.readers.sheet_scan import PARTLY_STRUCK, CellError, SheetScan

_CELLS = ("table:table-cell", "table:covered-table-cell")
_NO_RESULT = ("office:value", "office:string-value", "office:date-value", "office:time-value")


class _OdsScanner:
    """Scans rows and cells; empty ones at the end do not count."""

    def __init__(self) -> None:
        self.scans: dict[str, SheetScan] = {}
        self.sheet = SheetScan()
        self.row = self.at = self.column = 0
        self.row_run = self.run = 1
        self.attributes: dict[str, str] = {}
        self.inside = False
        self.note = 0
        self.texts: list[str] = []
        self.filled = self.hidden = False
        self.cell_errors: list[CellError] = []
        self.style = ""
        self.struck_styles: set[str] = set()
        self.raised_styles: set[str] = set()
        self.struck: list[int] = []
        self.is_marked = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _CELLS:
            self.attributes, self.inside, self.filled = attributes, True, False
            self.is_marked = False
            self.run = 1
            if "table:number-columns-repeated" in attributes:
                self.run = _count(attributes, "table:number-columns-repeated")
            self.texts.clear()
        elif name == "text:p":
            self.filled = self.filled or (self.inside and not self.note)
        elif name == "text:span":
            style = attributes.get("text:style-name", "")
            is_marked = style in self.struck_styles or style in self.raised_styles
            self.is_marked = self.is_marked or (self.inside and not self.note and is_marked)
        elif name == "style:style":
            self.style = attributes.get("style:name", "")
        elif name == "style:text-properties":
            if attributes.get("style:text-line-through-style", "none") != "none":
                self.struck_styles.add(self.style)
            if not attributes.get("style:text-position", "0%").startswith("0%"):
                self.raised_styles.add(self.style)
        elif name == "table:table-row":
            self.at = 0
            self.struck.clear()
            self.row_run = _count(attributes, "table:number-rows-repeated")
            self.cell_errors.clear()
            self.hidden = attributes.get("table:visibility") in ("collapse", "filter")
        elif name == "table:table-column":
            run = _count(attributes, "table:number-columns-repeated")
            if attributes.get("table:visibility") in ("collapse", "filter"):
                self.sheet.hidden_columns.append((self.column, self.column + run - 1))
            self.column += run
        elif name == "office:annotation":
            self.note += 1
        elif name == "table:table":
            self.sheet = self.scans.setdefault(attributes.get("table:name", ""), SheetScan())
            self.row = self.column = 0

    def text(self, text: str) -> None:
        if self.inside and not self.note:
            self.texts.append(text)

    def end(self, name: str) -> None:
        if name in _CELLS:
            self.inside = False
            self._end_cell()
            self.at += self.run
        elif name == "office:annotation":
            self.note -= 1
        elif name == "table:table-row":
            for down in range(self.row_run if self.cell_errors else 0):
                for error in self.cell_errors:
                    self.sheet.add_error(
                        CellError(error.row + down, error.at, error.rule, error.value)
                    )
            for down in range(self.row_run if self.struck else 0):
                self.sheet.add_struck((self.row + down + 1, at) for at in self.struck)
            # A repetition after the last filled row may have any length.
            last = min(self.row + self.row_run, self.sheet.rows)
            self.sheet.hidden_rows += range(self.row + 1, last + 1) if self.hidden else ()
            self.row += self.row_run

    def _end_cell(self) -> None:
        attributes = self.attributes
        formula = "table:formula" in attributes
        has_value = "office:value-type" in attributes
        if not (formula or has_value or self.filled):
            return
        sheet, columns = self.sheet, self.at + self.run
        rows = self.row + self.row_run
        if rows > sheet.rows or columns > sheet.columns:
            sheet.extend(rows, columns)
            # Checked before errors are repeated, because a repetition may have any length.
            zip_limits.check_size(sheet.rows, sheet.columns)
        row = self.row + 1
        if "table:number-rows-spanned" in attributes or (
            "table:number-columns-spanned" in attributes
        ):
            down = _count(attributes, "table:number-rows-spanned")
            across = _count(attributes, "table:number-columns-spanned")
            if down > 1 or across > 1:
                sheet.merged.append((row, self.at, row + down - 1, self.at + across - 1))
        if attributes.get("table:style-name", "") in self.struck_styles:
            self.struck += range(self.at, self.at + self.run)
        if self.is_marked:
            rule = PARTLY_STRUCK
        elif not formula and attributes.get("calcext:value-type") != "error":
            return
        elif attributes.get("calcext:value-type") == "error":
            rule = "error_cell"
        elif formula and not self.filled and not any(kind in attributes for kind in _NO_RESULT):
            rule = "uncalculated"
        else:
            return
        text = "" if rule == "uncalculated" else "".join(self.texts)
        for at in range(self.at, self.at + self.run):
            self.cell_errors.append(CellError(row, at, rule, text))


def scan_ods(pieces: Iterator[bytes]) -> dict[str, SheetScan]:
    """Return {sheet: its scan}. Raises UnsafeArchiveError if a sheet is too large."""
    scanner = _OdsScanner()
    zip_limits.parse_xml(pieces, scanner.start, scanner.end, scanner.text)
    return scanner.scans


def _count(attributes: dict[str, str], name: str) -> int:
    """Return a number of repeated or spanned cells; 1 if it is missing or invalid."""
    number = attributes.get(name, "1")
    return max(int(number), 1) if number.isdecimal() and len(number) < 10 else 1
