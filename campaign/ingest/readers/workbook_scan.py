"""The scan of a workbook's XML for what calamine does not report: size, errors, formats of cells.

It imports no package of the dashboard but `zip_limits`, because it runs in the child process of
`workbook_child`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any
from zipfile import ZipFile

from lxml import etree

from campaign.ingest.readers import zip_limits
from campaign.ingest.readers.zip_limits import UnsafeArchiveError

# Beyond this number only the first error of a row is listed; it is enough to reject the row.
MOST_ERRORS = 50_000
PARTLY_STRUCK = "partly_struck"
"""The rule of a cell with text that is partly struck out, superscript or subscript."""
_ON, _OFF = ("1", "true"), ("0", "false", "baseline")
_PERCENT_FORMATS = ("9", "10")
# Literal text in a number format, where % does not multiply by a hundred.
_FORMAT_WORDS = re.compile(r'"[^"]*"|\\.|_.')


@dataclass(frozen=True)
class CellError:
    """A cell without a usable value: `row` from 1, `at` its position from 0."""

    row: int
    at: int
    rule: str
    value: str = ""


@dataclass
class SheetScan:
    """The size of a sheet, its cell errors, merged ranges, per cents, hidden rows and columns.

    `merged` are ranges as in `RawTable`. `percents` has, by row from 1, the positions, from 0, of
    cells that show per cents. `hidden_rows` may also be blank; `hidden_columns` are the first and
    the last position of each run. `struck` are the row and the position of cells that are struck
    out, at most `MOST_ERRORS`.
    """

    rows: int = 0
    columns: int = 0
    cell_errors: list[CellError] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    percents: dict[int, set[int]] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    struck: list[tuple[int, int]] = field(default_factory=list)

    def extend(self, row: int, column: int) -> None:
        """Extend the size to a filled cell, both counted from 1.

        Raises UnsafeArchiveError if the sheet is too large.
        """
        if row > self.rows or column > self.columns:
            self.rows, self.columns = max(self.rows, row), max(self.columns, column)
            zip_limits.check_size(self.rows, self.columns)

    def add_struck(self, cells: Iterable[tuple[int, int]]) -> None:
        """Add cells that are struck out, up to `MOST_ERRORS` in all."""
        self.struck += islice(cells, MOST_ERRORS - len(self.struck))

    def add_error(self, error: CellError) -> None:
        """Add a cell error."""
        if len(self.cell_errors) < MOST_ERRORS or self.cell_errors[-1].row != error.row:
            self.cell_errors.append(error)


def _elements(pieces: Iterable[bytes], *names: str) -> Iterator[Any]:
    """Yield the elements of these names, in any namespace; the content of each is then dropped.

    Raises UnsafeArchiveError for content that is not XML.
    """
    tags = [f"{{*}}{name}" for name in names]
    parser = etree.XMLPullParser(events=("end",), tag=tags, resolve_entities=False)
    try:
        for piece in pieces:
            parser.feed(piece)
            for _, element in parser.read_events():
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        parser.close()
    except etree.XMLSyntaxError as error:
        raise UnsafeArchiveError("not_a_table") from error


def _name(element: Any) -> str:
    """Return the name of an element without its namespace; "" for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


# XLSX ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Looks:
    """The styles with per cents (`percents`) and with strike-out (`struck`), by number.

    `texts` are the numbers of the shared texts that are partly struck out, superscript or
    subscript.
    """

    percents: frozenset[str] = frozenset()
    struck: frozenset[str] = frozenset()
    texts: Mapping[str, str] = field(default_factory=dict)


NO_LOOKS = Looks()


