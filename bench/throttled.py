"""The time until a page is readable, live and drawn with a slow connection and processor."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from typing import Any

from playwright.sync_api import CDPSession, Page

from bench.browser import LIVE, cold_page, hover
from bench.lighthouse import PAGES, open_once, page_addresses
from bench.served import Server, serving
from bench.subject import SUBJECTS, Subject
from bench.turns import by_turns

# Lighthouse's slow 4G: 1.6 Mbit/s down, 0.75 up, 150 ms; here applied, not simulated.
LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
SLOWDOWN = 4
"""How many times slower the processor is than this machine's."""
PHONE: dict[str, Any] = {
    "viewport": {"width": 412, "height": 823},
    "device_scale_factor": 1.75,
    "is_mobile": True,
}
TIMEOUT_S = 240
"""Seconds to wait for each event."""
STARTUP_MS = 3_000
"""Milliseconds for the start of a new browser, which would otherwise delay the page."""
POLLING_MS = 200
"""Milliseconds between two checks for a time, which the page itself has measured."""

# The title counts once its text is painted, not only its box, so never before the first content.
WATCH = """
window.bench = { readable: 0, live: 0, drawn: 0 };
{
  const subject = SUBJECT;
  const isVisible = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const isLive = LIVE;
  const looks = {
    readable: () => [...document.querySelectorAll('h1')]
      .some((title) => title.textContent.trim() && isVisible(title)),
    live: () => isLive(subject.end),
    drawn: () => {
      const charts = [...document.querySelectorAll(subject.charts)];
      return charts.length && charts.every((chart) =>
        chart.querySelector(chart.closest('#first') ? 'svg' : '.choroplethlocation, .point'));
    },
  };
  const wanted = new Set(Object.keys(looks));
  new MutationObserver(() => {
    for (const name of wanted) {
      if (!looks[name]()) continue;
      wanted.delete(name);
      // The frame after this one has it on screen.
      const note = () => { bench[name] = performance.now(); };
      requestAnimationFrame(() => requestAnimationFrame(note));
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}
"""
_TIMES = """() => {
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  return { ...bench, readable: Math.max(bench.readable, paint.startTime) };
}"""


def measure(pages: Sequence[str] = PAGES, rounds: int = 3) -> dict[str, Any]:
    """Return {subject: {path: medians}} of visits by cold browsers; the subjects take turns."""
    with ExitStack() as stack:
        servers = {subject: stack.enter_context(serving(subject)) for subject in SUBJECTS}
        targets = list(page_addresses(servers, pages))
        open_once(servers, targets)
        values = by_turns(
            {target: partial(visit, servers[target[0]], *target) for target in targets}, rounds
        )
    results: dict[str, Any] = {subject.name: {} for subject in SUBJECTS}
    for (subject, path), medians in values.items():
        results[subject.name][f"/{path}"] = medians
    return results


def visit(server: Server, subject: Subject, path: str) -> dict[str, Any]:
    """Return seconds from the click on a link.

    Readable: the title is painted. Live: the script has run, and its footer is visible. Drawn: each
    chart has its drawing. A pointer moves as soon as the page is readable, and over each chart as
    soon as it is live.
    """
    selectors = json.dumps({"charts": subject.charts, "end": subject.end})
    watch = WATCH.replace("SUBJECT", selectors).replace("LIVE", LIVE)
    with cold_page(watch, **PHONE) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", LINE)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        page.wait_for_timeout(STARTUP_MS)
        page.goto(f"{server.address}/{path}", wait_until="commit")
        _wait(page, session, "!!bench.readable")
        page.mouse.move(1, 1)
        _wait(page, session, "!!bench.live")
        hover(page, subject.charts)
        _wait(page, session, "!!bench.drawn")
        times = page.evaluate(_TIMES)
    return {f"{name}_s": time / 1000 for name, time in times.items()}


def _wait(page: Page, session: CDPSession, condition: str) -> None:
    """Wait until an expression of JavaScript is true. Raises TimeoutError.

    Playwright's `wait_for_function` would run a large script of its own in the measured page.
    """
    deadline = time.monotonic() + TIMEOUT_S
    while not session.send("Runtime.evaluate", {"expression": condition})["result"].get("value"):
        if time.monotonic() > deadline:
            raise TimeoutError(condition)
        page.wait_for_timeout(POLLING_MS)
