"""The messages to regions are in a collapsed list, whose summary has their number."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from xml.etree import ElementTree

import pytest

from campaign.analysis.completeness import report_requests
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from campaign.site.region import requests
from tests.campaigns import REGIONS, view_of, with_edition
from tests.plain_words import plain_spaces

LINES = {"ky": "9 билдирүү", "ru": "9 запросов", "en": "9 messages"}


def real(campaign: Campaign) -> Campaign:
    """The campaign with its register as a real one."""
    return with_edition(campaign, status="register")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_region_is_asked_about_invented_data(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang)
    html = requests(view)
    assert report_requests(view) == ()
    assert (
        escape(view.text("The data are invented. Requests appear here with a real register."))
        in html
    )
    for request in report_requests(view_of(real(campaign), lang)):
        assert request.message(view, view.text)[-40:] not in html
    assert "data-region" not in html and "<details" not in html


@pytest.mark.parametrize("lang", LINES)
def test_the_summary_has_the_number_and_the_list_has_all_messages(
    campaign: Campaign, lang: str
) -> None:
    view = view_of(real(campaign), lang)
    html = requests(view)
    details = ElementTree.fromstring(html[html.index("<details") :])
    assert plain_spaces(details.findtext("summary") or "") == LINES[lang]
    assert details.get("open") is None
    assert [part.get("data-region") for part in details.iter("div")][1:] == list(REGIONS)
    for request in report_requests(view):
        for other in LANGUAGES:
            assert escape(request.message(view, Text.of(other))) in html


def test_the_name_of_a_region_is_escaped(campaign: Campaign) -> None:
    table = campaign.places.table.assign(name_en="<b>Oblast & city</b>")
    places = replace(campaign.places, table=table)
    html = requests(view_of(real(replace(campaign, places=places)), "en"))
    assert html.count("<h3>&lt;b&gt;Oblast &amp; city&lt;/b&gt;") == len(REGIONS)
    assert "<b>" not in html


def test_a_single_message_is_open(campaign: Campaign) -> None:
    html = requests(view_of(real(campaign), "en", oblast="KG-N"))
    assert '<details class="request-list" open><summary>1 message</summary>' in plain_spaces(html)
