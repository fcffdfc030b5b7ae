"""Charts answer pointer, keys and touch by the page's own script, before and in the live app."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import NewContext
from tests.e2e.screen import Screen

PHONE = {"viewport": {"width": 360, "height": 800}, "has_touch": True, "is_mobile": True}
MOST_TABS = 60
FOCUSED = "() => document.activeElement.id"
BOXES = """() => [...document.querySelectorAll('#first .card, #first .figure > svg')].map((one) => {
  const { left, top, width, height } = one.getBoundingClientRect();
  return [left, top, width, height].map(Math.round).join(' ');
})"""
NAME_AND_TITLE = "(mark) => [mark.getAttribute('aria-label'), mark.firstElementChild.textContent]"
APART = """([mark, tooltip]) => {
  const [one, other] = [mark, tooltip].map((element) => element.getBoundingClientRect());
  const { clientWidth } = document.documentElement;
  const isSeen = other.left >= 0 && other.right <= clientWidth && other.top >= 0;
  return isSeen && (other.bottom <= one.top || other.top >= one.bottom
    || other.right <= one.left || other.left >= one.right);
}"""


def open_first_paint(new_context: NewContext, address: str, **options: object) -> Page:
    """A page whose live app never starts."""
    page = new_context(**options)[0].new_page()
    page.route("**/static/js/**", lambda route: route.abort())
    page.goto(address)
    return page


def region(page: Page, code: str) -> Locator:
    """A region on the map that is shown."""
    return page.locator(f"[id^=map-][id$=-{code}]").locator("visible=true").first


def tooltip(page: Page) -> Locator:
    return page.locator("#tooltip")


def tab_to(page: Page, start: str) -> None:
    """Press Tab until the focus is on a mark whose id begins with `start`."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(start):
            return
    raise AssertionError(f"{start} not reached in {MOST_TABS} steps")


def test_a_pointer_shows_the_tooltip_of_a_region_and_moves_nothing(new_context: NewContext) -> None:
    page = open_first_paint(new_context, "/map?lang=ky")
    naryn = region(page, "KG-N")
    naryn.scroll_into_view_if_needed()
    before = page.evaluate(BOXES)
    naryn.hover()
    expect(tooltip(page)).to_contain_text("Нарын облусу")
    assert page.evaluate(BOXES) == before
    expect(tooltip(page)).to_have_css("position", "fixed")
    assert page.evaluate(APART, [naryn.element_handle(), tooltip(page).element_handle()])
    # The browser shows no second tooltip, and a screen reader has the same words.
    name, title = naryn.evaluate(NAME_AND_TITLE)
    assert name.startswith("Нарын облусу\n") and title == ""
    strip = page.locator("[data-strip]").locator("visible=true")
    expect(strip.locator("text").last).to_have_text("Нарын облусу")
    tooltip(page).hover()
    page.wait_for_timeout(300)
    expect(tooltip(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(tooltip(page)).to_have_count(0)
    assert naryn.evaluate(NAME_AND_TITLE) == [None, name]
    expect(strip.locator("text").last).not_to_have_text("Нарын облусу")


def test_keys_reach_every_region_and_choose_one(new_context: NewContext) -> None:
    page = open_first_paint(new_context, "/map?lang=ru")
    tab_to(page, "map-wide-")
    reached = set()
    for key in ("Home", *["ArrowRight"] * 3, "ArrowDown", "ArrowLeft", "ArrowUp", "End"):
        page.keyboard.press(key)
        reached.add(page.evaluate(FOCUSED))
        expect(tooltip(page)).to_be_visible()
    assert len(reached) > 4 and all(name.startswith("map-wide-KG-") for name in reached)
    assert page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Escape")
    expect(tooltip(page)).to_have_count(0)
    # One stop for each drawing: the next is outside of the map.
    page.keyboard.press("Tab")
    assert not page.evaluate(FOCUSED).startswith("map-")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUSED) in reached
    page.evaluate(  # Playwright has no Cyrillic keys
        "() => document.activeElement.dispatchEvent("
        "new KeyboardEvent('keydown', { key: 'н', bubbles: true, cancelable: true }))"
    )
    assert page.evaluate(FOCUSED) == "map-wide-KG-N"
    page.keyboard.press("Space")
    page.wait_for_url("**oblast=KG-N**")
    expect(region(page, "KG-N")).to_have_attribute("aria-current", "true")


def test_days_are_selected_by_dragging_and_by_keys(new_context: NewContext) -> None:
    page = open_first_paint(new_context, "/timeline?lang=en&type=lecture")
    area = page.locator(".card.timeline rect[data-days]").locator("visible=true")
    area.scroll_into_view_if_needed()
    box = area.bounding_box()
    assert box is not None
    day, y = box["width"] / 113, box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 10.5 * day, y)
    page.mouse.down()
    page.mouse.move(box["x"] + 15 * day, y)
    page.mouse.move(box["x"] + 20.5 * day, y)
    expect(tooltip(page)).to_have_text("10 Aug 2017 – 20 Aug 2017")
    page.keyboard.press("Escape")
    page.mouse.up()
    assert "from=" not in page.url
    page.mouse.move(box["x"] + 20.5 * day, y)
    page.mouse.down()
    page.mouse.move(box["x"] + 15 * day, y)
    page.mouse.move(box["x"] + 10.5 * day, y)
    page.mouse.up()
    page.wait_for_url("**from=2017-08-10&to=2017-08-20**")
    assert "type=lecture" in page.url
    page.goto("/timeline?lang=en")
    tab_to(page, "timeline-broad-2017-")
    page.keyboard.press("End")
    page.keyboard.press("Home")
    for key in ("ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"):
        page.keyboard.press(key)
    expect(tooltip(page)).to_have_text("1 Aug 2017 – 3 Aug 2017")
    page.keyboard.press("Enter")
    page.wait_for_url("**from=2017-08-01&to=2017-08-03**")


def test_the_first_touch_shows_a_region_and_the_second_chooses_it(new_context: NewContext) -> None:
    page = open_first_paint(new_context, "/map?lang=ky", **PHONE)
    naryn = region(page, "KG-N")
    naryn.scroll_into_view_if_needed()
    naryn.tap()
    expect(tooltip(page)).to_contain_text("Нарын облусу")
    assert "oblast" not in page.url
    region(page, "KG-J").tap()
    expect(tooltip(page)).to_contain_text("Жалал-Абад облусу")
    page.locator("h1").tap()
    expect(tooltip(page)).to_have_count(0)
    naryn.tap()
    tooltip(page).tap()
    page.wait_for_url("**oblast=KG-N**")


@pytest.mark.long
def test_the_focus_stays_on_a_mark_that_is_chosen_in_the_live_app(new_context: NewContext) -> None:
    page = Screen(new_context()[0].new_page(), "en").open("map").page
    tab_to(page, "map-wide-")
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    page.wait_for_url("**oblast=KG-N**")
    expect(region(page, "KG-N")).to_have_attribute("aria-current", "true")
    assert page.evaluate(FOCUSED) == "map-wide-KG-N"
    page.keyboard.press("Enter")
    expect(region(page, "KG-N")).not_to_have_attribute("aria-current", "true")
    assert page.evaluate(FOCUSED) == "map-wide-KG-N"
