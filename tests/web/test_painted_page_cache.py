"""Painted pages are cached until the data change, and requests beyond a limit are not painted."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from campaign.analysis.selection import Selection
from campaign.dataset.engines.failures import FAILURES, RETRY_S
from campaign.i18n.translator import LANGUAGES
from campaign.web.painted_page_cache import MOST_PAINTERS, MOST_WAITING, Address, PaintedPages

LONGEST = 600.0  # seconds: reached only where the test fails


def address(lang: str, fingerprint: str = "one", path: str = "/about") -> Address:
    return Address(fingerprint, path, Selection("2017"), lang, "http://test")


class Painter:
    """Paints pages of nothing but their language, once it is let go."""

    def __init__(self) -> None:
        self.langs: list[str] = []
        self.most_at_once = 0
        self.may_go = threading.Event()
        self.may_go.set()
        self._at_work = 0
        self._lock = threading.Lock()

    def __call__(self, address: Address) -> bytes:
        with self._lock:
            self.langs.append(address.lang)
            self._at_work += 1
            self.most_at_once = max(self.most_at_once, self._at_work)
        self.may_go.wait(LONGEST)
        with self._lock:
            self._at_work -= 1
        return address.lang.encode()


def test_pages_used_last_are_kept() -> None:
    pages, paint = PaintedPages(most=2), Painter()
    for lang in ("ky", "ru", "ky", "en", "ky", "ru"):
        page = pages.get(address(lang), paint)
        assert page and page.content == lang.encode()
    assert paint.langs == ["ky", "ru", "en", "ru"]


def test_new_data_drop_the_pages_of_the_former() -> None:
    pages, paint = PaintedPages(), Painter()
    for lang in LANGUAGES:
        pages.get(address(lang), paint)
    pages.get(address("en", "two"), paint)
    assert [address.fingerprint for address in pages._pages] == ["two"]


def test_pages_without_an_answer_of_an_engine_are_dropped_after_a_time(
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


def test_no_more_wait_than_have_a_place() -> None:
    pages, paint = PaintedPages(), Painter()
    pages.get(address("en"), paint)
    paint.may_go.clear()
    with ThreadPoolExecutor(MOST_PAINTERS + MOST_WAITING + 4) as threads:
        busy = [
            threads.submit(pages.get, address("ru", path=f"/{n}"), paint)
            for n in range(MOST_PAINTERS + MOST_WAITING + 4)
        ]
        # Those without a place are answered at once.
        turned_away = wait(busy, LONGEST, "FIRST_COMPLETED").done
        while len(turned_away) < 4:
            turned_away = wait(busy, 0.01).done
        assert all(answer.result() is None for answer in turned_away)
        page = pages.get(address("en"), paint)
        assert page and page.content == b"en", "a page that is kept needs no painter"
        paint.may_go.set()
    assert sum(answer.result() is not None for answer in busy) == MOST_PAINTERS + MOST_WAITING
    assert paint.most_at_once == MOST_PAINTERS
    assert pages.get(address("ky"), paint), "all places are free again"


def test_one_page_is_painted_once_for_those_who_wait() -> None:
    pages, paint = PaintedPages(), Painter()
    paint.may_go.clear()
    with ThreadPoolExecutor(MOST_PAINTERS + MOST_WAITING) as threads:
        asked = [
            threads.submit(pages.get, address("ru"), paint)
            for _ in range(MOST_PAINTERS + MOST_WAITING)
        ]
        paint.may_go.set()
    assert len({answer.result() for answer in asked}) <= MOST_PAINTERS
    assert len(paint.langs) <= MOST_PAINTERS