class XlsxParts:
    """The parts of an XLSX archive: `sheets` by name, and whether days count from 1904."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self.names = {name.lower(): name for name in archive.namelist()}
        book = next(
            (path for kind, path in self._relations("").values() if kind == "officeDocument"),
            "xl/workbook.xml",
        )
        self.relations = self._relations(book)
        tree = self._tree(book)
        properties = tree.find("{*}workbookPr")
        date_1904 = "" if properties is None else properties.get("date1904", "")
        self.from_1904 = date_1904.strip().lower() in (*_ON, "on")
        self.sheets: dict[str, str] = {}
        for sheet in tree.iterfind(".//{*}sheet"):
            ids = [value for key, value in sheet.items() if key.endswith("}id")]
            path = self.relations[ids[0]][1].lower() if ids and ids[0] in self.relations else ""
            # `zip_limits` checks parts with this suffix as XML.
            if path in self.names and path.endswith(".xml"):
                self.sheets[sheet.get("name", "")] = self.names[path]

    def looks(self) -> Looks:
        """Return the formats of the workbook. Raises UnsafeArchiveError if its XML is invalid."""
        styles, shared = self._related_part("styles"), self._related_part("sharedStrings")
        texts = {} if shared is None else _marked_texts(zip_limits.pieces(self.archive, shared))
        if styles is None:
            return Looks(texts=texts)
        tree = self._tree(styles)
        is_percent = dict.fromkeys(_PERCENT_FORMATS, True) | {
            one.get("numFmtId", ""): "%" in _FORMAT_WORDS.sub("", one.get("formatCode", ""))
            for one in tree.iterfind("{*}numFmts/{*}numFmt")
        }
        fonts = enumerate(tree.iterfind("{*}fonts/{*}font"))
        struck = {str(at) for at, font in fonts if any(map(_is_mark, font.iterfind("{*}strike")))}
        cell_styles = [*tree.iterfind("{*}cellXfs/{*}xf")]
        percents = (
            str(n) for n, xf in enumerate(cell_styles) if is_percent.get(xf.get("numFmtId"))
        )
        struck_cells = (str(n) for n, xf in enumerate(cell_styles) if xf.get("fontId") in struck)
        return Looks(frozenset(percents), frozenset(struck_cells), texts)

    def _related_part(self, kind: str) -> str | None:
        """Return the part of a kind that belongs to the workbook, such as "styles"."""
        paths = (path for name, path in self.relations.values() if name == kind)
        path = next(paths, f"xl/{kind}.xml").lower()
        return self.names.get(path) if path.endswith(".xml") else None

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return {id: (kind, path)} of the parts related to one; "" is the workbook as a whole."""
        folder, _, name = part.rpartition("/")
        base = f"{folder}/" if folder else ""
        relations = {}
        for relation in self._tree(f"{base}_rels/{name}.rels").iterfind("{*}Relationship"):
            target = relation.get("Target", "")
            is_absolute = target.startswith("/") or (base and target.startswith(base))
            path = target.lstrip("/") if is_absolute else base + target
            kind = relation.get("Type", "").rpartition("/")[2]
            relations[relation.get("Id", "")] = (kind, path)
        return relations

    def _tree(self, name: str) -> Any:
        try:
            content = b"".join(zip_limits.pieces(self.archive, name))
            return etree.fromstring(content, etree.XMLParser(resolve_entities=False))
        except (KeyError, etree.XMLSyntaxError) as error:
            raise UnsafeArchiveError("not_a_table") from error


def _is_mark(element: Any) -> bool:
    """Return True for an element that strikes out, raises or lowers its text."""
    return _name(element) in ("strike", "vertAlign") and element.get("val") not in _OFF


def _marked_texts(pieces: Iterable[bytes]) -> dict[str, str]:
    """Return {number: text} of the shared texts with a part that is marked."""
    return {
        str(number): "".join("".join(words.itertext()) for words in text.iterfind(".//{*}t"))
        for number, text in enumerate(_elements(pieces, "si"))
        if len(text) and _name(text[0]) != "t" and any(map(_is_mark, text.iter()))
    }


def scan_xlsx(pieces: Iterable[bytes], looks: Looks = NO_LOOKS) -> SheetScan:
    """Return the scan of a sheet, whose empty formatted cells do not count.

    Raises UnsafeArchiveError if the sheet is too large or is not XML.
    """
    scan = SheetScan()
    row = 0
    for element in _elements(pieces, "row", "col"):
        is_hidden = element.get("hidden") in _ON
        if _name(element) == "col":
            if is_hidden:
                ends = int(element.get("min", 1)) - 1, int(element.get("max", 1)) - 1
                scan.hidden_columns.append(ends)
            continue
        row, at = int(element.get("r", row + 1)), -1
        if is_hidden:
            scan.hidden_rows.append(row)
        for cell in element.iterchildren("{*}c"):
            ref = cell.get("r", "")
            letters = ref.rstrip("0123456789")
            at = _position(letters) if letters else at + 1
            row = int(ref[len(letters) :] or row)
            if len(cell):
                _scan_cell(cell, row, at, scan, looks)
    return scan


def _scan_cell(cell: Any, row: int, at: int, scan: SheetScan, looks: Looks) -> None:
    kind, style = cell.get("t", "n"), cell.get("s", "")
    parts = {_name(part): part for part in cell}
    value = parts.get("v", parts.get("is"))
    if value is None and "f" not in parts:
        return
    scan.extend(row, at + 1)
    if style in looks.percents:
        scan.percents.setdefault(row, set()).add(at)
    if style in looks.struck:
        scan.add_struck([(row, at)])
    if "f" not in parts and (kind == "n" or (kind == "s" and not looks.texts)):
        return
    text = "" if value is None else "".join(value.itertext())
    shared = looks.texts.get(text.strip(), "") if kind == "s" else ""
    if shared or ("is" in parts and any(map(_is_mark, parts["is"].iter()))):
        scan.add_error(CellError(row, at, PARTLY_STRUCK, shared or text))
    if kind == "e":
        scan.add_error(CellError(row, at, "error_cell", text))
    elif "f" in parts and (value is None or (not text and kind != "str")):
        # A formula whose result is an empty text has an empty <v> of the type "str".
        scan.add_error(CellError(row, at, "uncalculated"))


