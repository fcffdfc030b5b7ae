"""The time from a key to the next slide of the presentation on the screen."""

from __future__ import annotations

from typing import Any

from bench.browser import cold_page
from bench.served import serving
from bench.spread import median_or_none
from bench.subject import APP

PAUSE = 700
"""Milliseconds between two keys; a speaker presses no faster."""
ROUNDS = 2
_SHOWN = ".presentation .reveal .slides > section.present"
_NEXT = f"""() => new Promise((done) => {{
  const shown = () => document.querySelector('{_SHOWN}');
  const before = shown();
  const start = performance.now();
  const look = () => {{
    if (shown() === before) requestAnimationFrame(look);
    // The next frame begins after this one is on the screen.
    else requestAnimationFrame(() => done((performance.now() - start) / 1000));
  }};
  dispatchEvent(new KeyboardEvent('keydown', {{ key: 'PageDown', bubbles: true }}));
  requestAnimationFrame(look);
}})"""


def measure() -> dict[str, Any]:
    """Return the seconds from the key to each next slide, in two passes of the presentation."""
    seconds: list[float] = []
    with serving(APP) as server, cold_page() as page:
        page.goto(f"{server.address}/present?lang=en")
        page.locator(".presentation[data-ready]").wait_for()
        slides = page.locator(".presentation .reveal .slides > section").count()
        for _ in range(ROUNDS):
            page.keyboard.press("Home")
            for _ in range(slides - 1):
                page.wait_for_timeout(PAUSE)
                seconds.append(page.evaluate(_NEXT))
    return {
        "next_s": seconds,
        "next_median_s": median_or_none(seconds),
        "next_longest_s": max(seconds),
    }
