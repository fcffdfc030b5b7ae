"""The workbooks of results of the shipped campaign, each read once in a test run."""

from __future__ import annotations

from functools import cache

import pytest

from campaign.i18n.translator import Text
from tests.exports.conftest import Document
from tests.exports.xlsx.results_file import BookOf, Results


@pytest.fixture(scope="session")
def book_of(workbook_of: Document) -> BookOf:
    """The workbook for a language and a region, read once."""
    return cache(lambda lang, code: Results(workbook_of(lang, code), Text.of(lang)))
