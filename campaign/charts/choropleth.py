"""The choropleth of one indicator over the nine units, with the two cities enlarged beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import pandas as pd
import plotly.graph_objects as go

from campaign.analysis.class_breaks import Classes, limits
from campaign.analysis.data_table import DataTable, TableColumn, in_selection
from campaign.analysis.indicators import Indicator
from campaign.analysis.region_rank import RegionRank
from campaign.charts.escape import escape, escape_lines
from campaign.charts.geometry.hatch import Lines
from campaign.charts.wording import amount
from campaign.domain.places import Places, Residents
from campaign.i18n.translator import N_, Text
from campaign.theme.style import (
    BORDER,
    CHOSEN,
    HATCH_WIDTH,
    INSETS,
    Style,
    base_layout,
    hatch_pattern,
)

# The slot of a unit is its colour: three states first, then the classes from low to high.
NO_ACTIVITY, NOT_REPORTED, ZERO, FIRST_CLASS = 0, 1, 2, 3
STATE_SLOTS: Mapping[str, int] = {
    "no_activity": NO_ACTIVITY,
    "not_reported": NOT_REPORTED,
    "zero": ZERO,
}
STATE_NAMES: Mapping[int, str] = {
    NO_ACTIVITY: N_("no activity"),
    NOT_REPORTED: N_("not reported"),
    ZERO: N_("zero"),
}
STATE_SIGNS: Mapping[str, str] = {"no_activity": "—", "not_reported": "?"}
"""What stands on the map instead of a number."""

_BLANK_LINE = "\u00a0<br>"
_NARROW_LINE = 42  # characters

HEIGHT: Mapping[str, Any] = {"ratio": 0.54, "min": 380, "max": 900, "narrow_px": 480}


@dataclass(frozen=True)
class MapFrame:
    """A part of the picture with its own projection: which units it labels, where it stands."""

    geo: str
    codes: tuple[str, ...]
    x: tuple[float, float]
    y: tuple[float, float]
    lon: tuple[float, float]
    lat: tuple[float, float]


_framed: WeakKeyDictionary[Places, tuple[MapFrame, ...]] = WeakKeyDictionary()


def frames(places: Places) -> tuple[MapFrame, ...]:
    """The country, and one inset for each city, in the corners that the country leaves empty."""
    if places not in _framed:
        _framed[places] = _frames(places)
    return _framed[places]


def _frames(places: Places) -> tuple[MapFrame, ...]:
    if places.boundaries is None:
        raise ValueError("the boundaries are not known")
    shapes = places.boundaries.set_index("iso_code").geometry
    cities = [c for c in places.codes if places.table.at[c, "kind"] == "city"]
    country = tuple(c for c in places.codes if c not in cities)
    found = [_frame("geo", country, (0.0, 1.0), (0.0, 1.0), tuple(shapes.total_bounds), 0.015)]
    for number, (code, (x, y)) in enumerate(zip(cities, INSETS, strict=False), start=2):
        found.append(_frame(f"geo{number}", (code,), x, y, tuple(shapes[code].bounds), 0.12, 0.3))
    return tuple(found)


def draw(
    units: pd.DataFrame,
    indicator: Indicator,
    classes: Classes,
    places: Places,
    text: Text,
    style: Style,
    *,
    hover: Mapping[str, str],
    average: float | None = None,
    geojson: str | dict[str, Any] = "/geo/oblasts.geojson",
    hatching: Mapping[str, Lines] | None = None,
    slots_met: frozenset[int] = frozenset(),
) -> go.Figure:
    """The map of `units` (see `indicators.by_unit`).

    `hover` is the ready tooltip of each unit, `average` the national one where it is on the scale
    of the units. `geojson` is an address the browser fetches, or the
    features themselves for a file that stands alone. Without `hatching` the lines of unreported
    units are left to the browser (`meta.hatch`). `class_indices` are states that the unfolding map
    meets beside those at rest, so that the legend explains them from the start.
    """
    slots = {str(code): slot(row, classes) for code, row in units.iterrows()}
    colours = palette(indicator, classes, style)
    traces: list[dict[str, Any]] = []
    for frame in frames(places):
        drawn = list(units.index) if frame.geo == "geo" else list(frame.codes)
        traces.append(_areas(frame, drawn, slots, colours, hover, geojson, style))
        traces.append(_hatch(frame, drawn, slots, hatching, style))
        traces += _labels(frame, units, slots, colours, indicator, places, text, style)
    traces += _legend(units, slots, classes, colours, indicator, slots_met, text, style)
    title = "<br>".join(legend_title(indicator, classes, average, text))
    return go.Figure(data=traces, layout=_layout(places, title, text, style))


def outlines(
    places: Places,
    chosen: Sequence[str],
    style: Style,
    geojson: str | dict[str, Any] = "/geo/oblasts.geojson",
) -> tuple[dict[str, Any], ...]:
    """The traces to draw over the map around the chosen units, one for each part of the picture."""
    found = []
    for frame in frames(places):
        shown = places.codes if frame.geo == "geo" else frame.codes
        marked = [code for code in shown if code in chosen]
        if marked:
            found.append(_outline(frame, marked, geojson, style))
    return tuple(found)


def narrow(figure: go.Figure) -> dict[str, Any]:
    """The patch under 600 px: insets above the map, values without names, a taller legend."""
    wide = [i for i, t in enumerate(figure.data) if t.meta in ({"play": "ink"}, {"play": "people"})]
    values = [i for i, t in enumerate(figure.data) if t.meta == {"play": "text"} and t.geo != "geo"]
    title = narrow_title(figure.layout.legend.title.text)
    more = title.count("<br>")
    return {
        "legend.title.text": title,
        "geo.domain.y": [0.0, 0.72],
        "geo2.domain": {"x": [0.0, 0.34], "y": [0.74, 1.0]},
        "geo3.domain": {"x": [0.5, 0.84], "y": [0.74, 1.0]},
        "annotations[0].x": 0.17,
        "annotations[0].y": 0.74,
        "annotations[1].x": 0.67,
        "annotations[1].y": 0.74,
        "margin.b": 121 + 17 * more,
        "legend.entrywidth": 190,
        "legend.font.size": 13,
        "shapes": [],
        **{f"data[{i}].visible": False for i in wide},
        **{f"data[{i}].textposition": "middle center" for i in values},
    }


def narrow_title(title: str) -> str:
    """The title of the legend in lines that a phone has room for."""
    return "<br>".join(escape_lines(line, _NARROW_LINE) for line in title.split("<br>"))


def read(
    units: pd.DataFrame,
    indicator: Indicator,
    places: Places,
    text: Text,
    *,
    chosen: Sequence[str] = (),
    name: str = "",
    standing: RegionRank | None = None,
) -> str:
    """Where the value is highest and lowest, and what is missing, of what is compared.

    Of `chosen` units, called `name`, it says first how they stand in the country: see `RegionRank`.
    Several are then compared with each other, one with all.
    """
    if standing is None:
        words = N_("Highest: {top}, {top_value}. Lowest: {low}, {low_value}.")
        most = _extremes(units, indicator, places, text, words) or _alike(
            units, indicator, places, text
        )
        return " ".join(filter(None, [most, *_missing(units, places, text)]))
    first = stands(name, standing, indicator, text)
    if len(chosen) > 1:
        among = units.loc[list(chosen)]
        words = N_("Highest of the chosen: {top}, {top_value}; lowest: {low}, {low_value}.")
        rest = [_extremes(among, indicator, places, text, words), *_missing(among, places, text)]
    else:
        words = N_("Of all {n} regions, highest: {top}, {top_value}; lowest: {low}, {low_value}.")
        if standing.ranked < standing.regions:
            words = N_(
                "Of the {n} regions with a value, highest: {top}, {top_value}; lowest: {low}, "
                "{low_value}."
            )
        rest = [_extremes(units, indicator, places, text, words)]
    return " ".join(filter(None, [first, *rest]))


def stands(name: str, standing: RegionRank, indicator: Indicator, text: Text) -> str:
    """How chosen units, called `name`, stand in the country: value, rank, share, the country's."""
    if standing.value is None:
        value = text(STATE_NAMES[STATE_SLOTS[standing.state]])
    else:
        value = amount(standing.value, indicator, text)
    parts = (
        text("{place}: {value}", place=name, value=value),
        standing.rank_words(text),
        standing.share_words(text),
        standing.national_words(indicator, text),
    )
    return f"{'; '.join(filter(None, parts))}."


