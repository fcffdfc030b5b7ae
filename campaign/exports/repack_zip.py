"""The same bytes for the same content: a zip, and the zips inside it, without their clocks."""

from __future__ import annotations

import io
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip can name."""

_FIRST = "[Content_Types].xml"
_INSIDE = (".xlsx", ".docx", ".pptx")


def repack(content: bytes) -> bytes:
    """The zip packed anew: entries in order of name, all of one date, nested packages likewise.

    Readers look for the content types first. Raises `zipfile.BadZipFile` for what is no zip.
    """
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(source.namelist(), key=lambda name: (name != _FIRST, name)):
            part = source.read(name)
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # or the file would tell the system it was made on
            nested = name.endswith(_INSIDE)
            target.writestr(entry, repack(part) if nested else part)
    return out.getvalue()
