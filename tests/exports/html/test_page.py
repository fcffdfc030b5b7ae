"""The presentation as one HTML file: it holds all its data and requests nothing."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from html import unescape
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from campaign.analysis.class_breaks import FEWEST, MOST
from campaign.dataset.folders import Folders
from campaign.domain.campaign import Campaign
from campaign.exports.presentation_html import presentation_html
from campaign.i18n.letter_case import capitalize
from campaign.i18n.translator import LANGUAGES, Text
from campaign.presentation.payload import build_presentation, to_json
from campaign.presentation.slides import MOST_SLIDES, Slide
from campaign.presentation.slides_file import read_slides
from campaign.presentation.style import PROJECTOR_STYLE

MOST_BYTES = 450_000
MOST_BYTES_OF_SIXTY_SLIDES = 1_600_000
"""Sixty animated maps in three languages and each pair of them."""


@pytest.fixture(scope="module")
def slides(folders: Folders, campaign: Campaign) -> tuple[Slide, ...]:
    return read_slides(folders.data, "2017", campaign)


@pytest.fixture(scope="module")
def content_in(campaign: Campaign, slides: tuple[Slide, ...]) -> Callable[[str], str]:
    """The page in a language, made once."""
    return cache(lambda lang: presentation_html(campaign, slides, lang).decode())


@pytest.fixture
def content(content_in: Callable[[str], str]) -> str:
    return content_in("ky")


def test_the_page_is_one_file_of_limited_size(content: str) -> None:
    assert len(content.encode()) <= MOST_BYTES
    assert content.startswith("<!doctype html>\n") and content.endswith("</html>")
    assert '<html lang="ky">' in content


def test_the_page_opens_with_a_second_language_if_one_is_given(
    campaign: Campaign, slides: tuple[Slide, ...]
) -> None:
    content = presentation_html(campaign, slides[:2], "ky", second="ru").decode()
    assert '<html lang="ky" data-second="ru">' in content


def test_the_payload_is_that_of_the_presentation(
    campaign: Campaign, slides: tuple[Slide, ...], content: str
) -> None:
    presentation = build_presentation(campaign, slides)
    payload = read_payload(content)
    assert {name: payload[name] for name in presentation.content} == json.loads(
        to_json(presentation.content)
    )
    assert payload["id"] == presentation.digest
    assert payload["charts"] == json.loads(to_json(presentation.charts))
    assert payload["sections"] == json.loads(to_json(presentation.sections))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_has_title_and_description(
    campaign: Campaign, slides: tuple[Slide, ...], content_in: Callable[[str], str], lang: str
) -> None:
    content = content_in(lang)
    text = Text.of(lang)
    description = re.search('<meta name="description" content="(.*?)">', content, re.DOTALL)
    assert description
    about = unescape(description.group(1))
    view = slides[2].view(campaign, lang, PROJECTOR_STYLE)
    for line in (view.disclaimer, view.filters, campaign.fingerprint, capitalize(view.source)):
        assert line in about
    assert capitalize(text("boundaries: Natural Earth")) in about
    title = re.search("<title>(.*?)</title>", content)
    assert title and unescape(title.group(1)) == slides[0].title[lang]
    for code in LANGUAGES:
        assert f'<noscript><p lang="{LANGUAGES[0]}">' in content and f'<p lang="{code}">' in content


def test_nothing_outside_the_file_is_allowed_or_referred_to(content: str) -> None:
    policy = re.search('Content-Security-Policy" content="(.*?)">', content)
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy.group(1).split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in rules["script-src"] and "http" not in policy.group(1)
    outside = re.sub(r"<script>.*?</script>", "", content, flags=re.DOTALL)
    assert not re.search(r"<link|<img|<iframe|\ssrc=|@import|url\(\"?(?!#|data:)", outside)
    scripts = re.findall(r"<script>(.*?)</script>", content, re.DOTALL)
    (digest,) = (hashlib.sha256(script.encode()).digest() for script in scripts)
    assert rules["script-src"] == f"'sha256-{base64.b64encode(digest).decode()}'"


@pytest.mark.long
def test_the_same_presentation_gives_the_same_bytes(
    campaign: Campaign, slides: tuple[Slide, ...], content: str
) -> None:
    assert presentation_html(campaign, slides, "ky").decode() == content
    assert presentation_html(campaign, slides, "ru").decode() != content


def test_text_from_files_is_escaped(campaign: Campaign) -> None:
    bad = '</script><script>alert("1")</script><!--<img src=x onerror=alert(1)>'
    words = dict.fromkeys(LANGUAGES, bad)
    places = campaign.places
    hostile_table = places.table.assign(**{f"name_{lang}": bad for lang in LANGUAGES})
    hostile = replace(campaign, places=replace(places, table=hostile_table))
    slides = [Slide("map", words, words, text=words, source="javascript:alert(1)")]
    content = presentation_html(hostile, slides, "en").decode()
    assert "<img src=x" not in content and content.count("<script>") == 1
    assert read_payload(content)["slides"][0]["en"]["title"] == bad
    table = read_payload(content)["charts"][0]["en"]["table"]
    assert all(row[1] == bad for row in table["rows"])


@pytest.mark.long
def test_sixty_slides_still_fit(campaign: Campaign) -> None:
    slides = [
        Slide("map", {"en": "x" * 200}, play=True, query={"classes": str(n)})
        for n in range(FEWEST, MOST + 1)
    ]
    # Each round of slides takes as many bytes as the one before.
    one, two = (len(presentation_html(campaign, slides * rounds, "en")) for rounds in (1, 2))
    assert one < two
    assert one + (two - one) * (MOST_SLIDES / len(slides) - 1) <= MOST_BYTES_OF_SIXTY_SLIDES


def test_slides_without_activities_say_so(campaign: Campaign) -> None:
    slides = [
        Slide("map", {"en": "x"}, query={"oblast": "KG-T", "type": "flash_mob"}),
        Slide("timeline", {"en": "y"}, query={"edition": "2019"}),
    ]
    content = presentation_html(campaign, slides, "en").decode()
    slide_contents = read_payload(content)["slides"]
    assert slide_contents[0]["en"]["nothing"] == Text.of("en")("No activities in this selection.")
    assert slide_contents[1]["en"]["nothing"] and slide_contents[1]["en"]["disclaimer"] == ""
    assert not any(
        "<svg" in html for slide in read_payload(content)["sections"] for html in slide.values()
    )


def _element(content: str, name: str) -> str:
    element = re.search(rf'<script type="[^"]*" id="{name}">(.*?)</script>', content, re.DOTALL)
    assert element
    return element.group(1)


def read_payload(content: str) -> dict[str, Any]:
    compressed = base64.b64decode(_element(content, "presentation"))
    payload: dict[str, Any] = json.loads(gzip.decompress(compressed))
    return payload


def test_the_page_has_the_letters_of_its_texts_in_a_typeface_of_its_own(content: str) -> None:
    fonts = re.findall(
        r'font-family: "PT Sans"; font-weight: (\d+); src: url\(data:font/woff2;base64,([^)]+)\)',
        content,
    )
    assert [weight for weight, _ in fonts] == ["400", "700"]
    assert "font-src data:" in content
    for _, packed in fonts:
        letters = TTFont(io.BytesIO(base64.b64decode(packed))).getBestCmap()
        assert {*map(ord, "өүңЖжЫыГ0123456789 —«»")} <= set(letters)
