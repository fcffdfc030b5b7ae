"""The language of a first visit is chosen from the Accept-Language header."""

import pytest

from campaign.i18n.translator import preferred_language


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        (None, "ky"),
        ("", "ky"),
        ("ky-KG", "ky"),
        ("ru-KG", "ru"),
        ("RU_kg", "ru"),
        ("en-GB,en;q=0.9", "en"),
        ("ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7", "ru"),
        ("en;q=0.3, ru;q=0.8, ky;q=0.5", "ru"),
        ("kk-KZ,kk;q=0.9,ru;q=0.8", "ru"),
        ("uz,kk;q=0.5", "ky"),
        ("de-DE, en ; q=0.5", "en"),
        ("ru;q=0, en;q=0.1", "en"),
        ("*", "ky"),
        ("ru, en", "ru"),
        ("ru;q=abc, en;q=0.2", "en"),
        ("ru;q=nan", "ky"),
        (";;;,,,=q", "ky"),
        ("english", "ky"),
        ("ru;v=1, en;q=0.5", "en"),
        ("ru;q=1, en;q=1.9", "ru"),
    ],
)
def test_a_browser_gets_its_preferred_language(header: str | None, lang: str) -> None:
    assert preferred_language(header) == lang
