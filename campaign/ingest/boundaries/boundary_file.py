"""Boundary files read into the boundaries of the units, in a child process with limits.

Everything that depends on the content of a file (unpacking, parsing, repairing, simplifying)
happens in the child, so that a hostile file costs an exit code and never the server. The child
returns JSON with at most nine shapes.
"""

from __future__ import annotations

import errno
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from campaign.domain.places import Places
from campaign.ingest.boundaries import repair
from campaign.ingest.boundaries.gdal import disable_network
from campaign.ingest.boundaries.layer import Layer, Layers, UnreadableLayers
from campaign.ingest.boundaries.layers import read_layers
from campaign.ingest.boundaries.match_units import (
    UnitsToMatch,
    is_raions,
    label_features,
    match_units,
)
from campaign.ingest.parse.code_lists import CodeList
from campaign.ingest.readers.sandbox import run_sandboxed
from campaign.ingest.report import Status
from campaign.schema.issues import Issue

MOST_MB = 50
SECONDS = 45
MEGABYTES = 2_000
_MOST_NAMES = 10
"""How many features that are no unit an issue names."""
_NO_ROOM_ERRORS = {
    *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS),
    *(errno.EACCES, errno.EPERM, errno.ENOTDIR),
}


@dataclass(frozen=True, eq=False)
class BoundaryFile:
    """The report on a boundary file.

    `shapes` (WGS 84, RFC 7946 winding, in the order of `places.codes`) has `iso_code`, `geometry`
    and `schematic` where the file marks symbols; None where the file cannot be used.
    `merged_units` maps an oblast's code to the codes its shape covers, where the file draws a city
    within it. `key` is the column by which the units were matched, "" for none; `layer` and `crs`
    are what the file names. Of `rows` features `excluded` are no unit of ours or have no area.
    """

    file: str
    status: Status
    shapes: gpd.GeoDataFrame | None
    merged_units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    key: str = ""
    layer: str | None = None
    crs: str | None = None
    issues: tuple[Issue, ...] = ()
    corrections: tuple[Issue, ...] = ()
    rows: int = 0
    excluded: int = 0

    @property
    def accepted(self) -> int:
        """The number of features from which the shapes are made."""
        return 0 if self.shapes is None else self.rows - self.excluded


def ingest_boundaries(
    content: bytes, file: str, places: Places, layer: str | None = None
) -> BoundaryFile:
    """The report on a boundary file; never raises for what is in it.

    `layer` is the one to read; without it the first that can be used.
    """
    if not content.strip():
        return _unreadable_report(file, Issue(file, "no_content"))
    if len(content) > MOST_MB * 1_000_000:
        return _unreadable_report(file, Issue(file, "too_big", params={"limit": MOST_MB}))
    request = {"file": file, "layer": layer, "units": asdict(UnitsToMatch.of(places))}
    # The folder is the parent's, so that it goes away even where the child is killed.
    with _temporary_folder() as folder:
        payload = json.dumps(request | {"folder": folder}).encode() + b"\n" + content
        fields = run_sandboxed(
            "campaign.ingest.boundaries.boundary_file", payload, SECONDS, MEGABYTES
        )
    if fields is None:
        return _unreadable_report(file, Issue(file, "outlines_stopped"))
    return _from_json(json.loads(fields))


@contextmanager
def _temporary_folder() -> Iterator[str]:
    """A temporary folder; where the disk has no room for one, a path that accepts no file."""
    try:
        temporary = tempfile.TemporaryDirectory()
    except OSError:
        yield os.devnull
        return
    with temporary as folder:
        yield folder


def read_boundaries(
    content: bytes, file: str, units: UnitsToMatch, folder: Path, layer: str | None = None
) -> BoundaryFile:
    """As `ingest_boundaries`, in this process and without its limits: the work of the child."""
    try:
        layers = read_layers(content, file, folder)
        if layer is not None and layer not in layers:
            params = {"layer": layer, "layers": ", ".join(name for name in layers if name)}
            raise UnreadableLayers(Issue(file, "no_layer", params=params))
        return _read_best_layer(layers, [layer] if layer is not None else layers, file, units)
    except UnreadableLayers as error:
        return _unreadable_report(file, error.issue)
    except OSError as error:
        if error.errno not in _NO_ROOM_ERRORS:
            raise
        return _unreadable_report(file, Issue(file, "no_room_to_unpack"))


