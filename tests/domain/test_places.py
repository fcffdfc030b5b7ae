"""Names of places, in sentences and at the start of headings, and their population."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from campaign.domain.campaign import Campaign
from campaign.i18n.translator import Text


@pytest.mark.parametrize(
    ("lang", "name", "heading"),
    [
        ("ru", "город Ош", "Город Ош"),
        ("en", "Osh city", "Osh city"),
        ("ky", "Ош шаары", "Ош шаары"),
    ],
)
def test_a_heading_begins_with_a_capital(
    campaign: Campaign, lang: str, name: str, heading: str
) -> None:
    places, text = campaign.places, Text.of(lang)
    assert (places.name("KG-GO", text), places.heading("KG-GO", text)) == (name, heading)


def test_a_census_of_another_series_is_not_used(campaign: Campaign) -> None:
    population = campaign.places.population
    assert (population["kind"] == "census, lower series").any()
    own = population["group"] == ""
    lower = population[own].assign(kind="census, lower series", population=1.0)
    later = lower.assign(date=lower["date"] + pd.DateOffset(years=30))
    places = replace(campaign.places, population=pd.concat([population, later]))
    year = int(later["date"].dt.year.max())
    nearest = places.nearest_population(year)
    assert nearest is not None and nearest.year < year - 5
    assert nearest.by_unit.min() > 1


def test_the_latest_value_of_a_year_is_used(campaign: Campaign) -> None:
    population = campaign.places.population
    later = population.assign(date=population["date"] + pd.DateOffset(days=30), population=7.0)
    assert (later["date"].dt.year == population["date"].dt.year).any()
    for rows in ([later, population], [population, later]):
        places = replace(campaign.places, population=pd.concat(rows))
        nearest = places.nearest_population(2017)
        assert nearest is not None and (nearest.by_unit == 7).all()
