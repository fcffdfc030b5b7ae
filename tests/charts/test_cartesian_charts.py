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
from campaign.analysis.indicators import INDICATORS
from campaign.charts import audience, breakdown, heatmap, media, panels, schedule, timeline
from campaign.charts.calendar import Calendar, EventMark
from campaign.charts.escape import escape, escape_lines
from campaign.domain.totals import group_activities, overall
from campaign.i18n.translator import Text
from campaign.theme.style import DARK, FADED, LIGHT

TEXT = Text.of("en")
UNITS = {"KG-B": "Batken", "KG-N": "Naryn", "KG-GO": "Osh <city>"}
TYPES = pd.DataFrame(
    [
        ("lecture", "awareness", "Lecture & lesson", "Лекция, урок", "Лекция, сабак"),
        ("conference", "conference", "Conference", "Конференция", "Конференция"),
        ("live_tv", "media", "Live TV", "Прямой телеэфир", "Түз эфир"),
    ],
    columns=["code", "group", "name_en", "name_ru", "name_ky"],
).set_index("code")
NAMES = {str(code): str(name) for code, name in TYPES["name_en"].items()}
CALENDAR = Calendar(
    date(2017, 7, 31), date(2017, 11, 20), date(2017, 7, 31), date(2017, 11, 20), 100
)
ROWS = [
    # date, end, oblast, type, reached, women, men, youth, media
    ("2017-07-31", None, "KG-B", "lecture", 100, 60, 40, 80, None),
    ("2017-07-31", None, "KG-B", "conference", 40, None, None, 10, None),
    ("2017-08-02", "2017-08-04", "KG-N", "lecture", 250, 100, 150, None, None),
    ("2017-08-03", None, "KG-N", "live_tv", None, None, None, None, 90_000),
    ("2017-08-10", None, "KG-N", "conference", None, None, None, None, None),
    ("2017-11-07", None, "KG-GO", "lecture", 0, 0, 0, 0, None),
    ("2017-11-20", None, "KG-GO", "live_tv", 12, None, None, None, None),
]
ENGLISH_MONTHS = re.compile(
    r"January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\b|Feb\b|Mar\b|Apr\b|Jun\b|Jul\b|Aug\b|Sep\b|Oct\b|Nov\b|Dec\b"
)


def register(rows: list[tuple[Any, ...]] | None = None) -> pd.DataFrame:
    columns = ["date", "end_date", "oblast", "type", "reached", "women", "men", "youth"]
    frame = pd.DataFrame(ROWS if rows is None else rows, columns=[*columns, "media_audience"])
    for column in ("date", "end_date"):
        frame[column] = pd.to_datetime(frame[column])
    for column in ("reached", "women", "men", "youth", "media_audience"):
        frame[column] = frame[column].astype("float64")
    frame["materials"] = float("nan")
    frame["title"] = "A <b>title</b> & more"
    frame["place"] = "School <1>"
    frame.index = pd.RangeIndex(2, len(frame) + 2, name="row")
    return frame


NOTHING = register([])
SILENT = register([(*row[:4], None, None, None, None, None) for row in ROWS])
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
    reach = INDICATORS["reach"]
    by_type = indicators.by_type(totals, reach, TYPES)
    pairs = indicators.by_unit_and_type(totals, reach)
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
        "breakdown": (
            breakdown.draw(by_type, reach, NAMES, text, LIGHT),
            breakdown.narrow(by_type, NAMES),
            breakdown.height(len(by_type)),
        ),
        "heatmap": (
            heatmap.draw(pairs, reach, UNITS, NAMES, text, LIGHT),
            heatmap.narrow(pairs, NAMES),
            heatmap.height(pairs, NAMES),
        ),
        "audience": (
            audience.draw(overall(totals), text, LIGHT),
            dict(audience.NARROW),
            dict(audience.HEIGHT),
        ),
        "media": (
            media.draw(media.by_type(totals, TYPES), TYPES, text, LIGHT),
            media.narrow(media.by_type(totals, TYPES), TYPES, text),
            dict(media.height(media.by_type(totals, TYPES))),
        ),
    }


