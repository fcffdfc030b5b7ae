"""A response has the smallest content coding that the browser accepts."""

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
def test_the_smallest_accepted_coding_is_used(accepted: str | None, coding: str) -> None:
    assert best_coding(Headers({"Accept-Encoding": accepted} if accepted else {})) == coding


def test_only_available_codings_are_used() -> None:
    headers = Headers({"accept-encoding": "gzip, br"})
    assert best_coding(headers, {"gzip": b""}) == "gzip"
    assert best_coding(headers, {"": b""}) == best_coding(headers, ()) == ""
