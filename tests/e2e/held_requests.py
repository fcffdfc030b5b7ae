"""Delays requests of a page, so that a test can act before their responses."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route

APP_SCRIPT = re.compile(r"/static/js/index\.")
"""Streamlit's script, without which no page becomes live."""


def hold_requests(page: Page, address: re.Pattern[str]) -> Callable[[], None]:
    """Hold requests for an address; the returned function continues them.

    That function waits for the first request; later ones continue at once.
    """
    held: list[Route] = []
    holds = True

    def hold(route: Route) -> None:
        if holds:
            held.append(route)
        else:
            route.continue_()

    def release() -> None:
        nonlocal holds
        while not held:
            page.wait_for_timeout(50)
        holds = False
        for route in held:
            route.continue_()

    page.route(address, hold)
    return release
