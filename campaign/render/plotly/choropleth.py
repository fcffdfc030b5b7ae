"""The map as a Plotly figure: areas, hatches, words and legend, of the country and its cities."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from campaign.charts.body import Choropleth, Datum
from campaign.charts.chart import Chart
from campaign.charts.geometry.frames import PARALLELS, MapFrame, map_frames
from campaign.charts.geometry.paper import COARSE, PaperOutlines, outlines
from campaign.charts.two_languages import both
from campaign.render.plotly.escape import escape
from campaign.render.plotly.looks import base_layout
from campaign.render.plotly.renderer import Choice, Height
from campaign.render.plotly.strip import (
    BESIDE,
    selected_annotations,
    selected_shapes,
    strip_annotations,
    strip_axis,
    strip_layout,
    strip_meta,
    strip_shapes,
)
from campaign.render.plotly.words import second_words, tooltip
from campaign.render.region_names import NAME, RegionName, region_names
from campaign.render.size import PROJECTOR, SCREEN, Size
from campaign.render.strip import StripLayout
from campaign.theme.paint import paint, state_role
from campaign.theme.style import HATCH_WIDTH, REGION_BORDER, SELECTED_BORDER, Style

_BLANK_LINE = "\u00a0<br>"
_MAP = BESIDE - 0.02
"""Of the width of a slide that has the legend beside the map."""

_NO_POINT: dict[str, Any] = {"type": "scatter", "x": [None], "y": [None], "hoverinfo": "skip"}
"""Plotly makes an axis only where a trace has one."""

_GAP = (None, None)
"""A point after which a line begins anew."""

_NAMES_BESIDE: dict[str, Any] = {
    "type": "scattergeo",
    "geo": "geo",
    "visible": False,
    "hoverinfo": "skip",
    "showlegend": False,
}
"""Names that stand beside the country on a phone, and their lines."""

_NOT_REPORTED = state_role("not_reported")


def draw(chart: Chart, style: Style, size: Size) -> dict[str, Any]:
    """Draw areas, hatch and words of each part of the map, and the legend below."""
    body = _body(chart)
    traces: list[dict[str, Any]] = []
    for geo, frame in _parts(body):
        traces += [_areas(geo, frame, body, style), _hatch(geo, frame, body, style)]
        traces += _labels(geo, frame, body, style)
    traces += [{**_NAMES_BESIDE, "meta": {"narrow": part}} for part in ("leaders", "names")]
    traces.append({**_NO_POINT, "meta": {}})
    return {"data": traces, "layout": _layout(body, style, size)}


def narrow(chart: Chart, style: Style) -> dict[str, Any]:
    """Return the changes for a phone: insets above the map, no people, a taller legend.

    Names that have no room over their values stand beside the country.
    """
    body = _body(chart)
    names, paper = region_names(body), outlines(body.places, COARSE)
    changes: dict[str, Any] = {}
    for position, trace in enumerate(draw(chart, style, SCREEN)["data"]):
        role = trace["meta"].get("play")
        changed: dict[str, Any] = {}
        if role == "people":
            changed = {"visible": False}
        elif role == "text" and trace["geo"] != "geo":
            changed = {"textposition": "middle center"}
        elif role in ("text", "ink"):
            changed = _narrow_labels(trace, names, paper)
        elif "narrow" in trace["meta"]:
            changed = _names_beside(names, paper, style)[trace["meta"]["narrow"]]
        changes |= {f"data[{position}].{name}": value for name, value in changed.items()}
    legend = strip_layout(body, style, narrow=True)
    return {
        **changes,
        "geo.domain.y": [0.0, 0.72],
        **_narrow_limits(body, names, paper),
        "geo2.domain": {"x": [0.0, 0.34], "y": [0.74, 1.0]},
        "geo3.domain": {"x": [0.5, 0.84], "y": [0.74, 1.0]},
        "annotations[0].x": 0.17,
        "annotations[0].y": 0.74,
        "annotations[1].x": 0.67,
        "annotations[1].y": 0.74,
        "shapes[0].visible": False,
        "shapes[1].visible": False,
        "xaxis.domain": strip_axis(narrow=True)["domain"],
        "margin.b": round(legend.height),
        "meta": {"strip": strip_meta(body, legend), "title": body.legend_title},
        **_narrow_strip(body, legend, style),
    }


def _narrow_labels(
    trace: dict[str, Any], names: Mapping[str, RegionName], paper: PaperOutlines
) -> dict[str, Any]:
    """Return what the names or the values of the country have otherwise on a phone."""
    codes = [code.removeprefix("oblast=") for code in trace["customdata"]]
    inside = {code: name for code, name in names.items() if not name.leader}
    points = dict(zip(codes, zip(trace["lon"], trace["lat"], strict=True), strict=True))
    if inside:
        degrees = paper.grid.to_degrees([name.at for name in inside.values()])
        points |= dict(zip(inside, degrees, strict=True))
    changes: dict[str, Any] = _lon_lat(points.values())
    if trace["meta"]["play"] == "ink":
        # A small name that lies on one colour is read best without a shadow.
        texts = [_small(inside.get(code)) for code in codes]
        return {**changes, "text": texts, "textfont.shadow": "none"}
    positions = ["bottom center" if code in inside else "middle center" for code in codes]
    return {**changes, "textposition": positions}


def _names_beside(
    names: Mapping[str, RegionName], paper: PaperOutlines, style: Style
) -> dict[str, dict[str, Any]]:
    """Return what the traces of names beside the country have on a phone; {} without any."""
    beside = [name for name in names.values() if name.leader]
    if not beside:
        return {"leaders": {}, "names": {}}
    ends = paper.grid.to_degrees([end for name in beside for end in name.leader or ()])
    gaps = [point for pair in zip(ends[::2], ends[1::2], strict=True) for point in (*pair, _GAP)]
    return {
        "leaders": {
            "visible": True,
            "mode": "lines",
            "line": {"color": style.text, "width": 1},
            **_lon_lat(gaps),
        },
        "names": {
            "visible": True,
            "mode": "text",
            "text": [_small(name) for name in beside],
            "textfont": {"size": NAME, "color": style.text},
            **_lon_lat(paper.grid.to_degrees([name.at for name in beside])),
        },
    }


def _narrow_limits(
    body: Choropleth, names: Mapping[str, RegionName], paper: PaperOutlines
) -> dict[str, Any]:
    """Return the limits of the country on a phone, with the names beside it."""
    (_, frame), *_ = _parts(body)
    corners = [
        corner
        for left, top, right, bottom in (name.edges for name in names.values())
        for corner in ((left, top), (right, bottom))
    ]
    if not corners:
        return {}
    limits = [*zip(frame.lon, frame.lat, strict=True), *paper.grid.to_degrees(corners)]
    lon, lat = ((min(values), max(values)) for values in zip(*limits, strict=True))
    limited = replace(frame, lon=lon, lat=lat)
    return {f"geo.{name}": value for name, value in _limits(limited).items()}


def _small(name: RegionName | None) -> str:
    """Return the words of a name on a phone, "" for none."""
    lines = "<br>".join(map(escape, name.lines)) if name else ""
    return f'<span style="font-size:{NAME}px">{lines}</span>' if lines else ""


def _lon_lat(points: Collection[tuple[float | None, float | None]]) -> dict[str, Any]:
    lon, lat = zip(*points, strict=True)
    return {"lon": list(map(_degrees, lon)), "lat": list(map(_degrees, lat))}


def _degrees(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _narrow_strip(body: Choropleth, legend: StripLayout, style: Style) -> dict[str, Any]:
    """Return what the shapes and words of the legend have otherwise on a phone."""
    wide = strip_layout(body, style)
    count = sum(frame.is_inset for _, frame in _parts(body))
    changes = {}

    def shapes(layout: StripLayout) -> list[dict[str, Any]]:
        return [*strip_shapes(body, layout, style), *selected_shapes(layout, style)]

    def annotations(layout: StripLayout) -> list[dict[str, Any]]:
        return [*strip_annotations(body, layout, style), *selected_annotations(layout, style)]

    for kind, items in (("shapes", shapes), ("annotations", annotations)):
        for position, (item, other) in enumerate(
            zip(items(wide), items(legend), strict=True), start=count
        ):
            for name, value in other.items():
                if item[name] != value:
                    changes[f"{kind}[{position}].{name}"] = value
    return changes


def height(chart: Chart) -> Height:
    """Return a little more than half of the width, between limits."""
    return Height(narrow=440, ratio=0.54, least=320, most=900)


def choice(chart: Chart, style: Style, size: Size = SCREEN) -> Choice:
    """Return the outlines and marks of the selected regions, over a map that stays the same."""
    body = _body(chart)
    if not body.selected:
        return Choice()
    codes = tuple(body.by_code[code].code for code in body.selected)
    outlines = [_outline(geo, frame, body, style) for geo, frame in _parts(body)]
    legend = strip_layout(body, style, beside=size is PROJECTOR)
    return Choice(
        selected=codes,
        changed={0: {"meta": _area_meta("geo", body, codes)}},
        over=tuple(trace for trace in outlines if trace["locations"]),
        shapes=selected_shapes(legend, style),
        annotations=selected_annotations(legend, style),
    )


def animation(chart: Chart, style: Style) -> dict[str, Any]:
    """Return the animation with its colours and the selected regions' names; {} without one."""
    body = _body(chart)
    if not body.animation:
        return {}
    paints = [paint(role, style) for role in body.roles]
    names = {code: body.by_code[code].name for code in body.selected}
    return {
        **body.animation,
        "fills": [look.fill for look in paints],
        "ink": [look.ink for look in paints],
        **({"chosen": names} if names else {}),
    }


