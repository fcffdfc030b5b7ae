"""axe-core finds no violation on pages in use; `test_deep_links.py` checks them as they open."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import violations
from tests.e2e.conftest import NewScreen
from tests.e2e.uploads import ROWS, cp1251, upload

NARROW = {"width": 360, "height": 800}


@pytest.mark.long
def test_no_violation_with_filters_and_a_table(new_screen: NewScreen) -> None:
    screen = new_screen("ru").open("map", oblast="KG-N", type="lecture")
    screen.show_table("map")
    screen.figure("map").locator("table.data-table").wait_for()
    issues = violations(screen.page, "map with a table")
    assert not issues, "\n".join(issues)


@pytest.mark.long
def test_no_violation_on_a_report(new_screen: NewScreen) -> None:
    screen = new_screen("ky").open("data")
    upload(screen, ("office.csv", cp1251(*ROWS)))
    card = screen.page.locator('[class*="st-key-file-"]')
    card.get_by_text(screen.text("Detected settings")).click()
    expect(card.locator("table.preview")).to_be_visible()
    issues = violations(screen.page, "report")
    screen.page.set_viewport_size(NARROW)
    issues += violations(screen.page, "report, 360 px")
    assert not issues, "\n".join(issues)
