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

OVERVIEW_CHARTS = ("map", "breakdown", "timeline")
NARROW = {"width": 360, "height": 800}
VARIANTS = (("light", WIDE), ("light", NARROW), ("dark", WIDE))
OVERFLOW = """() => [document.documentElement,
  ...document.querySelectorAll('[data-testid="stMain"], #first')]
  .map((box) => box.scrollWidth - box.clientWidth)"""


LONG_ONLY = ("present", "about", "timeline", "activities")


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    "stem", [pytest.param(s, marks=[pytest.mark.long] if s in LONG_ONLY else []) for s in PAGES]
)
def test_page_opens_from_a_link(new_screen: NewScreen, server: Server, stem: str) -> None:
    # Each page has every language and every variant, and over all pages they occur in every pair.
    turn = list(PAGES).index(stem) % len(VARIANTS)
    variants = (*VARIANTS[turn:], *VARIANTS[:turn])
    # Three readers at once take less time than one after another.
    screens = [
        new_screen(lang, color_scheme=scheme)
        for lang, (scheme, _) in zip(LANGUAGES, variants, strict=True)
    ]
    errors, issues = [console_errors(screen.page) for screen in screens], []
    for screen in screens:
        screen.start(stem)
    for screen, (scheme, size) in zip(screens, variants, strict=True):
        screen.expect_page(stem)
        _assert_complete(screen, stem)
        for size in (WIDE, NARROW):
            screen.page.set_viewport_size(size)
            over = screen.evaluate(OVERFLOW)
            assert max(over) <= 0, f"{screen.lang}, {size['width']} px: {over} px too wide"
        screen.page.set_viewport_size(size)
        issues += violations(screen.page, f"{screen.lang}, {scheme}, {size['width']} px")
    assert not issues, "\n".join(issues)
    assert errors == [[], [], []]
    assert "Traceback" not in server.log()


@pytest.mark.long
def test_first_request_of_a_fresh_server_is_a_deep_link(new_screen: NewScreen) -> None:
    with serving() as fresh:
        screen = new_screen("ru", fresh.address)
        errors = console_errors(screen.page)
        screen.open("timeline")
        _assert_complete(screen, "timeline")
        assert not errors
        assert "Traceback" not in fresh.log()
        screen.page.context.close()


def _assert_complete(screen: Screen, stem: str) -> None:
    page, text = screen.page, screen.text
    expect(page.locator("html")).to_have_attribute("lang", screen.lang)
    expect(page.locator("h1")).to_have_text(re.compile(f"^{re.escape(text(PAGES[stem].heading))}"))
    mark = text("Illustrative (invented) data; not actual campaign results.")
    expect(page.locator(".provenance")).to_contain_text(mark)
    for key in _figures(stem):
        expect(screen.figure(key).locator(".figure > svg:visible")).to_be_visible()
    alarms = page.locator('[role="alert"], [data-testid="stException"], [data-testid="stAlert"]')
    assert "".join(alarms.all_inner_texts()).strip() == ""
    words = page.locator("body").inner_text()
    assert not re.search(r"Traceback|Exception|KeyError|undefined|NaN|\bNone\b", words)


def _figures(stem: str) -> tuple[str, ...]:
    """The charts of a page, without those that compare campaigns: the shipped one has no second."""
    of_page = (
        key for key, entry in CARDS.items() if entry.stem == stem and not _compares_campaigns(entry)
    )
    return OVERVIEW_CHARTS if stem == HOME.stem else tuple(of_page)


def _compares_campaigns(entry: ChartEntry) -> bool:
    return entry.build.__module__ == by_campaign.__name__
