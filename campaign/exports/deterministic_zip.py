"""A zip with fixed times, so that the same content gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from campaign.exports.xlsx.workbook import CREATED

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*(?=</dcterms:)")


def rezip(content: bytes) -> bytes:
    """Return the same parts in the same order, packed anew with the times of 1980-01-01.

    The document then says that it was made and changed on `workbook.CREATED`. Raises
    `zipfile.BadZipFile` for bytes that are no zip.
    """
    out = io.BytesIO()
    stamp = CREATED.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as packed,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as anew,
    ):
        for name in packed.namelist():
            part = packed.read(name)
            if name == _CORE:
                part = _TIMES.sub(rb"\g<1>" + stamp, part)
            _write(anew, name, part)
    return out.getvalue()


def zip_files(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of these files in their order, with the times of 1980-01-01."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            _write(packed, name, content)
    return out.getvalue()


def _write(packed: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _ZIP_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    # The system that zipped is no part of the content.
    entry.create_system = 0
    packed.writestr(entry, content)
