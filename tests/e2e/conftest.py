"""One server and one browser for all browser tests; each test has a context with a guard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from bench.browser import ARGUMENTS, chromium
from tests.e2e.guard import LOCAL_HOSTS_ONLY, Guard
from tests.e2e.screen import Screen
from tests.e2e.server import Server, serving

WIDE = {"width": 1440, "height": 900}
CONTEXT_OPTIONS: dict[str, Any] = {"locale": "ky-KG", "viewport": WIDE}
BROWSER_ARGUMENTS = (*ARGUMENTS, LOCAL_HOSTS_ONLY)
# Longer than any answer takes, even on a busy machine.
TIMEOUT_MS = 180_000
expect.set_options(timeout=TIMEOUT_MS)

NewScreen = Callable[..., Screen]
NewContext = Callable[..., tuple[BrowserContext, Guard]]
NewPage = Callable[[], Page]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The app with the shipped data."""
    with serving() as instance:
        yield instance


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as instance:
        yield instance


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A real Chromium. Without one the tests fail: a skipped test would prove nothing."""
    instance = playwright.chromium.launch(
        executable_path=chromium(), args=BROWSER_ARGUMENTS, timeout=TIMEOUT_MS
    )
    yield instance
    instance.close()


@pytest.fixture(scope="session")
def returning_context(playwright: Playwright, server: Server) -> Iterator[BrowserContext]:
    """The context of a returning visitor: scripts are loaded and compiled once.

    A first visit takes twice the processor time, and most tests do not need one.
    """
    with TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=chromium(),
            args=BROWSER_ARGUMENTS,
            timeout=TIMEOUT_MS,
            base_url=server.address,
            **CONTEXT_OPTIONS,
        )
        context.set_default_timeout(TIMEOUT_MS)
        yield context
        context.close()


@pytest.fixture
def new_context(browser: Browser, server: Server) -> Iterator[NewContext]:
    """Return a function that makes a new context for the app or an address, as on a first visit."""
    contexts: list[tuple[BrowserContext, Guard]] = []

    def make(address: str = "", **options: Any) -> tuple[BrowserContext, Guard]:
        address = address or server.address
        context = browser.new_context(**{**CONTEXT_OPTIONS, "base_url": address, **options})
        context.set_default_timeout(TIMEOUT_MS)
        guard = Guard(address)
        guard.watch(context)
        contexts.append((context, guard))
        return context, guard

    yield make
    for context, _ in contexts:
        context.close()
    for _, guard in contexts:
        guard.assert_silent()


@pytest.fixture
def new_returning_page(returning_context: BrowserContext, server: Server) -> Iterator[NewPage]:
    """Return a function that opens a page of a returning visitor; only cached files remain."""
    guard = Guard(server.address)
    guard.watch(returning_context)
    yield returning_context.new_page
    guard.unwatch(returning_context)
    pages = returning_context.pages
    if len(pages) > 1:
        session = returning_context.new_cdp_session(pages[-1])
        storage = {"origin": server.address, "storageTypes": "cookies,local_storage,indexeddb"}
        session.send("Storage.clearDataForOrigin", storage)
    for page in pages[1:]:  # closing the last page would end the browser
        page.close()
    guard.assert_silent()


@pytest.fixture
def new_screen(new_context: NewContext, new_returning_page: NewPage) -> NewScreen:
    """Return a function that makes a screen: of a returning visitor, or in a new context.

    An address or options need a new context.

    `new_screen("ru", color_scheme="dark")`, `new_screen("ky", address)`, `new_screen(locale=…)`.
    """

    def make(
        lang: str = "ky", address: str = "", color_scheme: Any = None, **options: Any
    ) -> Screen:
        page = (
            new_context(address, **options)[0].new_page()
            if address or options
            else new_returning_page()
        )
        if color_scheme:
            page.emulate_media(color_scheme=color_scheme)
        return Screen(page, lang)

    return make


@pytest.fixture
def screen(new_screen: NewScreen) -> Screen:
    """A Kyrgyz screen, 1440 wide."""
    return new_screen()
