"""The dialog “Explore”: opened, selected in, used as a filter, closed, without other hosts."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import NewScreen
from tests.e2e.screen import Screen


def dialog(screen: Screen) -> Locator:
    return screen.page.get_by_role("dialog")


def select(screen: Screen) -> None:
    """Drag a box over the north-east of the map."""
    plot = dialog(screen).locator(".nsewdrag").first
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    assert box is not None
    mouse, (left, top) = screen.page.mouse, (box["x"], box["y"])
    mouse.move(left + box["width"] * 0.55, top + 10)
    mouse.down()
    mouse.move(left + box["width"] * 0.98, top + box["height"] * 0.5, steps=5)
    mouse.up()


def test_selection_in_the_dialog_filters_the_page(new_screen: NewScreen) -> None:
    screen = new_screen("ru", locale="ru-RU")
    screen.open("map", explore="map")
    text, filter_button = (
        screen.text,
        dialog(screen)
        .locator("button")
        .filter(has_text=screen.text("Filter the page by this selection")),
    )
    expect(filter_button).to_be_disabled()
    expect(
        dialog(screen).locator(f'[data-title="{text("Select with a rectangle")}"]')
    ).to_be_visible()
    expect(dialog(screen).locator(".explore-wait")).to_be_hidden()
    select(screen)
    expect(filter_button).to_be_enabled()
    names = [screen.region_name(code) for code in ("KG-N", "KG-Y")]
    for name in names:
        expect(dialog(screen).get_by_role("status").filter(has_text=name)).to_be_visible()
    filter_button.click()
    expect(dialog(screen)).to_have_count(0)
    screen.expect_query(lang="ru", oblast="KG-N,KG-Y")
    screen.page.go_back()
    screen.expect_query(lang="ru")
    expect(dialog(screen)).to_have_count(0)


def test_button_and_key_open_the_dialog_and_get_the_focus_back(screen: Screen) -> None:
    screen.open("map")
    button = screen.page.locator("#first #explore-map")
    button.click()
    expect(dialog(screen).locator(".js-plotly-plot")).to_be_visible()
    expect(button).not_to_have_attribute("aria-busy", "true")
    screen.page.locator("[data-close]").click()
    expect(dialog(screen)).to_have_count(0)
    expect(button).to_be_focused()
    mark = screen.page.locator("#first [data-card=map] a[id]:visible").first
    mark.focus()
    screen.page.keyboard.press("e")
    expect(dialog(screen).locator(".js-plotly-plot")).to_be_visible()
    screen.page.keyboard.press("Escape")
    expect(dialog(screen)).to_have_count(0)
    expect(mark).to_be_focused()
