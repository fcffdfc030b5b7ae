"""A link of the live app changes the selection by what differs from the page it was on.

The session keeps the texts that others are packed with, of its campaign alone.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from campaign.analysis.selection import Selection
from campaign.domain.campaign import Campaign
from campaign.ui import links
from campaign.ui.components.packed_text import MOST_BYTES
from campaign.ui.links import _Links, changed_by, send_links
from tests.campaigns import view_of


@pytest.fixture(autouse=True)
def russian_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "browser_language", lambda: "ru")


@pytest.fixture
def shown(campaign: Campaign) -> Selection:
    """The selection that the page shows."""
    return Selection(campaign.default_edition, oblasts=("KG-N",), types=("lecture",))


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> _Links:
    """The links of a session on the page of the map, which are sent nowhere."""
    memory = _Links("map", {"header": "<p>Ош</p>"})
    monkeypatch.setattr(links, "recall", lambda part: memory)
    monkeypatch.setattr(links, "mount_links", lambda message, handlers: None)
    return memory


def test_what_the_link_adds_and_removes_is_changed_and_nothing_else(
    campaign: Campaign, shown: Selection
) -> None:
    # Chosen since, on a chart.
    now = replace(shown, oblasts=("KG-N", "KG-T"), indicator="activities")
    added = replace(shown, oblasts=("KG-N", "KG-B"))
    assert changed_by(now, shown, added, campaign) == replace(now, oblasts=("KG-B", "KG-N", "KG-T"))
    removed = replace(shown, oblasts=())
    assert changed_by(now, shown, removed, campaign).oblasts == ("KG-T",)
    days = replace(shown, start=date(2017, 8, 10))
    assert changed_by(now, shown, days, campaign) == replace(now, start=date(2017, 8, 10))


def test_a_link_followed_twice_adds_once(campaign: Campaign, shown: Selection) -> None:
    added = replace(shown, oblasts=("KG-N", "KG-B"))
    once = changed_by(shown, shown, added, campaign)
    assert changed_by(once, shown, added, campaign) == once
    assert once.oblasts == ("KG-B", "KG-N")


def test_another_edition_keeps_no_days_of_this_one(campaign: Campaign, shown: Selection) -> None:
    now = replace(shown, start=date(2017, 8, 10))
    other = shown.with_edition("2018", campaign)
    changed = changed_by(now, shown, other, campaign)
    assert (changed.edition, changed.start, changed.oblasts) == ("2018", None, ("KG-N",))


def test_the_language_of_the_browser_needs_no_address(campaign: Campaign, shown: Selection) -> None:
    kyrgyz = replace(shown, lang="ky")
    assert changed_by(shown, shown, kyrgyz, campaign).lang == "ky"
    assert changed_by(kyrgyz, kyrgyz, replace(shown, lang="ru"), campaign).lang is None
    # A link that does not choose a language leaves it in the address.
    russian = replace(shown, lang="ru")
    assert changed_by(russian, russian, replace(russian, oblasts=()), campaign).lang == "ru"


def test_of_two_periods_chosen_quickly_the_last_holds(campaign: Campaign, shown: Selection) -> None:
    july = replace(shown, end=date(2017, 7, 31))
    november = replace(shown, start=date(2017, 11, 1))
    assert changed_by(november, shown, july, campaign) == july
    assert changed_by(july, shown, november, campaign) == november


def test_what_the_edition_does_not_have_is_dropped(campaign: Campaign, shown: Selection) -> None:
    (code,) = sorted(campaign.editions[shown.edition].organiser_codes)[:1]
    other = shown.with_edition("2018", campaign)
    chosen = changed_by(other, shown, replace(shown, organisers=(code,)), campaign)
    assert chosen.edition == "2018" and chosen.organisers == ()


def test_links_followed_before_a_run_add_up_and_a_region_takes_the_place_of_another(
    campaign: Campaign, memory: _Links
) -> None:
    chosen = Selection(campaign.default_edition)
    memory.followed = [("/map", "/map?oblast=KG-N"), ("/map", "/map?oblast=KG-B")]
    assert links.follow(chosen, campaign, "map").oblasts == ("KG-B", "KG-N")
    assert memory.followed == []
    chosen = replace(chosen, oblasts=("KG-T",))
    memory.followed = [("/region?oblast=KG-N", "/region?oblast=KG-B")]
    assert links.follow(chosen, campaign, "region").oblasts == ("KG-B",)
    memory.followed = [("/map", "//["), ("/map", "/nothing?oblast=KG-N")]
    assert links.follow(chosen, campaign, "map") == chosen


@pytest.mark.parametrize("address", ["//[", "http://[/map", "/nothing", "", "\\\\host\\map"])
def test_an_address_of_no_page_is_none(address: str) -> None:
    assert links._page_at(address) is None


def test_texts_of_another_campaign_are_forgotten(campaign: Campaign, memory: _Links) -> None:
    send_links(view_of(campaign, "ru"))
    send_links(view_of(campaign, "ky"))
    assert [lang for _, lang, _ in memory.bases] == ["ru", "ky"]
    memory.first_parts["regions"] = "a"
    own = replace(campaign, fingerprint="own", private=True)
    links.follow(Selection(campaign.default_edition), own, "map")
    assert not memory.bases and not memory.first_parts
    memory.first_parts["regions"] = "b"
    links.follow(Selection(campaign.default_edition), own, "map")
    assert memory.first_parts == {"regions": "b"}


def test_a_text_that_is_too_long_to_pack_with_is_not_kept(
    campaign: Campaign, memory: _Links
) -> None:
    memory.parts["header"] = "a" * MOST_BYTES
    send_links(view_of(campaign))
    assert not memory.bases
    memory.parts["header"] = "a"
    send_links(view_of(campaign))
    assert len(memory.bases) == 1


def test_words_that_no_text_can_have_are_not_searched(memory: _Links) -> None:
    links._note_search("Мэрия \ud83d")
    assert memory.search == "Мэрия "


def test_a_lost_text_is_sent_again_and_others_are_packed_with_it(
    campaign: Campaign, memory: _Links
) -> None:
    send_links(view_of(campaign))
    before = dict(memory.bases)
    links._HANDLERS.lost_text()
    memory.parts["header"] = "<p>Ош, Чүй</p>"
    send_links(view_of(campaign))
    assert memory.bases.keys() == before.keys() and memory.bases != before
    assert not memory.whole_texts
