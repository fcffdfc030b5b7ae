"""The selection in a link: it is written as codes and read from codes; others are ignored."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from campaign.analysis.class_breaks import FEWEST, MOST
from campaign.analysis.query_values import parse_benchmark, parse_classes
from campaign.analysis.selection import Selection
from campaign.domain.campaign import Campaign


def test_defaults_are_not_in_the_address(campaign: Campaign) -> None:
    assert Selection.from_query({}, campaign) == Selection("2017")
    assert Selection("2017").to_query(campaign) == {}


@pytest.mark.parametrize(
    "query",
    [
        {"lang": "ru"},
        {"edition": "2018"},
        {"indicator": "reach", "classes": "7", "method": "natural"},
        {"indicator": "activities", "method": "quantiles"},
        {"from": "2017-08-02", "to": "2017-09-01"},
        {"oblast": "KG-N,KG-T", "type": "lecture"},
        {"lang": "en", "oblast": "KG-GO", "to": "2017-11-19"},
        {"benchmark": "25"},
        {"benchmark": "12.5"},
    ],
)
def test_a_selection_read_from_a_link_gives_the_same_link(
    campaign: Campaign, query: dict[str, str]
) -> None:
    assert Selection.from_query(query, campaign).to_query(campaign) == query


@pytest.mark.parametrize(
    "junk",
    [
        {"lang": "de"},
        {"benchmark": "0"},
        {"benchmark": "-5"},
        {"benchmark": "12.55"},
        {"benchmark": "nan"},
        {"benchmark": "1e3"},
        {"benchmark": "99999"},
        {"denominator": "youth"},
        {"edition": "1999"},
        {"indicator": "<script>"},
        {"classes": "99"},
        {"classes": "-1"},
        {"classes": "٣"},
        {"classes": "9" * 5000},
        {"method": "x"},
        {"oblast": "KG-X,,"},
        {"type": "' OR 1=1"},
        {"from": "yesterday"},
        {"from": "2016-01-01", "to": "2019-01-01"},
        {"slide": "4", "unknown": "x"},
    ],
)
def test_unknown_values_are_ignored(campaign: Campaign, junk: dict[str, str]) -> None:
    assert Selection.from_query(junk, campaign) == Selection("2017")


def test_the_limits_of_classes_and_benchmarks_are_accepted(campaign: Campaign) -> None:
    for classes in (FEWEST, MOST):
        assert Selection.from_query({"classes": str(classes)}, campaign).classes == classes
        assert parse_classes(str(classes)) == classes
    assert parse_classes(str(FEWEST - 1)) is parse_classes(str(MOST + 1)) is None
    assert [parse_benchmark(rate) for rate in ("0.1", "9999", "9999.1")] == [0.1, 9999, None]


def test_the_default_map_has_rates_in_rounded_classes(campaign: Campaign) -> None:
    """People per 10,000 population in rounded classes, unless a link has something else."""
    bare = Selection.from_query({}, campaign)
    assert (bare.indicator, bare.method, bare.classes) == ("rate", "rounded", 5)
    from_link = Selection.from_query({"indicator": "rate"}, campaign)
    assert from_link == bare and from_link.to_query(campaign) == {}


def test_an_older_link_with_measure_opens(campaign: Campaign) -> None:
    older = Selection.from_query({"measure": "activities"}, campaign)
    assert older.indicator == "activities"
    assert older.to_query(campaign)["indicator"] == "activities"
    both = Selection.from_query({"measure": "activities", "indicator": "youth"}, campaign)
    assert both.indicator == "youth"


def test_valid_codes_are_accepted_beside_unknown_ones(campaign: Campaign) -> None:
    chosen = Selection.from_query({"oblast": "KG-X,KG-N", "type": "lecture,?"}, campaign)
    assert (chosen.oblasts, chosen.types) == (("KG-N",), ("lecture",))


def test_days_in_the_wrong_order_are_swapped(campaign: Campaign) -> None:
    chosen = Selection.from_query({"from": "2017-09-01", "to": "2017-08-02"}, campaign)
    assert (chosen.start, chosen.end) == (date(2017, 8, 2), date(2017, 9, 1))


def test_selecting_the_first_and_the_last_day_sets_no_limit(campaign: Campaign) -> None:
    edition = campaign.editions["2017"]
    first, last, chosen = date(2017, 7, 31), date(2017, 11, 20), Selection("2017")
    assert (edition.first_day, edition.last_day) == (first, last)
    for start, end in ((first, last), (date(2016, 1, 1), date(2019, 1, 1)), (last, first)):
        assert chosen.between(start, end, edition) == chosen
    inside = chosen.between(date(2017, 8, 1), date(2017, 11, 19), edition)
    assert (inside.start, inside.end) == (date(2017, 8, 1), date(2017, 11, 19))


def test_a_change_of_edition_keeps_the_compared_edition_but_not_itself(
    campaign: Campaign,
) -> None:
    chosen = Selection("2017", start=date(2017, 8, 1), other="2018")
    assert chosen.with_edition("2019", campaign) == Selection("2019", other="2018")
    assert chosen.with_edition("2018", campaign) == Selection("2018")


def test_selecting_twice_removes() -> None:
    chosen = Selection("2017").toggle("KG-N")
    assert chosen.oblasts == ("KG-N",)
    assert chosen.toggle("KG-N") == Selection("2017")
    cell = Selection("2017").toggle("KG-N", "lecture")
    assert (cell.oblasts, cell.types) == (("KG-N",), ("lecture",))
    assert cell.toggle("KG-N", "lecture") == Selection("2017")
    assert cell.toggle("KG-T", "lecture").oblasts == ("KG-T",)


def test_a_chart_may_ignore_its_own_filter(campaign: Campaign) -> None:
    totals = campaign.editions["2017"].totals
    assert totals is not None
    chosen = replace(Selection("2017"), oblasts=("KG-N",), start=date(2017, 9, 1))
    rows = chosen.apply(totals)
    assert set(rows["oblast"]) == {"KG-N"} and rows["date"].min() >= date_of("2017-09-01")
    assert set(chosen.apply(totals, oblasts=False)["oblast"]) > {"KG-N"}
    assert chosen.apply(totals, dates=False)["date"].min() < date_of("2017-09-01")
    assert Selection("2017").apply(totals) is totals


def date_of(text: str) -> object:
    import pandas as pd

    return pd.Timestamp(text)
