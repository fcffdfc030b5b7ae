"""Nothing is asked of any host but the app's own: the guard of every context, put to the test."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import NewContext
from tests.e2e.screen import Screen


def test_guard_stops_and_names_a_foreign_request(new_context: NewContext) -> None:
    context, guard = new_context()
    screen = Screen(context.new_page()).open("about")
    guard.assert_silent()
    script = "fetch('https://example.org/pixel.png').then(() => 'came', () => 'stopped')"
    assert screen.evaluate(script) == "stopped"
    with pytest.raises(AssertionError, match="https://example.org/pixel.png"):
        guard.assert_silent()
    guard.foreign.clear()


def test_guard_names_a_foreign_websocket(new_context: NewContext) -> None:
    context, guard = new_context()
    screen = Screen(context.new_page()).open("about")
    closed = "new Promise((done) => { new WebSocket('ws://127.0.0.1:9/').onerror = done; })"
    screen.evaluate(f"{closed}.then(() => null)")
    with pytest.raises(AssertionError, match="ws://127.0.0.1:9/"):
        guard.assert_silent()
    guard.foreign.clear()


def test_a_walk_through_all_pages_asks_nobody_else(new_context: NewContext) -> None:
    context, guard = new_context()
    screen = Screen(context.new_page()).open("overview")
    for stem in ("map", "timeline", "activities", "about"):
        screen.menu(stem)
    guard.assert_silent()
