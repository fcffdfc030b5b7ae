"""A filter changes the map in place: same node, no blank frame, nothing jumps."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.screen import Screen

pytestmark = pytest.mark.drawn

# Looks at every frame and at every change of the page until asked.
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
WHERE = """() => [document.querySelector('[data-testid="stMain"]').scrollTop,
  Math.round(document.querySelector('.st-key-map .cf-stage').getBoundingClientRect().top)]"""
# Where everything above the map stands, that a failure may name what moved it.
ABOVE = """() => Object.fromEntries(['.head', '.head .filters', '.st-key-provenance', 'h1',
  '.lead', '.choices', '.st-key-map h2', '.st-key-map .cf-stage'].map((name) => {
  const box = document.querySelector(name).getBoundingClientRect();
  return [name, [Math.round(box.top), Math.round(box.height)]];
}))"""


def test_map_changes_in_place_and_stays_under_the_pointer(screen: Screen) -> None:
    screen.open("map")
    x, y = screen.inside("KG-N")  # scrolls it into the middle of the window
    # Letters of the page's own font may come after its figures.
    screen.evaluate("() => document.fonts.ready.then(() => null)")
    _frames_pass(screen)
    screen.evaluate(WATCH)
    _, top = screen.evaluate(WHERE)
    above = screen.evaluate(ABOVE)
    screen.page.mouse.move(x, y)
    screen.page.mouse.click(x, y)
    screen.expect_chips(screen.place("KG-N"))
    screen.rest()
    _frames_pass(screen)
    assert screen.evaluate(NODE) == "marked", "the map's picture was made anew"
    assert screen.evaluate(SEEN)["blank"] == 0
    moved = screen.evaluate(WHERE)[1] - top
    assert abs(moved) <= 2, f"the map moved by {moved} px: {above}, then {screen.evaluate(ABOVE)}"
    # The first chip has a line of its own; with the second one nothing moves at all.
    x, y = screen.inside("KG-B")
    screen.evaluate(WATCH)
    before = screen.evaluate(WHERE)
    screen.page.mouse.move(x, y)
    screen.page.mouse.click(x, y)
    screen.expect_chips(screen.place("KG-N"), screen.place("KG-B"))
    screen.rest()
    _frames_pass(screen)
    assert screen.evaluate(NODE) == "marked", "the map's picture was made anew"
    changes = screen.evaluate(SEEN)
    assert changes["frames"] > 5
    assert changes["blank"] == 0, f"blank in {changes['blank']} looks"
    assert len(changes["heights"]) == 1, f"its height changed: {changes['heights']}"
    assert screen.evaluate(WHERE) == before


@pytest.mark.long
def test_day_survives_a_filter(screen: Screen) -> None:
    screen.open("map")
    card = screen.figure("map")
    slider = card.locator(".cf-slider")
    slider.fill("39")
    day = card.locator(".cf-day").inner_text()
    assert day.startswith(screen.text("Day {n}").replace("{n}", "40"))
    screen.pill("KG-T").click()
    screen.expect_chips(screen.place("KG-T"))
    screen.rest()
    _frames_pass(screen)
    expect(card.locator(".cf-day")).to_have_text(day)
    expect(slider).to_have_value("39")


def _frames_pass(screen: Screen) -> None:
    """Give what is still on its way ten frames to show itself."""
    screen.evaluate(
        """() => new Promise((done) => {
          let left = 10;
          const next = () => ((left -= 1) ? requestAnimationFrame(next) : done());
          next();
        })"""
    )
