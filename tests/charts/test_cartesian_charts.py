"""The pictures with axes draw what was counted and leave no label to Plotly's own locale."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import plotly.io as pio
import pytest

from campaign.analysis import indicators
from campaign.analysis.data_table import csv_bytes, html
from campaign.charts import panels, schedule, timeline
from campaign.charts.calendar import Calendar, EventMark
from campaign.charts.escape import escape, escape_lines
from campaign.domain.totals import group_activities
from campaign.i18n.translator import Text
from campaign.theme.style import FADED, LIGHT
from tests.charts.small_register import NAMES, NOTHING, ROWS, SILENT, TYPES, UNITS, register

TEXT = Text.of("en")
CALENDAR = Calendar(
    date(2017, 7, 31), date(2017, 11, 20), date(2017, 7, 31), date(2017, 11, 20), 100
)
ENGLISH_MONTHS = re.compile(
    r"January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\b|Feb\b|Mar\b|Apr\b|Jun\b|Jul\b|Aug\b|Sep\b|Oct\b|Nov\b|Dec\b"
)


MARKS = (
    EventMark(
        date(2017, 7, 31), "Launch <i>", "milestone", "https://www.example.org/a;https://b.org/"
    ),
    EventMark(date(2017, 10, 6), "Forum theatre", "reported", "https://news.example.org/x"),
    EventMark(date(2018, 1, 12), "Closing conference", "milestone", ""),
)


def pictures(rows: pd.DataFrame, text: Text = TEXT) -> dict[str, tuple[go.Figure, dict, dict]]:
    """Every picture of the register with its narrow patch and its height."""
    totals = group_activities(rows)
    daily = indicators.by_day(totals, CALENDAR.first, CALENDAR.last)
    groups = indicators.by_day_and_group(totals, TYPES)
    days = indicators.by_unit_and_day(totals)
    return {
        "timeline": (
            timeline.draw(daily, groups, MARKS, CALENDAR, text, LIGHT),
            timeline.narrow(CALENDAR, text),
            dict(timeline.HEIGHT),
        ),
        "schedule": (
            schedule.draw(rows, UNITS, TYPES, CALENDAR, text, LIGHT),
            schedule.narrow(CALENDAR, text),
            schedule.height(rows, UNITS),
        ),
        "multiples": (
            panels.draw(days, UNITS, CALENDAR, text, LIGHT),
            panels.narrow(days, UNITS, CALENDAR, text),
            panels.height(UNITS),
        ),
    }


def sentences(rows: pd.DataFrame, text: Text = TEXT) -> dict[str, str]:
    totals = group_activities(rows)
    days = indicators.by_unit_and_day(totals)
    return {
        "timeline": timeline.read(indicators.by_day(totals, CALENDAR.first, CALENDAR.last), text),
        "schedule": schedule.read(rows, UNITS, text),
        "multiples": panels.read(days, UNITS, CALENDAR, text),
    }


def walked(figure: go.Figure) -> list[Any]:
    return [trace for trace in figure.data if (trace.meta or {}).get("walk")]


def words(figure: go.Figure) -> list[str]:
    """Every visible word of a figure, hover included."""
    layout = figure.to_dict()["layout"]
    found = [a["text"] for a in layout.get("annotations", [])]
    for name, axis in layout.items():
        if "axis" in name and axis.get("visible", True):
            found += axis.get("ticktext", [])
    for trace in figure.data:
        found += [trace.name or "", *(trace.hovertext or ()), *(trace.text or ())]
    return [str(word) for word in found]


@pytest.mark.parametrize("rows", [register(), register(ROWS[:1]), SILENT, NOTHING])
@pytest.mark.parametrize("lang", ["ky", "ru", "en"])
def test_every_picture_is_drawn_and_read_whatever_the_register_holds(
    rows: pd.DataFrame, lang: str
) -> None:
    text = Text.of(lang)
    for name, (figure, narrow, height) in pictures(rows, text).items():
        assert isinstance(figure, go.Figure), name
        assert ("ratio" in height) and (height["ratio"] or height["px"]), name
        assert figure.layout.dragmode is False, name
        # A wrong key or value of the patch raises.
        figure.update_layout({key.replace(".", "_"): value for key, value in narrow.items()})
    for name, sentence in sentences(rows, text).items():
        assert sentence.endswith(".") and "{" not in sentence and "nan" not in sentence, name


def test_pictures_stay_small_and_carry_no_template(monkeypatch: pytest.MonkeyPatch) -> None:
    # Streamlit sets a template of its own where it is imported later.
    monkeypatch.setattr(pio.templates, "default", "campaign")
    for name, (figure, _, _) in pictures(register()).items():
        assert len(figure.to_json().encode()) < 8 * 1024, name
        assert len(str(figure.layout.template.to_plotly_json())) < 100, name


@pytest.mark.parametrize("lang", ["ky", "ru"])
def test_no_english_month_and_no_tick_is_left_to_plotly(lang: str) -> None:
    for name, (figure, narrow, _) in pictures(register(), Text.of(lang)).items():
        said = [*words(figure), *map(str, narrow.values())]
        assert not [w for w in said if ENGLISH_MONTHS.search(w)], name
        for key, axis in figure.to_dict()["layout"].items():
            if "axis" in key and axis.get("visible", True):
                assert len(axis["tickvals"]) == len(axis["ticktext"]), (name, key)
        for trace in figure.data:
            assert trace.hoverinfo in ("text", "skip"), name
            assert getattr(trace, "texttemplate", None) is None, name


def test_what_a_user_wrote_is_never_markup() -> None:
    assert escape("a <b> & c") == "a &lt;b&gt; &amp; c"
    assert escape_lines("Jalal-Abad oblast", 10) == "Jalal-Abad<br>oblast"
    drawn = pictures(register())
    for name in ("schedule", "multiples"):
        assert any("Osh &lt;city&gt;" in w.replace("<br>", " ") for w in words(drawn[name][0])), (
            name
        )
    assert any("A &lt;b&gt;title" in w for w in words(drawn["schedule"][0]))
    assert any("Launch &lt;i&gt;" in w for w in words(drawn["timeline"][0]))


# Timeline -----------------------------------------------------------------------------------


def drawn_timeline(rows: pd.DataFrame, **extras: Any) -> go.Figure:
    totals = group_activities(rows)
    return timeline.draw(
        indicators.by_day(totals, CALENDAR.first, CALENDAR.last),
        indicators.by_day_and_group(totals, TYPES),
        MARKS,
        CALENDAR,
        TEXT,
        LIGHT,
        **extras,
    )


def test_timeline_bars_and_running_total_equal_the_register() -> None:
    figure = drawn_timeline(register())
    expected = sum(row[4] for row in ROWS if row[4])
    bars = [t for t in figure.data if t.type == "bar" and t.hoverinfo == "skip" and t.y[0]]
    assert sum(sum(t.y) for t in bars) == expected
    line = next(t for t in figure.data if t.type == "scatter" and t.mode == "lines")
    assert line.y[-1] == expected
    assert list(line.y) == sorted(line.y)
    assert f"<b>{expected}\u00a0people</b>" in words(figure)


def test_timeline_tells_zero_and_not_reported_apart() -> None:
    figure = drawn_timeline(register())
    marks = {t.name: t for t in figure.data if t.type == "scatter" and t.mode == "markers"}
    assert list(marks["attendance not reported"].x) == ["2017-08-03", "2017-08-10"]
    assert list(marks["zero"].x) == ["2017-11-07"]
    assert marks["attendance not reported"].marker.symbol != marks["zero"].marker.symbol


def test_timeline_days_are_walked_and_name_their_range() -> None:
    figure = drawn_timeline(register(), chosen=(date(2017, 8, 2), date(2017, 8, 2)))
    (days,) = walked(figure)
    assert days.customdata[0] == "from=2017-07-31&to=2017-07-31"
    assert len(days.customdata) == len(days.hovertext) == 6
    assert list(days.meta["selected"]) == ["from=2017-08-02&to=2017-08-02"]


def test_timeline_fades_what_lies_outside_the_chosen_days() -> None:
    figure = drawn_timeline(register(), chosen=(date(2017, 8, 1), date(2017, 8, 31)))
    opacity = {
        day: value
        for t in figure.data
        if t.type == "bar" and t.marker.opacity is not None
        for day, value in zip(t.x, t.marker.opacity, strict=True)
    }
    assert opacity["2017-08-02"] == 1
    assert opacity["2017-07-31"] == opacity["2017-11-20"] == FADED
    assert sum(shape.type == "rect" for shape in figure.layout.shapes) == 2


def test_timeline_marks_the_hundredth_day_and_the_end() -> None:
    figure = drawn_timeline(register())
    rules = [shape.x0 for shape in figure.layout.shapes if shape.type == "line"]
    assert rules == ["2017-11-07", "2017-11-20"]
    nameless = replace(CALENDAR, nominal_days=None)
    assert len(timeline.rules(nameless, LIGHT)) == 1


def test_marks_beyond_the_days_on_show_are_left_to_the_list() -> None:
    figure = drawn_timeline(register())
    lane = {t.name: list(t.x) for t in figure.data if t.yaxis == "y3"}
    assert lane == {"Milestone": ["2017-07-31"], "Reported event": ["2017-10-06"]}
    launch = next(t for t in figure.data if t.name == "Milestone")
    assert "Source: example.org, b.org" in launch.hovertext[0]


def test_ticks_name_the_date_and_the_day_of_the_campaign() -> None:
    days, said = timeline.day_ticks(CALENDAR, TEXT, timeline.WIDE_TICKS)
    assert days[0] == "2017-07-31" and days[-1] == "2017-11-07"
    assert said[0].endswith("<br>day 1") and said[-1].endswith("<br>day 100")
    assert len(days) <= timeline.WIDE_TICKS
    assert len(timeline.day_ticks(CALENDAR, TEXT, timeline.NARROW_TICKS)[0]) <= 4
    for length in range(1, 400):
        last = date.fromordinal(CALENDAR.first.toordinal() + length - 1)
        few, _ = timeline.day_ticks(replace(CALENDAR, last=last), TEXT, 7)
        assert 1 <= len(few) <= 7 and few == sorted(set(few))


def test_the_busiest_day_and_ties_are_told_in_words() -> None:
    assert sentences(register())["timeline"] == (
        "Busiest day: 2\u00a0August 2017 (250\u00a0people); in total: 402\u00a0people; "
        "attendance not reported for 2\u00a0activities."
    )
    tied = register([ROWS[0], (*("2017-08-05",), *ROWS[0][1:])])
    assert sentences(tied)["timeline"].startswith("Busiest days: ")


# Schedule -----------------------------------------------------------------------------------


def test_activities_of_one_lane_never_cover_each_other() -> None:
    rows = register([("2017-08-01", "2017-08-09", *ROWS[0][2:])] * 3 + [ROWS[0]] * 2)
    packed = schedule.pack_rows(rows, UNITS)
    for _, lane in packed.groupby("row"):
        ends = lane["last"].shift()
        assert (lane["date"] > ends)[1:].all()
    assert len(packed) == len(rows)


def test_the_schedule_draws_spans_and_hollow_marks() -> None:
    figure = schedule.draw(register(), UNITS, TYPES, CALENDAR, TEXT, LIGHT)
    (areas,) = walked(figure)
    assert len(areas.customdata) == len(ROWS)
    assert "from=2017-08-02&to=2017-08-04" in areas.customdata
    span = next(t for t in figure.data if t.type == "bar" and t.base and t.hoverinfo == "skip")
    assert list(span.x) == [3 * timeline.DAY_MS]
    dots = next(t for t in figure.data if t.type == "scatter" and t.x[0])
    assert list(dots.marker.symbol).count("circle-open") == 2
    assert any("attendance not reported" in hover for hover in areas.hovertext)


def test_a_schedule_too_full_says_what_is_left_out() -> None:
    rows = register([ROWS[0]] * (schedule.LIMIT + 5))
    (areas,) = walked(schedule.draw(rows, UNITS, TYPES, CALENDAR, TEXT, LIGHT))
    assert len(areas.customdata) == schedule.LIMIT
    assert "the first 400\u00a0by date" in sentences(rows)["schedule"]
    assert len(schedule.tabulate(rows, UNITS, NAMES, TEXT).frame) == schedule.LIMIT


# Multiples ----------------------------------------------------------------------------------


def test_small_charts_share_one_scale_and_add_up() -> None:
    figure = panels.draw(
        indicators.by_unit_and_day(group_activities(register())),
        UNITS,
        CALENDAR,
        TEXT,
        LIGHT,
        chosen=["KG-N"],
    )
    layout = figure.to_dict()["layout"]
    axes = [layout[key] for key in layout if key.startswith("yaxis")]
    assert len(axes) == len(UNITS) and len({tuple(axis["range"]) for axis in axes}) == 1
    assert len({tuple(layout[key]["range"]) for key in layout if key.startswith("xaxis")}) == 1
    bars = [t for t in figure.data if t.type == "bar" and t.hoverinfo == "skip"]
    assert [sum(t.y) for t in bars] == [140, 250, 12]
    assert [t.marker.opacity for t in bars] == [FADED, 1, FADED]
    assert [t.customdata[0] for t in walked(figure)] == [f"oblast={code}" for code in UNITS]


def test_panels_never_overlap() -> None:
    for columns in (panels.WIDE_COLUMNS, panels.NARROW_COLUMNS):
        for count in range(1, 13):
            grid = panels._grid([str(i) for i in range(count)], columns)
            tops = sorted(
                {tuple(v) for k, v in grid.items() if k.startswith("yaxis") and "domain" in k}
            )
            assert all(low >= 0 and high <= 1 for low, high in tops)
            assert all(a[1] < b[0] for a, b in zip(tops, tops[1:], strict=False))


# Tables -------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [register(), SILENT, NOTHING])
def test_every_picture_has_a_table_that_tells_the_states_apart(rows: pd.DataFrame) -> None:
    totals = group_activities(rows)
    days = indicators.by_unit_and_day(totals)
    daily = indicators.by_day(totals, CALENDAR.first, CALENDAR.last)
    groups = indicators.by_day_and_group(totals, TYPES)
    tables = [
        timeline.tabulate(daily, groups, CALENDAR, TEXT),
        schedule.tabulate(rows, UNITS, NAMES, TEXT),
        panels.tabulate(days, UNITS, CALENDAR, TEXT),
    ]
    for table in tables:
        assert {column.key for column in table.columns} <= set(table.frame.columns)
        markup = html(table, TEXT, "caption")
        assert "nan" not in markup.lower() and csv_bytes(table, TEXT, "")
    if rows is not NOTHING:
        shown = [html(tables[i], TEXT, "c") for i in (0, 1, 2)]
        assert all("not reported" in markup for markup in shown)
