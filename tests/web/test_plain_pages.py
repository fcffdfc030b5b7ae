"""An unknown path answers 404, and an unknown part of a query is named, never silently ignored."""

from __future__ import annotations

import re
from html import escape, unescape

import pytest
from starlette.routing import Route
from streamlit.web.server.starlette import starlette_auth_routes, starlette_routes

from campaign.dataset import campaign_cache
from campaign.dataset.load import UnloadableDataError
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from campaign.site.notices import NO_FILE
from campaign.site.page import NO_PAGE
from campaign.site.page_list import PAGES
from campaign.web.pages import STREAMLIT_PATHS
from tests.web.client import get

PATHS = (
    "/nonsense",
    "/nonsense/",
    "/nonsense.html",
    "/index.html",
    "/map/deeper",
    "/issues/nonsense",
    "/issues/no_file/deeper",
    "/embed/nonsense",
    "/embed/map/deeper",
    "/assets/nothing/deeper",
    "//evil.example/x",
)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_an_unknown_path_is_a_page_with_the_menu(path: str, lang: str) -> None:
    answer, text = get(f"http://test{path}", accept_language=lang), Text.of(lang)
    assert answer.status_code == 404 and answer.headers["content-type"].startswith("text/html")
    assert f'<html lang="{lang}"' in answer.text and escape(text(NO_PAGE)) in answer.text
    assert f"<h1>{escape(text('Page not found'))}</h1>" in answer.text
    (menu,) = re.findall(r'<nav class="menu">(.*?)</nav>', answer.text)
    assert re.findall(r'href="(/[a-z]*)', menu) == [f"/{page.path}" for page in PAGES.values()]
    assert "aria-current" not in menu and "evil" not in answer.text
    assert 'id="boot"' not in answer.text, "the live app would show the overview here"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("accept", ["*/*", "text/html", "application/json", "image/png"])
def test_every_program_gets_the_status(method: str, accept: str) -> None:
    assert get("/nonsense", method, accept=accept).status_code == 404


def test_the_menu_and_the_languages_of_an_unknown_path_keep_the_selection() -> None:
    html = get("/nonsense/at/all?lang=en&oblast=KG-N").text
    assert 'href="/map?lang=en&amp;oblast=KG-N"' in html
    assert 'href="?lang=ru&amp;oblast=KG-N"' in html


def test_an_unknown_path_needs_no_data(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Campaign:
        raise UnloadableDataError(())

    monkeypatch.setattr(campaign_cache, "current", fail)
    answer = get("/nonsense", accept_language="en")
    assert (answer.status_code, answer.text) == (404, NO_PAGE)


def test_the_name_of_the_overview_redirects_with_its_query() -> None:
    answer = get("/overview?lang=ky&oblast=KG-N")
    assert (answer.status_code, answer.headers["location"]) == (307, "/?lang=ky&oblast=KG-N")


def test_streamlit_answers_its_own_paths() -> None:
    names = [
        value
        for module in (starlette_routes, starlette_auth_routes)
        for name, value in vars(module).items()
        if re.match(r"_ROUTE_|BASE_ROUTE_", name) and isinstance(value, str)
    ]
    assert len(names) > 8
    assert {name.split("/")[0] for name in names} <= {*STREAMLIT_PATHS}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "query", "clean"),
    [
        ("/embed/map", "oblast=KG-XX,KG-N", "oblast=KG-N"),
        ("/embed/heatmap", "from=2018-13-01", ""),
        ("/issues", "oblst=KG-B", ""),
        ("/nonsense", "type=zzz&oblast=KG-N", "oblast=KG-N"),
    ],
)
def test_a_page_without_the_live_app_has_a_notice(
    path: str, query: str, clean: str, lang: str
) -> None:
    html = get(f"{path}?lang={lang}&{query}").text
    (notice,) = re.findall(r'<div class="notice" role="status">(.*?)</div>', html)
    text = Text.of(lang)
    assert text("The page shows the selection without them.") in unescape(notice)
    assert re.search(r"KG-XX|2018-13-01|oblst|zzz", notice)
    address = "&".join(filter(None, [f"lang={lang}", clean]))
    assert f'href="{"" if path == "/nonsense" else path}?{escape(address)}"' in notice
    assert text("Continue without them") in unescape(notice)
    assert 'class="notice"' not in get(f"{path}?lang={lang}&{clean}&utm_source=x").text


@pytest.mark.parametrize("query", ["oblast=", "oblast=,", "type", "from=2017-09-10&to=2017-09-01"])
def test_a_file_needs_a_value_for_each_key_and_days_in_order(query: str) -> None:
    answer = get(f"/files/map.csv?{query}&utm_source=&lang=en")
    assert answer.status_code == 400 and query.partition("&")[0].rstrip("=,") in answer.text
    assert "utm" not in answer.text
    page = get(f"/embed/map?{query}&lang=en")
    assert page.status_code == 200 and 'class="notice"' not in page.text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "address",
    [
        "/files/map.csv?oblast=KG-XX",
        "/files/map.csv?oblast=KG-N,KG-XX",
        "/files/register.csv?from=01.08.2017",
        "/files/heatmap.csv?oblst=KG-B",
        "/files/map.csv?edition=2035",
    ],
)
def test_a_file_of_an_unknown_selection_is_not_sent(address: str, lang: str) -> None:
    answer = get(f"{address}&lang={lang}")
    assert answer.status_code == 400 and answer.headers["content-type"].startswith("text/plain")
    value = address.rpartition("=")[2].rpartition(",")[2]
    sentence = Text.of(lang)("The address has unknown parts: {parts}.", parts="…")
    assert value in answer.text and answer.text.startswith(sentence.partition(":")[0])


def test_a_file_that_does_not_exist_is_said_so() -> None:
    for lang in LANGUAGES:
        assert get("/files/secret.csv", accept_language=lang).text == Text.of(lang)(NO_FILE)
    empty = get("/files/map.csv?lang=en&oblast=KG-T&type=flash_mob")
    assert (empty.status_code, empty.text) == (404, "No activities in this selection.")
    assert get("/files/map.csv?oblast=KG-N&utm_source=mail&fbclid=1").status_code == 200


def test_every_route_of_our_own_is_known() -> None:
    from campaign.web.routes import routes

    for route in routes():
        assert isinstance(route, Route)
        path = re.sub(r"\{\w+\}", "x", route.path)
        assert "Page not found" not in get(path, accept_language="en").text or path[:3] in (
            *("/is", "/em"),
        )
