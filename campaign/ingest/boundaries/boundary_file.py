"""A boundary file's bytes to the boundaries of the units; read in a child process with limits.

All that depends on what a file holds (unpacking, parsing, repairing, simplifying) happens in the
child, so that a hostile file costs an exit code and never the server. What comes back is
JSON with at most nine shapes.
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
FEWEST_UNITS = 7
_NAMED = 10
"""How many features that are no unit are named."""
_NO_ROOM = {
    *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS),
    *(errno.EACCES, errno.EPERM, errno.ENOTDIR),
}


@dataclass(frozen=True, eq=False)
class BoundaryFile:
    """The report on a boundary file.

    `shapes` (WGS 84, RFC 7946 winding, in the order of `places.codes`) has `iso_code`, `geometry`
    and `schematic` where the file marks symbols; None where the file cannot be used. `merged` maps
    an oblast's code to the codes its shape covers, where the file draws a city within it. `key` is
    the column the units were known by, "" for none; `layer` and `crs` are what the file names.
    `rows` features were read, `excluded` of them are no unit of ours or have no area.
    """

    file: str
    status: Status
    shapes: gpd.GeoDataFrame | None
    merged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    key: str = ""
    layer: str | None = None
    crs: str | None = None
    issues: tuple[Issue, ...] = ()
    corrections: tuple[Issue, ...] = ()
    rows: int = 0
    excluded: int = 0

    @property
    def accepted(self) -> int:
        """How many features the drawn units were made of."""
        return 0 if self.shapes is None else self.rows - self.excluded


def ingest_boundaries(
    content: bytes, file: str, places: Places, layer: str | None = None
) -> BoundaryFile:
    """The boundaries of the units; never raises for what is in the file.

    `layer` is the one to read; without it the first that draws seven to nine units is taken.
    """
    if not content.strip():
        return _unreadable(file, Issue(file, "no_content"))
    if len(content) > MOST_MB * 1_000_000:
        return _unreadable(file, Issue(file, "too_big", params={"limit": MOST_MB}))
    order = {"file": file, "layer": layer, "units": asdict(UnitsToMatch.of(places))}
    # The folder is the parent's, so that it goes away even where the child is killed.
    with _folder() as folder:
        payload = json.dumps(order | {"folder": folder}).encode() + b"\n" + content
        fields = run_sandboxed(
            "campaign.ingest.boundaries.boundary_file", payload, SECONDS, MEGABYTES
        )
    if fields is None:
        return _unreadable(file, Issue(file, "outlines_stopped"))
    return _from_json(json.loads(fields))


@contextmanager
def _folder() -> Iterator[str]:
    """A temporary folder; where the disk has no room for one, a place that takes no file."""
    try:
        temporary = tempfile.TemporaryDirectory()
    except OSError:
        yield os.devnull
        return
    with temporary as folder:
        yield folder


def to_geojson(
    content: bytes, file: str, units: UnitsToMatch, folder: Path, layer: str | None = None
) -> BoundaryFile:
    """The work of the child: as `ingest_boundaries`, in this process and without its limits."""
    try:
        layers = read_layers(content, file, folder)
        if layer is not None and layer not in layers:
            names = {"layer": layer, "layers": ", ".join(name for name in layers if name)}
            raise UnreadableLayers(Issue(file, "no_layer", params=names))
        return _best_layer(layers, [layer] if layer is not None else layers, file, units)
    except UnreadableLayers as reason:
        return _unreadable(file, reason.issue)
    except OSError as failed:
        if failed.errno not in _NO_ROOM:
            raise
        return _unreadable(file, Issue(file, "no_room_to_unpack"))


def _best_layer(
    layers: Layers, names: Iterable[str], file: str, units: UnitsToMatch
) -> BoundaryFile:
    """The first layer that can be used; else the one that came nearest, with its reasons."""
    nearest: BoundaryFile | None = None
    reason: UnreadableLayers | None = None
    count_of_nearest = -1
    for name in names:
        try:
            count, report = _read_layer(layers[name](), file, units)
        except UnreadableLayers as broken:
            reason = reason or broken
            continue
        if report.shapes is not None:
            return report
        if count > count_of_nearest:
            nearest, count_of_nearest = report, count
    if nearest is None or (reason is not None and count_of_nearest == 0):
        raise reason or UnreadableLayers(Issue(file, "no_areas"))
    return nearest


def _read_layer(layer: Layer, file: str, units: UnitsToMatch) -> tuple[int, BoundaryFile]:
    """How many units the layer draws, and the report on it."""
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
        return 0, _unusable(report, Issue(file, "no_areas"))
    located, issues = repair.to_degrees(layer.features, file)
    if located is None:
        return 0, _unusable(report, *issues)
    report = replace(report, corrections=(*report.corrections, *issues))
    words = located.drop(columns="geometry")
    matches = match_units(words, repair.is_osh_city(located.geometry), units)
    report = replace(report, key=matches.key)
    if is_raions(words):
        return 0, _unusable(report, Issue(file, "raions"))

    ours = matches.codes != ""
    empty = located.index[ours & ~areas]
    issues = [Issue(file, "no_outline", int(row), matches.key) for row in empty]
    ours &= areas
    away = repair.is_outside(located.geometry) & areas
    if away[ours].all() if ours.any() else away[areas].all():
        extent = located.geometry[ours if ours.any() else areas]
        return 0, _unusable(report, Issue(file, repair.explain_outside(extent)), *issues)
    if not ours.any():
        return 0, _unusable(report, Issue(file, "no_units"), *issues)
    issues += [Issue(file, "outside_country", int(row)) for row in located.index[ours & away]]
    ours &= ~away
    unknown = label_features(words)[(matches.codes == "")]
    if len(unknown):
        issues.append(_warn_unknown_areas(list(unknown), file))
    report = replace(report, excluded=int((~ours).sum()), issues=tuple(issues))
    return _draw_units(located.geometry[ours], matches.codes[ours], words[ours], report, units)


def _draw_units(
    geometry: gpd.GeoSeries, codes: Any, words: Any, report: BoundaryFile, units: UnitsToMatch
) -> tuple[int, BoundaryFile]:
    """How many units the features make, and the report with their shapes."""
    file = report.file
    valid, corrections = repair.repair_shapes(geometry, file)
    empty = valid.index[valid.is_empty]
    lost = [Issue(file, "no_outline", int(row), report.key) for row in empty]
    valid, codes = valid.drop(empty), codes.drop(empty)
    report = replace(report, excluded=report.excluded + len(empty))
    whole, joined = repair.join_parts(valid, codes, units.codes, file)
    merged, missing = _merged(whole, units)
    corrections += joined + [Issue(file, _MERGED[city]) for city in merged]
    if missing:
        issue = Issue(file, "units_not_drawn", params={"units": ", ".join(missing)})
        return len(whole), _unusable(report, issue, *lost)
    if repair.is_too_small(whole):
        return len(whole), _unusable(report, Issue(file, "too_small_extent"), *lost)
    warnings = repair.check_areas(whole, units, file)
    whole, simplified = repair.simplify(whole, file)
    frame = gpd.GeoDataFrame(
        {"iso_code": list(whole.index)},
        geometry=[repair.wind_rings(shape) for shape in whole],
        crs=4326,
    )
    symbols = _schematic(words, codes)
    if symbols:
        frame["schematic"] = frame["iso_code"].isin(symbols)
    issues = (*report.issues, *lost, *warnings)
    return len(whole), replace(
        report,
        status="problems" if issues else "clean",
        shapes=frame,
        merged={
            repair.HOLDS[city]: (repair.HOLDS[city], city) for city in units.codes if city in merged
        },
        issues=issues,
        corrections=(*report.corrections, *corrections, *simplified),
    )


_MERGED = {"KG-GB": "bishkek_within", "KG-GO": "osh_within"}


def _merged(whole: gpd.GeoSeries, units: UnitsToMatch) -> tuple[list[str], list[str]]:
    """The cities that an oblast's shape covers, and the units that are drawn nowhere."""
    missing = [code for code in units.codes if code not in whole.index]
    merged = [c for c in missing if c in repair.HOLDS and repair.holds_city(whole, c)]
    return merged, [code for code in missing if code not in merged]


