"""Icons have their size and our colour, and programs find the manifest and robots.txt."""

from __future__ import annotations

import io
import struct
from urllib.robotparser import RobotFileParser

import pytest
from PIL import Image

from campaign.i18n.translator import LANGUAGES, Text
from campaign.site.page_list import PAGES
from campaign.theme.style import LIGHT
from campaign.web.assets import ICON_SVG, ICONS, MANIFEST, ROBOTS, SVG_ADDRESS
from campaign.web.security import page_headers
from tests.web.client import get


@pytest.mark.parametrize("address", ICONS)
def test_each_address_serves_an_icon_of_its_size(address: str) -> None:
    answer = get(address)
    assert answer.status_code == 200 and answer.headers["content-type"] == "image/png"
    size = ICONS[address].size
    assert struct.unpack(">II", answer.content[16:24]) == (size, size)
    picture = Image.open(io.BytesIO(answer.content)).convert("RGBA")
    corner, middle = picture.getpixel((0, 0)), picture.getpixel((size // 2, size // 8))
    accent = (*bytes.fromhex(LIGHT.accent[1:]), 255)
    assert middle == accent
    assert corner == (accent if ICONS[address].filled else (0, 0, 0, 0))


def test_the_svg_icon_is_served() -> None:
    answer = get(SVG_ADDRESS)
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.text == ICON_SVG and LIGHT.accent in ICON_SVG
    assert len(ICON_SVG) < 1_000


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
