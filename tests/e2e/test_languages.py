"""No English is left on a Kyrgyz or a Russian page, in sight or read out."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import WAIT, NewScreen
from tests.e2e.screen import Screen

# Names and signs that are the same in every language; keys as they stand on a keyboard.
ALLOWED = {"PNG", "SVG", "CSV", "MIT", "English", "Enter", "Esc", "Escape"}
PIECES = (
    # Names, as a whole: "Open" or "Source" alone would be English left behind.
    r"(?:Made with )?Natural Earth",
    r"Source Sans",
    r"PT Sans",
    r"SIL Open Font Licen[cs]e",
    r"plotly\.js",
    # Programs and formats of files, as the world writes them.
    r"\b(?:Excel|LibreOffice|Windows-1251)\b",
    r"\b(?:TSV|TXT|XLSX|ODS|(?:Geo|Topo|GEO|TOPO)?JSON)\b",
    r"\b(?:GPKG|ZIP|UTF|PPTX|HTML|PDF|TOML)\b",
    r"https?://\S+",
    r"\b(?:data|geo)/[\w/.-]+",
    r"\b[\w-]+(?:\.[\w-]+)*\.(?:org|com|kg|net|int|gov|js|csv|geojson)\b",  # hosts and files
    r"\b[0-9a-f]{12}\b",  # the fingerprint of the data
    r"\bKG-[A-Z]{1,2}\b",
)
# Everything a reader meets: text in sight, text that is only read out, names and tips.
SAID = """() => {
  const said = [['title', document.title]];
  const read = '.cf-list, .cf-reading, .cf-hint, .sr-only';
  const unread = 'script, style, noscript, [data-testid="stIconMaterial"], [data-measuring-span]';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement: box, data } = walker.currentNode;
    if (!data.trim() || box.closest(unread)) continue;
    const visible = box.checkVisibility({ visibilityProperty: true });
    if (visible || box.closest(read)) said.push([box.localName, data]);
  }
  for (const name of ['aria-label', 'aria-valuetext', 'aria-roledescription', 'title',
    'placeholder', 'alt']) {
    for (const box of document.body.querySelectorAll(`[${name}]`)) {
      if (box.closest('[hidden], .js-plotly-plot') === null) {
        said.push([`${box.localName}[${name}]`, box.getAttribute(name)]);
      }
    }
  }
  return said;
}"""
POPUPS = ("regions", "types", "dates", "share")


@pytest.mark.parametrize("lang", ["ky", "ru"])
def test_no_english_is_left(new_screen: NewScreen, lang: str) -> None:
    # An English browser: what follows the browser and not our page would show.
    screen = new_screen(lang, locale="en-US").open("overview")
    left = english(screen, "overview")
    for stem in ("map", "timeline", "activities", "data", "present", "about"):
        screen.menu(stem)
        left += english(screen, stem)
    screen.menu("map")
    left += _tooltips(screen) + _popovers(screen) + _tables(screen)
    assert not left, "\n".join(left)


@pytest.mark.parametrize("lang", ["ky", "ru"])
def test_no_english_where_little_is_known(new_screen: NewScreen, lang: str) -> None:
    screen = new_screen(lang, locale="en-US")
    screen.start("overview", edition="2018")
    expect(screen.page.locator("h1")).to_have_text(screen.text("Other years"), timeout=20_000)
    screen.rest()
    left = english(screen, "other years")
    screen.open("activities", oblast="KG-T", type="flash_mob")
    expect(screen.page.locator(".empty")).to_contain_text(
        screen.text("Nothing matches these filters.")
    )
    left += english(screen, "nothing matches")
    assert not left, "\n".join(left)


def english(screen: Screen, where: str) -> list[str]:
    """The places of the page at which a Latin word stands that is not allowed."""
    # Streamlit's own words come in English first, and a moment later in the reader's language.
    expect(screen.page.locator("body")).to_contain_text(screen.text("Skip to main content"))
    left: list[str] = []
    end = time.monotonic() + WAIT / 1_000
    while True:
        left = [
            f"{where}: {place}: {words.strip()[:120]!r}"
            for place, words in screen.evaluate(SAID)
            if latin_words(words) - ALLOWED
        ]
        if not left or time.monotonic() > end:
            return left
        screen.page.wait_for_timeout(200)


def latin_words(words: str) -> set[str]:
    """Its Latin words of three letters and more, addresses and codes aside."""
    for piece in PIECES:
        words = re.sub(piece, " ", words)
    return set(re.findall(r"(?<![A-Za-z])[A-Za-z]{3,}", words))


def _tooltips(screen: Screen) -> list[str]:
    x, y = screen.inside("KG-N")
    screen.page.mouse.move(x - 3, y)
    screen.page.mouse.move(x, y)
    label = screen.figure("map").locator(".hoverlayer .hovertext")
    expect(label.first).to_contain_text(screen.place("KG-N"))
    left = english(screen, "tip of a unit")
    screen.click_unit("KG-N")
    screen.expect_chips(screen.place("KG-N"))
    screen.rest()
    screen.page.locator('[class*="st-key-chip-"] button:visible').hover()
    tip = screen.page.get_by_test_id("stTooltipContent")
    expect(tip).to_contain_text(screen.text("Take this filter away"))
    return left + english(screen, "tip of a chip")


def _popovers(screen: Screen) -> list[str]:
    left = []
    for name in POPUPS:
        screen.opener(name).click()
        body = screen.page.get_by_test_id("stPopoverBody")
        # What the popover holds may come a moment after it.
        expect(body.get_by_role("slider" if name == "dates" else "button").first).to_be_visible()
        left += english(screen, name)
        screen.page.keyboard.press("Escape")
        expect(body).to_be_hidden()
    screen.unfold(screen.page.locator(f".st-key-indicator-{screen.lang}").get_by_role("combobox"))
    left += english(screen, "list of indicators")
    screen.page.keyboard.press("Escape")
    return left


def _tables(screen: Screen) -> list[str]:
    screen.figure("map").get_by_text(screen.text("Show as table"), exact=True).click()
    expect(screen.figure("map").locator("table.twin")).to_be_visible()
    return english(screen, "table")
