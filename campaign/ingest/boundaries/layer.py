"""A layer of a boundary file: the properties of its features as text, and their geometry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd
import pyproj
from shapely import Geometry

from campaign.schema.issues import Issue

MOST_FEATURES = 5_000
_LONGEST_TEXT = 200


class UnreadableLayersError(Exception):
    """The file, or one layer of it, cannot be read; `issue` has the reason."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.rule)
        self.issue = issue


@dataclass(frozen=True, eq=False)
class Layer:
    """One layer: `features` has text columns ("" for no value) and a geometry, None if damaged.

    The index of `features` numbers them from 1; its crs is None if the file names none.
    """

    name: str | None
    features: gpd.GeoDataFrame
    corrections: tuple[Issue, ...] = ()


Layers = Mapping[str, Callable[[], Layer]]
"""{name of a layer: function that reads it}; the name is "" in a format without layers.
"""


def build_features(
    features: list[Any],
    to_geometry: Callable[[dict[str, Any]], Geometry | None],
    crs: pyproj.CRS,
    file: str,
) -> gpd.GeoDataFrame:
    """Return the features of a GeoJSON or TopoJSON list as a frame like that of `Layer`.

    The `id` of a feature becomes a column. Raises `UnreadableLayersError` for too many features.
    """
    check_feature_count(len(features), file)
    objects = [feature if isinstance(feature, dict) else {} for feature in features]
    rows = []
    for feature in objects:
        properties = feature.get("properties")
        row = dict(properties) if isinstance(properties, dict) else {}
        if isinstance(feature.get("id"), str | int):
            row["id" if "id" not in row else "@id"] = feature["id"]
        rows.append({key: value for key, value in row.items() if key != "geometry"})
    table = pd.DataFrame(rows, index=pd.RangeIndex(1, len(objects) + 1), dtype="object")
    shapes = [_convert_geometry(to_geometry, feature) for feature in objects]
    return gpd.GeoDataFrame(to_text_columns(table), geometry=shapes, crs=crs)


def check_feature_count(count: int, file: str) -> None:
    """Raise `UnreadableLayersError` if there are more than `MOST_FEATURES`."""
    if count > MOST_FEATURES:
        raise UnreadableLayersError(Issue(file, "too_many_areas", params={"limit": MOST_FEATURES}))


def to_text_columns(table: pd.DataFrame) -> pd.DataFrame:
    """Return every cell as text of at most 200 characters, "" for a missing value."""
    return pd.DataFrame(
        {
            str(name): [
                "" if cell is None or cell != cell else str(cell)[:_LONGEST_TEXT]
                for cell in table[name]
            ]
            for name in table.columns
        },
        index=table.index,
    )


def _convert_geometry(
    to_geometry: Callable[[dict[str, Any]], Geometry | None], feature: dict[str, Any]
) -> Geometry | None:
    try:
        return to_geometry(feature)
    except Exception:  # a damaged geometry fails in many ways; an issue names the feature's row
        return None
