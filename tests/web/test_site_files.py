"""The manifest is in the requested language, and robots.txt excludes pages from search engines."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser

import pytest

from campaign.i18n.translator import LANGUAGES, Text
from campaign.site.page_list import PAGES
from campaign.web.icons import ICONS
from campaign.web.security import page_headers
from campaign.web.site_files import MANIFEST, ROBOTS
from tests.web.client import get


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_manifest_is_in_the_requested_language(lang: str) -> None:
    name = Text.of(lang)("100 Days Against Human Trafficking")
    by_browser = get(MANIFEST, accept_language=f"{lang}-KG, de;q=0.5")
    by_link = get(f"{MANIFEST}?lang={lang}", accept_language="de")
    for answer, start in ((by_browser, "/"), (by_link, f"/?lang={lang}")):
        manifest = answer.json()
        assert answer.headers["content-type"] == "application/manifest+json"
        assert answer.headers["vary"] == "Accept-Language"
        assert (manifest["name"], manifest["lang"], manifest["start_url"]) == (name, lang, start)
        assert len(manifest["short_name"]) <= 12


def test_the_icons_of_the_manifest_exist() -> None:
    icons = get(f"{MANIFEST}?lang=xx").json()["icons"]
    assert {icon.get("purpose") for icon in icons} == {"any", "maskable", None}
    for icon in icons:
        assert get(icon["src"]).headers["content-type"].startswith(icon["type"])
        if icon["src"] in ICONS:
            size = ICONS[icon["src"]].size
            assert icon["sizes"] == f"{size}x{size}"


def test_a_page_may_load_the_manifest() -> None:
    assert "manifest-src 'self'" in page_headers(b"")["Content-Security-Policy"]


def test_search_engines_may_read_all_pages_except_uploads() -> None:
    answer = get(ROBOTS)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    rules = RobotFileParser()
    rules.parse(answer.text.splitlines())
    paths = {page.path for page in PAGES.values() if rules.can_fetch("Any", f"/{page.path}")}
    assert paths == {page.path for page in PAGES.values()} - {"data"}
    assert not rules.can_fetch("Any", "/_stcore/stream")
    assert rules.can_fetch("Any", "/map?oblast=KG-O&lang=ru")
    assert "Disallow: /present?*edit" in answer.text
