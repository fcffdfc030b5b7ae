"""The parts of the map in Plotly: the country and an inset for each city."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from campaign.charts.body import Choropleth, Datum
from campaign.charts.geometry.frames import MapFrame, map_frames


def map_parts(body: Choropleth) -> Iterator[tuple[str, MapFrame]]:
    """Yield each part of the map with its name in Plotly."""
    for number, frame in enumerate(map_frames(body.places), start=1):
        yield "geo" if number == 1 else f"geo{number}", frame


def visible_regions(frame: MapFrame, body: Choropleth) -> dict[str, Datum]:
    """Return {ISO code: region} of a part of the map: all for the country, one for an inset."""
    return {
        code: datum
        for code, datum in body.by_code.items()
        if not frame.is_inset or code in frame.codes
    }


def limits(frame: MapFrame) -> dict[str, Any]:
    """Return the centre and the ranges of a part of the map, in degrees, for its layout."""
    lon, lat = (round(degrees, 3) for degrees in frame.middle)
    return {
        "center": {"lon": lon, "lat": lat},
        "lonaxis": {"range": [round(v, 3) for v in frame.lon]},
        "lataxis": {"range": [round(v, 3) for v in frame.lat]},
    }
