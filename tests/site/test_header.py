"""The header has menu, filters and languages as links, the same in first paints and live pages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from campaign.domain.campaign import Campaign
from campaign.site.header import header
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from campaign.site.view_cache import cached_chart
from tests.campaigns import view_of
from tests.html_tree import has_class, parse, text_of


def page_of(campaign: Campaign, stem: str = "map", *, live: bool = True, **query: str) -> SitePage:
    view = view_of(campaign, lang="en", **query)
    return SitePage(stem, view, LiveLinks(campaign), cached_chart, becomes_live=live)


def by_class(html: str, name: str) -> list[Any]:
    return [element for element in parse(html).iter() if has_class(element, name)]


def test_dates_are_fields_of_a_form_that_keeps_other_filters(campaign: Campaign) -> None:
    (form,) = by_class(header(page_of(campaign, oblast="KG-N", **{"from": "2017-08-10"})), "days")
    fields = {field.attrib["name"]: field.attrib for field in form.iter("input")}
    assert form.attrib["action"] == "/map"
    assert fields["oblast"]["value"] == "KG-N" and fields["oblast"]["type"] == "hidden"
    assert (fields["from"]["value"], fields["to"]["value"]) == ("2017-08-10", "2017-11-20")
    assert (fields["from"]["min"], fields["from"]["max"]) == ("2017-07-31", "2017-11-20")


def test_only_a_page_that_becomes_live_has_dates_and_buttons(campaign: Campaign) -> None:
    html = header(page_of(campaign, live=False))
    assert not by_class(html, "days") and not by_class(html, "actions")
    assert by_class(header(page_of(campaign)), "actions")


@pytest.mark.parametrize("stem", ["about", "data"])
def test_a_page_without_filters_has_only_buttons(campaign: Campaign, stem: str) -> None:
    (filters,) = by_class(header(page_of(campaign, stem)), "filters")
    assert [child.attrib["class"] for child in filters] == ["actions"]


def test_each_active_filter_is_a_link_to_the_page_without_it(campaign: Campaign) -> None:
    (chips,) = by_class(header(page_of(campaign, oblast="KG-N,KG-T", type="lecture")), "chips")
    links = {text_of(link): link.attrib["href"] for link in chips.iter("a")}
    assert links["Naryn oblast"] == "/map?lang=en&oblast=KG-T&type=lecture"
    assert links["Reset filters"] == "/map?lang=en"


def test_only_the_live_app_has_a_search_for_organizers(campaign: Campaign) -> None:
    def names(search: str) -> list[str]:
        html = header(replace(page_of(campaign), search=search))
        return [text_of(link) for link in parse(html).iter("a") if "organiser=" in link.get("href")]

    assert len(names("")) == 21 and names("school") == ["School"]
    assert 'value="&lt;b&gt;"' in header(replace(page_of(campaign), search="<b>"))
    assert 'type="search"' in header(page_of(campaign))
    assert 'type="search"' not in header(page_of(campaign, live=False))


def test_the_filters_on_a_phone_have_the_number_of_their_result(campaign: Campaign) -> None:
    for query, count in (({}, 77), ({"oblast": "KG-T"}, 3), ({"type": "lecture"}, 10)):
        (button,) = by_class(header(page_of(campaign, **query)), "show-result")
        assert text_of(button) == f"Show ({count})"
    # A page without filters and one without the app, which closes them, have no such button.
    for page in (page_of(campaign, "about"), page_of(campaign, live=False)):
        assert not by_class(header(page), "show-result")
