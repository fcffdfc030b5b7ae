"""Share of reach beside share of population: values, order, states, texts."""

from __future__ import annotations

import pytest

from campaign.analysis.coverage import coverage
from campaign.charts.coverage import labour_migrants, ranks, shares
from campaign.charts.region_shares import points
from campaign.charts.spec import Dumbbell
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from tests.campaigns import REGIONS, view_of, with_edition, with_every_state


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
