"""The timeline's traces: bars, marks, and the unseen columns that are pointed at."""

from __future__ import annotations

from datetime import date
from typing import Any

from campaign.charts.body import Timeline
from campaign.render.plotly import figure
from campaign.render.size import PROJECTOR
from campaign.theme.style import FADED, LIGHT
from tests.charts.day_charts import timeline_of
from tests.charts.small_register import register
from tests.render.plotly.figure_checks import chart_of


def draw_timeline(body: Timeline) -> dict[str, Any]:
    return figure.draw(chart_of(body), LIGHT)


def test_bars_and_line_are_those_of_the_body() -> None:
    body = timeline_of(register())
    data = draw_timeline(body)["data"]
    bars = [t for t in data if t["type"] == "bar" and t["hoverinfo"] == "skip" and t["y"] != [None]]
    assert sum(sum(trace["y"]) for trace in bars) == body.total == 402
    assert [trace["marker"]["color"] for trace in bars] == [
        LIGHT.groups[group] for group in ("awareness", "conference", "media")
    ]
    (line,) = [trace for trace in data if trace.get("mode") == "lines"]
    assert list(zip(line["x"], line["y"], strict=True)) == [
        (day.isoformat(), total) for day, total in body.running_totals
    ]
    assert f"<b>{body.end_words}</b>" in [
        note["text"] for note in draw_timeline(body)["layout"]["annotations"]
    ]


def test_zero_and_not_reported_have_marks_of_their_own() -> None:
    data = draw_timeline(timeline_of(register()))["data"]
    marks = {trace["name"]: trace for trace in data if trace.get("mode") == "markers"}
    assert marks["attendance not reported"]["x"] == ["2017-08-03", "2017-08-10"]
    assert marks["zero"]["x"] == ["2017-11-07"]
    symbols = [marks[name]["marker"]["symbol"] for name in ("attendance not reported", "zero")]
    assert symbols == ["circle-open", "circle"]


def test_days_are_walked_and_name_their_range() -> None:
    body = timeline_of(register(), selected_days=(date(2017, 8, 2), date(2017, 8, 2)))
    (days,) = [trace for trace in draw_timeline(body)["data"] if trace.get("meta", {}).get("walk")]
    assert days["customdata"][0] == "from=2017-07-31&to=2017-07-31"
    assert len(days["customdata"]) == len(days["hovertext"]) == 6
    assert days["meta"]["selected"] == ["from=2017-08-02&to=2017-08-02"]
    assert days["hovertext"][0].startswith("<b>31\u00a0July 2017 · day 1</b><br>140\u00a0people")


def test_days_that_are_not_chosen_fade_on_a_tinted_ground() -> None:
    body = timeline_of(register(), selected_days=(date(2017, 8, 1), date(2017, 8, 31)))
    opacity = {
        day: value
        for trace in draw_timeline(body)["data"]
        if trace["type"] == "bar" and "opacity" in trace["marker"]
        for day, value in zip(trace["x"], trace["marker"]["opacity"], strict=True)
    }
    assert opacity["2017-08-02"] == 1
    assert opacity["2017-07-31"] == opacity["2017-11-20"] == FADED
    grounds = [s for s in draw_timeline(body)["layout"]["shapes"] if s["type"] == "rect"]
    assert [(ground["x0"], ground["x1"]) for ground in grounds] == [
        ("2017-07-30 12:00", "2017-07-31 12:00"),
        ("2017-08-31 12:00", "2017-11-20 12:00"),
    ]


def test_marks_stand_in_a_lane_above_the_days() -> None:
    data = draw_timeline(timeline_of(register()))["data"]
    lane = {trace["name"]: trace for trace in data if trace.get("yaxis") == "y3"}
    assert {name: trace["x"] for name, trace in lane.items()} == {
        "Milestone": ["2017-07-31"],
        "Reported event": ["2017-10-06"],
    }
    assert "Source: example.org, b.org" in lane["Milestone"]["hovertext"][0]


def test_panels_of_a_projector_stand_further_apart() -> None:
    chart = chart_of(timeline_of(register()))
    layouts = [figure.draw(chart, LIGHT, size)["layout"] for size in (figure.SCREEN, PROJECTOR)]
    gaps = [layout["yaxis"]["domain"][0] - layout["yaxis2"]["domain"][1] for layout in layouts]
    lanes = [layout["yaxis3"]["domain"][0] - layout["yaxis"]["domain"][1] for layout in layouts]
    assert gaps[0] <= gaps[1] and lanes[0] < lanes[1]
    for layout in layouts:
        tops = [layout["yaxis"]["domain"][1], layout["yaxis2"]["domain"][1]]
        notes = layout["annotations"]
        assert [n["y"] for n in notes if n.get("xref") == "paper"] == tops
