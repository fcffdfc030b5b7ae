"""The boundaries of the regions as GeoJSON, with codes and names in three languages."""

from __future__ import annotations

import json
from typing import Any

from shapely.geometry import mapping

from campaign.analysis.view import View

_NAMES = ("kind", "name_en", "name_ru", "name_ky", "short_en", "short_ru", "short_ky")


def regions_geojson(view: View) -> bytes | None:
    """Return a feature for each region (RFC 7946); None if the boundaries cannot be read.

    `schematic` is true if the geometry is a symbol and not a boundary.
    """
    places = view.campaign.places
    if places.boundaries is None:
        return None
    names = places.table[list(_NAMES)].to_dict("index")
    shapes = places.boundaries.set_index("iso_code")
    features: list[dict[str, Any]] = []
    for code in places.codes:
        properties = {"iso_code": code, **names[code]}
        if "schematic" in shapes and shapes.loc[code, "schematic"]:
            properties["schematic"] = True
        geometry = mapping(shapes.geometry[code])
        features.append(
            {"type": "Feature", "id": code, "properties": properties, "geometry": geometry}
        )
    lines = ",\n".join(
        json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features
    )
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'.encode()
