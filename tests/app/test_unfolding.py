"""What the map plays is an element of the page of its own: see `campaign/ui/card.py`."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from campaign.text import LANGUAGES
from tests.app.conftest import Open, shown


def told(app: AppTest) -> dict[str, dict[str, Any]]:
    """{name: what each unit shows from which day on} of every unfolding on the page."""
    found = re.findall(r'<span hidden data-unfolding="(\w+)">(.*?)</span>', shown(app))
    return {name: json.loads(unescape(words)) for name, words in found}


def played(app: AppTest) -> list[dict[str, Any]]:
    """What the figures of the page say of their playing."""
    figures = [json.loads(f.proto.bytes or f.proto.json) for f in app.get("bidi_component")]
    return [figure["play"] for figure in figures if figure.get("play")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_whichever_units_are_chosen(open_page: Open, lang: str) -> None:
    none, two = (open_page("map", lang=lang, **q) for q in ({}, {"oblast": "KG-N,KG-GO"}))
    ((name, units),) = told(none).items()
    assert told(two) == {name: units} and len(units) == 9
    for app in (none, two):
        (play,) = played(app)
        assert play["of"] == name and "units" not in play and play["days"] == 113


def test_another_with_another_measure_or_kind(open_page: Open) -> None:
    every = [open_page("map", **q) for q in ({}, {"measure": "activities"}, {"type": "lecture"})]
    assert len({name for app in every for name in told(app)}) == 3


def test_none_where_nothing_unfolds(open_page: Open) -> None:
    for app in (open_page("map", measure="mean"), open_page("overview")):
        assert told(app) == {} and played(app) == []
