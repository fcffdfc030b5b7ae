"""Texts of an XLSX workbook outside its cells: comments, headers, footers, hints, boxes, links."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from html import unescape
from zipfile import ZipFile

from campaign.ingest.privacy.outside_text import TAG, ByteLimit, WorkbookText, WorkbookTexts
from campaign.ingest.readers import zip_limits
from campaign.ingest.readers.safe_xml import parse

_ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_START = 64 * 1024
# Parts with cells, styles and properties, without texts for readers.
_IGNORED_ROOTS = frozenset(
    (
        *("sst", "styleSheet", "theme", "calcChain", "Types", "Properties", "coreProperties"),
        *("workbook", "personList", "metadata", "externalLink", "pivotCacheDefinition", "people"),
        *("pivotCacheRecords", "pivotTableDefinition", "table", "queryTable", "volTypes"),
        *("manifest", "document-settings", "document-meta", "RDF"),
    )
)
# The parts after the cells are input checks, links, headers and footers: a few kilobytes.
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


class XlsxTextReader:
    """The reader of the texts of an XLSX archive, with the sheet of each."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self.byte_limit = ByteLimit()
        self.owners: dict[str, str] = {}
        """{part: the part that refers to it}, both in lower case."""
        self.links: list[tuple[str, str, str]] = []
        """(part, id of the relation, address) of each external link."""
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
        """Return the sheet that refers to the part, directly or through its drawing."""
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
        """Read the text boxes of the old format (VML), which is often not valid XML."""
        content = b"".join(self.byte_limit.limit(zip_limits.pieces(self.archive, name)))
        for box in re.findall(rb"<v:textbox[^<>]*>(.*?)</v:textbox>", content, re.DOTALL):
            text = unescape(TAG.sub("", box.decode("utf-8", "replace")))
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
    """Yield the content of a sheet after the end of its cells."""
    seam, has_ended = b"", False
    for piece in pieces:
        if has_ended:
            yield piece
            continue
        seam = seam[-200:] + piece
        # This search for a plain word is ten times faster than the pattern.
        if b"sheetData" in seam and (match := _END_OF_CELLS.search(seam)):
            has_ended = True
            yield seam[match.end() :]


def _parse_place(place: str) -> tuple[int | None, str | None]:
    match = _CELL.match(place)
    return (int(match[2]), match[1].upper()) if match else (None, None)


def _ignore(*_: object) -> None:
    return None
