"""The map, its animation by day, and the sentences about a region."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from campaign.analysis.indicators import INDICATORS
from campaign.analysis.region_profile import RegionProfile, view_of_region
from campaign.analysis.view import View
from campaign.charts import by_region, coverage
from campaign.charts.outlines import COARSE, outlines
from campaign.charts.region_map import build_animation, day_words
from campaign.charts.region_text import (
    UNCLASSED,
    count_words,
    gap_text,
    leading_types,
    letter,
    profile_text,
    state_line,
    tooltips,
    value_words,
)
from campaign.charts.spec import Choropleth, ColorBar
from campaign.charts.wording import people
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from tests.analysis.test_wide_activities import Row, register
from tests.campaigns import REGIONS, region_map, view_of, with_edition, with_every_state
from tests.plain_words import plain_spaces


@pytest.fixture(scope="module")
def every_state(campaign: Campaign) -> Campaign:
    return with_every_state(campaign)


def test_all_nine_units_are_drawn(campaign: Campaign) -> None:
    spec = region_map(view_of(campaign))
    assert list(spec.by_code) == list(REGIONS)
    boundaries = campaign.places.boundaries
    assert boundaries is not None
    assert set(boundaries["iso_code"]) == set(spec.by_code)


def test_the_outline_of_an_enlarged_city_is_round(campaign: Campaign) -> None:
    insets = {inset.code: inset for inset in outlines(campaign.places, COARSE).insets}
    (ring,) = insets["KG-GO"].rings
    sides = np.diff(np.array([*ring, *ring[:2]]), axis=0)
    headings = np.degrees(np.arctan2(sides[:, 1], sides[:, 0]))
    turns = np.abs((np.diff(headings) + 180) % 360 - 180)
    assert turns.max() < 30


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_map_has_the_values_and_names_of_the_view(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang)
    spec = region_map(view)
    assert {c: d.value for c, d in spec.by_code.items()} == dict(view.units["value"])
    assert {d.code: d.words for d in spec.data} == {
        f"oblast={code}": view.text.number(value, 1) for code, value in view.units["value"].items()
    }
    assert [(d.name, d.label) for d in spec.data] == [
        (campaign.places.name(code, view.text), campaign.places.short(code, view.text))
        for code in REGIONS
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_rate_has_its_count_in_its_tooltip(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang)
    words = view.text("People reached: {n}", n=1007.0)
    assert words in region_map(view).by_code["KG-N"].tooltip[2]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_legend_names_the_national_average(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang)
    average = region_map(view).strip.average
    assert view.national == pytest.approx(17.285, abs=0.001)
    words = view.text.number(17.3, 1)
    assert average is not None and average.words == words
    assert average.label == view.text("National average: {value}", value=words)
    # A class limit, the second of five classes.
    assert region_map(view).strip.limits[2] == words and average.at == pytest.approx(0.4)
    quantiles = region_map(view_of(campaign, lang, method="quantiles")).strip.average
    assert quantiles is not None and quantiles.words == words
    assert region_map(view_of(campaign, lang, indicator="reach")).strip.average is None


def test_regions_are_on_the_strip_at_their_values(every_state: Campaign) -> None:
    view = view_of(every_state, oblast="KG-N,KG-T,KG-O", indicator="reach", method="equal")
    spec = region_map(view)
    values = {c: d.value for c, d in spec.by_code.items() if d.state == "value"}
    highest, classes = max(values.values()), len(spec.class_keys)
    assert spec.strip.limits == ("0", *(view.text.number(c.high) for c in view.classes.classes))
    # Equal intervals from the lowest to the highest value; the lowest class begins at zero.
    step = (highest - min(values.values())) / classes
    for mark in spec.strip.regions:
        value = values[mark.code]
        assert (mark.label, mark.words) == (
            spec.by_code[mark.code].label,
            spec.by_code[mark.code].words,
        )
        first = min(values.values()) + step
        position = value / first if value <= first else 1 + (value - first) / step
        assert mark.at == pytest.approx(position / classes, abs=0.002)
    assert [mark.code for mark in spec.strip.regions] == list(values)
    # KG-N has zero people, which is a separate state.
    assert [mark.code for mark in spec.selected_marks] == ["KG-O", "KG-T"]


def test_a_strip_without_values_is_empty(campaign: Campaign) -> None:
    edition = campaign.editions["2017"]
    assert edition.activities is not None
    silent = with_edition(campaign, activities=edition.activities.assign(reached=0.0, youth=0.0))
    spec = region_map(view_of(silent, indicator="reach"))
    assert (spec.strip, spec.class_keys) == (ColorBar(), ())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_map_of_counts_has_a_caution(campaign: Campaign, lang: str) -> None:
    text = Text.of(lang)
    caution = text(
        "The colour shows an absolute number: a region may lead only because its population is "
        "large."
    )
    for code, indicator in INDICATORS.items():
        summary = by_region.choropleth(view_of(campaign, lang, indicator=code)).summary
        assert (caution in summary) == indicator.adds_up


def test_three_states_differ_in_role_sign_and_legend(every_state: Campaign) -> None:
    spec = region_map(view_of(every_state, indicator="reach", method="quantiles"))
    regions = spec.by_code
    roles = ("state:no_activity", "state:not_reported", "state:zero")
    assert tuple(regions[code].role for code in ("KG-C", "KG-B", "KG-N")) == roles
    assert spec.roles[:3] == roles
    others = {d.role for code, d in regions.items() if code not in ("KG-C", "KG-B", "KG-N")}
    assert others == set(spec.roles[3:]) and len(others) == 5
    assert [regions[code].words for code in ("KG-C", "KG-B", "KG-N")] == ["—", "?", "0"]
    words = [key.words for key in spec.legend]
    assert words[-3:] == ["zero (1)", "not reported (1)", "no activity (1)"]
    assert [key.role for key in spec.legend] == [*spec.roles[3:], *reversed(roles)]


def test_the_legend_counts_every_unit_once(every_state: Campaign) -> None:
    for method in ("rounded", "quantiles", "equal", "natural"):
        spec = region_map(view_of(every_state, indicator="reach", method=method))
        roles = [datum.role for datum in spec.data]
        assert [key.count for key in spec.legend] == [roles.count(key.role) for key in spec.legend]
        assert sum(key.count or 0 for key in spec.legend) == 9


def test_the_legend_has_the_states_of_the_animation(campaign: Campaign) -> None:
    spec = region_map(view_of(campaign))
    assert spec.legend[-1].words == "no activity (0)"
    assert spec.legend_at_rest == spec.legend[:-1]
    # An indicator without an animation has no other states.
    still = region_map(view_of(campaign, indicator="mean"))
    assert still.legend_at_rest == still.legend


def test_a_chosen_unit_is_marked_and_the_others_keep_their_class(campaign: Campaign) -> None:
    plain = region_map(view_of(campaign))
    chosen = region_map(view_of(campaign, oblast="KG-N,KG-GB"))
    assert plain.selected == ()
    assert chosen.selected == ("KG-N", "KG-GB")
    assert [d.role for d in plain.data] == [d.role for d in chosen.data]
    assert not any(datum.faded for datum in chosen.data)


def test_a_map_without_boundaries_has_its_texts_and_table(campaign: Campaign) -> None:
    flat = replace(campaign, places=replace(campaign.places, boundaries=None))
    for query in ({}, {"oblast": "KG-N"}):
        with_boundaries, chart = (
            by_region.choropleth(view_of(c, **query)) for c in (campaign, flat)
        )
        assert with_boundaries.has_drawing and not chart.has_drawing
        assert (chart.sentence, chart.title) == (with_boundaries.sentence, with_boundaries.title)
        pd.testing.assert_frame_equal(chart.table.frame, with_boundaries.table.frame)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_tooltip_has_value_rank_share_and_activities(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang, indicator="reach")
    lines = region_map(view).by_code["KG-N"].tooltip
    assert lines == tooltips(view)["KG-N"]
    assert lines[0] == campaign.places.name("KG-N", view.text)
    assert lines[1] == people(1007, view.text)
    assert lines[2].startswith(view.text("Rank: {rank} of {ranked}", rank=8, ranked=9))
    assert view.text.percent(1007 / 10_173, 1) in lines[2]
    assert lines[3:] == (view.text("Activities: {n}", n=8),)


def test_the_table_has_the_values_of_the_map(campaign: Campaign) -> None:
    view = view_of(campaign)
    table = by_region.choropleth(view).table.frame.set_index("code")
    pd.testing.assert_series_equal(
        table["value"].sort_index(), view.units["value"].sort_index(), check_names=False
    )


@pytest.mark.parametrize("indicator", ["reach", "rate", "activities"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_tooltip_and_the_table_have_the_range_of_missing_attendance(
    campaign: Campaign, lang: str, indicator: str
) -> None:
    view = view_of(campaign, lang, indicator=indicator)
    table = by_region.choropleth(view).table
    rows = table.frame.set_index("code")
    ranking = {d.code: d for d in by_region.region_ranking(view).spec.data}  # type: ignore[union-attr]
    ranged = []
    for code, region in region_map(view).by_code.items():
        bar = ranking[region.code]
        assert region.tooltip == bar.tooltip and not bar.has_range
        if "missing" in rows and rows.at[code, "missing"] * rows.at[code, "high"] > 0:
            ranged.append(code)
            high = view.indicator.format(rows.at[code, "high"], view.text)
            assert high in bar.tooltip[1]
        else:
            assert "(" not in region.tooltip[1]
    assert len(ranged) == (0 if indicator == "activities" else 5)


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


EN = Text.of("en")


def words_of(view: View, code: str) -> str:
    return plain_spaces(profile_text(view, RegionProfile.of(view, code)))


def profile(gap_in_people: int | None) -> RegionProfile:
    return RegionProfile(
        *("KG-B", "value", 3, 0, 10.0, 10_000.0, 10.0, 12.0),
        gap_in_people,
        *(0.1, 0.2, 1, 2, 9),
    )


def test_the_answer_of_a_region(campaign: Campaign) -> None:
    view = view_of(campaign, oblast="KG-T")
    assert words_of(view, "KG-T") == (
        "Talas oblast: 4.2 per 10,000 population; rank: 9 of 9; Kyrgyzstan: 17.3. "
        "323 fewer people were reached than at the national average."
    )
    assert view_of(campaign, "ru", oblast="KG-T").scope.place == "Таласская область"


def test_the_sentence_on_the_gap() -> None:
    assert gap_text(profile(0), EN) == "The region is at the national average."
    assert (
        plain_spaces(gap_text(profile(-1), EN))
        == "1 fewer person was reached than at the national average."
    )
    assert (
        plain_spaces(gap_text(profile(1), EN))
        == "1 more person was reached than at the national average."
    )
    assert (
        plain_spaces(gap_text(profile(1_240), EN))
        == "1,240 more people were reached than at the national average."
    )
    assert gap_text(profile(None), EN) == ""


@pytest.mark.parametrize(
    ("people", "words"),
    [
        (-1, "Охвачено на 1 человека меньше, чем при среднем по стране охвате."),
        (-3, "Охвачено на 3 человека меньше, чем при среднем по стране охвате."),
        (-1_240, "Охвачено на 1 240 человек меньше, чем при среднем по стране охвате."),
        (21, "Охвачено на 21 человека больше, чем при среднем по стране охвате."),
        (22, "Охвачено на 22 человека больше, чем при среднем по стране охвате."),
        (25, "Охвачено на 25 человек больше, чем при среднем по стране охвате."),
    ],
)
def test_the_gap_in_russian(people: int, words: str) -> None:
    assert plain_spaces(gap_text(profile(people), Text.of("ru"))) == words


def test_regions_of_every_state(campaign: Campaign) -> None:
    campaign = with_every_state(campaign)
    views = {code: view_of(campaign, oblast=code) for code in ("KG-B", "KG-C", "KG-N")}
    profiles = {code: RegionProfile.of(view, code) for code, view in views.items()}
    assert words_of(views["KG-C"], "KG-C").startswith("Chui oblast: no activity; Kyrgyzstan:")
    assert "fewer people were reached than" in words_of(views["KG-C"], "KG-C")
    assert words_of(views["KG-B"], "KG-B").startswith("Batken oblast: not reported; Kyrgyzstan:")
    assert "national average" not in words_of(views["KG-B"], "KG-B")
    assert words_of(views["KG-N"], "KG-N").startswith("Naryn oblast: 0.0 per 10,000 population;")
    lines_of_state = {code: state_line(profile, EN) for code, profile in profiles.items()}
    assert lines_of_state == {
        "KG-B": "",
        "KG-C": "No activities in this region in the selected data.",
        "KG-N": "",
    }
    lines = letter(views["KG-C"], profiles["KG-C"])
    assert "0 activities." in map(plain_spaces, lines) and not any(
        "Share" in line for line in lines
    )
    assert "People reached: not reported; 9 activities" in plain_spaces(
        letter(views["KG-B"], profiles["KG-B"])[2]
    )


def test_a_region_with_activities_of_several_regions_only(campaign: Campaign) -> None:
    rows: list[Row] = [("KG-C", "lecture", 40), ("KG-B;KG-O", "training", 150)]
    view = view_of(with_edition(campaign, activities=register(rows)), oblast="KG-B")
    profile = RegionProfile.of(view, "KG-B")
    assert "activities covering several regions took place here" in state_line(profile, EN)
    (line,) = (line for line in letter(view, profile) if "several regions" in line)
    assert "150" in line and "Activities not in this selection" in line


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", REGIONS)
def test_the_letter_has_region_campaign_numbers_and_disclaimer(
    campaign: Campaign, lang: str, code: str
) -> None:
    view = view_of_region(view_of(campaign, lang, type="lecture,round_table"), code)
    rows = campaign.editions["2017"].activities
    assert rows is not None
    own = rows[(rows["oblast"] == code) & rows["type"].isin(["lecture", "round_table"])]
    lines = letter(view, RegionProfile.of(view, code))
    assert lines[0] == view.disclaimer
    assert view.campaign.places.heading(code, view.text) in lines[1]
    assert view.edition.title(view.text) in lines[1] and view.scope.types in lines[1]
    assert str(len(own)) in lines[2]
    if own["reached"].notna().any():
        assert view.text.number(own["reached"].sum()) in lines[2]
    assert campaign.fingerprint in lines[-1]
    if lang != "en":
        assert not re.search(r"\b[A-Za-z]{4,}\b", " ".join(lines).replace("geo/population.csv", ""))


def test_the_leading_types_are_those_with_most_people(campaign: Campaign) -> None:
    view = view_of(campaign, oblast="KG-B")
    assert plain_spaces(leading_types(view)) == (
        "Most people reached, by type of activity: “Flash mob” (299); “Regional launch” (278); "
        "“Information stand” (199)."
    )


def test_the_headline_of_the_shares_has_those_of_the_selected_region(campaign: Campaign) -> None:
    rows, edition = campaign.editions["2017"].activities, campaign.editions["2017"]
    assert rows is not None and edition.population is not None
    reach = rows.loc[rows["oblast"] == "KG-O", "reached"].sum() / rows["reached"].sum()
    population = edition.population.by_unit["KG-O"] / edition.population.total
    assert plain_spaces(coverage.shares(view_of(campaign, oblast="KG-O")).finding) == (
        f"Osh oblast – {reach:.1%} of the people reached, {population:.1%} of the population"
    )
    silent = view_of(with_every_state(campaign), oblast="KG-B")
    assert coverage.shares(silent).finding == ""
