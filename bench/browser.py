"""A real browser for the measurement: cold, with the two stray requests of a plain page answered.

Plotly asks its own host for base lines of the world before it draws any map. Without internet the
plain page's map would never appear, so the browser answers that one request with an empty file:
the plain page pays nothing for it. Our app does not make it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route, sync_playwright

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
LAYERS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
EMPTY_WORLD = {
    "type": "Topology",
    "arcs": [],
    "objects": {name: {"type": "GeometryCollection", "geometries": []} for name in LAYERS},
}

# When the map first had an outline for each unit with data, and when a figure last changed.
WATCH = """
window.bench = {clicked: 0, first: 0, last: 0, drawn: 0};
const figures = '.js-plotly-plot';
addEventListener('click', () => Object.assign(bench, {clicked: performance.now(), first: 0}), true);
function drawn() {
  const shapes = [...document.querySelectorAll('.choroplethlayer path')];
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


@contextmanager
def cold_page() -> Iterator[Page]:
    """Yield a page in a new browser with an empty cache."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        context = browser.new_context(locale="en-US", viewport={"width": 1440, "height": 900})
        context.route("https://cdn.plot.ly/**", _answer_with_empty_world)
        page = context.new_page()
        page.add_init_script(WATCH)
        page.set_default_timeout(60_000)
        yield page
        browser.close()


def _answer_with_empty_world(route: Route) -> None:
    route.fulfill(json=EMPTY_WORLD, headers={"Access-Control-Allow-Origin": "*"})


def point_at_figures(page: Page) -> None:
    """Move the mouse over every figure of the app, which is drawn by Plotly from then on.

    Until then it stands as the server's picture. A plain page has none of these.
    """
    for figure in page.locator(".cf-stage").all():
        figure.hover()


def chromium() -> str:
    """Return the browser in CHROMIUM, else the first that exists. Raises RuntimeError for none."""
    for name in (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name) if name else None
        if path:
            return path
    raise RuntimeError("no Chromium found: install one, or name it in CHROMIUM")
