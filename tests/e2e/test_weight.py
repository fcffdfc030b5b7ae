"""Bytes that a first visit and a filter change transfer."""

from __future__ import annotations

from playwright.sync_api import CDPSession

from bench.proxy import Counter, counting
from tests.e2e.conftest import NewScreen
from tests.e2e.screen import Screen
from tests.e2e.server import Server

FIRST_VISIT = 750_000  # bytes
FILTER_CHANGE = 16_000  # bytes sent to the browser


def test_first_visit_and_filter_change(new_screen: NewScreen, server: Server) -> None:
    with counting(server.port) as wire:
        screen = new_screen("ky", wire.address)
        loaded = _file_sizes(screen)
        screen.open("map")
        screen.page.wait_for_load_state("networkidle")
        first, files = wire.down, sum(loaded)
        changes = []
        for code in ("KG-N", "KG-T"):
            _choose(screen, wire, code)
            screen.wait_until_idle()
            screen.page.wait_for_timeout(300)  # messages after the change count too
            changes.append((wire.down, wire.up))
        screen.page.context.close()
    summary = f"first visit {first:,} bytes ({files:,} of files); filter changes, down and up: "
    summary += ", ".join(f"{down:,} + {up:,}" for down, up in changes)
    print(summary)
    assert files and first <= FIRST_VISIT, summary
    assert max(down for down, _ in changes) <= FILTER_CHANGE, summary


def _choose(screen: Screen, wire: Counter, code: str) -> None:
    """Choose a region after a reset of the count of bytes."""
    wire.reset()
    screen.pill(code).click()
    screen.page.wait_for_function(IS_CHOSEN, arg=code)


IS_CHOSEN = """(code) => {
  const chosen = new URLSearchParams(location.search).get('oblast') ?? '';
  return chosen.split(',').includes(code);
}"""


def _file_sizes(screen: Screen) -> list[int]:
    """Return a list that collects the transferred size of every file, with headers."""
    sizes: list[int] = []
    session: CDPSession = screen.page.context.new_cdp_session(screen.page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    return sizes
