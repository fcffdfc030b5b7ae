"""axe-core finds nothing on any page, in any language, wide and narrow, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import expect

from campaign.i18n.translator import LANGUAGES
from campaign.web.pages import PAGES
from tests.e2e.conftest import WIDE, NewScreen
from tests.e2e.screen import Screen
from tests.e2e.test_upload import ROWS, cp1251, drop

AXE = (files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async (tags) => {
  const found = await axe.run(document, {
    runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'],
  });
  if (found.passes.length < 10) throw new Error('axe has looked at next to nothing');
  return found.violations.map(({ id, help, nodes }) => ({
    id, help, nodes: nodes.map((node) => [node.html.slice(0, 200), node.failureSummary]),
  }));
}"""
NARROW = {"width": 360, "height": 800}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_violation_wide_and_narrow(new_screen: NewScreen, lang: str) -> None:
    screen = new_screen(lang, color_scheme="light")
    found = []
    for stem in _walk(screen):
        for size in (WIDE, NARROW):
            screen.page.set_viewport_size(size)
            screen.fits()
            found += _violations(screen, f"{stem}, {size['width']} px")
        screen.page.set_viewport_size(WIDE)
    assert not found, "\n".join(found)


def test_no_violation_in_dark(new_screen: NewScreen) -> None:
    screen = new_screen("ky", color_scheme="dark")
    found = [fault for stem in _walk(screen) for fault in _violations(screen, f"{stem}, dark")]
    assert not found, "\n".join(found)


def test_no_violation_with_filters_and_a_table(new_screen: NewScreen) -> None:
    screen = new_screen("ru").open("map", oblast="KG-N", type="lecture")
    screen.figure("map").get_by_text(screen.text("Show as table"), exact=True).click()
    screen.figure("map").locator("table.twin").wait_for()
    found = _violations(screen, "map with a table")
    assert not found, "\n".join(found)


def test_no_violation_on_a_report(new_screen: NewScreen) -> None:
    screen = new_screen("ky").open("data")
    drop(screen, ("office.csv", cp1251(*ROWS)))
    card = screen.page.locator('[class*="st-key-file-"]')
    card.get_by_text(screen.text("What was understood")).click()
    expect(card.locator("table.preview")).to_be_visible()
    found = _violations(screen, "report")
    screen.page.set_viewport_size(NARROW)
    found += _violations(screen, "report, 360 px")
    assert not found, "\n".join(found)


def _walk(screen: Screen) -> Iterator[str]:
    """Every page of the menu, one after another."""
    screen.open("overview")
    for stem in PAGES:
        yield screen.menu(stem) and stem


def _violations(screen: Screen, where: str) -> list[str]:
    if not screen.evaluate("() => 'axe' in window"):
        screen.evaluate(f"() => {{ {AXE} }}")
    faults: list[dict[str, Any]] = screen.evaluate(RUN, TAGS)
    return [
        f"{where}: {fault['id']} ({fault['help']}), {len(fault['nodes'])} times, first "
        f"{fault['nodes'][0][0]}: {fault['nodes'][0][1]}"
        for fault in faults
    ]
