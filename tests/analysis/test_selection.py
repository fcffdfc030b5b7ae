"""The selection in a link: it is written as codes and read from codes; others are reported."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl

import pytest

from campaign.analysis.selection import KEYS, Selection, parse_query
from campaign.domain.campaign import Campaign
from campaign.domain.places import Places
from tests.campaigns import REGIONS


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


DAYS = ("2017-07-31–2017-11-20",)


@pytest.mark.parametrize(
    ("query", "parts", "allowed"),
    [
        ("lang=de", ["lang=de"], ("ky", "ru", "en")),
        ("edition=1999", ["edition=1999"], None),
        ("edition=2017&edition=2018", ["edition=2017,2018"], None),
        ("indicator=<script>", ["indicator=<script>"], None),
        ("measure=x", ["indicator=x"], None),
        ("benchmark=0", ["benchmark=0"], ("0.1–9999",)),
        ("benchmark=-5", ["benchmark=-5"], ("0.1–9999",)),
        ("benchmark=12.55", ["benchmark=12.55"], ("0.1–9999",)),
        ("benchmark=nan", ["benchmark=nan"], ("0.1–9999",)),
        ("benchmark=9999.1", ["benchmark=9999.1"], ("0.1–9999",)),
        ("denominator=youth", ["denominator=youth"], ("population",)),
        ("classes=99", ["classes=99"], ("3", "4", "5", "6", "7")),
        ("classes=٣", ["classes=٣"], ("3", "4", "5", "6", "7")),
        (f"classes={'9' * 5000}", [f"classes={'9' * 52}…"], ("3", "4", "5", "6", "7")),
        ("method=x", ["method=x"], None),
        ("oblast=KG-XX", ["oblast=KG-XX"], REGIONS),
        ("oblast=KG-XX,,Batken", ["oblast=KG-XX,Batken"], REGIONS),
        ("type=' OR 1=1", ["type=' OR 1=1"], None),
        ("organiser=nobody", ["organiser=nobody"], None),
        ("from=yesterday", ["from=yesterday"], DAYS),
        ("from=2017-13-45", ["from=2017-13-45"], DAYS),
        ("from=01.08.2017", ["from=01.08.2017"], DAYS),
        ("from=2017-11-21", ["from=2017-11-21"], DAYS),
        ("to=2017-07-30", ["to=2017-07-30"], DAYS),
        ("day=2017-07-30", ["day=2017-07-30"], DAYS),
        ("with=2017", ["with=2017"], ()),
        ("slide=x", ["slide=x"], ("1–999",)),
        ("scene=0", ["slide=0"], ("1–999",)),
        ("second=xx", ["second=xx"], ("ky", "ru", "en")),
        ("oblst=KG-B", ["oblst=KG-B"], KEYS),
        ("LANG=ru", ["LANG=ru"], KEYS),
        ("amp%3Btype=lecture", ["amp;type=lecture"], KEYS),
        ("x=%E2%80%AE%00", ["x=??"], KEYS),
        ("lang=de&edition=1999&type=x", ["edition=1999", "lang=de", "type=x"], None),
    ],
)
def test_a_part_that_is_not_understood_is_reported(
    campaign: Campaign, query: str, parts: list[str], allowed: tuple[str, ...] | None
) -> None:
    selection, issues = parse_query(parse_qsl(query), campaign)
    assert selection == Selection("2017")
    assert [issue.part for issue in issues] == parts
    assert not any(issue.minor for issue in issues)
    if allowed is not None:
        assert [issue.allowed for issue in issues] == [allowed]
    only_unknown = [issue for issue in issues if issue.key not in KEYS]
    assert all(issue.allowed == KEYS for issue in only_unknown)


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("utm_source=mail&utm_campaign=x", ["utm_source", "utm_campaign"]),
        ("fbclid=1&gclid=2&yclid=3&ysclid=4&msclkid=5&twclid=6&igsh=7", None),
        ("oblast=&type=&measure=", ["indicator", "oblast", "type"]),
        ("oblast=+,", ["oblast"]),
        ("KG-B", ["KG-B"]),
        ("from=2017-11-20&to=2017-07-31", ["from"]),
    ],
)
def test_pages_do_without_keys_of_other_programs_and_empty_values(
    campaign: Campaign, query: str, keys: list[str] | None
) -> None:
    selection, issues = parse_query(parse_qsl(query, keep_blank_values=True), campaign)
    assert selection == Selection("2017")
    assert issues and all(issue.minor for issue in issues)
    assert keys is None or sorted(keys) == sorted(issue.key for issue in issues)


@pytest.mark.parametrize(
    ("query", "written"),
    [
        ("oblast=kg-b", {"oblast": "KG-B"}),
        ("oblast=KG-B, kg-N&oblast=KG-T", {"oblast": "KG-B,KG-N,KG-T"}),
        ("type=Lecture&lang=RU", {"lang": "ru", "type": "lecture"}),
        ("oblast=KG%2DB%2CKG-N", {"oblast": "KG-B,KG-N"}),
        ("lang=ru&lang=ru", {"lang": "ru"}),
        ("from=2016-01-01&to=2019-01-01", {}),
        ("from=2016-01-01&to=2017-08-05", {"to": "2017-08-05"}),
        ("benchmark=0.1", {"benchmark": "0.1"}),
        ("benchmark=9999", {"benchmark": "9999"}),
        ("classes=3", {"classes": "3"}),
        ("classes=7", {"classes": "7"}),
        ("slide=4&second=en&edit&notes=1", {}),
    ],
)
def test_other_spellings_are_understood(
    campaign: Campaign, query: str, written: dict[str, str]
) -> None:
    selection, issues = parse_query(parse_qsl(query, keep_blank_values=True), campaign)
    assert (selection.to_query(campaign), issues) == (written, ())


def test_codes_that_differ_only_in_letter_case_are_not_confused(campaign: Campaign) -> None:
    first, second = campaign.type_codes[:2]
    types = campaign.types.rename(index={first: "radio", second: "Radio"})
    changed = replace(campaign, types=types)
    assert parse_query({"type": "Radio"}, changed)[0].types == ("Radio",)
    assert [issue.part for issue in parse_query({"type": "RADIO"}, changed)[1]] == ["type=RADIO"]


def test_a_city_that_is_drawn_within_its_oblast_is_reported(campaign: Campaign) -> None:
    boundaries = campaign.places.boundaries
    assert boundaries is not None
    merged = boundaries[boundaries["iso_code"] != "KG-GO"]
    places = Places(campaign.places.table, merged, campaign.places.population)
    selection, issues = parse_query({"oblast": "KG-GO,KG-O"}, replace(campaign, places=places))
    assert selection.oblasts == ("KG-O",)
    assert [issue.part for issue in issues] == ["oblast=KG-GO"]


def test_the_days_of_an_edition_without_days_are_reported(campaign: Campaign) -> None:
    editions = {"2016": replace(campaign.editions["2018"], start=None, end=None)}
    changed = replace(campaign, editions=editions)
    _, issues = parse_query({"from": "2016-08-01", "day": "2016-08-01"}, changed)
    assert [(issue.key, issue.allowed) for issue in issues] == [("day", ()), ("from", ())]


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
    rows = chosen.row_filter().apply(totals)
    assert set(rows["oblast"]) == {"KG-N"} and rows["date"].min() >= date_of("2017-09-01")
    assert set(chosen.row_filter(oblasts=False).apply(totals)["oblast"]) > {"KG-N"}
    assert chosen.row_filter(dates=False).apply(totals)["date"].min() < date_of("2017-09-01")
    assert Selection("2017").row_filter().apply(totals) is totals


def date_of(text: str) -> object:
    import pandas as pd

    return pd.Timestamp(text)
