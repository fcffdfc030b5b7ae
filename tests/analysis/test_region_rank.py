"""The numbers of a selection, compared with sums over the files that do not use the app's code."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path

import pandas as pd
import pytest

from campaign.analysis.indicators import INDICATORS
from campaign.analysis.kpi_words import basis, comparison, finding, kpi_words
from campaign.analysis.reconciliation import whole_campaign
from campaign.analysis.view import Scope
from campaign.charts import by_region, by_type, over_time
from campaign.dataset.user_overlay import UserData, overlay_user_data
from campaign.domain.campaign import Campaign
from campaign.domain.frame_register import FrameRegister
from campaign.domain.totals import group_activities
from campaign.i18n.translator import Text
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.report import ValidationReport
from tests.campaign_totals import names_pair
from tests.campaigns import CHARTS, REGIONS, view_of
from tests.plain_words import plain_spaces

ROOT = Path(__file__).resolve().parent.parent.parent
FILTERS: Mapping[str, Mapping[str, str]] = {
    "whole campaign": {},
    "a type": {"type": "lecture"},
    "a week": {"from": "2017-09-11", "to": "2017-09-17"},
    "types and dates": {"type": "lecture,training,leaflets", "from": "2017-09-01"},
}
Row = Mapping[str, str]


# Sums over the files ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sums:
    """Totals of some rows of the register; `reached` is None if no row has an attendance."""

    activities: int
    reached: int | None
    youth: float | None


def register(query: Mapping[str, str]) -> list[Row]:
    """The rows that match the query; its oblasts are ignored."""
    with (ROOT / "data/2017/activities.csv").open(encoding="utf-8", newline="") as file:
        rows: list[Row] = list(csv.DictReader(file))
    types = query.get("type", "").split(",") if query.get("type") else None
    first, last = query.get("from", ""), query.get("to", "9999")
    return [
        row
        for row in rows
        if first <= row["date"] <= last and (types is None or row["type"] in types)
    ]


def sums_of_rows(rows: list[Row]) -> Sums:
    reported_values = [int(row["reached"]) for row in rows if row["reached"]]
    both = [(int(r["youth"]), int(r["reached"])) for r in rows if r["youth"] and r["reached"]]
    of = sum(reached for _, reached in both)
    return Sums(
        len(rows),
        sum(reported_values) if reported_values else None,
        sum(y for y, _ in both) / of if of else None,
    )


def population() -> dict[str, float]:
    """The latest estimate of 2015 for each unit, the year used for the rates of 2017."""
    with (ROOT / "geo/population.csv").open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["date"][:4] == "2015" and r["kind"] != ""]
    latest: dict[str, tuple[str, float]] = {}
    for row in rows:
        if row["iso_code"] in REGIONS and row["kind"] in ("estimate", "census"):
            latest[row["iso_code"]] = max(
                latest.get(row["iso_code"], ("", 0.0)), (row["date"], float(row["population"]))
            )
    return {code: people for code, (_, people) in latest.items()}


def rank_of(values: Mapping[str, float | None], code: str) -> tuple[int, int] | None:
    """The rank of a region among those with a value, and their number."""
    reported_values = [value for value in values.values() if value is not None]
    mine = values[code]
    return (
        None if mine is None else (1 + sum(v > mine for v in reported_values), len(reported_values))
    )


def in_digits(value: float, digits: int) -> str:
    """The value with this number of digits, halves rounded away from zero."""
    return f"{int(value * 10**digits + 0.5) / 10**digits:,.{digits}f}"


# One region ---------------------------------------------------------------------------------------


# Each region alone, and under one of the filters in turn.
@pytest.mark.sample(3)
@pytest.mark.parametrize(
    ("code", "filters"),
    [
        *((code, "whole campaign") for code in REGIONS),
        *zip(REGIONS, cycle(["a type", "a week", "types and dates"]), strict=False),
    ],
)
def test_one_region_has_its_rank_share_rate_and_the_national_rate(
    campaign: Campaign, code: str, filters: str
) -> None:
    query, people = FILTERS[filters], population()
    rows = register(query)
    country = sums_of_rows(rows)
    regions = {c: sums_of_rows([row for row in rows if row["oblast"] == c]) for c in REGIONS}
    mine = regions[code]
    view = view_of(campaign, oblast=code, **query)
    by_code = {number.code: number for number in kpi_words(view)}
    assert by_code["activities"].value == str(mine.activities)
    assert by_code["activities"].reference == f"Kyrgyzstan: {country.activities}"
    assert "units" not in by_code
    assert not [n for n in by_code.values() if "published" in n.reference + n.note]

    rank = rank_of({c: sums.reached for c, sums in regions.items()}, code)
    if mine.reached is None or country.reached is None:
        state = "not reported" if mine.activities else "no activity"
        assert by_code["rank"].value == state
        assert by_code["reach"].reference == ""
    else:
        assert by_code["reach"].value == f"{mine.reached:,}"
        share = in_digits(mine.reached / country.reached * 100, 1)
        assert by_code["reach"].reference == f"Share of the national total: {share}%"
        assert rank is not None
        assert plain_spaces(by_code["rank"].value) == f"{rank[0]} of {rank[1]}"

        rates = {
            c: None if s.reached is None else s.reached / people[c] * 1e4
            for c, s in regions.items()
        }
        rate_rank = rank_of(rates, code)
        assert rate_rank is not None
        national = in_digits(country.reached / sum(people.values()) * 1e4, 1)
        mine_rate = in_digits(mine.reached / people[code] * 1e4, 1)
        assert by_code["rate"].value == mine_rate
        reference = f"rank: {rate_rank[0]} of {rate_rank[1]}; Kyrgyzstan: {national}"
        assert plain_spaces(by_code["rate"].reference) == reference

        words = plain_spaces(finding(view))
        assert words.startswith(plain_spaces(view.scope.line))
        for phrase in (
            f"Rank by “People reached”: {rank[0]} of {rank[1]}",
            f"share of the national total: {share}%",
            f"{mine_rate}; rank: {rate_rank[0]} of {rate_rank[1]}; Kyrgyzstan: {national}.",
        ):
            assert phrase in words, phrase
        # The headline has the value, the summary the rank and the national average.
        on_map = by_region.choropleth(replace(view, selection=view.selection))
        name = campaign.places.name(code, view.text)
        assert plain_spaces(on_map.finding).startswith(f"{name}: {mine_rate} per 10,000")
        rank_words = f"Rank: {rate_rank[0]} of {rate_rank[1]}; Kyrgyzstan: {national}."
        assert plain_spaces(on_map.summary).startswith(rank_words)
    if mine.youth is not None and country.youth is not None:
        assert by_code["youth"].value == f"{in_digits(mine.youth * 100, 1)}%"
        assert by_code["youth"].reference == f"Kyrgyzstan: {in_digits(country.youth * 100, 1)}%"


@pytest.mark.parametrize("filters", FILTERS)
def test_comparisons_name_their_filters(campaign: Campaign, filters: str) -> None:
    sentences = {
        "whole campaign": "",
        "a type": "Ranks, shares and values for Kyrgyzstan cover the selected types of "
        "activity only.",
        "a week": "Ranks, shares and values for Kyrgyzstan cover the selected dates only.",
        "types and dates": (
            "Ranks, shares and values for Kyrgyzstan cover the selected types and dates only."
        ),
    }
    assert basis(view_of(campaign, oblast="KG-O", **FILTERS[filters])) == sentences[filters]
    assert basis(view_of(campaign, **FILTERS[filters])) == ""


# Several regions, none, no activity ---------------------------------------------------------------


@pytest.mark.sample(2)
@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("codes", [("KG-O", "KG-T"), ("KG-B", "KG-GB", "KG-GO"), REGIONS[:5]])
def test_several_regions_are_summed_and_compared_with_each_other(
    campaign: Campaign, codes: tuple[str, ...], filters: str
) -> None:
    query, people = FILTERS[filters], population()
    rows = register(query)
    country, mine = (
        sums_of_rows(rows),
        sums_of_rows([row for row in rows if row["oblast"] in codes]),
    )
    view = view_of(campaign, oblast=",".join(codes), indicator="rate", **query)
    if not mine.activities:
        assert view.is_empty
        return
    assert mine.reached is not None and country.reached is not None
    by_code = {number.code: number for number in kpi_words(view)}
    share = in_digits(mine.reached / country.reached * 100, 1)
    rate = in_digits(mine.reached / sum(people[code] for code in codes) * 1e4, 1)
    national = in_digits(country.reached / sum(people.values()) * 1e4, 1)
    region_count = len({row["oblast"] for row in rows if row["oblast"] in codes})
    cities = sum(code in ("KG-GB", "KG-GO") for code in codes)
    assert by_code["reach"].value == f"{mine.reached:,}"
    assert by_code["reach"].reference == f"Share of the national total: {share}%"
    assert plain_spaces(by_code["units"].value) == f"{region_count} of {len(codes)}"
    oblasts = len(codes) - cities
    note = f"{oblasts} oblast{'s' if oblasts > 1 else ''}" + (" and 2 cities" if cities else "")
    assert plain_spaces(by_code["units"].note) == note
    assert by_code["units"].reference == ""
    assert by_code["rate"].value == rate
    assert by_code["rate"].reference == f"Kyrgyzstan: {national}"
    assert "Rank by" not in finding(view) and "rank:" not in finding(view)

    rates = {
        c: s.reached / people[c] * 1e4
        for c in codes
        if (s := sums_of_rows([row for row in rows if row["oblast"] == c])).reached is not None
    }
    chart = by_region.choropleth(view)
    headline, on_map = plain_spaces(chart.finding), plain_spaces(chart.summary)
    place_names = {c: campaign.places.name(c, view.text) for c in REGIONS}
    if len(set(rates.values())) > 1:
        high, low = max(rates, key=rates.__getitem__), min(rates, key=rates.__getitem__)
        top, least = in_digits(rates[high], 1), in_digits(rates[low], 1)
        assert f"Highest rate (selected regions): {place_names[high]} – {top} per 10,000." in on_map
        assert headline == (
            f"Lowest rate (selected regions): {place_names[low]} – {least} per 10,000"
        )
    comparison_text = f"{headline}. {on_map.split(': ', 1)[1]}"
    assert not [c for c in REGIONS if c not in codes and place_names[c] in comparison_text]


@pytest.mark.parametrize("filters", [name for name in FILTERS if FILTERS[name]])
def test_a_filter_by_types_and_days_changes_the_numbers(campaign: Campaign, filters: str) -> None:
    sums = sums_of_rows(register(FILTERS[filters]))
    view = view_of(campaign, **FILTERS[filters])
    assert sums.reached is not None
    by_code = {number.code: number for number in kpi_words(view)}
    assert (by_code["reach"].value, by_code["activities"].value) == (
        f"{sums.reached:,}",
        str(sums.activities),
    )
    assert {number.reference for number in by_code.values()} == {""}
    assert comparison(view) == ""
    people = "1 person" if sums.reached == 1 else f"{sums.reached:,} people"
    assert plain_spaces(finding(view)) == plain_spaces(
        f"{view.scope.line}: {people} reached in {sums.activities} activities."
    )


def test_without_a_filter_published_values_are_references(campaign: Campaign) -> None:
    view = view_of(campaign)
    assert [plain_spaces(number.reference) for number in kpi_words(view)] == [
        "published: more than 10,000",
        "published: 77",
        "published: all oblasts (7)",
        "published: more than 70%",
        "not published",
    ]
    assert finding(view) == "People reached: 10,173; activities: 77."
    assert view.scope.line == "" and by_region.choropleth(view).scope == ""


def test_an_empty_selection_has_a_state_instead_of_a_rank(campaign: Campaign) -> None:
    view = view_of(campaign, oblast="KG-T", type="conference", **{"from": "2017-08-02"})
    assert view.is_empty
    by_code = {number.code: number for number in kpi_words(view)}
    assert by_code["activities"].value == "0" and by_code["rank"].value == "no activity"
    assert by_code["activities"].reference.startswith("Kyrgyzstan: ")
    assert by_code["reach"].reference == "" and view.region_rank(INDICATORS["reach"]).value is None
    everywhere = view_of(
        campaign, type="online_event", **{"from": "2017-08-15", "to": "2017-08-16"}
    )
    assert everywhere.is_empty
    assert {number.reference for number in kpi_words(everywhere)} == {""}
    both = replace(everywhere, selection=replace(everywhere.selection, oblasts=("KG-T",)))
    assert {n.reference for n in kpi_words(both)} <= {"", "Kyrgyzstan: 0"}


def test_a_region_without_attendance_has_no_rank_and_no_share(campaign: Campaign) -> None:
    edition = campaign.editions["2017"]
    assert edition.activities is not None
    rows = edition.activities.copy()
    rows.loc[rows["oblast"] == "KG-T", "reached"] = float("nan")
    editions = {
        **campaign.editions,
        "2017": replace(edition, register=FrameRegister(rows), totals=group_activities(rows)),
    }
    view = view_of(replace(campaign, editions=editions), oblast="KG-T", indicator="reach")
    by_code = {number.code: number for number in kpi_words(view)}
    assert (by_code["reach"].value, by_code["reach"].reference) == ("not reported", "")
    assert by_code["rank"].value == "not reported"
    assert plain_spaces(finding(view)).startswith(
        "Talas oblast: 3 activities, attendance not reported."
    )
    chart = by_region.choropleth(view)
    assert chart.finding == "Talas oblast: not reported"
    summary = plain_spaces(chart.summary)
    assert summary.startswith("Kyrgyzstan: ") and "rank" not in summary.lower()
    assert "; fewest people reached (regions with a value): " in summary


def test_the_numbers_of_a_city_begin_with_a_capital(campaign: Campaign) -> None:
    words = plain_spaces(finding(view_of(campaign, "ru", oblast="KG-GB")))
    assert words.startswith("Город Бишкек: охват — 1 595 человек")


def test_a_sentence_on_all_types_begins_with_the_capitalized_city() -> None:
    scope = Scope(place="город Бишкек")
    assert (
        scope.sentence_of_all("Видов: 8.", ("types",), Text.of("ru")) == "Город Бишкек. Видов: 8."
    )


# A real register, an edition without one ----------------------------------------------------------


def test_a_reader_s_own_register_has_no_published_values(campaign: Campaign) -> None:
    words = (
        "date;oblast;type;reached;title\n01.08.2016;Нарынская область;лекция;120;а\n"
        "02.08.2016;г. Бишкек;флешмоб;80;б\n03.08.2016;Таласская обл.;тренинг;;в\n"
    )
    report = ingest_file(words.encode("cp1251"), "own.csv", campaign)
    assert isinstance(report, ValidationReport)
    mine = overlay_user_data(campaign, UserData(registers=(report,), digest="x"))
    view = view_of(mine, edition="own-2016", oblast="KG-N")
    assert whole_campaign(view) == ""
    by_code = {number.code: number for number in kpi_words(view)}
    assert by_code["reach"].reference == "Share of the national total: 60.0%"
    assert plain_spaces(by_code["rank"].value) == "1 of 2"
    assert plain_spaces(finding(view)).startswith(
        "Naryn oblast: 120 people reached in 1 activity. Rank "
    )
    # On a slide in a hall, a register has the name of its campaign, not that of a file.
    assert plain_spaces(view.source) == "register of the 2016 campaign"
    assert plain_spaces(view.filters).startswith("Register of the 2016 campaign · ")
    # Without a population there are ranks and shares but no rates.
    bare = replace(mine.editions["own-2016"], population=None)
    without_population = view_of(
        replace(mine, editions={**mine.editions, "own-2016": bare}),
        edition="own-2016",
        oblast="KG-N",
    )
    assert "per 10,000" not in finding(without_population)
    assert {n.code: n.reference for n in kpi_words(without_population)}["rate"] == ""


def test_an_edition_without_a_register_has_its_published_line(campaign: Campaign) -> None:
    view = view_of(campaign, edition="2019", oblast="KG-B")
    assert not view.has_register
    words = plain_spaces(whole_campaign(view))
    # 2019 was related work with a name of its own.
    name = campaign.editions["2019"].name(view.text)
    assert words.startswith(f"{name}, as published – people reached: 80,000; ")
    assert "activities: more than 5,000" in words and "unodc.org" in words
    assert whole_campaign(view_of(campaign, edition="2020")) == ""


# Texts --------------------------------------------------------------------------------------------


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("lang", "query"),
    [
        ("ky", {"oblast": "KG-O"}),
        ("ru", {"oblast": "KG-O,KG-GB"}),
        ("en", {"type": "lecture"}),
        ("ru", {"from": "2017-09-11", "to": "2017-09-17"}),
        ("ky", {"oblast": "KG-B,KG-C,KG-J,KG-N", "type": "lecture,training", "from": "2017-09-01"}),
    ],
)
def test_every_chart_names_the_selection_in_title_and_sentence(
    campaign: Campaign, lang: str, query: dict[str, str]
) -> None:
    view = view_of(campaign, lang, **query)
    for build in CHARTS:
        chart = build(view)
        for part in view.scope.parts():
            assert part in chart.scope, build.__name__
            # «11–17 сентября 2017 г.» ends with the stop of the sentence.
            is_named = part.removesuffix(".") in chart.sentence
            assert is_named or names_pair(chart.sentence, part, view), build.__name__


def test_no_chart_of_the_whole_campaign_names_a_selection(campaign: Campaign) -> None:
    for chart in (build(view_of(campaign)) for build in CHARTS):
        assert chart.scope == "" and chart.sentence == chart.summary


def test_a_selected_type_appears_among_all_types(campaign: Campaign) -> None:
    rows = register({})
    reached: dict[str, int] = {}
    for row in rows:
        if row["reached"]:
            reached[row["type"]] = reached.get(row["type"], 0) + int(row["reached"])
    view = view_of(campaign, type="lecture")
    rank = 1 + sum(value > reached["lecture"] for value in reached.values())
    share = in_digits(reached["lecture"] / sum(reached.values()) * 100, 1)
    chart = by_type.breakdown(view)
    assert plain_spaces(chart.finding) == (
        f"“Lecture or lesson”: {reached['lecture']} people; rank among the types: {rank} of "
        f"{len(reached)}"
    )
    assert plain_spaces(chart.summary) == f"Share of all types: {share}%."


def test_a_selected_type_is_among_the_first_ones(campaign: Campaign) -> None:
    frame = by_type.breakdown(view_of(campaign)).table.frame
    last = [str(code) for code in frame.index if frame["state"][code] == "value"][-1]
    chart = by_type.leading_types(view_of(campaign, type=last))
    assert last in chart.table.frame.index and len(chart.table.frame) == by_type.LEADING
    every = ",".join(campaign.type_codes)
    assert len(by_type.leading_types(view_of(campaign, type=every)).table.frame) == by_type.LEADING


def test_tables_say_which_rows_are_in_the_selection(campaign: Campaign) -> None:
    view = view_of(
        campaign, oblast="KG-O", type="lecture", **{"from": "2017-09-01", "to": "2017-09-30"}
    )
    inside = {
        by_region.choropleth: {"KG-O"},
        over_time.small_multiples: {"Osh oblast"},
        by_type.breakdown: {"Lecture or lesson"},
        by_type.heatmap: {"Lecture or lesson"},
    }
    for build, wanted in inside.items():
        frame = build(view).table.frame
        key = "code" if build is by_region.choropleth else "unit" if "unit" in frame else "name"
        assert set(frame.loc[frame["in_selection"] == "yes", key]) == wanted, build.__name__
        assert "In the selection" in [column.header for column in build(view).table.columns]
    days = over_time.timeline(view).table.frame
    chosen = days.loc[days["in_selection"] == "yes", "date"]
    assert len(chosen) and chosen.between(pd.Timestamp("2017-09-01"), "2017-09-30").all()
    headers = [column.header for column in by_type.heatmap(view).table.columns]
    assert "Osh oblast (in the selection)" in headers
    for build in inside:
        headers = [column.header for column in build(view_of(campaign)).table.columns]
        assert "In the selection" not in headers
