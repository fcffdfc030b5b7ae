"""Derive `kgz_oblasts.geojson` from Natural Earth 1:10m; a maintainer's step, not needed to run.

Run from anywhere: `python geo/build_boundaries.py`. It fetches one wheel with pip, checks its hash
and the hash of the one member it reads, and writes the file beside this script. To work without
a network, give the wheel: `python geo/build_boundaries.py --wheel giso-1.0.2-py3-none-any.whl`.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import geopandas as gpd
import shapely
from shapely.geometry.polygon import orient

HERE = Path(__file__).resolve().parent
TARGET = HERE / "kgz_oblasts.geojson"

WHEEL = "giso==1.0.2"
WHEEL_SHA256 = "83057c2fa8b5a98eccc14b4dfb01f3476497d7fdba7d0ab2ab1977ba510e7f5c"
MEMBER = "giso/data/ne_10m_admin_1_states_provinces.parquet"
MEMBER_SHA256 = "b668239d5ab42183d1bc4e66057119b620bc4ab533683eb8235aa2e64edd65d6"

DRAWN = {"KG-B", "KG-C", "KG-GB", "KG-J", "KG-N", "KG-O", "KG-T", "KG-Y"}
GRID = 1e-4
"""Coordinates keep four decimals of a degree (about 10 m); the lines are 1 km off anyway."""

OSH_CITY = "KG-GO"
OSH_CITY_CENTRE = (72.798, 40.530)
OSH_CITY_RADIUS_M = 5_000
AROUND_OSH = (
    f"+proj=aeqd +lon_0={OSH_CITY_CENTRE[0]} +lat_0={OSH_CITY_CENTRE[1]} +datum=WGS84 +units=m"
)

Shapes = dict[str, shapely.Polygon | shapely.MultiPolygon]


def fetch_wheel(folder: Path) -> Path:
    """The wheel, downloaded into `folder` without dependencies; nothing is installed."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    subprocess.run([*command, "--dest", str(folder), WHEEL], check=True)
    return next(folder.glob("*.whl"))


def read_member(wheel: Path) -> bytes:
    """The boundary table inside the wheel; raises ValueError when a hash is not the known one."""
    _require_hash(wheel.read_bytes(), WHEEL_SHA256, wheel.name)
    with zipfile.ZipFile(wheel) as archive:
        member = archive.read(MEMBER)
    _require_hash(member, MEMBER_SHA256, MEMBER)
    return member


def _require_hash(content: bytes, expected: str, name: str) -> None:
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise ValueError(f"{name}: sha256 is {found}, expected {expected}")


def drawn_units(member: bytes) -> Shapes:
    """The eight units Natural Earth draws, on the four-decimal grid, by ISO 3166-2 code.

    The ISO code is the only attribute taken: `code_hasc` is the same for Chui and Bishkek.
    """
    columns = ["adm0_a3", "iso_3166_2", "geometry"]
    world = gpd.read_parquet(io.BytesIO(member), columns=columns)
    country = world[world["adm0_a3"] == "KGZ"]
    codes = list(country["iso_3166_2"])
    if set(codes) != DRAWN or len(codes) != len(DRAWN):
        raise ValueError(f"expected the units {sorted(DRAWN)}, found {sorted(codes)}")
    # Vertices that two units share are equal, so rounding each keeps the units touching.
    rounded = shapely.transform(country.geometry.to_numpy(), lambda xy: xy.round(4))
    return dict(zip(codes, rounded, strict=True))


def osh_city_disc() -> shapely.Polygon:
    """A 5 km disc round the city of Osh, in degrees: a symbol, not a boundary."""
    centre = gpd.GeoSeries([shapely.Point(OSH_CITY_CENTRE)], crs=4326).to_crs(AROUND_OSH)
    disc = centre.buffer(OSH_CITY_RADIUS_M, quad_segs=12).to_crs(4326)
    return shapely.transform(disc.iloc[0], lambda xy: xy.round(4))


def with_osh_city(units: Shapes) -> Shapes:
    """The units with Osh city clipped to Osh oblast and cut out of it."""
    oblast, disc = units["KG-O"], osh_city_disc()
    city = shapely.intersection(disc, oblast, grid_size=GRID)
    rest = shapely.difference(oblast, city, grid_size=GRID)
    return dict(sorted((units | {"KG-O": rest, OSH_CITY: city}).items()))


def as_rfc7946(shape: shapely.Polygon | shapely.MultiPolygon) -> dict[str, object]:
    """The GeoJSON geometry with exterior rings counter-clockwise and holes clockwise."""
    if isinstance(shape, shapely.MultiPolygon):
        wound: shapely.Geometry = shapely.MultiPolygon([orient(part) for part in shape.geoms])
    else:
        wound = orient(shape)
    return json.loads(shapely.to_geojson(wound))


def geojson_text(shapes: Shapes) -> str:
    """The feature collection, one feature a line so that a change can be read in a diff."""
    lines = []
    for code, shape in shapes.items():
        properties: dict[str, object] = {"iso_code": code}
        if code == OSH_CITY:
            properties["schematic"] = True
        feature = {
            "type": "Feature",
            "id": code,
            "properties": properties,
            "geometry": as_rfc7946(shape),
        }
        lines.append(json.dumps(feature, separators=(",", ":")))
    head = '{"type":"FeatureCollection","features":[\n'
    return head + ",\n".join(lines) + "\n]}\n"


def build(wheel: Path) -> str:
    """The text of the GeoJSON file; raises ValueError when the units overlap or leave gaps."""
    shapes = with_osh_city(drawn_units(read_member(wheel)))
    if not all(shape.is_valid for shape in shapes.values()):
        raise ValueError("a derived polygon is not valid")
    if not shapely.coverage_is_valid(list(shapes.values())):
        raise ValueError("the derived units do not form a clean coverage")
    return geojson_text(shapes)


def main() -> None:
    """Write the file beside this script."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--wheel", type=Path, help="a wheel already downloaded")
    given = parser.parse_args().wheel
    with tempfile.TemporaryDirectory() as folder:
        text = build(given or fetch_wheel(Path(folder)))
    TARGET.write_text(text, encoding="utf-8", newline="\n")
    print(f"{TARGET.name}: {len(text.encode()):,} bytes")


if __name__ == "__main__":
    main()
