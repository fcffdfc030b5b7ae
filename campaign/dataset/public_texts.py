"""The list of texts that look like the name of a person and are no personal data."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

FILE = "public_texts.csv"
"""Its name in the data folder; there is no such file until it has a text."""


def add_texts(content: bytes, texts: Iterable[str]) -> bytes:
    """Return the file `content` (empty for no file yet) with a row for each of the texts."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    if not content.strip():
        content = b"text\n"
    elif not content.endswith(b"\n"):
        content += b"\n"
    writer.writerows([text] for text in texts)
    return content + out.getvalue().encode("utf-8", errors="replace")
