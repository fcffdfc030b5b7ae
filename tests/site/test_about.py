"""The method page says whether the register is illustrative, real or missing."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html import unescape

import pytest

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.domain.frame_register import FrameRegister
from campaign.i18n.translator import LANGUAGES, Text
from campaign.site.about import about
from campaign.site.method_texts import EVENTS, ILLUSTRATIVE
from campaign.theme.style import LIGHT

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
