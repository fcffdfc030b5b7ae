"""The list of texts that look like names of persons and are not personal data."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

FILE = "public_texts.csv"
"""The name of the file in the data folder; it exists only if it has a text."""


def add_texts(content: bytes, texts: Iterable[str]) -> bytes:
    """Return `content` (empty without a file) with a row added for each text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    if not content.strip():
        content = b"text\n"
    elif not content.endswith(b"\n"):
        content += b"\n"
    writer.writerows([text] for text in texts)
    return content + out.getvalue().encode("utf-8", errors="replace")
