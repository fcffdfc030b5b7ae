"""The animation of the map: each day has the sums until that day, in the classes of the last."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from campaign.charts import by_region
from campaign.charts.region_map import build_animation, day_words
from campaign.charts.region_text import UNCLASSED, count_words, value_words
from campaign.charts.spec import Choropleth
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from tests.campaigns import region_map, view_of, with_edition, with_every_state

FIRST_DAY, DAYS = date(2017, 7, 31), 113


def on_day(points: list[list[Any]], day: int) -> list[Any]:
    """The last point until a day."""
    return [point for point in points if point[0] <= day][-1]


def test_the_last_day_equals_the_static_map(campaign: Campaign) -> None:
    for chosen in (campaign, with_every_state(campaign)):
        spec = region_map(view_of(chosen))
        last = {code: points[-1] for code, points in spec.animation["units"].items()}
        assert {code: (spec.roles[point[1]], point[2]) for code, point in last.items()} == {
            code: (datum.role, datum.words) for code, datum in spec.by_code.items()
        }
        places = {code: point[5] for code, point in last.items() if point[5] is not None}
        assert places == {mark.code: round(mark.at, 4) for mark in spec.strip.regions}
        assert spec.strip.average is not None
        _, words, *_, place = spec.animation["country"][-1]
        assert (words, place) == (spec.strip.average.words, round(spec.strip.average.at, 4))
        assert spec.animation["days"] == DAYS and spec.animation["first"] == 1


@pytest.mark.parametrize("code", ["rate", "reach", "activities"])
def test_every_day_has_the_sums_until_that_day(campaign: Campaign, code: str) -> None:
    """Units, country and the highest region of a day equal those of the register until that day."""
    animation = build_animation(view_of(campaign, indicator=code))
    for day in (0, 9, 33, 80, DAYS - 1):
        then = view_of(campaign, indicator=code)
        if day < DAYS - 1:
            until = replace(then.selection, end=FIRST_DAY + timedelta(days=day))
            then = replace(then, selection=until)
        units_on_day = {unit: on_day(points, day) for unit, points in animation["units"].items()}
        for unit, row in then.units.iterrows():
            words = value_words(row["state"], row["value"], then.indicator, then.text)
            assert units_on_day[unit][2] == words
            if code == "rate" and row["state"] == "value":
                assert units_on_day[unit][4] == count_words(
                    row["reached"], then.indicator, then.text
                )
        country = on_day(animation["country"], day)
        assert then.national is not None
        assert country[1] == then.indicator.format(then.national, then.text)
        top = then.units["value"].idxmax()
        highest = on_day(animation["highest"], day)[1]
        assert campaign.places.name(top, then.text) in highest
        assert highest.endswith(then.indicator.format(then.units["value"].max(), then.text))


@pytest.mark.parametrize(("reached", "words"), [(None, "not reported"), (0.0, "0")])
def test_no_region_is_the_highest_before_people_are_reached(
    campaign: Campaign, reached: float | None, words: str
) -> None:
    rows = campaign.editions["2017"].activities
    assert rows is not None
    first = rows["date"].min()
    rows = rows.assign(reached=rows["reached"].mask(rows["date"] == first, reached))
    animation = build_animation(view_of(with_edition(campaign, activities=rows), indicator="reach"))
    day = (first.date() - FIRST_DAY).days
    assert on_day(animation["country"], day)[1] == words
    assert animation["highest"][0][0] > day


def test_the_reference_of_a_total_is_the_mean_of_the_regions_and_of_a_rate_the_national_rate(
    campaign: Campaign,
) -> None:
    for code, parts in (("rate", 1), ("reach", len(campaign.places.codes))):
        view = view_of(campaign, indicator=code)
        assert view.national is not None
        _, _, reference, *_ = build_animation(view)["country"][-1]
        assert reference == round(view.national / parts, 4)


@pytest.mark.parametrize("method", ["rounded", "quantiles", "equal", "natural"])
def test_the_value_of_every_day_is_within_its_class(campaign: Campaign, method: str) -> None:
    view = view_of(campaign, method=method)
    for points in build_animation(view)["units"].values():
        for _, index, words, value, _, _ in points:
            if index >= len(UNCLASSED):
                map_class = view.classes.classes[index - len(UNCLASSED)]
                assert map_class.low <= round(value, 1) <= map_class.high, words


def test_days_of_a_range_have_the_numbers_of_the_edition(campaign: Campaign) -> None:
    animation = build_animation(view_of(campaign, **{"from": "2017-08-10"}))
    assert (animation["first"], animation["start"]) == (11, "2017-08-10")


def test_means_shares_and_single_days_have_no_animation(campaign: Campaign) -> None:
    one_day = {"from": "2017-08-10", "to": "2017-08-10"}
    for query in ({"indicator": "mean"}, {"indicator": "youth"}, one_day):
        view = view_of(campaign, **query)
        assert build_animation(view) == day_words(view) == region_map(view).animation == {}


def test_the_map_of_the_overview_has_no_animation(campaign: Campaign) -> None:
    view = view_of(campaign, oblast="KG-N")
    overview, animated_map = by_region.overview_map(view).spec, region_map(view)
    assert isinstance(overview, Choropleth) and overview.animation == {} != animated_map.animation
    assert (overview.data, overview.legend) == (animated_map.data, animated_map.legend_at_rest)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_texts_of_a_day_are_in_the_language_of_the_view(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang, indicator="rate")
    words = day_words(view)
    assert words["states"] == {"0": view.text("no activity"), "1": view.text("not reported")}
    assert "{number}" in words["legend"]
    assert words["average"] == view.text("National average: {value}")
    assert day_words(view_of(campaign, lang, indicator="reach"))["average"] == ""
