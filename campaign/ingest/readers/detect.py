"""The bytes of a workbook or of delimited text, read into a `RawTable`."""

from __future__ import annotations

import codecs
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

from campaign.ingest.readers.csv import read_delimited
from campaign.ingest.readers.file_size_limit import MOST_MEGABYTES
from campaign.ingest.readers.raw_table import RawIssue, RawTable, build_cells
from campaign.ingest.readers.sandbox import run_sandboxed
from campaign.ingest.readers.workbook_child import STORED
from campaign.ingest.replies import AS_IT_IS, Replies
from campaign.schema.issues import Issue

SECONDS = 60.0
MEGABYTES = 1_536
_CHILD = "campaign.ingest.readers.workbook_child"

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
"""The first bytes of a ZIP archive, and of an empty one."""
_STARTS: tuple[tuple[str, tuple[bytes, ...]], ...] = (
    ("picture", (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*")),
    ("pdf", (b"%PDF",)),
    ("text_document", (b"{\\rtf",)),
    ("archive", (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF")),
    ("web_page", (b"MIME-Version:", b"From: <Saved by")),
    ("cloud_link", (b"[InternetShortcut]", b"[Desktop Entry]")),
    ("not_a_table", (b"RIFF", b"PAR1", b"SQLite format 3\0")),
)
_PICTURE_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif")
# Streams of an OLE2 container, by their names in its directory.
_STREAMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("locked", ("EncryptedPackage",)),
    ("old_workbook", ("Workbook", "Book")),
    ("text_document", ("WordDocument",)),
    ("presentation", ("PowerPoint Document",)),
)
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": "text_document",
    b"application/vnd.oasis.opendocument.presentation": "presentation",
}
# JSON as an object or a list of objects, lists or strings.
_JSON = re.compile(rb'\{\s*["}]|\[\s*[\[{"\]]')
_LINK = re.compile(rb'"(?:url|doc_id)"\s*:\s*"[^"]*"|docs\.google\.com|<key>URL</key>')
_MARKUP = re.compile(rb"<[a-z!?]", re.IGNORECASE)
_HTML = re.compile(
    rb"<(?:!doctype html|html|head|body|table|meta|style|div|script)\b", re.IGNORECASE
)
_PICTURE_MARKUP = re.compile(rb"<svg\b", re.IGNORECASE)
_MOST_LINK_BYTES = 4_096

_BLANK = b" \t\r\n\v\f"


def read_raw_table(content: bytes, file: str, replies: Replies = AS_IT_IS) -> RawTable | Issue:
    """Return the cells of the file, or the issue that prevents reading it.

    The kind of file is detected from its first bytes, never from its extension. Never raises
    because of its content.
    """
    try:
        return _detect_and_read(content, file, replies)
    except Exception:
        # After an unexpected error, saving the table in another format is the only remedy.
        return Issue(file, "not_a_table")


def _detect_and_read(content: bytes, file: str, replies: Replies) -> RawTable | Issue:
    if len(content) > MOST_MEGABYTES * 2**20:
        return Issue(file, "too_big", params={"limit": str(MOST_MEGABYTES)})
    start = content[:4096].removeprefix(codecs.BOM_UTF8).lstrip(_BLANK)
    if not start and not content.removeprefix(codecs.BOM_UTF8).strip(_BLANK):
        return Issue(file, "empty_content")
    plain = start.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if (rule := _find_kind_rule(content, plain.lstrip(_BLANK))) is not None:
        return Issue(file, rule)
    if content.startswith(_ZIP_STARTS):
        return read_workbook(content, file, replies.value("sheet"))
    return read_delimited(content, file, replies.value("encoding"), replies.value("delimiter"))


def _find_kind_rule(content: bytes, start: bytes) -> str | None:
    """Return the rule of a file that is not a table; None for a workbook, text, or unknown bytes.

    `start` are the first bytes without byte order mark, NUL bytes and blanks.
    """
    if content.startswith(_ZIP_STARTS):
        return _archive_rule(content)
    if content.startswith(_OLE2):
        return _container_rule(content)
    for rule, starts in _STARTS:
        if content.startswith(starts):
            return "picture" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else rule
    if content[4:8] == b"ftyp":
        return "picture" if content[8:12] in _PICTURE_BRANDS else "not_a_table"
    if content[:2] == b"BM" and content[6:10] == bytes(4):
        return "picture"
    if content[257:262] == b"ustar":
        return "archive"
    return _markup_rule(content, start)


def _markup_rule(content: bytes, start: bytes) -> str | None:
    """Return the rule of HTML, XML or JSON; None for other text."""
    is_markup = _MARKUP.match(start) is not None
    if not is_markup and not _JSON.match(start):
        return None
    if len(content) <= _MOST_LINK_BYTES and _LINK.search(start):
        return "cloud_link"
    if not is_markup:
        return "not_a_table"
    if _PICTURE_MARKUP.search(start):
        return "picture"
    return "web_page" if _HTML.search(start) else "xml_file"


def _container_rule(content: bytes) -> str:
    """Return the rule of an OLE2 container: an old workbook (XLS) unless it is another document."""
    for rule, names in _STREAMS:
        if any(f"{name}\0".encode("utf-16-le") in content for name in names):
            return rule
    return "old_workbook"


def _archive_rule(content: bytes) -> str | None:
    """Return the rule of a ZIP archive; None if it may be a workbook."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        names = archive.namelist()
        if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
            kind = archive.read("mimetype").strip()
            if kind in _OPEN_DOCUMENTS:
                return _OPEN_DOCUMENTS[kind]
    except Exception:
        # The archive is truncated, or only its first bytes are those of an archive.
        return "damaged_file"
    folders = {name.replace("\\", "/").partition("/")[0].lower() for name in names}
    if folders & {"xl", "content.xml"}:
        return None
    if "word" in folders:
        return "text_document"
    if "ppt" in folders:
        return "presentation"
    if any(name.lower().endswith((".iwa", "index.zip")) for name in names):
        return "numbers_document"
    return "archive"


def read_workbook(content: bytes, file: str, sheet: str | None = None) -> RawTable | Issue:
    """Return the sheet of that name, else the first visible one with cells, else the first hidden
    one; all others with cells in `others`, in the order of the workbook.

    A cell with an error (`#N/A`, a formula never calculated) is empty in `cells` and has an entry
    in `issues`, so that it does not count as *not reported*.
    """
    sheets = _read_sheets(content, file, sheet)
    if isinstance(sheets, Issue):
        return sheets
    visible = (raw for raw in sheets.values() if not raw.hidden)
    first = sheets[sheet] if sheet is not None else next(visible, next(iter(sheets.values())))
    return replace(first, others=tuple(raw for raw in sheets.values() if raw is not first))


def _read_sheets(content: bytes, file: str, sheet: str | None) -> dict[str, RawTable] | Issue:
    payload = json.dumps({"sheet": sheet}).encode() + b"\n" + content
    answer = run_sandboxed(_CHILD, payload, SECONDS, MEGABYTES)
    if answer is None:
        return Issue(file, "reading_stopped")
    lines = iter(answer.split(b"\n"))
    sheets: dict[str, RawTable] = {}
    for line in lines:
        properties = json.loads(line)
        if "rule" in properties:
            return Issue(file, properties["rule"], params=properties["params"])
        sheets[properties["sheet"]] = _raw_table(properties, lines)
    return sheets


def _raw_table(properties: dict[str, Any], lines: Iterator[bytes]) -> RawTable:
    cell_errors = properties["cell_errors"]
    fractions: dict[int, set[int]] = {}
    cells = build_cells(
        _rows(properties["rows"], lines, fractions),
        least_rows=max((row for row, *_ in cell_errors), default=0),
        least_width=max((at + 1 for _, at, *_ in cell_errors), default=0),
    )
    return RawTable(
        cells,
        sheet=properties["sheet"],
        sheets=tuple(properties["sheets"]),
        number=properties["number"],
        merged=tuple((r0, c0, r1, c1) for r0, c0, r1, c1 in properties["merged"]),
        issues=tuple(
            RawIssue(rule, row, at, {"value": value} if rule != "uncalculated" else {})
            for row, at, rule, value in cell_errors
        ),
        has_types=True,
        fractions={at: frozenset(rows) for at, rows in fractions.items()},
        from_1904=properties["from_1904"],
        hidden_rows=frozenset(properties["hidden_rows"]),
        struck=frozenset((row, at) for row, at in properties["struck"]),
        hidden_columns=frozenset(
            at
            for first, last in properties["hidden_columns"]
            for at in range(first, min(last + 1, cells.shape[1]))
        ),
    )


def _rows(
    count: int, lines: Iterator[bytes], fractions: dict[int, set[int]]
) -> Iterator[list[str]]:
    """Yield `count` rows from the lines; add the cells of fractional numbers to `fractions`."""
    read_rows = 0
    while read_rows < count:
        line = next(lines)
        rows = json.loads(line)
        if STORED.encode() in line:
            for number, row in enumerate(rows, read_rows + 1):
                for at, cell in enumerate(row):
                    if cell.startswith(STORED):
                        row[at] = cell[1:]
                        fractions.setdefault(at, set()).add(number)
        yield from rows
        read_rows += len(rows)
