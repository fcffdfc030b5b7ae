"""A chart is visible before Plotly is loaded, and Plotly replaces it without a shift."""

from __future__ import annotations

import re

import pytest
from PIL import ImageColor
from playwright.sync_api import Route, expect

from campaign.theme.style import STYLES, Mode
from tests.e2e.conftest import NewScreen
from tests.e2e.screen import Screen
from tests.e2e.server import Server

pytestmark = pytest.mark.drawn

PLOTLY = "**/assets/plotly.min.js*"

# Records at every frame the positions of the charts, and charts without exactly one picture.
WATCH = """() => {
  const seen = window.__seen = { blank: 0, both: 0, frames: 0, places: new Set() };
  const isSeen = (element) => element?.checkVisibility({ visibilityProperty: true });
  const look = () => {
    const stages = [...document.querySelectorAll('.cf-stage')];
    for (const stage of stages) {
      const first = [...stage.querySelectorAll('.cf-picture .figure > svg')].some(isSeen);
      const drawn = isSeen(stage.querySelector('.main-svg'));
      if (!first && !drawn) seen.blank += 1;
      if (first && drawn) seen.both += 1;
    }
    seen.frames += 1;
    seen.places.add(stages.map((stage) => {
      const box = stage.getBoundingClientRect();
      return [Math.round(box.top), Math.round(box.height)].join('+');
    }).join(' '));
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
SEEN = "() => ({ ...window.__seen, places: [...window.__seen.places] })"
CODES = """(figure) => [...document.querySelectorAll(`.st-key-${figure} .cf-picture [data-code]`)]
  .map((mark) => mark.dataset.code)"""
SHAPES = """() => [...document.querySelectorAll('.st-key-map .choroplethlocation')]
  .map((shape) => shape.__data__.loc)"""
BACKGROUND = (
    """() => getComputedStyle(document.querySelector('[data-testid="stApp"]')).backgroundColor"""
)
INK = """() => getComputedStyle(
  document.querySelector('.st-key-ranking .cf-picture [data-reference] text')).fill"""


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("lang", "scheme", "width"),
    [
        pytest.param("ky", "light", 1440, marks=pytest.mark.long),
        ("ru", "dark", 1440),
        ("en", "light", 360),
    ],
)
def test_plotly_replaces_the_first_picture_in_one_frame(
    new_screen: NewScreen, server: Server, lang: str, scheme: Mode, width: int
) -> None:
    viewport = {"width": width, "height": 900}
    screen = new_screen(lang, server.address, scheme, viewport=viewport)
    held: list[Route] = []
    screen.page.route(PLOTLY, lambda route: held.append(route))
    screen.start("map", oblast="KG-N")
    for figure in ("map", "ranking"):
        picture = screen.figure(figure).locator(".cf-picture")
        drawing = picture.locator(".figure > svg:visible")
        expect(drawing).to_be_visible()
        expect(picture).to_have_attribute("aria-hidden", "true")
        if width > 600 or figure == "ranking":  # a map has no names on a phone
            expect(drawing).to_contain_text(screen.short_name("KG-N"))
        assert {"oblast=KG-N", "oblast=KG-GO"} <= set(screen.evaluate(CODES, figure))
    assert screen.evaluate(INK) == f"rgb{ImageColor.getrgb(STYLES[scheme].muted)}"
    assert (screen.evaluate(BACKGROUND) == "rgb(255, 255, 255)") == (scheme == "light")
    expect(screen.page.locator(".foot")).to_be_visible()
    screen.evaluate("() => document.fonts.ready.then(() => null)")
    drawn_first = set(screen.evaluate(CODES, "map"))
    screen.wait_for_figures()
    assert held == [], "Plotly was fetched without a touch"
    with screen.page.expect_request(PLOTLY):
        screen.figure("map").locator(".cf-picture").hover()
    screen.evaluate(WATCH)
    held[0].continue_()
    screen.wait_until_idle()
    expect(screen.page.locator(".cf-picture")).to_have_count(0)
    assert {f"oblast={code}" for code in screen.evaluate(SHAPES)} == drawn_first
    seen = screen.evaluate(SEEN)
    assert seen["frames"] > 2 and seen["blank"] == seen["both"] == 0
    assert len(seen["places"]) == 1, f"the charts moved: {seen['places']}"


@pytest.mark.sample(1)
@pytest.mark.parametrize(("lang", "width"), [("en", 1440), ("ky", 360)])
def test_the_first_picture_stays_if_plotly_cannot_be_loaded(
    new_screen: NewScreen, server: Server, lang: str, width: int
) -> None:
    screen = new_screen(lang, server.address, viewport={"width": width, "height": 800})
    screen.page.route(PLOTLY, lambda route: route.abort())
    screen.start("overview")
    for figure in ("map", "breakdown", "timeline"):
        card = screen.figure(figure)
        card.locator(".cf-picture").hover()
        expect(card.locator(".cf-failed")).to_have_text(
            screen.text(
                "The chart could not be drawn. Reload the page, or show the chart as a table."
            )
        )
        expect(card.locator(".cf-picture .figure > svg:visible")).to_be_visible()
        _assert_nothing_is_cut(screen, figure)
    # The file is the server's picture: it needs no Plotly.
    with screen.page.expect_download() as awaited:
        screen.card_menu("timeline", "svg").click()
    assert re.search(r"timeline-.*\.svg$", awaited.value.suggested_filename)


def _assert_nothing_is_cut(screen: Screen, figure: str) -> None:
    cut = screen.evaluate(
        """(figure) => {
          const svg = [...document.querySelectorAll(`.st-key-${figure} .cf-picture .figure > svg`)]
            .find((drawing) => drawing.checkVisibility());
          const frame = svg.closest('.cf-stage').getBoundingClientRect();
          return [...svg.querySelectorAll('text')].filter((words) => {
            const box = words.getBoundingClientRect();
            return box.left < frame.left - 2 || box.right > frame.right + 2
              || box.top < frame.top - 2 || box.bottom > frame.bottom + 2;
          }).map((words) => words.textContent);
        }""",
        figure,
    )
    assert cut == [], f"{figure}: {cut}"
