"""The schema.org Dataset of a view for search engines, and what it leaves out."""

from __future__ import annotations

import json

import pytest

from campaign.domain.campaign import Campaign
from campaign.exports.structured_data import structured_data, to_script
from campaign.i18n.translator import LANGUAGES
from tests.campaigns import view_of, with_edition

URL = "https://campaign.example/map?lang=ru"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_dataset_describes_the_view(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang)
    data = structured_data(view, URL)
    assert data["@context"] == "https://schema.org" and data["@type"] == "Dataset"
    assert data["name"] == f"{view.edition.name(view.text)} · {view.text('Kyrgyzstan')}"
    assert data["url"] == URL and data["inLanguage"] == lang and data["isAccessibleForFree"] is True
    assert data["version"] == campaign.fingerprint
    assert data["temporalCoverage"] == "2017-07-31/2017-11-20"
    assert data["spatialCoverage"] == [
        {"@type": "Place", "name": view.text("Kyrgyzstan"), "identifier": "KG"}
    ]
    assert [variable["name"] for variable in data["variableMeasured"]][:2] == [
        view.text("People reached"),
        view.text("People reached per 10,000 population"),
    ]
    assert all(variable["unitText"] for variable in data["variableMeasured"])
    assert all(address.startswith("http") for address in data["citation"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_description_begins_with_the_disclaimer_of_invented_data(
    campaign: Campaign, lang: str
) -> None:
    view = view_of(campaign, lang, oblast="KG-O")
    description = structured_data(view, URL)["description"]
    assert description.startswith(view.disclaimer)
    assert view.text("illustrative (invented) register made for this dashboard") in description
    # Search engines take descriptions of 50 to 5,000 letters.
    assert 50 <= len(description) <= 5_000 and ".." not in description
    real = view_of(with_edition(campaign, status="register"), lang)
    assert view.disclaimer not in structured_data(real, URL)["description"]


def test_a_selection_has_its_days_and_places(campaign: Campaign) -> None:
    query = {"oblast": "KG-O,KG-T", "from": "2017-08-05", "to": "2017-08-20"}
    data = structured_data(view_of(campaign, "en", **query), URL)
    assert data["temporalCoverage"] == "2017-08-05/2017-08-20"
    assert [place["identifier"] for place in data["spatialCoverage"]] == ["KG-O", "KG-T"]
    assert all(place["containedInPlace"]["identifier"] == "KG" for place in data["spatialCoverage"])


@pytest.mark.parametrize(
    ("year", "days"),
    [("2018", "2018-09-10/2018-12-10"), ("2019", "2019"), ("2021", "2021-07-30/..")],
)
def test_other_years_have_published_figures_and_no_register(
    campaign: Campaign, year: str, days: str
) -> None:
    view = view_of(campaign, "en", edition=year)
    data = structured_data(view, URL, "https://campaign.example/register.csv")
    assert data["temporalCoverage"] == days
    assert "distribution" not in data, "there is no register"
    assert len(data.get("variableMeasured", [])) == len(view.edition.published)
    assert view.absence in data["description"]


def test_properties_without_data_are_left_out(campaign: Campaign) -> None:
    data = structured_data(view_of(campaign), URL)
    assert not {"license", "creator", "publisher", "distribution"} & set(data)
    without = with_edition(campaign, population=None)
    names = [v["name"] for v in structured_data(view_of(without), URL)["variableMeasured"]]
    assert "People reached per 10,000 population" not in names and "Activities" in names


def test_the_register_is_a_distribution_if_it_has_an_address(campaign: Campaign) -> None:
    address = "https://campaign.example/register.csv"
    (file,) = structured_data(view_of(campaign), URL, address)["distribution"]
    assert file["contentUrl"] == address and file["encodingFormat"] == "text/csv"


def test_text_cannot_close_the_script_element(campaign: Campaign) -> None:
    names = dict.fromkeys(LANGUAGES, "</script><script>alert(1)//")
    data = structured_data(view_of(with_edition(campaign, names=names)), URL)
    script = to_script(data)
    assert "<" not in script and json.loads(script) == data
