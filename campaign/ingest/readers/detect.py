"""The bytes of a workbook or of delimited text, read into a `RawTable`."""

from __future__ import annotations

import codecs

from campaign.ingest.options import AS_IT_IS, RequestedOptions
from campaign.ingest.readers.csv import read_delimited
from campaign.ingest.readers.file_kinds import ZIP_STARTS, find_kind_rule
from campaign.ingest.readers.file_size_limit import MOST_MEGABYTES
from campaign.ingest.readers.raw_table import RawTable
from campaign.ingest.readers.workbook import read_workbook
from campaign.schema.issues import Issue

_BLANK = b" \t\r\n\v\f"


def read_raw_table(
    content: bytes, file: str, requested: RequestedOptions = AS_IT_IS
) -> RawTable | Issue:
    """Return the cells of the file, or the issue that prevents reading it.

    The kind of file is detected from its first bytes, never from its extension. Never raises
    because of its content.
    """
    try:
        return _detect_and_read(content, file, requested)
    except Exception:
        # After an unexpected error, saving the table in another format is the only remedy.
        return Issue(file, "not_a_table")


def _detect_and_read(content: bytes, file: str, requested: RequestedOptions) -> RawTable | Issue:
    if len(content) > MOST_MEGABYTES * 2**20:
        return Issue(file, "too_big", params={"limit": str(MOST_MEGABYTES)})
    start = content[:4096].removeprefix(codecs.BOM_UTF8).lstrip(_BLANK)
    if not start and not content.removeprefix(codecs.BOM_UTF8).strip(_BLANK):
        return Issue(file, "empty_content")
    plain = start.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if (rule := find_kind_rule(content, plain.lstrip(_BLANK))) is not None:
        return Issue(file, rule)
    if content.startswith(ZIP_STARTS):
        return read_workbook(content, file, requested.sheet)
    return read_delimited(content, file, requested.encoding, requested.delimiter)