def sentences(rows: pd.DataFrame, text: Text = TEXT) -> dict[str, str]:
    totals = group_activities(rows)
    reach = INDICATORS["reach"]
    by_type = indicators.by_type(totals, reach, TYPES)
    pairs = indicators.by_unit_and_type(totals, reach)
    days = indicators.by_unit_and_day(totals)
    return {
        "timeline": timeline.read(indicators.by_day(totals, CALENDAR.first, CALENDAR.last), text),
        "schedule": schedule.read(rows, UNITS, text),
        "multiples": panels.read(days, UNITS, CALENDAR, text),
        "breakdown": breakdown.read(by_type, reach, NAMES, text),
        "heatmap": heatmap.read(pairs, reach, UNITS, NAMES, text),
        "audience": audience.read(overall(totals), text),
        "media": media.read(media.by_type(totals, TYPES), TYPES, text),
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
    for name in ("schedule", "multiples", "heatmap"):
        assert any("Osh &lt;city&gt;" in w.replace("<br>", " ") for w in words(drawn[name][0])), (
            name
        )
    assert any("A &lt;b&gt;title" in w for w in words(drawn["schedule"][0]))
    assert any("Launch &lt;i&gt;" in w for w in words(drawn["timeline"][0]))
    assert any("Lecture &amp; lesson" in w for w in words(drawn["breakdown"][0]))


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


# Breakdown, media, audience -----------------------------------------------------------------


def test_bars_by_type_show_three_states() -> None:
    rows = register([*ROWS[:3], ROWS[3], (*ROWS[5][:3], "conference", 0, 0, 0, 0, None)])
    by_type = indicators.by_type(group_activities(rows), INDICATORS["reach"], TYPES)
    figure = breakdown.draw(by_type, INDICATORS["reach"], NAMES, TEXT, DARK, chosen=["lecture"])
    (bars,) = walked(figure)
    assert list(bars.text) == ["350", "40", "not reported"]
    (hatched,) = [t for t in figure.data if t.marker.pattern.shape and t.y[0] is not None]
    assert [x is not None for x in hatched.x] == [False, False, True]
    assert hatched.x[2] == bars.x[2] and list(hatched.marker.opacity) == list(bars.marker.opacity)
    assert list(bars.marker.opacity) == [1, FADED, FADED]
    assert list(bars.customdata) == ["type=lecture", "type=conference", "type=live_tv"]
    assert list(bars.meta["selected"]) == ["type=lecture"]
    assert {t.name for t in figure.data if t.name} >= {"Awareness", "Conferences", "Media"}


@pytest.mark.parametrize("code", ["reach", "activities", "materials", "mean", "youth"])
def test_bars_can_show_every_indicator_of_a_type(code: str) -> None:
    indicator = INDICATORS[code]
    by_type = indicators.by_type(group_activities(register()), indicator, TYPES)
    (bars,) = walked(breakdown.draw(by_type, indicator, NAMES, TEXT, LIGHT))
    known = by_type["value"].dropna()
    assert list(bars.x)[: len(known)] == pytest.approx(list(known))
    assert breakdown.read(by_type, indicator, NAMES, TEXT)
    assert len(breakdown.tabulate(by_type, indicator, NAMES, TEXT).frame) == len(by_type)


def test_media_audience_stands_alone() -> None:
    totals = group_activities(register())
    (bars,) = walked(media.draw(media.by_type(totals, TYPES), TYPES, TEXT, LIGHT))
    assert list(bars.x) == [90_000]
    assert "not part of the people reached" in media.read(media.by_type(totals, TYPES), TYPES, TEXT)
    assert "reached" not in media.by_type(totals, TYPES).columns


def test_women_men_and_youth_are_shares_of_their_own_base() -> None:
    shares = audience.shares(overall(group_activities(register())))
    assert shares.loc["women"].tolist()[:3] == [160, 350, pytest.approx(160 / 350)]
    assert shares.loc["youth"].tolist()[:3] == [90, 140, pytest.approx(90 / 140)]
    figure = audience.draw(overall(group_activities(register())), TEXT, LIGHT)
    assert figure.layout.barmode == "overlay"
    assert list(figure.data[1].x) == pytest.approx(shares["share"].tolist(), abs=1e-4)
    silent = audience.draw(overall(group_activities(SILENT)), TEXT, LIGHT)
    assert words(silent).count("not reported") == 3


# Heatmap ------------------------------------------------------------------------------------


def drawn_heatmap(**extras: Any) -> go.Figure:
    pairs = indicators.by_unit_and_type(group_activities(register()), INDICATORS["reach"])
    return heatmap.draw(pairs, INDICATORS["reach"], UNITS, NAMES, TEXT, LIGHT, **extras)


def test_cells_show_value_zero_not_reported_and_nothing() -> None:
    (cells,) = walked(drawn_heatmap())
    shown = dict(zip(cells.customdata, cells.text, strict=True))
    assert shown == {
        "oblast=KG-B&type=lecture": "100",
        "oblast=KG-N&type=lecture": "250",
        "oblast=KG-GO&type=lecture": "0",
        "oblast=KG-B&type=conference": "40",
        "oblast=KG-N&type=conference": heatmap.SIGN,
        "oblast=KG-N&type=live_tv": heatmap.SIGN,
        "oblast=KG-GO&type=live_tv": "12",
    }
    fills = dict(zip(cells.customdata, cells.marker.color, strict=True))
    assert fills["oblast=KG-GO&type=lecture"] == LIGHT.zero
    # Seen through the cell: lines that have the colour of each bar would be those of its ground.
    assert fills["oblast=KG-N&type=live_tv"] == breakdown.CLEAR
    assert sum(int(n) for n in shown.values() if n.isdigit()) == 402


def test_a_chosen_pair_is_outlined_and_the_rest_fades() -> None:
    (cells,) = walked(drawn_heatmap(chosen_units=["KG-N"], chosen_types=["lecture"]))
    assert list(cells.meta["selected"]) == ["oblast=KG-N&type=lecture"]
    at = list(cells.customdata).index("oblast=KG-N&type=lecture")
    assert [i for i, width in enumerate(cells.marker.line.width) if width] == [at]
    assert [i for i, opacity in enumerate(cells.marker.opacity) if opacity == 1] == [at]


def test_shares_that_read_alike_are_coloured_alike() -> None:
    rows = register(
        [
            (*row[:4], 1000, None, None, youth, None)
            for row, youth in zip(ROWS, (872, 868, 874, 500, 4, 611, 333), strict=True)
        ]
    )
    youth = INDICATORS["youth"]
    pairs = indicators.by_unit_and_type(group_activities(rows), youth)
    (cells,) = walked(heatmap.draw(pairs, youth, UNITS, NAMES, TEXT, LIGHT))
    colours: dict[str, set[str]] = {}
    for shown, colour in zip(cells.text, cells.marker.color, strict=True):
        colours.setdefault(shown, set()).add(colour)
    assert len(colours["87%"]) == 1 and "0%" in colours


# Tables -------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [register(), SILENT, NOTHING])
def test_every_picture_has_a_table_that_tells_the_states_apart(rows: pd.DataFrame) -> None:
    totals = group_activities(rows)
    reach = INDICATORS["reach"]
    days = indicators.by_unit_and_day(totals)
    daily = indicators.by_day(totals, CALENDAR.first, CALENDAR.last)
    groups = indicators.by_day_and_group(totals, TYPES)
    tables = [
        timeline.tabulate(daily, groups, CALENDAR, TEXT),
        schedule.tabulate(rows, UNITS, NAMES, TEXT),
        panels.tabulate(days, UNITS, CALENDAR, TEXT),
        breakdown.tabulate(indicators.by_type(totals, reach, TYPES), reach, NAMES, TEXT),
        heatmap.tabulate(indicators.by_unit_and_type(totals, reach), reach, UNITS, NAMES, TEXT),
        audience.tabulate(overall(totals), TEXT),
        media.tabulate(media.by_type(totals, TYPES), TYPES, TEXT),
    ]
    for table in tables:
        assert {column.key for column in table.columns} <= set(table.frame.columns)
        markup = html(table, TEXT, "caption")
        assert "nan" not in markup.lower() and csv_bytes(table, TEXT, "")
    if rows is not NOTHING:
        shown = [html(tables[i], TEXT, "c") for i in (0, 1, 2, 4)]
        assert all("not reported" in markup for markup in shown)
        assert "no activity" in html(tables[4], TEXT, "c")
