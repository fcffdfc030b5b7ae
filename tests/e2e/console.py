"""Unexpected errors in the console of a browser."""

from __future__ import annotations

import re

from playwright.sync_api import ConsoleMessage, Page

# Streamlit first requests these two below the page's own address and then at the root.
_PAGE = "map|timeline|activities|data|present|about"
_KNOWN_404 = re.compile(rf"/({_PAGE})/_stcore/(health|host-config)$")


def console_errors(page: Page) -> list[str]:
    """Return a list that collects errors of the console and of scripts from now on."""
    errors: list[str] = []

    def record_error(message: ConsoleMessage) -> None:
        address = str(message.location.get("url", ""))
        if message.type == "error" and not _KNOWN_404.search(address):
            errors.append(f"{message.text} ({address})")

    page.on("console", record_error)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors
