"""A page of the app in one language, as a reader sees and uses it; elements are found by codes."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from playwright.sync_api import Locator, Page, TimeoutError, expect

from campaign.analysis.indicators import MAP_INDICATORS
from campaign.i18n.translator import Text
from campaign.site.page_list import PAGES
from tests.e2e.server import ROOT

_HAS_RUN = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  if (document.documentElement.dataset.live) return app?.dataset.testScriptState === 'notRunning';
  if (document.getElementById('first')) return false;
  // Until a page is complete, the former one is displayed.
  if (document.querySelectorAll('[class*="st-key-page-"]:not(:empty)').length > 1) return false;
  return app?.dataset.testScriptState === 'notRunning' && document.querySelector('.foot') !== null;
}"""
_HAS_PICTURES = """() => [...document.querySelectorAll('[class*="st-key-figure-"]')].every((box) =>
  box.querySelector('.cf-picture svg, .main-svg') !== null)"""
# Points at every figure that is a picture, so that Plotly draws it. The first drawing makes the
# script run again.
_IS_DRAWN = """() => {
  const figures = [...document.querySelectorAll('[class*="st-key-figure-"]')];
  for (const box of document.querySelectorAll('.cf-stage:has(> .cf-picture)')) {
    box.dispatchEvent(new PointerEvent('pointermove', { pointerType: 'mouse' }));
  }
  const isDrawn = figures.every((box) => {
    const plot = box.querySelector('.js-plotly-plot');
    if (!plot?.querySelector('.main-svg') || !plot._fullData) return false;
    if (box.querySelector('.cf-picture')) return false;
    // A map first waits for its boundaries, and its frames come one by one.
    const units = plot._fullData.filter((trace) => trace.type === 'choropleth' && trace.visible)
      .reduce((sum, trace) => sum + trace.locations.length, 0);
    if (plot.querySelectorAll('.choroplethlocation').length < units) return false;
    if (plot._fullLayout.showlegend && !plot.querySelector('.legendtext')) return false;
    return units || plot.querySelector('.point, .js-line, .annotation, .slice');
  });
  if (!isDrawn || !figures.length) return isDrawn;
  window.__drawnSince ??= performance.now();
  return performance.now() - window.__drawnSince > 200;
}"""
_FRAMES = "() => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)))"
_IS_IDLE_AND_DRAWN = f"() => ({_HAS_RUN})() && ({_IS_DRAWN})()"
_IS_IDLE = f"() => ({_HAS_RUN})() && ({_HAS_PICTURES})()"
_FIGURES_FIT = """() => [...document.querySelectorAll('[class*="st-key-figure-"]')].every((box) => {
  const stage = box.querySelector('.cf-stage');
  const picture = stage?.querySelector('.cf-picture .figure, .main-svg');
  return picture && Math.abs(picture.getBoundingClientRect().width - stage.clientWidth) <= 1;
})"""
_QUERY = """(wanted) => {
  const query = Object.fromEntries(new URLSearchParams(location.search));
  const keys = new Set([...Object.keys(query), ...Object.keys(wanted)]);
  return [...keys].every((key) => query[key] === wanted[key]);
}"""
# A point of the window well inside a unit: nearest to the middle of its box, not at its edge.
_INSIDE_UNIT = """([figure, code]) => {
  // A city is on the map and, larger, in its inset.
  const width = (path) => path.getBoundingClientRect().width;
  const unit = [...document.querySelectorAll(`.st-key-${figure} .choroplethlocation`)]
    .filter((path) => path.__data__?.loc === code).sort((a, b) => width(b) - width(a))[0];
  unit.scrollIntoView({ block: 'center' });
  const box = unit.getBoundingClientRect();
  const at = (x, y) => unit.isPointInFill(
    new DOMPoint(x, y).matrixTransform(unit.getScreenCTM().inverse()));
  let best = null;
  for (let i = 1; i < 20; i += 1) {
    for (let j = 1; j < 20; j += 1) {
      const [x, y] = [box.left + box.width * i / 20, box.top + box.height * j / 20];
      const near = [[0, 0], [5, 0], [-5, 0], [0, 5], [0, -5]];
      if (!near.every(([dx, dy]) => at(x + dx, y + dy))) continue;
      const off = Math.hypot(i - 10, j - 10);
      if (!best || off < best[0]) best = [off, x, y];
    }
  }
  return best && best.slice(1);
}"""
# A list of choices closes when the page scrolls, and the event of a scroll comes in a later frame.
_SCROLLED = "() => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)))"
_MIDDLE_OF_MARK = """([figure, code]) => {
  const card = document.querySelector(`.st-key-${figure}`);
  const plot = card.querySelector('.js-plotly-plot');
  const item = plot.calcdata
    .flatMap((trace) => trace.filter((_, i) => trace[0].trace.customdata?.[i] === code))[0];
  const mark = [...card.querySelectorAll('.point')].find((point) => point.__data__ === item);
  mark.scrollIntoView({ block: 'center' });
  const box = mark.querySelector('path').getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}"""


