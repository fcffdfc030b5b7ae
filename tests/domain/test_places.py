"""Names of places: within a sentence, and where a heading begins with one."""

from __future__ import annotations

import pytest

from campaign.domain.campaign import Campaign
from campaign.i18n.translator import Text


@pytest.mark.parametrize(
    ("lang", "name", "heading"),
    [
        ("ru", "город Ош", "Город Ош"),
        ("en", "Osh city", "Osh city"),
        ("ky", "Ош шаары", "Ош шаары"),
    ],
)
def test_a_heading_begins_with_a_capital(
    campaign: Campaign, lang: str, name: str, heading: str
) -> None:
    places, text = campaign.places, Text.of(lang)
    assert (places.name("KG-GO", text), places.heading("KG-GO", text)) == (name, heading)
