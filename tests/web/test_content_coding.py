"""The form of a response is the smallest that the browser accepts."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from campaign.web.content_coding import best_coding


@pytest.mark.parametrize(
    ("accepted", "coding"),
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
def test_the_smallest_that_is_accepted(accepted: str | None, coding: str) -> None:
    assert best_coding(Headers({"Accept-Encoding": accepted} if accepted else {})) == coding


def test_only_what_there_is() -> None:
    headers = Headers({"accept-encoding": "gzip, br"})
    assert best_coding(headers, {"gzip": b""}) == "gzip"
    assert best_coding(headers, {"": b""}) == best_coding(headers, ()) == ""