class Screen:
    """One page of the app; `lang` is the language of the expected texts.

    With `draws` Plotly draws all figures. Without it they are the server's pictures, as for a
    reader who touches none, until `draw` is called.
    """

    def __init__(self, page: Page, lang: str = "ky", *, draws: bool = False) -> None:
        self.page = page
        self.lang = lang
        self.draws = draws

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
        """Wait until the live app has replaced the painted page."""
        expect(self.page.locator("html:not([data-live]) #first")).to_have_count(0)

    def wait_until_idle(self) -> None:
        """Wait until the script has ended and every figure is displayed; with `draws`, drawn."""
        # The effect of a click begins within two frames.
        self.page.evaluate(_FRAMES)
        self.page.wait_for_function(_IS_IDLE_AND_DRAWN if self.draws else _IS_IDLE)

    def draw(self) -> Screen:
        """Point at every figure, now and after every change, and wait until all are drawn."""
        self.draws = True
        self.wait_until_idle()
        return self

    def wait_for_figures(self) -> None:
        """Wait until the script has ended and every figure is displayed, as a picture or drawn."""
        self.page.evaluate(_FRAMES)
        self.page.wait_for_function(_IS_IDLE)

    def wait_for_widths(self) -> None:
        """Wait until every figure is as wide as its container, after a change of size."""
        self.page.wait_for_function(_FIGURES_FIT)

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
        # The end of a run replaces the texts of a card, which closes its menu.
        self.wait_for_figures()
        menu = self.figure(figure).locator(".card-menu")
        if menu.get_attribute("open") is None:
            menu.locator("summary").click()
        return menu.locator(
            f'[data-do="{name}"]' if name != "csv" else 'a[download], [data-do="csv"]'
        )

    def show_table(self, figure: str) -> Locator:
        """Show the table of a chart and return it."""
        try:
            self.card_menu(figure, "table").click(timeout=10_000)
        except TimeoutError:
            # A run that ended in between has closed the menu.
            self.card_menu(figure, "table").click()
        table = self.figure(figure).locator("table.data-table")
        expect(table).to_be_visible()
        return table

    def open_choices(self, field: Locator) -> Locator:
        """Open the list of choices of a field when the page is stable, and return the choices."""
        field.click(trial=True)  # only waits until the field is stable and scrolls to it
        self.page.evaluate(_SCROLLED)
        field.press("ArrowDown")
        choices = self.page.get_by_role("option")
        expect(choices.first).to_be_visible()
        return choices

    def choose(self, field: Locator, words: str) -> None:
        """Choose an entry of a field's list by its text."""
        self.open_choices(field).get_by_text(words, exact=True).click()

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

    def point_inside(self, code: str, figure: str = "map") -> tuple[float, float]:
        """A point of the window inside a unit of a map that Plotly has drawn."""
        self._draw_once()
        x, y = self.page.evaluate(_INSIDE_UNIT, [figure, code])
        return x, y

    def click_unit(self, code: str, figure: str = "map") -> None:
        """Click a unit of a map."""
        self._click(figure, lambda: self.point_inside(code, figure))

    def click_mark(self, figure: str, code: str) -> None:
        """Click a bar or a cell by its code."""
        self._draw_once()
        self._click(figure, lambda: self.page.evaluate(_MIDDLE_OF_MARK, [figure, code]))

    def _draw_once(self) -> None:
        if not self.draws:
            self.draw()

    def _click(self, figure: str, point: Callable[[], tuple[float, float]]) -> None:
        # A click counts for the mark under the pointer: the label shows that Plotly has found it.
        # The card may still move after a change above it: then the point is looked for again.
        label = self.figure(figure).locator(".hoverlayer .hovertext").first
        for _ in range(20):
            x, y = point()
            self.page.mouse.move(x - 2, y - 2)
            self.page.mouse.move(x, y)
            with suppress(TimeoutError):
                label.wait_for(timeout=3000)
                break
        expect(label).to_be_visible()
        self.page.mouse.click(x, y)

    def evaluate(self, script: str, arg: Any = None) -> Any:
        """The result of a script in the page."""
        return self.page.evaluate(script, arg)


def plain_words(words: str) -> str:
    """The text with single plain spaces."""
    return re.sub(r"\s+", " ", words).strip()


def _cell(file: str, column: str, code: str, name: str) -> str:
    with (ROOT / file).open(encoding="utf-8", newline="") as rows:
        return next(row[name] for row in csv.DictReader(rows) if row[column] == code)
