"""A filter changes the map in place: same node, no blank frame, no shift."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.screen import Screen

# Checks every frame and every change of the page.
WATCH = """() => {
  const map = document.querySelector('.st-key-map');
  const seen = window.__seen = { frames: 0, blank: 0, heights: new Set() };
  map.querySelector('.main-svg').__mine = 'marked';
  const look = () => {
    const picture = document.querySelector('.st-key-map .main-svg');
    const units = document.querySelectorAll('.st-key-map .choroplethlocation').length;
    if (!picture || !units || picture.getBoundingClientRect().height < 100) seen.blank += 1;
    if (picture) seen.heights.add(Math.round(picture.getBoundingClientRect().height));
  };
  new MutationObserver(look).observe(map.parentElement, { childList: true, subtree: true });
  const frame = () => { seen.frames += 1; look(); requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
}"""
SEEN = "() => ({ ...window.__seen, heights: [...window.__seen.heights] })"
NODE = "() => document.querySelector('.st-key-map .main-svg').__mine"
POSITION = """() => [document.querySelector('[data-testid="stMain"]').scrollTop,
  Math.round(document.querySelector('.st-key-map .cf-stage').getBoundingClientRect().top)]"""
# The positions of everything above the map, so that a failure names what moved it.
ABOVE = """() => Object.fromEntries(['.head', '.head .filters', '.st-key-provenance', 'h1',
  '.lead', '.choices', '.st-key-map h2', '.st-key-map .cf-stage'].map((name) => {
  const box = document.querySelector(name).getBoundingClientRect();
  return [name, [Math.round(box.top), Math.round(box.height)]];
}))"""


def test_map_changes_in_place_and_stays_under_the_pointer(screen: Screen) -> None:
    screen.open("map")
    x, y = screen.point_inside("KG-N")  # scrolls it into the middle of the window
    # The page's own font may load after its figures.
    screen.evaluate("() => document.fonts.ready.then(() => null)")
    _wait_for_frames(screen)
    screen.evaluate(WATCH)
    _, top = screen.evaluate(POSITION)
    above = screen.evaluate(ABOVE)
    screen.page.mouse.move(x, y)
    screen.page.mouse.click(x, y)
    screen.expect_chips(screen.region_name("KG-N"))
    screen.wait_until_idle()
    _wait_for_frames(screen)
    assert screen.evaluate(NODE) == "marked", "the map's picture was made anew"
    assert screen.evaluate(SEEN)["blank"] == 0
    moved = screen.evaluate(POSITION)[1] - top
    assert abs(moved) <= 2, f"the map moved by {moved} px: {above}, then {screen.evaluate(ABOVE)}"
    # The first chip adds a line; the second one moves nothing.
    x, y = screen.point_inside("KG-B")
    screen.evaluate(WATCH)
    before = screen.evaluate(POSITION)
    screen.page.mouse.move(x, y)
    screen.page.mouse.click(x, y)
    screen.expect_chips(screen.region_name("KG-N"), screen.region_name("KG-B"))
    screen.wait_until_idle()
    _wait_for_frames(screen)
    assert screen.evaluate(NODE) == "marked", "the map's picture was made anew"
    changes = screen.evaluate(SEEN)
    assert changes["frames"] > 5
    assert changes["blank"] == 0, f"blank in {changes['blank']} checks"
    assert len(changes["heights"]) == 1, f"its height changed: {changes['heights']}"
    assert screen.evaluate(POSITION) == before


@pytest.mark.long
def test_the_day_stays_after_a_filter(screen: Screen) -> None:
    screen.open("map")
    card = screen.figure("map")
    slider = card.locator(".cf-slider")
    slider.fill("39")
    day = card.locator(".cf-day").inner_text()
    assert day.startswith(screen.text("Day {n}").replace("{n}", "40"))
    screen.pill("KG-T").click()
    screen.expect_chips(screen.region_name("KG-T"))
    screen.wait_until_idle()
    _wait_for_frames(screen)
    expect(card.locator(".cf-day")).to_have_text(day)
    expect(slider).to_have_value("39")


def _wait_for_frames(screen: Screen) -> None:
    """Wait for ten frames, in which late changes appear."""
    screen.evaluate(
        """() => new Promise((done) => {
          let left = 10;
          const next = () => ((left -= 1) ? requestAnimationFrame(next) : done());
          next();
        })"""
    )
