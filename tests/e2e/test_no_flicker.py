"""A filter changes the map in place: same node, no blank frame, no shift."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.screen import Screen

# Checks every frame and every change of the page.
WATCH = """() => {
  const card = document.querySelector('.card.map');
  const shown = () => [...card.querySelectorAll('.figure > svg')].find((drawing) =>
    drawing.checkVisibility());
  const seen = window.__seen = { frames: 0, blank: 0, heights: new Set() };
  window.__drawing = shown();
  const look = () => {
    const height = Math.round(shown()?.getBoundingClientRect().height ?? 0);
    if (height < 100 || !shown().querySelector('[id$="-KG-N"] path')) seen.blank += 1;
    seen.heights.add(height);
  };
  new MutationObserver(look).observe(card.parentElement, { childList: true, subtree: true });
  const frame = () => { seen.frames += 1; look(); requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
}"""
SEEN = "() => ({ ...window.__seen, heights: [...window.__seen.heights] })"
IS_SAME = "() => window.__drawing.isConnected && window.__drawing.checkVisibility()"
POSITION = """() => [document.getElementById('first').scrollTop,
  Math.round(document.querySelector('.card.map .figure').getBoundingClientRect().top)]"""
FRAMES = """() => new Promise((done) => {
  let left = 10;
  const next = () => ((left -= 1) ? requestAnimationFrame(next) : done());
  next();
})"""


def test_map_changes_in_place_and_stays_under_the_pointer(screen: Screen) -> None:
    screen.open("map")
    # The first chip adds a line; the next ones move nothing.
    screen.click_unit("KG-N")
    screen.expect_chips(screen.region_name("KG-N"))
    screen.wait_until_idle()
    screen.mark("map", "oblast=KG-J").scroll_into_view_if_needed()
    screen.evaluate(WATCH)
    before = screen.evaluate(POSITION)
    screen.click_unit("KG-J")
    screen.expect_chips(screen.region_name("KG-J"), screen.region_name("KG-N"))
    screen.wait_until_idle()
    screen.evaluate(FRAMES)
    assert screen.evaluate(IS_SAME), "the drawing was made anew"
    changes = screen.evaluate(SEEN)
    assert changes["frames"] > 5
    assert changes["blank"] == 0, f"blank in {changes['blank']} checks"
    assert len(changes["heights"]) == 1, f"its height changed: {changes['heights']}"
    assert screen.evaluate(POSITION) == before


@pytest.mark.long
def test_the_day_stays_after_a_filter(screen: Screen) -> None:
    screen.open("map")
    bar = screen.figure("map").locator(".play-bar")
    slider, day = bar.locator("input"), bar.locator("span")
    slider.fill("39")
    words = screen.text("Day {n}").replace("{n}", "40")
    expect(day).to_contain_text(words)
    screen.pill("KG-T").click()
    screen.expect_chips(screen.region_name("KG-T"))
    screen.wait_until_idle()
    screen.evaluate(FRAMES)
    expect(day).to_contain_text(words)
    expect(slider).to_have_value("39")
