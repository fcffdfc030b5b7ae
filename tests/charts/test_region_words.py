"""The sentences on a region: their numbers, in three languages and every state."""

from __future__ import annotations

import re

import pytest

from campaign.analysis.region_profile import RegionProfile, view_of_region
from campaign.analysis.view import View
from campaign.charts import coverage
from campaign.charts.region_text import gap_text, leading_types, letter, profile_text, state_line
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from tests.analysis.test_wide_activities import Row, register
from tests.campaigns import REGIONS, view_of, with_edition, with_every_state
from tests.plain_words import plain_spaces

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
        "323 fewer people were reached than the national average would give."
    )
    assert view_of(campaign, "ru", oblast="KG-T").scope.place == "Таласская область"


def test_the_sentence_on_the_gap() -> None:
    assert gap_text(profile(0), EN) == "The region is at the national average."
    assert (
        plain_spaces(gap_text(profile(-1), EN))
        == "1 fewer person was reached than the national average would give."
    )
    assert (
        plain_spaces(gap_text(profile(1), EN))
        == "1 more person was reached than the national average would give."
    )
    assert (
        plain_spaces(gap_text(profile(1_240), EN))
        == "1,240 more people were reached than the national average would give."
    )
    assert gap_text(profile(None), EN) == ""


@pytest.mark.parametrize(
    ("people", "words"),
    [
        (-1, "Охвачено на 1 человека меньше, чем при среднем показателе по стране."),
        (-3, "Охвачено на 3 человека меньше, чем при среднем показателе по стране."),
        (-1_240, "Охвачено на 1 240 человек меньше, чем при среднем показателе по стране."),
        (21, "Охвачено на 21 человека больше, чем при среднем показателе по стране."),
        (22, "Охвачено на 22 человека больше, чем при среднем показателе по стране."),
        (25, "Охвачено на 25 человек больше, чем при среднем показателе по стране."),
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