def _extremes(
    units: pd.DataFrame, indicator: Indicator, places: Places, text: Text, words: str
) -> str:
    """The units with the highest and the lowest value, in `words`; "" where none differs."""
    known = units[units["value"].notna()]
    high, low = known["value"].max(), known["value"].min()
    if not high > low:
        return ""
    return text(
        words,
        n=len(known),
        top=_tied(known, high, places, text),
        top_value=indicator.format(high, text),
        low=_tied(known, low, places, text),
        low_value=indicator.format(low, text),
    )


def _alike(units: pd.DataFrame, indicator: Indicator, places: Places, text: Text) -> str:
    """The one value that all units with a value have; "" without any."""
    known = units[units["value"].notna()]
    if known.empty:
        return ""
    value = float(known["value"].iloc[0])
    named = _tied(known, value, places, text)
    return text("{place}: {value}.", place=named, value=indicator.format(value, text))


def _missing(units: pd.DataFrame, places: Places, text: Text) -> list[str]:
    """The units without a value, by the reason."""
    found = []
    for state, words in (
        ("not_reported", N_("Not reported: {places}.")),
        ("no_activity", N_("No activity: {places}.")),
    ):
        codes = list(units.index[units["state"] == state])
        if codes:
            named = text.list([places.name(str(c), text) for c in codes])
            found.append(text(words, places=named))
    return found