def _read_best_layer(
    layers: Layers, names: Iterable[str], file: str, units: UnitsToMatch
) -> BoundaryFile:
    """The first layer that can be used, else the one with most units and its issues.

    Raises `UnreadableLayers` where no layer has an area.
    """
    best: BoundaryFile | None = None
    first_error: UnreadableLayers | None = None
    most_units, best_has_raions = -1, False
    for name in names:
        try:
            count, report = _read_layer(layers[name](), file, units)
        except UnreadableLayers as error:
            first_error = first_error or error
            continue
        if report.shapes is not None:
            return report
        # Beside an outline of the country, a layer of raions says more about the file.
        has_raions = any(issue.rule == "raions" for issue in report.issues)
        if (count, has_raions) > (most_units, best_has_raions):
            best, most_units, best_has_raions = report, count, has_raions
    if best is None or (first_error is not None and most_units == 0):
        raise first_error or UnreadableLayers(Issue(file, "no_areas"))
    return best


def _read_layer(layer: Layer, file: str, units: UnitsToMatch) -> tuple[int, BoundaryFile]:
    """The number of units in the layer, and the report on it."""
    report = BoundaryFile(
        file,
        "problems",
        None,
        layer=layer.name,
        crs=repair.crs_name(layer.features),
        corrections=layer.corrections,
        rows=len(layer.features),
        excluded=len(layer.features),
    )
    areas = repair.is_area(layer.features.geometry)
    if not areas.any():
        return 0, _unusable_report(report, Issue(file, "no_areas"))
    in_degrees, issues = repair.to_degrees(layer.features, file)
    if in_degrees is None:
        return 0, _unusable_report(report, *issues)
    report = replace(report, corrections=(*report.corrections, *issues))
    properties = in_degrees.drop(columns="geometry")
    matches = match_units(properties, repair.is_osh_city(in_degrees.geometry), units)
    report = replace(report, key=matches.key)
    if is_raions(properties):
        return 0, _unusable_report(report, Issue(file, "raions"))

    is_unit = matches.codes != ""
    rows_without_area = in_degrees.index[is_unit & ~areas]
    issues = [Issue(file, "no_outline", int(row), matches.key) for row in rows_without_area]
    is_unit &= areas
    is_abroad = repair.is_outside(in_degrees.geometry) & areas
    if is_abroad[is_unit].all() if is_unit.any() else is_abroad[areas].all():
        extent = in_degrees.geometry[is_unit if is_unit.any() else areas]
        return 0, _unusable_report(report, Issue(file, repair.explain_outside(extent)), *issues)
    if not is_unit.any():
        return 0, _unusable_report(report, Issue(file, "no_units"), *issues)
    rows_abroad = in_degrees.index[is_unit & is_abroad]
    issues += [Issue(file, "outside_country", int(row)) for row in rows_abroad]
    is_unit &= ~is_abroad
    unknown_names = label_features(properties)[(matches.codes == "")]
    if len(unknown_names):
        issues.append(_unknown_areas_issue(list(unknown_names), file))
    report = replace(report, excluded=int((~is_unit).sum()), issues=tuple(issues))
    geometry, codes = in_degrees.geometry[is_unit], matches.codes[is_unit]
    return _build_shapes(geometry, codes, properties[is_unit], report, units)


