"""A response with an ETag; the content is not sent to a browser that already has it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.responses import Response


def tagged_response(
    content: bytes, request_headers: Headers, media_type: str, headers: Mapping[str, str]
) -> Response:
    """Return the content with these headers and its `ETag`, or 304 if the browser has it."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    if tag in request_headers.get("if-none-match", ""):
        caching = {name: value for name, value in headers.items() if name != "Content-Encoding"}
        return Response(status_code=304, headers={**caching, "ETag": tag})
    return Response(content, media_type=media_type, headers={**headers, "ETag": tag})
