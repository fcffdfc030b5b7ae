"""The talk as one file: read back, everything is inside, and nothing of it asks for anything."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from campaign.dataset.load import Folders
from campaign.domain.campaign import Campaign
from campaign.exports.html.page import talk_html
from campaign.i18n.translator import LANGUAGES, Text
from campaign.presentation.payload import talk, to_json
from campaign.presentation.slides import MOST_SCENES, Scene, scenes_of
from campaign.presentation.style import HALL

MOST_BYTES = 2_500_000


@pytest.fixture(scope="module")
def scenes(folders: Folders) -> tuple[Scene, ...]:
    return scenes_of(folders.data, "2017")


@pytest.fixture(scope="module")
def content(campaign: Campaign, scenes: tuple[Scene, ...]) -> str:
    return talk_html(campaign, scenes, "ky").decode()


def test_one_file_of_moderate_size(content: str) -> None:
    assert len(content.encode()) <= MOST_BYTES
    assert content.startswith("<!doctype html>\n") and content.endswith("</html>")
    assert '<html lang="ky">' in content


def test_its_numbers_are_those_of_the_talk(
    campaign: Campaign, scenes: tuple[Scene, ...], content: str
) -> None:
    wanted = talk(campaign, scenes)
    found = _talk(content)
    assert {name: found[name] for name in wanted.told} == json.loads(to_json(wanted.told))
    assert found["id"] == wanted.digest
    assert found["drawn"] == json.loads(to_json(wanted.drawn))
    assert {feature["id"] for feature in found["geometry"]["oblasts"]["features"]} == set(
        campaign.places.codes
    )
    assert set(found["geometry"]["hatch"]) == set(campaign.places.codes)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_says_what_it_is(campaign: Campaign, scenes: tuple[Scene, ...], lang: str) -> None:
    content = talk_html(campaign, scenes, lang).decode()
    text = Text.of(lang)
    described = re.search('<meta name="description" content="(.*?)">', content, re.DOTALL)
    assert described
    about = unescape(described.group(1))
    view = scenes[2].view(campaign, lang, HALL)
    for line in (view.mark, view.filters, campaign.fingerprint, view.source):
        assert line in about
    assert text("boundaries: Natural Earth") in about
    title = re.search("<title>(.*?)</title>", content)
    assert title and unescape(title.group(1)) == scenes[0].title[lang]
    for code in LANGUAGES:
        assert f'<noscript><p lang="{LANGUAGES[0]}">' in content and f'<p lang="{code}">' in content


def test_nothing_outside_is_allowed_or_named(content: str) -> None:
    policy = re.search('Content-Security-Policy" content="(.*?)">', content)
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy.group(1).split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in rules["script-src"] and "http" not in policy.group(1)
    assert not re.search(r"<link|<img|<iframe|\ssrc=|@import|url\((?!#)", content)
    scripts = re.findall(r"<script>(.*?)</script>", content, re.DOTALL)
    plotly = gzip.decompress(base64.b64decode(_element(content, "plotly")))
    hashes = [hashlib.sha256(code).digest() for code in (scripts[0].encode(), plotly)]
    assert len(scripts) == 1
    assert rules["script-src"].split() == [
        f"'sha256-{base64.b64encode(h).decode()}'" for h in hashes
    ]


def test_same_talk_same_bytes(campaign: Campaign, scenes: tuple[Scene, ...], content: str) -> None:
    assert talk_html(campaign, scenes, "ky").decode() == content
    assert talk_html(campaign, scenes, "ru").decode() != content


def test_words_from_files_are_never_markup(campaign: Campaign) -> None:
    bad = '</script><script>alert("1")</script><!--<img src=x onerror=alert(1)>'
    words = dict.fromkeys(LANGUAGES, bad)
    places = campaign.places
    named = places.table.assign(**{f"name_{lang}": bad for lang in LANGUAGES})
    hostile = replace(campaign, places=replace(places, table=named))
    scenes = [Scene("map", words, words, text=words, source="javascript:alert(1)")]
    content = talk_html(hostile, scenes, "en").decode()
    assert "<img src=x" not in content and content.count("<script>") == 1
    assert _talk(content)["scenes"][0]["en"]["title"] == bad
    table = _talk(content)["drawn"][0]["en"]["table"]
    assert "<img" not in table and "&lt;img" in table


def test_sixty_scenes_still_fit(campaign: Campaign) -> None:
    scenes = [
        Scene("map", {"en": "x" * 200}, play=True, query={"classes": str(3 + n % 5)})
        for n in range(MOST_SCENES)
    ]
    assert len(talk_html(campaign, scenes, "en")) <= MOST_BYTES


def test_nothing_left_and_nothing_known(campaign: Campaign) -> None:
    scenes = [
        Scene("map", {"en": "x"}, query={"oblast": "KG-T", "type": "flash_mob"}),
        Scene("timeline", {"en": "y"}, query={"edition": "2019"}),
    ]
    content = talk_html(campaign, scenes, "en").decode()
    told = _talk(content)["scenes"]
    assert told[0]["en"]["nothing"] == Text.of("en")("No activities in this selection.")
    assert told[1]["en"]["nothing"] and told[1]["en"]["mark"] == ""
    assert _talk(content)["geometry"] == {}


def _element(content: str, name: str) -> str:
    found = re.search(rf'<script type="[^"]*" id="{name}">(.*?)</script>', content, re.DOTALL)
    assert found
    return found.group(1)


def _talk(content: str) -> dict[str, Any]:
    packed = base64.b64decode(_element(content, "talk"))
    found: dict[str, Any] = json.loads(gzip.decompress(packed))
    return found
