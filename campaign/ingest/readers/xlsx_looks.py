"""Formats of cells that change what a number means: per cents, strike-out, superscript digits.

It imports only the standard library, because it runs in the child process of `workbook_child`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from campaign.ingest.readers import zip_limits
from campaign.ingest.readers.xlsx_parts import is_percent_format, related_part, related_tree

MARKS = (b"strike", b"vertAlign")
"""The elements that strike out, raise or lower a part of a text."""
_OFF = ("0", "false", "baseline")
_PERCENT_FORMATS = ("9", "10")


@dataclass(frozen=True)
class Looks:
    """The styles with per cents (`percents`) and with strike-out (`struck`), by number.

    `texts` are the numbers of the shared texts that are partly struck out, superscript or
    subscript.
    """

    percents: frozenset[str] = frozenset()
    struck: frozenset[str] = frozenset()
    texts: Mapping[str, str] = field(default_factory=dict)


def looks_of(archive: ZipFile) -> Looks:
    """Return the formats of a workbook. Raises UnsafeArchiveError if its XML is invalid."""
    styles, shared = related_tree(archive, "styles"), related_part(archive, "sharedStrings")
    texts = {} if shared is None else _marked_texts(archive, shared)
    if styles is None:
        return Looks(texts=texts)
    return Looks(_percent_styles(styles), _struck_styles(styles), texts)


def is_mark(name: str, attributes: Mapping[str, str]) -> bool:
    """Return True for an element that strikes out, raises or lowers its text."""
    return name.encode() in MARKS and attributes.get("val") not in _OFF


def _percent_styles(styles: Element) -> frozenset[str]:
    formats = set(_PERCENT_FORMATS)
    for number_format in styles.findall("{*}numFmts/{*}numFmt"):
        number = number_format.get("numFmtId", "")
        is_percent = is_percent_format(number_format.get("formatCode", ""))
        formats = formats | {number} if is_percent else formats - {number}
    cell_styles = enumerate(styles.findall("{*}cellXfs/{*}xf"))
    return frozenset(str(at) for at, style in cell_styles if style.get("numFmtId") in formats)


def _struck_styles(styles: Element) -> frozenset[str]:
    struck = set()
    for number, font in enumerate(styles.findall("{*}fonts/{*}font")):
        strike = font.find("{*}strike")
        if strike is not None and strike.get("val") not in _OFF:
            struck.add(str(number))
    cell_styles = enumerate(styles.findall("{*}cellXfs/{*}xf"))
    return frozenset(str(at) for at, style in cell_styles if style.get("fontId") in struck)


def _marked_texts(archive: ZipFile, part: str) -> dict[str, str]:
    """Return {number: text} of the marked texts; the part is parsed only if it has a mark."""
    if not _has_mark(zip_limits.pieces(archive, part)):
        return {}
    scanner = _TextScanner()
    zip_limits.parse_xml(zip_limits.pieces(archive, part), scanner.start, scanner.end, scanner.text)
    return scanner.texts


def _has_mark(pieces: Iterator[bytes]) -> bool:
    rest = b""
    for piece in pieces:
        rest += piece
        if any(mark in rest for mark in MARKS):
            return True
        rest = rest[-len(max(MARKS, key=len)) :]
    return False


class _TextScanner:
    """Scans the shared texts for those with a marked part."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.number = -1
        self.words: list[str] = []
        self.inside = self.is_marked = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "si":
            self.number += 1
            self.words.clear()
            self.is_marked = False
        self.inside = name == "t"
        self.is_marked = self.is_marked or is_mark(name, attributes)

    def text(self, text: str) -> None:
        if self.inside:
            self.words.append(text)

    def end(self, name: str) -> None:
        self.inside = False
        if name.rpartition(":")[2] == "si" and self.is_marked:
            self.texts[str(self.number)] = "".join(self.words)
