"""A boundary file's bytes to the outlines of the units; read in a child process with limits.

All that depends on what a stranger's file holds (unpacking, parsing, mending, simplifying) happens
in the child, so that a hostile file costs an exit code and never the server. What comes back is
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
from campaign.ingest.boundaries.layers import (
    Layer,
    Layers,
    UnreadableLayers,
    layers_of,
    without_network,
)
from campaign.ingest.boundaries.match_units import UnitsToMatch, is_raions, label, match_units
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
    """What became of a boundary file.

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
    problems: tuple[Issue, ...] = ()
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
    """The outlines of the units; never raises for what is in the file.

    `layer` is the one wanted; without it the first that draws seven to nine units is taken.
    """
    if not content.strip():
        return _unreadable(file, Issue(file, "no_content"))
    if len(content) > MOST_MB * 1_000_000:
        return _unreadable(file, Issue(file, "too_big", params={"limit": MOST_MB}))
    order = {"file": file, "layer": layer, "sought": asdict(UnitsToMatch.of(places))}
    # The folder is the parent's, so that it goes away even where the child is killed.
    with _folder() as folder:
        payload = json.dumps(order | {"folder": folder}).encode() + b"\n" + content
        told = run_sandboxed(
            "campaign.ingest.boundaries.boundary_file", payload, SECONDS, MEGABYTES
        )
    if told is None:
        return _unreadable(file, Issue(file, "outlines_stopped"))
    return _unpacked(json.loads(told))


@contextmanager
def _folder() -> Iterator[str]:
    """A temporary folder; where the disk has no room for one, a place that takes no file."""
    try:
        made = tempfile.TemporaryDirectory()
    except OSError:
        yield os.devnull
        return
    with made as folder:
        yield folder


def to_geojson(
    content: bytes, file: str, sought: UnitsToMatch, folder: Path, layer: str | None = None
) -> BoundaryFile:
    """The work of the child: as `ingest_boundaries`, in this process and without its limits."""
    try:
        layers = layers_of(content, file, folder)
        if layer is not None and layer not in layers:
            names = {"layer": layer, "layers": ", ".join(name for name in layers if name)}
            raise UnreadableLayers(Issue(file, "no_layer", params=names))
        return _best(layers, [layer] if layer is not None else layers, file, sought)
    except UnreadableLayers as reason:
        return _unreadable(file, reason.problem)
    except OSError as failed:
        if failed.errno not in _NO_ROOM:
            raise
        return _unreadable(file, Issue(file, "no_room_to_unpack"))


def _best(layers: Layers, names: Iterable[str], file: str, sought: UnitsToMatch) -> BoundaryFile:
    """The first layer that can be used; else the one that came nearest, with its reasons."""
    nearest: BoundaryFile | None = None
    reason: UnreadableLayers | None = None
    units_of_nearest = -1
    for name in names:
        try:
            units, outlines = _outlines(layers[name](), file, sought)
        except UnreadableLayers as broken:
            reason = reason or broken
            continue
        if outlines.shapes is not None:
            return outlines
        if units > units_of_nearest:
            nearest, units_of_nearest = outlines, units
    if nearest is None or (reason is not None and units_of_nearest == 0):
        raise reason or UnreadableLayers(Issue(file, "no_areas"))
    return nearest


