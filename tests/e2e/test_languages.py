"""Kyrgyz and Russian pages have no English text, visible or for a screen reader."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewScreen
from tests.e2e.english import english_words
from tests.e2e.screen import Screen

POPUPS = ("regions", "types", "dates", "share")


# Each page in one of the two languages; `tests/app/test_pages.py` tests its own texts in both.
@pytest.mark.long
def test_no_english_is_left_in_kyrgyz(new_screen: NewScreen) -> None:
    # In an English browser, texts in the language of the browser would be found.
    screen = new_screen("ky", locale="en-US").open("overview")
    leftovers = english_words(screen, "overview")
    for stem in ("timeline", "data", "map"):
        screen.menu(stem)
        leftovers += english_words(screen, stem)
    leftovers += _tooltips(screen) + _popovers(screen)
    screen.start("overview", edition="2018")
    expect(screen.page.locator("h1")).to_have_text(screen.text("Other years"))
    screen.wait_until_idle()
    leftovers += english_words(screen, "other years")
    assert not leftovers, "\n".join(leftovers)


@pytest.mark.long
def test_no_english_is_left_in_russian(new_screen: NewScreen) -> None:
    screen = new_screen("ru", locale="en-US").open("map")
    leftovers = english_words(screen, "map") + _tables(screen)
    for stem in ("activities", "present", "about"):
        screen.menu(stem)
        leftovers += english_words(screen, stem)
    screen.open("activities", oblast="KG-T", type="flash_mob")
    expect(screen.page.locator(".empty")).to_contain_text(
        screen.text("Nothing matches these filters.")
    )
    leftovers += english_words(screen, "nothing matches")
    assert not leftovers, "\n".join(leftovers)


def _tooltips(screen: Screen) -> list[str]:
    screen.mark("map", "oblast=KG-N").hover()
    expect(screen.page.locator("#tooltip")).to_contain_text(screen.region_name("KG-N"))
    leftovers = english_words(screen, "tip of a unit")
    screen.click_unit("KG-N")
    screen.expect_chips(screen.region_name("KG-N"))
    screen.wait_until_idle()
    chip = screen.page.locator(".head .chips > a").first
    expect(chip).to_have_attribute("title", screen.text("Remove this filter"))
    return leftovers


def _popovers(screen: Screen) -> list[str]:
    leftovers = []
    for name in POPUPS:
        screen.opener(name).click()
        content = screen.dropdown(name).locator("> div")
        expect(content).to_be_visible()
        leftovers += english_words(screen, name)
        screen.page.keyboard.press("Escape")
        expect(content).to_be_hidden()
    screen.page.locator(".choices .select summary").first.click()
    leftovers += english_words(screen, "list of indicators")
    screen.page.keyboard.press("Escape")
    return leftovers


def _tables(screen: Screen) -> list[str]:
    screen.show_table("map")
    expect(screen.figure("map").locator("table.data-table")).to_be_visible()
    return english_words(screen, "table")
