"""The page that the server paints: it works without scripts, and becomes live without a shift."""

from __future__ import annotations

import csv

import pytest
from playwright.sync_api import Page, expect

from campaign.i18n.translator import LANGUAGES, Text
from tests.e2e.conftest import NewContext, NewScreen
from tests.e2e.console import console_errors
from tests.e2e.held_requests import APP_SCRIPT, hold_requests
from tests.e2e.screen import Screen
from tests.e2e.server import Server
from tests.e2e.slow_page import serving_in_pieces

PHONE = {"width": 360, "height": 800}
TOUCH_PHONE = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
# The phone of Lighthouse.
LARGE_PHONE = TOUCH_PHONE | {"viewport": {"width": 412, "height": 823}, "device_scale_factor": 1.75}
MOST_SHIFT = 0.02
_PAGE_HEADERS = {"Accept": "text/html", "Sec-Fetch-Dest": "document"}
_SHIFTS = """() => {
  window.shift = 0;
  window.titles = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    const { element } = list.getEntries().at(-1);
    window.largest = element?.closest('#root') ? element.textContent : '';
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  const look = () => {
    if (window.titles.at(-1) !== document.title) window.titles.push(document.title);
    requestAnimationFrame(look);
  };
  look();
}"""
_SEEN = """() => {
  window.seen = false;
  const look = () => {
    const first = document.getElementById('first');
    const isLive = document.documentElement?.hasAttribute('data-live');
    if (first && getComputedStyle(first).visibility === 'visible' && !isLive) window.seen = true;
    requestAnimationFrame(look);
  };
  look();
}"""
_WORDS_FIRST = """() => {
  window.wordsFirst = [];
  new MutationObserver(() => {
    const isOn = document.documentElement.classList.contains('words-first');
    if (isOn !== (window.wordsFirst.at(-1) ?? false)) window.wordsFirst.push(isOn);
  }).observe(document, { subtree: true, attributeFilter: ['class'] });
}"""
_SHOWS_CHARTS = """() => {
  document.documentElement.classList.add('words-first');
  return [...document.querySelectorAll('.figure > svg')].some((svg) => svg.checkVisibility());
}"""


def _region(page: Page, code: str) -> None:
    page.locator(f"#map-wide-{code}").click()


def test_a_map_plays_before_the_app_has_loaded(new_context: NewContext) -> None:
    context, _ = new_context(locale="ky-KG")
    page = context.new_page()
    page.route("**/static/js/**", lambda route: None)  # the app never arrives
    page.goto("/map?lang=ky", wait_until="commit")
    bar, card = page.locator(".play-bar"), page.locator('[data-card="map"]')
    rest = card.locator("h2").inner_text()
    bar.locator("input").press("Home")
    expect(bar.locator("span")).to_contain_text("2017-жылдын 31-июлу")
    expect(card.locator("h2")).not_to_have_text(rest)
    bar.locator("button").press(" ")
    expect(bar.locator("button")).to_have_text(Text.of("ky")("Pause"))
    bar.locator("input").press("End")
    expect(card.locator("h2")).to_have_text(rest)


