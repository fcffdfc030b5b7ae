"""Texts of a workbook outside its cells: comments, headers, footers, hints, text boxes, links.

The parts are read while they are unpacked, with a limit in addition to those of `zip_limits`. The
names of authors in the properties of a file and its comments are ignored: nearly every file has
them, and they are never shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from zipfile import ZipFile

from campaign.ingest.privacy.outside_text import TAG, ByteLimit, WorkbookText, WorkbookTexts
from campaign.ingest.privacy.xlsx_text import XlsxTextReader
from campaign.ingest.readers import zip_limits
from campaign.ingest.readers.zip_limits import UnsafeArchiveError

_SHEET = re.compile(rb"<table:table\s[^<>]*?table:name=\"([^\"<>]*)\"")
_START_TAG = re.compile(
    rb"<(office:annotation|draw:text-box|draw:custom-shape|table:help-message|table:error-message"
    rb"|svg:desc|svg:title|style:header(?:-left|-first)?|style:footer(?:-left|-first)?)(?:\s[^<>]*)?(?<!/)>"
)
_LINK = re.compile(rb"<text:a\s[^<>]*?xlink:href=\"([^\"<>]*)\"")
_AUTHOR = re.compile(rb"<dc:creator>.*?</dc:creator>|<dc:date>.*?</dc:date>", re.DOTALL)

_ZIP = b"PK\x03\x04"


def texts_outside_cells(content: bytes) -> WorkbookTexts:
    """Return the texts of a workbook outside its cells; empty for a file that is not a workbook.

    Raises `UnsafeArchiveError` for parts that are not XML, or longer than `MOST_BYTES` together.
    """
    if not content.startswith(_ZIP):
        return WorkbookTexts()
    try:
        archive = zip_limits.open_archive(content)
        if zip_limits.kind_of(archive) == "ods":
            return _read_ods_texts(archive)
        return XlsxTextReader(archive).read_texts()
    except UnsafeArchiveError:
        raise
    except Exception as error:
        # A file that cannot be scanned is rejected.
        raise UnsafeArchiveError("not_a_table") from error


def _read_ods_texts(archive: ZipFile) -> WorkbookTexts:
    """Return the texts outside cells and the names of all sheets.

    Raises `UnsafeArchiveError` for more than `MOST_BYTES` of text.
    """
    byte_limit = ByteLimit()
    texts: list[WorkbookText] = []
    sheets: list[str] = []
    for part in ("content.xml", "styles.xml"):
        if part not in archive.namelist():
            continue
        for block in _split_blocks(zip_limits.pieces(archive, part)):
            elements = [
                *((m.start(), "sheet", m[1]) for m in _SHEET.finditer(block)),
                *((m.start(), "link", m[1]) for m in _LINK.finditer(block)),
                *((m.start(), "text", content) for m, content in _find_elements(block)),
            ]
            for _, kind, raw in sorted(elements):
                if kind == "sheet":
                    sheets.append(unescape(raw.decode("utf-8", "replace")))
                    continue
                byte_limit.subtract(len(raw))
                text = unescape(TAG.sub(" ", raw.decode("utf-8", "replace")))
                sheet = sheets[-1] if sheets and part == "content.xml" else None
                if text.strip():
                    texts.append(WorkbookText(text, sheet))
    return WorkbookTexts(tuple(texts), tuple(sheets))


def _find_elements(block: bytes) -> Iterator[tuple[re.Match[bytes], bytes]]:
    """Yield the start tag and the content of each element with text."""
    for match in _START_TAG.finditer(block):
        end = block.find(b"</" + match[1] + b">", match.end())
        yield match, _AUTHOR.sub(b"", block[match.end() : end if end >= 0 else len(block)])


def _split_blocks(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield whole rows, or the pieces so far after 4 MB without the end of a row."""
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
