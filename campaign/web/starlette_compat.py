"""The parts of Starlette that are not public and that we use; `docs/upgrading.md` lists them."""

from __future__ import annotations

from starlette.formparsers import MultiPartParser


def keep_uploads_in_memory(most_bytes: int) -> None:
    """Keep uploads of up to this size in memory, without a temporary file.

    By default Starlette writes files over 1 MB to disk: a file refused for its personal data would
    have been written, and a full disk would prevent uploads.
    """
    MultiPartParser.spool_max_size = most_bytes
