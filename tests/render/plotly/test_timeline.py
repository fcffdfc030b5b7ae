"""The timeline as a Plotly figure: bars, markers, and invisible columns for tooltips."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import pytest

from campaign.charts import over_time
from campaign.charts.body import Timeline
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.render.plotly import figure
from campaign.render.size import PROJECTOR, SCREEN, Size
from campaign.render.text_width import LINE
from campaign.theme.style import FADED, LIGHT, NOMINAL_END
from tests.campaigns import view_of
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


def test_zero_and_not_reported_have_different_markers() -> None:
    data = draw_timeline(timeline_of(register()))["data"]
    marks = {trace["name"]: trace for trace in data if trace.get("mode") == "markers"}
    assert marks["attendance not reported"]["x"] == ["2017-08-03", "2017-08-10"]
    assert marks["zero"]["x"] == ["2017-11-07"]
    symbols = [marks[name]["marker"]["symbol"] for name in ("attendance not reported", "zero")]
    assert symbols == ["circle-open", "circle"]


def test_days_have_tooltips_and_a_code_of_their_range() -> None:
    body = timeline_of(register(), selected_days=(date(2017, 8, 2), date(2017, 8, 2)))
    (days,) = [trace for trace in draw_timeline(body)["data"] if trace.get("meta", {}).get("walk")]
    assert days["customdata"][0] == "from=2017-07-31&to=2017-07-31"
    assert len(days["customdata"]) == len(days["hovertext"]) == 6
    assert days["meta"]["selected"] == ["from=2017-08-02&to=2017-08-02"]
    assert days["hovertext"][0].startswith("<b>31\u00a0July 2017 · day 1</b><br>140\u00a0people")


def test_unselected_days_fade_on_a_tinted_background() -> None:
    body = timeline_of(register(), selected_days=(date(2017, 8, 1), date(2017, 8, 31)))
    opacity = {
        day: value
        for trace in draw_timeline(body)["data"]
        if trace["type"] == "bar" and "opacity" in trace["marker"]
        for day, value in zip(trace["x"], trace["marker"]["opacity"], strict=True)
    }
    assert opacity["2017-08-02"] == 1
    assert opacity["2017-07-31"] == opacity["2017-11-20"] == FADED
    backgrounds = [s for s in draw_timeline(body)["layout"]["shapes"] if s["type"] == "rect"]
    assert [(background["x0"], background["x1"]) for background in backgrounds] == [
        ("2017-07-30 12:00", "2017-07-31 12:00"),
        ("2017-08-31 12:00", "2017-11-20 12:00"),
    ]


def test_events_are_in_a_lane_above_the_days() -> None:
    data = draw_timeline(timeline_of(register()))["data"]
    lane = {trace["name"]: trace for trace in data if trace.get("yaxis") == "y3"}
    assert {name: trace["x"] for name, trace in lane.items()} == {
        "Milestone": ["2017-07-31"],
        "Reported event": ["2017-10-06"],
    }
    assert "Sources: example.org, b.org" in lane["Milestone"]["hovertext"][0]


SLIDE_PLOT = 380
"""The height of the plots in px on a slide of 1080 px with two lines of headline and legend."""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_labels_on_a_projector_do_not_overlap(campaign: Campaign, lang: str) -> None:
    chart = over_time.timeline(view_of(campaign, lang))
    body = chart.body
    assert isinstance(body, Timeline)
    layout = figure.draw(chart, LIGHT, PROJECTOR)["layout"]
    notes = {note["text"]: note for note in layout["annotations"]}
    headings = [notes[heading] for heading in body.headings]
    low, high = layout["yaxis3"]["domain"]
    bottom, top = layout["yaxis3"]["range"]

    def lane(row: float) -> float:
        return SLIDE_PLOT * (low + (high - low) * (row - bottom) / (top - bottom))

    event = next(note for note in layout["annotations"] if note.get("yref") == "y3")
    half = event["font"]["size"] / 2
    floors = [layout[axis]["domain"][0] * SLIDE_PLOT for axis in ("yaxis", "yaxis2")]
    spans = [(lane(row) - half, lane(row) + half) for row in (1, 0)]
    for heading, floor in zip(headings, floors, strict=True):
        above = heading["y"] * SLIDE_PLOT + heading["yshift"]
        spans += [(above, above + heading["font"]["size"]), (floor, floor)]
    for (lowest, _), (_, highest) in itertools.pairwise(spans):
        assert lowest > highest
    # The name of the last nominal day ends before the marker of its milestone.
    rule = next(r for r in body.calendar.rules if r.dash == NOMINAL_END)
    name = next(n for n in layout["annotations"] if n["x"] == rule.day.isoformat())
    marks = next(t for t in figure.draw(chart, LIGHT, PROJECTOR)["data"] if t.get("yaxis") == "y3")
    assert name["xanchor"] == "right" and -name["xshift"] > marks["marker"]["size"] / 2


@pytest.mark.parametrize("size", [SCREEN, PROJECTOR], ids=lambda size: size.name)
def test_the_label_of_the_total_is_above_its_lines(campaign: Campaign, size: Size) -> None:
    chart = over_time.timeline(view_of(campaign))
    body = chart.body
    assert isinstance(body, Timeline)
    layout = figure.draw(chart, LIGHT, size)["layout"]
    (words,) = [note for note in layout["annotations"] if "<b>" in note["text"]]
    end = layout["yaxis2"]["range"][1]
    assert words["y"] == end and words["yanchor"] == "top"
    highest = max(body.total, *(value for _, value in body.plan))
    share = layout["yaxis2"]["domain"][1]
    tall = {SCREEN: 330, PROJECTOR: SLIDE_PLOT}[size] * share
    row = LIGHT.size * size.scale * LINE
    assert tall * (end - highest) / end >= row
