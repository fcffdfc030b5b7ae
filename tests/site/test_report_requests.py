"""The messages to regions behind one line, with none of them lost."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from xml.etree import ElementTree

import pytest

from campaign.analysis.report_requests import report_requests
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from campaign.site.report_requests import requests
from tests.campaigns import REGIONS, view_of
from tests.plain_words import plain_spaces

LINES = {"ky": "9 билдирүү", "ru": "9 запросов", "en": "9 messages"}


@pytest.mark.parametrize("lang", LINES)
def test_one_line_counts_the_messages_and_opens_to_all_of_them(
    campaign: Campaign, lang: str
) -> None:
    view = view_of(campaign, lang)
    html = requests(view)
    fold = ElementTree.fromstring(html[html.index("<details") :])
    assert plain_spaces(fold.findtext("summary") or "") == LINES[lang]
    assert fold.get("open") is None
    assert [part.get("data-region") for part in fold.iter("div")][1:] == list(REGIONS)
    for request in report_requests(view):
        for other in LANGUAGES:
            assert escape(request.message(view, Text.of(other))) in html


def test_a_name_of_a_region_is_no_markup(campaign: Campaign) -> None:
    table = campaign.places.table.assign(name_en="<b>Oblast & city</b>")
    places = replace(campaign.places, table=table)
    html = requests(view_of(replace(campaign, places=places), "en"))
    assert html.count("<h3>&lt;b&gt;Oblast &amp; city&lt;/b&gt;") == len(REGIONS)
    assert "<b>" not in html


def test_a_single_message_is_open(campaign: Campaign) -> None:
    html = requests(view_of(campaign, "en", oblast="KG-N"))
    assert '<details class="request-list" open><summary>1 message</summary>' in plain_spaces(html)
