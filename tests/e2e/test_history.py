"""Back and Forward undo and redo choices; a copied link opens the selection in any language."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewScreen
from tests.e2e.screen import Screen


def test_back_and_forward(new_screen: NewScreen) -> None:
    screen = new_screen("ru")
    steps = [
        ("map", "ru", {}),
        ("map", "ru", {"oblast": "KG-N"}),
        ("map", "en", {"oblast": "KG-N"}),
    ]
    steps.append(("timeline", "en", {"oblast": "KG-N"}))
    screen.open("map")
    screen.click_unit("KG-N")
    _expect(screen, *steps[1])
    screen.choose_language("en")
    _expect(screen, *steps[2])
    screen.menu("timeline")
    _expect(screen, *steps[3])
    for step in reversed(steps[:3]):
        screen.page.go_back(wait_until="commit")
        _expect(screen, *step)
    for step in steps[1:]:
        screen.page.go_forward(wait_until="commit")
        _expect(screen, *step)


def test_a_page_is_one_entry_in_the_history(screen: Screen) -> None:
    screen.open("map", oblast="KG-N,KG-T")
    entries = screen.page.evaluate("history.length")
    screen.page.locator(".steps a").first.click()
    screen.expect_page("region", screen.region_name("KG-N"))
    assert screen.page.evaluate("history.length") == entries + 1
    screen.menu("present")
    assert screen.page.evaluate("history.length") == entries + 2
    screen.page.go_back(wait_until="commit")
    screen.expect_page("region", screen.region_name("KG-N"))
    screen.page.go_back(wait_until="commit")
    screen.expect_page("map")
    screen.expect_chips(screen.region_name("KG-N"), screen.region_name("KG-T"))


FOLLOW_BOTH = """(stems) => {
  for (const stem of stems) document.querySelector(`.menu a[href*="/${stem}"]`).click();
}"""


@pytest.mark.long
def test_of_two_links_followed_at_once_the_last_one_opens(screen: Screen) -> None:
    screen.open("map", oblast="KG-N")
    entries = screen.page.evaluate("history.length")
    screen.page.evaluate(FOLLOW_BOTH, ["timeline", "activities"])
    screen.expect_page("activities")
    assert "/activities?" in screen.page.url
    assert screen.page.evaluate("history.length") == entries + 1
    screen.page.go_back(wait_until="commit")
    screen.expect_page("map")
    screen.expect_chips(screen.region_name("KG-N"))


@pytest.mark.long
def test_link_opens_the_same_selection_in_another_language(new_screen: NewScreen) -> None:
    sender = new_screen("ky", locale="en-GB")
    sender.open("map", indicator="reach", type="lecture,flash_mob")
    sender.click_unit("KG-N")
    sender.expect_query(lang="ky", indicator="reach", oblast="KG-N", type="lecture,flash_mob")
    codes = {name: value for name, value in sender.query.items() if name != "lang"}
    assert urlencode(sender.query).isascii()
    # The same link without its language, in a Russian browser.
    reader = new_screen("ru", locale="ru-RU")
    reader.page.goto(f"/map?{urlencode(codes)}", wait_until="commit")
    reader.expect_page("map")
    reader.expect_query(**codes)
    reader.expect_chips(
        reader.region_name("KG-N"), *map(reader.type_name, codes["type"].split(","))
    )
    expect(reader.pill("KG-N")).to_have_attribute("aria-current", "true")
    # With its language it stays in that language whatever the browser asks for.
    reader.lang = "ky"
    reader.page.goto(f"/map?{urlencode(sender.query)}", wait_until="commit")
    reader.expect_page("map")
    reader.expect_query(**sender.query)


def _expect(screen: Screen, stem: str, lang: str, query: dict[str, str]) -> None:
    screen.lang = lang
    screen.expect_page(stem)
    screen.expect_query(lang=lang, **query)
    assert screen.page.evaluate("location.pathname") == f"/{stem}"
    screen.expect_chips(*([screen.region_name(query["oblast"])] if query else []))
