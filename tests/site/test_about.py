"""The method page says whether the register is illustrative, real or missing."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from streamlit.web.server.starlette import starlette_auth_routes as sign_in
from streamlit.web.server.starlette.starlette_routes import XSRF_COOKIE_NAME

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.domain.frame_register import FrameRegister
from campaign.i18n.translator import LANGUAGES, Text
from campaign.site.about import EVENTS, ILLUSTRATIVE, about
from campaign.theme.style import LIGHT

ROOT = Path(__file__).resolve().parents[2]
INVENTED = "How the illustrative (invented) register was made"


@cache
def words_of(lang: str, status: str) -> str:
    campaign = campaign_cache.current()
    edition = replace(campaign.editions["2017"], status=status)
    if status == "register":
        rows = edition.activities
        assert rows is not None
        edition = replace(edition, register=FrameRegister(rows.head(12)))
    editions = {**campaign.editions, "2017": edition}
    selection = Selection("2018" if status == "published_only" else "2017")
    html = about(View(replace(campaign, editions=editions), selection, Text.of(lang), LIGHT))
    return unescape(re.sub(r"<[^>]*>", " ", html)).replace("\xa0", " ")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_only_an_illustrative_register_is_called_invented(lang: str) -> None:
    text = Text.of(lang)
    titles = {status: words_of(lang, status) for status in ("illustrative", "register")}
    titles["none"] = words_of(lang, "published_only")
    assert [status for status, words in titles.items() if text(INVENTED) in words] == [
        "illustrative"
    ]
    for line in ILLUSTRATIVE:
        sentence = text(line).replace("\xa0", " ")
        assert [status for status, words in titles.items() if sentence in words] == ["illustrative"]
    for words in titles.values():
        assert text(EVENTS) in words
    assert text("No register of activities was published for this campaign.") in titles["none"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_real_register_has_its_source_and_totals(lang: str) -> None:
    text, words = Text.of(lang), words_of(lang, "register")
    source = text("campaign register, {file}", file="2017/activities.csv")
    assert text("Source: {source}", source=source) in words
    totals = text("Whole register: {totals}", totals=text.n("{n} activity", "{n} activities", 12))
    assert totals.replace("\xa0", " ") in words


COOKIES = {
    "campaign_route": (
        "name the server process",
        "указывают процесс сервера",
        "процессин көрсөтөт",
    ),
    "_streamlit_xsrf": ("protect uploads", "защищают загрузку", "жүктөөнү коргойт"),
    "_streamlit_user": ("keep an editor signed in", "вход редактора", "редактордун кирүүсүн"),
    "_streamlit_user_tokens": (
        "keep an editor signed in",
        "вход редактора",
        "редактордун кирүүсүн",
    ),
}
"""The words about each cookie in English, Russian and Kyrgyz."""


def test_the_words_about_privacy_name_every_cookie_that_nginx_and_the_app_set() -> None:
    nginx = "".join(file.read_text() for file in (ROOT / "deploy" / "nginx").rglob("*.conf"))
    names = {*re.findall(r'"(\w+)=\$', nginx), XSRF_COOKIE_NAME, *sign_in._AUTH_COOKIE_NAMES}
    assert names == COOKIES.keys()
    assert "max-age" not in nginx.lower() and "expires=" not in nginx.lower()
    for at, lang in enumerate(("en", "ru", "ky")):
        words = words_of(lang, "register")
        assert all(parts[at] in words for parts in COOKIES.values())
