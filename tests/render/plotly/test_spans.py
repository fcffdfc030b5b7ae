"""The schedule as a Plotly figure: traces of spans, dots and areas, and omitted lanes."""

from __future__ import annotations

from dataclasses import replace

from campaign.charts.body import Lane
from campaign.render.plotly import figure
from campaign.render.plotly.calendar import DAY_MS
from campaign.render.size import PROJECTOR
from campaign.theme.style import LIGHT
from tests.charts.day_charts import spans_of
from tests.charts.small_register import ROWS, register
from tests.render.plotly.figure_checks import chart_of


def test_the_schedule_has_spans_dots_and_areas() -> None:
    data = figure.draw(chart_of(spans_of(register())), LIGHT)["data"]
    (areas,) = [trace for trace in data if trace.get("meta", {}).get("walk")]
    assert len(areas["customdata"]) == len(ROWS)
    assert "from=2017-08-02&to=2017-08-04" in areas["customdata"]
    (span,) = [t for t in data if t["type"] == "bar" and t["hoverinfo"] == "skip"]
    assert span["x"] == [3 * DAY_MS] and span["base"] == ["2017-08-01 12:00"]
    (dots,) = [t for t in data if t["type"] == "scatter" and t["x"] != [None]]
    assert dots["marker"]["symbol"].count("circle-open") == 2
    assert any("attendance not reported" in words for words in areas["hovertext"])


def test_a_projector_shows_the_first_lanes_and_counts_the_rest() -> None:
    body = spans_of(register())
    lanes = tuple(Lane(f"R{n}", f"Region {n}", 2 * n, 2) for n in range(20))
    spans = tuple(replace(body.spans[0], row=2 * n) for n in range(20))
    chart = chart_of(replace(body, lanes=lanes, spans=spans))
    spec = figure.draw(chart, LIGHT, PROJECTOR)
    most = PROJECTOR.most_rows
    assert most == 12 and figure.omitted_rows(chart, PROJECTOR) == 20 - most
    assert spec["layout"]["yaxis"]["ticktext"] == [f"Region {n}" for n in range(most)]
    assert spec["layout"]["yaxis"]["range"][0] == 2 * most - 0.5
    assert all(y is None or y < 2 * most for trace in spec["data"] for y in trace["y"])
    assert len(figure.draw(chart, LIGHT)["layout"]["yaxis"]["ticktext"]) == 20


def test_dots_on_a_projector_are_smaller_with_many_rows() -> None:
    body = spans_of(register())
    many = replace(body.lanes[-1], rows=80)
    dots = []
    for crowded in (body, replace(body, lanes=(*body.lanes[:-1], many))):
        data = figure.draw(chart_of(crowded), LIGHT, PROJECTOR)["data"]
        dots.append(next(t["marker"]["size"] for t in data if t["type"] == "scatter"))
    assert dots[0] == 18 and dots[1] < 600 / 80


def test_an_empty_selection_has_a_sentence() -> None:
    spec = figure.draw(chart_of(spans_of(register([]))), LIGHT)
    assert spec["data"] == []
    assert spec["layout"]["annotations"][0]["text"] == "No activities in this selection."
