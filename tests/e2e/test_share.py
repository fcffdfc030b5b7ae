"""The Share button copies a link without a language; its second choice adds the current one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import NewScreen
from tests.e2e.screen import Screen
from tests.e2e.server import Server

# Records copied texts, because a test must not depend on the clipboard of the machine.
RECORD_COPIES = """() => {
  window.__copied = [];
  navigator.clipboard.writeText = async (words) => { window.__copied.push(words); };
}"""
# A page without HTTPS, as in an office's own network: the selected text is copied.
NO_CLIPBOARD = """Object.defineProperty(navigator, 'clipboard', { value: undefined });
window.__copied = [];
document.execCommand = (name) => {
  if (window.__refused || name !== 'copy') return false;
  window.__copied.push(document.activeElement.value);
  return true;
};"""
LAST_COPIED = "() => window.__copied.at(-1)"


def open_share(screen: Screen) -> Locator:
    screen.opener("share").click()
    box = screen.page.locator(".share")
    expect(box).to_be_visible()
    return box


@pytest.mark.long
def test_link_is_copied_without_the_language(new_screen: NewScreen, server: Server) -> None:
    screen = new_screen("ky").open("map", indicator="activities", oblast="KG-N")
    screen.evaluate(RECORD_COPIES)
    address = screen.page.url
    box = open_share(screen)
    link = f"{server.address}/map?indicator=activities&oblast=KG-N"
    expect(box.get_by_role("status")).to_have_text(screen.text("Link copied"))
    expect(box.get_by_role("textbox")).to_have_value(link)
    assert screen.evaluate(LAST_COPIED) == link
    label = screen.text("Copy the link in this language: {language}", language="Кыргызча")
    box.get_by_role("button", name=label).click()
    expect(box.get_by_role("textbox")).to_have_value(f"{link}&lang=ky")
    assert screen.evaluate(LAST_COPIED) == f"{link}&lang=ky"
    box.get_by_role("button", name=screen.text("Copy the link"), exact=True).click()
    expect(box.get_by_role("textbox")).to_have_value(link)
    assert screen.page.url == address, "sharing changed the sender's own address"
    # The reader's own language decides, unless the sender has chosen.
    for address, lang in ((link, "ru"), (f"{link}&lang=ky", "ky")):
        reader = new_screen(lang, locale="ru-RU")
        reader.page.goto(address, wait_until="commit")
        reader.touch()
        reader.expect_page("map")
        reader.expect_chips(reader.region_name("KG-N"))
        reader.page.context.close()


def test_the_link_has_the_newest_choice(screen: Screen) -> None:
    screen.open("map")
    screen.evaluate(RECORD_COPIES)
    screen.pill("KG-T").click()
    screen.expect_query(lang="ky", oblast="KG-T")
    open_share(screen)
    assert screen.evaluate(LAST_COPIED).endswith("/map?oblast=KG-T")


@pytest.mark.long
def test_the_link_is_copied_without_https(new_screen: NewScreen) -> None:
    screen = new_screen("ru")
    screen.page.add_init_script(NO_CLIPBOARD)
    screen.open("overview")
    box = open_share(screen)
    expect(box.get_by_role("status")).to_have_text(screen.text("Link copied"))
    field = box.get_by_role("textbox")
    assert screen.evaluate(LAST_COPIED) == field.input_value()
    screen.evaluate("() => { window.__refused = true; }")
    box.get_by_role("button", name=screen.text("Copy the link"), exact=True).click()
    expect(box.get_by_role("status")).to_have_text(
        screen.text("The link was not copied. Select it and copy it.")
    )
    field.click()
    assert screen.evaluate("() => document.getSelection().toString()") == field.input_value()
