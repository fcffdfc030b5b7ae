"""A new browser for the measurement, which answers the two external requests of a plain page.

Plotly requests base lines of the world from its own host before it draws any map. Without internet
the plain page's map would never appear, so the browser answers that one request with an empty file,
at no cost to the plain page. Our app does not make this request.
"""

from __future__ import annotations

import json
import os
import shutil
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
DESKTOP = {"width": 1440, "height": 900}
LAYERS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
EMPTY_WORLD = {
    "type": "Topology",
    "arcs": [],
    "objects": {name: {"type": "GeometryCollection", "geometries": []} for name in LAYERS},
}

# When the map first had an outline for each unit with data, and when a figure last changed.
WATCH = """
window.bench = {clicked: 0, first: 0, last: 0, drawn: 0};
const figures = '.js-plotly-plot, #first .figure';
addEventListener('click', () => Object.assign(bench, {clicked: performance.now(), first: 0}), true);
function drawn() {
  const units = '.choroplethlayer path, #first .map [data-unit] path';
  const shapes = [...document.querySelectorAll(units)];
  return shapes.filter((shape) => (shape.getAttribute('d') || '').length > 40).length >= 7;
}
new MutationObserver((changes) => {
  const inside = changes.some(({target, addedNodes}) =>
    target.closest?.(figures) ||
    [...addedNodes].some((node) => node.matches?.(figures) || node.querySelector?.(figures)));
  if (!inside) return;
  // The frame after this one has it on screen.
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const now = performance.now();
    bench.first ||= now;
    bench.last = now;
    if (!bench.drawn && drawn()) bench.drawn = now;
  }));
}).observe(document, {subtree: true, childList: true, attributes: true});
"""

LIVE = """(end) => {
  const app = document.querySelector('[data-testid="stApp"]');
  const last = document.querySelector(end);
  return app?.dataset.testScriptState === 'notRunning' && last !== null &&
    last.checkVisibility({ visibilityProperty: true, opacityProperty: true });
}"""
"""Whether the script has run and the last element of its page, given as a selector, is visible."""

_MIDDLE = """(chart) => {
  chart.scrollIntoView({ block: 'center', behavior: 'instant' });
  const box = chart.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}"""


@contextmanager
def cold_page(watch: str = WATCH, **options: Any) -> Iterator[Page]:
    """Yield a page in a new browser with an empty cache; `watch` runs before the page's scripts.

    Options of Playwright's context override those of a desktop computer.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        context = browser.new_context(**{"locale": "en-US", "viewport": DESKTOP, **options})
        page = context.new_page()
        _answer_with_empty_world(context.new_cdp_session(page))
        page.add_init_script(watch)
        page.set_default_timeout(60_000)
        yield page
        browser.close()


def hover(page: Page, charts: str) -> None:
    """Move the pointer over the middle of each chart; the page may load the library only then."""
    for chart in page.query_selector_all(charts):
        page.mouse.move(*chart.evaluate(_MIDDLE))


def _answer_with_empty_world(session: CDPSession) -> None:
    """Answer requests for base lines of the world; Playwright's routes would delay all requests."""
    answer = {
        "responseCode": 200,
        "responseHeaders": [{"name": "Access-Control-Allow-Origin", "value": "*"}],
        "body": b64encode(json.dumps(EMPTY_WORLD).encode()).decode(),
    }

    def fulfill(event: dict[str, Any]) -> None:
        session.send("Fetch.fulfillRequest", {"requestId": event["requestId"], **answer})

    session.on("Fetch.requestPaused", fulfill)
    session.send("Fetch.enable", {"patterns": [{"urlPattern": "https://cdn.plot.ly/*"}]})


def chromium() -> str:
    """Return the browser in CHROMIUM, or else the first one found. Raises RuntimeError if none."""
    for name in (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name) if name else None
        if path:
            return path
    raise RuntimeError("no Chromium found: install one, or name it in CHROMIUM")
