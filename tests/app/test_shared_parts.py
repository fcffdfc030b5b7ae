"""Parts of a figure that stay the same are elements of the page: `campaign/ui/chart_card.py`."""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64decode
from html import unescape
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from tests.app.conftest import Open, shown
from tests.campaigns import view_of


def animations(app: AppTest) -> dict[str, dict[str, Any]]:
    """{name: what is shown from which day on, and its words} of what the page's maps play."""
    return {name: part for name, part in shared_parts(app).items() if "units" in part}


def bases(app: AppTest) -> dict[str, dict[str, Any]]:
    """{name: figure without what is chosen on it} of the maps and rankings of the page."""
    return {name: part for name, part in shared_parts(app).items() if "data" in part}


def shared_parts(app: AppTest) -> dict[str, dict[str, Any]]:
    parts = re.findall(r'<span hidden data-shared="(\w+)"( data-packed)?>(.*?)</span>', shown(app))
    return {
        name: json.loads(zlib.decompress(b64decode(words)) if packed else unescape(words))
        for name, packed, words in parts
    }


def outlines(app: AppTest) -> dict[str, dict[str, Any]]:
    """{name: path data of all regions} of what the first pictures of the page's maps share."""
    return {name: part for name, part in shared_parts(app).items() if "outlines" in part}


def chart_data(app: AppTest) -> list[dict[str, Any]]:
    """What the figures of the page get with every choice."""
    return [json.loads(f.proto.bytes or f.proto.json) for f in app.get("bidi_component")]


def first_pictures(app: AppTest) -> list[dict[str, Any]]:
    """What stands in the place of each figure until it is drawn."""
    return [figure["picture"] for figure in chart_data(app) if "picture" in figure]


def shared_pictures(app: AppTest) -> dict[str, dict[str, Any]]:
    """{name: drawings without what is chosen on them} of the maps and rankings of the page."""
    return {name: part for name, part in shared_parts(app).items() if "drawings" in part}


def played(app: AppTest) -> list[dict[str, Any]]:
    """What the figures of the page say of their playing."""
    return [figure["play"] for figure in chart_data(app) if figure.get("play")]


def test_the_same_whichever_units_are_chosen(open_page: Open) -> None:
    none, two = (open_page("map", **query) for query in ({}, {"oblast": "KG-N,KG-GO"}))
    ((name, series),) = animations(none).items()
    assert animations(two) == {name: series} and len(series["units"]) == 9
    for app in (none, two):
        # The ranked list shows the day of the map beside it, and brings nothing of its own.
        for play, led in zip(played(app), (False, True), strict=True):
            assert play["of"] == name and play["led"] == led and play["days"] == 113
            assert not {"units", "country", "highest", "finding", "legend"} & set(play)
    assert len(bases(none)) == 2 and bases(two) == bases(none)
    for app, chosen in ((none, []), (two, ["oblast=KG-N", "oblast=KG-GO"])):
        figures = [figure for figure in chart_data(app) if "base" in figure]
        assert [figure["base"] for figure in figures] == list(bases(app))
        assert all("figure" not in figure for figure in figures)
        assert [bool(f["over"]) for f in figures] == [bool(chosen), False]
        for figure, more in zip(figures, (set(), {"marker", "textfont"}), strict=True):
            for change in figure["changed"].values():
                assert sorted(change["meta"]["selected"]) == sorted(chosen)
                assert {*change} == {"meta", *more}
            assert bool(figure["changed"]) == bool(chosen)


def test_first_pictures_share_their_outlines(open_page: Open) -> None:
    queries = ({}, {"oblast": "KG-N"}, {"indicator": "activities"}, {"lang": "ru"})
    pages = [open_page("map", **query) for query in queries] + [open_page("overview")]
    assert len({name for page in pages for name in outlines(page)}) == 1
    for page in pages:
        (name,) = outlines(page)
        of_map, *others = first_pictures(page)
        assert of_map["outlines"] == name and others
        assert all(other["outlines"] is None for other in others)


def test_first_pictures_are_the_same_whichever_units_are_chosen(open_page: Open) -> None:
    none, two = (open_page("map", **query) for query in ({}, {"oblast": "KG-N,KG-GO"}))
    assert shared_pictures(none) == shared_pictures(two) and len(shared_pictures(none)) == 2
    for rest, chosen in zip(first_pictures(none), first_pictures(two), strict=True):
        assert rest["base"] == chosen["base"] and "changes" not in rest
        assert all("data-selected" in json.dumps(change) for change in chosen["changes"])
        assert "drawings" not in chosen


def test_first_picture_of_another_chart_comes_with_it(open_page: Open) -> None:
    app = open_page("activities", type="lecture")
    assert shared_pictures(app) == {}
    assert all(picture["drawings"] for picture in first_pictures(app))


def test_another_with_another_indicator_or_kind(open_page: Open) -> None:
    every = [open_page("map", **q) for q in ({}, {"indicator": "activities"}, {"type": "lecture"})]
    assert len({name for app in every for name in animations(app)}) == 3


def test_none_where_nothing_unfolds(open_page: Open) -> None:
    for app in (open_page("map", indicator="mean"), open_page("overview")):
        assert animations(app) == {} and played(app) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_said_of_a_day_names_the_types_and_dates_chosen(
    open_page: Open, campaign: Campaign, lang: str
) -> None:
    query = {"type": "lecture", "from": "2017-08-15", "oblast": "KG-O"}
    (words,) = animations(open_page("map", lang=lang, **query)).values()
    scope = view_of(campaign, lang, **{**query, "oblast": ""}).scope
    assert all(part.removesuffix(".") in words["period"] for part in scope.parts())
    places = [campaign.places.name("KG-O", Text.of(lang))]
    assert not [place for place in places if place in words["period"]]
