"""Painted pages are cached until the data change, and requests over a limit are not painted."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from campaign.analysis.selection import Selection
from campaign.dataset.engines.failures import FAILURES, RETRY_S
from campaign.i18n.translator import LANGUAGES
from campaign.web.painted_page_cache import MOST_PAINTERS, MOST_WAITING, Address, PaintedPages

TIMEOUT = 600.0  # seconds; reached only if the test fails


def address(lang: str, fingerprint: str = "one", path: str = "/about") -> Address:
    return Address(fingerprint, path, Selection("2017"), lang, "http://test")


class Painter:
    """Paints pages that have only their language, after `may_paint` is set."""

    def __init__(self) -> None:
        self.langs: list[str] = []
        self.most_parallel = 0
        self.may_paint = threading.Event()
        self.may_paint.set()
        self._active = 0
        self._lock = threading.Lock()

    def __call__(self, address: Address) -> bytes:
        with self._lock:
            self.langs.append(address.lang)
            self._active += 1
            self.most_parallel = max(self.most_parallel, self._active)
        self.may_paint.wait(TIMEOUT)
        with self._lock:
            self._active -= 1
        return address.lang.encode()


def test_the_last_used_pages_are_kept() -> None:
    pages, paint = PaintedPages(most=2), Painter()
    for lang in ("ky", "ru", "ky", "en", "ky", "ru"):
        page = pages.get(address(lang), paint)
        assert page and page.content == lang.encode()
    assert paint.langs == ["ky", "ru", "en", "ru"]


def test_new_data_drop_the_pages_of_the_former_data() -> None:
    pages, paint = PaintedPages(), Painter()
    for lang in LANGUAGES:
        pages.get(address(lang), paint)
    pages.get(address("en", "two"), paint)
    assert [address.fingerprint for address in pages._pages] == ["two"]


def test_pages_without_an_answer_of_an_engine_expire(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [time.monotonic()]
    monkeypatch.setattr("campaign.dataset.engines.failures.time.monotonic", lambda: now[0])
    pages, paint = PaintedPages(), Painter()
    for seconds in (0.0, RETRY_S - 1, 1.0, RETRY_S):
        now[0] += seconds
        pages.get(address("en"), paint)
        if not seconds:
            FAILURES.add()
    assert paint.langs == ["en", "en"]


def test_requests_over_the_limit_are_not_painted() -> None:
    pages, paint = PaintedPages(), Painter()
    pages.get(address("en"), paint)
    paint.may_paint.clear()
    with ThreadPoolExecutor(MOST_PAINTERS + MOST_WAITING + 4) as threads:
        busy = [
            threads.submit(pages.get, address("ru", path=f"/{n}"), paint)
            for n in range(MOST_PAINTERS + MOST_WAITING + 4)
        ]
        # Requests over the limit are answered at once.
        rejected = wait(busy, TIMEOUT, "FIRST_COMPLETED").done
        while len(rejected) < 4:
            rejected = wait(busy, 0.01).done
        assert all(answer.result() is None for answer in rejected)
        page = pages.get(address("en"), paint)
        assert page and page.content == b"en", "a cached page needs no painter"
        paint.may_paint.set()
    assert sum(answer.result() is not None for answer in busy) == MOST_PAINTERS + MOST_WAITING
    assert paint.most_parallel == MOST_PAINTERS
    assert pages.get(address("ky"), paint), "all painters are free again"


def test_one_page_is_painted_once_for_waiting_requests() -> None:
    pages, paint = PaintedPages(), Painter()
    paint.may_paint.clear()
    with ThreadPoolExecutor(MOST_PAINTERS + MOST_WAITING) as threads:
        requests = [
            threads.submit(pages.get, address("ru"), paint)
            for _ in range(MOST_PAINTERS + MOST_WAITING)
        ]
        paint.may_paint.set()
    assert len({answer.result() for answer in requests}) <= MOST_PAINTERS
    assert len(paint.langs) <= MOST_PAINTERS
