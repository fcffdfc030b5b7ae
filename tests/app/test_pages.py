"""Every page opens in every language, with the disclaimer and without messages in English."""

from __future__ import annotations

import re

import pytest

from campaign.i18n.translator import LANGUAGES, Text
from campaign.schema import tables
from campaign.schema.tables import MARKS
from campaign.site.page_list import PAGES
from tests.app.conftest import Open, headline_number, visible_html
from tests.app.links import follow

# Names of programs, formats and sources, which are the same in every language.
NAMES = {
    "KoboToolbox",
    *(
        "Natural",
        "Earth",
        "naturalearthdata",
        "MIT",
        "plotly",
        "reveal",
        "Source",
        "Sans",
        "SIL",
        "Open",
    ),
    *("Material", "Symbols", "Apache", "cookie", "reveal"),
    *("Font", "License", "admin", "Excel", "LibreOffice", "XLSX", "GeoJSON", "GPKG", "Windows"),
    *("KoboToolbox", "XLSForm"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_page_opens_in_its_language(open_page: Open, page: str, lang: str) -> None:
    html = visible_html(open_page(page, lang=lang))
    assert html.count("<h1>") == 1
    assert Text.of(lang)("Illustrative (invented) data; not actual campaign results.") in html
    if lang != "en":
        assert not english_words(html)


def english_words(html: str) -> set[str]:
    """The visible words of at least four Latin letters, except for names."""
    # The data of a map's animation are in a hidden element and have English keys.
    visible_part = re.sub(r"<span hidden.*?</span>", " ", html)
    # Buttons that copy an English message and links to the English page are in English.
    visible_part = re.sub(r'<(button|a)[^>]*\blang="en".*?</\1>', " ", visible_part)
    words = re.sub(r"<[^>]*>", " ", visible_part)
    words = re.sub(r"\S*\.(org|com|kg|csv|net)\S*", " ", words)
    # The data dictionary has the names of columns in files.
    names = [column.name for column in (*tables.ACTIVITIES.columns, *MARKS)]
    columns = "|".join(rf"\b{name}\b" for name in names)
    return set(re.findall(r"\b[A-Za-z]{4,}\b", re.sub(columns, "", words))) - NAMES


def test_headline_numbers_depend_on_the_filter(open_page: Open) -> None:
    app = open_page(oblast="KG-T")
    assert headline_number(app, "reach") == "104"
    assert headline_number(app, "activities") == "3"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_selection_without_activities_can_be_reset(open_page: Open, lang: str) -> None:
    app = open_page("activities", lang=lang, oblast="KG-T", type="flash_mob")
    text = Text.of(lang)
    assert text("Nothing matches these filters.") in visible_html(app)
    follow(app, text("Reset filters"), "action")
    assert text("Nothing matches these filters.") not in visible_html(app)


def test_a_change_of_language_keeps_the_selection(open_page: Open) -> None:
    app = open_page("map", lang="ky", oblast="KG-N", indicator="reach", classes="4")
    follow(app, "English", "languages")
    assert not app.exception
    query = dict(app.query_params.items())
    assert query == {"lang": "en", "oblast": "KG-N", "indicator": "reach", "classes": "4"}


def test_junk_in_a_link_is_ignored(open_page: Open) -> None:
    app = open_page("timeline", lang="xx", oblast="<b>", indicator="?", classes="1e9")
    assert "<b>" not in visible_html(app).replace("<b>data", "")
