"""A response has the smallest content coding that the browser accepts, and a tag."""

from __future__ import annotations

import gzip

import brotli
import pytest
from starlette.datastructures import Headers

from campaign.web.assets import Content, best_coding

CODINGS = [
    ("gzip, deflate, br, zstd", "br"),
    ("GZIP , deflate", "gzip"),
    ("br;q=0, gzip;q=0.5", "gzip"),
    ("br; q=0.000, gzip;q=0", ""),
    ("br;q=0.01", "br"),
    ("identity", ""),
    ("", ""),
    (None, ""),
]


@pytest.mark.parametrize(("accepted", "coding"), CODINGS)
def test_the_smallest_accepted_coding_is_used(accepted: str | None, coding: str) -> None:
    headers = Headers({"Accept-Encoding": accepted} if accepted else {})
    assert best_coding(headers) == coding
    response = Content(b"page" * 100).respond(headers, {})
    decode = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[coding]
    assert decode(bytes(response.body)) == b"page" * 100
    assert response.headers.get("content-encoding", "") == coding


def test_content_in_the_browser_cache_is_not_sent_again() -> None:
    caching = {"Cache-Control": "no-cache", "Vary": "Accept-Language"}
    page = Content(b"page")
    first = page.respond(Headers({"accept-encoding": "gzip"}), caching)
    tag = first.headers["etag"]
    assert first.headers["vary"] == "Accept-Encoding, Accept-Language"
    again = page.respond(Headers({"if-none-match": tag, "accept-encoding": "gzip"}), caching)
    assert (again.status_code, again.body) == (304, b"") and again.headers["etag"] == tag
    assert "content-encoding" not in again.headers
    assert again.headers["cache-control"] == "no-cache"
    other = Content(b"other").respond(Headers({"if-none-match": tag}), caching)
    assert (other.status_code, other.body) == (200, b"other")
    missing = page.respond(Headers({"if-none-match": tag}), caching, 404)
    assert (missing.status_code, missing.body) == (404, b"page")


def test_a_compressed_file_has_one_form() -> None:
    response = Content(b"wOF2", "font/woff2", None).respond(Headers({"accept-encoding": "br"}), {})
    assert response.body == b"wOF2"
    assert not {"vary", "content-encoding"} & set(response.headers)
