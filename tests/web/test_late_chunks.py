"""The scripts that a page may ask for at once."""

from __future__ import annotations

import re

import pytest

from campaign.site.page_list import PAGES
from campaign.web.late_chunks import PAGE_ELEMENTS, late_chunks


def test_elements_are_of_pages_that_exist() -> None:
    assert set(PAGE_ELEMENTS) <= set(PAGES)


@pytest.mark.parametrize("stem", PAGES)
def test_addresses_are_streamlit_s_and_each_stands_once(stem: str) -> None:
    addresses = late_chunks(stem)
    assert addresses[0].startswith("/static/js/Html.")
    assert len(set(addresses)) == len(addresses) < 60
    assert all(re.fullmatch(r"/static/js/[\w.-]+\.js", address) for address in addresses)


def test_a_page_does_not_fetch_what_only_another_shows() -> None:
    assert not [address for address in late_chunks("overview") if "Selectbox" in address]
    assert [address for address in late_chunks("activities") if "Selectbox" in address]
