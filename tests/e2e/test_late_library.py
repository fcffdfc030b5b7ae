"""Plotly is loaded when a reader points at a figure; until it has drawn, the pictures are used."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.conftest import NewScreen
from tests.e2e.screen import Screen
from tests.e2e.server import Server

pytestmark = pytest.mark.drawn

PLOTLY = "**/assets/plotly.min.js*"
ARE_IN_SIGHT = """() => [...document.querySelectorAll('.cf-stage')].map((stage) => {
  const { top, bottom } = stage.getBoundingClientRect();
  return top < innerHeight && bottom > 0;
})"""
ARE_DRAWN = """() => [...document.querySelectorAll('.cf-stage')]
  .map((stage) => !stage.querySelector('.cf-picture'))"""


class HeldLibrary:
    """Holds the requests of a page for Plotly until they are released."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._routes: list[Route] = []
        self._is_held = True
        page.route(PLOTLY, self._hold)

    @property
    def is_requested(self) -> bool:
        return bool(self._routes)

    def expect_requested(self) -> None:
        """Wait until the page requests Plotly, some time after the touch that needs it."""
        for _ in range(3600):
            if self.is_requested:
                return
            self._page.wait_for_timeout(50)
        raise AssertionError("never requested")

    def release(self) -> None:
        """Continue all requests, now and later."""
        self._is_held = False
        for route in self._routes:
            route.continue_()

    def refuse(self) -> None:
        """Abort the requests."""
        for route in self._routes:
            route.abort()

    def _hold(self, route: Route) -> None:
        if self._is_held:
            self._routes.append(route)
        else:
            route.continue_()


Hold = Callable[..., tuple[Screen, HeldLibrary]]


@pytest.fixture
def open_held(new_screen: NewScreen, server: Server) -> Hold:
    """Return a function that opens a page and holds its requests for Plotly."""

    def open_page(
        stem: str, *, width: int = 1440, lang: str = "en", **options: bool
    ) -> tuple[Screen, HeldLibrary]:
        viewport = {"width": width, "height": 800}
        screen = new_screen(lang, server.address, viewport=viewport, **options)
        library = HeldLibrary(screen.page)
        screen.start(stem)
        screen.wait_for_figures()
        return screen, library

    return open_page


@pytest.mark.long
def test_scrolling_does_not_load_plotly(open_held: Hold) -> None:
    screen, library = open_held("overview")
    screen.page.mouse.move(700, 5)  # figures come under it only by scrolling
    for _ in range(12):
        screen.page.mouse.wheel(0, 300)
        screen.page.wait_for_timeout(80)
    screen.page.wait_for_timeout(500)
    assert not library.is_requested


def test_a_region_of_the_picture_is_chosen_at_once(open_held: Hold) -> None:
    screen, library = open_held("map")
    picture = screen.figure("map").locator(".cf-picture")
    _mark(picture, "oblast=KG-N").click()
    screen.expect_chips(screen.region_name("KG-N"))
    library.expect_requested()
    selected = picture.locator('[data-code="oblast=KG-N"][data-selected]')
    expect(selected.first).to_be_attached()
    bars = screen.figure("ranking").locator(".cf-picture")
    bar = bars.locator('[data-code="oblast=KG-N"][data-selected]')
    expect(bar.first).to_be_attached()
    library.release()
    screen.wait_until_idle()
    screen.expect_chips(screen.region_name("KG-N"))
    screen.click_unit("KG-N")
    screen.expect_chips()


@pytest.mark.long
def test_a_tap_chooses_and_a_scroll_by_finger_does_not_load_plotly(open_held: Hold) -> None:
    screen, library = open_held("map", width=360, has_touch=True, is_mobile=True)
    session = screen.page.context.new_cdp_session(screen.page)
    stage = screen.figure("map").locator(".cf-stage")
    stage.scroll_into_view_if_needed()
    box = stage.bounding_box()
    assert box is not None
    gesture = {"x": box["x"] + box["width"] / 2, "y": box["y"] + 100, "yDistance": -60}
    session.send("Input.synthesizeScrollGesture", {**gesture, "gestureSourceType": "touch"})
    screen.page.wait_for_timeout(300)
    assert not library.is_requested
    _mark(screen.figure("map").locator(".cf-picture"), "oblast=KG-N").tap()
    screen.expect_chips(screen.region_name("KG-N"))
    library.expect_requested()
    library.release()


@pytest.mark.long
def test_filters_change_the_pictures(open_held: Hold) -> None:
    screen, library = open_held("map")
    screen.pill("KG-T").click()
    screen.expect_chips(screen.region_name("KG-T"))
    for figure in ("map", "ranking"):
        picture = screen.figure(figure).locator(".cf-picture:visible")
        expect(picture.locator("[data-selected]").first).to_be_attached()
    screen.page.locator('.languages a[lang="ru"]').click()
    screen.lang = "ru"
    # While the page in the next language loads, both pages exist.
    picture = screen.page.locator(".st-key-map .cf-picture", has_text=screen.short_name("KG-N"))
    expect(picture).to_have_count(1)
    assert not library.is_requested