def _build_shapes(
    geometry: gpd.GeoSeries,
    codes: pd.Series,
    properties: pd.DataFrame,
    report: BoundaryFile,
    units: UnitsToMatch,
) -> tuple[int, BoundaryFile]:
    """The number of units that the features make, and the report with their shapes."""
    file = report.file
    valid, corrections = repair.repair_shapes(geometry, file)
    empty_rows = valid.index[valid.is_empty]
    empty_issues = [Issue(file, "no_outline", int(row), report.key) for row in empty_rows]
    valid, codes = valid.drop(empty_rows), codes.drop(empty_rows)
    report = replace(report, excluded=report.excluded + len(empty_rows))
    shapes, join_corrections = repair.join_parts(valid, codes, units.codes, file)
    cities, missing_codes = _find_merged_cities(shapes, units)
    corrections += join_corrections + [Issue(file, _WITHIN_RULES[city]) for city in cities]
    if missing_codes:
        issue = Issue(file, "units_not_drawn", params={"units": ", ".join(missing_codes)})
        return len(shapes), _unusable_report(report, issue, *empty_issues)
    if repair.is_too_small(shapes):
        issue = Issue(file, "too_small_extent")
        return len(shapes), _unusable_report(report, issue, *empty_issues)
    warnings = repair.check_areas(shapes, units, file)
    shapes, simplifications = repair.simplify(shapes, file)
    frame = gpd.GeoDataFrame(
        {"iso_code": list(shapes.index)},
        geometry=[repair.wind_rings(shape) for shape in shapes],
        crs=4326,
    )
    symbols = _find_symbols(properties, codes)
    if symbols:
        frame["schematic"] = frame["iso_code"].isin(symbols)
    issues = (*report.issues, *empty_issues, *warnings)
    return len(shapes), replace(
        report,
        status="problems" if issues else "clean",
        shapes=frame,
        merged_units={
            repair.OBLAST_AROUND[city]: (repair.OBLAST_AROUND[city], city)
            for city in units.codes
            if city in cities
        },
        issues=issues,
        corrections=(*report.corrections, *corrections, *simplifications),
    )


_WITHIN_RULES = {"KG-GB": "bishkek_within", "KG-GO": "osh_within"}


def _find_merged_cities(shapes: gpd.GeoSeries, units: UnitsToMatch) -> tuple[list[str], list[str]]:
    """The cities that an oblast's shape covers, and the other units without a shape."""
    missing = [code for code in units.codes if code not in shapes.index]
    cities = [c for c in missing if c in repair.OBLAST_AROUND and repair.holds_city(shapes, c)]
    return cities, [code for code in missing if code not in cities]


def _find_symbols(properties: pd.DataFrame, codes: pd.Series) -> set[str]:
    """The units whose feature is marked as a symbol and no boundary."""
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


def _unusable_report(report: BoundaryFile, *issues: Issue) -> BoundaryFile:
    return replace(report, status="problems", issues=(*issues, *report.issues))


def _unreadable_report(file: str, issue: Issue) -> BoundaryFile:
    return BoundaryFile(file, "unreadable", None, issues=(issue,))


# JSON between the two processes --------------------------------------------------------------


def _to_json(report: BoundaryFile) -> dict[str, Any]:
    fields = {name: getattr(report, name) for name in _PLAIN_FIELDS}
    fields["issues"] = [asdict(issue) for issue in report.issues]
    fields["corrections"] = [asdict(issue) for issue in report.corrections]
    if report.shapes is not None:
        fields["shapes"] = {
            "iso_code": list(report.shapes["iso_code"]),
            "wkb": list(shapely.to_wkb(report.shapes.geometry.to_numpy(), hex=True)),
        }
        if "schematic" in report.shapes:
            fields["shapes"]["schematic"] = [bool(cell) for cell in report.shapes["schematic"]]
    return fields


def _from_json(fields: dict[str, Any]) -> BoundaryFile:
    frame = None
    if "shapes" in fields:
        columns = dict(fields["shapes"])
        geometry = shapely.from_wkb(columns.pop("wkb"))
        frame = gpd.GeoDataFrame(columns, geometry=geometry, crs=4326)
    plain = {name: fields[name] for name in _PLAIN_FIELDS}
    plain["merged_units"] = {code: tuple(codes) for code, codes in fields["merged_units"].items()}
    return BoundaryFile(
        shapes=frame,
        issues=tuple(Issue(**issue) for issue in fields["issues"]),
        corrections=tuple(Issue(**issue) for issue in fields["corrections"]),
        **plain,
    )


_PLAIN_FIELDS = ("file", "status", "merged_units", "key", "layer", "crs", "rows", "excluded")


def answer(payload: bytes) -> bytes:
    """The report as JSON, for one line of JSON and the file after it (see `run_sandboxed`)."""
    disable_network()
    line, content = payload.split(b"\n", 1)
    request = json.loads(line)
    fields = request["units"]
    units = UnitsToMatch(tuple(fields["codes"]), CodeList(**fields["names"]), fields["areas"])
    folder = Path(request["folder"])
    report = read_boundaries(content, request["file"], units, folder, request["layer"])
    return json.dumps(_to_json(report)).encode()