def _outlines(layer: Layer, file: str, sought: UnitsToMatch) -> tuple[int, BoundaryFile]:
    """How many units the layer draws, and what became of it."""
    found = BoundaryFile(
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
        return 0, _refused(found, Issue(file, "no_areas"))
    located, said = repair.in_degrees(layer.features, file)
    if located is None:
        return 0, _refused(found, *said)
    found = replace(found, corrections=(*found.corrections, *said))
    words = located.drop(columns="geometry")
    known = match_units(words, repair.is_osh_city(located.geometry), sought)
    found = replace(found, key=known.key)
    if is_raions(words):
        return 0, _refused(found, Issue(file, "raions"))

    ours = known.codes != ""
    empty = located.index[ours & ~areas]
    faults = [Issue(file, "no_outline", int(row), known.key) for row in empty]
    ours &= areas
    away = repair.outside(located.geometry) & areas
    if away[ours].all() if ours.any() else away[areas].all():
        reached = located.geometry[ours if ours.any() else areas]
        return 0, _refused(found, Issue(file, repair.why_outside(reached)), *faults)
    if not ours.any():
        return 0, _refused(found, Issue(file, "no_units"), *faults)
    faults += [Issue(file, "outside_country", int(row)) for row in located.index[ours & away]]
    ours &= ~away
    strange = label(words)[(known.codes == "")]
    if len(strange):
        faults.append(_unknown(list(strange), file))
    found = replace(found, excluded=int((~ours).sum()), problems=tuple(faults))
    return _units(located.geometry[ours], known.codes[ours], words[ours], found, sought)


def _units(
    geometry: gpd.GeoSeries, codes: Any, words: Any, found: BoundaryFile, sought: UnitsToMatch
) -> tuple[int, BoundaryFile]:
    """The outlines made from the features that are units."""
    file = found.file
    valid, said = repair.repair(geometry, file)
    gone = valid.index[valid.is_empty]
    lost = [Issue(file, "no_outline", int(row), found.key) for row in gone]
    valid, codes = valid.drop(gone), codes.drop(gone)
    found = replace(found, excluded=found.excluded + len(gone))
    whole, joins = repair.join_parts(valid, codes, sought.codes, file)
    merged, missing = _merged(whole, sought)
    said += joins + [Issue(file, _MERGED[city]) for city in merged]
    if missing:
        lacks = Issue(file, "units_not_drawn", params={"units": ", ".join(missing)})
        return len(whole), _refused(found, lacks, *lost)
    if repair.too_small(whole):
        return len(whole), _refused(found, Issue(file, "too_small_extent"), *lost)
    warnings = repair.unlikely_areas(whole, sought, file)
    whole, thinned = repair.light(whole, file)
    frame = gpd.GeoDataFrame(
        {"iso_code": list(whole.index)},
        geometry=[repair.wound(shape) for shape in whole],
        crs=4326,
    )
    symbols = _schematic(words, codes)
    if symbols:
        frame["schematic"] = frame["iso_code"].isin(symbols)
    problems = (*found.problems, *lost, *warnings)
    return len(whole), replace(
        found,
        status="problems" if problems else "clean",
        shapes=frame,
        merged={
            repair.HOLDS[city]: (repair.HOLDS[city], city)
            for city in sought.codes
            if city in merged
        },
        problems=problems,
        corrections=(*found.corrections, *said, *thinned),
    )


_MERGED = {"KG-GB": "bishkek_within", "KG-GO": "osh_within"}


def _merged(whole: gpd.GeoSeries, sought: UnitsToMatch) -> tuple[list[str], list[str]]:
    """The cities that an oblast's shape covers, and the units that are drawn nowhere."""
    missing = [code for code in sought.codes if code not in whole.index]
    merged = [c for c in missing if c in repair.HOLDS and repair.holds_city(whole, c)]
    return merged, [code for code in missing if code not in merged]


def _schematic(words: Any, codes: Any) -> set[str]:
    """The units whose feature is marked as a symbol and no boundary."""
    for column in words.columns:
        if str(column).lower() == "schematic":
            marked = words[column].reindex(codes.index).str.lower().isin(["true", "1", "1.0", "t"])
            return set(codes[marked])
    return set()


def _unknown(names: list[str], file: str) -> Issue:
    named = list(dict.fromkeys(name[:80] for name in names if name))
    listed = ", ".join(named[:_NAMED]) + (", …" if len(named) > _NAMED else "")
    params: dict[str, str | int] = {"n": len(names), "names": listed or "–"}
    return Issue(file, "unknown_areas", params=params)


def _refused(found: BoundaryFile, *problems: Issue) -> BoundaryFile:
    return replace(found, status="problems", problems=(*problems, *found.problems))


def _unreadable(file: str, problem: Issue) -> BoundaryFile:
    return BoundaryFile(file, "unreadable", None, problems=(problem,))


# Between the two processes --------------------------------------------------------------------


def _packed(outlines: BoundaryFile) -> dict[str, Any]:
    told = {name: getattr(outlines, name) for name in _PLAIN}
    told["problems"] = [asdict(problem) for problem in outlines.problems]
    told["corrections"] = [asdict(problem) for problem in outlines.corrections]
    if outlines.shapes is not None:
        told["shapes"] = {
            "iso_code": list(outlines.shapes["iso_code"]),
            "wkb": list(shapely.to_wkb(outlines.shapes.geometry.to_numpy(), hex=True)),
        }
        if "schematic" in outlines.shapes:
            told["shapes"]["schematic"] = [bool(mark) for mark in outlines.shapes["schematic"]]
    return told


def _unpacked(told: dict[str, Any]) -> BoundaryFile:
    frame = None
    if "shapes" in told:
        held = dict(told["shapes"])
        geometry = shapely.from_wkb(held.pop("wkb"))
        frame = gpd.GeoDataFrame(held, geometry=geometry, crs=4326)
    plain = {name: told[name] for name in _PLAIN}
    plain["merged"] = {code: tuple(codes) for code, codes in told["merged"].items()}
    return BoundaryFile(
        shapes=frame,
        problems=tuple(Issue(**problem) for problem in told["problems"]),
        corrections=tuple(Issue(**problem) for problem in told["corrections"]),
        **plain,
    )


_PLAIN = ("file", "status", "merged", "key", "layer", "crs", "rows", "excluded")


def answer(payload: bytes) -> bytes:
    """The child's side: one line of JSON, then the file; JSON comes back (see `run_sandboxed`)."""
    without_network()
    line, content = payload.split(b"\n", 1)
    order = json.loads(line)
    held = order["sought"]
    sought = UnitsToMatch(tuple(held["codes"]), CodeList(**held["names"]), held["areas"])
    outlines = to_geojson(content, order["file"], sought, Path(order["folder"]), order["layer"])
    return json.dumps(_packed(outlines)).encode()
