"""The map on a phone: the changes of the Plotly figure for a screen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from campaign.charts.body import Choropleth
from campaign.charts.geometry.projected_outlines import COARSE, ProjectedOutlines, outlines
from campaign.render.phone_map import CITY_MIDDLES, COUNTRY_TOP, country_frame
from campaign.render.plotly.map_legend import MapLegend
from campaign.render.plotly.map_parts import limits, map_parts
from campaign.render.plotly.words import escape
from campaign.render.region_names import NAME, RegionName, region_names
from campaign.theme.style import Style

_CITY, _CITY_FOOT = 0.34, 0.74  # the width of a city and its lower edge, as shares of the map

_GAP = (None, None)
"""A point that separates two lines of a trace."""


def narrow_map(body: Choropleth, traces: Sequence[dict[str, Any]], style: Style) -> dict[str, Any]:
    """Return the changes for a phone: insets above the map, no counts of people, a taller legend.

    `traces` are those of the map on a screen. Names that have no room above their values are beside
    the country.
    """
    names, paper = region_names(body), outlines(body.places, COARSE)
    changes: dict[str, Any] = {}
    for position, trace in enumerate(traces):
        role = trace["meta"].get("play")
        changed: dict[str, Any] = {}
        if role == "people":
            changed = {"visible": False}
        elif role == "text" and trace["geo"] != "geo":
            changed = {"textposition": "middle center", **_city_middle(trace, body)}
        elif role in ("text", "ink"):
            changed = _narrow_labels(trace, names, paper)
        elif "narrow" in trace["meta"]:
            changed = _names_beside(names, paper, style)[trace["meta"]["narrow"]]
        changes |= {f"data[{position}].{name}": value for name, value in changed.items()}
    legend = MapLegend.on_page(body, style, narrow=True)
    return {
        **changes,
        "geo.domain.y": [0.0, 1 - COUNTRY_TOP],
        **{f"geo.{name}": value for name, value in limits(country_frame(body)).items()},
        **_narrow_cities(),
        "shapes[0].visible": False,
        "shapes[1].visible": False,
        "xaxis.domain": legend.axis["domain"],
        "margin.b": round(legend.layout.height),
        "meta": legend.meta(),
        **_narrow_strip(MapLegend.on_page(body, style), legend),
    }


def _city_middle(trace: dict[str, Any], body: Choropleth) -> dict[str, Any]:
    """Return the middle of a city, which is the position of its value."""
    assert body.places.boundaries is not None
    [code] = trace["customdata"]
    shapes = body.places.boundaries.set_index("iso_code").geometry
    west, south, east, north = shapes[code.removeprefix("oblast=")].bounds
    return _lon_lat([((west + east) / 2, (south + north) / 2)])


def _narrow_cities() -> dict[str, Any]:
    """Return the positions of the cities above the country on a phone, and of their names."""
    changes: dict[str, Any] = {}
    for number, middle in enumerate(CITY_MIDDLES):
        ends = [round(middle - _CITY / 2, 3), round(middle + _CITY / 2, 3)]
        changes[f"geo{number + 2}.domain"] = {"x": ends, "y": [_CITY_FOOT, 1.0]}
        changes |= {f"annotations[{number}].x": middle, f"annotations[{number}].y": _CITY_FOOT}
    return changes


def _narrow_labels(
    trace: dict[str, Any], names: Mapping[str, RegionName], paper: ProjectedOutlines
) -> dict[str, Any]:
    """Return the changes of the names or of the values in the country for a phone."""
    codes = [code.removeprefix("oblast=") for code in trace["customdata"]]
    inside = {code: name for code, name in names.items() if not name.leader}
    points = dict(zip(codes, zip(trace["lon"], trace["lat"], strict=True), strict=True))
    if inside:
        degrees = paper.grid.to_degrees([name.at for name in inside.values()])
        points |= dict(zip(inside, degrees, strict=True))
    changes: dict[str, Any] = _lon_lat(points.values())
    if trace["meta"]["play"] == "ink":
        # A small name on one colour is most readable without a shadow.
        texts = [_small(inside.get(code)) for code in codes]
        return {**changes, "text": texts, "textfont.shadow": "none"}
    positions = ["bottom center" if code in inside else "middle center" for code in codes]
    return {**changes, "textposition": positions}


def _names_beside(
    names: Mapping[str, RegionName], paper: ProjectedOutlines, style: Style
) -> dict[str, dict[str, Any]]:
    """Return the changes of the traces for names beside the country; {} if there are none."""
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


def _small(name: RegionName | None) -> str:
    """Return a name on a phone as HTML in small type; "" for None."""
    lines = "<br>".join(map(escape, name.lines)) if name else ""
    return f'<span style="font-size:{NAME}px">{lines}</span>' if lines else ""


def _lon_lat(points: Collection[tuple[float | None, float | None]]) -> dict[str, Any]:
    lon, lat = zip(*points, strict=True)
    return {"lon": list(map(_degrees, lon)), "lat": list(map(_degrees, lat))}


def _degrees(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _narrow_strip(wide: MapLegend, narrow: MapLegend) -> dict[str, Any]:
    """Return the changes of the shapes and texts of the legend for a phone."""
    count = sum(frame.is_inset for _, frame in map_parts(wide.body))
    changes = {}

    def shapes(legend: MapLegend) -> list[dict[str, Any]]:
        return [*legend.shapes, *legend.selected_shapes]

    def annotations(legend: MapLegend) -> list[dict[str, Any]]:
        return [*legend.annotations, *legend.selected_annotations]

    for kind, items in (("shapes", shapes), ("annotations", annotations)):
        for position, (item, other) in enumerate(
            zip(items(wide), items(narrow), strict=True), start=count
        ):
            for name, value in other.items():
                if item[name] != value:
                    changes[f"{kind}[{position}].{name}"] = value
    return changes
