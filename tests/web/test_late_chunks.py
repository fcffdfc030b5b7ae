"""The scripts that a page may request early."""

from __future__ import annotations

import re

import pytest

from campaign.site.page_list import PAGES
from campaign.web.late_chunks import PAGE_ELEMENTS, late_chunks


def test_elements_belong_to_existing_pages() -> None:
    assert set(PAGE_ELEMENTS) <= set(PAGES)


@pytest.mark.parametrize("stem", PAGES)
def test_addresses_are_streamlit_s_and_unique(stem: str) -> None:
    addresses = late_chunks(stem)
    assert addresses[0].startswith("/static/js/Html.")
    assert len(set(addresses)) == len(addresses) < 60
    assert all(re.fullmatch(r"/static/js/[\w.-]+\.js", address) for address in addresses)


def test_a_page_does_not_request_scripts_of_other_pages() -> None:
    assert not [address for address in late_chunks("overview") if "FileUploader" in address]
    assert [address for address in late_chunks("data") if "FileUploader" in address]