def tabulate(
    units: pd.DataFrame,
    indicator: Indicator,
    places: Places,
    text: Text,
    *,
    chosen: Sequence[str] = (),
) -> DataTable:
    """The units as drawn, highest first, with what each value rests on; which ones are `chosen`."""
    rows = units.copy()
    rows.insert(0, "name", [places.name(str(code), text) for code in rows.index])
    rows.insert(0, "code", [str(code) for code in rows.index])
    rows = rows.sort_values("value", ascending=False, na_position="last", kind="stable")
    columns = [
        TableColumn("code", text("Code")),
        TableColumn("name", text("Oblast or city")),
        *in_selection(rows, [code in chosen for code in rows["code"]], text),
        TableColumn(
            "value",
            text(indicator.name),
            "percent" if indicator.percent else "number",
            indicator.digits,
            state="state",
        ),
        TableColumn("rank", text("Rank"), "number"),
    ]
    if indicator.adds_up:
        columns.append(TableColumn("share", text("Share of the national total"), "percent", 1))
    if indicator.code != "activities":
        columns.append(TableColumn("activities", text("Activities"), "number"))
    columns.append(TableColumn("reported", text("Activities that reported attendance"), "number"))
    if indicator.code == "rate":
        columns.append(TableColumn("reached", text("People reached"), "number", state="state"))
    columns.append(TableColumn("residents", text("Population"), "number"))
    return DataTable(rows, tuple(columns))


