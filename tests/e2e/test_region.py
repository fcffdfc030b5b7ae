"""The page of a region in a browser: accessible, also on a phone; its text and its brief."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import violations
from tests.e2e.conftest import WIDE, NewScreen
from tests.e2e.console import console_errors
from tests.e2e.test_deep_links import NARROW, OVERFLOW


@pytest.mark.long
@pytest.mark.parametrize(("lang", "scheme"), [("ky", "light"), ("ru", "dark")])
def test_a_region_page_is_accessible_and_has_text_and_brief(
    new_screen: NewScreen, lang: str, scheme: str
) -> None:
    screen = new_screen(lang, color_scheme=scheme)
    page, text = screen.page, screen.text
    errors = console_errors(page)
    screen.start("region", oblast="KG-T")
    screen.expect_live()
    screen.wait_until_idle()
    name = page.locator("h1:visible").inner_text()
    expect(page).to_have_title(re.compile(f"^{re.escape(name)} · "))
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        assert max(screen.evaluate(OVERFLOW)) <= 0
        assert not violations(page, f"{lang}, {size['width']} px")
    page.locator(".copies .button").click()
    expect(page.locator('.copies [role="status"]')).to_have_text(text("Text copied"))
    with page.expect_download() as download:
        page.locator(".steps").get_by_text(text("Brief (PDF)")).click()
    assert re.fullmatch(r"brief-2017-talas-oblast-.*\.pdf", download.value.suggested_filename)
    # Open a neighbour, then go back.
    page.locator(".steps a").first.click()
    expect(page.locator("h1:visible")).not_to_have_text(name)
    page.go_back()
    expect(page.locator("h1:visible")).to_have_text(name)
    assert not errors


def test_numbers_in_a_table_on_a_phone_end_on_one_edge(new_screen: NewScreen) -> None:
    screen = new_screen("ru")
    screen.page.set_viewport_size(NARROW)
    screen.start("compare", oblast="KG-T,KG-GO")
    edges = screen.page.locator(".pair .stacked td + td[data-label]").evaluate_all(
        """(cells) => cells.map((cell) => {
          const range = document.createRange();
          range.selectNodeContents(cell);
          return Math.round(range.getBoundingClientRect().right);
        })"""
    )
    assert len(edges) >= 12 and len(set(edges)) == 1
