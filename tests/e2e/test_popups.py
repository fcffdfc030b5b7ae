"""The lists of the header: they count their choices, stay open, and do not shift."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from campaign.domain.text_entries import entry_code
from tests.e2e.conftest import NewScreen
from tests.e2e.export_dialog import export_button
from tests.e2e.screen import Screen

PHONE = {"width": 360, "height": 640}
SCROLL_POSITIONS = """(list) => [
  document.querySelector('[data-testid="stMain"]').scrollTop, list.scrollTop]"""


def content(screen: Screen, name: str) -> Locator:
    return screen.dropdown(name).locator("> div")


@pytest.mark.parametrize("lang", ["ru"])
def test_choices_are_counted_and_a_click_outside_closes(new_screen: NewScreen, lang: str) -> None:
    screen = new_screen(lang).open("map", **{"from": "2017-08-10"}, type="lecture,flash_mob")
    expect(screen.opener("types")).to_contain_text(f"{screen.text('Types')} (2)")
    expect(screen.opener("dates")).to_contain_text(f"{screen.text('Dates')} (1)")
    regions = screen.opener("regions")
    expect(regions).not_to_contain_text("(")
    regions.click()
    for count, code in enumerate(("KG-N", "KG-T"), start=1):
        content(screen, "regions").get_by_text(screen.short_name(code), exact=True).click()
        expect(regions).to_contain_text(f"{screen.text('Regions')} ({count})")
        expect(content(screen, "regions")).to_be_visible()
    screen.wait_until_idle()
    screen.page.locator("h1").click()
    expect(content(screen, "regions")).to_be_hidden()
    for name, other in (("types", "dates"), ("dates", "types")):
        screen.opener(name).click()
        expect(content(screen, name)).to_be_visible()
        expect(content(screen, other)).to_be_hidden()


def test_quick_choices_are_all_kept(screen: Screen) -> None:
    screen.open("timeline")
    screen.opener("regions").click()
    links = content(screen, "regions").locator("a")
    # In one task: none of them has an answer yet.
    links.evaluate_all("(links) => links.slice(0, 3).forEach((link) => link.click())")
    screen.expect_query(lang="ky", oblast="KG-B,KG-C,KG-J")


def test_a_choice_that_is_reverted_at_once_stays_reverted(screen: Screen) -> None:
    screen.open("map")
    press = "(links, at) => at.forEach((i) => links[i].click())"
    screen.page.locator(".choice-row a").evaluate_all(press, [1, 0])
    screen.page.locator(".regions .pills a").evaluate_all(press, [0, 0, 1])
    screen.expect_query(lang="ky", oblast="KG-C")
    chip = screen.page.locator(".head .chips > a").first
    chip.focus()
    screen.page.keyboard.press("Enter")
    screen.expect_query(lang="ky")
    # The focus stays in the header, where the chip was.
    in_header = "() => document.activeElement.closest('.head') !== null"
    screen.page.wait_for_function(in_header)


def test_a_page_and_a_filter_at_once_are_both_kept(screen: Screen) -> None:
    screen.open("overview")
    screen.page.evaluate(
        """() => {
          document.querySelectorAll('.head .menu a')[1].click();
          document.querySelector('.dropdown[data-list=regions] a').click();
          document.querySelector('.languages a[lang=ru]').click();
          document.querySelector('.head [data-do=export]').click();
        }"""
    )
    screen.lang = "ru"
    expect(screen.page.get_by_test_id("stDialog")).to_be_visible()
    screen.expect_query(lang="ru", oblast="KG-B")
    assert screen.page.evaluate("location.pathname") == "/map"


def test_lists_of_a_phone_are_inside_its_window(new_screen: NewScreen) -> None:
    screen = new_screen("ru", viewport=PHONE, has_touch=True, is_mobile=True)
    screen.open("map")
    for name in ("types", "dates", "organisers", "share"):
        screen.opener(name).click()
        box = content(screen, name).bounding_box()
        assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"], name
        screen.page.keyboard.press("Escape")


def test_dates_can_be_typed(screen: Screen) -> None:
    screen.open("timeline", oblast="KG-N")
    screen.opener("dates").click()
    fields = content(screen, "dates").locator("input[type=date]")
    expect(fields.first).to_have_value("2017-07-31")
    fields.first.fill("2017-08-10")
    fields.last.fill("2017-09-01")
    content(screen, "dates").get_by_role("button", name=screen.text("Show")).click()
    screen.expect_query(lang="ky", oblast="KG-N", from_="2017-08-10", to="2017-09-01")
    expect(content(screen, "dates")).to_be_hidden()
    expect(screen.opener("dates")).to_contain_text("(1)")


@pytest.mark.long
def test_an_organizer_is_searched_and_the_list_stays(new_screen: NewScreen) -> None:
    screen = new_screen("ky").open("timeline")
    screen.opener("organisers").click()
    organisers = content(screen, "organisers")
    search = organisers.get_by_role("searchbox")
    search.fill("мектеп")
    expect(organisers.locator("a")).to_have_count(1)
    expect(search).to_be_focused()
    organisers.locator("a").click()
    screen.expect_query(lang="ky", organiser=entry_code("Школа"))
    expect(screen.opener("organisers")).to_contain_text(f"{screen.text('Organizers')} (1)")
    expect(organisers).to_be_visible()
    expect(search).to_have_value("мектеп")


def test_a_choice_scrolls_nothing(new_screen: NewScreen) -> None:
    screen = new_screen("ru")
    screen.page.set_viewport_size(PHONE)
    screen.open("map")
    screen.opener("types").click()
    types = content(screen, "types")
    last = types.get_by_text(screen.type_name("film_screening"), exact=True)
    last.scroll_into_view_if_needed()
    before = types.evaluate(SCROLL_POSITIONS)
    last.click()
    screen.expect_query(lang="ru", type="film_screening")
    screen.wait_until_idle()
    expect(last).to_have_attribute("aria-current", "true")
    assert types.evaluate(SCROLL_POSITIONS) == before


def test_the_filters_on_a_phone_show_all_that_is_chosen_and_lead_to_the_result(
    new_screen: NewScreen,
) -> None:
    screen = new_screen("ru")
    screen.page.set_viewport_size({"width": 360, "height": 800})
    screen.open("map", oblast="KG-J,KG-T", type="lecture")
    screen.open_on_phone("filters")
    chips = screen.page.locator(".head .chips > a")
    expect(chips).to_have_count(3)
    for chip in chips.all():
        box = chip.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 360
    shown = screen.page.locator(".show-result")
    expect(shown).to_have_text("Показать (2)")
    shown.click()
    expect(chips.first).to_be_hidden()


def test_a_list_works_by_keys(screen: Screen) -> None:
    screen.open("map")
    keys, regions = screen.page.keyboard, screen.opener("regions")
    regions.focus()
    keys.press("Enter")
    keys.press("Tab")
    first = content(screen, "regions").locator("a").first
    expect(first).to_be_focused()
    keys.press("Enter")
    screen.expect_chips(screen.region_name("KG-B"))
    expect(first).to_be_focused()
    keys.press("Escape")
    expect(content(screen, "regions")).to_be_hidden()
    expect(regions).to_be_focused()


@pytest.mark.long
def test_the_dialog_has_a_button_to_close_it(screen: Screen) -> None:
    screen.open("overview")
    button = export_button(screen)
    button.click()
    dialog = screen.page.get_by_test_id("stDialog")
    dialog.get_by_role("button", name=screen.text("Done"), exact=True).click()
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()
