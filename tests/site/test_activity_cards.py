"""On a phone the register has one card for each activity, made of the table cells."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from campaign.analysis.register_table import ListQuery, ListRequest
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.site.register import register_page
from campaign.site.style_sheet import FILES
from tests.campaigns import view_of, with_edition


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_card_has_the_known_values_of_an_activity(campaign: Campaign, lang: str) -> None:
    activities = campaign.editions["2017"].activities
    assert activities is not None
    rows = activities.head(2).copy()
    rows["reached"], rows["women"] = [float("nan"), 0.0], [float("nan"), 0.0]
    view = view_of(with_edition(campaign, activities=rows), lang)
    view = replace(view, selection=replace(view.selection, lang=lang))
    table = ElementTree.fromstring(
        register_page(view, ListRequest(ListQuery("", "date", False))).table
    )
    cards = [
        {cell.get("data-column"): cell for cell in row}
        for row in table.iter("tr")
        if row.find("td") is not None
    ]
    assert [cell.get("data-label") is not None for cell in (c["reached"] for c in cards)] == [
        True,
        True,
    ]
    words = {view.text("not reported"), "0"}
    assert {card["reached"].text for card in cards} == words
    # Zero is on the card; a missing number of women is not.
    is_on_card = {card["reached"].text: "data-label" in card["women"].attrib for card in cards}
    assert is_on_card == {view.text("not reported"): False, "0": True}
    for card in cards:
        assert card["title"].text and card["date"].text and card["oblast"].text


def test_server_rendered_pages_have_the_cards(campaign: Campaign) -> None:
    styles = "".join(file.read_text(encoding="utf-8") for file in FILES)
    assert "table.activity-cards tr" in styles
