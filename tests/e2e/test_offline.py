"""The app requests nothing from other hosts: tests of the guard that every context has."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import NewContext
from tests.e2e.screen import Screen


def test_the_guard_blocks_and_reports_a_foreign_request(new_context: NewContext) -> None:
    context, guard = new_context()
    screen = Screen(context.new_page()).open("about")
    guard.assert_silent()
    script = "fetch('https://example.org/pixel.png').then(() => 'came', () => 'stopped')"
    assert screen.evaluate(script) == "stopped"
    with pytest.raises(AssertionError, match="https://example.org/pixel.png"):
        guard.assert_silent()
    guard.foreign.clear()


def test_the_guard_reports_a_foreign_websocket(new_context: NewContext) -> None:
    context, guard = new_context()
    screen = Screen(context.new_page()).open("about")
    closed = "new Promise((done) => { new WebSocket('ws://127.0.0.1:9/').onerror = done; })"
    screen.evaluate(f"{closed}.then(() => null)")
    with pytest.raises(AssertionError, match="ws://127.0.0.1:9/"):
        guard.assert_silent()
    guard.foreign.clear()


def test_pages_request_nothing_from_other_hosts(new_context: NewContext) -> None:
    context, guard = new_context()
    screen = Screen(context.new_page()).open("overview")
    for stem in ("map", "timeline", "activities", "about"):
        screen.menu(stem)
    guard.assert_silent()
