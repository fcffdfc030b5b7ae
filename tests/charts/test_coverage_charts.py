"""Charts of coverage: rates, ranks, shares, concentration, labour migrants."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from campaign.analysis.coverage import coverage
from campaign.analysis.view import View
from campaign.charts.coverage import (
    concentration,
    count_map,
    labour_migrants,
    ranks,
    rate_map,
    rates,
    shares,
)
from campaign.charts.region_shares import points
from campaign.charts.spec import Choropleth, Dumbbell, Lines
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from tests.campaigns import REGIONS, view_of, with_edition, with_every_state
from tests.plain_words import plain_spaces

BUILDS = (rates, ranks, shares, concentration, labour_migrants)


def reached_and_people(campaign: Campaign) -> tuple[pd.Series, pd.Series]:
    edition = campaign.editions["2017"]
    assert edition.activities is not None and edition.population is not None
    return edition.activities.groupby("oblast")["reached"].sum(), edition.population.by_unit


def with_group(campaign: Campaign, group: str, codes: tuple[str, ...] = REGIONS) -> Campaign:
    """The campaign with 1,000 people of a group in each of these regions, in 2016."""
    places = campaign.places
    rows = pd.DataFrame(
        {
            "iso_code": list(codes),
            "date": pd.Timestamp("2016-01-01"),
            "population": 1_000.0,
            "kind": "estimate",
            "source": "https://example.org/",
            "note": "",
            "group": group,
        }
    )
    population = pd.concat([places.population, rows], ignore_index=True)
    return replace(campaign, places=replace(places, population=population))


# Rates and gaps ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("query", "rate"), [({}, None), ({"benchmark": "25"}, 25.0)])
def test_each_region_has_its_rate_the_compared_rate_and_the_gap(
    campaign: Campaign, query: dict[str, str], rate: float | None
) -> None:
    spec = rates(view_of(campaign, **query)).spec
    assert isinstance(spec, Dumbbell)
    reached, people = reached_and_people(campaign)
    expected = rate if rate is not None else reached.sum() / people.sum() * 10_000
    gaps = []
    for pair in spec.rows:
        code = pair.first.code.removeprefix("oblast=")
        assert pair.first.value == pytest.approx(reached[code] / people[code] * 10_000)
        assert pair.second.value == pytest.approx(expected)
        gaps.append(reached[code] - people[code] * expected / 10_000)
        number = view_of(campaign).text.number(abs(gaps[-1]))
        assert pair.note.lstrip("+−").split("\xa0")[0] == number
        assert pair.note.startswith("+" if gaps[-1] > 0 else "−")
    assert gaps == sorted(gaps)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_is_behind_and_the_regions_below_half_the_national_rate_have_their_rates(
    campaign: Campaign, lang: str
) -> None:
    view = view_of(campaign, lang)
    chart, (reached, people) = rates(view), reached_and_people(campaign)
    per_10_000 = reached / people * 10_000
    half = reached.sum() / people.sum() * 10_000 / 2
    for code in REGIONS:
        name, number = campaign.places.name(code, view.text), view.text.number(per_10_000[code], 1)
        assert (name in chart.finding) == (per_10_000[code] == per_10_000.min())
        assert (f"{name} ({number})" in chart.summary) == (per_10_000[code] < half)
    assert view.text.number(2 * half, 1) in chart.summary


def test_the_summary_has_most_people_missing_to_the_average_or_to_the_chosen_rate(
    campaign: Campaign,
) -> None:
    chart = rates(view_of(campaign, type="lecture,seminar"))
    low = rates(view_of(campaign, benchmark="25"))
    assert low.finding == rates(view_of(campaign)).finding
    assert plain_spaces(low.summary).startswith(
        "Most people missing to the chosen rate: Osh oblast – 1,781 people."
    )
    own = rates(view_of(campaign, oblast="KG-T"))
    assert plain_spaces(own.finding).startswith(
        "Talas oblast: 4.2 per 10,000 population, 76% below"
    )
    assert plain_spaces(own.summary).startswith("Gap: −323 people. ")
    assert "Osh" not in own.finding + own.summary
    assert (
        "National average: " in chart.summary
        and "Below half the national average: " in chart.summary
    )


def test_a_region_without_activity_has_its_state_and_its_gap(campaign: Campaign) -> None:
    spec = rates(view_of(with_every_state(campaign), benchmark="10")).spec
    assert isinstance(spec, Dumbbell)
    ends = {
        pair.first.code.removeprefix("oblast="): plain_spaces(pair.end_words) for pair in spec.rows
    }
    # Chui oblast had 870,300 inhabitants in 2015.
    assert ends["KG-C"] == "no activity, −870 people"
    assert ends["KG-B"] == "not reported"
    assert spec.rows[-1].first.code == "oblast=KG-B"


# Ranks -------------------------------------------------------------------------------------------


def test_ranks_by_number_and_rate_and_their_change(campaign: Campaign) -> None:
    chart = ranks(view_of(campaign))
    assert isinstance(chart.spec, Dumbbell)
    reached, people = reached_and_people(campaign)
    by_number = reached.rank(ascending=False)
    by_rate = (reached / people).rank(ascending=False)
    for pair in chart.spec.rows:
        code = pair.first.code.removeprefix("oblast=")
        assert (pair.first.value, pair.second.value) == (by_number[code], by_rate[code])
        change = int(by_rate[code] - by_number[code])
        assert plain_spaces(pair.note).startswith(str(abs(change)) if change else "same rank")
        assert ("lower" in pair.note, "higher" in pair.note) == (change > 0, change < 0)
    assert [pair.first.value for pair in chart.spec.rows] == list(range(1, 10))
    fall = (by_rate - by_number).idxmax()
    name = campaign.places.name(str(fall), view_of(campaign).text)
    number, rate = int(by_number[fall]), int(by_rate[fall])
    words = f"{name} – rank {number} by people reached, {rate} per 10,000"
    assert words in plain_spaces(chart.finding)


# Maps --------------------------------------------------------------------------------------------


def test_the_two_maps_have_the_same_regions_and_ignore_the_indicator(campaign: Campaign) -> None:
    view = view_of(campaign, indicator="activities", oblast="KG-T")
    bodies = [build(view).spec for build in (count_map, rate_map)]
    reached, people = reached_and_people(campaign)
    for spec, values in zip(bodies, (reached, reached / people * 10_000), strict=True):
        assert isinstance(spec, Choropleth)
        assert list(spec.by_code) == list(REGIONS) and spec.selected == ("KG-T",)
        for code, datum in spec.by_code.items():
            assert datum.value == pytest.approx(values[code])
    assert [build(view).key for build in (count_map, rate_map)] == ["count_map", "rate_map"]


# The curve ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_texts_have_the_coefficient_and_the_least_covered_half(
    campaign: Campaign, lang: str
) -> None:
    view = view_of(campaign, lang)
    chart, (reached, people) = concentration(view), reached_and_people(campaign)
    assert isinstance(chart.spec, Lines)
    order = (reached / people).sort_values().index
    x, y = people[order].cumsum() / people.sum(), reached[order].cumsum() / reached.sum()
    points = chart.spec.lines[0].points[1:]
    assert [point.at for point in points] == pytest.approx(list(x))
    assert [point.value for point in points] == pytest.approx(list(y))
    area = sum((b - a) * (c + d) for a, b, c, d in zip([0, *x], x, [0, *y], y, strict=False))
    assert view.text.number(1 - area, 2) in chart.summary
    at = next(n for n, share in enumerate(x) if share >= 0.5)
    left, low = (0, 0) if at == 0 else (x.iloc[at - 1], y.iloc[at - 1])
    half = low + (y.iloc[at] - low) * (0.5 - left) / (x.iloc[at] - left)
    assert view.text.percent(half, 0) in chart.finding


def test_the_summary_names_regions_that_are_not_on_the_curve(campaign: Campaign) -> None:
    chart = concentration(view_of(with_every_state(campaign)))
    assert "Excluded because not comparable: Batken oblast." in chart.summary
    nobody = concentration(view_of(with_edition(campaign, population=None)))
    assert nobody.finding == "" and "the curve cannot be drawn" in nobody.summary
    assert isinstance(nobody.spec, Lines) and nobody.spec.lines == ()


# Groups of the population ------------------------------------------------------------------------


def test_a_group_is_compared_with_its_own_numerator(campaign: Campaign) -> None:
    changed = with_group(campaign, "youth")
    view = view_of(changed, denominator="youth")
    basis = view.basis
    assert basis.numerator == "youth" and basis.population is not None
    assert (basis.population.year, basis.population.total) == (2016, 9_000)
    edition = campaign.editions["2017"]
    assert edition.activities is not None
    rows = edition.activities[edition.activities["reached"].notna()]
    youth = rows.groupby("oblast")["youth"].sum()
    spec = rates(view).spec
    assert isinstance(spec, Dumbbell)
    for pair in spec.rows:
        code = pair.first.code.removeprefix("oblast=")
        assert pair.first.value == pytest.approx(youth[code] / 1_000 * 10_000)
    chart = rates(view)
    assert "population of 2016 (Young people)" in " ".join(chart.sources)
    assert "per 10,000 (Young people)" in plain_spaces(chart.summary)


def test_another_group_is_compared_with_all_people_reached(campaign: Campaign) -> None:
    changed = with_group(campaign, "aged 15–24")
    basis = view_of(changed, denominator="aged 15–24").basis
    assert (basis.group, basis.numerator) == ("aged 15–24", "reached")
    assert changed.places.population_groups == ["aged 15–24"]
    assert view_of(campaign, denominator="aged 15–24").selection.denominator == "population"


def test_a_region_without_the_group_is_not_comparable(campaign: Campaign) -> None:
    changed = with_group(campaign, "youth", REGIONS[1:])
    chart = rates(view_of(changed, denominator="youth", benchmark="100"))
    assert isinstance(chart.spec, Dumbbell)
    (missing,) = [pair for pair in chart.spec.rows if pair.first.code == "oblast=KG-B"]
    assert missing.end_words == "not comparable" and not missing.points
    assert "Not comparable, population not known: Batken oblast." in chart.summary
    # Without the population of one region there is no national average.
    national = rates(view_of(changed, denominator="youth"))
    assert "National average" not in national.summary and plain_spaces(national.finding) == (
        "Lowest rate (regions with a value): Talas oblast – 440.0 per 10,000 (Young people)"
    )


# Labour migrants ---------------------------------------------------------------------------------


def test_four_oblasts_have_a_number_of_labour_migrants(campaign: Campaign) -> None:
    chart = labour_migrants(view_of(campaign))
    assert isinstance(chart.spec, Dumbbell)
    shares_of_migrants = {p.first.code: p.second.value for p in chart.spec.rows}
    assert shares_of_migrants == {
        "oblast=KG-B": pytest.approx(265 / 750),
        "oblast=KG-J": pytest.approx(227 / 750),
        "oblast=KG-O": pytest.approx(155 / 750),
        "oblast=KG-C": pytest.approx(11 / 750),
    }
    for name in ("Naryn oblast", "Talas oblast", "Issyk-Kul oblast", "Bishkek", "Osh city"):
        assert name in chart.summary.split("No number was published for: ")[1]
    assert "24.kg, 2018" in " ".join(chart.sources)
    assert "because" not in chart.summary


def test_without_a_file_of_migrants_there_are_no_rows(campaign: Campaign) -> None:
    chart = labour_migrants(view_of(replace(campaign, labour_migrants=None)))
    assert isinstance(chart.spec, Dumbbell)
    assert chart.spec.rows == () and chart.finding == ""


# All charts --------------------------------------------------------------------------------------


@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.__name__)
def test_the_summary_has_the_activities_of_no_single_region(
    campaign: Campaign, build: object
) -> None:
    edition = campaign.editions["2017"]
    assert edition.activities is not None and callable(build)
    rows = edition.activities.copy()
    rows.loc[rows.index[0], "oblast"] = "KG"
    view: View = view_of(with_edition(campaign, activities=rows))
    assert view.wide_line and view.wide_line in build(view).summary
    if build is rates:
        assert "also includes activities not assigned to a single region" in build(view).summary


def body_of(campaign: Campaign, **query: str) -> Dumbbell:
    spec = shares(view_of(campaign, **query)).spec
    assert isinstance(spec, Dumbbell)
    return spec


def test_every_region_has_both_shares_furthest_below_on_top(campaign: Campaign) -> None:
    rows = body_of(campaign).rows
    edition = campaign.editions["2017"]
    assert edition.activities is not None and edition.population is not None
    reached = edition.activities.groupby("oblast")["reached"].sum()
    people = edition.population.by_unit
    for pair in rows:
        code = pair.first.code.removeprefix("oblast=")
        assert pair.first.value == pytest.approx(reached[code] / reached.sum())
        assert pair.second.value == pytest.approx(people[code] / people.sum())
    differences = [pair.first.value - pair.second.value for pair in rows]
    assert differences == sorted(differences) and len(rows) == len(REGIONS)
    assert rows[0].note.startswith("−") and rows[-1].note.startswith("+")


def test_missing_values_come_last_with_the_reason(campaign: Campaign) -> None:
    rows = body_of(with_every_state(campaign)).rows
    ends = {pair.first.code.removeprefix("oblast="): pair.end_words for pair in rows[-2:]}
    assert ends == {"KG-B": "not reported", "KG-C": "no activity"}
    assert [pair.first.state for pair in rows[-2:]] == ["not_reported", "no_activity"]
    zero = next(pair for pair in rows if pair.first.code == "oblast=KG-N")
    assert (zero.first.value, zero.first.state, zero.first.words) == (0, "zero", "0.0%")
    without = body_of(with_edition(campaign, population=None)).rows
    assert {pair.end_words for pair in without} == {"not comparable"}


def test_the_selection_is_highlighted_and_named(campaign: Campaign) -> None:
    chart = shares(view_of(campaign, oblast="KG-T"))
    assert isinstance(chart.spec, Dumbbell)
    chosen = [pair for pair in chart.spec.rows if pair.first.selected]
    assert [pair.label for pair in chosen] == ["Talas"]
    assert all(pair.second.faded for pair in chart.spec.rows if pair not in chosen)
    words = chart.finding.replace("\xa0", " ")
    assert words == "Talas oblast – 1.0% of the people reached, 4.2% of the population"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_headline_and_summary_name_the_extremes_with_their_shares(
    campaign: Campaign, lang: str
) -> None:
    view = view_of(campaign, lang)
    chart = shares(view)
    frame = coverage(view.totals(), list(REGIONS), view.edition.population)
    low, high = frame["share_difference"].idxmin(), frame["share_difference"].idxmax()
    for code, words in ((low, chart.finding), (high, chart.summary)):
        assert campaign.places.name(code, view.text) in words
        for share in frame.loc[code, ["reach_share", "population_share"]]:
            assert view.text.percent(share, 1) in words


def test_states_are_named_in_the_summary(campaign: Campaign) -> None:
    summary = shares(view_of(with_every_state(campaign))).summary
    assert "Not comparable, attendance not reported: Batken oblast." in summary
    assert "No activity: Chui oblast." in summary


def test_points_have_a_sign_and_no_signed_zero() -> None:
    text = Text.of("en")
    assert [points(d, text).replace("\xa0", " ") for d in (0.05, -0.05, 0.0004, -0.0004)] == [
        "+5.0 pp",
        "−5.0 pp",
        "0.0 pp",
        "0.0 pp",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", ["KG-GO", "KG-T"])
def test_either_the_headline_or_the_summary_begins_with_the_selected_region(
    campaign: Campaign, lang: str, code: str
) -> None:
    view = view_of(campaign, lang, oblast=code)
    name = view.campaign.places.name(code, view.text)
    for build in (shares, ranks):
        chart = build(view)
        assert chart.sentence == chart.summary
        # Either the headline or the summary below it begins with the region.
        words = (chart.finding.casefold(), chart.summary.casefold())
        assert [part.startswith(name.casefold()) for part in words].count(True) == 1
    migrants = labour_migrants(view)
    assert migrants.sentence == f"{migrants.scope}. {migrants.summary}"
