"""The presentation in the app or in a file, driven by keys."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

# True when this slide is displayed in the language, with its chart.
IS_DISPLAYED = """([number, lang]) => {
  const root = document.querySelector('.presentation');
  const slide = root?.querySelector('.presentation-slide--on');
  if (!slide || root.dataset.slide !== String(number) || slide.lang !== lang) return false;
  const count = slide.querySelector('.presentation-count').textContent;
  if (!count.includes(`${number} / `)) return false;
  const figure = slide.querySelector('.presentation-figure');
  return !figure || figure.querySelector('svg') !== null;
}"""
# The limits of the classes of a map.
_LIMITS = """() => Array.from(document.querySelectorAll(
  '.presentation-slide--on .presentation-figure [data-limit]'), (limit) => limit.textContent)"""
# Texts that are too small, outside the slide or over its footer; a body that overflows.
LAYOUT_ERRORS = """() => {
  const stage = document.querySelector('.presentation-screen .presentation-stage');
  const slide = stage.querySelector('.presentation-slide--on');
  const whole = slide.getBoundingClientRect();
  const scale = whole.width / 1920;
  const foot = slide.querySelector('.presentation-foot').getBoundingClientRect();
  const errors = [];
  const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement: box, data } = walker.currentNode;
    if (!data.trim() || box.closest('.presentation-sr-only, style, title')) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const place = range.getBoundingClientRect();
    const drawing = box.closest('.presentation-figure > svg');
    const by = drawing ? drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width
      : scale;
    const size = parseFloat(getComputedStyle(box).fontSize) * Math.min(by, drawing
      ? drawing.getBoundingClientRect().height / drawing.viewBox.baseVal.height : by);
    if (size < 20 * LIMIT) errors.push(`${size} px: ${data}`);
    if (place.left < whole.left - 1 || place.right > whole.right + 1
      || place.top < whole.top - 1 || place.bottom > whole.bottom + 1) {
      errors.push(`outside: ${data}`);
    }
    const isInFoot = box.closest('.presentation-foot');
    if (!isInFoot && place.bottom > foot.top + 1) errors.push(`over the footer: ${data}`);
  }
  const body = slide.querySelector('.presentation-body');
  if (body.scrollHeight > body.clientHeight + 1) errors.push('the body overflows');
  return errors;
}"""
_SCROLLS = """() => [document.documentElement, document.body].map((box) =>
  [box.scrollWidth - innerWidth, box.scrollHeight - innerHeight])"""


# Reads the day and pauses in one step: between two steps the whole animation could run.
_PAUSED = """(day) => {
  const label = document.querySelector('.presentation-slide--on .presentation-day');
  if (label.innerText === day) return false;
  dispatchEvent(new KeyboardEvent('keydown', { key: 'p', code: 'KeyP', bubbles: true }));
  return true;
}"""


class Projector:
    """A window with the presentation."""

    def __init__(self, page: Page, total: int = 9) -> None:
        self.page = page
        self.total = total

    def open(self, address: str) -> Projector:
        """Go to the address and wait for the first slide."""
        self.page.goto(address, wait_until="commit")
        return self.ready()

    def ready(self) -> Projector:
        """Wait for the first slide, which replaces the one of the first paint."""
        self.page.locator(".presentation[data-ready]").wait_for()
        self.page.locator("#first").wait_for(state="detached")
        return self

    def play_until_another_day(self) -> None:
        """Play the map, and pause it on the first day other than the displayed one."""
        day = self.day()
        self.press("p")
        self.page.wait_for_function(_PAUSED, arg=day)

    def wait_until_idle(self) -> None:
        """Wait until the app below the presentation has finished its run."""
        self.page.wait_for_function(
            "() => document.querySelector('[data-testid=\"stApp\"]')"
            ".dataset.testScriptState === 'notRunning'"
        )

    def wait_for_animations(self) -> None:
        """Wait until all animations and transitions have ended."""
        self.page.evaluate(
            "() => new Promise(requestAnimationFrame).then(() => Promise.allSettled("
            "document.getAnimations().filter((a) => a.effect.getTiming().iterations !== Infinity)"
            ".map((a) => a.finished)))"
        )

    def press(self, *keys: str) -> Projector:
        """Press keys one after another."""
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def expect(self, slide: int, lang: str) -> None:
        """Wait until the slide is displayed in the language, with its chart."""
        try:
            self.page.wait_for_function(IS_DISPLAYED, arg=[slide, lang])
        except Exception as late:
            raise AssertionError(f"at {self.slide} {self.lang}, not {slide} {lang}") from late

    @property
    def slide(self) -> int:
        return int(self.page.locator(".presentation").get_attribute("data-slide") or 0)

    @property
    def lang(self) -> str:
        return self.page.locator(".presentation").get_attribute("data-lang") or ""

    @property
    def headline(self) -> str:
        return self.page.locator(".presentation-slide--on .presentation-headline").inner_text()

    def day(self) -> str:
        """Return the label of the day on the map."""
        return self.page.locator(".presentation-slide--on .presentation-day").inner_text()

    def values(self) -> list[str]:
        """Return the texts on the map, in drawing order."""
        words: list[str] = self.page.locator(
            ".presentation-slide--on .presentation-figure [data-value] text"
        ).all_text_contents()
        return words

    def layout_errors(self, limit: float = 1.0) -> list[str]:
        """Return texts that are too small or out of place; `limit` scales the minimum size."""
        errors: list[str] = self.page.evaluate(LAYOUT_ERRORS.replace("LIMIT", str(limit)))
        return errors

    def scrolls(self) -> list[list[int]]:
        """Return by how much the page is larger than its window."""
        sizes: list[list[int]] = self.page.evaluate(_SCROLLS)
        return sizes

    def dispatch_key(self, **event: Any) -> None:
        """Press a key that Playwright does not have, for example of a Cyrillic layout."""
        self.page.evaluate(
            "(event) => dispatchEvent(new KeyboardEvent('keydown', { ...event, bubbles: true }))",
            event,
        )

    def is_black(self) -> bool:
        return self.page.locator(".presentation-black").is_visible()

    def check_all(self, lang: str) -> None:
        """Check keys, languages, the black screen and the animation; ends at the third slide."""
        self.check_keys(lang)
        self.check_languages()
        self.check_black_screen()
        self.press("PageDown", "PageDown")
        self.expect(3, lang)
        self.check_animation()

    def check_keys(self, lang: str) -> None:
        """Check keys of a clicker and of a keyboard; tests/browser/keys.test.js has every one."""
        self.expect(1, lang)
        for key, slide in (
            ("PageDown", 2),
            ("Space", 3),
            ("PageUp", 2),
            ("End", self.total),
            ("PageDown", self.total),
            ("Home", 1),
            ("PageUp", 1),
        ):
            self.press(key)
            self.expect(slide, lang)

    def check_languages(self) -> None:
        """Check that digits choose the language and the slide stays."""
        slide = self.slide
        for code, lang in (("Digit2", "ru"), ("Digit3", "en"), ("Digit1", "ky")):
            self.press(code)
            self.expect(slide, lang)
            expect(self.page.locator("html")).to_have_attribute("lang", lang)

    def check_black_screen(self) -> None:
        """Check the black screen and back; the next slide also leaves the black screen."""
        slide, lang = self.slide, self.lang
        self.press("b")
        assert self.is_black()
        self.press("b")
        assert not self.is_black()
        self.dispatch_key(key="и", code="KeyB")
        assert self.is_black()
        self.press("PageDown")
        assert not self.is_black()
        self.expect(min(slide + 1, self.total), lang)
        self.press("PageUp")
        self.expect(slide, lang)

    def check_animation(self) -> None:
        """Check that the map plays, pauses, keeps its day in another language, and can be left."""
        slide, lang = self.slide, self.lang
        other = "ru" if lang != "ru" else "en"
        at_rest, values, headline = self.day(), self.values(), self._headline()
        limits = self.page.evaluate(_LIMITS)
        assert len(limits) > 3
        self.play_until_another_day()
        expect(self.page.locator(".presentation")).to_have_attribute("data-playing", "false")
        paused = self.day()
        assert paused != at_rest and self.values() != values
        # Headline, the line above it and the title of the legend describe the paused day.
        assert self._headline() != headline
        number, date = paused.splitlines()
        about = self.page.locator(".presentation-slide--on .presentation-about").inner_text()
        title = "".join(
            self.page.locator(
                ".presentation-slide--on [data-part=legend-title]"
            ).all_text_contents()
        )
        assert number in about and date in about and number in title
        self.page.wait_for_timeout(400)  # four days, if it still played
        assert self.day() == paused
        self.press({"ky": "1", "ru": "2", "en": "3"}[other])
        self.expect(slide, other)
        assert sorted(_digits(self.day())) == sorted(_digits(paused))
        self.press({"ky": "1", "ru": "2", "en": "3"}[lang])
        self.expect(slide, lang)
        assert self.day() == paused
        assert self.page.evaluate(_LIMITS) == limits, "the classes changed while playing"
        self.press("PageDown")
        self.expect(slide + 1, lang)
        self.press("PageUp")
        self.expect(slide, lang)
        assert self.day() == at_rest and self.values() == values
        assert self._headline() == headline

    def _headline(self) -> str:
        return self.page.locator(".presentation-slide--on .presentation-headline").inner_text()


def _digits(words: str) -> str:
    return "".join(c for c in words if c.isdigit())
