"""Boundaries of the units, simplified too far for a map."""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely
from catalogue import corpus_file
from workbooks import zip_archive

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


def _merged_outlines() -> dict[str, shapely.Geometry]:
    """Seven oblasts, each city inside its oblast."""
    shapes = dict(_outlines())
    for oblast, city in (("KG-C", "KG-GB"), ("KG-O", "KG-GO")):
        union = shapely.union_all([shapes[oblast].buffer(0.002), shapes.pop(city).buffer(0.002)])
        # The ring between the two outlines is not a hole in the oblast.
        areas = [shapely.Polygon(p.exterior) for p in shapely.get_parts(union)]
        shapes[oblast] = shapely.transform(shapely.union_all(areas), lambda xy: xy.round(3))
    return shapes


@corpus_file("boundaries/seven_units.geojson", "Seven oblasts by name, each city inside its oblast")
def seven_units() -> bytes:
    names = {
        "KG-B": "Баткенская область",
        "KG-C": "Чуйская область",
        "KG-J": "Джалал-Абадская область",
        "KG-N": "Нарынская область",
        "KG-O": "Ошская область",
        "KG-T": "Таласская область",
        "KG-Y": "Иссык-Кульская область",
    }
    return _collection([({"name": names[c]}, _areas(s)) for c, s in _merged_outlines().items()])


@corpus_file(
    "boundaries/another_country.geojson", "Three squares in another country, farther north"
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
    "boundaries/four_values.geojson", "The nine units as in COD-AB: points are [x, y, 0, null]"
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


# Formats of well-known sources -------------------------------------------------------------------

_GADM = {  # number, name, other names, HASC
    "KG-B": (1, "Batken", "NA", "KG.BA"),
    "KG-GB": (2, "Biškek", "Bishkek|Frunze", "KG.GB"),
    "KG-C": (3, "Chüy", "Chui|Frunze", "KG.GB"),
    "KG-J": (4, "Jalal-Abad", "Djalal-Abad|Dzhalal-Abadskaya Oblast", "KG.DA"),
    "KG-N": (5, "Naryn", "Narynskaya Oblast", "KG.NA"),
    "KG-O": (6, "Osh", "Oshskaya Oblast", "KG.OS"),
    "KG-GO": (7, "Osh(city)", "NA", "KG.OS"),
    "KG-T": (8, "Talas", "Talasskaya Oblast", "KG.TL"),
    "KG-Y": (9, "Ysyk-Köl", "Issyk-Kul|Ysyk-Kol", "KG.YK"),
}
_COD_AB = {  # P-code, name
    "KG-B": ("05", "Batken"),
    "KG-GB": ("11", "Bishkek (city)"),
    "KG-C": ("08", "Chui"),
    "KG-Y": ("02", "Issyk-Kul"),
    "KG-J": ("03", "Jalal-Abad"),
    "KG-N": ("04", "Naryn"),
    "KG-O": ("06", "Osh"),
    "KG-GO": ("21", "Osh (city)"),
    "KG-T": ("07", "Talas"),
}


@corpus_file(
    "boundaries/geoboundaries.geojson",
    "Fields of geoBoundaries: shapeName, no shapeISO, cities without “city”",
)
def geoboundaries() -> bytes:
    names = {"KG-GB": "Bishkek", "KG-GO": "Osh", "KG-C": "Chüy Region", "KG-Y": "Ysyk-Köl Region"}
    features = []
    for code, outline in _outlines().items():
        name = names.get(code, f"{_COD_AB[code][1]} Region")
        words = {"shapeName": name, "shapeISO": "", "shapeID": f"KGZ-ADM1-{code[3:]}"}
        features.append((words | {"shapeGroup": "KGZ", "shapeType": "ADM1"}, _areas(outline)))
    return _collection(features)


@corpus_file(
    "boundaries/geoboundaries_adm2.geojson", "Fields of geoBoundaries: 40 raions, not oblasts"
)
def geoboundaries_raions() -> bytes:
    features = []
    for at in range(40):
        row, column = divmod(at, 8)
        square = shapely.box(70 + column, 39.5 + row * 0.7, 71 + column, 40.2 + row * 0.7)
        words = {"shapeName": f"Unit {at + 1}", "shapeISO": "", "shapeGroup": "KGZ"}
        features.append((words | {"shapeType": "ADM2"}, square.normalize()))
    return _collection(features)


@corpus_file(
    "boundaries/gadm_seven.geojson", "Fields of an older GADM: seven units, NAME_1, HASC_1, ISO"
)
def gadm_seven() -> bytes:
    features = []
    for code, outline in _merged_outlines().items():
        number, name, others, hasc = _GADM[code]
        words = {"ID_0": "118", "ISO": "KGZ", "ID_1": str(number), "NAME_1": name}
        words |= {"HASC_1": hasc, "NL_NAME_1": "", "VARNAME_1": others, "TYPE_1": "Oblast"}
        features.append((words, _areas(shapely.simplify(outline, 0.05))))
    return _collection(features)


@corpus_file("boundaries/gadm.zip", "GADM: shapefiles of the country and of its nine units")
def gadm() -> bytes:
    outlines = {code: _areas(outline) for code, outline in _outlines().items()}
    box = shapely.box(*shapely.union_all(list(outlines.values())).bounds)
    country = gpd.GeoDataFrame({"GID_0": ["KGZ"], "COUNTRY": ["Kyrgyzstan"]}, geometry=[box])
    rows = []
    for code in outlines:
        number, name, others, hasc = _GADM[code]
        words = {"GID_1": f"KGZ.{number}_1", "GID_0": "KGZ", "NAME_1": name, "VARNAME_1": others}
        rows.append(words | {"NL_NAME_1": "NA", "HASC_1": hasc, "ISO_1": "NA"})
    units = gpd.GeoDataFrame(rows, geometry=list(outlines.values()))
    parts = {}
    with tempfile.TemporaryDirectory() as folder:
        for level, frame in enumerate((country, units)):
            frame.set_crs(4326).to_file(Path(folder) / f"gadm41_KGZ_{level}.shp", encoding="utf-8")
        for path in sorted(Path(folder).iterdir()):
            content = path.read_bytes()
            # The second to fourth byte of a DBF file are the date of writing.
            stamp = bytes((117, 11, 21))
            is_table = path.suffix == ".dbf"
            parts[f"gadm41_KGZ_shp/{path.name}"] = (
                content[:1] + stamp + content[4:] if is_table else content
            )
    return zip_archive(parts)


@corpus_file(
    "boundaries/cod_ab.topojson", "Fields of COD-AB in TopoJSON: P-codes of thirteen characters"
)
def cod_ab() -> bytes:
    arcs: list[Any] = []

    def number_rings(coordinates: list[Any]) -> list[Any]:
        if isinstance(coordinates[0][0], list):
            return [number_rings(part) for part in coordinates]
        arcs.append(coordinates)
        return [len(arcs) - 1]

    geometries = []
    for code, outline in _outlines().items():
        digits, name = _COD_AB[code]
        geometry = json.loads(shapely.to_geojson(_areas(outline)))
        words = {"admin1Name": name, "admin1Pcode": f"KG{digits}000000000", "admin0Pcode": "KG"}
        rings = number_rings(geometry["coordinates"])
        geometries.append({"type": geometry["type"], "properties": words, "arcs": rings})
    layer = {"type": "GeometryCollection", "geometries": geometries}
    topology = {"type": "Topology", "objects": {"geom": layer}, "arcs": arcs}
    return json.dumps(topology, ensure_ascii=False, separators=(",", ":")).encode()
