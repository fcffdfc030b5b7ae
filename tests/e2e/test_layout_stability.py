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
# At every frame: the positions of header, filters and note, and the height of the page.
FRAMES = """() => {
  const seen = window.__frames = { isOver: false, places: new Set(), least: Infinity };
  const places = ['.head', '.head .filters', '.provenance'];
  const top = (name) => Math.round(document.querySelector(name)?.getBoundingClientRect().top ?? -1);
  const look = () => {
    seen.places.add(places.map(top).join(' '));
    const height = document.getElementById('first').scrollHeight;
    seen.least = Math.min(seen.least, height);
    if (!seen.isOver) requestAnimationFrame(look);
  };
  look();
}"""
SEEN = """() => {
  window.__frames.isOver = true;
  return { places: [...window.__frames.places], least: window.__frames.least };
}"""

sizes = pytest.mark.parametrize(
    "size", [pytest.param(WIDE, marks=pytest.mark.long), PHONE], ids=["wide", "phone"]
)
OTHERS = [stem for stem, page in PAGES.items() if page.in_menu and stem != "overview"]
"""The pages of the menu after the first."""


@sizes
@pytest.mark.parametrize(
    "stems",
    [OTHERS[:2], pytest.param(OTHERS[2:], marks=pytest.mark.long)],
    ids=["first", "others"],
)
def test_nothing_shifts_when_the_page_changes(
    new_screen: NewScreen, size: dict[str, int], stems: list[str]
) -> None:
    screen = _start(new_screen, size, "overview")
    for stem in [*stems, "overview"]:
        _expect_no_shift(screen, f"to {stem}", lambda stem=stem: screen.menu(stem))


@sizes
def test_nothing_shifts_when_the_language_changes(
    new_screen: NewScreen, size: dict[str, int]
) -> None:
    screen = _start(new_screen, size, "map")
    for lang in ("ru", "en", "ky"):
        _expect_no_shift(screen, lang, lambda lang=lang: screen.choose_language(lang))


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


@pytest.mark.long
def test_the_former_page_is_displayed_until_the_next_is_complete(screen: Screen) -> None:
    screen.open("map")
    screen.evaluate(FRAMES)
    screen.menu("timeline")
    seen = screen.evaluate(SEEN)
    assert len(seen["places"]) == 1, f"header, filters or note moved: {seen['places']}"
    assert seen["least"] > 1.2 * WIDE["height"], "for a moment there was a header and a footer only"
    assert screen.evaluate("() => document.querySelectorAll('.foot').length") == 1


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
