"""The page follows the reader's colour scheme, and its texts have enough contrast in both."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image

from tests.e2e.conftest import NewScreen
from tests.e2e.screen import Screen

MIN_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
TEXTS = (
    "h1", ".lead", ".summary", ".source", ".brand-name", ".brand-place", ".tile dt",
    ".tile-value", ".tile-note", ".tag", ".headline h2", ".drawn", ".foot p",
    ".provenance p", ".head .menu a",
)  # fmt: skip
# The colour of the text, and the first solid colour behind it.
COLOURS = """(selector) => [...document.querySelectorAll(selector)].slice(0, 3).map((box) => {
  const paint = (element) => getComputedStyle(element).backgroundColor;
  let behind = box;
  while (behind && /, 0\\)|transparent/.test(paint(behind))) behind = behind.parentElement;
  return [getComputedStyle(box).color, behind ? paint(behind) : 'rgb(255, 255, 255)'];
})"""
LABELS = """() => [...document.querySelectorAll('.card.timeline .figure > svg text')]
  .filter((label) => label.checkVisibility() && !label.closest('a, [role="img"], [data-legend]'))
  .map((label) => getComputedStyle(label).fill)"""
ICONS = (".opens-menu .sign", ".opens-filters .sign", ".options .dots", ".card-menu .dots")
PAGE = "() => getComputedStyle(document.getElementById('first')).backgroundColor"


@pytest.mark.parametrize(
    ("scheme", "dark"), [pytest.param("light", False, marks=pytest.mark.long), ("dark", True)]
)
def test_the_page_has_its_colours_and_enough_contrast(
    new_screen: NewScreen, scheme: str, dark: bool
) -> None:
    screen = new_screen("ky", color_scheme=scheme).open("overview")
    page = screen.evaluate(PAGE)
    assert (_luminance(page) < 0.1) is dark, f"{scheme}: the page is {page}"
    issues = _low_contrast(screen, TEXTS)
    labels = set(screen.evaluate(LABELS))
    assert labels
    issues += [f"label {c} on {page}" for c in labels if _contrast(c, page) < MIN_CONTRAST]
    screen.menu("timeline")
    issues += _low_contrast(screen, (".events .when", ".events span"))
    assert not issues, f"{scheme}: {issues}"


@pytest.mark.long
def test_page_follows_a_change_of_colours(new_screen: NewScreen) -> None:
    screen = new_screen("ru", color_scheme="light").open("map")
    light = screen.evaluate(PAGE)
    screen.page.emulate_media(color_scheme="dark")
    screen.page.wait_for_function(f"(light) => ({PAGE})() !== light", arg=light)


def test_icons_are_visible_in_high_contrast(new_screen: NewScreen) -> None:
    # A new context, because it has other colours.
    viewport = {"width": 360, "height": 800}
    screen = new_screen("ru", viewport=viewport, locale="ru-RU", forced_colors="active")
    screen.open("map")
    for sign in ICONS:
        picture = screen.page.locator(sign).first.screenshot()
        colours = Image.open(BytesIO(picture)).convert("L").getextrema()
        assert colours[1] - colours[0] > 150, (sign, colours)


def _low_contrast(screen: Screen, selectors: tuple[str, ...]) -> list[str]:
    issues = []
    for selector in selectors:
        pairs = screen.evaluate(COLOURS, selector)
        assert pairs, f"no {selector} on the page"
        for words, behind in pairs:
            if _contrast(words, behind) < MIN_CONTRAST:
                issues.append(f"{selector} {words} on {behind}: {_contrast(words, behind):.1f}")
    return issues


def _contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21, as WCAG defines it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance of a computed colour, 0 to 1, as WCAG defines it."""
    parts = [float(part) / 255 for part in re.findall(r"[\d.]+", colour)[:3]]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
