"""The organizers as a filter of every page: link, list, chip, headline numbers, first paint."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from campaign.domain.text_entries import entry_code
from campaign.i18n.translator import LANGUAGES, Text
from tests.app.conftest import Open, headline_number, visible_html
from tests.app.links import address_and_html, follow
from tests.html_tree import parse, text_of

SCHOOL, MAYOR = entry_code("Школа"), entry_code("Мэрия города Ош")
NAMES = {"ky": "Мектеп", "ru": "Школа", "en": "School"}


def query_of(app: AppTest) -> dict[str, str]:
    return {name: str(value) for name, value in app.query_params.items() if name != "lang"}


def organisers(app: AppTest, *, chosen: bool = False) -> list[str]:
    """The names in the list of organizers, or those that are selected."""
    lists = parse(address_and_html(app)[1]).iter("details")
    (names,) = [e for e in lists if e.find(".//input[@type='search']") is not None]
    return [
        text_of(link) for link in names.iter("a") if not chosen or "aria-current" in link.attrib
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_has_charts_by_organizer_and_target_group(open_page: Open, lang: str) -> None:
    app, text = open_page("activities", lang=lang), Text.of(lang)
    html = visible_html(app)
    assert text("Organizers and target groups") in html
    for title in ("organizer", "target group", "partner", "district"):
        message = f"{{indicator}} by {title}"
        assert text(message, indicator=text("People reached")) in html
    names = organisers(app)
    assert len(names) == 21 and NAMES[lang] in names and names == sorted(names, key=text.sort_key)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_organizer_is_selected_in_the_list_and_removed_by_its_chip(
    open_page: Open, lang: str
) -> None:
    app = open_page(lang=lang)
    follow(app, NAMES[lang], "dropdown")
    assert not app.exception and query_of(app) == {"organiser": SCHOOL}
    assert headline_number(app, "activities") == "12"
    assert headline_number(app, "reach").replace(" ", "").replace(",", "") == "1438"
    follow(app, NAMES[lang], "chips")
    assert not app.exception and query_of(app) == {} and headline_number(app, "activities") == "77"


def test_a_link_opens_with_its_organizers_and_junk_is_ignored(open_page: Open) -> None:
    app = open_page("activities", lang="en", organiser=f"{MAYOR},junk,{SCHOOL}")
    assert len(organisers(app, chosen=True)) == 2
    assert query_of(app)["organiser"] == ",".join(sorted((MAYOR, SCHOOL)))
    assert "2 organizers" in visible_html(app).replace("\u00a0", " ")


def test_an_organizer_and_a_region_without_activities_can_be_reset(open_page: Open) -> None:
    app = open_page("map", lang="en", organiser=MAYOR, oblast="KG-T")
    assert "Nothing matches these filters." in visible_html(app)
    follow(app, "Reset filters", "action")
    assert not app.exception and query_of(app) == {}
