"""The checks that a zipped workbook must pass before it is read.

It imports only the standard library, because it runs in the child process of `workbook_child`.
Workbooks inside the workbook count like any other part and are never opened.
"""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Iterator
from copy import copy
from io import BytesIO
from typing import Literal
from urllib.parse import unquote
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MOST_PARTS = 5_000
MOST_BYTES = 400 * 2**20
# Deflate reaches 1:1032; sheets of registers stay below 1:60.
MOST_RATIO = 300
RATIO_COUNTS_FROM = 16 * 2**20
MOST_DEPTH = 200
MOST_COLUMNS = 1_000
MOST_ROWS = 1_100_000
MOST_CELLS = 5_000_000
PIECE = 2**20

_ENCRYPTED = 0x1
_CUSTOM = "customxml/"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
Kind = Literal["xlsx", "ods"]


class UnsafeArchiveError(Exception):
    """The file must not be read; `rule` is its code, `params` are those of the message."""

    def __init__(self, rule: str, **params: str | int) -> None:
        super().__init__(rule)
        self.rule = rule
        self.params = params


def open_archive(content: bytes) -> ZipFile:
    """Return the archive after checks of the number, names, kind and declared size of its parts.

    Raises UnsafeArchiveError.
    """
    try:
        archive = ZipFile(BytesIO(content))
    except (BadZipFile, ValueError, OverflowError, NotImplementedError, OSError) as error:
        raise UnsafeArchiveError("not_a_table") from error
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise UnsafeArchiveError("unpacks_too_big")
    # Readers ignore case and slashes in names, so that such parts would be ambiguous.
    names = {part.filename.replace("\\", "/").lower() for part in parts}
    if len(names) < len(parts):
        raise UnsafeArchiveError("not_a_table")
    for part in parts:
        if part.flag_bits & _ENCRYPTED:
            raise UnsafeArchiveError("locked")
        if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise UnsafeArchiveError("not_a_table")
    return archive


def kind_of(archive: ZipFile) -> Kind:
    """Return the kind of workbook by its parts. Raises UnsafeArchiveError for any other zip."""
    names = set(archive.namelist())
    if "_rels/.rels" in names and any(n.startswith("xl/") and n.endswith(".xml") for n in names):
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        if b"".join(pieces(archive, "mimetype")).strip() != _ODS:
            raise UnsafeArchiveError("not_a_table")
        manifest = "META-INF/manifest.xml"
        if manifest in names and b"encryption-data" in b"".join(pieces(archive, manifest)):
            raise UnsafeArchiveError("locked")
        return "ods"
    raise UnsafeArchiveError("not_a_table")


def check_parts(archive: ZipFile) -> None:
    """Unpack and measure every part without storing it. Raises UnsafeArchiveError."""
    total = 0
    unchecked = unread_parts(archive)
    for part in archive.infolist():
        unpacked = pieces(archive, part.filename)
        if part.filename not in unchecked:
            unpacked = _check_xml(part, unpacked)
        for piece in unpacked:
            total += len(piece)
            if total > MOST_BYTES:
                raise UnsafeArchiveError("unpacks_too_big")


def unread_parts(archive: ZipFile) -> frozenset[str]:
    """Return the parts with data of other programs, which are measured but not parsed.

    `customXml/` has the steps of Power Query, in UTF-16, and labels of document servers. No
    spreadsheet program shows it and no reader here opens it: the result of a query is in cells. A
    part that is related to any other part, such as a sheet or a drawing, is checked.
    """
    names = {part.filename for part in archive.infolist()}
    custom = {name for name in names if _path(name).startswith(_CUSTOM)}
    if not custom:
        return frozenset()
    targets: set[str] = set()
    for name in names - custom:
        if name.lower().endswith(".rels"):
            targets |= _targets(archive, name)
    return frozenset(name for name in custom if _path(name) not in targets)


def _targets(archive: ZipFile, name: str) -> set[str]:
    """Return the parts in `customXml/` to which a part has a relation other than custom XML."""
    targets: set[str] = set()

    def start(_: str, attributes: dict[str, str]) -> None:
        target = _path(posixpath.normpath(unquote(attributes.get("Target", ""))))
        kind = attributes.get("Type", "").rpartition("/")[2]
        if "customxml/" in target and not kind.startswith("customXml"):
            targets.add(_CUSTOM + target.rpartition("customxml/")[2])

    def reject_doctype(*_: object) -> None:
        raise UnsafeArchiveError("not_a_table")

    parser = ParserCreate()
    parser.StartElementHandler, parser.StartDoctypeDeclHandler = start, reject_doctype
    try:
        for piece in _check_xml(archive.getinfo(name), pieces(archive, name)):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (ExpatError, ValueError) as error:
        raise UnsafeArchiveError("not_a_table") from error
    return targets


def _path(name: str) -> str:
    return name.replace("\\", "/").lower()


def pieces(archive: ZipFile, name: str) -> Iterator[bytes]:
    """Yield the unpacked pieces of a part, whatever size the directory declares.

    Raises UnsafeArchiveError if the size is not the declared one.
    """
    part = archive.getinfo(name)
    declared_size, size = part.file_size, 0
    # `zipfile` stops at the declared size; a reader that trusts the stream does not.
    part_copy = copy(part)
    part_copy.file_size = MOST_BYTES + 1
    try:
        with archive.open(part_copy) as stream:
            while piece := stream.read(PIECE):
                size += len(piece)
                if size > MOST_BYTES or (
                    size > RATIO_COUNTS_FROM and size > MOST_RATIO * max(part.compress_size, 1)
                ):
                    raise UnsafeArchiveError("unpacks_too_big")
                yield piece
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise UnsafeArchiveError("not_a_table") from error
    if size != declared_size:
        raise UnsafeArchiveError("not_a_table")


def check_size(rows: int, columns: int) -> None:
    """Raise UnsafeArchiveError if a sheet is too large."""
    if columns > MOST_COLUMNS or rows > MOST_ROWS or rows * columns > MOST_CELLS:
        raise UnsafeArchiveError("too_wide")


def _check_xml(part: ZipInfo, unpacked: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the pieces; raise UnsafeArchiveError for a document type or XML nested too deeply."""
    if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
        yield from unpacked
        return
    tail, depth = b"", 0
    for at, piece in enumerate(unpacked):
        if at == 0 and (piece[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in piece[:64]):
            raise UnsafeArchiveError("not_a_table")  # UTF-16 would hide these tags.
        seam = tail + piece
        if b"<!DOCTYPE" in seam or b"<!ENTITY" in seam:
            raise UnsafeArchiveError("not_a_table")
        # Counting tags is much faster than parsing, and exact enough. One byte of the last piece is
        # counted again, so that no pair is divided; "/>" in text lowers the depth a little.
        seam = tail[-1:] + piece
        ends = seam.count(b"</")
        starts = piece.count(b"<") - ends - seam.count(b"/>")
        depth += starts - seam.count(b"<?") - seam.count(b"<!") - ends
        if depth > MOST_DEPTH:
            raise UnsafeArchiveError("too_deep")
        tail = piece[-16:]
        yield piece