def tooltip(
    units: pd.DataFrame,
    indicator: Indicator,
    places: Places,
    residents: Residents | None,
    text: Text,
) -> dict[str, str]:
    """For each unit: name, value with unit, rank, share of the total, residents and their year."""
    ranked = int(units["rank"].notna().sum())
    found = {}
    for code, row in units.iterrows():
        lines = [f"<b>{escape(places.name(str(code), text))}</b>"]
        state = str(row["state"])
        if state in STATE_SIGNS:
            lines.append(text(STATE_NAMES[STATE_SLOTS[state]]))
        else:
            value = indicator.format(row["value"], text)
            lines.append(f"{escape(text(indicator.name))}: <b>{value}</b>")
            if indicator.code == "rate":
                lines.append(text("People reached: {n}", n=float(row["reached"])))
            lines.append(text("Rank: {rank} of {ranked}", rank=int(row["rank"]), ranked=ranked))
        if pd.notna(row["share"]):
            share = text.percent(row["share"], 1)
            lines.append(f"{text('Share of the national total')}: {share}")
        if indicator.code != "activities" and row["activities"]:
            lines.append(text("Activities: {n}", n=int(row["activities"])))
        if residents is not None:
            lines.append(
                text(
                    "Population: {n} ({year:raw})",
                    n=float(row["residents"]),
                    year=residents.year,
                )
            )
        found[str(code)] = "<br>".join(lines)
    return found


def slot(row: pd.Series, classes: Classes) -> int:
    """The colour slot of a row with `state` and `value`."""
    state = str(row["state"])
    if state in STATE_SLOTS:
        return STATE_SLOTS[state]
    return FIRST_CLASS + classes.index(float(row["value"]))


def label(state: str, value: float, indicator: Indicator, text: Text) -> str:
    """What stands on a unit: its value, or the sign of its state."""
    return STATE_SIGNS.get(state) or indicator.format(value, text)


def people(units: pd.DataFrame, code: str, indicator: Indicator, text: Text) -> str:
    """The people reached in a unit, to stand beside its rate; "" where its value says it."""
    reached = float(units["reached"][code])
    return f"({text.number(reached)})" if indicator.code == "rate" and reached == reached else ""


def legend_title(
    indicator: Indicator, classes: Classes, average: float | None, text: Text
) -> tuple[str, ...]:
    """What the legend is of, and the national average: two lines, or one without an average."""
    title = legend_head(text(indicator.name), text)
    if average is None:
        return (title,)
    value = indicator.format(average, text)
    if classes.average_at is None:
        return title, text("National average: {value}", value=value)
    return title, text("National average: {value}, a class limit", value=value)


def legend_head(name: str, text: Text) -> str:
    """The first line of the legend's title."""
    return text("{indicator} (regions in the class)", indicator=name)


def legend_keys(figure: go.Figure) -> list[tuple[int, str]]:
    """(colour slot, words) of every entry of the legend, in its order."""
    bars = [trace for trace in figure.data if trace.type == "bar"]
    return [(int(trace.meta["slot"]), str(trace.name)) for trace in bars]


def palette(indicator: Indicator, classes: Classes, style: Style) -> list[str]:
    """The colour of every slot."""
    ramp = style.ramp(indicator.family, len(classes.classes)) if classes.classes else []
    return [style.no_activity, style.not_reported, style.zero, *ramp]


def _frame(
    geo: str,
    codes: tuple[str, ...],
    x: tuple[float, float],
    y: tuple[float, float],
    bounds: tuple[float, ...],
    pad: float,
    below: float = 0.0,
) -> MapFrame:
    west, south, east, north = bounds
    dx, dy = (east - west) * pad, (north - south) * pad
    foot = (north - south) * below
    return MapFrame(geo, codes, x, y, (west - dx, east + dx), (south - dy - foot, north + dy))


def _areas(
    frame: MapFrame,
    drawn: list[str],
    slots: Mapping[str, int],
    colours: list[str],
    hover: Mapping[str, str],
    geojson: str | dict[str, Any],
    style: Style,
) -> dict[str, Any]:
    count = len(colours)
    steps = [
        [edge, colour] for i, colour in enumerate(colours) for edge in (i / count, (i + 1) / count)
    ]
    meta: dict[str, Any] = {"play": "z"}
    if frame.geo == "geo":
        meta |= {"walk": True, "selected": []}
    return {
        "type": "choropleth",
        "geo": frame.geo,
        "geojson": geojson,
        "locations": drawn,
        "z": [slots[code] for code in drawn],
        "zmin": -0.5,
        "zmax": count - 0.5,
        "colorscale": steps,
        "showscale": False,
        "showlegend": False,
        "customdata": [f"oblast={code}" for code in drawn],
        "hovertext": [hover[code] for code in drawn],
        "hoverinfo": "text",
        "marker": {"line": {"color": style.outline, "width": BORDER}},
        "meta": meta,
    }


