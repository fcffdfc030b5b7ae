"""The map's figure: its traces, states, legend, tooltip and the unfolding days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from shapely.geometry import shape

from campaign.analysis.class_breaks import classify
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.charts import animation, by_region
from campaign.charts import choropleth as map_figure
from campaign.charts.geometry.hatch import hatch_lines
from campaign.domain.campaign import Campaign
from campaign.domain.places import feature_collection
from campaign.i18n.translator import LANGUAGES, Text
from campaign.theme.style import LIGHT

REACH = INDICATORS["reach"]


def view_of(campaign: Campaign, lang: str = "en", **chosen: object) -> View:
    return View(campaign, replace(Selection("2017"), **chosen), Text.of(lang), LIGHT)  # type: ignore[arg-type]


def units(**states: float | None) -> pd.DataFrame:
    """A frame of units by code: a number, NaN for not reported, None for no activity."""
    frame = pd.DataFrame(index=pd.Index(list(states), name="oblast"))
    frame["value"] = [np.nan if v is None else v for v in states.values()]
    frame["state"] = [
        "no_activity" if v is None else "not_reported" if v != v else "zero" if v == 0 else "value"
        for v in states.values()
    ]
    frame["activities"] = [0 if v is None else 1 for v in states.values()]
    frame["reported"] = frame["value"].notna().astype(int)
    frame["reached"] = frame["value"]
    frame["residents"] = 1000.0
    frame["rank"] = frame["value"].rank(ascending=False, method="min")
    frame["share"] = frame["value"] / frame["value"].sum()
    return frame


def draw_map(campaign: Campaign, frame: pd.DataFrame, **extra: object):  # type: ignore[no-untyped-def]
    places, text = campaign.places, Text.of("en")
    classes = classify(list(frame["value"]), "quantiles", 5, 0)
    hover = map_figure.tooltip(frame, REACH, places, None, text)
    return map_figure.draw(frame, REACH, classes, places, text, LIGHT, hover=hover, **extra)  # type: ignore[arg-type]


def mixed(campaign: Campaign) -> pd.DataFrame:
    values: dict[str, float | None] = {
        code: 100.0 + i for i, code in enumerate(campaign.places.codes)
    }
    values |= {"KG-B": float("nan"), "KG-C": None, "KG-N": 0.0}
    return units(**{code: values[code] for code in campaign.places.codes})


def test_all_nine_units_are_drawn(campaign: Campaign) -> None:
    figure = by_region.choropleth(view_of(campaign)).figure
    main = figure.data[0]
    assert sorted(main.locations) == sorted(campaign.places.codes)
    boundaries = campaign.places.boundaries
    assert boundaries is not None
    ids = {feature["id"] for feature in feature_collection(boundaries)["features"]}
    assert ids == set(main.locations)


def test_values_on_the_map_are_the_values(campaign: Campaign) -> None:
    view = view_of(campaign)
    figure = by_region.choropleth(view).figure
    written = {}
    for trace in figure.data:
        if trace.meta == {"play": "text"}:
            written |= dict(zip(trace.customdata, trace.text, strict=True))
    expected = {f"oblast={c}": f"{v:,.1f}" for c, v in view.units["value"].items()}
    assert written == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_rate_has_its_count_beside_it(campaign: Campaign, lang: str) -> None:
    """The people reached stand under the rate and in the tooltip; a phone has room for neither."""
    view = view_of(campaign, lang)
    picture = by_region.choropleth(view)
    counts, places = {}, []
    for at, trace in enumerate(picture.figure.data):
        if trace.meta == {"play": "people"}:
            places.append(at)
            words = [line.rsplit("<br>", 1)[-1] for line in trace.text]
            counts |= dict(zip(trace.customdata, words, strict=True))
    reached = view.units["reached"]
    assert counts == {f"oblast={c}": f"({view.text.number(v)})" for c, v in reached.items()}
    assert all(picture.narrow[f"data[{at}].visible"] is False for at in places)
    said = view.text("People reached: {n}", n=1007.0)
    assert said in by_region.hover(view)["KG-N"].split("<br>")
    plain = by_region.choropleth(view_of(campaign, lang, indicator="reach")).figure.data
    assert not [trace for trace in plain if trace.meta == {"play": "people"}]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_legend_names_the_national_average(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang)
    title = by_region.choropleth(view).figure.layout.legend.title.text
    assert view.national == pytest.approx(17.285, abs=0.001)
    average = view.text("National average: {value}, a class limit", value=view.text.number(17.3, 1))
    assert title.endswith(f"<br>{average}")
    assert 17.3 in [c.high for c in view.classes.classes]
    named = by_region.choropleth(view_of(campaign, lang, method="quantiles")).figure
    assert view.text.number(17.3, 1) in named.layout.legend.title.text
    counts = by_region.choropleth(view_of(campaign, lang, indicator="reach")).figure
    assert "<br>" not in counts.layout.legend.title.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_map_of_counts_says_what_leads(campaign: Campaign, lang: str) -> None:
    text = Text.of(lang)
    caution = text("The shade shows a number: regions with a large population lead by themselves.")
    for code, indicator in INDICATORS.items():
        reading = by_region.choropleth(view_of(campaign, lang, indicator=code)).reading
        assert (caution in reading) == indicator.adds_up


def test_three_states_differ_in_colour_sign_and_legend(campaign: Campaign) -> None:
    figure = draw_map(campaign, mixed(campaign))
    slots = dict(zip(figure.data[0].locations, figure.data[0].z, strict=True))
    assert (slots["KG-C"], slots["KG-B"], slots["KG-N"]) == (0, 1, 2)
    assert min(v for c, v in slots.items() if c not in ("KG-C", "KG-B", "KG-N")) == 3
    signs = {}
    for trace in figure.data:
        if trace.meta == {"play": "text"}:
            signs |= dict(zip(trace.customdata, trace.text, strict=True))
    assert (signs["oblast=KG-C"], signs["oblast=KG-B"], signs["oblast=KG-N"]) == ("—", "?", "0")
    legend = [trace.name for trace in figure.data if trace.type == "bar"]
    assert legend[-3:] == ["zero (1)", "not reported (1)", "no activity (1)"]
    hatch = [t for t in figure.data if t.meta and "hatch" in t.meta and t.geo == "geo"]
    assert hatch[0].meta["hatch"] == ["KG-B"]
    colours = {tuple(step) for step in figure.data[0].colorscale}
    assert len({colour for _, colour in colours}) == len(figure.data[0].colorscale) / 2


def test_the_legend_counts_every_unit_once(campaign: Campaign) -> None:
    figure = draw_map(campaign, mixed(campaign))
    counts = [int(t.name.rsplit("(", 1)[1][:-1]) for t in figure.data if t.type == "bar"]
    assert sum(counts) == 9


def test_insets_share_the_scale(campaign: Campaign) -> None:
    figure = by_region.choropleth(view_of(campaign)).figure
    areas = [t for t in figure.data if t.meta and t.meta.get("play") == "z"]
    assert [t.geo for t in areas] == ["geo", "geo2", "geo3"]
    assert len({(t.zmin, t.zmax, str(t.colorscale)) for t in areas}) == 1
    assert [list(t.locations) for t in areas[1:]] == [["KG-GB"], ["KG-GO"]]
    assert figure.layout.geo.domain.x == (0, 1)


def test_a_chosen_unit_is_outlined_and_the_others_keep_their_colour(campaign: Campaign) -> None:
    plain = by_region.choropleth(view_of(campaign))
    chosen = by_region.choropleth(view_of(campaign, oblasts=("KG-N", "KG-GB")))
    assert plain.over == () and plain.selected == ()
    assert list(plain.figure.data[0].z) == list(chosen.figure.data[0].z)
    assert [(t["geo"], t["locations"]) for t in chosen.over] == [
        ("geo", ["KG-N", "KG-GB"]),
        ("geo2", ["KG-GB"]),
    ]
    assert chosen.selected == ("oblast=KG-N", "oblast=KG-GB")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_tooltip_says_what_it_rests_on(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang, indicator="reach")
    tip = by_region.hover(view)["KG-N"]
    lines = tip.split("<br>")
    assert lines[0] == f"<b>{campaign.places.name('KG-N', view.text)}</b>"
    assert view.text.number(1007) in tip
    assert view.text("Rank: {rank} of {ranked}", rank=8, ranked=9) in lines
    assert view.text.percent(1007 / 10_173, 1) in tip
    assert "2015" in tip and view.text.number(264_900) in tip


def test_names_from_files_are_no_markup(campaign: Campaign) -> None:
    table = campaign.places.table.copy()
    table.loc["KG-N", ["name_en", "short_en"]] = "<b onclick=x>N</b>"
    hostile = replace(campaign, places=replace(campaign.places, table=table))
    figure = by_region.choropleth(view_of(hostile)).figure
    assert "<b onclick" not in str(figure.to_plotly_json())


def test_rings_run_clockwise_for_plotly(campaign: Campaign) -> None:
    boundaries = campaign.places.boundaries
    assert boundaries is not None
    for feature in feature_collection(boundaries)["features"]:
        for polygon in shape(feature["geometry"]).geoms:
            assert not polygon.exterior.is_ccw, feature["id"]


def test_hatch_lines_stay_inside_their_unit(campaign: Campaign) -> None:
    boundaries = campaign.places.boundaries
    assert boundaries is not None
    for code, lines in hatch_lines(boundaries).items():
        outline = boundaries.set_index("iso_code").geometry[code].buffer(0.01)
        assert len([x for x in lines.lon if x is None]) >= 5
        west, south, east, north = outline.bounds
        assert all(west <= x <= east for x in lines.lon if x is not None)
        assert all(south <= y <= north for y in lines.lat if y is not None)


def test_the_last_day_is_the_map_at_rest(campaign: Campaign) -> None:
    picture = by_region.choropleth(view_of(campaign))
    assert picture.play is not None
    at_rest = dict(zip(picture.figure.data[0].locations, picture.figure.data[0].z, strict=True))
    assert {code: points[-1][1] for code, points in picture.play["units"].items()} == at_rest
    assert picture.play["days"] == 113 and picture.play["first"] == 1


@pytest.mark.parametrize("code", ["rate", "reach", "activities"])
def test_every_day_is_the_sum_up_to_it(campaign: Campaign, code: str) -> None:
    """Units, country and the highest of a day, held against the register cut off at that day."""
    picture = by_region.choropleth(view_of(campaign, indicator=code))
    assert picture.play is not None
    for day in (0, 9, 33, 80, 112):
        until = date(2017, 7, 31) + pd.Timedelta(days=day)
        then = view_of(campaign, indicator=code, end=until if day < 112 else None)
        shown = {unit: _on(points, day) for unit, points in picture.play["units"].items()}
        for unit, row in then.units.iterrows():
            words = map_figure.label(row["state"], row["value"], then.indicator, then.text)
            assert shown[unit][2] == words
            if code == "rate" and row["state"] == "value":
                assert shown[unit][4] == map_figure.people(
                    then.units, str(unit), then.indicator, then.text
                )
        country = _on(picture.play["country"], day)
        assert then.national is not None
        assert country[1] == then.indicator.format(then.national, then.text)
        top = then.units["value"].idxmax()
        highest = _on(picture.play["highest"], day)[1]
        assert campaign.places.name(top, then.text) in highest
        assert highest.endswith(then.indicator.format(then.units["value"].max(), then.text))


def _on(points: list[list[object]], day: int) -> list[object]:
    """The point that holds on a day."""
    return [point for point in points if int(str(point[0])) <= day][-1]


def test_no_day_paints_a_value_below_its_class(campaign: Campaign) -> None:
    for method in ("rounded", "quantiles", "equal", "natural"):
        view = view_of(campaign, method=method)
        play_ = by_region.choropleth(view).play
        assert play_ is not None
        for points in play_["units"].values():
            for _, at, words, value, _ in points:
                if at >= map_figure.FIRST_CLASS:
                    held = view.classes.classes[at - map_figure.FIRST_CLASS]
                    assert held.low <= round(value, 1) <= held.high, (method, words)


def test_play_keeps_the_day_number_in_a_range(campaign: Campaign) -> None:
    picture = by_region.choropleth(view_of(campaign, start=date(2017, 8, 10)))
    assert picture.play is not None
    assert picture.play["first"] == 11
    assert picture.play["start"] == "2017-08-10"


def test_what_does_not_add_up_does_not_unfold(campaign: Campaign) -> None:
    for code in ("mean", "youth"):
        assert by_region.choropleth(view_of(campaign, indicator=code)).play is None
    assert animation.class_indices({"units": {"A": [[0, 0, "—"], [3, 5, "9"]]}}) == {0, 5}


def test_the_table_is_the_map(campaign: Campaign) -> None:
    view = view_of(campaign)
    table = by_region.choropleth(view).table.frame.set_index("code")
    pd.testing.assert_series_equal(
        table["value"].sort_index(), view.units["value"].sort_index(), check_names=False
    )