@cache
def _position(letters: str) -> int:
    """`A` → 0, `AA` → 26."""
    at = 0
    for letter in letters.upper():
        at = at * 26 + ord(letter) - 64
    return at - 1


# ODS -----------------------------------------------------------------------------------------

_HIDDEN = ("collapse", "filter")


def scan_ods(pieces: Iterable[bytes]) -> dict[str, SheetScan]:
    """Return {sheet: its scan}. Raises UnsafeArchiveError if a sheet is too large."""
    scans: dict[str, SheetScan] = {}
    struck_styles, raised_styles = set[str](), set[str]()
    table, row, column = None, 0, 0
    for element in _elements(pieces, "style", "table-column", "table-row"):
        if _name(element) == "style":
            for text in element.iterfind("{*}text-properties"):
                properties = _attributes(text)
                if properties.get("text-line-through-style", "none") != "none":
                    struck_styles.add(_attributes(element).get("name", ""))
                if not properties.get("text-position", "0%").startswith("0%"):
                    raised_styles.add(_attributes(element).get("name", ""))
            continue
        if table is not (parent := next(element.iterancestors("{*}table"))):
            table, row, column = parent, 0, 0
        scan = scans.setdefault(_attributes(table).get("name", ""), SheetScan())
        attributes = _attributes(element)
        is_hidden = attributes.get("visibility") in _HIDDEN
        if _name(element) == "table-column":
            run = _count(attributes, "number-columns-repeated")
            if is_hidden:
                scan.hidden_columns.append((column, column + run - 1))
            column += run
            continue
        run = _count(attributes, "number-rows-repeated")
        _scan_ods_row(element, row, run, scan, struck_styles, raised_styles)
        # A repetition after the last filled row may have any length.
        last = min(row + run, scan.rows)
        scan.hidden_rows += range(row + 1, last + 1) if is_hidden else ()
        row += run
    return scans


def _scan_ods_row(
    element: Any, row: int, run: int, scan: SheetScan, struck: set[str], raised: set[str]
) -> None:
    """Add a row that is repeated `run` times after `row` others."""
    cell_errors: list[tuple[int, str, str]] = []
    struck_cells: list[int] = []
    at = 0
    for cell in element:
        attributes = _attributes(cell)
        columns = range(at, at + _count(attributes, "number-columns-repeated"))
        at = columns.stop
        etree.strip_elements(cell, "{*}annotation", with_tail=False)
        is_formula = "formula" in attributes
        is_filled = cell.find(".//{*}p") is not None
        if not (is_formula or is_filled or "value-type" in attributes):
            continue
        # Checked before errors are repeated, because a repetition may have any length.
        scan.extend(row + run, at)
        down, across = (_count(attributes, f"number-{of}-spanned") for of in ("rows", "columns"))
        if down > 1 or across > 1:
            scan.merged.append((row + 1, columns[0], row + down, columns[0] + across - 1))
        if attributes.get("style-name", "") in struck:
            struck_cells += columns
        text = "".join(cell.itertext())
        spans = {_attributes(span).get("style-name", "") for span in cell.iter("{*}span")}
        if spans & (struck | raised):
            cell_errors += [(position, PARTLY_STRUCK, text) for position in columns]
        elif any(
            "calcext" in key and key.endswith("}value-type") and value == "error"
            for key, value in cell.items()
        ):
            cell_errors += [(position, "error_cell", text) for position in columns]
        elif is_formula and not is_filled and not any(key in attributes for key in _RESULTS):
            cell_errors += [(position, "uncalculated", "") for position in columns]
    for number in range(row + 1, row + run + 1) if cell_errors else ():
        for position, rule, text in cell_errors:
            scan.add_error(CellError(number, position, rule, text))
    for number in range(row + 1, row + run + 1) if struck_cells else ():
        scan.add_struck((number, position) for position in struck_cells)


_RESULTS = ("value", "string-value", "date-value", "time-value")


def _attributes(element: Any) -> dict[str, str]:
    return {key.rpartition("}")[2]: value for key, value in element.items()}


def _count(attributes: Mapping[str, str], name: str) -> int:
    """Return a number of repeated or spanned cells; 1 if it is missing or invalid."""
    number = attributes.get(name, "1")
    return max(int(number), 1) if number.isdecimal() and len(number) < 10 else 1
