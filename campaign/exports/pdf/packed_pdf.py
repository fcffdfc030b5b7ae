"""A PDF with the same objects in less room."""

from __future__ import annotations

import io

import pikepdf


def pack_pdf(pdf: bytes) -> bytes:
    """The same document, with its small objects packed together and its name made from its bytes.

    A tagged page has some hundred and fifty small objects, which typst writes out in plain
    letters: they are half of a file of ten pages. Pages, tags, metadata and outline stay as they
    are, and the same document gives the same bytes. Raises `pikepdf.PdfError`.
    """
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            fix_metadata_version=False,  # it would write the metadata anew
        )
    return out.getvalue()
