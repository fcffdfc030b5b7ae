"""The form of a response is the smallest that the browser accepts."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from campaign.web.encodings import best_encoding


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP , deflate", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br; q=0.000, gzip;q=0", ""),
        ("br;q=0.01", "br"),
        ("identity", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_the_smallest_that_is_accepted(accepted: str | None, encoding: str) -> None:
    assert best_encoding(Headers({"Accept-Encoding": accepted} if accepted else {})) == encoding


def test_only_what_there_is() -> None:
    headers = Headers({"accept-encoding": "gzip, br"})
    assert best_encoding(headers, {"gzip": b""}) == "gzip"
    assert best_encoding(headers, {"": b""}) == best_encoding(headers, ()) == ""
