"""Boundary files read in the sandboxed child: the best layer, its units, and their shapes.

The shapes are valid, simplified, in WGS 84, and one for each unit.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from campaign.ingest.boundaries.boundary_file import BoundaryFile
from campaign.ingest.boundaries.layers import (
    Layer,
    Layers,
    UnreadableLayersError,
    disable_network,
    read_layers,
)
from campaign.ingest.boundaries.match_units import (
    UnitsToMatch,
    is_raions,
    label_features,
    match_units,
)
from campaign.ingest.values.codes import CodeList
from campaign.schema.issues import Issue

MOST_BYTES = 300_000
_BOX = (69.0, 39.0, 81.0, 44.0)
"""West, south, east and north of a box around Kyrgyzstan, in degrees."""
_SMALLEST_EXTENT = (6.0, 2.0)
_CITIES = {
    "KG-GB": ("KG-C", shapely.Point(74.59, 42.87), "bishkek_within"),
    "KG-GO": ("KG-O", shapely.Point(72.798, 40.530), "osh_within"),
}
"""{city: oblast around it, a point in its middle, rule if the oblast covers this point}."""
_LARGEST_CITY_KM2 = 2_000
_AREA_FACTOR = 2.0
_MOST_NAMES = 10
"""An issue names at most this many features that match no unit."""
_NO_ROOM_ERRORS = {
    *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS),
    *(errno.EACCES, errno.EPERM, errno.ENOTDIR),
}


def read_boundaries(
    content: bytes, file: str, units: UnitsToMatch, folder: Path, layer: str | None = None
) -> BoundaryFile:
    """Return the report of `ingest_boundaries`, computed in this process without its limits.

    Archives are unpacked in `folder`.
    """
    try:
        layers = read_layers(content, file, folder)
        if layer is not None and layer not in layers:
            names = ", ".join(name for name in layers if name)
            raise UnreadableLayersError("no_layer", layer=layer, layers=names)
        return _read_best_layer(layers, [layer] if layer is not None else layers, file, units)
    except UnreadableLayersError as error:
        return BoundaryFile.unreadable(file, Issue(file, error.rule, params=error.params))
    except OSError as error:
        if error.errno not in _NO_ROOM_ERRORS:
            raise
        return BoundaryFile.unreadable(file, Issue(file, "no_room_to_unpack"))


def _read_best_layer(
    layers: Layers, names: Iterable[str], file: str, units: UnitsToMatch
) -> BoundaryFile:
    """Return the report on the first usable layer, else on the one with the most units.

    Raises `UnreadableLayersError` if no layer has an area.
    """
    best: BoundaryFile | None = None
    first_error: UnreadableLayersError | None = None
    most_units, best_has_raions = -1, False
    for name in names:
        try:
            count, report = _read_layer(layers[name](), file, units)
        except UnreadableLayersError as error:
            first_error = first_error or error
            continue
        if report.shapes is not None:
            return report
        # A file may also have an outline of the country; the report on its raions is more useful.
        has_raions = any(issue.rule == "raions" for issue in report.issues)
        if (count, has_raions) > (most_units, best_has_raions):
            best, most_units, best_has_raions = report, count, has_raions
    if best is None or (first_error is not None and most_units == 0):
        raise first_error or UnreadableLayersError("no_areas")
    return best


def _read_layer(layer: Layer, file: str, units: UnitsToMatch) -> tuple[int, BoundaryFile]:
    """Return the number of units that have a shape in the layer, and the report on the layer."""
    features, crs = layer.features, None
    if features.crs is not None:
        authority = features.crs.to_authority()
        crs = ":".join(authority) if authority else str(features.crs.name)[:80]
    corrections = [Issue(file, rule, params=params) for rule, params in layer.corrections.items()]
    report = BoundaryFile(
        file,
        "issues",
        None,
        layer=layer.name,
        crs=crs,
        corrections=tuple(corrections),
        rows=len(features),
        excluded=len(features),
    )
    areas = _is_area(features.geometry)
    if not areas.any():
        return 0, report.unusable(Issue(file, "no_areas"))
    if features.crs is not None:
        try:
            features = features.to_crs(4326)
        except Exception:  # a projection that is named but cannot be calculated
            return 0, report.unusable(Issue(file, "unknown_projection", params={"crs": crs or ""}))
    elif shapely.box(*_BOX).covers(shapely.box(*features.total_bounds)):
        features = features.set_crs(4326)
        report = replace(report, corrections=(*corrections, Issue(file, "assumed_degrees")))
    else:
        return 0, report.unusable(Issue(file, "no_projection"))
    properties = features.drop(columns="geometry")
    key, codes = match_units(properties, _is_osh_city(features.geometry), units)
    report = replace(report, key=key)
    if is_raions(properties):
        return 0, report.unusable(Issue(file, "raions"))

    is_unit = codes != ""
    issues = [Issue(file, "no_outline", int(row), key) for row in features.index[is_unit & ~areas]]
    is_unit &= areas
    bounds = features.bounds
    is_inside = ((bounds["minx"] + bounds["maxx"]) / 2).between(_BOX[0], _BOX[2])
    is_inside &= ((bounds["miny"] + bounds["maxy"]) / 2).between(_BOX[1], _BOX[3])
    checked = is_unit if is_unit.any() else areas
    if not is_inside[checked].any():
        rule = _explain_outside(features.geometry[checked].total_bounds)
        return 0, report.unusable(Issue(file, rule), *issues)
    if not is_unit.any():
        return 0, report.unusable(Issue(file, "no_units"), *issues)
    rows_abroad = features.index[is_unit & ~is_inside]
    issues += [Issue(file, "outside_country", int(row)) for row in rows_abroad]
    is_unit &= is_inside
    unknown_names = label_features(properties)[codes == ""]
    if len(unknown_names):
        names = list(dict.fromkeys(name[:80] for name in unknown_names if name))
        text = ", ".join(names[:_MOST_NAMES]) + (", …" if len(names) > _MOST_NAMES else "")
        params: dict[str, str | int] = {"n": len(unknown_names), "names": text or "–"}
        issues.append(Issue(file, "unknown_areas", params=params))
    report = replace(report, excluded=int((~is_unit).sum()), issues=tuple(issues))
    return _build_shapes(features[is_unit], codes[is_unit], report, units)


def _is_area(shapes: gpd.GeoSeries) -> pd.Series:
    """Return True for polygons that are not empty and have finite coordinates."""
    with np.errstate(invalid="ignore"):
        areas = shapely.area(shapes.to_numpy())
    # The halves of a self-crossing ring may have area 0 together; such a ring can be repaired.
    flat = shapes.geom_type.isin(["Polygon", "MultiPolygon"]) & ~shapes.is_empty & (areas >= 0)
    return flat | (shapes.geom_type.eq("GeometryCollection") & (areas > 0))


def _is_osh_city(shapes: gpd.GeoSeries) -> pd.Series:
    """Return True for an area around the middle of Osh that is far too small for the oblast."""
    is_around = shapes.envelope.intersects(_CITIES["KG-GO"][1])
    return is_around & (_areas_km2(shapes) <= _LARGEST_CITY_KM2)


def _areas_km2(shapes: gpd.GeoSeries) -> pd.Series:
    """Return the area of each shape by an equal-area projection; NaN without a shape."""
    with np.errstate(invalid="ignore"):
        return shapes.to_crs(6933).area / 1e6


def _explain_outside(bounds: np.ndarray) -> str:
    """Return the code of the rule that explains why coordinates lie outside the country."""
    if shapely.box(*_BOX).covers(shapely.box(*bounds[[1, 0, 3, 2]])):
        return "swapped_axes"
    is_degrees = np.abs(bounds) <= (180, 90, 180, 90)
    return "another_country" if is_degrees.all() or not np.isfinite(bounds).all() else "not_degrees"


def _build_shapes(
    features: gpd.GeoDataFrame, codes: pd.Series, report: BoundaryFile, units: UnitsToMatch
) -> tuple[int, BoundaryFile]:
    """Return the number of units with a shape, and the report with the shapes.

    `codes` has the unit of each feature; `report` has the issues of the features.
    """
    file, geometry = report.file, features.geometry
    corrections = [
        Issue(file, "ring_corrected", int(row)) for row in geometry.index[~geometry.is_valid]
    ]
    geometry = make_areas(geometry)
    empty_rows = geometry.index[geometry.is_empty]
    empty_issues = [Issue(file, "no_outline", int(row), report.key) for row in empty_rows]
    geometry, codes = geometry.drop(empty_rows), codes.drop(empty_rows)
    report = replace(report, excluded=report.excluded + len(empty_rows))
    frame = gpd.GeoDataFrame({"iso_code": codes}, geometry=geometry).dissolve("iso_code")
    shapes = frame.geometry.loc[[code for code in units.codes if code in frame.index]]
    for code, pieces in codes.value_counts()[shapes.index].items():
        if pieces > 1:
            names = units.names.list_params("unit", [str(code)])
            corrections.append(Issue(file, "pieces_joined", params={**names, "n": int(pieces)}))
    missing = [code for code in units.codes if code not in shapes.index]
    merged_units = {}
    for city in [code for code in missing if code in _CITIES]:
        oblast, middle, rule = _CITIES[city]
        if oblast in shapes.index and shapes[oblast].covers(middle):
            merged_units[oblast] = (oblast, city)
            corrections.append(Issue(file, rule))
            missing.remove(city)
    if missing:
        issue = Issue(file, "units_not_drawn", params=units.names.list_params("units", missing))
        return len(shapes), report.unusable(issue, *empty_issues)
    west, south, east, north = shapes.total_bounds
    if east - west < _SMALLEST_EXTENT[0] or north - south < _SMALLEST_EXTENT[1]:
        issue = Issue(file, "too_small_extent")
        return len(shapes), report.unusable(issue, *empty_issues)
    issues = (*report.issues, *empty_issues, *_check_areas(shapes, units, file))
    lighter, metres = simplify(shapes)
    if metres:
        corrections.append(Issue(file, "lines_simplified", params={"metres": metres}))
    frame = lighter.orient_polygons().rename("geometry").rename_axis("iso_code").reset_index()
    # A file may draw a unit as a symbol, not as a boundary.
    for column in [name for name in features if name.lower() == "schematic"][:1]:
        is_symbol = features.loc[codes.index, column].str.lower().isin(["true", "1", "1.0", "t"])
        if is_symbol.any():
            frame["schematic"] = frame["iso_code"].isin(codes[is_symbol])
    return len(shapes), replace(
        report,
        status="issues" if issues else "clean",
        shapes=frame,
        merged_units=merged_units,
        issues=issues,
        corrections=(*report.corrections, *corrections),
    )


def make_areas(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    """Return valid polygons, without points and lines; empty for a shape without an area."""
    # "structure" unites parts that overlap; the other method would cut a hole.
    valid = shapes.make_valid(method="structure", keep_collapsed=False)
    is_mixed = ~valid.geom_type.isin(["Polygon", "MultiPolygon"])
    valid[is_mixed] = valid[is_mixed].buffer(0)
    return valid


def _check_areas(shapes: gpd.GeoSeries, units: UnitsToMatch, file: str) -> list[Issue]:
    """Return a warning for each oblast whose shape is far smaller or larger than its known area.

    Its feature may have the name of another unit. Cities are not checked: their limits have
    changed, and a file may draw them as symbols.
    """
    warnings = []
    for code, drawn in _areas_km2(shapes.drop(list(_CITIES), errors="ignore")).items():
        area = units.areas.get(str(code))
        if area and not area / _AREA_FACTOR <= drawn <= area * _AREA_FACTOR:
            names = units.names.list_params("unit", [str(code)])
            sizes = {"drawn": round(float(drawn)), "area": round(area)}
            warnings.append(Issue(file, "implausible_area", params={**names, **sizes}))
    return warnings


def simplify(shapes: gpd.GeoSeries) -> tuple[gpd.GeoSeries, int]:
    """Return shapes of less than `MOST_BYTES` of GeoJSON, and the size of lost details in metres.

    Lines that two units share stay equal. The size is 0 if the shapes are unchanged.
    """
    lighter, tolerance = shapes, 0.0
    while count_bytes(lighter) > MOST_BYTES and tolerance < 0.1:
        if lighter is not shapes:
            tolerance = max(0.0005, tolerance * 1.6)
        # Point by point, so that shared lines stay equal; four decimals are about 10 m.
        lines = shapes.simplify_coverage(tolerance) if tolerance else shapes
        lighter = make_areas(lines.transform(lambda xy: xy.round(4)))
    # A degree is about 111 km. Details smaller than a square with this side are lost.
    metres = 0 if lighter is shapes else max(10, int(round(tolerance * 111_000, -1)))
    return lighter, metres


def count_bytes(shapes: gpd.GeoSeries) -> int:
    return sum(map(len, shapely.to_geojson(shapes.to_numpy())))


def answer(payload: bytes) -> bytes:
    """Return the report as JSON; `payload` is a line of JSON followed by the content of the file.

    Called by `run_sandboxed`.
    """
    disable_network()
    line, content = payload.split(b"\n", 1)
    request = json.loads(line)
    fields = request["units"]
    units = UnitsToMatch(tuple(fields["codes"]), CodeList(**fields["names"]), fields["areas"])
    folder = Path(request["folder"])
    report = read_boundaries(content, request["file"], units, folder, request["layer"])
    return report.to_json()
