"""Pages are cached until the data change, and requests over a limit are not rendered."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from campaign.analysis.selection import Selection
from campaign.dataset.engines.failures import FAILURES, RETRY_S
from campaign.i18n.translator import LANGUAGES
from campaign.web.pages import MOST_RENDERERS, MOST_WAITING, Address, RenderedPages

TIMEOUT = 600.0  # seconds; reached only if the test fails


def address(lang: str, fingerprint: str = "one", path: str = "/about") -> Address:
    return Address(fingerprint, path, Selection("2017"), lang, "http://test")


class Renderer:
    """Renders pages that have only their language, after `may_render` is set."""

    def __init__(self) -> None:
        self.langs: list[str] = []
        self.most_parallel = 0
        self.may_render = threading.Event()
        self.may_render.set()
        self._active = 0
        self._lock = threading.Lock()

    def __call__(self, address: Address) -> bytes:
        with self._lock:
            self.langs.append(address.lang)
            self._active += 1
            self.most_parallel = max(self.most_parallel, self._active)
        self.may_render.wait(TIMEOUT)
        with self._lock:
            self._active -= 1
        return address.lang.encode()


def test_the_last_used_pages_are_kept() -> None:
    pages, render = RenderedPages(most=2), Renderer()
    for lang in ("ky", "ru", "ky", "en", "ky", "ru"):
        page = pages.get(address(lang), render)
        assert page and page.content == lang.encode()
    assert render.langs == ["ky", "ru", "en", "ru"]


def test_new_data_drop_the_pages_of_the_former_data() -> None:
    pages, render = RenderedPages(), Renderer()
    for lang in LANGUAGES:
        pages.get(address(lang), render)
    pages.get(address("en", "two"), render)
    assert len(pages.pages.entries) == 1
    assert pages.pages.find(address("en", "two"), "two") is not None


def test_pages_without_an_answer_of_an_engine_expire(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [time.monotonic()]
    monkeypatch.setattr("campaign.dataset.engines.failures.time.monotonic", lambda: now[0])
    pages, render = RenderedPages(), Renderer()
    for seconds in (0.0, RETRY_S - 1, 1.0, RETRY_S):
        now[0] += seconds
        pages.get(address("en"), render)
        if not seconds:
            FAILURES.add()
    assert render.langs == ["en", "en"]


def test_requests_over_the_limit_are_not_rendered() -> None:
    pages, render = RenderedPages(), Renderer()
    pages.get(address("en"), render)
    render.may_render.clear()
    with ThreadPoolExecutor(MOST_RENDERERS + MOST_WAITING + 4) as threads:
        busy = [
            threads.submit(pages.get, address("ru", path=f"/{n}"), render)
            for n in range(MOST_RENDERERS + MOST_WAITING + 4)
        ]
        # Requests over the limit are answered at once.
        rejected = wait(busy, TIMEOUT, "FIRST_COMPLETED").done
        while len(rejected) < 4:
            rejected = wait(busy, 0.01).done
        assert all(answer.result() is None for answer in rejected)
        page = pages.get(address("en"), render)
        assert page and page.content == b"en", "a cached page needs no thread"
        render.may_render.set()
    assert sum(answer.result() is not None for answer in busy) == MOST_RENDERERS + MOST_WAITING
    assert render.most_parallel == MOST_RENDERERS
    assert pages.get(address("ky"), render), "all threads are free again"


def test_one_page_is_rendered_once_for_waiting_requests() -> None:
    pages, render = RenderedPages(), Renderer()
    render.may_render.clear()
    with ThreadPoolExecutor(MOST_RENDERERS + MOST_WAITING) as threads:
        requests = [
            threads.submit(pages.get, address("ru"), render)
            for _ in range(MOST_RENDERERS + MOST_WAITING)
        ]
        render.may_render.set()
    assert len({answer.result() for answer in requests}) <= MOST_RENDERERS
    assert len(render.langs) <= MOST_RENDERERS
