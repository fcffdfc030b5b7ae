"""The popups of the filters: what is chosen is counted, “Done” closes them, and nothing jumps."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from campaign.domain.text_entries import entry_code
from tests.campaigns import REGIONS
from tests.e2e.conftest import NewScreen
from tests.e2e.screen import Screen

PHONE = {"width": 360, "height": 640}
SCROLLED = """() => [document.querySelector('[data-testid="stMain"]').scrollTop,
  document.querySelector('[data-testid="stPopoverBody"]').scrollTop]"""


def body(screen: Screen) -> Locator:
    return screen.page.get_by_test_id("stPopoverBody")


def done_button(screen: Screen) -> Locator:
    return body(screen).get_by_role("button", name=screen.text("Done"), exact=True)


@pytest.mark.parametrize("lang", ["ru"])
def test_choices_are_counted_and_done_closes(new_screen: NewScreen, lang: str) -> None:
    screen = new_screen(lang).open("map", **{"from": "2017-08-10"}, type="lecture,flash_mob")
    expect(screen.opener("types")).to_contain_text(f"{screen.text('Types')} (2)")
    expect(screen.opener("dates")).to_contain_text(f"{screen.text('Dates')} (1)")
    regions = screen.opener("regions")
    expect(regions).not_to_contain_text("(")
    regions.click()
    for count, code in enumerate(("KG-N", "KG-T"), start=1):
        body(screen).get_by_role("button", name=screen.short(code), exact=True).click()
        expect(regions).to_contain_text(f"{screen.text('Regions')} ({count})")
        expect(body(screen)).to_be_visible()
    screen.rest()
    done_button(screen).click()
    expect(body(screen)).to_be_hidden()
    expect(regions).to_be_focused()
    for name in ("types", "dates"):
        screen.opener(name).click()
        done_button(screen).click()
        expect(body(screen)).to_be_hidden()


@pytest.mark.long
def test_an_organizer_is_searched_and_the_popup_stays(new_screen: NewScreen) -> None:
    screen = new_screen("ky").open("timeline")
    opener = screen.opener("organisers")
    opener.click()
    search = body(screen).get_by_role("combobox")
    search.fill("мектеп")
    screen.page.get_by_role("option", name="Мектеп", exact=True).click()
    screen.expect_query(lang="ky", organiser=entry_code("Школа"))
    expect(opener).to_contain_text(f"{screen.text('Organizers')} (1)")
    expect(body(screen)).to_be_visible()
    search.fill("жок ат")
    # Streamlit's own words are in the reader's language too.
    expect(screen.page.get_by_text("No results")).to_be_hidden()
    search.press("Escape")
    screen.rest()
    done_button(screen).click()
    expect(body(screen)).to_be_hidden()


def test_a_choice_moves_nothing(new_screen: NewScreen) -> None:
    screen = new_screen("ru")
    screen.page.set_viewport_size(PHONE)
    screen.open("map")
    screen.opener("types").click()
    last = body(screen).get_by_role("button", name=screen.kind("film_screening"), exact=True)
    last.scroll_into_view_if_needed()
    # Done stays in sight, however long the list is.
    expect(done_button(screen)).to_be_in_viewport(ratio=1)
    before = screen.evaluate(SCROLLED)
    assert before[1] > 0
    last.click()
    screen.expect_query(lang="ru", type="film_screening")
    screen.rest()
    expect(last).to_have_attribute("aria-pressed", "true")
    assert screen.evaluate(SCROLLED) == before


def test_a_popup_is_used_by_keys(screen: Screen) -> None:
    screen.open("map")
    keys, regions = screen.page.keyboard, screen.opener("regions")
    regions.focus()
    keys.press("Enter")
    first = body(screen).get_by_role("button").first
    expect(first).to_be_focused()
    keys.press("Enter")
    screen.expect_chips(_name(screen, first))
    done_button(screen).focus()
    keys.press("Enter")
    expect(body(screen)).to_be_hidden()
    expect(regions).to_be_focused()


@pytest.mark.long
def test_the_dialog_has_done_too(screen: Screen) -> None:
    screen.open("overview")
    button = screen.page.locator(".st-key-filters").get_by_role(
        "button", name=screen.text("Export"), exact=True
    )
    button.click()
    dialog = screen.page.get_by_test_id("stDialog")
    dialog.get_by_role("button", name=screen.text("Done"), exact=True).click()
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()


def _name(screen: Screen, pill: Locator) -> str:
    """The full name of the unit that a button names shortly."""
    codes = REGIONS
    return next(screen.place(code) for code in codes if screen.short(code) == pill.inner_text())
