"""The checks a zipped workbook must pass before any reader of workbooks may touch it.

It imports nothing but the standard library: it runs in the child process that reads the workbook.
Workbooks inside the workbook are weighed like any other part and never opened.
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
    """The file will not be read; `rule` is one of `rules.RULES`, `params` are its values."""

    def __init__(self, rule: str, **params: str | int) -> None:
        super().__init__(rule)
        self.rule = rule
        self.params = params


def open_archive(content: bytes) -> ZipFile:
    """The archive, its directory checked: number, names, kind and declared size of its parts.

    Raises RefusedError.
    """
    try:
        archive = ZipFile(BytesIO(content))
    except (BadZipFile, ValueError, OverflowError, NotImplementedError, OSError) as error:
        raise UnsafeArchiveError("not_a_table") from error
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise UnsafeArchiveError("unpacks_too_big")
    # Readers find parts without regard to case and slashes: two of one name are two truths.
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
    """Which kind of workbook it is, by what it holds. Raises RefusedError for any other zip."""
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


def check(archive: ZipFile) -> None:
    """Unpack every part once, keeping nothing, and measure it. Raises RefusedError."""
    total = 0
    unread = unread_parts(archive)
    for part in archive.infolist():
        unpacked = pieces(archive, part.filename)
        if part.filename not in unread:
            unpacked = _checked(part, unpacked)
        for piece in unpacked:
            total += len(piece)
            if total > MOST_BYTES:
                raise UnsafeArchiveError("unpacks_too_big")


def unread_parts(archive: ZipFile) -> frozenset[str]:
    """The parts that programs keep for themselves, which are weighed and not looked into.

    `customXml/` holds what other programs put beside the sheets: the steps of Power Query, in
    UTF-16, and labels of document servers. No spreadsheet program shows it and no reader here
    opens it: what people see of a query stands in cells. A part to which anything else leads, as a
    sheet or a drawing, is one like all others.
    """
    names = {part.filename for part in archive.infolist()}
    own = {name for name in names if _path(name).startswith(_CUSTOM)}
    if not own:
        return frozenset()
    reached: set[str] = set()
    for name in names - own:
        if name.lower().endswith(".rels"):
            reached |= _targets(archive, name)
    return frozenset(name for name in own if _path(name) not in reached)


def _targets(archive: ZipFile, name: str) -> set[str]:
    """The parts in `customXml/` to which a part leads otherwise than as such."""
    found: set[str] = set()

    def start(_: str, attributes: dict[str, str]) -> None:
        target = _path(posixpath.normpath(unquote(attributes.get("Target", ""))))
        kind = attributes.get("Type", "").rpartition("/")[2]
        if "customxml/" in target and not kind.startswith("customXml"):
            found.add(_CUSTOM + target.rpartition("customxml/")[2])

    parser = ParserCreate()
    parser.StartElementHandler = start
    try:
        for piece in _checked(archive.getinfo(name), pieces(archive, name)):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (ExpatError, ValueError) as error:
        raise UnsafeArchiveError("not_a_table") from error
    return found


def _path(name: str) -> str:
    return name.replace("\\", "/").lower()


def pieces(archive: ZipFile, name: str) -> Iterator[bytes]:
    """A part as it unpacks, in pieces, however long the directory says it is.

    Raises RefusedError where it does not unpack to what the directory says.
    """
    part = archive.getinfo(name)
    declared, seen = part.file_size, 0
    # The module stops at the declared size; a reader that trusts the stream would not.
    measured = copy(part)
    measured.file_size = MOST_BYTES + 1
    try:
        with archive.open(measured) as stream:
            while piece := stream.read(PIECE):
                seen += len(piece)
                if seen > MOST_BYTES or (
                    seen > RATIO_COUNTS_FROM and seen > MOST_RATIO * max(part.compress_size, 1)
                ):
                    raise UnsafeArchiveError("unpacks_too_big")
                yield piece
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise UnsafeArchiveError("not_a_table") from error
    if seen != declared:
        raise UnsafeArchiveError("not_a_table")


def within(rows: int, columns: int) -> None:
    """Raises RefusedError where a sheet reaches farther than it may."""
    if columns > MOST_COLUMNS or rows > MOST_ROWS or rows * columns > MOST_CELLS:
        raise UnsafeArchiveError("too_wide")


def _checked(part: ZipInfo, found: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces, refused where they are XML with a document type, or nested without end."""
    if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
        yield from found
        return
    tail, depth = b"", 0
    for at, piece in enumerate(found):
        if at == 0 and (piece[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in piece[:64]):
            raise UnsafeArchiveError("not_a_table")  # UTF-16 would hide all of this from view.
        seam = tail + piece
        if b"<!DOCTYPE" in seam or b"<!ENTITY" in seam:
            raise UnsafeArchiveError("not_a_table")
        # Counted, not parsed: a fraction of the time, and near enough for what is meant.
        # From one byte back, so that no pair is cut; text may hold "/>" and lower it a little.
        seam = tail[-1:] + piece
        ends = seam.count(b"</")
        starts = piece.count(b"<") - ends - seam.count(b"/>")
        depth += starts - seam.count(b"<?") - seam.count(b"<!") - ends
        if depth > MOST_DEPTH:
            raise UnsafeArchiveError("too_deep")
        tail = piece[-16:]
        yield piece