def _hatch(
    frame: MapFrame,
    drawn: list[str],
    slots: Mapping[str, int],
    hatching: Mapping[str, Lines] | None,
    style: Style,
) -> dict[str, Any]:
    codes = [code for code in drawn if slots[code] == NOT_REPORTED]
    trace: dict[str, Any] = {
        "type": "scattergeo",
        "geo": frame.geo,
        "mode": "lines",
        "line": {"color": style.hatch, "width": HATCH_WIDTH},
        "hoverinfo": "skip",
        "showlegend": False,
        "meta": {"hatch": codes, "slot": NOT_REPORTED, "units": drawn},
    }
    if hatching is not None:
        trace["lon"] = [lon for code in codes for lon in (*hatching[code].lon, None)]
        trace["lat"] = [lat for code in codes for lat in (*hatching[code].lat, None)]
    return trace


def _outline(
    frame: MapFrame, codes: list[str], geojson: str | dict[str, Any], style: Style
) -> dict[str, Any]:
    return {
        "type": "choropleth",
        "geo": frame.geo,
        "geojson": geojson,
        "locations": codes,
        "z": [0] * len(codes),
        "colorscale": [[0, "rgba(0,0,0,0)"], [1, "rgba(0,0,0,0)"]],
        "showscale": False,
        "showlegend": False,
        "hoverinfo": "skip",
        "marker": {"line": {"color": style.text, "width": CHOSEN}},
    }


def _labels(
    frame: MapFrame,
    units: pd.DataFrame,
    slots: Mapping[str, int],
    colours: list[str],
    indicator: Indicator,
    places: Places,
    text: Text,
    style: Style,
) -> list[dict[str, Any]]:
    """Names, values and counts as traces: a phone has room for the values only."""
    points = [places.label_points[code] for code in frame.codes]
    ink = [style.on(colours[slots[code]]) for code in frame.codes]
    inset = frame.geo != "geo"
    values: dict[str, Any] = {
        "type": "scattergeo",
        "geo": frame.geo,
        "mode": "text",
        "lon": [lon for lon, _ in points],
        "lat": [lat for _, lat in points],
        "text": [
            label(str(units["state"][code]), float(units["value"][code]), indicator, text)
            for code in frame.codes
        ],
        "textposition": "middle center" if inset else "bottom center",
        "textfont": {"size": style.size, "color": ink, "weight": 700, "shadow": "auto"},
        "customdata": [f"oblast={code}" for code in frame.codes],
        "hoverinfo": "skip",
        "showlegend": False,
        "meta": {"play": "text"},
    }
    names = values | {
        "text": [escape(places.short(code, text)) for code in frame.codes],
        "textposition": "top center",
        "textfont": {"size": style.size - 1, "color": ink, "shadow": "auto"},
        "meta": {"play": "ink"},
    }
    counts = values | {
        # On a line of its own under the value.
        "text": [
            _BLANK_LINE * (not inset) + people(units, code, indicator, text) for code in frame.codes
        ],
        "textposition": "bottom center",
        "textfont": {"size": style.size - 2, "color": ink, "shadow": "auto"},
        "meta": {"play": "people"},
    }
    has_counts = indicator.code == "rate"
    if inset and has_counts:
        values["textposition"] = "top center"
    # A city is narrower than its name: that stands under it, in the layout, where nothing clips it.
    return [*([] if inset else [names]), values, *([counts] if has_counts else [])]


