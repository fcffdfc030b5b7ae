"""What the map plays is an element of the page of its own: see `campaign/ui/card.py`."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from campaign.edition import Campaign
from campaign.text import LANGUAGES, Text
from tests.app.conftest import Open, shown
from tests.whole import view_of


def told(app: AppTest) -> dict[str, dict[str, Any]]:
    """{name: what is shown from which day on, and its words} of every unfolding on the page."""
    found = re.findall(r'<span hidden data-unfolding="(\w+)">(.*?)</span>', shown(app))
    return {name: json.loads(unescape(words)) for name, words in found}


def played(app: AppTest) -> list[dict[str, Any]]:
    """What the figures of the page say of their playing."""
    figures = [json.loads(f.proto.bytes or f.proto.json) for f in app.get("bidi_component")]
    return [figure["play"] for figure in figures if figure.get("play")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_whichever_units_are_chosen(open_page: Open, lang: str) -> None:
    none, two = (open_page("map", lang=lang, **q) for q in ({}, {"oblast": "KG-N,KG-GO"}))
    ((name, series),) = told(none).items()
    assert told(two) == {name: series} and len(series["units"]) == 9
    for app in (none, two):
        # The ranked list shows the day of the map beside it, and brings nothing of its own.
        for play, led in zip(played(app), (False, True), strict=True):
            assert play["of"] == name and play["led"] == led and play["days"] == 113
            assert not {"units", "country", "highest", "finding", "legend"} & set(play)


def test_another_with_another_measure_or_kind(open_page: Open) -> None:
    every = [open_page("map", **q) for q in ({}, {"measure": "activities"}, {"type": "lecture"})]
    assert len({name for app in every for name in told(app)}) == 3


def test_none_where_nothing_unfolds(open_page: Open) -> None:
    for app in (open_page("map", measure="mean"), open_page("overview")):
        assert told(app) == {} and played(app) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_said_of_a_day_names_the_types_and_dates_chosen(
    open_page: Open, campaign: Campaign, lang: str
) -> None:
    query = {"type": "lecture", "from": "2017-08-15", "oblast": "KG-O"}
    (words,) = told(open_page("map", lang=lang, **query)).values()
    scope = view_of(campaign, lang, {**query, "oblast": ""}).scope
    assert all(part.removesuffix(".") in words["period"] for part in scope.parts())
    places = [campaign.places.name("KG-O", Text.of(lang))]
    assert not [place for place in places if place in words["period"]]
