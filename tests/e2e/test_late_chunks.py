"""What a page asks for after Streamlit's own page: the listed scripts, and the two small fonts."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from campaign.site.page_list import PAGES
from campaign.web.bundle_compat import FONT_FILES, address, find_file, page_scripts
from campaign.web.late_chunks import late_chunks
from tests.e2e.conftest import NewScreen


@pytest.mark.sample(2)
@pytest.mark.parametrize("stem", PAGES)
def test_a_page_asks_for_the_listed_scripts_and_fonts_only(
    stem: str, new_screen: NewScreen
) -> None:
    screen = new_screen()
    paths: set[str] = set()
    screen.page.on("request", lambda request: paths.add(urlsplit(request.url).path))
    screen.open(stem)
    scripts = {path for path in paths if path.startswith("/static/js/")}
    assert page_scripts() <= scripts
    # Say in PAGE_ELEMENTS which element of the page has come or gone; see docs/upgrading.md.
    assert sorted(scripts - page_scripts()) == sorted(late_chunks(stem))
    # Neither italics nor another font of Streamlit's is ever needed.
    small = {address(find_file(pattern)) for pattern in FONT_FILES.values()}
    assert {path for path in paths if path.startswith("/static/media/")} == small
