"""The requests of a page after Streamlit's own page: the listed scripts and the two small fonts."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from campaign.site.page_list import PAGES
from campaign.web.streamlit_files import FONT_FILES, address, find_file, late_chunks, page_scripts
from tests.e2e.conftest import NewScreen


@pytest.mark.sample(2)
@pytest.mark.parametrize("stem", PAGES)
def test_a_page_requests_only_the_listed_scripts_and_fonts(
    stem: str, new_screen: NewScreen
) -> None:
    screen = new_screen()
    paths: set[str] = set()
    screen.page.on("request", lambda request: paths.add(urlsplit(request.url).path))
    screen.open(stem)
    scripts = {path for path in paths if path.startswith("/static/js/")}
    assert page_scripts() <= scripts
    # If this fails, add or remove an element of the page in PAGE_ELEMENTS; see docs/upgrading.md.
    assert sorted(scripts - page_scripts()) == sorted(late_chunks(stem))
    # No page needs italics or another font of Streamlit.
    small = {address(find_file(pattern)) for pattern in FONT_FILES.values()}
    assert {path for path in paths if path.startswith("/static/media/")} == small