@pytest.mark.long
def test_keys_work_before_the_library_is_loaded(open_held: Hold) -> None:
    screen, library = open_held("map")
    card = screen.figure("map")
    card.locator(".cf-list").focus()
    expect(card.locator(".cf-ring")).to_be_visible()
    library.expect_requested()
    option = card.locator("[data-n]").nth(2)
    name = option.inner_text().split(",")[0]
    for key in ("Home", "ArrowDown", "ArrowDown"):
        screen.page.keyboard.press(key)
    expect(card.locator(".cf-tip")).to_contain_text(name)
    screen.page.keyboard.press("Enter")
    screen.expect_chips(name)
    library.release()
    screen.wait_until_idle()
    expect(card.locator(".cf-list")).to_be_focused()
    expect(card.locator(".cf-tip")).to_contain_text(name)


@pytest.mark.long
def test_play_waits_for_the_library_and_plays(open_held: Hold) -> None:
    screen, library = open_held("map")
    card = screen.figure("map")
    summary = card.locator(".summary:visible").inner_text()
    card.get_by_role("button", name=screen.text("Play"), exact=True).click()
    expect(card.get_by_role("button", name=screen.text("Pause"), exact=True)).to_be_visible()
    screen.page.wait_for_timeout(400)
    slider = card.locator(".cf-slider")
    assert int(slider.input_value()) < 4  # one step at most
    expect(card.locator(".summary:visible")).to_have_text(summary)
    library.release()
    screen.page.wait_for_function(
        "() => Number(document.querySelector('.st-key-map .cf-slider').value) > 5"
    )
    expect(card.locator(".cf-picture")).to_have_count(0)
    expect(screen.figure("ranking").locator(".cf-picture")).to_have_count(0)


@pytest.mark.long
def test_play_without_the_library_shows_a_message_and_stops(open_held: Hold) -> None:
    screen, library = open_held("map")
    card = screen.figure("map")
    title = card.locator("h2").inner_text()
    card.get_by_role("button", name=screen.text("Play"), exact=True).click()
    library.refuse()
    expect(card.locator(".cf-failed")).not_to_be_empty()
    expect(card.locator(".cf-picture .figure > svg:visible")).to_be_visible()
    expect(card.locator(".cf-slider")).to_have_value("112")
    assert card.locator("h2").inner_text() == title


def test_after_a_touch_the_visible_figures_are_drawn(open_held: Hold) -> None:
    screen, library = open_held("overview")
    library.release()
    screen.page.locator(".cf-stage").first.hover()
    screen.page.wait_for_function(f"() => ({ARE_DRAWN})()[0]")
    screen.page.wait_for_timeout(1000)
    drawn, in_sight = screen.evaluate(ARE_DRAWN), screen.evaluate(ARE_IN_SIGHT)
    assert drawn == in_sight and not all(drawn)
    screen.page.mouse.wheel(0, 10_000)
    screen.page.wait_for_function(f"() => ({ARE_DRAWN})().at(-1)")


@pytest.mark.long
def test_a_tooltip_appears_when_plotly_draws_under_a_still_mouse(open_held: Hold) -> None:
    screen, library = open_held("map")
    card = screen.figure("map")
    _mark(card.locator(".cf-picture"), "oblast=KG-N").hover()
    library.release()
    expect(card.locator(".hoverlayer .hovertext").first).to_contain_text(screen.region_name("KG-N"))
    position = _mark_position(screen)
    screen.page.mouse.click(*position)
    screen.expect_chips(screen.region_name("KG-N"))


@pytest.mark.long
def test_a_click_is_not_lost_if_plotly_draws_before_the_button_is_released(open_held: Hold) -> None:
    screen, library = open_held("map")
    card = screen.figure("map")
    _mark(card.locator(".cf-picture"), "oblast=KG-N").hover()
    screen.page.mouse.down()
    library.release()
    expect(card.locator(".main-svg").first).to_be_attached()
    screen.page.wait_for_timeout(500)
    screen.page.mouse.up()
    screen.expect_chips(screen.region_name("KG-N"))
    expect(card.locator(".cf-picture")).to_have_count(0)


def _mark(picture: Locator, code: str) -> Locator:
    """The shape of a mark in a picture."""
    mark = f'[data-code="{code}"]'
    return picture.locator(f"{mark} path:visible, {mark} rect:visible").first


def _mark_position(screen: Screen) -> tuple[float, float]:
    """The middle of Naryn in the window."""
    box = screen.evaluate(
        """() => {
          const unit = [...document.querySelectorAll('.st-key-map .choroplethlocation')]
            .find((path) => path.__data__.loc === 'KG-N');
          const { left, top, width, height } = unit.getBoundingClientRect();
          return [left + width / 2, top + height / 2];
        }"""
    )
    return box[0], box[1]
