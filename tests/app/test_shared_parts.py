"""Unchanged parts of a figure are elements of the page, see `figure_payload.py`."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any
from xml.etree import ElementTree

import pytest
from streamlit.testing.v1 import AppTest

from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from campaign.site.contents import contents
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from campaign.ui import session_memory
from campaign.ui.first_pictures import Pictures
from tests.app.conftest import Open, visible_html
from tests.app.links import follow_address
from tests.campaigns import view_of


def animations(app: AppTest) -> dict[str, dict[str, Any]]:
    """{name: values by day, and texts} of the animations of the page's maps."""
    return {name: part for name, part in shared_parts(app).items() if "units" in part}


def bases(app: AppTest) -> dict[str, dict[str, Any]]:
    """{name: figure without the selection} of the maps and rankings of the page."""
    return {name: part for name, part in shared_parts(app).items() if "data" in part}


def shared_parts(app: AppTest) -> dict[str, dict[str, Any]]:
    parts = re.findall(r'<span hidden data-shared="(\w+)">(.*?)</span>', visible_html(app))
    return {name: json.loads(unescape(words)) for name, words in parts}


def chart_data(app: AppTest) -> list[dict[str, Any]]:
    """The data that the figures of the page get with every choice."""
    components = [component.proto for component in app.get("bidi_component")]
    return [json.loads(c.bytes) for c in components if c.component_name == "campaign_figure"]


def charts_of(app: AppTest) -> list[dict[str, Any]]:
    return [component for component in chart_data(app) if "export" in component]


def first_pictures(app: AppTest) -> list[str]:
    """The pictures that the page has in the place of figures until the browser draws them."""
    return [figure["picture"] for figure in chart_data(app) if "picture" in figure]


def animation_settings(app: AppTest) -> list[dict[str, Any]]:
    """The settings of the animation of each figure of the page."""
    return [figure["play"] for figure in chart_data(app) if figure.get("play")]


def test_shared_parts_do_not_depend_on_the_chosen_units(open_page: Open) -> None:
    none, two = (open_page("map", **query) for query in ({}, {"oblast": "KG-N,KG-GO"}))
    ((name, series),) = animations(none).items()
    assert animations(two) == {name: series} and len(series["units"]) == 9
    for app in (none, two):
        # The ranked list shows the day of the map beside it and has no animation data of its own.
        for play, follows in zip(animation_settings(app), (False, True), strict=True):
            assert play["series"] == name and play["follows"] == follows and play["days"] == 113
            assert not {"units", "country", "highest", "finding", "legend"} & set(play)
    assert len(bases(none)) == 2 and bases(two) == bases(none)
    for app, chosen in ((none, []), (two, ["oblast=KG-N", "oblast=KG-GO"])):
        figures = [figure for figure in chart_data(app) if "base" in figure]
        assert [figure["base"] for figure in figures] == list(bases(app))
        assert all("figure" not in figure for figure in figures)
        assert [bool(f["extra_traces"]) for f in figures] == [bool(chosen), False]
        for figure, more in zip(figures, (set(), {"marker", "textfont"}), strict=True):
            for change in figure["trace_changes"].values():
                assert sorted(change["meta"]["selected"]) == sorted(chosen)
                assert {*change} == {"meta", *more}
            assert bool(figure["trace_changes"]) == bool(chosen)


def test_pictures_are_sent_with_each_change_until_the_browser_draws(open_page: Open) -> None:
    app = open_page("map")
    assert first_pictures(app) == [], "the painted page has them"
    _choose(app, "KG-N")
    charts = charts_of(app)
    assert len(first_pictures(app)) == len(charts) == 2
    assert all("data-selected" in picture for picture in first_pictures(app))
    app.run()
    assert first_pictures(app) == [], "the browser already has them"
    assert charts_of(app) == [
        {name: part for name, part in chart.items() if name != "picture"} for chart in charts
    ]
    _draw(app)
    _choose(app, "KG-GO")
    assert first_pictures(app) == []


def test_the_painted_page_and_the_app_give_a_picture_the_same_name(
    open_page: Open, campaign: Campaign
) -> None:
    app = open_page("map", lang="ru", oblast="KG-N", indicator="reach")
    view = view_of(campaign, "ru", oblast="KG-N", indicator="reach")
    page = SitePage("map", view, LiveLinks(campaign), lambda view, build: build(view))
    html = contents(replace(page, becomes_live=True))
    painted = re.findall(r'data-picture="(\w+)"', html)
    assert painted == [chart["picture_name"] for chart in charts_of(app)] and len(painted) == 2
    assert "data-picture" not in contents(page)


@pytest.mark.parametrize("name", ["picture", "file"])
def test_a_picture_is_sent_on_request(open_page: Open, name: str) -> None:
    app = open_page("map")
    _draw(app)
    pictures = _pictures(app)
    requested = pictures.requested if name == "picture" else pictures.requested_files
    requested.add("figure:ranking")
    app.run()
    assert [name in chart for chart in charts_of(app)] == [False, True]
    app.run()
    assert [name in chart for chart in charts_of(app)] == [False, False]


def test_a_picture_for_a_file_is_a_complete_svg(open_page: Open) -> None:
    app = open_page("map", oblast="KG-N")
    _pictures(app).requested_files.add("figure:map")
    app.run()
    (drawing,) = [chart["file"] for chart in charts_of(app) if "file" in chart]
    root = ElementTree.fromstring(drawing)
    assert root.tag == "{http://www.w3.org/2000/svg}svg" and "var(" not in drawing
    assert root.attrib["viewBox"].startswith("0 0 936 ") and root.attrib["width"] == "936"


def test_a_newly_opened_page_has_pictures(open_page: Open) -> None:
    app = open_page("activities", type="lecture")
    _draw(app)
    app.switch_page("pages/map.py").run()
    assert len(first_pictures(app)) == len(charts_of(app)) == 2


def _choose(app: AppTest, code: str) -> None:
    """Choose a region as a reader does."""
    follow_address(app, "/map", f"/map?oblast={code}")


def _draw(app: AppTest) -> None:
    """Report that the browser draws with Plotly, and run the page again."""
    _pictures(app).browser_draws = True
    app.run()


def _pictures(app: AppTest) -> Pictures:
    pictures: Pictures = app.session_state[session_memory.KEY][Pictures]
    return pictures


def test_animations_differ_by_indicator_and_type(open_page: Open) -> None:
    every = [open_page("map", **q) for q in ({}, {"indicator": "activities"}, {"type": "lecture"})]
    assert len({name for app in every for name in animations(app)}) == 3


def test_pages_without_an_animated_map_have_no_animation(open_page: Open) -> None:
    for app in (open_page("map", indicator="mean"), open_page("overview")):
        assert animations(app) == {} and animation_settings(app) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_text_of_a_day_has_the_selected_types_and_dates(
    open_page: Open, campaign: Campaign, lang: str
) -> None:
    query = {"type": "lecture", "from": "2017-08-15", "oblast": "KG-O"}
    (animation,) = animations(open_page("map", lang=lang, **query)).values()
    scope = view_of(campaign, lang, **{**query, "oblast": ""}).scope
    assert all(part.removesuffix(".") in animation["period"] for part in scope.parts())
    places = [campaign.places.name("KG-O", Text.of(lang))]
    assert not [place for place in places if place in animation["period"]]
