"""What we need of Starlette that it does not promise; `docs/upgrading.md` lists it."""

from __future__ import annotations

from starlette.formparsers import MultiPartParser


def keep_uploads_in_memory(most_bytes: int) -> None:
    """Let no file of this size or less pass through the disk on its way into memory.

    By itself Starlette puts whatever is larger than 1 MB into a temporary file: what is refused for
    its personal data would have been written, and a full disk would refuse all.
    """
    MultiPartParser.spool_max_size = most_bytes
