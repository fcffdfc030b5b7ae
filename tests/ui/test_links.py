"""A link of the live app changes only the part of the selection in which it differs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from campaign.analysis.selection import Selection
from campaign.domain.campaign import Campaign
from campaign.ui import links
from campaign.ui.links import _Links, changed_by


@pytest.fixture(autouse=True)
def russian_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "browser_language", lambda: "ru")


@pytest.fixture
def page_selection(campaign: Campaign) -> Selection:
    """The selection of the page with the link."""
    return Selection(campaign.default_edition, oblasts=("KG-N",), types=("lecture",))


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> _Links:
    """The links of a session, without a browser."""
    memory = _Links()
    monkeypatch.setattr(links, "recall", lambda part: memory)
    return memory


@pytest.fixture
def switched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages to which Streamlit has switched."""
    pages: list[str] = []
    monkeypatch.setattr(links, "page_at", lambda stem: stem)
    monkeypatch.setattr(links.st, "switch_page", lambda stem, query_params: pages.append(stem))
    return pages


def test_a_link_changes_only_what_it_adds_and_removes(
    campaign: Campaign, page_selection: Selection
) -> None:
    # The selection has been changed on a chart since.
    now = replace(page_selection, oblasts=("KG-N", "KG-T"), indicator="activities")
    added = replace(page_selection, oblasts=("KG-N", "KG-B"))
    assert changed_by(now, page_selection, added, campaign) == replace(
        now, oblasts=("KG-B", "KG-N", "KG-T")
    )
    removed = replace(page_selection, oblasts=())
    assert changed_by(now, page_selection, removed, campaign).oblasts == ("KG-T",)
    days = replace(page_selection, start=date(2017, 8, 10))
    assert changed_by(now, page_selection, days, campaign) == replace(now, start=date(2017, 8, 10))


def test_a_link_followed_twice_adds_once(campaign: Campaign, page_selection: Selection) -> None:
    added = replace(page_selection, oblasts=("KG-N", "KG-B"))
    once = changed_by(page_selection, page_selection, added, campaign)
    assert changed_by(once, page_selection, added, campaign) == once
    assert once.oblasts == ("KG-B", "KG-N")


def test_another_edition_does_not_keep_the_dates(
    campaign: Campaign, page_selection: Selection
) -> None:
    now = replace(page_selection, start=date(2017, 8, 10))
    other = page_selection.with_edition("2018", campaign)
    changed = changed_by(now, page_selection, other, campaign)
    assert (changed.edition, changed.start, changed.oblasts) == ("2018", None, ("KG-N",))


def test_the_language_of_the_browser_needs_no_address(
    campaign: Campaign, page_selection: Selection
) -> None:
    kyrgyz = replace(page_selection, lang="ky")
    assert changed_by(page_selection, page_selection, kyrgyz, campaign).lang == "ky"
    assert changed_by(kyrgyz, kyrgyz, replace(page_selection, lang="ru"), campaign).lang is None
    # A link that does not choose a language leaves it in the address.
    russian = replace(page_selection, lang="ru")
    assert changed_by(russian, russian, replace(russian, oblasts=()), campaign).lang == "ru"


def test_the_last_of_two_quick_periods_is_used(
    campaign: Campaign, page_selection: Selection
) -> None:
    july = replace(page_selection, end=date(2017, 7, 31))
    november = replace(page_selection, start=date(2017, 11, 1))
    assert changed_by(november, page_selection, july, campaign) == july
    assert changed_by(july, page_selection, november, campaign) == november


def test_values_that_the_edition_does_not_have_are_dropped(
    campaign: Campaign, page_selection: Selection
) -> None:
    (code,) = sorted(campaign.editions[page_selection.edition].organiser_codes)[:1]
    other = page_selection.with_edition("2018", campaign)
    chosen = changed_by(
        other, page_selection, replace(page_selection, organisers=(code,)), campaign
    )
    assert chosen.edition == "2018" and chosen.organisers == ()


def test_links_followed_before_a_run_are_combined(campaign: Campaign, memory: _Links) -> None:
    chosen = Selection(campaign.default_edition)
    memory.changes = [("/map", "/map?oblast=KG-N"), ("/map", "/map?oblast=KG-B")]
    assert links.follow(chosen, campaign, "map").oblasts == ("KG-B", "KG-N")
    assert memory.changes == []
    chosen = replace(chosen, oblasts=("KG-T",))
    memory.changes = [("/region?oblast=KG-N", "/region?oblast=KG-B")]
    assert links.follow(chosen, campaign, "region").oblasts == ("KG-B",)
    memory.changes = [("/map", "//["), ("/map", "/nothing?oblast=KG-N")]
    assert links.follow(chosen, campaign, "map") == chosen


def test_an_act_before_a_requested_page_arrives_leads_there_too(
    campaign: Campaign, memory: _Links, switched: list[str]
) -> None:
    chosen = Selection(campaign.default_edition)
    memory.changes, memory.acted = [("/", "/map")], True
    links.follow(chosen, campaign, "overview")
    links.follow(chosen, campaign, "map")
    # Sent before the map arrived: Streamlit runs the former page again.
    memory.changes, memory.acted = [("/", "/?oblast=KG-B")], True
    assert links.follow(chosen, campaign, "overview").oblasts == ("KG-B",)
    assert switched == ["map", "map"]
    # Back, and then a filter.
    links.follow(chosen, campaign, "overview")
    memory.changes, memory.acted = [("/", "/?oblast=KG-B")], True
    links.follow(chosen, campaign, "overview")
    assert switched == ["map", "map"]


@pytest.mark.parametrize("address", ["//[", "http://[/map", "/nothing", "", "\\\\host\\map"])
def test_the_page_of_another_address_is_none(address: str) -> None:
    assert links._page_at(address) is None
