"""The table of each chart card is served as a CSV file."""

from __future__ import annotations

import csv
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from campaign.analysis import register_table
from campaign.analysis.data_table import csv_bytes
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.view import View
from campaign.charts import by_region, by_type
from campaign.charts.chart import Chart
from campaign.dataset import campaign_cache
from campaign.dataset.load import UnloadableDataError
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from campaign.site.register import register
from campaign.web.first_paint import render
from campaign.web.pages import Address
from tests.campaigns import CHARTS, view_of, with_register_away
from tests.plain_words import plain_spaces
from tests.web.client import get

CASES = [
    (build, LANGUAGES[at % len(LANGUAGES)])
    for at, build in enumerate((*CHARTS, by_region.overview_map))
    if build is not by_type.leading_types
]


def file_of(view: View, chart: Chart) -> str:
    return LiveLinks(view.campaign).table(chart.key, view.selection)


@pytest.mark.sample(7)
@pytest.mark.parametrize(("build", "lang"), CASES, ids=lambda part: getattr(part, "__name__", part))
def test_the_file_has_the_table_of_the_card(
    campaign: Campaign, build: Callable[[View], Chart], lang: str
) -> None:
    view = view_of(campaign, lang, oblast="KG-N,KG-GO", **{"from": "2017-08-05"})
    chart = build(view)
    answer = get(file_of(view, chart))
    assert answer.status_code == 200
    assert answer.content == csv_bytes(chart.table, view.text, view.disclaimer)
    assert answer.headers["content-type"].startswith("text/csv")
    assert f"{chart.key}" in answer.headers["content-disposition"]


@pytest.mark.parametrize("indicator", INDICATORS)
def test_both_maps_have_one_table(campaign: Campaign, indicator: str) -> None:
    view = view_of(campaign, "en", indicator=indicator)
    chart = by_region.overview_map(view)
    answer = get(file_of(view, chart))
    assert answer.content == csv_bytes(chart.table, view.text, view.disclaimer)


def test_the_language_is_the_browsers_unless_the_address_names_one() -> None:
    accepted = get("/files/audience.csv", accept_language="ru").text
    assert accepted == get("/files/audience.csv?lang=ru").text
    assert accepted != get("/files/audience.csv?lang=en", accept_language="ru").text


def test_the_file_of_leading_types_has_all_types(campaign: Campaign) -> None:
    view = view_of(campaign, "en")
    leading, all_types = by_type.leading_types(view), by_type.breakdown(view)
    content = get(file_of(view, leading)).content
    assert content == csv_bytes(all_types.table, view.text, view.disclaimer)
    # The range has columns only if attendance is missing for a type in the file.
    names = {row[0] for row in csv.reader(content.decode("utf-8-sig").splitlines())}
    assert {str(name) for name in leading.table.frame["name"]} < names


@pytest.mark.parametrize("key", ["map", "heatmap", "register"])
def test_a_selection_without_activities_has_no_table(key: str) -> None:
    assert get(f"/files/{key}.csv?oblast=KG-T&type=flash_mob").status_code == 404


def test_a_register_that_is_too_long_is_not_loaded(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_table, "MOST_ROWS", 76)
    answer = get("/files/register.csv?lang=en")
    assert answer.status_code == 400
    assert plain_spaces(answer.text) == (
        "A file can have at most 76 activities; 77 are selected. Select regions, types or dates."
    )
    assert get("/files/register.csv?oblast=KG-B").status_code == 200
    assert get("/files/map.csv").status_code == 200
    for query in ({}, {"oblast": "KG-B"}):
        view = view_of(campaign, "en", **query)
        address = Address(campaign.fingerprint, "/activities", view.selection, "en", "http://x")
        page = render(address, campaign).decode()
        assert ("http://x/files/register.csv" in page) == bool(query)
        page = SitePage("activities", view, LiveLinks(campaign), lambda v, build: build(v))
        card = plain_spaces(register(page))
        assert ("at most 76 activities" in card) != ('class="download"' in card)
        assert ('class="download"' in card) == bool(query)


@pytest.mark.parametrize("key", ["register", "organisers", "map"])
def test_a_table_that_needs_the_register_says_that_it_is_away(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    away = with_register_away(campaign)
    monkeypatch.setattr(campaign_cache, "current", lambda: away)
    (code, *_) = campaign.editions["2017"].organiser_codes
    answer = get(f"/files/{key}.csv?lang=en&organiser={code}")
    assert answer.status_code == 503 and "cannot be read at present" in answer.text
    assert get(f"/files/{key}.csv").status_code == (200 if key == "map" else 503)


def test_a_missing_table_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert get("/files/secret.csv").status_code == 404
    assert get("/files/map.csv?edition=2018").status_code == 404
    assert urlsplit(str(get("/files/%2e%2e/map.csv").url)).path != "/files/map.csv"

    def fail() -> Campaign:
        raise UnloadableDataError(())

    monkeypatch.setattr(campaign_cache, "current", fail)
    assert get("/files/map.csv").status_code == 503
