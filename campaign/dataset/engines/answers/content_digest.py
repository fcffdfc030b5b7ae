"""The digest of everything that an engine reads from the files of a register."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path


def content_digest(files: Sequence[Path]) -> str:
    """Return the SHA-256 of the content of files in their order. Raises `OSError`.

    Names of folders such as `oblast=KG-B` are included, because DuckDB makes columns of them; they
    are taken from the path, not from the target of a link.
    """
    digest = hashlib.sha256()
    for file in files:
        columns = [part for part in file.absolute().parts if "=" in part]
        with file.open("rb") as content:
            of_file = hashlib.file_digest(content, "sha256").hexdigest()
        digest.update(repr((columns, of_file)).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()
