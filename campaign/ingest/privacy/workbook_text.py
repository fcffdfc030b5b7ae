"""Texts of a workbook outside its cells: comments, margins, hints, text boxes, links.

Read from the archive as it unpacks, within limits of their own after those of `zip_limits`. The
names of authors in the properties of a file and of its comments are ignored: nearly every file has
them, and they are never shown.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from zipfile import ZipFile

from campaign.ingest.readers import zip_limits
from campaign.ingest.readers.xlsx_scan import parse
from campaign.ingest.readers.zip_limits import UnsafeArchiveError

MOST_BYTES = 32 * 2**20
"""The limit of XML outside cells; no register has a hundredth of it."""
_ZIP = b"PK\x03\x04"
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_START = 64 * 1024
# Parts with cells, styles and properties, and without text that an author writes for others.
_IGNORED_ROOTS = frozenset(
    (
        *("sst", "styleSheet", "theme", "calcChain", "Types", "Properties", "coreProperties"),
        *("workbook", "personList", "metadata", "externalLink", "pivotCacheDefinition", "people"),
        *("pivotCacheRecords", "pivotTableDefinition", "table", "queryTable", "volTypes"),
        *("manifest", "document-settings", "document-meta", "RDF"),
    )
)


@dataclass(frozen=True)
class WorkbookText:
    """A text and its place: the sheet by name, None where it belongs to none.

    `row` from 1 and the `column` letter for a comment, a hint or a link of a cell, else None.
    """

    text: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True)
class WorkbookTexts:
    """All texts outside cells, and the names of all sheets in order, hidden ones too."""

    texts: Sequence[WorkbookText] = ()
    sheets: Sequence[str] = ()


def texts_outside_cells(content: bytes) -> WorkbookTexts:
    """The texts of a workbook outside its cells; empty for a file that is no workbook.

    Raises `UnsafeArchiveError` for parts that are no XML, or longer than `MOST_BYTES` together.
    """
    if not content.startswith(_ZIP):
        return WorkbookTexts()
    try:
        archive = zip_limits.open_archive(content)
        if zip_limits.kind_of(archive) == "ods":
            return _read_ods(archive)
        return _XlsxReader(archive).read_texts()
    except UnsafeArchiveError:
        raise
    except Exception as error:
        # A file that cannot be scanned is rejected.
        raise UnsafeArchiveError("not_a_table") from error


class _ByteLimit:
    """The bytes that may still be read of parts without cells."""

    def __init__(self) -> None:
        self.rest = MOST_BYTES

    def subtract(self, size: int) -> None:
        """Subtract bytes that were read. Raises `UnsafeArchiveError` below zero."""
        self.rest -= size
        if self.rest < 0:
            raise UnsafeArchiveError("unpacks_too_big")

    def limit(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Yield the pieces, and subtract their bytes."""
        for piece in pieces:
            self.subtract(len(piece))
            yield piece


# XLSX ----------------------------------------------------------------------------------------

