"""The chart library goes out packed in whichever way the browser asks for."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable

import brotli
import pytest
from starlette.requests import Request
from starlette.responses import Response

from campaign.browser.plotly_library import VERSION, library
from campaign.web import plotly_asset


def _answer(accepted: str) -> Response:
    scope = {
        "type": "http",
        "headers": [(b"accept-encoding", accepted.encode())],
        "query_string": f"v={VERSION}".encode(),
    }
    return asyncio.run(plotly_asset.plotly_response(Request(scope)))


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack", "most"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress, 385_000),
        ("gzip, deflate", "gzip", gzip.decompress, 455_000),
        ("", None, bytes, 1_400_000),
    ],
)
def test_as_asked_for(
    accepted: str, encoding: str | None, unpack: Callable[[bytes], bytes], most: int
) -> None:
    answer = _answer(accepted)
    body = bytes(answer.body)
    assert answer.headers.get("content-encoding") == encoding
    assert len(body) < most and unpack(body) == library()
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["vary"] == "Accept-Encoding"
