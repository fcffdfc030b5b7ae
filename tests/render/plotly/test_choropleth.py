"""The map as a Plotly figure: traces, colours, labels, and changes for phone and projector."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest

from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.render.plotly import figure as plotly
from campaign.render.region_names import region_names
from campaign.render.size import PROJECTOR
from campaign.theme.roles import paint
from campaign.theme.style import DARK, INSETS, LIGHT, REGION_BORDER, SELECTED_BORDER
from tests.campaigns import region_map, view_of, with_every_state


def draw(view: View) -> dict[str, Any]:
    return plotly.draw(by_region.choropleth(view), view.style)


def traces_of(figure: dict[str, Any], play: str) -> list[dict[str, Any]]:
    return [t for t in figure["data"] if t["meta"].get("play") == play]


@pytest.mark.sample(1)
@pytest.mark.parametrize("indicator", ["rate", "reach", "youth"])
def test_every_attribute_is_valid(campaign: Campaign, indicator: str) -> None:
    chart = by_region.choropleth(view_of(campaign, indicator=indicator, oblast="KG-N,KG-GO"))
    spec = go.Figure(plotly.draw_selected(chart, LIGHT))
    changed = go.Figure(spec).update_layout(
        {
            name.replace(".", "_"): v
            for name, v in plotly.narrow(chart, LIGHT).items()
            if "[" not in name
        }
    )
    assert len(changed.data) == len(spec.data)


@pytest.mark.parametrize("style", [LIGHT, DARK], ids=["light", "dark"])
def test_areas_have_the_colours_of_their_roles(campaign: Campaign, style: Any) -> None:
    view = replace(view_of(with_every_state(campaign), indicator="reach"), style=style)
    body, figure = region_map(view), draw(view)
    for areas in traces_of(figure, "z"):
        colours = [colour for _, colour in areas["colorscale"]]
        assert colours[::2] == colours[1::2] == [paint(role, style).fill for role in body.roles]
        for code, index in zip(areas["locations"], areas["z"], strict=True):
            assert body.roles[index] == body.by_code[code].role
    assert len({paint(role, style).fill for role in body.roles}) == len(body.roles)
    (hatch,) = [t for t in figure["data"] if "hatch" in t["meta"] and t["geo"] == "geo"]
    assert hatch["meta"]["hatch"] == ["KG-B"]
    assert hatch["line"]["color"] == style.hatch


@pytest.mark.parametrize("lang", LANGUAGES)
def test_labels_are_at_their_units_in_a_legible_colour(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang)
    body, figure = region_map(view), draw(view)
    words_by_play = {"text": {}, "ink": {}, "people": {}}
    for play, words_by_code in words_by_play.items():
        for trace in traces_of(figure, play):
            words = [line.rsplit("<br>", 1)[-1] for line in trace["text"]]
            words_by_code |= dict(zip(trace["customdata"], words, strict=True))
            inks = [paint(body.by_code[c[7:]].role, LIGHT).ink for c in trace["customdata"]]
            assert trace["textfont"]["color"] == inks
    assert words_by_play["text"] == {u.code: u.words for u in body.data}
    assert words_by_play["people"] == {u.code: u.note for u in body.data}
    # The name of a city is below its inset.
    captions = [note["text"] for note in figure["layout"]["annotations"] if "name" not in note]
    assert [*words_by_play["ink"].values(), *captions] == [u.label for u in body.data]


def test_insets_have_the_scale_of_the_map(campaign: Campaign) -> None:
    figure = draw(view_of(campaign))
    areas = traces_of(figure, "z")
    assert [t["geo"] for t in areas] == ["geo", "geo2", "geo3"]
    assert len({(t["zmin"], t["zmax"], str(t["colorscale"])) for t in areas}) == 1
    assert [t["locations"] for t in areas[1:]] == [["KG-GB"], ["KG-GO"]]
    domains = [figure["layout"][geo]["domain"] for geo in ("geo", "geo2", "geo3")]
    assert domains[0] == {"x": [0.0, 1.0], "y": [0.0, 1.0]}
    assert [(tuple(d["x"]), tuple(d["y"])) for d in domains[1:]] == list(INSETS)


def test_a_selection_is_drawn_over_an_unchanged_map(campaign: Campaign) -> None:
    plain = by_region.choropleth(view_of(campaign))
    chosen = by_region.choropleth(view_of(campaign, oblast="KG-N,KG-GB"))
    assert plotly.draw(plain, LIGHT) == plotly.draw(chosen, LIGHT)
    none, highlight = plotly.highlight(plain, LIGHT), plotly.highlight(chosen, LIGHT)
    assert (none.selected, none.trace_changes, none.extra_traces) == ((), {}, ())
    assert highlight.selected == ("oblast=KG-N", "oblast=KG-GB")
    assert [(t["geo"], t["locations"]) for t in highlight.extra_traces] == [
        ("geo", ["KG-N", "KG-GB"]),
        ("geo2", ["KG-GB"]),
    ]
    meta = highlight.trace_changes[0]["meta"]
    assert (meta["play"], meta["walk"]) == ("z", True)
    assert meta["selected"] == ["oblast=KG-N", "oblast=KG-GB"]
    assert list(meta["strip"]) == [
        mark.code for mark in region_map(view_of(campaign)).strip.regions
    ]
    names = ["region:KG-GB", "region:KG-N"]
    assert [shape["name"] for shape in highlight.shapes] == names
    assert [note["name"] for note in highlight.annotations] == names
    widths = {t["marker"]["line"]["width"] for t in highlight.extra_traces}
    assert widths == {SELECTED_BORDER} and SELECTED_BORDER > REGION_BORDER


def test_labels_have_a_halo_in_the_colour_of_their_region(campaign: Campaign) -> None:
    chart = by_region.choropleth(view_of(campaign))
    body = region_map(view_of(campaign))
    for kind in ("ink", "text", "people"):
        for trace in traces_of(plotly.draw(chart, DARK), kind):
            codes = [code.removeprefix("oblast=") for code in trace["customdata"]]
            fills = [paint(body.by_code[code].role, DARK).fill for code in codes]
            pairs = zip(trace["textfont"]["shadow"], fills, strict=True)
            assert all(fill in shadow for shadow, fill in pairs), (chart.key, kind)


def test_a_phone_map_has_names_above_values_or_beside_the_country(campaign: Campaign) -> None:
    chart = by_region.choropleth(view_of(campaign, "ky"))
    data, narrow = plotly.draw(chart, LIGHT)["data"], plotly.narrow(chart, LIGHT)
    phone_traces = [
        {
            **trace,
            **{
                name: narrow[path]
                for name in ("visible", "text", "textposition", "lon", "lat")
                if (path := f"data[{at}].{name}") in narrow
            },
        }
        for at, trace in enumerate(data)
    ]
    assert [t["meta"].get("play") for t in phone_traces if t.get("visible") is False] == [
        "people"
    ] * 3
    (inside,) = traces_of({"data": phone_traces}, "ink")
    values = traces_of({"data": phone_traces}, "text")[0]
    (beside,) = [trace for trace in phone_traces if trace["meta"].get("narrow") == "names"]
    (leaders,) = [trace for trace in phone_traces if trace["meta"].get("narrow") == "leaders"]
    names = region_names(chart.body)
    labels = {code: datum.label for code, datum in chart.body.by_code.items()}
    for at, code in enumerate(code[7:] for code in inside["customdata"]):
        words = re.sub("<[^>]+>", "", inside["text"][at])
        is_inside = not names[code].leader
        assert words == (labels[code] if is_inside else "")
        assert (values["textposition"][at] == "bottom center") is is_inside
        if is_inside:
            assert (values["lon"][at], values["lat"][at]) == (inside["lon"][at], inside["lat"][at])
    outer = [re.sub("<[^>]+>", "", text) for text in beside["text"]]
    assert outer == [labels[code] for code, name in names.items() if name.leader]
    assert len(leaders["lon"]) == 3 * len(outer) and leaders["lon"][2::3] == [None] * len(outer)
    # Names are within the limits of the map, which would clip them.
    (west, east), (south, north) = narrow["geo.lonaxis"]["range"], narrow["geo.lataxis"]["range"]
    assert all(west < lon < east for lon in beside["lon"])
    assert all(south < lat < north for lat in beside["lat"])
    notes = plotly.draw(chart, LIGHT)["layout"]["annotations"]
    (title,) = [at for at, note in enumerate(notes) if note.get("name") == "title"]
    assert "<br>" in narrow[f"annotations[{title}].text"] and "<br>" not in notes[title]["text"]


def test_a_phone_map_has_the_strip_over_its_whole_width(campaign: Campaign) -> None:
    chart = by_region.choropleth(view_of(campaign, "ru", oblast="KG-N,KG-GO", classes="7"))
    figure, narrow = plotly.draw_selected(chart, LIGHT), plotly.narrow(chart, LIGHT)
    assert (figure["layout"]["xaxis"]["domain"], narrow["xaxis.domain"]) == ([0, 0.62], [0, 1])
    for kind in ("shapes", "annotations"):
        positions = {int(n) for name in narrow for n in re.findall(rf"^{kind}\[(\d+)\]", name)}
        assert max(positions) < len(figure["layout"][kind])
    # Every label of a region is within the margin below the map.
    room = figure["layout"]["margin"]["b"], narrow["margin.b"]
    for at, note in enumerate(figure["layout"]["annotations"]):
        if note.get("name", "").startswith("region:"):
            shift = narrow.get(f"annotations[{at}].yshift", note["yshift"])
            assert -room[1] < shift < 0 and -room[0] < note["yshift"] < 0


def test_a_projector_map_has_its_legend_beside_the_map(campaign: Campaign) -> None:
    chart = by_region.choropleth(view_of(campaign, oblast="KG-GB"))
    projector, screen = (
        plotly.draw_selected(chart, LIGHT, PROJECTOR),
        plotly.draw_selected(chart, LIGHT),
    )
    names = [{note.get("name") for note in f["layout"]["annotations"]} for f in (screen, projector)]
    assert names[0] - names[1] == {"title"} and "average" in names[1]
    # The map has the whole height; the strip is beside it, above the lower edge.
    assert projector["layout"]["margin"]["b"] == 0 < screen["layout"]["margin"]["b"]
    layout = projector["layout"]
    start, end = layout["xaxis"]["domain"]
    assert layout["geo"]["domain"]["x"][1] < start < end == 1
    places = [note for note in layout["annotations"] if note.get("xref") == "x"]
    assert len(places) > 8 and all(note["yshift"] > 0 for note in places)
    assert all(shape["y0"] > 0 < shape["y1"] for shape in layout["shapes"] if "y0" in shape)
    widths = [
        [f["data"][at]["marker"]["line"]["width"] for at in (0, -1)] for f in (screen, projector)
    ]
    assert widths == [
        [REGION_BORDER, SELECTED_BORDER],
        [REGION_BORDER * PROJECTOR.scale, SELECTED_BORDER * PROJECTOR.scale],
    ]


def test_the_animation_has_colours_and_the_selection(campaign: Campaign) -> None:
    chart = by_region.choropleth(view_of(campaign, oblast="KG-N"))
    body = region_map(view_of(campaign))
    animation = plotly.animation(chart, DARK)
    paints = [paint(role, DARK) for role in body.roles]
    assert animation["fills"] == [each.fill for each in paints]
    assert animation["ink"] == [each.ink for each in paints]
    assert animation["chosen"] == {"KG-N": "Naryn oblast"}
    assert animation["legend"] == body.animation["legend"]
    assert "chosen" not in plotly.animation(by_region.choropleth(view_of(campaign)), DARK)
    assert plotly.animation(by_region.overview_map(view_of(campaign)), DARK) == {}


def test_names_from_files_are_escaped(campaign: Campaign) -> None:
    table = campaign.places.table.copy()
    table.loc[["KG-N", "KG-GB"], ["name_en", "short_en"]] = "<b onclick=x>N</b>"
    hostile = replace(campaign, places=replace(campaign.places, table=table))
    assert "<b onclick" not in str(draw(view_of(hostile)))
