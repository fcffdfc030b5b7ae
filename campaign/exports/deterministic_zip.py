"""A zip with fixed times, so that the same content gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from campaign.exports.xlsx.workbook import CREATED

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can store."""
_FIRST = "[Content_Types].xml"
_INSIDE = (".xlsx", ".docx", ".pptx")
_CORE = "docProps/core.xml"
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*(?=</dcterms:)")


def rezip(content: bytes) -> bytes:
    """Return a new zip of the same parts in the same order, with the time 1980-01-01.

    The properties of the document say that it was created and changed at `workbook.CREATED`. Raises
    `zipfile.BadZipFile` for bytes that are not a zip.
    """
    out = io.BytesIO()
    stamp = CREATED.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as packed,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in packed.namelist():
            part = packed.read(name)
            if name == _CORE:
                part = _TIMES.sub(rb"\g<1>" + stamp, part)
            _write(target, name, part)
    return out.getvalue()


def rezip_sorted(content: bytes) -> bytes:
    """Return the same parts sorted by name, and Office files among them also sorted inside.

    The content types come first, because programs look for them there. Raises `zipfile.BadZipFile`
    for bytes that are not a zip.
    """
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as packed,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(packed.namelist(), key=lambda name: (name != _FIRST, name)):
            part = packed.read(name)
            _write(target, name, rezip_sorted(part) if name.endswith(_INSIDE) else part)
    return out.getvalue()


def zip_files(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of these files in their order, with the time 1980-01-01."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            _write(packed, name, content)
    return out.getvalue()


def _write(packed: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    # The bytes may not depend on the operating system that creates the zip.
    entry.create_system = 0
    packed.writestr(entry, content)
