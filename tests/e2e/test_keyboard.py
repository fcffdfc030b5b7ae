"""Units of the map are reached and chosen without a mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.campaigns import REGIONS
from tests.e2e.screen import Screen

pytestmark = pytest.mark.drawn

MOST_TABS = 60
ACTIVE_OPTION = """() => {
  const list = document.activeElement;
  const option = document.getElementById(list.getAttribute('aria-activedescendant'));
  return option && [option.textContent, option.getAttribute('aria-selected')];
}"""
# Playwright has no Cyrillic keys.
TYPE_KEY = """(key) => document.activeElement.dispatchEvent(
  new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))"""
# Undocumented parts of Plotly, which in the app only chart/plotly_internals.js uses.
OUTLINED_UNITS = """() => {
  const outline = document.querySelector('.st-key-map .cf-shape path').getAttribute('d');
  return [...document.querySelectorAll('.st-key-map .choroplethlocation')]
    .filter((unit) => unit.getAttribute('d') === outline).map((unit) => unit.__data__.loc);
}"""
RING_AND_TOOLTIP = """() => {
  const card = document.querySelector('.st-key-ranking');
  const ring = card.querySelector('.cf-ring').getBoundingClientRect();
  const inside = [...card.querySelectorAll('.point path')].filter((bar) => {
    const box = bar.getBoundingClientRect();
    return box.top > ring.top && box.bottom < ring.bottom && box.left >= ring.left;
  });
  return [inside.length, card.querySelectorAll('.hoverlayer > *').length > 0];
}"""
ON_MAP = "() => document.activeElement.matches('.st-key-map .cf-list')"


def test_units_of_the_map_are_reached_and_chosen_by_keys(screen: Screen) -> None:
    screen.open("map")
    keys = screen.page.keyboard
    _tab_to(screen, ON_MAP)
    first = screen.evaluate(ACTIVE_OPTION)[0]
    labels = {first}
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "ArrowDown", "ArrowLeft"):
        keys.press(key)
        labels.add(screen.evaluate(ACTIVE_OPTION)[0])
    assert len(labels) >= 3, f"the arrow keys reached only {labels}"
    name = screen.evaluate(ACTIVE_OPTION)[0].split(",")[0]
    expect(screen.figure("map").locator(".cf-tip")).to_contain_text(name)
    keys.press("Enter")
    screen.expect_chips(name)
    screen.wait_until_idle()
    assert screen.evaluate(ON_MAP), "the focus left the map"
    screen.page.wait_for_function(f"() => ({ACTIVE_OPTION})()?.[1] === 'true'")
    assert screen.evaluate(ACTIVE_OPTION)[0].split(",")[0] == name
    keys.press("Enter")
    screen.expect_chips()
    assert screen.evaluate(ON_MAP)
    # Ring and tooltip are at the active mark, until Escape.
    keys.press("End")
    [code] = screen.evaluate(OUTLINED_UNITS)
    assert screen.evaluate(ACTIVE_OPTION)[0].startswith(screen.region_name(code))
    screen.figure("ranking").locator(".cf-list").focus()
    keys.press("Home")
    assert screen.evaluate(RING_AND_TOOLTIP) == [1, True]
    keys.press("Escape")
    assert screen.evaluate(RING_AND_TOOLTIP) == [1, False]


@pytest.mark.long
def test_every_unit_is_reached_and_its_link_does_the_same(screen: Screen) -> None:
    screen.open("map")
    _tab_to(screen, ON_MAP)
    names = {code: screen.region_name(code) for code in REGIONS}
    labels = []
    for key in ("Home", *["ArrowDown"] * (len(names) - 1)):
        screen.page.keyboard.press(key)
        labels.append(screen.evaluate(ACTIVE_OPTION)[0].split(",")[0])
    assert sorted(labels) == sorted(names.values())
    screen.evaluate(TYPE_KEY, names["KG-N"][0])
    assert screen.evaluate(ACTIVE_OPTION)[0][0] == names["KG-N"][0]
    pill = screen.pill("KG-N")
    pill.focus()
    screen.page.keyboard.press("Enter")
    screen.expect_chips(screen.region_name("KG-N"))
    expect(pill).to_have_attribute("aria-current", "true")
    expect(pill).to_be_focused()
    selected_option = screen.figure("map").locator('[role="option"][aria-selected="true"]')
    expect(selected_option).to_contain_text(screen.region_name("KG-N"))
    screen.page.keyboard.press("Enter")
    screen.expect_chips()
    expect(pill).to_be_focused()


def _tab_to(screen: Screen, there: str) -> None:
    for _ in range(MOST_TABS):
        screen.page.keyboard.press("Tab")
        if screen.evaluate(there):
            return
    raise AssertionError(f"not reached in {MOST_TABS} steps")
