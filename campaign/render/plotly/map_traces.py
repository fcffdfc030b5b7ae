"""The traces of one part of the map: areas, hatch, outlines of the selection, and labels."""

from __future__ import annotations

from typing import Any

from campaign.charts.body import Choropleth, Datum
from campaign.charts.geometry.frames import MapFrame
from campaign.render.plotly.looks import halo
from campaign.render.plotly.map_parts import visible_regions
from campaign.render.plotly.words import escape, second_words, tooltip
from campaign.theme.roles import paint, state_role
from campaign.theme.style import HATCH_WIDTH, REGION_BORDER, SELECTED_BORDER, Style

_BLANK_LINE = "\u00a0<br>"
_NOT_REPORTED = state_role("not_reported")


def areas(geo: str, frame: MapFrame, body: Choropleth, style: Style) -> dict[str, Any]:
    """Return the regions of a part of the map, each in the colour of its role."""
    count, regions = len(body.roles), visible_regions(frame, body)
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
        "meta": area_meta(geo, body),
    }


def area_meta(geo: str, body: Choropleth, selected: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return data for the browser: all areas are animated, those of the country can be selected.

    `strip` is {code: [position on the legend's strip, name, value]}.
    """
    if geo != "geo":
        return {"play": "z"}
    places = {
        mark.code: [round(mark.at, 4), escape(mark.label), mark.words]
        for mark in body.strip.regions
    }
    return {"play": "z", "walk": True, "selected": list(selected), "strip": places}


def hatch(geo: str, frame: MapFrame, body: Choropleth, style: Style) -> dict[str, Any]:
    """Return the hatch of regions not reported; the browser adds the points of its lines."""
    regions = visible_regions(frame, body)
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


def outline(geo: str, frame: MapFrame, body: Choropleth, style: Style) -> dict[str, Any]:
    """Return the borders of the selected regions of a part of the map."""
    codes = [code for code, datum in visible_regions(frame, body).items() if datum.selected]
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


def labels(geo: str, frame: MapFrame, body: Choropleth, style: Style) -> list[dict[str, Any]]:
    """Return names, values and counts as traces, because a phone hides or moves some of them."""
    data = [body.by_code[code] for code in frame.codes]
    points = [body.places.label_points[code] for code in frame.codes]
    looks = [paint(datum.role, style) for datum in data]
    ink = [look.ink for look in looks]
    # In the colour of the region: invisible on it, and text is readable beyond its border.
    shadow = [halo(look.fill) for look in looks]
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
        return {"size": style.size - difference, "color": ink, "shadow": shadow, **options}

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
        # On a separate line below the value.
        "text": [_BLANK_LINE * (not frame.is_inset) + datum.note for datum in data],
        "textposition": "bottom center",
        "textfont": font(2),
        "meta": {"play": "people"},
    }
    # A city is narrower than its name; the name is an annotation below it, which is not clipped.
    return [*([] if frame.is_inset else [names]), values, *([counts] if has_counts else [])]


def _name(datum: Datum) -> str:
    """Return the name of a region, with the name in a second language below it."""
    name = escape(datum.label)
    return f"{name}<br>{second_words(datum.second_label)}" if datum.second_label else name
