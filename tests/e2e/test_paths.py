"""Responses of the server other than pages."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from http.client import HTTPMessage

import pytest
from playwright.sync_api import expect

from campaign.i18n.translator import Text
from campaign.site.page_list import PAGES
from campaign.web.assets import ICONS, icon_png
from tests.e2e.screen import Screen
from tests.e2e.server import Server


def get(server: Server, path: str, **headers: str) -> tuple[int, HTTPMessage, bytes]:
    header_names: Mapping[str, str] = {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    request = urllib.request.Request(server.address + path, headers=dict(header_names))
    with urllib.request.urlopen(request, timeout=600) as response:
        return response.status, response.headers, response.read()


def test_health_names_version_and_data(server: Server) -> None:
    status, headers, body = get(server, "/health")
    assert status == 200
    assert headers["Content-Type"].startswith("application/json")
    health = json.loads(body)
    assert health["status"] == "ok"
    assert health["version"] and health["data"]


def test_the_icon_of_streamlit_is_replaced(server: Server) -> None:
    for path in ("/favicon.png", "/favicon.ico"):
        assert get(server, path, Accept="text/html")[2] == icon_png(ICONS[path])


def test_the_name_of_the_overview_opens_it(screen: Screen) -> None:
    screen.page.goto("/overview?lang=ky&oblast=KG-N", wait_until="commit")
    screen.expect_page("overview")
    screen.expect_query(lang="ky", oblast="KG-N")
    screen.expect_chips(screen.region_name("KG-N"))
    assert screen.page.evaluate("location.pathname") == "/"


def test_an_unknown_path_keeps_its_page_and_leads_on_by_the_menu(screen: Screen) -> None:
    text = Text.of("ky")
    response = screen.page.goto("/nowhere/at/all?lang=ky&oblast=KG-N")
    assert response is not None and response.status == 404
    expect(screen.page.locator("h1")).to_have_text(text("Page not found"))
    assert screen.page.locator("#root").count() == 0, "the live app would show the overview"
    screen.page.locator("nav.menu a", has_text=PAGES["map"].label(text)).click()
    screen.expect_page("map")
    screen.expect_query(lang="ky", oblast="KG-N")


def test_a_notice_names_unknown_parts_of_an_address_until_its_link_is_followed(
    screen: Screen,
) -> None:
    text, notice = Text.of("ky"), screen.page.locator(".notice[role=status]")
    response = screen.page.goto("/map?lang=ky&oblast=KG-N,KG-XX&from=2018-13-01")
    assert response is not None and "oblast=KG-XX, from=2018-13-01" in response.text()
    screen.expect_page("map")
    expect(notice).to_have_count(1)
    expect(notice).to_contain_text("oblast=KG-XX, from=2018-13-01")
    screen.expect_chips(screen.region_name("KG-N"))
    notice.get_by_text(text("Continue without them")).click()
    expect(notice).to_have_count(0)
    screen.expect_query(lang="ky", oblast="KG-N")
    screen.expect_chips(screen.region_name("KG-N"))


@pytest.mark.parametrize("path", ["/assets/style.css"])
def test_large_files_are_compressed(server: Server, path: str) -> None:
    _, headers, body = get(server, path, Accept_Encoding="gzip, br, zstd")
    assert headers["Content-Encoding"] in ("gzip", "br", "zstd")
    assert len(body) < 1_600_000


def test_an_unknown_language_has_no_translations(server: Server) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        get(server, "/assets/words/xx.json")
