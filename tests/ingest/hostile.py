"""A function that misbehaves like the reader of a hostile file, for tests of the sandbox."""

from __future__ import annotations

import os
import sys
import time


def answer(payload: bytes) -> bytes:
    """Behave as the payload says; for any other payload, return it in upper case."""
    if payload == b"memory":
        return bytes(2**30)
    if payload == b"abort":
        os.abort()
    if payload == b"raise":
        raise ValueError(payload)
    if payload == b"sleep":
        time.sleep(60)
    while payload == b"spin":
        pass
    if payload == b"tell":
        import campaign.ingest.readers.workbook_child  # noqa: F401

        return " ".join([*os.environ, *sys.modules]).encode()
    return payload.upper()
