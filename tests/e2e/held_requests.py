"""Requests of a page that wait, so that there is time to act before their answers come."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route

APP_SCRIPT = re.compile(r"/static/js/index\.")
"""Streamlit's script, without which a painted page stays."""


def hold_requests(page: Page, address: re.Pattern[str]) -> Callable[[], None]:
    """Hold requests for an address; the function that is returned lets them go on.

    It waits for the first of them. Others may come later.
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
