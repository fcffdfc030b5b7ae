"""Texts of a workbook outside its cells: comments, headers, footers, hints, text boxes, links.

The parts are read while they are unpacked, with a limit in addition to those of `zip_limits`. The
names of authors in the properties of a file and its comments are ignored: nearly every file has
them, and they are never shown.
"""

from __future__ import annotations

from campaign.ingest.privacy.ods_text import read_ods_texts
from campaign.ingest.privacy.outside_text import WorkbookTexts
from campaign.ingest.privacy.xlsx_text import XlsxTextReader
from campaign.ingest.readers import zip_limits
from campaign.ingest.readers.zip_limits import UnsafeArchiveError

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
            return read_ods_texts(archive)
        return XlsxTextReader(archive).read_texts()
    except UnsafeArchiveError:
        raise
    except Exception as error:
        # A file that cannot be scanned is rejected.
        raise UnsafeArchiveError("not_a_table") from error
