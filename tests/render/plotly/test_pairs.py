"""Pairs as a Plotly figure: points, labels, clickable rows, narrow screens, missing values."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from campaign.charts.body import Datum, LegendKey, NumberFormat, Pair, Pairs
from campaign.charts.ticks import Tick
from campaign.render.plotly import figure
from campaign.render.size import PROJECTOR, SCREEN
from campaign.theme.roles import FIRST, SECOND
from campaign.theme.style import FADED, LIGHT
from tests.render.plotly.figure_checks import assert_plotly_takes, chart_of, keyboard_traces

MISSING = float("nan")


def datum(value: float, role: str, code: str = "oblast=KG-N") -> Datum:
    state = "value" if value == value else "not_reported"
    words = f"{value:g}" if value == value else "not reported"
    return Datum(code, "Naryn", value, state, role, words, ("Naryn <oblast>", words))


def pair(first: float, second: float, label: str = "Naryn", note: str = "") -> Pair:
    return Pair(label, datum(first, FIRST), datum(second, SECOND), note)


def body(*rows: Pair) -> Pairs:
    ticks = tuple(Tick(float(at), str(at)) for at in range(0, 50, 10))
    keys = (LegendKey(FIRST, "First", mark="dot"), LegendKey(SECOND, "Second", mark="hollow"))
    return Pairs(rows, keys, ("Region", "Value"), ticks, NumberFormat(), "Nothing.")


def connecting_lines(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """The lines between the two points of a row."""
    return [shape for shape in spec["layout"]["shapes"] if shape["type"] == "line"]


def test_labels_are_on_the_outer_sides_of_both_points() -> None:
    chart = chart_of(body(pair(10, 30), pair(30, 10), pair(20, 20)))
    first, second = figure.draw(chart, LIGHT)["data"][:2]
    assert first["x"] == [10, 30, 20] and second["x"] == [30, 10, 20]
    assert first["textposition"] == ["middle left", "middle right", "middle left"]
    assert second["textposition"] == ["middle right", "middle left", "middle right"]
    assert second["marker"]["color"] == LIGHT.background
    assert second["marker"]["line"]["color"] == [LIGHT.second] * 3
    lines = connecting_lines(figure.draw(chart, LIGHT))
    assert [(line["x0"], line["x1"], line["y0"]) for line in lines] == [
        (10, 30, 0),
        (30, 10, 1),
        (20, 20, 2),
    ]


def test_the_axis_has_room_for_the_labels_of_the_outermost_points() -> None:
    chart = chart_of(body(pair(0, 40)))
    low, high = figure.draw(chart, LIGHT)["layout"]["xaxis"]["range"]
    assert low < 0 and high > 40
    narrow_low, narrow_high = figure.narrow(chart, LIGHT)["xaxis.range"]
    assert narrow_low < low and narrow_high > high


def test_a_missing_value_has_a_label_at_the_end_and_no_point() -> None:
    chart = chart_of(body(pair(MISSING, 30, note="?"), pair(MISSING, MISSING)))
    spec = figure.draw(chart, LIGHT)
    first, second = spec["data"][:2]
    assert first["x"] == [] and second["x"] == [30]
    assert connecting_lines(spec) == []
    assert [note["text"] for note in spec["layout"]["annotations"]] == [
        "not reported, ?",
        "not reported",
    ]
    (area,) = keyboard_traces(spec)
    assert len(area["x"]) == 2 and all(width > 0 for width in area["x"])
    assert_plotly_takes(spec, figure.narrow(chart, LIGHT))


def test_a_row_is_one_target_for_pointer_and_keyboard() -> None:
    rows = (pair(10, 30), pair(30, 10))
    chosen = replace(rows[0], first=replace(rows[0].first, selected=True))
    other = [replace(d, faded=True) for d in rows[1].data]
    chart = chart_of(body(chosen, Pair("Osh", *other)))
    spec = figure.draw(chart, LIGHT)
    (area,) = keyboard_traces(spec)
    assert area["customdata"] == ["oblast=KG-N"] * 2
    assert area["hovertext"][0] == "<b>Naryn &lt;oblast&gt;</b><br>10"
    assert area["meta"]["selected"] == ["oblast=KG-N"]
    for points in spec["data"][:2]:
        assert points["marker"]["opacity"] == [1, FADED]
    assert "<b>" in spec["data"][0]["text"][0] and "<b>" not in spec["data"][0]["text"][1]
    assert [line["opacity"] for line in connecting_lines(spec)] == [1, FADED]


def test_a_long_name_is_never_cut() -> None:
    name = "Meeting with the parents of pupils of the upper classes of a school of the district"
    chart = chart_of(body(pair(10, 30, name, note="−12.5 pp")))
    (wide,) = figure.draw(chart, LIGHT)["layout"]["yaxis"]["ticktext"]
    narrow = figure.narrow(chart, LIGHT)["annotations"][0]["text"]
    for words in (wide, narrow):
        assert words.replace("<br>", " ") == name
        assert max(map(len, words.split("<br>"))) < 42
    assert figure.height(chart).px > figure.height(chart_of(body(pair(10, 30)))).px
    assert figure.height(chart).narrow > figure.height(chart_of(body(pair(10, 30)))).narrow


def test_a_phone_has_few_ticks_and_notes_above() -> None:
    chart = chart_of(body(pair(10, 30, note="+20"), pair(30, 10)))
    narrow = figure.narrow(chart, LIGHT)
    assert narrow["xaxis.tickvals"] == [0, 20, 40]
    names = [note["text"] for note in narrow["annotations"] if note["x"] == 0]
    assert names == ["Naryn", "Naryn"]
    (note,) = [note for note in narrow["annotations"] if note["x"] == 1]
    assert (note["text"], note["y"]) == ("+20", 0)


def test_a_projector_shows_the_first_rows() -> None:
    chart = chart_of(body(*(pair(10, 30) for _ in range(20))))
    spec = figure.draw(chart, LIGHT, PROJECTOR)
    assert len(spec["data"][0]["x"]) == PROJECTOR.most_rows == 12
    assert (figure.omitted_rows(chart, PROJECTOR), figure.omitted_rows(chart, SCREEN)) == (8, 0)
    assert (
        spec["data"][0]["marker"]["size"]
        == 2 * figure.draw(chart, LIGHT)["data"][0]["marker"]["size"]
    )


def test_an_empty_chart_has_a_sentence() -> None:
    spec = figure.draw(chart_of(body()), LIGHT)
    assert spec["data"] == [] and spec["layout"]["annotations"][0]["text"] == "Nothing."
    assert figure.narrow(chart_of(body()), LIGHT) == {} and figure.height(chart_of(body())).px > 0


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_height_of_a_row_does_not_depend_on_their_number(count: int) -> None:
    heights = [figure.height(chart_of(body(*[pair(1, 2)] * n))).px for n in (count, count + 1)]
    assert [b - a for a, b in pairwise(heights)] == [34]
