"""A page of the app in one language, as a reader sees and uses it; elements are found by codes."""

from __future__ import annotations

import csv
import re
import time
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from playwright.sync_api import Locator, Page, expect

from campaign.analysis.indicators import MAP_INDICATORS
from campaign.i18n.translator import Text
from campaign.site.page_list import PAGES
from tests.e2e.server import ROOT

_IS_IDLE = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  if (app?.dataset.testScriptState !== 'notRunning' || document.body.ariaBusy) return false;
  if (document.documentElement.dataset.live) return true;
  // Until a page with widgets is complete, the former one is displayed.
  return !document.getElementById('first') && document.querySelector('#root .foot') !== null
    && document.querySelectorAll('[class*="st-key-page-"]:not(:empty)').length === 1;
}"""
_FRAMES = "() => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)))"
_QUERY = """(wanted) => {
  const query = Object.fromEntries(new URLSearchParams(location.search));
  const keys = new Set([...Object.keys(query), ...Object.keys(wanted)]);
  return [...keys].every((key) => query[key] === wanted[key]);
}"""
LIVE_SECONDS = 180
_FILES = {
    "csv": (".download[download]",),
    "svg": ('a[type="image/svg+xml"]',),
}
_IS_STILL = """() => document.getAnimations().every(({ playState, effect }) =>
  playState !== 'running' || effect.getComputedTiming().endTime === Infinity)"""


class Screen:
    """One page of the app; `lang` is the language of the expected texts."""

    def __init__(self, page: Page, lang: str = "ky") -> None:
        self.page = page
        self.lang = lang

    @property
    def text(self) -> Text:
        return Text.of(self.lang)

    # Navigation --------------------------------------------------------------------------------

    def open(self, stem: str = "overview", **query: str) -> Self:
        """Open a page by its address, as a link does, and wait until it is idle."""
        self.start(stem, **query)
        region = query.get("oblast", "").split(",")[0] if stem == "region" else ""
        self.expect_page(stem, self.region_name(region) if region else "")
        return self

    def start(self, stem: str, **query: str) -> None:
        """Open a page without waiting for it."""
        parameters = {"lang": self.lang} | PAGES[stem].menu_query | query
        self.page.goto(f"/{PAGES[stem].path}?{urlencode(parameters)}", wait_until="commit")
        self.touch()

    def touch(self) -> None:
        """Move the pointer, which loads the app."""
        self.page.wait_for_load_state("domcontentloaded")
        for x in (1, 2):
            self.page.mouse.move(x, 1)

    def menu(self, stem: str) -> Screen:
        """Open a page by the menu."""
        title = PAGES[stem].label(self.text)
        self.open_on_phone("menu")
        self.page.locator(".head .menu").get_by_text(title, exact=True).click()
        self.expect_page(stem)
        return self

    def choose_language(self, lang: str) -> Screen:
        """Change the language by its control; the page stays the same."""
        self.page.locator(f'.languages a[lang="{lang}"]').click()
        self.lang = lang
        expect(self.page.locator("html")).to_have_attribute("lang", lang)
        # The texts of the header change before those of the page.
        expect(self.page.locator(".brand-name")).to_have_text(
            self.text("100 Days Against Human Trafficking")
        )
        self.wait_until_idle()
        return self

    def expect_page(self, stem: str, words: str = "") -> None:
        """Wait for the page in its language, until it is idle; `words` replaces its usual title."""
        # A title may also name the selection.
        title = re.compile(f"^{re.escape(words or self.text(PAGES[stem].heading))}")
        self.expect_live()
        expect(self.page.locator("h1:visible")).to_have_text(title)
        self.wait_until_idle()

    def expect_live(self) -> None:
        """Wait until the page is live; the pointer moves, because a touch loads the app."""
        first = self.page.locator("html:not([data-live]) #first")
        end = time.monotonic() + LIVE_SECONDS
        while first.count():
            assert time.monotonic() < end, "the page does not become live"
            self.touch()
            self.page.wait_for_timeout(100)

    def wait_until_idle(self) -> None:
        """Wait until every choice is answered, the script has ended and its page is displayed."""
        # The effect of the script's end begins within two frames.
        self.page.evaluate(_FRAMES)
        self.page.wait_for_function(_IS_IDLE)
        self.page.evaluate(_FRAMES)

    def wait_until_still(self) -> None:
        """Wait until nothing moves on the page, except what moves without end."""
        self.page.wait_for_function(_IS_STILL)

    # Content -------------------------------------------------------------------------------------

    @property
    def query(self) -> dict[str, str]:
        """The query of the address."""
        return dict(parse_qsl(urlsplit(self.page.url).query))

    def expect_query(self, **wanted: str) -> None:
        """Wait until the address has exactly this query; `from_` means `from`."""
        parameters = {name.rstrip("_"): value for name, value in wanted.items()}
        try:
            self.page.wait_for_function(_QUERY, arg=parameters)
        except Exception as late:
            raise AssertionError(f"address {self.query}, wanted {parameters}") from late

    def chips(self) -> list[str]:
        """The texts on the chips of the filters, without the button that removes all."""
        return [words.strip() for words in self._chips.all_inner_texts()]

    def expect_chips(self, *words: str) -> None:
        """Expect exactly these filters, in this order; on a phone a button opens them."""
        self.open_on_phone("filters")
        expect(self._chips).to_have_text(list(words))
        self.close_on_phone("filters")

    def opener(self, popup: str) -> Locator:
        """The opener of a header list: `regions`, `types`, `dates`, `organisers`, `share`."""
        return self.dropdown(popup).locator("summary")

    def dropdown(self, name: str) -> Locator:
        """A list of the header; on a phone a button opens them all."""
        self.open_on_phone("filters")
        if name == "share":
            return self.page.locator(".head .sharing")
        lists = self.page.locator(".head .filters > .dropdown")
        return lists.nth(("regions", "types", "dates", "organisers").index(name))

    def open_on_phone(self, name: str) -> None:
        """Open the `menu` or the `filters` of the header where a button opens them."""
        opener = self.page.locator(f".opens-{name}")
        if opener.is_visible() and opener.get_attribute("open") is None:
            opener.locator("summary").click()

    def close_on_phone(self, name: str) -> None:
        """Close the `menu` or the `filters` of the header where a button has opened them."""
        opener = self.page.locator(f".opens-{name}[open]")
        if opener.count() and opener.is_visible():
            opener.locator("summary").click()

    def card_menu(self, figure: str, name: str) -> Locator:
        """Open a card's menu and return its item `table`, `csv`, `png`, `svg`, `link`, …"""
        menu = self.figure(figure).locator(".card-menu")
        if menu.get_attribute("open") is None:
            menu.locator("> summary").click()
        parts = [f'[data-do="{name}"]', f'[data-act="{name}"]', f"details.{name} > summary"]
        return menu.locator(",".join([*parts, *_FILES.get(name, ())]))

    def show_table(self, figure: str) -> Locator:
        """Show the table of a chart and return it."""
        self.card_menu(figure, "table").click()
        table = self.figure(figure).locator("table.data-table")
        expect(table).to_be_visible()
        return table

    def open_choices(self, field: Locator) -> Locator:
        """Open the list of choices of a field when the page is stable, and return the choices.

        The list closes at a scroll. A section that still opens hides the field: the trial would
        scroll inside the section, which scrolls back as it grows.
        """
        self.wait_until_still()
        field.click(trial=True)  # only waits until the field is stable and scrolls to it
        self.page.evaluate(_FRAMES)  # the event of a scroll comes in a later frame
        field.press("ArrowDown")
        choices = self.page.get_by_role("option")
        expect(choices.first).to_be_visible()
        return choices

    def choose_indicator(self, code: str) -> None:
        """Choose the indicator of the map."""
        field = self.page.locator(".choices .select").first
        field.locator("summary").click()
        words = MAP_INDICATORS[code].choice_name(self.text)
        field.locator("li").get_by_text(words, exact=True).click()

    def remove_filter(self, words: str) -> None:
        """Remove one filter by its chip."""
        self.open_on_phone("filters")
        self._chips.get_by_text(words, exact=True).click()

    @property
    def _chips(self) -> Locator:
        return self.page.locator(".head .chips > a:visible")

    def region_name(self, code: str) -> str:
        """The name of a unit in the reader's language, read from the file."""
        return _cell("geo/oblasts.csv", "iso_code", code, f"name_{self.lang}")

    def short_name(self, code: str) -> str:
        """The short name of a unit in the reader's language, read from the file."""
        return _cell("geo/oblasts.csv", "iso_code", code, f"short_{self.lang}")

    def pill(self, code: str) -> Locator:
        """The link of a unit beside the map."""
        pills = self.page.locator(".regions .pills")
        return pills.get_by_role("link", name=self.short_name(code), exact=True)

    def type_name(self, code: str) -> str:
        """The name of a type of activity in the reader's language, read from the file."""
        return _cell("data/activity_types.csv", "code", code, f"name_{self.lang}")

    def number(self, name: str) -> Locator:
        """A headline number."""
        return self.page.locator(f'.tiles [data-number="{name}"] .tile-value')

    # Figures -------------------------------------------------------------------------------------

    def figure(self, key: str) -> Locator:
        """The card of a figure."""
        return self.page.locator(f'[data-card="{key}"]')

    def mark(self, figure: str, code: str) -> Locator:
        """The region, bar or cell of a chart that selects `code`, `oblast=KG-N&type=lecture`."""
        values = "-".join(value for _, value in parse_qsl(code))
        mark = self.page.locator(f'[id^="{figure}-"][id$="-{values}"]')
        return mark.locator("visible=true").first

    def click_unit(self, code: str, figure: str = "map") -> None:
        """Click a unit of a map."""
        self.click_mark(figure, f"oblast={code}")

    def click_mark(self, figure: str, code: str) -> None:
        """Click a region, bar or cell by its code."""
        self.mark(figure, code).click()

    def evaluate(self, script: str, arg: Any = None) -> Any:
        """The result of a script in the page."""
        return self.page.evaluate(script, arg)


def plain_words(words: str) -> str:
    """The text with single plain spaces."""
    return re.sub(r"\s+", " ", words).strip()


def _cell(file: str, column: str, code: str, name: str) -> str:
    with (ROOT / file).open(encoding="utf-8", newline="") as rows:
        return next(row[name] for row in csv.DictReader(rows) if row[column] == code)
