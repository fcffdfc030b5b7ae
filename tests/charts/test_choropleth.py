"""The map as data: its units, states, legend, tooltip and texts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from campaign.analysis.indicators import INDICATORS
from campaign.charts import by_region
from campaign.charts.outlines import COARSE, outlines
from campaign.charts.region_text import tooltips
from campaign.charts.spec import ColorBar
from campaign.charts.wording import people
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from tests.campaigns import REGIONS, region_map, view_of, with_edition, with_every_state


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
def test_a_rate_has_its_count_beside_it(campaign: Campaign, lang: str) -> None:
    """The people reached are below the rate and in the tooltip; other indicators have no count."""
    view = view_of(campaign, lang)
    counts = {code: datum.note for code, datum in region_map(view).by_code.items()}
    assert counts == {c: f"({view.text.number(v)})" for c, v in view.units["reached"].items()}
    words = view.text("People reached: {n}", n=1007.0)
    assert words in region_map(view).by_code["KG-N"].tooltip[2]
    plain = region_map(view_of(campaign, lang, indicator="reach"))
    assert not any(datum.note for datum in plain.data)


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
        if bar.has_range:
            ranged.append(code)
            high = view.indicator.format(bar.high, view.text)
            assert region.tooltip == bar.tooltip and (high in bar.tooltip[1]) == (
                bar.high > bar.value
            )
            assert (rows.at[code, "middle"], rows.at[code, "high"]) == (bar.middle, bar.high)
        else:
            assert "(" not in region.tooltip[1]
    assert len(ranged) == (0 if indicator == "activities" else 5)
