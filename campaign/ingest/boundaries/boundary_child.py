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
import pandas as pd

from campaign.ingest.boundaries import repair
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

_MOST_NAMES = 10
"""An issue names at most this many features that match no unit."""
_WITHIN_RULES = {"KG-GB": "bishkek_within", "KG-GO": "osh_within"}
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
    report = BoundaryFile(
        file,
        "issues",
        None,
        layer=layer.name,
        crs=repair.crs_name(layer.features),
        corrections=tuple(
            Issue(file, rule, params=params) for rule, params in layer.corrections.items()
        ),
        rows=len(layer.features),
        excluded=len(layer.features),
    )
    areas = repair.is_area(layer.features.geometry)
    if not areas.any():
        return 0, report.unusable(Issue(file, "no_areas"))
    in_degrees, issues = repair.to_degrees(layer.features, file)
    if in_degrees is None:
        return 0, report.unusable(*issues)
    report = replace(report, corrections=(*report.corrections, *issues))
    properties = in_degrees.drop(columns="geometry")
    key, codes = match_units(properties, repair.is_osh_city(in_degrees.geometry), units)
    report = replace(report, key=key)
    if is_raions(properties):
        return 0, report.unusable(Issue(file, "raions"))

    is_unit = codes != ""
    rows_without_area = in_degrees.index[is_unit & ~areas]
    issues = [Issue(file, "no_outline", int(row), key) for row in rows_without_area]
    is_unit &= areas
    is_abroad = repair.is_outside(in_degrees.geometry) & areas
    if is_abroad[is_unit].all() if is_unit.any() else is_abroad[areas].all():
        extent = in_degrees.geometry[is_unit if is_unit.any() else areas]
        return 0, report.unusable(Issue(file, repair.explain_outside(extent)), *issues)
    if not is_unit.any():
        return 0, report.unusable(Issue(file, "no_units"), *issues)
    rows_abroad = in_degrees.index[is_unit & is_abroad]
    issues += [Issue(file, "outside_country", int(row)) for row in rows_abroad]
    is_unit &= ~is_abroad
    unknown_names = label_features(properties)[codes == ""]
    if len(unknown_names):
        issues.append(_unknown_areas_issue(list(unknown_names), file))
    report = replace(report, excluded=int((~is_unit).sum()), issues=tuple(issues))
    geometry = in_degrees.geometry[is_unit]
    return _build_shapes(geometry, codes[is_unit], properties[is_unit], report, units)


def _build_shapes(
    geometry: gpd.GeoSeries,
    codes: pd.Series,
    properties: pd.DataFrame,
    report: BoundaryFile,
    units: UnitsToMatch,
) -> tuple[int, BoundaryFile]:
    """Return the number of units with a shape, and the report with the shapes.

    `codes` has the unit of each feature, `properties` its text columns; `report` has the issues
    found before.
    """
    file = report.file
    valid = gpd.GeoSeries(repair.make_areas(geometry.to_numpy()), geometry.index, crs=4326)
    corrections = [
        Issue(file, "ring_corrected", int(row)) for row in geometry.index[~geometry.is_valid]
    ]
    empty_rows = valid.index[valid.is_empty]
    empty_issues = [Issue(file, "no_outline", int(row), report.key) for row in empty_rows]
    valid, codes = valid.drop(empty_rows), codes.drop(empty_rows)
    report = replace(report, excluded=report.excluded + len(empty_rows))
    frame = gpd.GeoDataFrame({"iso_code": codes}, geometry=valid, crs=4326).dissolve("iso_code")
    shapes = frame.geometry.loc[[code for code in units.codes if code in frame.index]]
    pieces = codes.value_counts()
    for code in shapes.index[[pieces[code] > 1 for code in shapes.index]]:
        names = units.names.list_params("unit", [code])
        params: dict[str, str | int] = {**names, "n": int(pieces[code])}
        corrections.append(Issue(file, "pieces_joined", params=params))
    missing = [code for code in units.codes if code not in shapes.index]
    cities = [c for c in missing if c in repair.OBLAST_AROUND and repair.holds_city(shapes, c)]
    corrections += [Issue(file, _WITHIN_RULES[city]) for city in cities]
    if missing_codes := [code for code in missing if code not in cities]:
        names = units.names.list_params("units", missing_codes)
        issue = Issue(file, "units_not_drawn", params=names)
        return len(shapes), report.unusable(issue, *empty_issues)
    if repair.is_too_small(shapes):
        issue = Issue(file, "too_small_extent")
        return len(shapes), report.unusable(issue, *empty_issues)
    warnings = repair.check_areas(shapes, units, file)
    shapes, simplifications = repair.simplify(shapes, file)
    frame = shapes.orient_polygons().rename("geometry").rename_axis("iso_code").reset_index()
    symbols = _find_symbols(properties, codes)
    if symbols:
        frame["schematic"] = frame["iso_code"].isin(symbols)
    around = repair.OBLAST_AROUND
    issues = (*report.issues, *empty_issues, *warnings)
    return len(shapes), replace(
        report,
        status="issues" if issues else "clean",
        shapes=frame,
        merged_units={around[city]: (around[city], city) for city in cities},
        issues=issues,
        corrections=(*report.corrections, *corrections, *simplifications),
    )


def _find_symbols(properties: pd.DataFrame, codes: pd.Series) -> set[str]:
    """Return the units that the file draws as a symbol, not as a boundary (column `schematic`)."""
    for column in properties.columns:
        if str(column).lower() == "schematic":
            cells = properties[column].reindex(codes.index).str.lower()
            return set(codes[cells.isin(["true", "1", "1.0", "t"])])
    return set()


def _unknown_areas_issue(names: list[str], file: str) -> Issue:
    short_names = list(dict.fromkeys(name[:80] for name in names if name))
    text = ", ".join(short_names[:_MOST_NAMES]) + (", …" if len(short_names) > _MOST_NAMES else "")
    params: dict[str, str | int] = {"n": len(names), "names": text or "–"}
    return Issue(file, "unknown_areas", params=params)


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
