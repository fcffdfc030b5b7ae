"""Displayed content keeps its position while the page, a filter or the language changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from campaign.site.page_list import PAGES
from tests.e2e.conftest import WIDE, NewScreen
from tests.e2e.screen import Screen

MOST_SHIFT = 0.02
PHONE = {"width": 360, "height": 800}
# All shifts, including those right after a click, which the browser's own sum excludes.
WATCH = """() => {
  window.__shifts = [];
  const name = ({ node, previousRect, currentRect }) => {
    const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const around = element?.closest?.('[id], [class]');
    const places = [previousRect, currentRect].map(({ x, y }) => [x, y].map(Math.round).join(','));
    const key = `${element?.tagName} in ${around?.id || around?.getAttribute('class')}`;
    return `${key} ${places.join(' > ')}`;
  };
  window.__observer = new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
    window.__shifts.push([entry.value, entry.sources.map(name)]);
  }));
  window.__observer.observe({ type: 'layout-shift' });
}"""
# Waits for two frames, after which the last shift is in the list.
TAKE_SHIFTS = """async () => {
  for (let i = 0; i < 2; i += 1) await new Promise(requestAnimationFrame);
  const more = window.__observer.takeRecords().map((entry) => [entry.value, []]);
  return [...window.__shifts.splice(0), ...more];
}"""
# The positions of header, note and title at every frame.
FRAMES = """() => {
  const seen = window.__frames = { isOver: false, places: new Set() };
  const top = (name) => Math.round(document.querySelector(name)?.getBoundingClientRect().top ?? -1);
  const look = () => {
    seen.places.add(['.head', '.provenance', 'h1'].map(top).join(' '));
    if (!seen.isOver) requestAnimationFrame(look);
  };
  look();
}"""
SEEN = """() => {
  window.__frames.isOver = true;
  return [...window.__frames.places];
}"""

sizes = pytest.mark.parametrize(
    "size", [pytest.param(WIDE, marks=pytest.mark.long), PHONE], ids=["wide", "phone"]
)


@sizes
def test_header_and_note_stay_when_page_and_language_change(
    new_screen: NewScreen, size: dict[str, int]
) -> None:
    screen = _start(new_screen, size, "overview")
    screen.evaluate(FRAMES)
    for stem, page in PAGES.items():
        if page.has_filters:
            screen.menu(stem)
    for lang in ("ru", "en", "ky"):
        screen.choose_language(lang)
    places = screen.evaluate(SEEN)
    assert len(places) == 1, f"header, note or title moved: {places}"


@sizes
def test_nothing_shifts_when_a_filter_changes(new_screen: NewScreen, size: dict[str, int]) -> None:
    screen = _start(new_screen, size, "map")

    def expect_no_shift(name: str, change: Callable[[], Any], **query: str) -> None:
        # The address shows that the change has arrived, without any action on the page.
        _expect_no_shift(screen, name, lambda: (change(), screen.expect_query(lang="ky", **query)))

    region, kind = screen.short_name("KG-N"), screen.type_name("lecture")
    expect_no_shift("region", lambda: _choose(screen, "regions", region), oblast="KG-N")
    expect_no_shift("type", lambda: _choose(screen, "types", kind), oblast="KG-N", type="lecture")
    reset = screen.page.locator(".head .reset a")
    expect_no_shift("reset", lambda: reset.click())
    expect_no_shift("pick", lambda: screen.pill("KG-T").click(), oblast="KG-T")
    expect_no_shift(
        "indicator",
        lambda: screen.choose_indicator("activities"),
        oblast="KG-T",
        indicator="activities",
    )


def _start(new_screen: NewScreen, size: dict[str, int], stem: str) -> Screen:
    """Open a page and watch its shifts; the files of the other pages are already in the cache."""
    screen = new_screen()
    screen.page.set_viewport_size(size)
    screen.open(stem)
    screen.evaluate("() => document.fonts.ready.then(() => null)")
    screen.evaluate(WATCH)
    return screen


def _expect_no_shift(screen: Screen, name: str, change: Callable[[], Any]) -> None:
    screen.evaluate(TAKE_SHIFTS)
    change()
    screen.page.wait_for_timeout(200)  # a shift may come late
    screen.wait_until_idle()
    shifts = screen.evaluate(TAKE_SHIFTS)
    total = sum(value for value, _ in shifts)
    assert total < MOST_SHIFT, f"{name}: {total:.3f}, moved {shifts}"


def _choose(screen: Screen, popup: str, words: str) -> None:
    screen.opener(popup).click()
    screen.dropdown(popup).get_by_role("link", name=words, exact=True).click()
    screen.page.keyboard.press("Escape")
