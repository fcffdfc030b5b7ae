"""Every page in every language: no fault, the mark in sight, no message left in English."""

from __future__ import annotations

import re

import pytest

from campaign.i18n.translator import LANGUAGES, Text
from campaign.schema import tables
from campaign.ui.page_frame import PAGES
from tests.app.conftest import Open, number, shown


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_page_opens(open_page: Open, page: str, lang: str) -> None:
    app = open_page(page, lang=lang)
    assert not app.exception
    words = shown(app)
    assert words.count("<h1>") == 1
    assert Text.of(lang)("Illustrative data: not a record of the campaign.") in words


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("edition", ["2018", "2019", "2020", "2021"])
@pytest.mark.parametrize("page", PAGES)
def test_editions_without_register_say_so(
    open_page: Open, page: str, edition: str, lang: str
) -> None:
    app = open_page(page, lang=lang, edition=edition)
    assert not app.exception
    text = Text.of(lang)
    assert text("Illustrative data: not a record of the campaign.") not in shown(app)
    if page == "present":
        assert text("No register of activities was published for this campaign.") in shown(app)
        app.button(key=f"back:{lang}").click().run()
        assert "edition" not in app.query_params
    elif page not in ("data", "about"):
        assert f"<h1>{text('Other years')}</h1>" in shown(app)


@pytest.mark.parametrize("lang", ["ky", "ru"])
@pytest.mark.parametrize("page", PAGES)
def test_no_message_stays_english(open_page: Open, page: str, lang: str) -> None:
    # What a map plays stands hidden in the page, under the names that its script knows.
    seen = re.sub(r"<span hidden.*?</span>", " ", shown(open_page(page, lang=lang)))
    words = re.sub(r"<[^>]*>", " ", seen)
    words = re.sub(r"\S*\.(org|com|kg|csv|net)\S*", " ", words)
    allowed = {"Natural", "Earth", "naturalearthdata", "MIT", "plotly", "Source", "Sans", "SIL"}
    allowed |= {"Open", "Font", "License", "admin"}
    # Names of programs and formats; the data dictionary names columns as files do.
    allowed |= {"Excel", "LibreOffice", "XLSX", "GeoJSON", "GPKG", "Windows"}
    words = re.sub(
        "|".join(rf"\b{column.name}\b" for column in tables.ACTIVITIES.columns), "", words
    )
    left = set(re.findall(r"\b[A-Za-z]{4,}\b", words)) - allowed
    assert not left


@pytest.mark.parametrize("lang", LANGUAGES)
def test_headline_follows_the_filter(open_page: Open, lang: str) -> None:
    app = open_page(lang=lang, oblast="KG-T")
    assert number(app, "reach") == "104"
    assert number(app, "activities") == "3"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_left_offers_a_way_back(open_page: Open, lang: str) -> None:
    app = open_page("activities", lang=lang, oblast="KG-T", type="flash_mob")
    text = Text.of(lang)
    assert text("Nothing matches these filters.") in shown(app)
    app.button(key=f"reset:empty:{lang}").click().run()
    assert text("Nothing matches these filters.") not in shown(app)


def test_language_changes_and_nothing_is_lost(open_page: Open) -> None:
    app = open_page("map", lang="ky", oblast="KG-N", indicator="reach", classes="4")
    app.get("button_group")[0].set_value("en").run()
    assert not app.exception
    query = dict(app.query_params.items())
    assert query == {"lang": "en", "oblast": "KG-N", "indicator": "reach", "classes": "4"}


def test_junk_in_a_link_is_ignored(open_page: Open) -> None:
    app = open_page("timeline", lang="xx", oblast="<b>", indicator="?", classes="1e9")
    assert not app.exception
    assert "<b>" not in shown(app).replace("<b>data", "")
