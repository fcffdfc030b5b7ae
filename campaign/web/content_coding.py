"""The content coding of a response: how its bytes are compressed (RFC 9110, 8.4.1 and 12.5.3)."""

from __future__ import annotations

import re
from collections.abc import Collection

from starlette.datastructures import Headers

CODINGS = ("br", "gzip")
"""The smallest result first. Without HTTPS, as on an office network, browsers accept only gzip."""
_REJECTED = re.compile(r";q=0(\.0*)?$")


def best_coding(headers: Headers, available: Collection[str] = CODINGS) -> str:
    """Return the first of `CODINGS` that is available and accepted by the request, or ""."""
    parts = headers.get("accept-encoding", "").lower().replace(" ", "").split(",")
    accepted = {part.split(";")[0] for part in parts if not _REJECTED.search(part)}
    return next((name for name in CODINGS if name in accepted and name in available), "")
