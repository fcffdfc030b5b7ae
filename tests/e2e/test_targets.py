"""Controls have one height, 44 px on a phone, and do not overlap."""

from __future__ import annotations

from itertools import cycle

import pytest

from campaign.site.page_list import PAGES
from tests.e2e.conftest import NewScreen
from tests.e2e.export_dialog import export_button
from tests.e2e.screen import Screen

PHONE = {"width": 360, "height": 800}
LANGUAGE = dict(zip(PAGES, cycle(("ky", "ru", "en"))))
# The controls, each with the box that receives a click: the frame for an input, the label for a
# switch. A link inside a sentence is as high as its line.
TARGETS = """() => {
  const pressed = `button, summary, textarea, [role="option"], .head a, .st-key-see a,
    .notes-link, label:has(input[type="checkbox"], input[type="radio"]),
    [role="group"]:has(> input), [data-testid="stTextInputRootElement"], .share input,
    .play-bar input`;
  const inside = '[role="group"]:has(> input) *';
  const found = [...document.querySelectorAll(pressed)]
    .filter((box) => !box.matches(inside))
    .filter((box) => box.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .map((box) => {
      const { left, top, width, height } = box.getBoundingClientRect();
      const words = box.innerText || box.getAttribute('aria-label') || box.className;
      const frame = box.closest('.head') !== null;
      // On a phone the chips scroll sideways: those out of sight cannot be clicked.
      // The button that removes all stays visible at the end, above the chips behind it.
      const chips = box.closest('.chips');
      const row = chips?.getBoundingClientRect();
      const reset = chips?.querySelector(':scope > .reset');
      const rowEnd = reset?.contains(box) ? row?.right : reset?.getBoundingClientRect().left;
      const start = Math.max(left, row?.left ?? left);
      const end = Math.min(left + width, rowEnd ?? left + width);
      const seen = Math.max(0, end - start);
      return { words: words.replace(/\\s+/g, ' '), left, top, width, height, frame, start, seen };
    });
  const thumbs = '[data-testid="stSlider"] div:has(> div > input)';
  for (const thumb of document.querySelectorAll(thumbs)) {
    const { width, height } = getComputedStyle(thumb, '::before');
    const [w, h] = [parseFloat(width), parseFloat(height)];
    found.push({ words: 'thumb', left: 0, top: 0, width: w, height: h, frame: false,
      start: 0, seen: w });
  }
  return found.filter(({ width, height }) => width > 1 && height > 1);
}"""

# Groups of choices that are not in one line.
WRAPPED = """() => [...document.querySelectorAll('.choice, .stButtonGroup [role="radiogroup"]')]
  .filter(({ children }) => new Set([...children].map((box) => box.offsetTop)).size > 1)
  .map((group) => group.innerText.replace(/\\s+/g, ' '))"""


@pytest.mark.long
def test_controls_are_large_enough_for_a_finger(new_screen: NewScreen) -> None:
    screen = new_screen(viewport=PHONE, has_touch=True, is_mobile=True)
    issues = []
    for stem, lang in LANGUAGE.items():
        screen.lang = lang
        screen.open(stem, oblast="KG-N,KG-O", type="lecture")
        small = _small(screen) + (_small_in_popups(screen) if stem == "map" else [])
        issues += [f"{stem}: {issue}" for issue in small + _overlaps(screen)]
        issues += [f"{stem}: in two lines: {words}" for words in screen.page.evaluate(WRAPPED)]
    assert not issues, issues


def _small_in_popups(screen: Screen) -> list[str]:
    small = []
    for name in ("regions", "types", "dates", "share"):
        screen.opener(name).click()
        small += _small(screen)
        screen.page.keyboard.press("Escape")
    screen.close_on_phone("filters")
    screen.page.locator(".choices .select summary").first.click()
    small += _small(screen)
    screen.page.keyboard.press("Escape")
    screen.open_on_phone("filters")
    export_button(screen).click()
    screen.page.locator("[data-close]").wait_for()
    return small + _small(screen)


def test_controls_of_the_header_have_one_height_on_a_desktop(new_screen: NewScreen) -> None:
    screen = new_screen("ru").open("map", oblast="KG-N")
    targets = screen.evaluate(TARGETS)
    heights = {target["words"]: target["height"] for target in targets if target["frame"]}
    assert len(heights) > 12
    assert {round(height, 1) for height in heights.values()} == {40.0}, heights
    assert not _overlaps(screen)


@pytest.mark.parametrize("width", [700, 768])
def test_on_a_tablet_share_and_export_are_beside_the_languages(
    new_screen: NewScreen, width: int
) -> None:
    screen = new_screen("ru", viewport={"width": width, "height": 1024}).open("about")
    name, actions, languages = (
        screen.page.locator(f".head {place}").bounding_box()
        for place in (".brand-name", ".actions", ".languages")
    )
    assert name and actions and languages
    assert name["x"] + name["width"] < actions["x"]
    assert actions["x"] + actions["width"] < languages["x"]
    assert abs(actions["y"] - languages["y"]) <= 1


def _small(screen: Screen) -> list[str]:
    return [
        f"{target['words']}: {target['width']:.0f} x {target['height']:.0f}"
        for target in screen.evaluate(TARGETS)
        if min(target["width"], target["height"]) < 43.9
    ]


def _overlaps(screen: Screen) -> list[str]:
    """Pairs of controls of the header that overlap."""
    frame = [target for target in screen.evaluate(TARGETS) if target["frame"]]
    return [
        f"{one['words']} / {other['words']}"
        for at, one in enumerate(frame)
        for other in frame[at + 1 :]
        if _overlap(one, other, "start", "seen") > 1.5
        and _overlap(one, other, "top", "height") > 0.5
    ]


def _overlap(one: dict[str, float], other: dict[str, float], start: str, size: str) -> float:
    ends = min(one[start] + one[size], other[start] + other[size])
    return ends - max(one[start], other[start])