def _legend(
    units: pd.DataFrame,
    slots: Mapping[str, int],
    classes: Classes,
    colours: list[str],
    indicator: Indicator,
    slots_met: frozenset[int],
    text: Text,
    style: Style,
) -> list[dict[str, Any]]:
    # The legend of a choropleth has no border and no hatch, and drops a class without units:
    # bars without data stand in for it.
    counts = pd.Series(list(slots.values())).value_counts()
    entries: list[tuple[int, str, str]] = []
    for number, a_class in enumerate(classes.classes, start=FIRST_CLASS):
        words = limits(a_class, lambda value: indicator.format(value, text), text)
        entries.append((number, words, colours[number]))
    units_in = [a_class.units for a_class in classes.classes]
    for state in (ZERO, NOT_REPORTED, NO_ACTIVITY):
        if state in counts.index or state in slots_met:
            entries.append((state, text(STATE_NAMES[state]), colours[state]))
            units_in.append(int(counts.get(state, 0)))
    return [
        {
            "type": "bar",
            "x": [None],
            "y": [None],
            "name": text("{limits} ({n})", limits=words, n=count),
            "meta": {
                "play": "count",
                "slot": slot,
                "limits": text("{limits} ({n})", limits=words, n="{n}"),
            },
            "marker": {
                "color": colour,
                "line": {"color": style.outline, "width": 1},
                "pattern": hatch_pattern(style) if slot == NOT_REPORTED else {"shape": ""},
            },
            "hoverinfo": "skip",
        }
        for (slot, words, colour), count in zip(entries, units_in, strict=True)
    ]


def _layout(places: Places, legend: str, text: Text, style: Style) -> dict[str, Any]:
    layout = base_layout(style)
    hidden = {"visible": False, "domain": [0, 0.001], "fixedrange": True}
    layout |= {
        "xaxis": hidden,
        "yaxis": hidden,
        "dragmode": False,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 84 + 17 * legend.count("<br>")},
        "shapes": [],
        "annotations": [],
    }
    layout["legend"] = layout["legend"] | {
        "title": {
            "text": legend,
            "side": "top",
            "font": {"size": style.size},
        },
        "yref": "container",
        "y": 0.0,
        "yanchor": "bottom",
        "entrywidth": 180,
        "entrywidthmode": "pixels",
    }
    for frame in frames(places):
        layout[frame.geo] = _geo(frame, style)
        if frame.geo != "geo":
            layout["shapes"].append(
                {
                    "type": "rect",
                    "xref": "paper",
                    "yref": "paper",
                    "x0": frame.x[0],
                    "x1": frame.x[1],
                    "y0": frame.y[0],
                    "y1": frame.y[1],
                    "line": {"color": style.line, "width": 1},
                }
            )
            layout["annotations"].append(_caption(frame, places, text, style))
    return layout


def _caption(frame: MapFrame, places: Places, text: Text, style: Style) -> dict[str, Any]:
    return {
        "text": escape(places.short(frame.codes[0], text)),
        "xref": "paper",
        "yref": "paper",
        "x": sum(frame.x) / 2,
        "y": frame.y[0],
        "xanchor": "center",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": style.size - 1, "color": style.text},
    }


def _geo(frame: MapFrame, style: Style) -> dict[str, Any]:
    middle = [sum(frame.lon) / 2, sum(frame.lat) / 2]
    return {
        # Equal area: a large oblast weighs on the eye by its true size.
        "projection": {
            "type": "conic equal area",
            "parallels": [39.5, 43],
            "rotation": {"lon": round(middle[0], 3)},
        },
        "center": {"lon": round(middle[0], 3), "lat": round(middle[1], 3)},
        "lonaxis": {"range": [round(v, 3) for v in frame.lon]},
        "lataxis": {"range": [round(v, 3) for v in frame.lat]},
        # Set by hand, with the ranges: fitting to the locations leaves half the width empty.
        "fitbounds": False,
        "domain": {"x": list(frame.x), "y": list(frame.y)},
        # An inset covers what lies under it once the country is enlarged.
        "bgcolor": "rgba(0,0,0,0)" if frame.geo == "geo" else style.background,
        "visible": False,  # no layer but our own units
    }


def _tied(known: pd.DataFrame, value: float, places: Places, text: Text) -> str:
    codes = known.index[known["value"] == value]
    return text.list([places.name(str(code), text) for code in codes])
