"""The undocumented part of Starlette that we use still exists."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartParser

from campaign.web.starlette_compat import keep_uploads_in_memory

BODY = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n%b\r\n--x--\r\n'
SIZE = 2 * 2**20


@pytest.mark.parametrize(("most", "in_memory"), [(SIZE, True), (SIZE - 1, False)])
def test_spool_max_size(most: int, in_memory: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MultiPartParser, "spool_max_size", 0)
    keep_uploads_in_memory(most)

    async def body() -> AsyncIterator[bytes]:
        yield BODY % (b"a" * SIZE)

    async def parse() -> Any:
        headers = Headers({"content-type": "multipart/form-data; boundary=x"})
        async with asyncio.timeout(60):
            return (await MultiPartParser(headers, body()).parse())["f"]

    file = asyncio.run(parse())
    assert isinstance(file, UploadFile)
    rolled = file.file._rolled  # type: ignore[attr-defined]
    assert rolled is not in_memory, "Starlette has moved it: see docs/upgrading.md"