def test_pages_work_without_scripts(new_context: NewContext, server: Server) -> None:
    context, _ = new_context(java_script_enabled=False, locale="ru-RU", accept_downloads=True)
    page = context.new_page()
    page.goto("/map")
    russian, english = Text.of("ru"), Text.of("en")
    expect(page.locator("h1")).to_contain_text(russian("People reached by region"))
    page.locator(".languages").get_by_text("English", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    _region(page, "KG-N")
    expect(page.locator("h1 .scope")).to_have_text("Naryn oblast")
    assert "oblast=KG-N" in page.url and "lang=en" in page.url
    page.locator(f'details[data-label="{english("Indicator")}"] summary').click()
    page.get_by_role("link", name=english("People reached"), exact=True).click()
    expect(page.locator('[data-card="map"] .drawn')).to_contain_text("People reached, by region")
    card = page.locator('[data-card="ranking"]')
    card.locator(".card-menu > summary").click()
    card.locator(".table summary").click()
    expect(card.locator("table")).to_contain_text("Naryn oblast")
    with page.expect_download() as download:
        card.get_by_role("link", name=english("Download CSV")).click()
    with open(download.value.path(), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row for row in rows if "Naryn oblast" in row]
    expect(page.locator(".head .actions")).to_be_hidden()
    page.locator('[data-list="dates"] summary').click()
    page.locator('input[name="from"]').fill("2017-08-10")
    page.locator('[data-list="dates"]').get_by_role("button").click()
    expect(page.locator(".chips a").last).to_be_visible()
    assert "from=2017-08-10" in page.url and "oblast=KG-N" in page.url
    page.locator(".menu").get_by_text(english("Method"), exact=True).click()
    expect(page.locator("h1")).to_have_text(english("Method"))
    page.locator(".menu").get_by_text(Text.of("en").c("menu", "Upload"), exact=True).click()
    expect(page.locator("noscript")).to_be_visible()


@pytest.mark.parametrize(
    ("device", "shows_charts"), [(TOUCH_PHONE, False), ({}, True)], ids=["phone", "wide"]
)
def test_the_charts_of_a_phone_wait_for_the_first_frame(
    new_context: NewContext, device: dict[str, object], shows_charts: bool
) -> None:
    context, _ = new_context(**device)
    page = context.new_page()
    page.add_init_script(f"({_WORDS_FIRST})()")
    page.route("**/static/js/**", lambda route: route.abort())  # the first paint stays
    page.goto("/", wait_until="domcontentloaded")
    page.wait_for_function("() => window.wordsFirst.at(-1) === false")
    assert page.evaluate("() => window.wordsFirst") == [True, False]
    assert page.evaluate(_SHOWS_CHARTS) is shows_charts


@pytest.mark.parametrize(
    ("device", "languages"),
    [
        pytest.param({}, LANGUAGES, marks=pytest.mark.long),
        (TOUCH_PHONE, LANGUAGES),
        pytest.param(LARGE_PHONE, LANGUAGES[::-1], marks=pytest.mark.long),
    ],
    ids=["wide", "phone", "large-phone"],
)
def test_the_first_paint_becomes_live_without_a_shift(
    new_context: NewContext, device: dict[str, object], languages: tuple[str, ...]
) -> None:
    context, _ = new_context(**device)
    page = context.new_page()
    errors = console_errors(page)
    page.add_init_script(f"({_SHIFTS})()")
    for lang, path in zip(languages, ("", "map", "timeline"), strict=True):
        page.goto(f"/{path}?lang={lang}", wait_until="commit")
        page.locator("#first h1").wait_for()
        Screen(page, lang).expect_live()
        page.wait_for_timeout(500)
        assert page.evaluate("window.shift") < MOST_SHIFT
        assert page.evaluate("window.largest") == "", "the app has a larger text than the page"
        assert page.locator("a:not([href])").count() == 0
        # Before its first frame the page has no title.
        assert len(set(page.evaluate("window.titles")) - {""}) == 1
    assert errors == []


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("path", "device"),
    [("", TOUCH_PHONE), ("", {}), ("map", TOUCH_PHONE), ("timeline", {}), ("activities", {})],
)
def test_a_page_that_arrives_in_pieces_does_not_shift(
    new_context: NewContext, server: Server, path: str, device: dict[str, object]
) -> None:
    html = new_context()[0].request.get(f"{server.address}/{path}?lang=ky", headers=_PAGE_HEADERS)
    with serving_in_pieces(html.text()) as address:
        page = new_context(address, **device)[0].new_page()
        page.add_init_script(f"({_SHIFTS})()")
        page.goto("/")
        expect(page.locator("footer")).to_be_visible()
        assert page.evaluate("window.shift") < MOST_SHIFT


def test_scroll_position_and_focus_stay(new_context: NewContext) -> None:
    page = new_context()[0].new_page()
    release = hold_requests(page, APP_SCRIPT)
    page.goto("/?lang=en", wait_until="commit")
    card = page.locator('#first [data-card="timeline"]')
    # The page has its full height only when it is complete.
    page.locator("#first footer").wait_for()
    page.locator("#first .menu a", has_text="Map").focus()
    page.evaluate("document.querySelector('#first').scrollTop = 900")
    top = card.evaluate("(card) => card.getBoundingClientRect().top")
    screen = Screen(page, "en")
    screen.touch()
    release()
    screen.expect_live()
    assert abs(card.evaluate("(card) => card.getBoundingClientRect().top") - top) < 1
    assert page.evaluate("document.activeElement.textContent").strip() == "Map"


def test_a_reader_with_own_files_does_not_see_the_public_page_first(new_screen: NewScreen) -> None:
    screen = new_screen("en", locale="en-US")
    screen.open("overview")
    assert screen.evaluate("() => sessionStorage.getItem('campaign-own')") is None
    screen.evaluate("() => sessionStorage.setItem('campaign-own', '1')")
    screen.page.add_init_script(f"({_SEEN})()")
    screen.page.reload(wait_until="commit")
    screen.expect_page("overview")
    assert screen.evaluate("() => window.seen") is False
    assert screen.evaluate("() => sessionStorage.getItem('campaign-own')") is None
