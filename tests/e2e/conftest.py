"""One server and one browser for all browser tests; each test in a guarded context."""

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
from tests.e2e.guard import NOWHERE_ELSE, Guard
from tests.e2e.screen import Screen
from tests.e2e.server import Server, serving

WIDE = {"width": 1440, "height": 900}
USUAL: dict[str, Any] = {"locale": "ky-KG", "viewport": WIDE}
SHUT_IN = (*ARGUMENTS, NOWHERE_ELSE)
# ms. Only what never comes takes so long, however busy the machine.
WAIT = 180_000
expect.set_options(timeout=WAIT)

NewScreen = Callable[..., Screen]
NewContext = Callable[..., tuple[BrowserContext, Guard]]
ComeAgain = Callable[[], Page]


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
    instance = playwright.chromium.launch(executable_path=chromium(), args=SHUT_IN, timeout=WAIT)
    yield instance
    instance.close()


@pytest.fixture(scope="session")
def regular(playwright: Playwright, server: Server) -> Iterator[BrowserContext]:
    """The context of somebody who has been here before: scripts are fetched and compiled once.

    A first visit takes twice the processor time, and most tests are not about it.
    """
    with TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=chromium(),
            args=SHUT_IN,
            timeout=WAIT,
            base_url=server.address,
            **USUAL,
        )
        context.set_default_timeout(WAIT)
        yield context
        context.close()


@pytest.fixture
def new_context(browser: Browser, server: Server) -> Iterator[NewContext]:
    """Make a context of its own on the app, or on the address given; as on a first visit."""
    contexts: list[tuple[BrowserContext, Guard]] = []

    def make(address: str = "", **options: Any) -> tuple[BrowserContext, Guard]:
        address = address or server.address
        context = browser.new_context(**{**USUAL, "base_url": address, **options})
        context.set_default_timeout(WAIT)
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
def come_again(regular: BrowserContext, server: Server) -> Iterator[ComeAgain]:
    """Open a page of a returning visitor; all that it left behind but files is gone in the end."""
    guard = Guard(server.address)
    guard.watch(regular)
    yield regular.new_page
    guard.leave(regular)
    pages = regular.pages
    if len(pages) > 1:
        session = regular.new_cdp_session(pages[-1])
        storage = {"origin": server.address, "storageTypes": "cookies,local_storage,indexeddb"}
        session.send("Storage.clearDataForOrigin", storage)
    for page in pages[1:]:  # with the last page the browser would go
        page.close()
    guard.assert_silent()


@pytest.fixture
def new_screen(
    request: pytest.FixtureRequest, new_context: NewContext, come_again: ComeAgain
) -> NewScreen:
    """Make a screen, of a returning visitor unless options ask for a context of its own.

    With the mark `drawn` Plotly draws its figures.

    `new_screen("ru", color_scheme="dark")`, `new_screen("ky", address)`, `new_screen(locale=…)`.
    """

    draws = request.node.get_closest_marker("drawn") is not None

    def make(
        lang: str = "ky", address: str = "", color_scheme: Any = None, **options: Any
    ) -> Screen:
        page = new_context(address, **options)[0].new_page() if address or options else come_again()
        if color_scheme:
            page.emulate_media(color_scheme=color_scheme)
        return Screen(page, lang, draws=draws)

    return make


@pytest.fixture
def screen(new_screen: NewScreen) -> Screen:
    """A Kyrgyz screen, 1440 wide."""
    return new_screen()
