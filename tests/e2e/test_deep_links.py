"""Every page opens from a link, in every language, wide and narrow, in light and in dark."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from campaign.charts import by_campaign
from campaign.charts.chart_list import CARDS, ChartEntry
from campaign.i18n.translator import LANGUAGES
from campaign.site.page_list import HOME, PAGES
from tests.e2e.axe import violations
from tests.e2e.conftest import WIDE, NewScreen
from tests.e2e.console import console_errors
from tests.e2e.screen import Screen
from tests.e2e.server import Server, serving

ON_OVERVIEW = ("map", "breakdown", "timeline")
NARROW = {"width": 360, "height": 800}
LOOKS = (("light", WIDE), ("light", NARROW), ("dark", WIDE))
SIDEWAYS = """() => [document.documentElement, document.querySelector('[data-testid="stMain"]')]
  .map((box) => box.scrollWidth - box.clientWidth)"""


RARE = ("present", "about", "timeline", "activities")


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    "stem", [pytest.param(s, marks=[pytest.mark.long] if s in RARE else []) for s in PAGES]
)
def test_page_opens_from_a_link(new_screen: NewScreen, server: Server, stem: str) -> None:
    # Each language meets each look on some page, and each page is met in all of both.
    turn = list(PAGES).index(stem) % len(LOOKS)
    looks = (*LOOKS[turn:], *LOOKS[:turn])
    # Three readers at once: it takes less time than one after another.
    screens = [
        new_screen(lang, color_scheme=scheme)
        for lang, (scheme, _) in zip(LANGUAGES, looks, strict=True)
    ]
    errors, issues = [console_errors(screen.page) for screen in screens], []
    for screen in screens:
        screen.start(stem)
    for screen, (scheme, look) in zip(screens, looks, strict=True):
        screen.expect_page(stem)
        _assert_whole(screen, stem)
        for size in (WIDE, NARROW):
            screen.page.set_viewport_size(size)
            screen.fits()
            over = screen.evaluate(SIDEWAYS)
            assert max(over) <= 0, f"{screen.lang}, {size['width']} px: {over} px too wide"
        screen.page.set_viewport_size(look)
        screen.fits()
        issues += violations(screen.page, f"{screen.lang}, {scheme}, {look['width']} px")
    assert not issues, "\n".join(issues)
    assert errors == [[], [], []]
    assert "Traceback" not in server.log()


@pytest.mark.long
def test_first_request_of_a_fresh_server_is_a_deep_link(new_screen: NewScreen) -> None:
    with serving() as fresh:
        screen = new_screen("ru", fresh.address)
        errors = console_errors(screen.page)
        screen.open("timeline")
        _assert_whole(screen, "timeline")
        assert not errors
        assert "Traceback" not in fresh.log()
        screen.page.context.close()


def _assert_whole(screen: Screen, stem: str) -> None:
    page, text = screen.page, screen.text
    expect(page.locator("html")).to_have_attribute("lang", screen.lang)
    expect(page.locator("h1")).to_have_text(re.compile(f"^{re.escape(text(PAGES[stem].heading))}"))
    mark = text("Illustrative (invented) data; not actual campaign results.")
    expect(page.locator(".st-key-provenance")).to_contain_text(mark)
    for key in _figures(stem):
        expect(screen.figure(key).locator(".cf-picture .figure > svg:visible")).to_be_visible()
    alarms = page.locator('[role="alert"], [data-testid="stException"], [data-testid="stAlert"]')
    assert "".join(alarms.all_inner_texts()).strip() == ""
    words = page.locator("body").inner_text()
    assert not re.search(r"Traceback|Exception|KeyError|undefined|NaN|\bNone\b", words)


def _figures(stem: str) -> tuple[str, ...]:
    """The charts of a page. The shipped campaign is alone: no other one stands beside it."""
    of_page = (key for key, entry in CARDS.items() if entry.stem == stem and not _is_of_two(entry))
    return ON_OVERVIEW if stem == HOME.stem else tuple(of_page)


def _is_of_two(entry: ChartEntry) -> bool:
    return entry.build.__module__ == by_campaign.__name__
