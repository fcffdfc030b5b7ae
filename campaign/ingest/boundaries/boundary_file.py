"""The report on a boundary file, made in a child process with limits.

Everything that depends on the content of a file (unpacking, parsing, repairing, simplifying)
happens in the child (`boundary_child`), so that a hostile file ends the child and never the server.
The child returns JSON with at most nine shapes.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace

import geopandas as gpd

from campaign.domain.places import Places
from campaign.ingest.boundaries.match_units import UnitsToMatch
from campaign.ingest.readers.sandbox import run_sandboxed
from campaign.ingest.report import Status
from campaign.schema.issues import Issue

MOST_MB = 50
SECONDS = 45
MEGABYTES = 2_000


@dataclass(frozen=True, eq=False)
class BoundaryFile:
    """The report on a boundary file.

    `shapes` (WGS 84, RFC 7946 winding, in the order of `places.codes`) has `iso_code`, `geometry`
    and, if the file marks symbols, `schematic`; None if the file cannot be used. `merged_units`
    maps an oblast's code to the codes that its shape covers, if the file draws a city within it.
    `key` is the column by which the units were matched, "" if there is none; `layer` and `crs` are
    the names in the file. `rows` counts the features, `excluded` those that match no unit or have
    no area.
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

    @classmethod
    def unreadable(cls, file: str, issue: Issue) -> BoundaryFile:
        """Return the report on a file that cannot be read, with the reason."""
        return cls(file, "unreadable", None, issues=(issue,))

    def unusable(self, *issues: Issue) -> BoundaryFile:
        """Return the report on a layer without usable shapes, with these issues before its own."""
        return replace(self, status="issues", issues=(*issues, *self.issues))

    def to_json(self) -> bytes:
        """Return the report as JSON, the shapes as GeoJSON."""
        fields = vars(self) | {
            "shapes": None if self.shapes is None else self.shapes.to_geo_dict(drop_id=True),
            "issues": [asdict(issue) for issue in self.issues],
            "corrections": [asdict(issue) for issue in self.corrections],
        }
        return json.dumps(fields).encode()

    @classmethod
    def from_json(cls, content: bytes) -> BoundaryFile:
        """Return the report that `to_json` has written."""
        fields = json.loads(content)
        if fields["shapes"] is not None:
            fields["shapes"] = gpd.GeoDataFrame.from_features(fields["shapes"], crs=4326)
        for name in ("issues", "corrections"):
            fields[name] = tuple(Issue(**issue) for issue in fields[name])
        merged = {code: tuple(codes) for code, codes in fields["merged_units"].items()}
        return cls(**fields | {"merged_units": merged})


def ingest_boundaries(
    content: bytes, file: str, places: Places, layer: str | None = None
) -> BoundaryFile:
    """Return the report on a boundary file; no content of the file raises an error.

    `layer` is the name of the layer to read; None reads the first that can be used.
    """
    if not content.strip():
        return BoundaryFile.unreadable(file, Issue(file, "no_content"))
    if len(content) > MOST_MB * 1_000_000:
        return BoundaryFile.unreadable(file, Issue(file, "too_big", params={"limit": MOST_MB}))
    request = {"file": file, "layer": layer, "units": asdict(UnitsToMatch.of(places))}
    # The parent creates the folder, so that it is removed even if the child is killed.
    with _temporary_folder() as folder:
        payload = json.dumps(request | {"folder": folder}).encode() + b"\n" + content
        answer = run_sandboxed(
            "campaign.ingest.boundaries.boundary_child", payload, SECONDS, MEGABYTES
        )
    if answer is None:
        return BoundaryFile.unreadable(file, Issue(file, "outlines_stopped"))
    return BoundaryFile.from_json(answer)


@contextmanager
def _temporary_folder() -> Iterator[str]:
    """Yield a temporary folder; if the disk is full, a path where no file can be written."""
    try:
        temporary = tempfile.TemporaryDirectory()
    except OSError:
        yield os.devnull
        return
    with temporary as folder:
        yield folder