def _body(chart: Chart) -> Choropleth:
    assert isinstance(chart.body, Choropleth)
    return chart.body


def _parts(body: Choropleth) -> Iterator[tuple[str, MapFrame]]:
    """Yield each part of the map with Plotly's name for it."""
    for number, frame in enumerate(map_frames(body.places), start=1):
        yield "geo" if number == 1 else f"geo{number}", frame


def _visible_regions(frame: MapFrame, body: Choropleth) -> dict[str, Datum]:
    """Return {ISO code: region} of a part of the map: all for the country, one for an inset."""
    return {
        code: datum
        for code, datum in body.by_code.items()
        if not frame.is_inset or code in frame.codes
    }


def _areas(geo: str, frame: MapFrame, body: Choropleth, style: Style) -> dict[str, Any]:
    count, regions = len(body.roles), _visible_regions(frame, body)
    steps = [
        [edge, paint(role, style).fill]
        for index, role in enumerate(body.roles)
        for edge in (index / count, (index + 1) / count)
    ]
    return {
        "type": "choropleth",
        "geo": geo,
        "geojson": body.geometry,
        "locations": list(regions),
        "z": [body.roles.index(datum.role) for datum in regions.values()],
        "zmin": -0.5,
        "zmax": count - 0.5,
        "colorscale": steps,
        "showscale": False,
        "showlegend": False,
        "customdata": [datum.code for datum in regions.values()],
        "hovertext": [tooltip(datum.tooltip) for datum in regions.values()],
        "hoverinfo": "text",
        "marker": {"line": {"color": style.outline, "width": REGION_BORDER}},
        "meta": _area_meta(geo, body),
    }


