"""The forms in which a browser accepts a response (RFC 9110, 12.5.3)."""

from __future__ import annotations

import re
from collections.abc import Collection

from starlette.datastructures import Headers

ENCODINGS = ("br", "gzip")
"""The smallest first. Without HTTPS, as on an office network, browsers ask for gzip only."""
_REFUSED = re.compile(r";q=0(\.0*)?$")


def best_encoding(headers: Headers, available: Collection[str] = ENCODINGS) -> str:
    """Return the smallest of these encodings that the headers of a request accept, or ""."""
    parts = headers.get("accept-encoding", "").lower().replace(" ", "").split(",")
    accepted = {part.split(";")[0] for part in parts if not _REFUSED.search(part)}
    return next((name for name in ENCODINGS if name in accepted and name in available), "")