# After the cells follow input checks, links, headers and footers: a few kilobytes.
_END_OF_CELLS = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>|<(?:[\w.-]+:)?sheetData(?:\s[^<>]*)?/>")
_MARGIN = re.compile(
    r"<(?:[\w.-]+:)?(?:odd|even|first)(?:Header|Footer)(?:\s[^<>]*)?(?<!/)>([^<]*)<", re.DOTALL
)
_MARGIN_CODE = re.compile(r'&(?:"[^"]*"|\d{1,3}(?=\D|$)|K[0-9A-Fa-f]{6}|[A-Za-z])')
_HINT = re.compile(r"<(?:[\w.-]+:)?(?:dataValidation|hyperlink)\s([^<>]*)>")
_LIST = re.compile(r"<(?:[\w.-]+:)?formula[12](?:\s[^<>]*)?>([^<]*)<")
_LINK_ID = re.compile(r"(?<=:)id\s*=\s*[\"']([^\"']*)")
_ATTRIBUTE = re.compile(r"(?<![\w:])(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_HINTS = ("prompt", "promptTitle", "error", "errorTitle", "display", "tooltip", "location")
_CELL = re.compile(r"([A-Za-z]{1,3})([1-9]\d{0,6})")
_TAG = re.compile(r"<[^<>]*>")


class _XlsxReader:
    """Reads the texts of an XLSX archive and the sheets that they belong to."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self.byte_limit = _ByteLimit()
        self.owners: dict[str, str] = {}
        """{part: the part that refers to it}, both in small letters."""
        self.links: list[tuple[str, str, str]] = []
        """(part, id of the relation, address) of each link to outside."""
        self.link_places: dict[tuple[str, str], str] = {}
        """{(part, id of the relation): the cell with this link}."""
        self.ids: dict[tuple[str, str], str] = {}
        self.sheets: dict[str, str] = {}
        self.texts: list[WorkbookText] = []
        self.roots: dict[str, str] = {}

    def read_texts(self) -> WorkbookTexts:
        """Return the texts outside cells of all sheets."""
        unread = zip_limits.unread_parts(self.archive)
        names = [name for name in self.archive.namelist() if name not in unread]
        for name in names:
            if name.lower().endswith(".rels"):
                self._read_relations(name)
        self.roots = {name: self._read_root(name) for name in names}
        for name in names:
            if self.roots[name] == "workbook":
                self._read_sheets(name)
        for name in names:
            lower = name.lower()
            if lower.endswith(".vml"):
                self._read_vml_boxes(name)
            elif lower.endswith(".xml"):
                self._read_part(name)
        for owner, key, target in self.links:
            place = _parse_place(self.link_places.get((owner, key), ""))
            self.texts.append(WorkbookText(target, self._sheet_of(owner), *place))
        return WorkbookTexts(tuple(self.texts), tuple(self.sheets.values()))

    def _read_root(self, name: str) -> str:
        if not name.lower().endswith(".xml"):
            return ""
        pieces = zip_limits.pieces(self.archive, name)
        match = _ROOT.search(next(pieces, b"")[:_START])
        return match[1].decode() if match else ""

    def _read_relations(self, name: str) -> None:
        folder, _, file = name.replace("\\", "/").rpartition("/")
        base = posixpath.dirname(folder)
        owner = posixpath.join(base, file[: -len(".rels")]).lower()

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag.rpartition(":")[2] != "Relationship":
                return
            target = attributes.get("Target", "")
            if attributes.get("TargetMode") == "External":
                self.links.append((owner, attributes.get("Id", ""), target))
                return
            path = posixpath.normpath(posixpath.join("/", base, target)).lstrip("/").lower()
            self.ids[owner, attributes.get("Id", "")] = path
            self.owners.setdefault(path, owner)

        self._parse(name, start, _ignore, _ignore)

    def _read_sheets(self, name: str) -> None:
        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag.rpartition(":")[2] == "sheet":
                ids = [value for key, value in attributes.items() if key.endswith(":id")]
                part = self.ids.get((name.lower(), ids[0] if ids else ""), f"?{len(self.sheets)}")
                self.sheets[part] = attributes.get("name", "")

        self._parse(name, start, _ignore, _ignore)

    def _sheet_of(self, part: str) -> str | None:
        """The sheet that refers to the part, through its drawing or not."""
        for _ in range(4):
            if part in self.sheets:
                return self.sheets[part]
            part = self.owners.get(part, "")
        return None

    def _read_part(self, name: str) -> None:
        root = self.roots[name]
        sheet = self._sheet_of(name.lower())
        if root in ("worksheet", "chartsheet", "dialogsheet"):
            self._read_after_cells(name, sheet)
        elif root and root not in _IGNORED_ROOTS:
            handler = _TextHandler(sheet, self.texts)
            self._parse(name, handler.start, handler.end, handler.text)

    def _read_after_cells(self, name: str, sheet: str | None) -> None:
        content = b"".join(
            self.byte_limit.limit(_skip_cells(zip_limits.pieces(self.archive, name)))
        )
        text = content.decode("utf-8", "replace")
        for margin in _MARGIN.findall(text):
            self._add_text(_MARGIN_CODE.sub(" ", unescape(margin)), sheet)
        for attributes in _HINT.findall(text):
            values = {key: unescape(a or b) for key, a, b in _ATTRIBUTE.findall(attributes)}
            place = values.get("ref") or values.get("sqref") or ""
            for key in _LINK_ID.findall(attributes):
                self.link_places[name.lower(), key] = place
            for hint in _HINTS:
                self._add_text(values.get(hint, ""), sheet, place)
        for formula in _LIST.findall(text):
            for item in unescape(formula).strip('"').split(","):
                self._add_text(item, sheet)

    def _add_text(self, text: str, sheet: str | None, place: str = "") -> None:
        if text.strip():
            self.texts.append(WorkbookText(text, sheet, *_parse_place(place)))

    def _read_vml_boxes(self, name: str) -> None:
        """Text boxes of the old kind, in what is often no valid XML."""
        content = b"".join(self.byte_limit.limit(zip_limits.pieces(self.archive, name)))
        for box in re.findall(rb"<v:textbox[^<>]*>(.*?)</v:textbox>", content, re.DOTALL):
            text = unescape(_TAG.sub("", box.decode("utf-8", "replace")))
            self._add_text(text, self._sheet_of(name.lower()))

    def _parse(
        self,
        name: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None],
        text: Callable[[str], None],
    ) -> None:
        parse(self.byte_limit.limit(zip_limits.pieces(self.archive, name)), start, end, text)


class _TextHandler:
    """Collects comments, text boxes, titles of charts and descriptions of pictures."""

    _WHOLE = ("comment", "threadedComment", "p")

    def __init__(self, sheet: str | None, texts: list[WorkbookText]) -> None:
        self.sheet, self.texts = sheet, texts
        self.pieces: list[str] = []
        self.place = ""
        self.is_in_text = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name in ("comment", "threadedComment"):
            self.place = attributes.get("ref", "")
        elif name in ("t", "text"):
            self.is_in_text = True
        elif name == "cNvPr":
            for key in ("descr", "title"):
                self._add_text(attributes.get(key, ""))

    def text(self, text: str) -> None:
        if self.is_in_text:
            self.pieces.append(text)

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name in ("t", "text"):
            self.is_in_text = False
        elif name in self._WHOLE:
            self._add_text("".join(self.pieces))
            self.pieces.clear()
            self.place = ""

    def _add_text(self, text: str) -> None:
        if text.strip():
            self.texts.append(WorkbookText(text, self.sheet, *_parse_place(self.place)))


def _skip_cells(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The content of a sheet after the end of its cells."""
    seam, has_ended = b"", False
    for piece in pieces:
        if has_ended:
            yield piece
            continue
        seam = seam[-200:] + piece
        # The plain word first: this search is ten times faster than the pattern.
        if b"sheetData" in seam and (match := _END_OF_CELLS.search(seam)):
            has_ended = True
            yield seam[match.end() :]


def _parse_place(place: str) -> tuple[int | None, str | None]:
    match = _CELL.match(place)
    return (int(match[2]), match[1].upper()) if match else (None, None)


def _ignore(*_: object) -> None:
    return None


# ODS -----------------------------------------------------------------------------------------

_ODS_SHEET = re.compile(rb"<table:table\s[^<>]*?table:name=\"([^\"<>]*)\"")
_ODS_OPENS = re.compile(
    rb"<(office:annotation|draw:text-box|draw:custom-shape|table:help-message|table:error-message"
    rb"|svg:desc|svg:title|style:header(?:-left|-first)?|style:footer(?:-left|-first)?)(?:\s[^<>]*)?(?<!/)>"
)
_ODS_LINK = re.compile(rb"<text:a\s[^<>]*?xlink:href=\"([^\"<>]*)\"")
_ODS_AUTHOR = re.compile(rb"<dc:creator>.*?</dc:creator>|<dc:date>.*?</dc:date>", re.DOTALL)


def _read_ods(archive: ZipFile) -> WorkbookTexts:
    byte_limit = _ByteLimit()
    texts: list[WorkbookText] = []
    sheets: list[str] = []
    for part in ("content.xml", "styles.xml"):
        if part not in archive.namelist():
            continue
        for block in _split_blocks(zip_limits.pieces(archive, part)):
            elements = [
                *((m.start(), "sheet", m[1]) for m in _ODS_SHEET.finditer(block)),
                *((m.start(), "link", m[1]) for m in _ODS_LINK.finditer(block)),
                *((m.start(), "text", content) for m, content in _find_elements(block)),
            ]
            for _, kind, raw in sorted(elements):
                if kind == "sheet":
                    sheets.append(unescape(raw.decode("utf-8", "replace")))
                    continue
                byte_limit.subtract(len(raw))
                text = unescape(_TAG.sub(" ", raw.decode("utf-8", "replace")))
                sheet = sheets[-1] if sheets and part == "content.xml" else None
                if text.strip():
                    texts.append(WorkbookText(text, sheet))
    return WorkbookTexts(tuple(texts), tuple(sheets))


def _find_elements(block: bytes) -> Iterator[tuple[re.Match[bytes], bytes]]:
    """The start tag and the content of each element with text."""
    for match in _ODS_OPENS.finditer(block):
        end = block.find(b"</" + match[1] + b">", match.end())
        yield match, _ODS_AUTHOR.sub(b"", block[match.end() : end if end >= 0 else len(block)])


def _split_blocks(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Whole rows or, where there is none for 4 MB, the pieces so far."""
    rest = b""
    for piece in pieces:
        rest += piece
        end = rest.rfind(b"</table:table-row>")
        if end > 0:
            yield rest[:end]
            rest = rest[end:]
        elif len(rest) > 4 * 2**20:
            yield rest
            rest = b""
    yield rest