def _area_meta(geo: str, body: Choropleth, selected: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return what the browser does with areas: all play, those of the country can be selected.

    `strip` are the places of the regions on the legend's strip, and their words there.
    """
    if geo != "geo":
        return {"play": "z"}
    places = {
        mark.code: [round(mark.at, 4), escape(mark.label), mark.words]
        for mark in body.strip.regions
    }
    return {"play": "z", "walk": True, "selected": list(selected), "strip": places}


def _hatch(geo: str, frame: MapFrame, body: Choropleth, style: Style) -> dict[str, Any]:
    """Return lines over regions not reported; the browser has the points of each region."""
    regions = _visible_regions(frame, body)
    return {
        "type": "scattergeo",
        "geo": geo,
        "mode": "lines",
        "line": {"color": style.hatch, "width": HATCH_WIDTH},
        "hoverinfo": "skip",
        "showlegend": False,
        "meta": {
            "hatch": [code for code, datum in regions.items() if datum.role == _NOT_REPORTED],
            "slot": body.roles.index(_NOT_REPORTED),
            "units": list(regions),
        },
    }


def _outline(geo: str, frame: MapFrame, body: Choropleth, style: Style) -> dict[str, Any]:
    codes = [code for code, datum in _visible_regions(frame, body).items() if datum.selected]
    return {
        "type": "choropleth",
        "geo": geo,
        "geojson": body.geometry,
        "locations": codes,
        "z": [0] * len(codes),
        "colorscale": [[0, "rgba(0,0,0,0)"], [1, "rgba(0,0,0,0)"]],
        "showscale": False,
        "showlegend": False,
        "hoverinfo": "skip",
        "marker": {"line": {"color": style.text, "width": SELECTED_BORDER}},
    }


def _labels(geo: str, frame: MapFrame, body: Choropleth, style: Style) -> list[dict[str, Any]]:
    """Return names, values and counts as traces: a phone has room for the values only."""
    data = [body.by_code[code] for code in frame.codes]
    points = [body.places.label_points[code] for code in frame.codes]
    ink = [paint(datum.role, style).ink for datum in data]
    has_counts = any(datum.note for datum in body.data)
    common = {
        "type": "scattergeo",
        "geo": geo,
        "mode": "text",
        "lon": [lon for lon, _ in points],
        "lat": [lat for _, lat in points],
        "customdata": [datum.code for datum in data],
        "hoverinfo": "skip",
        "showlegend": False,
    }

    def font(difference: int, **options: Any) -> dict[str, Any]:
        return {"size": style.size - difference, "color": ink, "shadow": "auto", **options}

    middle = "top center" if has_counts else "middle center"
    values = {
        **common,
        "text": [datum.words for datum in data],
        "textposition": middle if frame.is_inset else "bottom center",
        "textfont": font(0, weight=700),
        "meta": {"play": "text"},
    }
    names = {
        **common,
        "text": [_name(datum) for datum in data],
        "textposition": "top center",
        "textfont": font(1),
        "meta": {"play": "ink"},
    }
    counts = {
        **common,
        # On a separate line under the value.
        "text": [_BLANK_LINE * (not frame.is_inset) + datum.note for datum in data],
        "textposition": "bottom center",
        "textfont": font(2),
        "meta": {"play": "people"},
    }
    # A city is narrower than its name, which is an annotation below it, where nothing clips it.
    return [*([] if frame.is_inset else [names]), values, *([counts] if has_counts else [])]


def _layout(body: Choropleth, style: Style, size: Size) -> dict[str, Any]:
    layout = base_layout(style)
    hidden_axis = {"visible": False, "domain": [0, 0.001], "fixedrange": True}
    # A slide has more width than a map of its height takes: the legend stands beside it.
    beside = size is PROJECTOR
    parts = [(geo, _narrower(frame) if beside else frame) for geo, frame in _parts(body)]
    insets = [frame for _, frame in parts if frame.is_inset]
    legend = strip_layout(body, style, beside=beside)
    bottom = 0 if beside else round(legend.height)
    layout.pop("legend")
    return {
        **layout,
        "xaxis": strip_axis(beside=beside),
        "yaxis": hidden_axis,
        "dragmode": False,
        "showlegend": False,
        "margin": {"l": 0, "r": 0, "t": 0, "b": bottom},
        "meta": {"strip": strip_meta(body, legend, size), "title": body.legend_title},
        "shapes": [
            *(_border(frame, style) for frame in insets),
            *strip_shapes(body, legend, style),
        ],
        "annotations": [
            *(_caption(frame, body, style) for frame in insets),
            *strip_annotations(body, legend, style),
        ],
        **{geo: _geo(frame, style) for geo, frame in parts},
    }


def _narrower(frame: MapFrame) -> MapFrame:
    """Return a part of the map that leaves room for the legend at the right."""
    return replace(frame, x=(frame.x[0] * _MAP, frame.x[1] * _MAP))


def _border(frame: MapFrame, style: Style) -> dict[str, Any]:
    return {
        "type": "rect",
        "xref": "paper",
        "yref": "paper",
        "x0": frame.x[0],
        "x1": frame.x[1],
        "y0": frame.y[0],
        "y1": frame.y[1],
        "line": {"color": style.line, "width": 1},
    }


def _caption(frame: MapFrame, body: Choropleth, style: Style) -> dict[str, Any]:
    return {
        "text": _city_name(body.by_code[frame.codes[0]]),
        "xref": "paper",
        "yref": "paper",
        "x": sum(frame.x) / 2,
        "y": frame.y[0],
        "xanchor": "center",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": style.size - 1, "color": style.text},
    }


def _name(datum: Datum) -> str:
    """Return the name of a region, below it the one in a second language."""
    name = escape(datum.label)
    return f"{name}<br>{second_words(datum.second_label)}" if datum.second_label else name


def _city_name(datum: Datum) -> str:
    """Return the name of a city on one line: below another it would cover the city."""
    if not datum.second_label:
        return escape(datum.label)
    return second_words(both(datum.label, datum.second_label))


def _geo(frame: MapFrame, style: Style) -> dict[str, Any]:
    return {
        # Equal area: each oblast has its true size.
        "projection": {
            "type": "conic equal area",
            "parallels": list(PARALLELS),
            "rotation": {"lon": round(frame.middle[0], 3)},
        },
        **_limits(frame),
        # Set by hand, with the ranges: fitting to the locations leaves half the width empty.
        "fitbounds": False,
        "domain": {"x": list(frame.x), "y": list(frame.y)},
        "bgcolor": style.background if frame.is_inset else "rgba(0,0,0,0)",
        "visible": False,  # no layer but our own units
    }


def _limits(frame: MapFrame) -> dict[str, Any]:
    lon, lat = (round(degrees, 3) for degrees in frame.middle)
    return {
        "center": {"lon": lon, "lat": lat},
        "lonaxis": {"range": [round(v, 3) for v in frame.lon]},
        "lataxis": {"range": [round(v, 3) for v in frame.lat]},
    }
