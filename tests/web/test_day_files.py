"""The days of a map: at an address, in the page for a reader's own files, and of no other chart."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape

import pytest

from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.render.animation import animation, day_words
from campaign.site.card import card
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from campaign.theme.style import LIGHT
from campaign.web.assets import ASSETS
from tests.campaigns import view_of
from tests.web.client import get

NUMBERS = ("units", "country", "highest")


def card_of(view: View) -> str:
    page = SitePage("map", view, LiveLinks(view.campaign), lambda shown, build: build(shown))
    return card(page, by_region.choropleth)


def numbers_of(view: View) -> dict[str, object]:
    """The values of each day, of the chart as it is drawn."""
    days = animation(by_region.choropleth(view), LIGHT)
    numbers: dict[str, object] = json.loads(json.dumps({name: days[name] for name in NUMBERS}))
    return numbers


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("query", [{}, {"indicator": "reach", "to": "2017-09-30"}], ids=str)
def test_the_days_of_the_page_are_at_its_address(
    campaign: Campaign, lang: str, query: dict[str, str]
) -> None:
    view = view_of(campaign, lang, **query)
    html = card_of(view)
    address = re.search(r'data-days="([^"]*)"', html)
    assert address
    answer = get(unescape(address[1]), accept_language=lang)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-cache"
    days = answer.json()
    assert {name: days[name] for name in NUMBERS} == numbers_of(view)
    last = day_words(days, days["days"] - 1)
    assert f'aria-valuetext="{last}"' in html and f">{last}</span>" in html
    assert f'max="{days["days"] - 1}" value="{days["days"] - 1}"' in html
    assert "application/json" not in html, "the first paint is small"


def test_the_days_of_own_files_are_in_the_page(campaign: Campaign) -> None:
    own = replace(campaign, private=True)
    html = card_of(view_of(own, "ky"))
    assert "data-days" not in html
    script = re.search(r'<script type="application/json">(.*?)</script>', html)
    assert script and "<" not in script[1]
    days = json.loads(script[1])
    assert {name: days[name] for name in NUMBERS} == numbers_of(view_of(campaign, "ky"))


def test_the_player_of_the_page_is_an_asset(campaign: Campaign) -> None:
    address = re.search(r'data-player="([^"]*)"', card_of(view_of(campaign, "en")))
    assert address
    answer = get(address[1])
    assert answer.text == ASSETS["player.js"]
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/files/ranking.days.json", 404),
        ("/files/register.days.json", 404),
        ("/files/unknown.days.json", 404),
        ("/files/map.days.json?indicator=mean", 404),
        ("/files/map.days.json?oblast=KG-XX", 400),
        ("/files/map.days.json?edition=2018", 404),
    ],
)
def test_what_has_no_days_is_answered_with_a_sentence(address: str, status: int) -> None:
    answer = get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/plain") and answer.text


def test_a_frame_has_no_play_bar() -> None:
    assert 'class="play-bar"' not in get("/embed/map").text