def _schematic(words: Any, codes: Any) -> set[str]:
    """The units whose feature is marked as a symbol and no boundary."""
    for column in words.columns:
        if str(column).lower() == "schematic":
            marked = words[column].reindex(codes.index).str.lower().isin(["true", "1", "1.0", "t"])
            return set(codes[marked])
    return set()


def _warn_unknown_areas(names: list[str], file: str) -> Issue:
    short = list(dict.fromkeys(name[:80] for name in names if name))
    listed = ", ".join(short[:_NAMED]) + (", …" if len(short) > _NAMED else "")
    params: dict[str, str | int] = {"n": len(names), "names": listed or "–"}
    return Issue(file, "unknown_areas", params=params)


def _unusable(report: BoundaryFile, *issues: Issue) -> BoundaryFile:
    return replace(report, status="problems", issues=(*issues, *report.issues))


def _unreadable(file: str, issue: Issue) -> BoundaryFile:
    return BoundaryFile(file, "unreadable", None, issues=(issue,))


# Between the two processes --------------------------------------------------------------------


def _to_json(report: BoundaryFile) -> dict[str, Any]:
    fields = {name: getattr(report, name) for name in _PLAIN}
    fields["issues"] = [asdict(issue) for issue in report.issues]
    fields["corrections"] = [asdict(issue) for issue in report.corrections]
    if report.shapes is not None:
        fields["shapes"] = {
            "iso_code": list(report.shapes["iso_code"]),
            "wkb": list(shapely.to_wkb(report.shapes.geometry.to_numpy(), hex=True)),
        }
        if "schematic" in report.shapes:
            fields["shapes"]["schematic"] = [bool(mark) for mark in report.shapes["schematic"]]
    return fields


def _from_json(fields: dict[str, Any]) -> BoundaryFile:
    frame = None
    if "shapes" in fields:
        columns = dict(fields["shapes"])
        geometry = shapely.from_wkb(columns.pop("wkb"))
        frame = gpd.GeoDataFrame(columns, geometry=geometry, crs=4326)
    plain = {name: fields[name] for name in _PLAIN}
    plain["merged"] = {code: tuple(codes) for code, codes in fields["merged"].items()}
    return BoundaryFile(
        shapes=frame,
        issues=tuple(Issue(**issue) for issue in fields["issues"]),
        corrections=tuple(Issue(**issue) for issue in fields["corrections"]),
        **plain,
    )


_PLAIN = ("file", "status", "merged", "key", "layer", "crs", "rows", "excluded")


def answer(payload: bytes) -> bytes:
    """The child's side: one line of JSON, then the file; JSON comes back (see `run_sandboxed`)."""
    disable_network()
    line, content = payload.split(b"\n", 1)
    order = json.loads(line)
    given = order["units"]
    units = UnitsToMatch(tuple(given["codes"]), CodeList(**given["names"]), given["areas"])
    report = to_geojson(content, order["file"], units, Path(order["folder"]), order["layer"])
    return json.dumps(_to_json(report)).encode()
