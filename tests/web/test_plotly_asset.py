"""The chart library is sent in the content coding that the browser accepts."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable, Iterator

import brotli
import pytest
from plotly.offline import get_plotlyjs
from starlette.requests import Request
from starlette.responses import Response

from campaign.browser.plotly_library import VERSION, PlotlyLibrary, plotly_library
from campaign.web import plotly_asset


def _answer(accepted: str) -> Response:
    scope = {
        "type": "http",
        "headers": [(b"accept-encoding", accepted.encode())],
        "query_string": f"v={VERSION}".encode(),
    }
    return asyncio.run(plotly_asset.plotly_response(Request(scope)))


@pytest.fixture
def uncached(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    plotly_asset.make_in_background.cache_clear()
    yield monkeypatch
    plotly_asset.make_in_background.cache_clear()


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack", "most"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress, 385_000),
        ("gzip, deflate", "gzip", gzip.decompress, 455_000),
        ("", None, bytes, 1_400_000),
    ],
)
def test_the_library_has_the_accepted_coding(
    accepted: str, encoding: str | None, unpack: Callable[[bytes], bytes], most: int
) -> None:
    answer = _answer(accepted)
    body = bytes(answer.body)
    assert answer.headers.get("content-encoding") == encoding
    assert len(body) < most and unpack(body) == plotly_library().script
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["vary"] == "Accept-Encoding"


def test_the_whole_library_is_sent_without_a_subset_and_not_cached(
    uncached: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(seconds: float | None) -> PlotlyLibrary:
        assert seconds is None
        raise MemoryError

    uncached.setattr(plotly_asset.SUBSET, "read", fail)
    answer = _answer("br")
    assert brotli.decompress(bytes(answer.body)).decode() == get_plotlyjs()
    assert answer.headers["cache-control"] == "private, no-store"
    assert (
        "The whole chart library is sent, for 60 s until the next attempt: MemoryError"
        in caplog.text
    )
