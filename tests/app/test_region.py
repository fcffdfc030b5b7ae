"""The page of a region in the live app: its links, and the list of regions without a region."""

from __future__ import annotations

from base64 import b64decode
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from campaign.dataset import campaign_cache
from campaign.i18n.translator import LANGUAGES, Text
from tests.app.conftest import Open, headline_number, visible_html
from tests.app.links import (
    address_and_html,
    answers_of,
    follow,
    follow_address,
    link_texts,
    links_of,
    press,
    query_of,
)
from tests.app.test_pages import english_words
from tests.campaigns import REGIONS, view_of


def query(app: AppTest) -> dict[str, str]:
    return {str(name): str(value) for name, value in app.query_params.items()}


def h1(app: AppTest) -> str:
    return visible_html(app).partition("<h1>")[2].partition("</h1>")[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_region_has_its_name_as_title(open_page: Open, lang: str) -> None:
    app = open_page("region", lang=lang, oblast="KG-T")
    campaign, html = campaign_cache.current(), visible_html(app)
    assert h1(app) == campaign.places.name("KG-T", Text.of(lang))
    assert headline_number(app, "reach") == "104" and headline_number(app, "gap") == "323"
    assert html.count("<h1>") == 1
    if lang != "en":
        assert not english_words(html)
    for words in ("Districts and places", "Organizers", "Text for a letter"):
        assert unescape(Text.of(lang)(words)) in unescape(html)


def test_buttons_open_the_neighbours_and_the_list(open_page: Open) -> None:
    app = open_page("region", lang="en", oblast="KG-T", type="lecture")
    follow(app, "Issyk-Kul →", "steps")
    assert query(app)["oblast"] == "KG-Y" and h1(app).startswith("Issyk-Kul oblast")
    follow(app, "← Talas", "steps")
    assert query(app)["oblast"] == "KG-T" and query(app)["type"] == "lecture"
    follow(app, "All regions", "steps")
    assert not app.exception
    assert "oblast" not in query(app) and h1(app).startswith("Regions")


def test_the_first_and_the_last_region_have_one_neighbour(open_page: Open) -> None:
    for code, missing in ((REGIONS[0], "←"), (REGIONS[-1], "→")):
        steps = link_texts(open_page("region", lang="en", oblast=code), "steps")
        assert missing not in "".join(steps) and len(steps) == 3


def test_removing_the_chip_of_the_region_opens_the_list(open_page: Open) -> None:
    app = open_page("region", lang="en", oblast="KG-T")
    follow(app, "Talas oblast", "chips")
    assert h1(app).startswith("Regions")


@pytest.mark.parametrize("oblast", ("", "KG-X", "<b>"))
def test_the_page_is_the_list_without_a_known_region(open_page: Open, oblast: str) -> None:
    app = open_page("region", lang="en", oblast=oblast)
    html, view = unescape(visible_html(app)), view_of(campaign_cache.current())
    for code in REGIONS:
        name = view.campaign.places.name(code, view.text)
        assert f'<a href="/region?lang=en&oblast={code}">{name}</a>' in html


def test_the_page_of_several_regions_is_that_of_the_first_with_a_note(open_page: Open) -> None:
    app = open_page("region", lang="en", oblast="KG-T,KG-C")
    assert h1(app) == "Chui oblast" and "this page shows the first" in visible_html(app)
    assert query(app)["oblast"] == "KG-C,KG-T"


def test_a_region_picked_on_a_chart_replaces_that_of_the_page(open_page: Open) -> None:
    for place in ({"oblast": "KG-O"}, {"oblast": "KG-T", "type": "lecture"}):
        app, expected = open_page("region", lang="en", oblast="KG-T"), {"lang": "en", **place}
        mark = next(link for link in links_of(app, "figure") if query_of(link) == expected)
        follow_address(app, address_and_html(app)[0], mark.attrib["href"])
        assert query(app) == expected


def test_the_map_has_links_to_the_pages_of_regions(open_page: Open) -> None:
    assert link_texts(open_page("map", lang="en"), "steps") == ["Pages of the regions →"]
    app = open_page("map", lang="en", oblast="KG-T,KG-C")
    assert link_texts(app, "steps") == ["Region page: Chui oblast →", "Region page: Talas oblast →"]
    assert query_of(links_of(app, "steps")[0]) == {"lang": "en", "oblast": "KG-C"}
    follow(app, "Region page: Chui oblast →", "steps")
    assert h1(app).startswith("Chui oblast") and app.query_params["oblast"] == "KG-C"


def test_the_page_offers_a_brief(open_page: Open) -> None:
    app = open_page("region", lang="en", oblast="KG-T")
    assert 'data-do="file" data-chart="pdf"' in visible_html(app)
    (answer,) = answers_of(press(app, "file pdf"))
    content = answer["content"]
    assert content["file"].startswith("brief-2017-talas") and content["type"] == "application/pdf"
    assert b64decode(content["bytes"]).startswith(b"%PDF")
