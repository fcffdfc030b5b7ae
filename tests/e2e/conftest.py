"""One server and one browser for all browser tests, a fresh guarded context for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from bench.browser import ARGUMENTS, chromium
from tests.e2e.guard import Guard
from tests.e2e.screen import Screen
from tests.e2e.server import Server, serving

WIDE = {"width": 1440, "height": 900}

NewScreen = Callable[..., Screen]
NewContext = Callable[..., tuple[BrowserContext, Guard]]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The app with the shipped data."""
    with serving() as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium. Without one the tests fail: a skipped test would prove nothing."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def new_context(browser: Browser, server: Server) -> Iterator[NewContext]:
    """Make a context on the app (or on the address given) that no foreign request leaves."""
    made: list[tuple[BrowserContext, Guard]] = []

    def make(address: str = "", **options: Any) -> tuple[BrowserContext, Guard]:
        address = address or server.address
        options = {"locale": "ky-KG", "viewport": WIDE, "base_url": address} | options
        context = browser.new_context(**options)
        context.set_default_timeout(15_000)
        guard = Guard(address)
        guard.watch(context)
        made.append((context, guard))
        return context, guard

    yield make
    for context, _ in made:
        context.close()
    for _, guard in made:
        guard.assert_silent()


@pytest.fixture
def new_screen(new_context: NewContext) -> NewScreen:
    """Make a screen in a context of its own: `new_screen("ru", viewport=…)`."""

    def make(lang: str = "ky", address: str = "", **options: Any) -> Screen:
        context, _ = new_context(address, **options)
        return Screen(context.new_page(), lang)

    return make


@pytest.fixture
def screen(new_screen: NewScreen) -> Screen:
    """A Kyrgyz screen, 1440 wide."""
    return new_screen()
