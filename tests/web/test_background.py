"""Work in the background is not limited in time, and is tried again after a failure."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from campaign.web import background
from campaign.web.background import BackgroundWork


@pytest.fixture(autouse=True)
def _short_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "FIRST_PAUSE", 0.05)


def wait_until_done(work: BackgroundWork[str]) -> None:
    end = time.monotonic() + 30
    while not work.is_done:
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_slow_work_is_replaced_only_until_it_is_done() -> None:
    event = threading.Event()
    work = BackgroundWork(lambda: "files" if event.wait(60) else "", "none", "no files")
    assert asyncio.run(work.wait(0.05)) == "none"
    # Requests that come later do not wait again.
    start = time.monotonic()
    assert asyncio.run(work.wait(0.05)) == "none" and time.monotonic() - start < 5
    event.set()
    assert asyncio.run(work.wait()) == "files"


def test_a_work_that_fails_once_is_tried_again_and_the_log_has_the_cause(
    caplog: pytest.LogCaptureFixture,
) -> None:
    failures = [OSError("disk full"), MemoryError()]

    def make() -> str:
        if failures:
            raise failures.pop(0)
        return "files"

    work = BackgroundWork(make, "none", "no files")
    assert asyncio.run(work.wait()) == "none"
    wait_until_done(work)
    assert asyncio.run(work.wait()) == "files"
    assert [record.getMessage().rpartition(": ")[2] for record in caplog.records] == [
        "disk full",
        "MemoryError",
    ]
