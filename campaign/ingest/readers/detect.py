"""Bytes of a workbook or of delimited text, detected and read into a `RawTable`."""

from __future__ import annotations

import codecs
import re

from campaign.ingest.options import AS_IT_IS, RequestedOptions
from campaign.ingest.readers.csv import read_delimited
from campaign.ingest.readers.raw_table import RawTable
from campaign.ingest.readers.workbook import read_workbook
from campaign.schema.issues import Issue

MOST_MEGABYTES = 50

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER_KINDS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"II*\0",
    b"MM\0*",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"BZh",
    b"\xfd7zXZ",
    b"PAR1",
    b"SQLite format 3\0",
    b"{\\rtf",
)
# HTML and XML in any spelling, JSON as an object or a list of objects, lists or strings.
_MARKED_UP = re.compile(rb'<[a-z!?]|\{\s*["}]|\[\s*[\[{"\]]', re.IGNORECASE)
_BLANK = b" \t\r\n\v\f"


def read_raw_table(
    content: bytes, file: str, requested: RequestedOptions = AS_IT_IS
) -> RawTable | Issue:
    """Return the cells of the file, or the issue why there are none.

    The kind of file is detected from its first bytes, never from its extension. Never raises
    because of its content.
    """
    try:
        return _detect_and_read(content, file, requested)
    except Exception:
        # After an unexpected error the owner can only save the table in another format.
        return Issue(file, "not_a_table")


def _detect_and_read(content: bytes, file: str, requested: RequestedOptions) -> RawTable | Issue:
    if len(content) > MOST_MEGABYTES * 2**20:
        return Issue(file, "too_big", params={"limit": str(MOST_MEGABYTES)})
    start = content[:4096].removeprefix(codecs.BOM_UTF8).lstrip(_BLANK)
    if not start and not content.removeprefix(codecs.BOM_UTF8).strip(_BLANK):
        return Issue(file, "empty_content")
    if content.startswith(_ZIP):
        return read_workbook(content, file, requested.sheet)
    if content.startswith(_OLE2):
        return Issue(file, "locked" if _ENCRYPTED in content else "old_workbook")
    plain = start.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if content.startswith(_OTHER_KINDS) or _MARKED_UP.match(plain.lstrip(_BLANK)):
        return Issue(file, "not_a_table")
    return read_delimited(content, file, requested.encoding, requested.delimiter)
