"""What the console of a browser says that nobody expects."""

from __future__ import annotations

import re

from playwright.sync_api import ConsoleMessage, Page

# Streamlit first asks these two beside the page's own address and then at the root.
_PAGE = "map|timeline|activities|data|present|about"
_KNOWN_404 = re.compile(rf"/({_PAGE})/_stcore/(health|host-config)$")


def console_errors(page: Page) -> list[str]:
    """Errors of the console and of scripts from now on; grows."""
    errors: list[str] = []

    def note(message: ConsoleMessage) -> None:
        address = str(message.location.get("url", ""))
        if message.type == "error" and not _KNOWN_404.search(address):
            errors.append(f"{message.text} ({address})")

    page.on("console", note)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors
