"""Public pages on a plain file server: the animation of a map, and a link to another page."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from campaign.analysis.selection import Selection
from campaign.dataset import campaign_cache
from campaign.site.public.catalogue import DAYS, Catalogue
from campaign.site.public.pages import PageSet

pytestmark = pytest.mark.long
DAY = 40
RECORD_TRANSITION = (
    "addEventListener('pagereveal', (event) =>"
    " { document.documentElement.dataset.fades = Boolean(event.viewTransition); })"
)
NARROW, WIDE = ".figure > svg:first-of-type", ".figure > svg:last-of-type"
"""The two drawings of a figure."""
MOVE = """(slider, day) => {
  slider.value = day;
  slider.dispatchEvent(new Event('input', { bubbles: true }));
}"""


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Log nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    catalogue = Catalogue.of(campaign_cache.current())
    for selection in (Selection("2017"), Selection("2017", oblasts=("KG-B",))):
        for path, content in PageSet(catalogue, selection, "ky", has_address=False).draw():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_QuietHandler, directory=site))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def words_of(page: Page, code: str) -> list[str]:
    """The texts of a region on the map: its name, value and people."""
    texts: list[str] = page.eval_on_selector_all(
        f'{WIDE} [data-value="{code}"] text', "all => all.map((one) => one.textContent)"
    )
    return texts


def ranking_of(page: Page) -> list[list[str]]:
    """The rows of the ranking from top to bottom: code, text of the value and px of the bar."""
    rows: list[list[str]] = page.eval_on_selector_all(
        f".card.ranking {NARROW} [data-unit]",
        """all => all.map((one) => {
          const bar = one.querySelector("rect").getBoundingClientRect();
          const words = one.querySelector("text[font-weight]").textContent;
          return [bar.top, one.dataset.unit, words, bar.width];
        }).sort((one, other) => one[0] - other[0]).map((row) => row.slice(1))""",
    )
    return rows


def test_the_ranking_beside_a_map_follows_its_days(
    browser: Browser, address: str, site: Path
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{address}/ky/map.html")
    card = page.locator(".card.ranking")
    rest, rows = card.inner_html(), ranking_of(page)
    page.locator(".play-bar button").press("Enter")
    slider = page.locator(".play-bar input")
    days = json.loads((site / f"ky/tables/map{DAYS}").read_bytes())
    expect(page.locator(".play-bar button")).to_have_text(days["pause"])
    slider.evaluate(MOVE, DAY)
    points = {
        code: [point for point in points if point[0] <= DAY][-1]
        for code, points in days["units"].items()
    }
    values = {code: -1 if point[3] is None else point[3] for code, point in points.items()}
    on_day = ranking_of(page)
    codes = [code for code, *_ in rows]
    assert [code for code, *_ in on_day] == sorted(codes, key=lambda code: -values[code]) != codes
    px = rows[0][2] / max(points[-1][3] or 0 for points in days["units"].values())  # type: ignore[operator]
    for code, words, length in on_day:
        state = days["states"].get(str(points[code][1]))
        assert words == (state or points[code][2]), code
        assert abs(length - px * max(values[code], 0)) < 1, code  # type: ignore[operator]
    country = [point for point in days["country"] if point[0] <= DAY][-1]
    mark = card.locator(f"{NARROW} [data-reference] text")
    expect(mark).to_have_text(days["mark"].replace("{value}", country[3]))
    expect(card.locator("h2")).to_contain_text(country[1])
    slider.evaluate(MOVE, days["days"] - 1)
    assert card.inner_html() == rest
    page.close()


def test_a_map_plays_pauses_goes_to_a_day_and_ends_as_it_was(
    browser: Browser, address: str, site: Path
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text))
    page.goto(f"{address}/ky/map.html")
    drawing = page.locator(".card.map .figure")
    rest = drawing.inner_html()
    button = page.locator(".play-bar button")
    button.press("Enter")
    slider = page.locator(".play-bar input")
    expect(slider).to_be_visible()
    # Until it plays, the slider is at the end, which has three digits. Not `wait_for_function`: it
    # evaluates a string, which the page's content policy forbids.
    expect(slider).to_have_value(re.compile(r"^([3-9]|\d{2})$"))
    button.press("Enter")
    paused = slider.input_value()
    slider.press("ArrowRight")
    assert slider.input_value() == str(int(paused) + 1)
    slider.evaluate(MOVE, DAY)
    days = json.loads((site / f"ky/tables/map{DAYS}").read_bytes())
    for code, points in days["units"].items():
        point = [point for point in points if point[0] <= DAY][-1]
        assert point[2] == words_of(page, code)[-1], code
    country = [point for point in days["country"] if point[0] <= DAY][-1][1]
    expect(page.locator(".card.map h2")).to_contain_text(country)
    slider.evaluate(MOVE, days["days"] - 1)
    assert drawing.inner_html() == rest
    assert not errors
    page.close()


def test_charts_and_tables_of_a_public_page_answer_keys_and_touches(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{address}/ky/map.html")
    naryn, tooltip = page.locator("#map-wide-KG-N"), page.locator("#tooltip")
    page.locator("#map-wide-KG-B").focus()
    page.keyboard.press("End")
    page.keyboard.press("Home")
    expect(tooltip).to_contain_text("Баткен облусу")
    naryn.hover()
    expect(tooltip).to_contain_text("Нарын облусу")
    page.mouse.move(1, 1)
    expect(tooltip).to_have_count(0)
    card = page.locator(".card.map")
    card.locator(".card-menu > summary").click()
    card.locator(".table > summary").click()
    header = card.locator("th > button").first
    header.press("Enter")
    expect(card.locator("th").first).to_have_attribute("aria-sort", "ascending")
    page.close()
    phone = browser.new_context(
        viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True
    ).new_page()
    phone.goto(f"{address}/ky/map.html")
    batken = phone.locator("#map-narrow-KG-B")
    batken.tap()
    expect(phone.locator("#tooltip")).to_contain_text("Баткен облусу")
    batken.tap()
    phone.wait_for_url("**/ky/map/KG-B.html")
    phone.context.close()


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_another_page_fades_in_unless_motion_is_reduced(
    browser: Browser, address: str, motion: str
) -> None:
    page = browser.new_page(reduced_motion=motion)  # type: ignore[arg-type]
    page.add_init_script(RECORD_TRANSITION)
    page.goto(f"{address}/ky/map.html")
    with page.expect_navigation():
        page.locator(".figure > svg:visible a[data-unit=KG-B]").first.dispatch_event("click")
    assert page.url.endswith("/ky/map/KG-B.html")
    fades = "true" if motion == "no-preference" else "false"
    expect(page.locator("html")).to_have_attribute("data-fades", fades)
    page.close()


def test_without_a_script_the_page_is_complete_and_has_no_button(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}/ky/map.html")
    expect(page.locator(".play-bar")).to_be_hidden()
    expect(page.locator(".card.map .figure > svg").last).to_be_visible()
    page.close()
