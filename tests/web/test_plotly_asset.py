"""The chart library goes out packed in whichever way the browser asks for."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import brotli
import pytest
from starlette.requests import Request
from starlette.responses import Response

from campaign.web import plotly_asset


@pytest.fixture(scope="module", autouse=True)
def packing() -> None:
    plotly_asset.compress_in_background().join(60)


def _answer(accepted: str) -> Response:
    head = (b"accept-encoding", accepted.encode())
    return plotly_asset.plotly_response(
        Request({"type": "http", "headers": [head]}), {"Cache-Control": "any"}
    )


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack", "most"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress, 1_240_000),
        ("gzip, deflate", "gzip", gzip.decompress, 1_480_000),
        ("", None, bytes, 5_000_000),
    ],
)
def test_as_asked_for(
    accepted: str, encoding: str | None, unpack: Callable[[bytes], bytes], most: int
) -> None:
    answer = _answer(accepted)
    body = bytes(answer.body)
    assert answer.headers.get("content-encoding") == encoding
    assert len(body) < most and unpack(body) == plotly_asset.plotly_source()
    assert answer.headers["cache-control"] == "any"
    assert encoding is None or answer.headers["vary"] == "Accept-Encoding"
