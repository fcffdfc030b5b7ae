"""Boundaries of the units, simplified too far for a map."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely
from catalogue import corpus_file

_SHIPPED = Path(__file__).resolve().parents[2] / "geo" / "kgz_oblasts.geojson"


@cache
def _outlines() -> dict[str, shapely.Geometry]:
    frame = gpd.read_file(_SHIPPED)
    shapes = shapely.coverage_simplify(frame.geometry.to_numpy(), 0.04)
    return {
        code: shapely.make_valid(shapely.transform(shape, lambda xy: xy.round(3)))
        for code, shape in zip(frame["iso_code"], shapes, strict=True)
    }


def _areas(shape: shapely.Geometry) -> shapely.Geometry:
    """Polygons only, with three decimals, which are about 100 m."""
    parts = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon" and p.area > 1e-4]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _collection(features: list[tuple[dict[str, str], shapely.Geometry]]) -> bytes:
    collection = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": words,
                "geometry": json.loads(shapely.to_geojson(shape)),
            }
            for words, shape in features
        ],
    }
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


@corpus_file("boundaries/nine_units.geojson", "The nine units by code")
def nine_units() -> bytes:
    return _collection([({"iso_code": c}, _areas(s)) for c, s in _outlines().items()])


@corpus_file(
    "boundaries/seven_units.geojson", "Seven oblasts by name, the two cities within theirs"
)
def seven_units() -> bytes:
    shapes = dict(_outlines())
    for oblast, city in (("KG-C", "KG-GB"), ("KG-O", "KG-GO")):
        union = shapely.union_all([shapes[oblast].buffer(0.002), shapes.pop(city).buffer(0.002)])
        # The ring between the two outlines is no hole of the country.
        areas = [shapely.Polygon(p.exterior) for p in shapely.get_parts(union)]
        shapes[oblast] = shapely.transform(shapely.union_all(areas), lambda xy: xy.round(3))
    names = {
        "KG-B": "Баткенская область",
        "KG-C": "Чуйская область",
        "KG-J": "Джалал-Абадская область",
        "KG-N": "Нарынская область",
        "KG-O": "Ошская область",
        "KG-T": "Таласская область",
        "KG-Y": "Иссык-Кульская область",
    }
    return _collection([({"name": names[c]}, _areas(s)) for c, s in shapes.items()])


@corpus_file(
    "boundaries/another_country.geojson", "Three squares farther north, of another country"
)
def another_country() -> bytes:
    squares = [("North", 70, 51), ("Middle", 72, 49), ("South", 74, 47)]
    return _collection([({"name": n}, shapely.box(x, y, x + 2, y + 2)) for n, x, y in squares])


@corpus_file("boundaries/swapped_axes.geojson", "The nine units with latitude before longitude")
def swapped_axes() -> bytes:
    return _collection(
        [
            ({"iso_code": c}, shapely.transform(_areas(s), lambda xy: xy[:, ::-1]))
            for c, s in _outlines().items()
        ]
    )


@corpus_file(
    "boundaries/four_values.geojson", "The nine units as COD-AB has them: [x, y, 0, null] a point"
)
def four_values() -> bytes:
    def four(coordinates: list[Any]) -> list[Any]:
        if not isinstance(coordinates[0], list):
            return [*coordinates, 0, None]
        return [four(part) for part in coordinates]

    collection = json.loads(nine_units())
    for feature in collection["features"]:
        feature["geometry"]["coordinates"] = four(feature["geometry"]["coordinates"])
    return json.dumps(collection, separators=(",", ":")).encode()


@corpus_file("boundaries/geojson_named.txt", "GeoJSON in UTF-16, named .txt")
def geojson_named() -> bytes:
    return ("\ufeff\n" + nine_units().decode()).encode("utf-16-be")
